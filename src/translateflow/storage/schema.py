"""The tables. A change here needs a new file in `migrations/versions/` and a new `HEAD` in `migrate.py`.

Times are seconds since the epoch in UTC (SQL compares and orders them), made aware datetimes in `rows.py`.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite counts up only INTEGER keys; PostgreSQL gets 64 bits.
_Id = BigInteger().with_variant(Integer(), "sqlite")

jobs = Table(
    "jobs",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("title", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("created", Double, nullable=False),
    Column("finished", Double),
    Column("rank", Integer, nullable=False),
    Column("deadline", Double, nullable=False),
    Column("engines", JSON, nullable=False),
    Column("chunk_texts", Integer, nullable=False),
    Column("chunk_characters", Integer, nullable=False),
    Column("chunk_limits", JSON, nullable=False),
    Column("engine_calls", Integer, nullable=False),
    # Most characters it may send; null: no limit.
    Column("max_characters", BigInteger),
)

chunks = Table(
    "chunks",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("job", _Id, ForeignKey("jobs.id", ondelete="CASCADE"), nullable=False),
    Column("source_language", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("deadline", Double, nullable=False),
    # From when on it may be claimed; the end of the lease for a claimed chunk.
    Column("available", Double, nullable=False),
    Column("owner", Text),
    Column("attempts", Integer, nullable=False),
    Index("ix_chunks_job", "job"),
)

OPEN_CHUNK = "state <> 'closed'"
"""Literal on purpose: SQLite uses a partial index only where a statement repeats its very condition."""

Index(
    "ix_chunks_open",
    chunks.c.rank,
    chunks.c.deadline,
    chunks.c.id,
    sqlite_where=text(OPEN_CHUNK),
    postgresql_where=text(OPEN_CHUNK),
)

items = Table(
    "items",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("job", _Id, ForeignKey("jobs.id", ondelete="CASCADE"), nullable=False),
    Column("chunk", _Id, ForeignKey("chunks.id", ondelete="CASCADE")),
    Column("slug", Text, nullable=False),
    Column("source_language", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("shapes", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("projected", Boolean, nullable=False),
    Index("ix_items_chunk", "chunk"),
    Index("ix_items_job", "job", "outcome", "characters"),
    Index("ix_items_catalog", "slug", "language"),
)

UNPROJECTED_ITEM = "outcome IN ('drafted', 'memory') AND NOT projected"
"""Literal for the same reason as OPEN_CHUNK."""

Index(
    "ix_items_unprojected",
    items.c.slug,
    items.c.language,
    sqlite_where=text(UNPROJECTED_ITEM),
    postgresql_where=text(UNPROJECTED_ITEM),
)

drafts = Table(
    "drafts",
    metadata,
    # A digest of everything an engine's answer depends on.
    Column("id", LargeBinary, primary_key=True),
    Column("engine", Text, nullable=False),
    Column("source_language", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("created", Double, nullable=False),
)

asked = Table(
    "asked",
    metadata,
    # A question to an engine (the id of its draft to be), and the chunk whose owner is asking it right now.
    Column("id", LargeBinary, primary_key=True),
    Column("chunk", _Id, nullable=False),
    Column("owner", Text, nullable=False),
    Index("ix_asked_chunk", "chunk"),
)

spending = Table(
    "spending",
    metadata,
    # "job 3" or "day 2026-11-22"; the engine "" is all of them.
    Column("scope", Text, primary_key=True),
    Column("engine", Text, primary_key=True),
    Column("characters", BigInteger, nullable=False),
    Column("calls", BigInteger, nullable=False),
    # The limit that the last request was held against; null: none.
    Column("most", BigInteger),
)

standings = Table(
    "standings",
    metadata,
    Column("engine", Text, primary_key=True),
    # A digest of address and key, never the key.
    Column("key", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("openings", Integer, nullable=False),
    Column("open_until", Double),
    Column("trial_until", Double, nullable=False),
    Column("resume_at", Double, nullable=False),
    Column("reason", Text, nullable=False),
)

memory_pairs = Table(
    "memory_pairs",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("source_language", Text, nullable=False),
    Column("language", Text, nullable=False),
    # Random: tells a pair from that of another database, whose ids are the same.
    Column("mark", LargeBinary, nullable=False),
    UniqueConstraint("source_language", "language"),
)

memory_units = Table(
    "memory_units",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("pair", _Id, ForeignKey("memory_pairs.id", ondelete="CASCADE"), nullable=False),
    # A digest of the source: texts are too long for an index of PostgreSQL.
    Column("source_digest", LargeBinary, nullable=False),
    Column("source", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("context", Text, nullable=False),
    Column("slug", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("updated", Double, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    UniqueConstraint("pair", "source_digest", "context", "slug"),
    Index("ix_memory_units_pair", "pair", "id"),
    Index("ix_memory_units_slug", "slug"),
    # Ids only ever grow: the fuzzy index reads what is newer than the last id it knows.
    sqlite_autoincrement=True,
)

terms = Table(
    "terms",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("source_language", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("part_of_speech", Text, nullable=False),
    Column("definition", Text, nullable=False),
    UniqueConstraint("source_language", "language", "source", "target"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("mail", Text, nullable=False, unique=True),
    # argon2id with its salt and parameters; null: signs in by a link, or elsewhere.
    Column("password", Text),
    # Issuer and subject at an identity provider (OpenID Connect).
    Column("identity", Text, unique=True),
    # The language the desk speaks to this person; "" is the browser's choice.
    Column("speech", Text, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("account", _Id, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("created", Double, nullable=False),
    Column("seen", Double, nullable=False),
    Column("address", Text, nullable=False),
    Column("agent", Text, nullable=False),
    Index("ix_sessions_account", "account"),
)

links = Table(
    "links",
    metadata,
    Column("id", _Id, primary_key=True),
    # Null: the link that makes the first admin, before there is anybody.
    Column("account", _Id, ForeignKey("accounts.id", ondelete="CASCADE")),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("purpose", Text, nullable=False),
    Column("expires", Double, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("account", _Id, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("scopes", JSON, nullable=False),
    Column("created", Double, nullable=False),
    Column("expires", Double),
    Column("used", Double),
    UniqueConstraint("account", "name"),
)

answers = Table(
    "answers",
    metadata,
    Column("token", _Id, ForeignKey("tokens.id", ondelete="CASCADE"), primary_key=True),
    # Of the idempotency key.
    Column("digest", LargeBinary, primary_key=True),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("created", Double, nullable=False),
    # 0 while the request is at work.
    Column("status", Integer, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_answers_created", "created"),
)

grants = Table(
    "grants",
    metadata,
    Column("account", _Id, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("language", Text, primary_key=True),
)

audit = Table(
    "audit",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("at", Double, nullable=False),
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("detail", JSON, nullable=False),
    Index("ix_audit_target", "target"),
    Index("ix_audit_at", "at"),
)

edits = Table(
    "edits",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("at", Double, nullable=False),
    Column("who", Text, nullable=False),
    Column("slug", Text, nullable=False),
    Column("language", Text, nullable=False),
    # `model.edit.segment_id`: sources are too long for an index of PostgreSQL.
    Column("segment", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("before_target", Text, nullable=False),
    Column("before_fuzzy", Boolean, nullable=False),
    Column("before_previous", Text),
    Column("before_origin", Text, nullable=False),
    Column("after_target", Text, nullable=False),
    Column("after_fuzzy", Boolean, nullable=False),
    Column("after_previous", Text),
    Column("after_origin", Text, nullable=False),
    Column("seconds", Integer, nullable=False),
    Index("ix_edits_segment", "slug", "language", "segment"),
)

comments = Table(
    "comments",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("at", Double, nullable=False),
    Column("who", Text, nullable=False),
    Column("slug", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("segment", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("done_by", Text, nullable=False),
    Index("ix_comments_segment", "slug", "language", "segment"),
)

stages = Table(
    "stages",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("stage", Text, nullable=False),
    # Of the files the stage was read from: what has the same stamp need not be read again.
    Column("stamp", Text, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("at", Double, nullable=False),
    Column("kind", Text, nullable=False),
    Column("detail", JSON, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("event", _Id, ForeignKey("events.id", ondelete="CASCADE"), nullable=False),
    Column("channel", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    # From when on it may be tried; while it is being tried, the end of the sender's lease.
    Column("due", Double, nullable=False),
    Column("tried", Double),
    Column("outcome", Text, nullable=False),
    UniqueConstraint("event", "channel", "recipient"),
    Index("ix_notices_due", "state", "due"),
)

pulses = Table(
    "pulses",
    metadata,
    Column("name", Text, primary_key=True),
    Column("at", Double, nullable=False),
)
