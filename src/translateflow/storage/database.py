"""The one door to the database: opens it, migrates it, and offers its stores."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from translateflow.storage.accounts import Accounts
from translateflow.storage.answers import Answers
from translateflow.storage.audit import AuditLog
from translateflow.storage.comments import CommentStore
from translateflow.storage.connect import Connector
from translateflow.storage.drafts import DraftCache
from translateflow.storage.edits import EditHistory
from translateflow.storage.glossary import TermStore
from translateflow.storage.ledger import Ledger
from translateflow.storage.links import Links
from translateflow.storage.memory import MemoryStore, make_finder
from translateflow.storage.migrate import bring_up_to_date
from translateflow.storage.outbox import Outbox
from translateflow.storage.pulses import Pulses
from translateflow.storage.sessions import Sessions
from translateflow.storage.spending import Spending
from translateflow.storage.standings import Standings
from translateflow.storage.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Database:
    """Stores over one database, safe to share between threads. Use as a context manager, or `close` it."""

    def __init__(self, connector: Connector, clock: Callable[[], float], memory: MemoryStore) -> None:
        self._connector = connector
        self.where = connector.where
        self.ledger = Ledger(connector, clock=clock)
        self.drafts = DraftCache(connector, clock=clock)
        self.spending = Spending(connector)
        self.standings = Standings(connector)
        self.memory = memory
        self.terms = TermStore(connector)
        self.accounts = Accounts(connector)
        self.sessions = Sessions(connector, clock=clock)
        self.links = Links(connector, clock=clock)
        self.tokens = Tokens(connector, clock=clock)
        self.answers = Answers(connector, clock=clock)
        self.audit = AuditLog(connector, clock=clock)
        self.edits = EditHistory(connector, clock=clock)
        self.comments = CommentStore(connector, clock=clock)
        self.outbox = Outbox(connector, clock=clock)
        self.pulses = Pulses(connector, clock=clock)

    def close(self) -> None:
        """Close its connections."""
        self._connector.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_database(
    url: str, *, clock: Callable[[], float] = time.time, beside: Path | None = None, trigrams: bool = False
) -> Database:
    """Open `sqlite:///path` or `postgresql://…`, made or migrated as needed; safe for several processes at once.

    Raises DatabaseError when it is damaged, newer than this program, read-only, full or out of reach, FileAccessError
    when its folder cannot be made, LockedError when another process migrates for too long. `clock` gives seconds since
    the epoch. `beside` is what files that only save time are put beside, where the database is no file itself;
    `trigrams` has PostgreSQL itself look for near matches.
    """
    connector = Connector(url)
    try:
        bring_up_to_date(connector)
    except BaseException:
        connector.close()
        raise
    memory = MemoryStore(connector, clock=clock, finder=lambda: make_finder(connector, beside, trigrams=trigrams))
    return Database(connector, clock, memory)
