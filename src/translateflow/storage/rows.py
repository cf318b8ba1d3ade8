"""Rows to words and back. No row leaves this package: what goes out is a frozen dataclass of `model/`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from translateflow.model.account import Account, AccountRole, ApiToken, AuditRecord, Grant, Scope, Session
from translateflow.model.edit import Act, Comment, CommentKind, Edit, NewEdit, Place, TextState, make_key, segment_id
from translateflow.model.job import Item, ItemResult, Job, JobState, NewItem, Outcome, Sums
from translateflow.model.memory import MemoryUnit, Term, TermStatus
from translateflow.model.segment import Key, Role, TagShape

if TYPE_CHECKING:
    from collections.abc import Iterable


Values = dict[str, Any]

AnyRow = Any
"""A row of SQLAlchemy: its columns are dynamic, and its type parameters differ between 2.0 and 2.1."""


def to_time(seconds: float) -> dt.datetime:
    """Give an aware datetime in UTC."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


def pack_shapes(shapes: Iterable[TagShape]) -> str:
    """Write tag shapes as words: `a1 br/`."""
    return " ".join(shape.name if shape.paired else f"{shape.name}/" for shape in shapes)


def unpack_shapes(packed: str) -> tuple[TagShape, ...]:
    """Read what `pack_shapes` wrote."""
    return tuple(TagShape(word.removesuffix("/"), paired=not word.endswith("/")) for word in packed.split())


def to_item(row: AnyRow) -> Item:
    """Read a row of `items`."""
    return Item(
        id=row.id,
        job=row.job,
        slug=row.slug,
        source_language=row.source_language,
        language=row.language,
        key=Key(Role(row.role), row.source),
        shapes=unpack_shapes(row.shapes),
        outcome=Outcome(row.outcome),
        text=row.text,
        origin=row.origin,
        reason=row.reason,
        warnings=tuple(row.warnings),
        characters=row.characters,
    )


def from_new_item(item: NewItem, job: int, chunk: int | None) -> Values:
    """Write a planned item."""
    return {
        "job": job,
        "chunk": chunk,
        "slug": item.slug,
        "source_language": item.source_language,
        "language": item.language,
        "role": item.key.role.value,
        "source": item.key.text,
        "shapes": pack_shapes(item.shapes),
        "outcome": item.outcome.value,
        "text": item.text,
        "origin": item.origin,
        "reason": item.reason,
        "warnings": [],
        "characters": 0,
        "projected": False,
    }


def from_result(result: ItemResult) -> Values:
    """Write a result as bound parameters, their names apart from the columns' names."""
    return {
        "of_item": result.item,
        "to_outcome": result.outcome.value,
        "to_text": result.text,
        "to_origin": result.origin,
        "to_reason": result.reason,
        "to_warnings": list(result.warnings),
        "more_characters": result.characters,
    }


def to_job(row: AnyRow, sums: Sums) -> Job:
    """Read a row of `jobs`."""
    finished = None if row.finished is None else to_time(row.finished)
    return Job(row.id, JobState(row.state), to_time(row.created), finished, row.title, sums, row.max_characters)


def to_unit(row: AnyRow) -> MemoryUnit:
    """Read a row of `memory_units` joined with its pair."""
    return MemoryUnit(
        row.source_language,
        row.language,
        row.source,
        row.target,
        row.context,
        row.slug,
        row.author,
        to_time(row.updated),
    )


def to_term(row: AnyRow) -> Term:
    """Read a row of `terms`."""
    status = TermStatus(row.status)
    return Term(row.source_language, row.language, row.source, row.target, status, row.part_of_speech, row.definition)


def from_term(term: Term) -> Values:
    """Write a term."""
    return {
        "source_language": term.source_language,
        "language": term.language,
        "source": term.source,
        "target": term.target,
        "status": term.status.value,
        "part_of_speech": term.part_of_speech,
        "definition": term.definition,
    }


def to_account(row: AnyRow, grants: Iterable[AnyRow]) -> Account:
    """Read a row of `accounts` with its rows of `grants`. The password's digest stays here."""
    given = tuple(Grant(AccountRole(grant.role), grant.language) for grant in grants)
    return Account(
        row.id,
        row.name,
        row.mail,
        given,
        has_password=row.password is not None,
        identity=row.identity or "",
        speech=row.speech,
    )


def to_session(row: AnyRow) -> Session:
    """Read a row of `sessions`."""
    return Session(row.id, row.account, to_time(row.created), to_time(row.seen), row.address, row.agent)


def to_api_token(row: AnyRow) -> ApiToken:
    """Read a row of `tokens`."""
    expires = None if row.expires is None else to_time(row.expires)
    used = None if row.used is None else to_time(row.used)
    scopes = tuple(Scope(scope) for scope in row.scopes)
    return ApiToken(row.id, row.account, row.name, scopes, to_time(row.created), expires, used)


def to_audit_record(row: AnyRow) -> AuditRecord:
    """Read a row of `audit`."""
    return AuditRecord(row.id, to_time(row.at), row.who, row.action, row.target, row.detail)


def from_place(place: Place) -> Values:
    """Write where a segment stands."""
    return {
        "slug": place.slug,
        "language": place.language,
        "segment": segment_id(place.key),
        "role": place.key.role.value,
        "source": place.key.text,
    }


def from_edit(edit: NewEdit) -> Values:
    """Write an edit that is to be noted."""
    states = {
        f"{name}_{part}": getattr(state, part)
        for name, state in (("before", edit.before), ("after", edit.after))
        for part in ("target", "fuzzy", "previous", "origin")
    }
    return {**from_place(edit.place), **states, "who": edit.who, "act": edit.act.value, "seconds": edit.seconds}


def to_edit(row: AnyRow) -> Edit:
    """Read a row of `edits`."""
    return Edit(
        id=row.id,
        at=to_time(row.at),
        place=_to_place(row),
        who=row.who,
        act=Act(row.act),
        before=TextState(row.before_target, row.before_fuzzy, row.before_previous, row.before_origin),
        after=TextState(row.after_target, row.after_fuzzy, row.after_previous, row.after_origin),
        seconds=row.seconds,
    )


def to_comment(row: AnyRow) -> Comment:
    """Read a row of `comments`."""
    return Comment(row.id, to_time(row.at), _to_place(row), row.who, CommentKind(row.kind), row.text, row.done_by)


def _to_place(row: AnyRow) -> Place:
    return Place(row.slug, row.language, make_key(row.role, row.source))
