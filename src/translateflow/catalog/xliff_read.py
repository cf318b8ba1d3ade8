"""XLIFF 1.2 and 2.0, in: what `write_xliff` wrote and a CAT tool has worked on, as a catalog that can be merged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translateflow.catalog.exchange import FIELDS, build_catalog
from translateflow.catalog.header import LANGUAGE, RELEASE, SOURCE_LANGUAGE
from translateflow.catalog.xliff import NAMESPACES, PREVIOUS
from translateflow.errors import CatalogError, UnknownLanguageError
from translateflow.model.language import gettext_name, parse_language
from translateflow.model.translation import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lxml import etree

    from translateflow.catalog.catalog import Catalog

_V12 = f"{{{NAMESPACES['1.2']}}}"
_V20 = f"{{{NAMESPACES['2.0']}}}"
_DONE_12 = {"translated", "final", "signed-off"}
_DONE_20 = {"translated", "reviewed", "final"}
_AGAIN = "Export the catalog again; nothing was changed."


def read_xliff(data: bytes, path: Path | str) -> Catalog:
    """Read XLIFF 1.2 or 2.0. Raises CatalogError: no XML, another format, a document type definition.

    1.2: a unit is a draft when it is not approved and has a state that does not say done; a target without a state
    was typed by a person. 2.0: a segment is a draft until its state is at least `translated`.
    """
    fields, entries = _read(data, path)
    return build_catalog(fields, entries, path)


@dataclass(frozen=True, slots=True)
class XliffTexts:
    """What any XLIFF says, ours or not: both languages as the file names them, "" where it does not, and its units."""

    source_language: str
    language: str
    slug: str
    entries: tuple[Entry, ...]


def list_xliff(data: bytes, path: Path | str) -> XliffTexts:
    """Read XLIFF 1.2 or 2.0 of any tool, units that stand in it twice included. Raises CatalogError as `read_xliff`."""
    fields, entries = _read(data, path)
    return XliffTexts(fields[SOURCE_LANGUAGE], fields[LANGUAGE], fields[RELEASE], tuple(entries))


def _read(data: bytes, path: Path | str) -> tuple[dict[str, str], Iterator[Entry]]:
    root = _parse(data, path)
    if root.tag == f"{_V12}xliff":
        notes = root.iterfind(f"{_V12}file/{_V12}header/{_V12}note")
        fields = {note.get("from", ""): note.text or "" for note in notes}
        file = root.find(f"{_V12}file")
        source, target = (
            ("", "") if file is None else (file.get("source-language", ""), file.get("target-language", ""))
        )
        return _identity(fields, source, target), _units_12(root)
    if root.tag == f"{_V20}xliff":
        notes = root.iterfind(f"{_V20}file/{_V20}notes/{_V20}note")
        fields = {note.get("category", ""): note.text or "" for note in notes}
        return _identity(fields, root.get("srcLang", ""), root.get("trgLang", "")), _units_20(root)
    raise CatalogError(path, "this is neither XLIFF 1.2 nor 2.0.", line=_line_of(root), remedy=_AGAIN)


def _parse(data: bytes, path: Path | str) -> etree._Element:
    from lxml import etree  # noqa: PLC0415 — 15 ms that only this format needs

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise CatalogError(path, f"this is no XML: {error.msg}.", line=error.lineno, remedy=_AGAIN) from error
    if b"<!DOCTYPE" in data:
        # Entities of strangers can be made to fill the memory; XLIFF has no use for a document type.
        raise CatalogError(path, "the file has a document type definition.", line=1, remedy=_AGAIN)
    return root


def _identity(fields: Mapping[str, str], source_language: str, language: str) -> dict[str, str]:
    identity = {field: fields.get(field, "") for field in FIELDS}
    identity[SOURCE_LANGUAGE] = identity[SOURCE_LANGUAGE] or source_language
    if not identity[LANGUAGE] and language:
        try:
            identity[LANGUAGE] = gettext_name(parse_language(language))
        except UnknownLanguageError:
            identity[LANGUAGE] = language
    return identity


def _units_12(root: etree._Element) -> Iterator[Entry]:
    for unit in root.iter(f"{_V12}trans-unit"):
        source, target = unit.find(f"{_V12}source"), unit.find(f"{_V12}target")
        if source is None:
            continue
        state = "" if target is None else target.get("state", "")
        fuzzy = unit.get("approved") != "yes" and bool(state) and state not in _DONE_12
        previous = "".join(note.text or "" for note in unit.iterfind(f"{_V12}note") if note.get("from") == PREVIOUS)
        text = "" if target is None else _content_12(target)
        yield _entry(unit, (unit.get("resname"), _content_12(source)), text, fuzzy=fuzzy, previous=previous)


def _content_12(element: etree._Element) -> str:
    pieces = [element.text or ""]
    for child in element:
        name = _name_of(child)
        if name in {"g", "mrk"}:
            pieces.append(_content_12(child))
        elif name in {"x", "bx", "ex"}:
            pieces.append(child.get("equiv-text", ""))
        elif name:
            pieces.append(_content_12(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _units_20(root: etree._Element) -> Iterator[Entry]:
    for unit in root.iter(f"{_V20}unit"):
        data = {item.get("id", ""): item.text or "" for item in unit.iterfind(f"{_V20}originalData/{_V20}data")}
        source = target = ""
        states = []
        for part in unit.iterfind("*"):
            if part.tag not in {f"{_V20}segment", f"{_V20}ignorable"}:
                continue
            own, theirs = part.find(f"{_V20}source"), part.find(f"{_V20}target")
            source += "" if own is None else _content_20(own, data)
            # White space between segments is translated to itself unless the tool says otherwise.
            between = own if part.tag == f"{_V20}ignorable" and theirs is None else theirs
            target += "" if between is None else _content_20(between, data)
            if part.tag == f"{_V20}segment":
                states.append(part.get("state", "initial"))
        notes = unit.iterfind(f"{_V20}notes/{_V20}note")
        previous = "".join(note.text or "" for note in notes if note.get("category") == PREVIOUS)
        fuzzy = not all(state in _DONE_20 for state in states)
        yield _entry(unit, (unit.get("name"), source), target, fuzzy=fuzzy, previous=previous)


def _content_20(element: etree._Element, data: Mapping[str, str]) -> str:
    pieces = [element.text or ""]
    for child in element:
        name = _name_of(child)
        if name == "ph":
            pieces.append(data.get(child.get("dataRef", ""), ""))
        elif name == "pc":
            opened, closed = data.get(child.get("dataRefStart", ""), ""), data.get(child.get("dataRefEnd", ""), "")
            pieces += [opened, _content_20(child, data), closed]
        elif name == "mrk":
            pieces.append(_content_20(child, data))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _name_of(element: etree._Element) -> str:
    """Give an element's name without its namespace; "" for comments and processing instructions, whose tag is none."""
    return str(element.tag).rpartition("}")[2] if "}" in str(element.tag) else ""


def _entry(unit: etree._Element, key: tuple[str | None, str], target: str, *, fuzzy: bool, previous: str) -> Entry:
    role, source = key
    fuzzy = fuzzy and bool(target.strip())
    return Entry(source, target, role or None, fuzzy, (previous or None) if fuzzy else None, _line_of(unit))


def _line_of(element: etree._Element) -> int:
    line: Any = element.sourceline  # the stubs do not say that it is a number
    return line or 0
