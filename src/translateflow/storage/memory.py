"""The translation memory: confirmed translations, found again exactly or nearly.

A unit is known by its language pair, source text, role and release: a release that is approved again replaces its own
units and nobody else's.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import sqlalchemy as sa

from translateflow.model.memory import MemoryMatch
from translateflow.model.segment import Key, Role
from translateflow.storage import schema
from translateflow.storage.connect import take_turns
from translateflow.storage.pairs import ensure_pairs, pair_of, serving_pairs
from translateflow.storage.rows import to_unit
from translateflow.storage.upsert import upsert

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from translateflow.model.memory import MemoryUnit
    from translateflow.storage.connect import Connector
    from translateflow.storage.pairs import Pair

units, pairs = schema.memory_units, schema.memory_pairs

_ROWS_AT_ONCE = 5_000
_READ_FOR_ONE = 200  # units of one text that are worth ranking by release and role
_TURN = 7_210_532  # any number of our own

_WITH_PAIR = sa.select(
    units.c.id,
    units.c.pair,
    units.c.source,
    units.c.target,
    units.c.context,
    units.c.slug,
    units.c.author,
    units.c.updated,
    pairs.c.source_language,
    pairs.c.language,
).join_from(units, pairs)
_OF_IDS = _WITH_PAIR.where(units.c.id.in_(sa.bindparam("ids", expanding=True)))


class Finder(Protocol):
    """Finds the units nearest to texts. Safe for threads."""

    def find(
        self, connection: sa.Connection, pairs: Sequence[Pair], texts: Sequence[str], *, limit: int, minimum: int
    ) -> list[list[tuple[int, int]]]:
        """Give for each text (score, id) of units, best first, then the newest; enough for `limit` sources."""
        ...


def make_finder(connector: Connector, beside: Path | None, *, trigrams: bool) -> Finder:
    """Give what finds near matches: by signatures, beside the database or what stands for it, or in PostgreSQL."""
    if trigrams and not connector.is_sqlite:
        from translateflow.storage.trigrams import TrigramUnits  # noqa: PLC0415 — loads numpy and rapidfuzz

        return TrigramUnits(connector)
    from translateflow.storage.nearest import NearestUnits  # noqa: PLC0415 — the same

    return NearestUnits(connector.path or beside)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many near matches of a text are wanted, from which similarity (per cent) on, and for which release."""

    limit: int = 5
    minimum: int = 75
    slug: str = ""


