"""The translation memory: confirmed translations, found again exactly or nearly.

A unit is known by its language pair, source text, role and release: a release that is approved again replaces its own
units and nobody else's.
"""

from __future__ import annotations

import hashlib
import threading
import time
from typing import TYPE_CHECKING

import sqlalchemy as sa

from translateflow.model.memory import MemoryMatch
from translateflow.storage import schema
from translateflow.storage.connect import take_turns
from translateflow.storage.languages import serves
from translateflow.storage.rows import to_unit
from translateflow.storage.upsert import upsert

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from translateflow.model.memory import MemoryUnit
    from translateflow.model.segment import Key
    from translateflow.storage.connect import Connector
    from translateflow.storage.nearest import NearestUnits

units, pairs = schema.memory_units, schema.memory_pairs

_ROWS_AT_ONCE = 5_000
_TURN = 7_210_532  # any number of our own

_WITH_PAIR = sa.select(
    units.c.id,
    units.c.pair,
    units.c.source,
    units.c.target,
    units.c.context,
    units.c.slug,
    units.c.author,
    pairs.c.source_language,
    pairs.c.language,
).join_from(units, pairs)


class MemoryStore:
    """Languages must be canonical tags. Every method may raise DatabaseError.

    A language without region finds units of all its regions, one with a region also those without; `de` never finds
    `de-simple`, nor `zh-Hans` `zh-Hant`.
    """

    def __init__(self, connector: Connector, *, clock: Callable[[], float] = time.time) -> None:
        self._connector = connector
        self._clock = clock
        self._signatures: NearestUnits | None = None
        self._starting = threading.Lock()

    def add(self, new: Iterable[MemoryUnit]) -> int:
        """Add units; the same release (or import) replaces what it had for a source and role. Gives how many."""
        from translateflow.storage.signatures import sign_texts  # noqa: PLC0415 — numpy takes 80 ms to import

        listed = list(new)
        signatures = sign_texts([unit.source for unit in listed])
        with self._connector.writing() as connection:
            # Ids must become visible in their order, or a fuzzy index misses those that come late.
            take_turns(connection, _TURN)
            pair_ids = _ensure_pairs(connection, {(unit.source_language, unit.language) for unit in listed})
            rows = [
                {
                    "pair": pair_ids[unit.source_language, unit.language],
                    "source_digest": _digest(unit.source),
                    "source": unit.source,
                    "target": unit.target,
                    "context": unit.context,
                    "slug": unit.slug,
                    "author": unit.author,
                    "updated": self._clock(),
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
            pair_ids = [pair for pair, _ in _serving_pairs(connection, source_language, language)]
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
        with self._connector.reading() as connection:
            pair_ids = [pair for pair, _ in _serving_pairs(connection, source_language, language)]
            if not pair_ids:
                return []
            scored = self._nearest().find(connection, pair_ids, text, limit=limit, minimum=minimum)
            return _read_matches(connection, scored, limit)

    def _nearest(self) -> NearestUnits:
        with self._starting:
            if self._signatures is None:
                from translateflow.storage.nearest import NearestUnits  # noqa: PLC0415 — loads numpy and rapidfuzz

                self._signatures = NearestUnits()
            return self._signatures

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

    def remove(self, unit: MemoryUnit) -> bool:
        """Remove one unit, whatever its target; False when it was not there."""
        of_unit = (
            units.c.pair == _pair_of(unit.source_language, unit.language),
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
        gone = sa.delete(units).where(units.c.pair == _pair_of(source_language, language))
        with self._connector.writing() as connection:
            return int(connection.execute(gone).rowcount)


def _digest(source: str) -> bytes:
    return hashlib.blake2b(source.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _fit(found: tuple[int, MemoryUnit], key: Key, asked: tuple[str, str], slug: str) -> tuple[bool, bool, bool, int]:
    number, unit = found
    of_release = bool(slug) and unit.slug == slug
    return of_release, unit.context == key.role.value, (unit.source_language, unit.language) == asked, number


def _read_matches(connection: sa.Connection, scored: list[tuple[int, int]], limit: int) -> list[MemoryMatch]:
    """Give the first `limit` that differ in source or target."""
    matches: dict[tuple[str, str], MemoryMatch] = {}
    step = max(4 * limit, 1)
    for start in range(0, len(scored), step):
        some = scored[start : start + step]
        read = connection.execute(_WITH_PAIR.where(units.c.id.in_([unit for _, unit in some])))
        found = {row.id: to_unit(row) for row in read}
        for score, number in some:
            unit = found[number]
            matches.setdefault((unit.source, unit.target), MemoryMatch(unit, score))
        if len(matches) >= limit:
            break
    return list(matches.values())[:limit]


def _pair_of(source_language: str, language: str) -> sa.ScalarSelect[int]:
    of_pair = (pairs.c.source_language == source_language, pairs.c.language == language)
    return sa.select(pairs.c.id).where(*of_pair).scalar_subquery()


def _serving_pairs(connection: sa.Connection, source_language: str, language: str) -> list[tuple[int, tuple[str, str]]]:
    return [
        (row.id, (row.source_language, row.language))
        for row in connection.execute(sa.select(pairs).order_by(pairs.c.id))
        if serves(row.source_language, source_language) and serves(row.language, language)
    ]


def _ensure_pairs(connection: sa.Connection, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    def read() -> dict[tuple[str, str], int]:
        return {(row.source_language, row.language): row.id for row in connection.execute(sa.select(pairs))}

    known = read()
    missing = [
        {"source_language": source, "language": target} for source, target in wanted if (source, target) not in known
    ]
    if not missing:
        return known
    connection.execute(sa.insert(pairs), missing)
    return read()
