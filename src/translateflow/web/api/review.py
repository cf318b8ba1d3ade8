"""From reviewed to signed off: suggestions, waivers, what changed, the gate."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec

from translateflow.web.api.operation import Document, Operation, Wish
from translateflow.web.api.problems import ProblemError
from translateflow.web.desk.access import Action
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.changes import run_changes
from translateflow.workflow.suggestions import Decision, list_suggestions, run_decide
from translateflow.workflow.waive import WaiveRequest, list_warned, run_waive, run_withdraw_waiver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.model.worddiff import DiffPart
    from translateflow.web.api.operation import Call
    from translateflow.workflow.suggestions import Suggestion
    from translateflow.workflow.waive import Warned

Sentence = Annotated[str, msgspec.Meta(min_length=1, max_length=10_000)]


class PartDocument(Document):
    """A stretch of a comparison: same, removed or added."""

    kind: str
    text: str


class ChangeDocument(Document):
    """One sentence then and now, word by word."""

    kind: str
    context: str
    source: list[PartDocument]
    text: list[PartDocument]


class ChangesDocument(Document):
    """What changed since the last sign-off; `signed_at` is None where there was none."""

    slug: str
    language: str
    signed_at: dt.datetime | None
    signed_by: str
    changes: list[ChangeDocument]


class WarnedDocument(Document):
    """A warning, a waiver, or both; `state` is open, waived, void or idle."""

    number: int
    state: str
    check: str
    source: str
    target: str
    message: str
    reason: str
    by: str


class WarningsDocument(Document):
    """The warnings of a catalog with their waivers."""

    warnings: list[WarnedDocument]


class WaiveWish(Wish):
    """A warning to let stand, and why. `segment` is its number, or how its source text begins."""

    segment: Sentence
    check: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    reason: Sentence


class UnwaiveWish(Wish):
    """A waiver to take back."""

    segment: Sentence
    check: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class SuggestionDocument(Document):
    """A sentence with the newsroom's text and the one that waits."""

    number: int
    source: str
    current: str
    suggested: str


class SuggestionsDocument(Document):
    """What waits for a decision."""

    suggestions: list[SuggestionDocument]


class DecideWish(Wish):
    """Which suggestions to take and which to drop, by number."""

    take: tuple[int, ...] = ()
    drop: tuple[int, ...] = ()


class ReasonDocument(Document):
    """One thing that blocks a sign-off."""

    code: str
    message: str
    segment: str


class ApprovalDocument(Document):
    """What the gate says. Refused, everything that blocks is listed."""

    approved: bool
    reasons: list[ReasonDocument]
    signed_by: str = ""
    warning: str = ""


class ApproveWish(Wish):
    """A sign-off in the name of the token's account. `correction` tells readers what the version before had wrong."""

    action: Literal["sign off"]
    note: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    correction: Annotated[str, msgspec.Meta(max_length=2000)] | None = None


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _place(call: Call) -> str:
    return f"{call.slug}/{call.language}"


def show_changes(call: Call) -> ChangesDocument:
    """Compare what stands there now with the last sign-off."""
    found = run_changes(call.newsroom, call.slug, call.language)
    changes = [
        ChangeDocument(each.kind.value, each.context, _parts(each.source), _parts(each.text)) for each in found.each
    ]
    return ChangesDocument(found.slug, found.language, found.signed_at, found.signed_by, changes)


def _parts(parts: Sequence[DiffPart]) -> list[PartDocument]:
    return [PartDocument(part.kind.value, part.text) for part in parts]


def list_warnings(call: Call) -> WarningsDocument:
    """List warnings with their waivers."""
    return WarningsDocument([_warned(each) for each in list_warned(call.newsroom, call.slug, call.language)])


def waive(call: Call) -> WarningsDocument:
    """Let a warning stand, with name and reason."""
    wish: WaiveWish = call.body
    request = WaiveRequest(call.slug, call.language, wish.segment, wish.check, wish.reason, call.account.signature)
    run_waive(call.newsroom, request, _now())
    call.newsroom.database.audit.record(call.actor, "waive", _place(call), {"check": wish.check, "reason": wish.reason})
    return list_warnings(call)


def take_waiver_back(call: Call) -> WarningsDocument:
    """Take a waiver back."""
    wish: UnwaiveWish = call.body
    run_withdraw_waiver(call.newsroom, call.slug, call.language, wish.segment, wish.check)
    call.newsroom.database.audit.record(call.actor, "take waiver back", _place(call), {"check": wish.check})
    return list_warnings(call)


