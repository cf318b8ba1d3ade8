"""The database: the ledger of jobs, the draft cache, the translation memory, terms, accounts and the audit log.

Nothing else knows SQL, and no row leaves this package. `schema.py` has the tables, `connect.py` and `upsert.py` know
what differs between SQLite and PostgreSQL, `states.py` the legal steps, `ledger.py` the promises.
"""

from translateflow.storage.database import Database, open_database
from translateflow.storage.ledger import MAX_ATTEMPTS, Ledger
from translateflow.storage.memory import MemoryStore, Wanted

__all__ = ["MAX_ATTEMPTS", "Database", "Ledger", "MemoryStore", "Wanted", "open_database"]
