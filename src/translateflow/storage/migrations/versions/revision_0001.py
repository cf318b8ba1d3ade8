"""Make the ledger, the draft cache, the memory, terms, accounts, the audit log, edits and comments.

A revision is history: it spells everything out and is never changed once it has shipped.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OPEN = "state <> 'closed'"
_UNPROJECTED = "outcome IN ('drafted', 'memory') AND NOT projected"


def upgrade() -> None:
    """Make all tables."""
    _make_jobs()
    _make_items()
    _make_drafts()
    _make_limits()
    _make_memory()
    _make_terms()
    _make_desk()
    _make_edits()
    _make_keys()
    _make_notices()


def _make_jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", _ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created", sa.Double(), nullable=False),
        sa.Column("finished", sa.Double()),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("deadline", sa.Double(), nullable=False),
        sa.Column("engines", sa.JSON(), nullable=False),
        sa.Column("chunk_texts", sa.Integer(), nullable=False),
        sa.Column("chunk_characters", sa.Integer(), nullable=False),
        sa.Column("chunk_limits", sa.JSON(), nullable=False),
        sa.Column("engine_calls", sa.Integer(), nullable=False),
        sa.Column("max_characters", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
    )
    op.create_table(
        "chunks",
        sa.Column("id", _ID, nullable=False),
        sa.Column("job", _ID, nullable=False),
        sa.Column("source_language", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("deadline", sa.Double(), nullable=False),
        sa.Column("available", sa.Double(), nullable=False),
        sa.Column("owner", sa.Text()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["job"], ["jobs.id"], name="fk_chunks_job", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_chunks"),
    )
    op.create_index("ix_chunks_job", "chunks", ["job"])
    op.create_index(
        "ix_chunks_open",
        "chunks",
        ["rank", "deadline", "id"],
        sqlite_where=sa.text(_OPEN),
        postgresql_where=sa.text(_OPEN),
    )


def _make_items() -> None:
    op.create_table(
        "items",
        sa.Column("id", _ID, nullable=False),
        sa.Column("job", _ID, nullable=False),
        sa.Column("chunk", _ID),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("source_language", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("shapes", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("projected", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["chunk"], ["chunks.id"], name="fk_items_chunk", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["job"], ["jobs.id"], name="fk_items_job", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
    )
    op.create_index("ix_items_catalog", "items", ["slug", "language"])
    op.create_index("ix_items_chunk", "items", ["chunk"])
    op.create_index("ix_items_job", "items", ["job", "outcome", "characters"])
    op.create_index(
        "ix_items_unprojected",
        "items",
        ["slug", "language"],
        sqlite_where=sa.text(_UNPROJECTED),
        postgresql_where=sa.text(_UNPROJECTED),
    )


def _make_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("source_language", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("created", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
    )


def _make_limits() -> None:
    op.create_table(
        "asked",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("chunk", _ID, nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_asked"),
    )
    op.create_index("ix_asked_chunk", "asked", ["chunk"])
    op.create_table(
        "spending",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("characters", sa.BigInteger(), nullable=False),
        sa.Column("calls", sa.BigInteger(), nullable=False),
        sa.Column("most", sa.BigInteger()),
        sa.PrimaryKeyConstraint("scope", "engine", name="pk_spending"),
    )
    op.create_table(
        "standings",
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("openings", sa.Integer(), nullable=False),
        sa.Column("open_until", sa.Double()),
        sa.Column("trial_until", sa.Double(), nullable=False),
        sa.Column("resume_at", sa.Double(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("engine", "key", name="pk_standings"),
    )


def _make_memory() -> None:
    op.create_table(
        "memory_pairs",
        sa.Column("id", _ID, nullable=False),
        sa.Column("source_language", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_memory_pairs"),
        sa.UniqueConstraint("source_language", "language", name="uq_memory_pairs_source_language_language"),
    )
    op.create_table(
        "memory_units",
        sa.Column("id", _ID, nullable=False),
        sa.Column("pair", _ID, nullable=False),
        sa.Column("source_digest", sa.LargeBinary(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("updated", sa.Double(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["pair"], ["memory_pairs.id"], name="fk_memory_units_pair", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_memory_units"),
        sa.UniqueConstraint(
            "pair", "source_digest", "context", "slug", name="uq_memory_units_pair_source_digest_context_slug"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_memory_units_pair", "memory_units", ["pair", "id"])
    op.create_index("ix_memory_units_slug", "memory_units", ["slug"])


def _make_terms() -> None:
    op.create_table(
        "terms",
        sa.Column("id", _ID, nullable=False),
        sa.Column("source_language", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("part_of_speech", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_terms"),
        sa.UniqueConstraint(
            "source_language", "language", "source", "target", name="uq_terms_source_language_language_source_target"
        ),
    )


def _make_desk() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mail", sa.Text(), nullable=False),
        sa.Column("password", sa.Text()),
        sa.Column("identity", sa.Text()),
        sa.Column("speech", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("mail", name="uq_accounts_mail"),
        sa.UniqueConstraint("identity", name="uq_accounts_identity"),
    )
    op.create_table(
        "grants",
        sa.Column("account", _ID, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_grants_account", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account", "role", "language", name="pk_grants"),
    )
    op.create_table(
        "audit",
        sa.Column("id", _ID, nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_target", "audit", ["target"])
    op.create_index("ix_audit_at", "audit", ["at"])


def _make_edits() -> None:
    op.create_table(
        "edits",
        sa.Column("id", _ID, nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("segment", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("before_target", sa.Text(), nullable=False),
        sa.Column("before_fuzzy", sa.Boolean(), nullable=False),
        sa.Column("before_previous", sa.Text()),
        sa.Column("before_origin", sa.Text(), nullable=False),
        sa.Column("after_target", sa.Text(), nullable=False),
        sa.Column("after_fuzzy", sa.Boolean(), nullable=False),
        sa.Column("after_previous", sa.Text()),
        sa.Column("after_origin", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_edits"),
    )
    op.create_index("ix_edits_segment", "edits", ["slug", "language", "segment"])
    op.create_table(
        "comments",
        sa.Column("id", _ID, nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("segment", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("done_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_comments"),
    )
    op.create_index("ix_comments_segment", "comments", ["slug", "language", "segment"])


def _make_keys() -> None:
    """Make what opens the desk: sessions, links that work once, tokens of programs."""
    op.create_table(
        "sessions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("account", _ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("created", sa.Double(), nullable=False),
        sa.Column("seen", sa.Double(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_sessions_account", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("digest", name="uq_sessions_digest"),
    )
    op.create_index("ix_sessions_account", "sessions", ["account"])
    op.create_table(
        "links",
        sa.Column("id", _ID, nullable=False),
        sa.Column("account", _ID),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("expires", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_links_account", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_links"),
        sa.UniqueConstraint("digest", name="uq_links_digest"),
    )
    op.create_table(
        "tokens",
        sa.Column("id", _ID, nullable=False),
        sa.Column("account", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created", sa.Double(), nullable=False),
        sa.Column("expires", sa.Double()),
        sa.Column("used", sa.Double()),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_tokens_account", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_tokens"),
        sa.UniqueConstraint("digest", name="uq_tokens_digest"),
        sa.UniqueConstraint("account", "name", name="uq_tokens_account_name"),
    )
    op.create_table(
        "answers",
        sa.Column("token", _ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("created", sa.Double(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["token"], ["tokens.id"], name="fk_answers_token", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token", "digest", name="pk_answers"),
    )
    op.create_index("ix_answers_created", "answers", ["created"])


def _make_notices() -> None:
    """Make what notifications stand on: stages seen, events, who is told of them; and signs of life."""
    op.create_table(
        "stages",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("slug", "language", name="pk_stages"),
    )
    op.create_table(
        "events",
        sa.Column("id", _ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.UniqueConstraint("key", name="uq_events_key"),
    )
    op.create_table(
        "notices",
        sa.Column("id", _ID, nullable=False),
        sa.Column("event", _ID, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due", sa.Double(), nullable=False),
        sa.Column("tried", sa.Double()),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name="fk_notices_event", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint("event", "channel", "recipient", name="uq_notices_event_channel_recipient"),
    )
    op.create_index("ix_notices_due", "notices", ["state", "due"])
    op.create_table(
        "pulses",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_pulses"),
    )
