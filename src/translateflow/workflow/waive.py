"""Let a warning of the checks stand, with name and reason; list what was let stand, and take it back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from translateflow.catalog import lock_of, read_catalog
from translateflow.errors import (
    BadApproverError,
    NoSegmentError,
    NotWaivableError,
    NoWaiverError,
    NoWaiverReasonError,
    NoWarningError,
)
from translateflow.files import locked
from translateflow.model.issue import Severity
from translateflow.model.person import names_a_person
from translateflow.review.waivers import Waiver, Waivers, read_waivers, write_waivers
from translateflow.workflow.check import check_entries, chosen_catalogs, read_terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translateflow.model.issue import Issue
    from translateflow.model.segment import Key
    from translateflow.model.translation import Entry
    from translateflow.workspace import Newsroom


class WaiverState(StrEnum):
    """OPEN: a warning nobody waived. WAIVED: it counts. VOID: source or text changed. IDLE: the warning has gone."""

    OPEN = "open"
    WAIVED = "waived"
    VOID = "void"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class WaiveRequest:
    """What is to be waived. `segment` is its number in the catalog, from 1, its source text or the beginning of it."""

    slug: str
    language: str
    segment: str
    check: str
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning, a waiver, or both. `number` is the segment's in the catalog, 0 when it is not there any more."""

    number: int
    state: WaiverState
    check: str
    source: str
    target: str
    message: str = ""
    waiver: Waiver | None = None


@dataclass(frozen=True, slots=True)
class _Checked:
    """A catalog with what its checks found and what was waived."""

    entries: Sequence[Entry]
    issues: Mapping[Key, Sequence[Issue]]
    waivers: Waivers


def run_waive(newsroom: Newsroom, request: WaiveRequest, now: dt.datetime) -> Waiver:
    """Waive every warning of one check on one segment, as source and translation are now.

    Raises NoWaiverReasonError, BadApproverError, NoSegmentError, NotWaivableError (an error of the checks blocks),
    NoWarningError (there is no such warning); nothing is then written.
    """
    if not request.reason.strip():
        raise NoWaiverReasonError
    if not names_a_person(request.by):
        raise BadApproverError(request.by)
    path = newsroom.catalogs.waivers(request.slug, request.language)
    with locked(lock_of(path)):
        checked = _look(newsroom, request.slug, request.language)
        entry = _find(checked.entries, request.segment)
        _refuse(checked.issues.get(entry.key, ()), request)
        at = now.astimezone(dt.UTC).replace(microsecond=0)
        context = entry.context or ""
        waiver = Waiver(request.check, request.reason.strip(), request.by, at, context, entry.source, entry.target)
        write_waivers(path, checked.waivers.with_one(waiver))
    return waiver


def run_withdraw_waiver(newsroom: Newsroom, slug: str, language: str, segment: str, check: str) -> tuple[Waiver, ...]:
    """Take back the waivers of one check on one segment, void ones too. Gives them.

    Raises NoWaiverError, NoSegmentError.
    """
    path = newsroom.catalogs.waivers(slug, language)
    with locked(lock_of(path)):
        checked = _look(newsroom, slug, language)
        found = [each for each in checked.waivers.each if each.check == check and _is_meant(each, segment, checked)]
        if not found:
            raise NoWaiverError(slug, language, segment, check)
        left = checked.waivers
        for waiver in found:
            left = left.without(waiver)
        write_waivers(path, left)
    return tuple(found)


def list_warned(newsroom: Newsroom, slug: str, language: str) -> tuple[Warned, ...]:
    """Give every warning of a catalog with its waiver, in reading order, then the waivers that hold no longer."""
    checked = _look(newsroom, slug, language)
    found: list[Warned] = []
    for number, entry in enumerate(checked.entries, 1):
        warnings = [each for each in checked.issues.get(entry.key, ()) if each.severity is Severity.WARNING]
        for issue in warnings:
            waiver = checked.waivers.find(entry, issue)
            state = WaiverState.WAIVED if waiver else WaiverState.OPEN
            found.append(Warned(number, state, issue.check, entry.source, entry.target, issue.message, waiver))
    used = {each.waiver for each in found}
    rest = [waiver for waiver in checked.waivers.each if waiver not in used]
    return (*found, *(_without_warning(waiver, checked.entries) for waiver in rest))


def _without_warning(waiver: Waiver, entries: Sequence[Entry]) -> Warned:
    numbers = {(entry.context or "", entry.source): number for number, entry in enumerate(entries, 1)}
    number = numbers.get((waiver.context, waiver.source), 0)
    same = number > 0 and entries[number - 1].target == waiver.target
    state = WaiverState.IDLE if same else WaiverState.VOID
    return Warned(number, state, waiver.check, waiver.source, waiver.target, "", waiver)


def _look(newsroom: Newsroom, slug: str, language: str) -> _Checked:
    """Check one catalog. Raises NoReleaseError, LanguageNotTargetedError, NoCatalogError."""
    ((release, tag),) = chosen_catalogs(newsroom, [slug], [language])
    catalog = read_catalog(newsroom.catalogs.catalog(slug, tag), slug=slug, language=tag)
    terms = read_terms(newsroom, release, tag)
    issues = check_entries(release, tag, catalog.entries, newsroom.settings.protected, terms)
    return _Checked(tuple(catalog.entries), issues, read_waivers(newsroom.catalogs.waivers(slug, tag)))


def _find(entries: Sequence[Entry], segment: str) -> Entry:
    if segment.isdigit() and 0 < int(segment) <= len(entries):
        return entries[int(segment) - 1]
    exact = [number for number, entry in enumerate(entries, 1) if entry.source == segment]
    begun = [number for number, entry in enumerate(entries, 1) if segment and entry.source.startswith(segment)]
    found = exact or begun
    if len(found) != 1:
        raise NoSegmentError(segment, len(entries), tuple(found))
    return entries[found[0] - 1]


def _refuse(issues: Sequence[Issue], request: WaiveRequest) -> None:
    meant = [issue for issue in issues if issue.check == request.check]
    if any(issue.severity is Severity.ERROR for issue in meant):
        raise NotWaivableError(request.check, meant[0].message)
    if not meant:
        raise NoWarningError(request.check, tuple(dict.fromkeys(issue.check for issue in issues)))


def _is_meant(waiver: Waiver, segment: str, checked: _Checked) -> bool:
    if waiver.source == segment or (segment and waiver.source.startswith(segment)):
        return True
    if not segment.isdigit() or not 0 < int(segment) <= len(checked.entries):
        return False
    entry = checked.entries[int(segment) - 1]
    return (entry.context or "", entry.source) == (waiver.context, waiver.source)