class MemoryStore:
    """Languages must be canonical tags. Every method may raise DatabaseError.

    A language without region finds units of all its regions, one with a region also those without; `de` never finds
    `de-simple`, nor `zh-Hans` `zh-Hant`.
    """

    def __init__(self, connector: Connector, *, clock: Callable[[], float], finder: Callable[[], Finder]) -> None:
        self._connector = connector
        self._clock = clock
        self._make_finder = finder
        self._finder: Finder | None = None
        self._starting = threading.Lock()

    def add(self, new: Iterable[MemoryUnit]) -> int:
        """Add units; the same release (or import) replaces what it had for a source and role. Gives how many."""
        from translateflow.storage.signatures import sign_texts  # noqa: PLC0415 — numpy takes 80 ms to import

        listed = list(new)
        signatures = sign_texts([unit.source for unit in listed])
        with self._connector.writing() as connection:
            # Ids must become visible in their order, or a fuzzy index misses those that come late.
            take_turns(connection, _TURN)
            pair_ids = ensure_pairs(connection, {(unit.source_language, unit.language) for unit in listed})
            rows = [
                {
                    "pair": pair_ids[unit.source_language, unit.language],
                    "source_digest": _digest(unit.source),
                    "source": unit.source,
                    "target": unit.target,
                    "context": unit.context,
                    "slug": unit.slug,
                    "author": unit.author,
                    "updated": unit.confirmed.timestamp() if unit.confirmed else self._clock(),
                    "signature": signature.tobytes(),
                }
                for unit, signature in zip(listed, signatures, strict=True)
            ]
            upsert(connection, units, rows, key=("pair", "source_digest", "context", "slug"))
        return len(listed)

    def exact(
        self, source_language: str, language: str, keys: Collection[Key], *, slug: str = ""
    ) -> Mapping[Key, MemoryMatch]:
        """Give a match of 100 for each known text: of this release first, then of the key's role, then the newest."""
        digests = list({_digest(key.text) for key in keys})
        found: dict[str, list[tuple[int, MemoryUnit]]] = {}
        with self._connector.reading() as connection:
            pair_ids = [pair.id for pair in serving_pairs(connection, source_language, language)]
            for start in range(0, len(digests), _ROWS_AT_ONCE):
                some = units.c.source_digest.in_(digests[start : start + _ROWS_AT_ONCE])
                for row in connection.execute(_WITH_PAIR.where(units.c.pair.in_(pair_ids), some)):
                    found.setdefault(row.source, []).append((row.id, to_unit(row)))
        asked = (source_language, language)
        best = {
            key: max(found[key.text], key=lambda unit: _fit(unit, key, asked, slug))
            for key in keys
            if key.text in found
        }
        return {key: MemoryMatch(unit, 100) for key, (_, unit) in best.items()}

    def fuzzy(
        self, source_language: str, language: str, text: str, *, limit: int = 5, minimum: int = 75
    ) -> list[MemoryMatch]:
        """Give the most similar units, best first; a translation that stands there twice is given once."""
        key = Key(Role.TEXT, text)
        return self.similar(source_language, language, [key], Wanted(limit, minimum)).get(key, [])

    def similar(
        self, source_language: str, language: str, keys: Collection[Key], wanted: Wanted | None = None
    ) -> Mapping[Key, list[MemoryMatch]]:
        """Give the most similar units of each key that has any, identical ones included, the best first.

        Of equally similar ones those of this release come first, then those of the key's role, then the newest. A whole
        batch at once costs the database little more than one key.
        """
        wanted = wanted or Wanted()
        limit = wanted.limit
        texts = list(dict.fromkeys(key.text for key in keys))
        with self._connector.reading() as connection:
            serving = serving_pairs(connection, source_language, language)
            if not serving or not texts:
                return {}
            scored = self._find_with().find(connection, serving, texts, limit=limit, minimum=wanted.minimum)
            found = _read_units(connection, {unit for each in scored for _, unit in each[:_READ_FOR_ONE]})
        of_text = dict(zip(texts, scored, strict=True))
        asked = (source_language, language)
        matches = {key: _rank(of_text[key.text], found, key, asked, wanted.slug)[:limit] for key in keys}
        return {key: own for key, own in matches.items() if own}

    def _find_with(self) -> Finder:
        with self._starting:
            if self._finder is None:
                self._finder = self._make_finder()
            return self._finder

    def counts(self) -> dict[tuple[str, str], int]:
        """Count units by (source language, language)."""
        counted = (
            sa.select(pairs.c.source_language, pairs.c.language, sa.func.count())
            .join_from(units, pairs)
            .group_by(pairs.c.source_language, pairs.c.language)
            .order_by(pairs.c.source_language, pairs.c.language)
        )
        with self._connector.reading() as connection:
            return {(row[0], row[1]): row[2] for row in connection.execute(counted)}

    def units(self, source_language: str | None = None, language: str | None = None) -> Iterator[MemoryUnit]:
        """Give units in the order they were added, of exactly these languages or of all, a page at a time."""
        last = 0
        while True:
            page = _WITH_PAIR.where(units.c.id > last).order_by(units.c.id).limit(_ROWS_AT_ONCE)
            if source_language is not None:
                page = page.where(pairs.c.source_language == source_language)
            if language is not None:
                page = page.where(pairs.c.language == language)
            with self._connector.reading() as connection:
                rows = connection.execute(page).all()
            if not rows:
                return
            last = rows[-1].id
            yield from map(to_unit, rows)

    def containing(self, source_language: str, language: str, text: str, *, limit: int) -> list[MemoryUnit]:
        """Give the newest units of exactly these languages whose source or target holds this text, in any case.

        Letters beyond ASCII are compared as they are on SQLite.
        """
        wanted = _WITH_PAIR.where(pairs.c.source_language == source_language, pairs.c.language == language)
        if text:
            holds = sa.or_(*(column.icontains(text, autoescape=True) for column in (units.c.source, units.c.target)))
            wanted = wanted.where(holds)
        with self._connector.reading() as connection:
            return [to_unit(row) for row in connection.execute(wanted.order_by(units.c.id.desc()).limit(limit))]

    def remove(self, unit: MemoryUnit) -> bool:
        """Remove one unit, whatever its target; False when it was not there."""
        of_unit = (
            units.c.pair == pair_of(unit.source_language, unit.language),
            units.c.source_digest == _digest(unit.source),
            units.c.context == unit.context,
            units.c.slug == unit.slug,
        )
        with self._connector.writing() as connection:
            return bool(connection.execute(sa.delete(units).where(*of_unit)).rowcount)

    def remove_release(self, slug: str, language: str | None = None) -> int:
        """Remove what came from a release, in one language or in all. Gives how many."""
        gone = sa.delete(units).where(units.c.slug == slug)
        if language is not None:
            gone = gone.where(units.c.pair.in_(sa.select(pairs.c.id).where(pairs.c.language == language)))
        with self._connector.writing() as connection:
            return int(connection.execute(gone).rowcount)

    def remove_pair(self, source_language: str, language: str) -> int:
        """Remove all units of exactly this pair. Gives how many."""
        gone = sa.delete(units).where(units.c.pair == pair_of(source_language, language))
        with self._connector.writing() as connection:
            return int(connection.execute(gone).rowcount)


def _digest(source: str) -> bytes:
    return hashlib.blake2b(source.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _fit(found: tuple[int, MemoryUnit], key: Key, asked: tuple[str, str], slug: str) -> tuple[bool, bool, bool, int]:
    number, unit = found
    of_release = bool(slug) and unit.slug == slug
    return of_release, unit.context == key.role.value, (unit.source_language, unit.language) == asked, number


def _read_units(connection: sa.Connection, ids: Collection[int]) -> dict[int, MemoryUnit]:
    listed = sorted(ids)
    found: dict[int, MemoryUnit] = {}
    for start in range(0, len(listed), _ROWS_AT_ONCE):
        rows = connection.execute(_OF_IDS, {"ids": listed[start : start + _ROWS_AT_ONCE]})
        found.update((row.id, to_unit(row)) for row in rows.all())
    return found


def _rank(
    scored: Sequence[tuple[int, int]], found: Mapping[int, MemoryUnit], key: Key, asked: tuple[str, str], slug: str
) -> list[MemoryMatch]:
    """Order matches, each source and translation once."""
    known = [(score, (number, found[number])) for score, number in scored if number in found]
    known.sort(key=lambda each: (each[0], _fit(each[1], key, asked, slug)), reverse=True)
    matches: dict[tuple[str, str], MemoryMatch] = {}
    for score, (_, unit) in known:
        matches.setdefault((unit.source, unit.target), MemoryMatch(unit, score))
    return list(matches.values())
