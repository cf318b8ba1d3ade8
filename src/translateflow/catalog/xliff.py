"""XLIFF 1.2 and 2.0, out. Tags travel as protected codes (`<ph>`), so that no CAT tool lets a translator break one."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Literal

from translateflow.catalog.exchange import Row, identity_of, list_rows
from translateflow.catalog.header import LANGUAGE, RELEASE, SOURCE_LANGUAGE
from translateflow.model.language import parse_language
from translateflow.model.markup import TagToken, tokenize
from translateflow.model.translation import EntryState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from translateflow.catalog.catalog import Catalog
    from translateflow.model.segment import Key, TagShape

Version = Literal["1.2", "2.0"]

NAMESPACES: Mapping[Version, str] = {
    "1.2": "urn:oasis:names:tc:xliff:document:1.2",
    "2.0": "urn:oasis:names:tc:xliff:document:2.0",
}
PREVIOUS = "previous source"
"""What the note with an outdated text's source is called."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
_STATES_12 = {
    EntryState.DRAFT: ' state="needs-review-translation"',
    EntryState.OUTDATED: ' state="needs-adaptation"',
    EntryState.REVIEWED: ' state="final"',
    EntryState.EMPTY: "",
}


def write_xliff(
    catalog: Catalog, *, version: Version = "1.2", shapes: Mapping[Key, tuple[TagShape, ...]] | None = None
) -> bytes:
    """Write a catalog as XLIFF, a unit per sentence.

    `shapes` are the tags of each sentence, which become protected codes; without them tags are plain text.
    """
    write: Callable[[Catalog, Mapping[Key, tuple[TagShape, ...]]], Iterator[str]]
    write = _write_12 if version == "1.2" else _write_20
    return "".join(f"{line}\n" for line in write(catalog, shapes or {})).encode()


def _write_12(catalog: Catalog, shapes: Mapping[Key, tuple[TagShape, ...]]) -> Iterator[str]:
    identity = identity_of(catalog)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<xliff version="1.2" xmlns="{NAMESPACES["1.2"]}">'
    source, target = _attribute(identity[SOURCE_LANGUAGE]), _attribute(parse_language(identity[LANGUAGE]))
    original = _attribute(identity[RELEASE])
    yield f'<file original={original} source-language={source} target-language={target} datatype="x-press-release">'
    notes = (f"<note from={_attribute(field)}>{_text(value)}</note>" for field, value in identity.items() if value)
    yield f"<header>{''.join(notes)}</header>"
    yield "<body>"
    for number, row in enumerate(list_rows(catalog), 1):
        yield from _unit_12(number, row, shapes.get(row.entry.key, ()))
    yield "</body>"
    yield "</file>"
    yield "</xliff>"


def _unit_12(number: int, row: Row, shapes: tuple[TagShape, ...]) -> Iterator[str]:
    entry = row.entry
    codes = _Codes(shapes, '<ph id="{id}">{text}</ph>')
    role = f" resname={_attribute(entry.context)}" if entry.context else ""
    approved = "yes" if entry.state is EntryState.REVIEWED else "no"
    yield f'<trans-unit id="{number}"{role} approved="{approved}" xml:space="preserve">'
    yield f"<source>{codes.protect(entry.source)}</source>"
    yield f"<target{_STATES_12[entry.state]}>{codes.protect(entry.target)}</target>"
    for comment in row.comments:
        yield f'<note from="developer">{_text(comment)}</note>'
    if entry.previous is not None:
        yield f'<note from="{PREVIOUS}">{_text(entry.previous)}</note>'
    yield "</trans-unit>"


def _write_20(catalog: Catalog, shapes: Mapping[Key, tuple[TagShape, ...]]) -> Iterator[str]:
    identity = identity_of(catalog)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    source, target = _attribute(identity[SOURCE_LANGUAGE]), _attribute(parse_language(identity[LANGUAGE]))
    yield f'<xliff version="2.0" xmlns="{NAMESPACES["2.0"]}" srcLang={source} trgLang={target}>'
    yield f'<file id="f1" original={_attribute(identity[RELEASE])}>'
    notes = (f"<note category={_attribute(field)}>{_text(value)}</note>" for field, value in identity.items() if value)
    yield f"<notes>{''.join(notes)}</notes>"
    for number, row in enumerate(list_rows(catalog), 1):
        yield from _unit_20(number, row, shapes.get(row.entry.key, ()))
    yield "</file>"
    yield "</xliff>"


def _unit_20(number: int, row: Row, shapes: tuple[TagShape, ...]) -> Iterator[str]:
    entry = row.entry
    codes = _Codes(shapes, '<ph id="{id}" dataRef="d{id}"/>')
    source, target = codes.protect(entry.source), codes.protect(entry.target)
    notes = [f"<note>{_text(comment)}</note>" for comment in row.comments]
    if entry.previous is not None:
        notes.append(f'<note category="{PREVIOUS}">{_text(entry.previous)}</note>')
    # A draft is `initial`: tools set `translated` when a person is done with a unit.
    state = "reviewed" if entry.state is EntryState.REVIEWED else "initial"
    yield f'<unit id="u{number}"{f" name={_attribute(entry.context)}" if entry.context else ""}>'
    if notes:
        yield f"<notes>{''.join(notes)}</notes>"
    if codes.numbers:
        data = (f'<data id="d{id_}">{_text(text)}</data>' for (text, _), id_ in codes.numbers.items())
        yield f"<originalData>{''.join(data)}</originalData>"
    yield f'<segment state="{state}">'
    yield f'<source xml:space="preserve">{source}</source>'
    if target:
        yield f'<target xml:space="preserve">{target}</target>'
    yield "</segment>"
    yield "</unit>"


class _Codes:
    """The protected codes of one unit: a tag has the same number in source and target."""

    def __init__(self, shapes: tuple[TagShape, ...], template: str) -> None:
        self._shapes = shapes
        self._template = template
        self.numbers: dict[tuple[str, int], int] = {}

    def protect(self, text: str) -> str:
        """Give the text as XML content."""
        seen: Counter[str] = Counter()
        pieces = []
        for token in tokenize(text, self._shapes):
            if isinstance(token, TagToken):
                seen[token.text] += 1
                number = self.numbers.setdefault((token.text, seen[token.text]), len(self.numbers) + 1)
                pieces.append(self._template.format(id=number, text=_text(token.text)))
            else:
                pieces.append(_text(token))
        return "".join(pieces)


def _text(text: str) -> str:
    """Write text as XML content; characters that XML cannot hold are left out."""
    return _NOT_XML.sub("", text).translate(_TEXT)


def _attribute(text: str) -> str:
    return f'"{_NOT_XML.sub("", text).translate(_ATTRIBUTE)}"'
