"""TBX, the exchange format of terminology (ISO 30042): the core of the 2019 edition, and older files on reading."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from translateflow.errors import ExchangeError, UnknownLanguageError
from translateflow.memory.xml import (
    children,
    iterate_elements,
    language_of,
    line_of,
    local_name,
    text_of,
    write_attribute,
    write_text,
)
from translateflow.model.language import parse_language
from translateflow.model.memory import Term, TermStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from lxml import etree

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"

# ISO 30042 has no "keep as is"; a note says it, so that other programs show it at least.
_KEEP_NOTE = TermStatus.KEEP.value

_STATUS_NAMES = {
    TermStatus.PREFERRED: "preferredTerm-admn-sts",
    TermStatus.ADMITTED: "admittedTerm-admn-sts",
    TermStatus.FORBIDDEN: "deprecatedTerm-admn-sts",
    TermStatus.KEEP: "preferredTerm-admn-sts",
}
_STATUSES = {
    "preferredterm-admn-sts": TermStatus.PREFERRED,
    "preferred": TermStatus.PREFERRED,
    "admittedterm-admn-sts": TermStatus.ADMITTED,
    "admitted": TermStatus.ADMITTED,
    "deprecatedterm-admn-sts": TermStatus.FORBIDDEN,
    "deprecated": TermStatus.FORBIDDEN,
    "supersededterm-admn-sts": TermStatus.FORBIDDEN,
    "superseded": TermStatus.FORBIDDEN,
    "forbidden": TermStatus.FORBIDDEN,
}


def read_tbx(data: bytes, path: Path | str, *, source_language: str = "") -> tuple[Term, ...]:
    """Read TBX: each term of a concept's source language with each term of its other languages.

    The source language is the one given, or the first of each concept. Forbidden source terms are left out: they
    stand for nothing to be translated. Languages we do not know are refused. Raises ExchangeError with the line.
    """
    wanted = parse_language(source_language) if source_language else ""
    roots = {"tbx": ("conceptEntry", "termEntry"), "martif": ("termEntry",)}
    root = "martif" if b"<martif" in data[:2000] else "tbx"
    concepts = iterate_elements(data, path, root=root, names=roots[root])
    return tuple(term for concept in concepts for term in _read_concept(concept, path, wanted))


def _read_concept(concept: etree._Element, path: Path | str, wanted: str) -> Iterator[Term]:
    definition = _definition(concept)
    sections = [
        (_language(section, path), [_read_term(term, definition) for term in _term_groups(section)])
        for section in children(concept, "langSec", "langSet")
    ]
    source_language = wanted or (sections[0][0] if sections else "")
    sources = [
        term
        for language, terms in sections
        if language == source_language
        for term in terms
        if term.status is not TermStatus.FORBIDDEN
    ]
    for language, terms in sections:
        if language == source_language:
            continue
        for source in sources:
            yield from (
                Term(
                    source_language,
                    language,
                    source.target,
                    term.target,
                    term.status,
                    term.part_of_speech or source.part_of_speech,
                    term.definition or source.definition,
                )
                for term in terms
            )


def _language(section: etree._Element, path: Path | str) -> str:
    try:
        return parse_language(language_of(section))
    except UnknownLanguageError as error:
        raise ExchangeError(path, error.message, line=line_of(section), remedy=error.remedy) from error


def _term_groups(section: etree._Element) -> list[etree._Element]:
    return [
        group
        for group in section.iter("{*}termSec", "{*}tig", "{*}ntig")
        if next(group.iter("{*}term"), None) is not None
    ]


def _read_term(group: etree._Element, definition: str) -> Term:
    """Give a term with its word as the target; languages are filled in by the caller."""
    notes = {note.get("type", ""): text_of(note) for note in group.iter("{*}termNote")}
    status = _STATUSES.get(notes.get("administrativeStatus", "").lower(), TermStatus.PREFERRED)
    if any(text_of(note) == _KEEP_NOTE for note in group.iter("{*}note")):
        status = TermStatus.KEEP
    word = text_of(next(group.iter("{*}term")))
    return Term("", "", "", word, status, notes.get("partOfSpeech", ""), _definition(group) or definition)


def _definition(element: etree._Element) -> str:
    for child in children(element, "descrip", "descripGrp"):
        descriptions = [child] if local_name(child) == "descrip" else children(child, "descrip")
        for description in descriptions:
            if description.get("type") == "definition":
                return text_of(description)
    return ""


def write_tbx(terms: Iterable[Term]) -> bytes:
    """Write TBX-Core (2019, style DCA), a concept for each source term with its translations; reading gives them back.

    The same terms give the same bytes, in whatever order they come.
    """
    listed = sorted(terms, key=_order)
    main_language = listed[0].source_language if listed else "en"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<tbx type="TBX-Basic" style="dca" xml:lang={write_attribute(main_language)} xmlns="{_NAMESPACE}">',
        "  <tbxHeader><fileDesc><sourceDesc><p>translateflow</p></sourceDesc></fileDesc></tbxHeader>",
        "  <text><body>",
    ]
    concepts = groupby(listed, key=lambda term: (term.source_language, term.source, term.definition))
    for number, (_, concept) in enumerate(concepts, start=1):
        lines += _write_concept(number, list(concept))
    return "\n".join([*lines, "  </body></text>", "</tbx>", ""]).encode()


def _order(term: Term) -> tuple[str | int, ...]:
    status = list(TermStatus).index(term.status)
    return term.source_language, term.source, term.definition, term.language, status, term.target


def _write_concept(number: int, concept: list[Term]) -> Iterator[str]:
    first = concept[0]
    yield f'    <conceptEntry id="c{number}">'
    if first.definition:
        yield f'      <descrip type="definition">{write_text(first.definition)}</descrip>'
    yield from _write_section(first.source_language, [f"<term>{write_text(first.source)}</term>"])
    for language, translations in groupby(concept, key=lambda term: term.language):
        yield from _write_section(language, [_write_translation(term) for term in translations])
    yield "    </conceptEntry>"


def _write_section(language: str, groups: list[str]) -> Iterator[str]:
    yield f"      <langSec xml:lang={write_attribute(language)}>"
    yield from (f"        <termSec>{group}</termSec>" for group in groups)
    yield "      </langSec>"


def _write_translation(term: Term) -> str:
    parts = [f"<term>{write_text(term.target)}</term>"]
    if term.part_of_speech:
        parts.append(f'<termNote type="partOfSpeech">{write_text(term.part_of_speech)}</termNote>')
    parts.append(f'<termNote type="administrativeStatus">{_STATUS_NAMES[term.status]}</termNote>')
    if term.status is TermStatus.KEEP:
        parts.append(f"<note>{_KEEP_NOTE}</note>")
    return "".join(parts)
