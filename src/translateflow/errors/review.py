"""What the gate and publication refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.errors.base import RefusedError, UsageError

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


class BadApproverError(UsageError):
    """A sign-off needs somebody who answers for it."""

    def __init__(self, by: str) -> None:
        shown = f"“{by}” does not say who." if by else "It is not said who signs off."
        super().__init__(shown, remedy='Write --by "Name <mail@example.org>".')
        self.by = by


class NotApprovedError(RefusedError):
    """A release was to be published or withdrawn by name that is not signed off."""

    def __init__(self, slug: str, language: str = "") -> None:
        what = f"“{slug}” is not signed off" + (f" in “{language}”" if language else " in any language")
        remedy = f'Sign it off: translateflow approve {slug} --language {language or "L"} --by "Name <mail>".'
        super().__init__(f"{what}.", remedy=remedy)
        self.slug = slug
        self.language = language


class UnprovedError(RefusedError):
    """A record was to be published that the newsroom's key does not prove."""

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem} Nothing was published.", remedy=remedy)
        self.path = path
        self.problem = problem


class EmbargoedError(RefusedError):
    """A release was to be published before its embargo ends."""

    def __init__(self, slug: str, until: str) -> None:
        super().__init__(f"“{slug}” is under embargo until {until}.", remedy="Then: translateflow publish --due.")
        self.slug = slug
        self.until = until


class HeldBackError(RefusedError):
    """A release waits for a language without which it does not go out."""

    def __init__(self, slug: str, languages: tuple[str, ...]) -> None:
        shown = ", ".join(languages)
        super().__init__(f"“{slug}” goes out only together with: {shown}.", remedy="Sign these off first.")
        self.slug = slug
        self.languages = languages


class NoReasonError(UsageError):
    """A withdrawal needs a reason that readers are told."""

    def __init__(self) -> None:
        super().__init__("A withdrawal needs a reason.", remedy="Write --reason TEXT; readers will see it.")


class NoWaiverReasonError(UsageError):
    """A waiver needs a reason that stays in the evidence."""

    def __init__(self) -> None:
        super().__init__("A waiver needs a reason.", remedy="Write --reason TEXT; it is kept in the evidence.")


class NotWaivableError(RefusedError):
    """An error of the checks was to be waived."""

    def __init__(self, check: str, message: str) -> None:
        super().__init__(
            f"“{check}” is an error and cannot be waived: {message}", remedy="Correct the translation in the PO file."
        )
        self.check = check


class NoWarningError(UsageError):
    """A check was named that warns of nothing there."""

    def __init__(self, check: str, found: tuple[str, ...]) -> None:
        remedy = f"It has: {', '.join(found)}." if found else "It has no warning at all."
        super().__init__(f"This segment has no warning “{check}”.", remedy=remedy)
        self.check = check
        self.found = found


class NoSegmentError(UsageError):
    """A segment was named that there is not, or not only once; `found` are the numbers of those that begin so."""

    def __init__(self, segment: str, count: int, found: tuple[int, ...] = ()) -> None:
        if found:
            problem = f"More than one segment begins with “{segment}”: {', '.join(map(str, found))}."
        else:
            problem = f"There is no segment “{segment}”."
        super().__init__(problem, remedy=f"Name it by its number, 1 to {count}; --list shows those with warnings.")
        self.segment = segment
        self.found = found


class NoWaiverError(UsageError):
    """A waiver was to be taken back that there is not."""

    def __init__(self, slug: str, language: str, segment: str, check: str) -> None:
        remedy = f"List them: translateflow waive {slug} --language {language} --list."
        super().__init__(f"“{check}” is not waived on segment “{segment}”.", remedy=remedy)
        self.slug = slug
        self.language = language


class BadPeriodError(UsageError):
    """A period ends before it begins."""

    def __init__(self, first: dt.date, last: dt.date) -> None:
        super().__init__(f"The period from {first} to {last} holds no day.", remedy="Exchange --from and --to.")
        self.first = first
        self.last = last


class NothingPublishedError(UsageError):
    """There is no site to look at."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds no site yet.", remedy="Make it: translateflow publish.")
        self.folder = folder


class PreviewTimeError(UsageError):
    """A preview link was to end in the past, or to live too long."""

    def __init__(self, days: int) -> None:
        super().__init__("A preview link must end after now.", remedy=f"It may live for {days} days at most.")
        self.days = days


class BadPreviewError(RefusedError):
    """A preview link is none of ours, was given up with its key, or shows nothing any more."""

    def __init__(self) -> None:
        super().__init__("This preview link is not valid.", remedy="Ask the press office for another.")


class ExpiredPreviewError(RefusedError):
    """A preview link has ended."""

    def __init__(self) -> None:
        super().__init__("This preview link has expired.", remedy="Ask the press office for another.")
