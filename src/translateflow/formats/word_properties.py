"""A Word file's core properties (ECMA-376, part 2: title, language, dates), read and completed."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, SubElement, register_namespace, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from translateflow.errors import SourceError, UnknownLanguageError
from translateflow.model.language import base_language, parse_language

CORE_PART = "docProps/core.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_NAMESPACES = {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_FIELDS = {"title": "dc:title", "language": "dc:language", "date": "dcterms:created", "summary": "dc:description"}
# What word processors put there by themselves says nothing.
_NO_TITLE = re.compile(
    r"(?:microsoft word\b.*|dokument\s?\d*|document\s?\d*|unbenannt\s?\d*|untitled\s?\d*|.*\.docx?)", re.IGNORECASE
)
_EMPTY_CORE = f'<cp:coreProperties xmlns:cp="{_NAMESPACES["cp"]}"/>'


class WordProperties(NamedTuple):
    """What the core properties say; "" and None where they say nothing."""

    title: str = ""
    language: str = ""
    date: dt.date | None = None
    summary: str = ""


def read_properties(name: str, data: bytes) -> WordProperties:
    """Read the core properties of a checked Word file. Raises SourceError when that part is damaged."""
    core = _parse_core(name, data)
    values = {key: (core.findtext(path, "", _NAMESPACES) or "").strip() for key, path in _FIELDS.items()}
    title = "" if _NO_TITLE.fullmatch(values["title"]) else " ".join(values["title"].split())
    return WordProperties(title, _language(values["language"]), _date(values["date"]), values["summary"])


def _parse_core(name: str, data: bytes) -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if CORE_PART not in archive.namelist():
            return Element("none")
        try:
            return fromstring(archive.read(CORE_PART))
        except (ParseError, DefusedXmlException) as error:
            remedy = "Open it in Word and save it again."
            raise SourceError(name, f"{CORE_PART} in it is damaged.", remedy=remedy) from error


# Where the region tells two written languages apart; elsewhere Word's region is that of its spelling dictionary.
_REGION_MATTERS = frozenset({"pt", "zh"})
_SCRIPTS = {"zh-CN": "zh-Hans", "zh-SG": "zh-Hans", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-MO": "zh-Hant"}


def _language(tag: str) -> str:
    """Give the language a document is written in: `de-DE`, which Word always says, is `de`."""
    try:
        language = parse_language(tag) if tag else ""
    except UnknownLanguageError:
        return ""
    if base_language(language) in _REGION_MATTERS:
        return _SCRIPTS.get(language, language)
    return "-".join(part for part in language.split("-") if not part.isupper())


def _date(text: str) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(text).date() if text else None
    except ValueError:
        return None


def complete_properties(
    name: str, data: bytes, wanted: WordProperties, *, overrule: frozenset[str] = frozenset()
) -> bytes:
    """Give the Word file with those core properties filled in that said nothing; other parts byte for byte.

    Those named in `overrule` are set even when they said something.
    """
    present = read_properties(name, data)
    missing = {
        key: value.isoformat() + "T00:00:00Z" if isinstance(value, dt.date) else value
        for key, value in wanted._asdict().items()
        if value and (not getattr(present, key) or key in overrule)
    }
    if not missing:
        return data
    for prefix, uri in _NAMESPACES.items():
        register_namespace(prefix, uri)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        has_core = CORE_PART in archive.namelist()
        core = fromstring(archive.read(CORE_PART)) if has_core else fromstring(_EMPTY_CORE)
        for key, value in missing.items():
            _set(core, _FIELDS[key], value)
        changed = {CORE_PART: tostring(core, encoding="utf-8", xml_declaration=True)}
        if not has_core:
            changed |= _announce_core(archive)
        return _rewrite(archive, changed)


def _set(core: Element, path: str, value: str) -> None:
    prefix, _, tag = path.partition(":")
    element = core.find(path, _NAMESPACES)
    if element is None:
        element = SubElement(core, f"{{{_NAMESPACES[prefix]}}}{tag}")
    element.text = value
    if prefix == "dcterms":
        element.set(f"{{{_NAMESPACES['xsi']}}}type", "dcterms:W3CDTF")


def _announce_core(archive: zipfile.ZipFile) -> dict[str, bytes]:
    types = archive.read("[Content_Types].xml")
    relations = archive.read("_rels/.rels")
    override = f'<Override PartName="/{CORE_PART}" ContentType="{_CORE_TYPE}"/>'.encode()
    relation = f'<Relationship Id="rIdCore" Type="{_CORE_RELATION}" Target="{CORE_PART}"/>'.encode()
    return {
        "[Content_Types].xml": types.replace(b"</Types>", override + b"</Types>"),
        "_rels/.rels": relations.replace(b"</Relationships>", relation + b"</Relationships>"),
    }


def _rewrite(archive: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in archive.infolist():
            copy.writestr(part, changed.pop(part.filename, b"") or archive.read(part))
        for filename, content in changed.items():
            copy.writestr(zipfile.ZipInfo(filename, (2000, 1, 1, 0, 0, 0)), content)
    return output.getvalue()
