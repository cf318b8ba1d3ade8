"""The translation memory: in, out, and looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.catalog import list_xliff, parse_catalog
from translateflow.errors import ExchangeError, NotFoundError, UnknownLanguageError
from translateflow.files import read_file, write_atomically
from translateflow.memory import adapt_match, read_tmx, write_tmx
from translateflow.model.language import parse_language
from translateflow.model.memory import MemoryMatch, MemoryUnit
from translateflow.model.segment import Key, Role
from translateflow.model.translation import EntryState
from translateflow.model.worddiff import word_diff
from translateflow.storage import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from translateflow.model.worddiff import DiffPart
    from translateflow.workspace import Newsroom


XLIFF = (".xlf", ".xliff")


@dataclass(frozen=True, slots=True)
class MemoryQuestion:
    """What is looked for; an empty source language is the newsroom's, `slug` the release that is worked on."""

    text: str
    language: str
    source_language: str = ""
    slug: str = ""
    role: Role = Role.TEXT
    limit: int = 5


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How much a file held of what the memory now knows, and what it had to pass over."""

    path: Path
    units: int
    passed_over: tuple[str, ...] = ()


def run_memory_import(newsroom: Newsroom, paths: Sequence[Path]) -> tuple[ImportReport, ...]:
    """Read TMX, XLIFF, or PO catalogs of ours; every file is read before anything is stored.

    Raises ExchangeError, CatalogError.
    """
    read = [(path, *_read_units(path)) for path in paths]
    for _, units, _ in read:
        newsroom.database.memory.add(units)
    return tuple(ImportReport(path, len(units), notes) for path, units, notes in read)


def _read_units(path: Path) -> tuple[list[MemoryUnit], tuple[str, ...]]:
    if not path.is_file():
        raise NotFoundError(path)
    data = read_file(path)
    if path.suffix.lower() == ".po":
        return _units_of_catalog(path, data), ()
    if path.suffix.lower() in XLIFF:
        return _units_of_xliff(path, data)
    if path.suffix.lower() != ".tmx":
        raise ExchangeError(path, "is neither TMX, XLIFF nor PO.", remedy="Export it as TMX 1.4.")
    found = read_tmx(data, path)
    notes = [f"language {tag}: unknown" for tag in found.unknown_languages]
    if found.skipped:
        notes.append(f"{found.skipped} pairs without a usable other side")
    return list(found.units), tuple(notes)


def _units_of_xliff(path: Path, data: bytes) -> tuple[list[MemoryUnit], tuple[str, ...]]:
    found = list_xliff(data, path)
    try:
        source_language, language = parse_language(found.source_language), parse_language(found.language)
    except UnknownLanguageError as error:
        problem = "does not name both of its languages."
        raise ExchangeError(path, problem, remedy=f"{error.message} Export it again, or as TMX.") from error
    units = [
        MemoryUnit(source_language, language, entry.source, entry.target, entry.key.role, found.slug)
        for entry in found.entries
        if entry.state is EntryState.REVIEWED and entry.source.strip()
    ]
    open_units = len(found.entries) - len(units)
    return units, (f"{open_units} units that are not translated, or not confirmed",) if open_units else ()


def _units_of_catalog(path: Path, data: bytes) -> list[MemoryUnit]:
    catalog = parse_catalog(data, path)
    if not catalog.source_language or not catalog.language:
        raise ExchangeError(
            path, "does not name both of its languages.", remedy="Import catalogs of a newsroom, or TMX."
        )
    return [
        MemoryUnit(catalog.source_language, catalog.language, entry.source, entry.target, entry.key.role, catalog.slug)
        for entry in catalog.entries
        if entry.state is EntryState.REVIEWED
    ]


def run_memory_export(newsroom: Newsroom, path: Path, source_language: str, language: str) -> int:
    """Write the memory of these languages, "" for any, as TMX; give how many units."""
    source = parse_language(source_language) if source_language else None
    target = parse_language(language) if language else None
    units = list(newsroom.database.memory.units(source, target))
    write_atomically(path, write_tmx(units))
    return len(units)


@dataclass(frozen=True, slots=True)
class MemoryHit:
    """A match as a person wants to see it.

    `text` is its translation, with this text's tags and number where that is safe; `diff` leads from its source to the
    text that was asked for.
    """

    match: MemoryMatch
    text: str
    diff: tuple[DiffPart, ...]

    @property
    def adapted(self) -> bool:
        """Whether the text is not what was confirmed."""
        return self.text != self.match.unit.target


def run_memory_search(newsroom: Newsroom, question: MemoryQuestion) -> list[MemoryHit]:
    """Find what is most like a text, best first, of its release and its role before others."""
    source = parse_language(question.source_language or newsroom.settings.source)
    key = Key(question.role, question.text)
    wanted = Wanted(question.limit, slug=question.slug)
    found = newsroom.database.memory.similar(source, parse_language(question.language), [key], wanted)
    return [make_hit(question.text, match) for match in found.get(key, [])]


def make_hit(text: str, match: MemoryMatch) -> MemoryHit:
    """Fit a match to a text. Pure."""
    unit = match.unit
    return MemoryHit(match, adapt_match(text, unit.source, unit.target), word_diff(unit.source, text))
