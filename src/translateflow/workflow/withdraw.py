"""Take a release back, in one language or all; a localised notice stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.errors import NoReasonError, NotApprovedError
from translateflow.model.edition import Withdrawal
from translateflow.model.language import parse_language
from translateflow.workflow.publish import PublishReport, PublishRequest, run_publish
from translateflow.workflow.published import read_live

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from translateflow.workspace import Newsroom


@dataclass(frozen=True, slots=True)
class WithdrawReport:
    """What was taken back, and the site without it; `publish` is None when nothing of it was live."""

    slug: str
    languages: tuple[str, ...]
    publish: PublishReport | None


def run_withdraw(
    newsroom: Newsroom, slug: str, languages: Sequence[str], reason: str, now: dt.datetime
) -> WithdrawReport:
    """Record the withdrawal and, where the release is live, put the notice in its place at once.

    Raises NoReasonError, NotApprovedError; nothing is then written.
    """
    if not reason.strip():
        raise NoReasonError
    signed = newsroom.snapshots.languages(slug)
    if not signed:
        newsroom.choose([slug])
        raise NotApprovedError(slug)
    chosen = tuple(dict.fromkeys(parse_language(language) for language in languages)) or signed
    for language in chosen:
        if language not in signed:
            raise NotApprovedError(slug, language)
    live = read_live(newsroom)
    for language in chosen:
        newsroom.snapshots.withdraw(slug, language, Withdrawal(now, reason.strip()))
    was_live = any((slug, language) in live for language in chosen)
    publish = run_publish(newsroom, PublishRequest(slugs=[slug]), now) if was_live else None
    return WithdrawReport(slug, chosen, publish)
