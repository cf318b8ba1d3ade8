"""A source's bytes -> a release. One reader per format, one splitter for all."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from translateflow.errors import SourceError
from translateflow.formats.attributes import attributes_of
from translateflow.formats.frontmatter import local_path
from translateflow.formats.hypertext import read_html
from translateflow.formats.markdown import read_markdown
from translateflow.formats.plaintext import read_plain_text
from translateflow.formats.render import write_canonical
from translateflow.formats.source import Defaults, SourceText, settle_headline
from translateflow.formats.split import Splitter
from translateflow.formats.tokens import Kind, Token, normalize
from translateflow.formats.word import read_word
from translateflow.model.document import Document
from translateflow.model.release import SITE_PAGES, Release, SourceFormat
from translateflow.model.segment import Role, Segment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from translateflow.model.segment import Segmentation

# A new format is one module and one line here.
READERS: dict[SourceFormat, Callable[[str, bytes, Defaults], SourceText]] = {
    SourceFormat.MARKDOWN: read_markdown,
    SourceFormat.HTML: read_html,
    SourceFormat.PLAIN_TEXT: read_plain_text,
    SourceFormat.WORD: read_word,
}

_FRONT_ROLES = {
    "title": Role.TITLE,
    "summary": Role.SUMMARY,
    "image_description": Role.IMAGE_DESCRIPTION,
    "image_caption": Role.CAPTION,
    "correction": Role.CORRECTION,
}
_REFERENCES = ("src", "href", "poster", "data")
_REFERENCE = re.compile(r"\s(?:src|href|poster|data)\s*=", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|/|#|\?")
_SUFFIX_OF_REFERENCE = re.compile(r"[?#].*", re.DOTALL)


def source_format(name: str) -> SourceFormat:
    """Tell a source's format from its suffix. Raises SourceError for one we do not read."""
    try:
        return SourceFormat(PurePath(name).suffix.lower().removeprefix("."))
    except ValueError as error:
        known = ", ".join(f".{known}" for known in SourceFormat)
        raise SourceError(name, "is of no format we read.", remedy=f"Give one of {known}.") from error


def read_release(  # noqa: PLR0913 — the newsroom's settings that reading depends on, all by name
    name: str, data: bytes, *, slug: str, default_language: str, timezone: str, segmentation: Segmentation
) -> Release:
    """Read a source release. `name` is the path shown in errors; its suffix decides the format.

    `default_language` is the newsroom's, for sources that name none; `timezone` is that of an embargo without zone.
    Raises SourceError with line and remedy for whatever cannot be read.
    """
    if slug in SITE_PAGES:
        raise SourceError(name, f"has the name of a page of the site: “{slug}”.", remedy="Give the file another name.")
    source = read_source(name, data, Defaults(default_language, timezone))
    language = source.front.language or default_language
    places, segments = _front_segments(source)
    downloads = _download_segments(source, segments)
    splitter = Splitter(language, segmentation, segments)
    splitter.split(normalize(source.tokens))
    if not splitter.segments:
        raise SourceError(name, "has no text.", remedy="Write the release below its front matter.")
    document = Document(language, tuple(splitter.segments), tuple(splitter.body), **places, downloads=downloads)
    return Release(
        slug=slug,
        language=language,
        source_format=source_format(name),
        front=source.front,
        document=document,
        digest=hashlib.sha256(data).hexdigest(),
        assets=tuple(dict.fromkeys(_find_assets(name, source))),
    )


def read_source(name: str, data: bytes, defaults: Defaults) -> SourceText:
    """Read a source up to the point where its headline is settled and its body is HTML tokens."""
    return settle_headline(READERS[source_format(name)](name, data, defaults))


def canonical_body(name: str, data: bytes, *, default_language: str, timezone: str) -> str:
    """Give the body HTML that every rendering of the source in its own language equals (`keeps_identity`)."""
    return write_canonical(read_source(name, data, Defaults(default_language, timezone)).tokens)


def _front_segments(source: SourceText) -> tuple[dict[str, int], list[Segment]]:
    places: dict[str, int] = {}
    segments: list[Segment] = []
    for key, role in _FRONT_ROLES.items():
        if text := getattr(source.front, key):
            places[key] = len(segments)
            segments.append(Segment(text, role, line=source.lines.get(key, 1)))
    return places, segments


def _download_segments(source: SourceText, segments: list[Segment]) -> tuple[int | None, ...]:
    """Add the names of the downloads to the segments; give their places."""
    places: list[int | None] = []
    for download in source.front.downloads:
        places.append(len(segments) if download.label else None)
        if download.label:
            segments.append(Segment(download.label, Role.DOWNLOAD, line=source.lines.get("downloads", 1)))
    return tuple(places)


def _find_assets(name: str, source: SourceText) -> Iterator[str]:
    if source.front.image:
        yield source.front.image
    yield from (download.path for download in source.front.downloads)
    for token in source.tokens:
        if "=" in token.raw and token.kind is not Kind.TEXT and _REFERENCE.search(token.raw):
            yield from _local_files(name, token)


def _local_files(name: str, token: Token) -> Iterable[str]:
    attributes = attributes_of(token.raw)
    for key in _REFERENCES:
        reference = attributes.get(key, "").strip()
        if not reference or _ELSEWHERE.match(reference):
            continue
        path = local_path(unquote(_SUFFIX_OF_REFERENCE.sub("", reference)))
        if path is None:
            remedy = "Save the file below `releases/` and name it from there, or give its full address."
            raise SourceError(name, f"“{reference}” leads out of the releases folder.", line=token.line, remedy=remedy)
        yield path
