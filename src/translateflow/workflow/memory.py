"""The translation memory: in, out, and looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.catalog import list_xliff, parse_catalog
from translateflow.errors import ExchangeError, NotFoundError, UnknownLanguageError
from translateflow.files import read_file, write_atomically
from translateflow.memory import read_tmx, write_tmx
from translateflow.model.language import parse_language
from translateflow.model.memory import MemoryMatch, MemoryUnit
from translateflow.model.translation import EntryState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from translateflow.workspace import Newsroom


XLIFF = (".xlf", ".xliff")


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


def run_memory_search(
    newsroom: Newsroom, text: str, source_language: str, language: str, *, limit: int = 5
) -> list[MemoryMatch]:
    """Find what is most like a text, best first."""
    source = parse_language(source_language or newsroom.settings.source)
    return newsroom.database.memory.fuzzy(source, parse_language(language), text, limit=limit)
