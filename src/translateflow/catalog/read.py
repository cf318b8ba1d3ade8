"""Reading PO files: bytes to a Catalog, or one sentence that says what is wrong and on which line."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from translateflow.catalog.block import Kind
from translateflow.catalog.catalog import Catalog, FileStyle
from translateflow.catalog.head import DamagedError
from translateflow.catalog.header import LANGUAGE, RELEASE
from translateflow.catalog.scan import scan_blocks
from translateflow.errors import (
    CatalogError,
    MissingHeaderError,
    UnknownLanguageError,
    WrongLanguageError,
    WrongReleaseError,
)
from translateflow.files import read_file
from translateflow.model.language import gettext_name, parse_language

if TYPE_CHECKING:
    from pathlib import Path

    from translateflow.catalog.block import Block, Name

_MEND = "Mend this line in a text editor, or take the file's last good version; nothing was changed."
_SAVE_AS_UTF8 = "Save the file as UTF-8 in your PO editor; nothing was changed."
_CHARSET = re.compile(rb"charset=([\w.:-]+)", re.IGNORECASE)
_HEADER_REACH = 8192


def parse_catalog(data: bytes, path: Path | str) -> Catalog:
    """Read a PO file of any tool. `path` is what errors name; whose file it is does not matter here.

    Raises CatalogError with the line: for damage, an entry that stands twice (gettext's rule: an obsolete one
    counts), bytes that are not in the encoding the header names.
    """
    encoding = _encoding(data, path)
    mark = data.startswith(codecs.BOM_UTF8)
    text = _decode(data[len(codecs.BOM_UTF8) if mark else 0 :], encoding, path)
    if "\x00" in text:
        raise CatalogError(path, "this is a binary file, not a PO file", remedy="Nothing was changed.")
    newline = "\r\n" if "\r\n" in text[: text.find("\n") + 1] else "\n"
    try:
        blocks = tuple(scan_blocks(text))
    except DamagedError as error:
        raise CatalogError(path, f"{error.problem}.", line=error.line, remedy=_MEND) from error
    _refuse_doubles(blocks, path)
    return Catalog(blocks, FileStyle(encoding, newline, mark), data)


def _encoding(data: bytes, path: Path | str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise CatalogError(path, "the file is UTF-16, which PO files cannot be.", remedy=_SAVE_AS_UTF8)
    found = _CHARSET.search(data, 0, _HEADER_REACH)
    if data.startswith(codecs.BOM_UTF8) or not found or found[1].upper() in {b"CHARSET", b"UTF-8"}:
        return "utf-8"
    name = found[1].decode("ascii")
    try:
        return codecs.lookup(name).name
    except LookupError:
        line = data.count(b"\n", 0, found.start()) + 1
        raise CatalogError(path, f"“{name}” is no encoding.", line=line, remedy=_SAVE_AS_UTF8) from None


def _decode(data: bytes, encoding: str, path: Path | str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"the bytes here are not {encoding.upper()}, which the file says it is."
        raise CatalogError(path, problem, line=line, remedy=_SAVE_AS_UTF8) from error


def _refuse_doubles(blocks: tuple[Block, ...], path: Path | str) -> None:
    entries = [block.name for block in blocks if block.kind is not Kind.TAIL]
    if len(set(entries)) == len(entries):
        return
    seen: dict[Name, int] = {}
    line = 1
    for block in blocks:
        if block.kind is not Kind.TAIL:
            name, here = (block.context, block.source), line + block.skipped
            if (first := seen.setdefault(name, here)) != here:
                problem = f"the entry “{_short(block.source)}” stands here and in line {first}."
                raise CatalogError(path, problem, line=here, remedy="Delete one of the two; nothing was changed.")
        line += block.raw.count("\n")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"  # noqa: PLR2004 — about what fits a line of a terminal


def read_catalog(path: Path, *, slug: str, language: str) -> Catalog:
    """Read the catalog of one release in one language. Raises CatalogError for another's, FileAccessError."""
    catalog = parse_catalog(read_file(path), path)
    require_identity(catalog, path, slug=slug, language=language)
    return catalog


def require_identity(catalog: Catalog, path: Path | str, *, slug: str, language: str) -> None:
    """Refuse a catalog that is not of this release and language.

    Raises MissingHeaderError, WrongReleaseError or WrongLanguageError: each has its own remedy.
    """
    for field, value in ((RELEASE, slug), (LANGUAGE, gettext_name(language))):
        if not catalog.headers.get(field):
            raise MissingHeaderError(path, field, value)
    if catalog.slug != slug:
        raise WrongReleaseError(path, catalog.slug, slug)
    if _canonical(catalog.language) != language:
        raise WrongLanguageError(path, catalog.language, gettext_name(language))


def _canonical(name: str) -> str:
    try:
        return parse_language(name)
    except UnknownLanguageError:
        return name
