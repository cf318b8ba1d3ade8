"""Word -> body HTML, by mammoth: styles become elements, looks do not matter.

Pictures inside a Word file are left out, together with their descriptions: a published image is a file beside the
release. Word counts no lines, so a segment's `line` is the number of its paragraph.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

from translateflow.errors import SourceError
from translateflow.formats.decode import check_size
from translateflow.formats.source import Defaults, SourceText, plain
from translateflow.formats.tokens import Kind, Token, scan
from translateflow.formats.word_properties import read_properties
from translateflow.model.release import FrontMatter

MAX_UNPACKED_BYTES = 100_000_000
"""A Word file may unpack to at most this; ten times what a source may have."""
MAX_PARTS = 5_000

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Titel'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Caption'] => p:fresh
"""
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th"})
_TITLE_LENGTH = 250


def read_word(name: str, data: bytes, defaults: Defaults) -> SourceText:
    """Read a Word source; title, language, date and summary are the file's core properties.

    Without a title there, the first heading is it, else the first paragraph when it is short.
    Raises SourceError: no Word file, damaged, unpacks to more than MAX_UNPACKED_BYTES.
    """
    del defaults  # no property of Word is an embargo, and its dates are in figures
    check_archive(name, data)
    properties = read_properties(name, data)
    tokens = _number_paragraphs(scan(convert_word(name, data)))
    if not any(token.kind is Kind.TEXT and token.raw.strip() for token in tokens):
        raise SourceError(name, "has no text.", remedy="Write the release into it, or delete it.")
    front = FrontMatter(
        title=properties.title, date=properties.date, language=properties.language, summary=properties.summary
    )
    return _take_first_paragraph(SourceText(front, tokens))


def check_archive(name: str, data: bytes) -> None:
    """Refuse what is no Word file, or unpacks to more than it should, or smuggles entities."""
    check_size(name, data)
    remedy = "Save it again as .docx."
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
                raise SourceError(name, "unpacks to far more than a release holds.", remedy="Save only its text.")
            if "word/document.xml" not in archive.namelist():
                raise SourceError(name, "is not a Word file.", remedy=remedy)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _declares_entities(archive.read(part)):
                    raise SourceError(name, f"declares XML entities in {part.filename}.", remedy=remedy)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        # zipfile reports damage, encryption and unknown compression in as many ways
        raise SourceError(name, "is not a Word file, or is damaged or encrypted.", remedy=remedy) from error


def _declares_entities(part: bytes) -> bool:
    # also in UTF-16, where every second byte is NUL
    return b"<!DOCTYPE" in part.replace(b"\0", b"")


def convert_word(name: str, data: bytes) -> str:
    """Give the HTML of a Word file that `check_archive` has passed."""
    import mammoth  # noqa: PLC0415 — 60 ms that only Word sources need

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_STYLES, convert_image=lambda _image: [], id_prefix="word-"
        )
    except Exception as error:
        raise SourceError(name, "is a damaged Word file.", remedy="Open it in Word and save it again.") from error
    return str(result.value)


def _number_paragraphs(tokens: list[Token]) -> list[Token]:
    number = 0
    numbered = []
    for token in tokens:
        number += token.kind is Kind.OPEN and token.name in _PARAGRAPHS
        numbered.append(token._replace(line=max(number, 1)))
    return numbered


def _take_first_paragraph(source: SourceText) -> SourceText:
    tokens = source.tokens
    has_headline = any(token.name == "h1" and token.kind is Kind.OPEN for token in tokens)
    if not tokens or tokens[0].name not in _PARAGRAPHS or has_headline:
        return source
    end = next(i for i, token in enumerate(tokens) if token.kind is Kind.CLOSE and token.name == tokens[0].name)
    text = plain(tokens[1:end])
    wanted = source.front.title or text
    if len(text) > _TITLE_LENGTH or not text or text.casefold() != wanted.casefold() or end + 1 >= len(tokens):
        return source
    return SourceText(replace(source.front, title=wanted), tokens[end + 1 :], {"title": 1})
