"""The language pairs of the memory: which of them serve a request, and how one that is new gets its row."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from translateflow.storage import schema
from translateflow.storage.languages import serves

if TYPE_CHECKING:
    from collections.abc import Collection

pairs = schema.memory_pairs

_ALL = sa.select(pairs).order_by(pairs.c.id)  # built once: to build a statement takes longer than the answer


class Pair(NamedTuple):
    """A pair in the database. `mark` is its own: another database never has it, whatever the id."""

    id: int
    mark: bytes


def serving_pairs(connection: sa.Connection, source_language: str, language: str) -> list[Pair]:
    """Give the pairs whose units may answer for these languages."""
    return [
        Pair(row.id, row.mark)
        for row in connection.execute(_ALL).all()
        if serves(row.source_language, source_language) and serves(row.language, language)
    ]


def ensure_pairs(connection: sa.Connection, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Give the ids of these (source language, language), made where they are missing."""

    def read() -> dict[tuple[str, str], int]:
        return {(row.source_language, row.language): row.id for row in connection.execute(sa.select(pairs))}

    known = read()
    missing = [
        {"source_language": source, "language": target, "mark": secrets.token_bytes(16)}
        for source, target in wanted
        if (source, target) not in known
    ]
    if not missing:
        return known
    connection.execute(sa.insert(pairs), missing)
    return read()


def pair_of(source_language: str, language: str) -> sa.ScalarSelect[int]:
    """Give the id of exactly this pair, as part of a statement."""
    of_pair = (pairs.c.source_language == source_language, pairs.c.language == language)
    return sa.select(pairs.c.id).where(*of_pair).scalar_subquery()