def _warned(each: Warned) -> WarnedDocument:
    waiver = each.waiver
    return WarnedDocument(
        each.number, each.state.value, each.check, each.source, each.target, each.message,
        waiver.reason if waiver else "", waiver.by if waiver else "",
    )  # fmt: skip


def show_suggestions(call: Call) -> SuggestionsDocument:
    """List what waits for a decision."""
    return _suggestions(list_suggestions(call.newsroom, call.slug, call.language))


def decide(call: Call) -> SuggestionsDocument:
    """Take and drop suggestions; give what still waits."""
    wish: DecideWish = call.body
    decision = Decision(wish.take, wish.drop, call.account.signature)
    left = run_decide(call.newsroom, call.slug, call.language, decision, _now())
    detail = {"taken": len(wish.take), "dropped": len(wish.drop)}
    call.newsroom.database.audit.record(call.actor, "decide suggestions", _place(call), detail)
    return _suggestions(left)


def _suggestions(found: Sequence[Suggestion]) -> SuggestionsDocument:
    return SuggestionsDocument(
        [SuggestionDocument(each.number, each.key.text, each.current, each.suggested) for each in found]
    )


def ask_gate(call: Call) -> ApprovalDocument:
    """Say what blocks a sign-off, without signing."""
    return _put_before_gate(call, ApproveRequest([call.slug], [call.language], call.account.signature, dry_run=True))


def approve(call: Call) -> ApprovalDocument:
    """Sign off in the name of the account, or say everything that blocks."""
    wish: ApproveWish = call.body
    request = ApproveRequest(
        [call.slug], [call.language], call.account.signature, wish.note, correction=wish.correction
    )
    said = _put_before_gate(call, request)
    if not said.approved:
        reasons = tuple(msgspec.to_builtins(reason) for reason in said.reasons)
        raise ProblemError(409, "not-approvable", "This cannot be signed off as it is.", reasons=reasons)
    call.newsroom.database.audit.record(call.actor, "approve", _place(call), {"note": wish.note})
    return said


def _put_before_gate(call: Call, request: ApproveRequest) -> ApprovalDocument:
    (verdict,) = run_approve(call.newsroom, request, _now())
    reasons = [ReasonDocument(each.code.value, each.message, each.segment) for each in verdict.reasons]
    signed = verdict.evidence.approved_by if verdict.evidence else ""
    return ApprovalDocument(verdict.passed, reasons, signed, verdict.warning)


_CATALOG: Final = "/releases/{slug}/languages/{language}"

OPERATIONS: Final = (
    Operation(
        "list_suggestions", "GET", f"{_CATALOG}/suggestions", Action.READ, "Texts that wait for a decision.",
        show_suggestions, SuggestionsDocument,
    ),
    Operation(
        "decide_suggestions", "POST", f"{_CATALOG}/suggestions", Action.TRANSLATE, "Take and drop suggestions.", decide,
        SuggestionsDocument, body=DecideWish,
    ),
    Operation(
        "list_warnings", "GET", f"{_CATALOG}/warnings", Action.READ, "Warnings with their waivers.", list_warnings,
        WarningsDocument,
    ),
    Operation(
        "waive", "POST", f"{_CATALOG}/waivers", Action.SIGN_OFF, "Let a warning stand, with name and reason.", waive,
        WarningsDocument, body=WaiveWish, status=201,
    ),
    Operation(
        "take_waiver_back", "DELETE", f"{_CATALOG}/waivers", Action.SIGN_OFF, "Take a waiver back.", take_waiver_back,
        WarningsDocument, body=UnwaiveWish,
    ),
    Operation(
        "list_changes", "GET", f"{_CATALOG}/changes", Action.READ, "What changed since the last sign-off.",
        show_changes, ChangesDocument,
    ),
    Operation(
        "ask_gate", "GET", f"{_CATALOG}/approval", Action.SIGN_OFF, "What would block a sign-off; nothing is signed.",
        ask_gate, ApprovalDocument,
    ),
    Operation(
        "approve", "POST", f"{_CATALOG}/approval", Action.SIGN_OFF, "Sign off in the name of the token's account.",
        approve, ApprovalDocument, body=ApproveWish,
    ),
)  # fmt: skip
