"""Terms: the words the house has decided on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from translateflow.storage import schema
from translateflow.storage.languages import serves
from translateflow.storage.rows import from_term, to_term
from translateflow.storage.upsert import upsert

if TYPE_CHECKING:
    from collections.abc import Iterable

    from translateflow.model.memory import Term
    from translateflow.storage.connect import Connector

terms = schema.terms

_KEY = ("source_language", "language", "source", "target")


class TermStore:
    """A term is known by its language pair, its source and its target. Every method may raise DatabaseError."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    def add(self, new: Iterable[Term]) -> int:
        """Add terms; one that is known gets the new status, part of speech and definition. Gives how many."""
        rows = [from_term(term) for term in new]
        with self._connector.writing() as connection:
            upsert(connection, terms, rows, key=_KEY)
        return len(rows)

    def all(self, source_language: str | None = None, language: str | None = None) -> list[Term]:
        """Give terms in order of language and source; of one pair, terms for its languages without region included."""
        wanted = sa.select(terms).order_by(terms.c.source_language, terms.c.language, terms.c.source, terms.c.target)
        with self._connector.reading() as connection:
            found = [to_term(row) for row in connection.execute(wanted)]
        return [
            term
            for term in found
            if (source_language is None or serves(term.source_language, source_language))
            and (language is None or serves(term.language, language))
        ]

    def remove(self, term: Term) -> bool:
        """Remove a term; False when it was not there."""
        values = from_term(term)
        with self._connector.writing() as connection:
            found = sa.delete(terms).where(*(terms.c[name] == values[name] for name in _KEY))
            return bool(connection.execute(found).rowcount)
