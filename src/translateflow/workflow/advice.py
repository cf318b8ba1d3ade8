"""What to do about failed items: grouped by reason, each with its remedy."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from translateflow.model.job import Item

# What a reason says, and what mends it; the first that fits counts. `{job}` is the job's number.
_ADVICE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), advice)
    for pattern, advice in (
        (r"the budget of .* for this job", "Raise it: translateflow jobs resume {job} --max-chars N"),
        (r"today's budget|quota|used up", "Wait until tomorrow, then: translateflow jobs resume {job}"),
        (r"no key is set|status 40[13]|refuses the key", "Look at the key with translateflow doctor, then: {resume}"),
        (r"people translate it", "Translate them at the desk or in locales/."),
        (r"does not translate|no mode|no pair", "Name an engine that can under [languages.<L>] engines, then: {again}"),
        (r"status 429|busy|left alone|too many", "Give it a while, then: {resume}"),
        (
            r"status 5|web page|no answer|reached|connection|unreachable|in time|cut",
            "See with translateflow doctor whether it is back, then: {resume}",
        ),
        (r"given up after", "Look into the workers' log at these segments, then: {resume}"),
        (r"tags? |masking|numbers?", "Translate them at the desk or in locales/: the engine cannot keep their markup."),
    )
)
_OTHERWISE = "Try again with {resume}, or translate them at the desk or in locales/."


@dataclass(frozen=True, slots=True)
class Trouble:
    """Failed items that share a reason. `languages` counts them; `examples` are the first few."""

    reason: str
    count: int
    languages: Mapping[str, int]
    advice: str
    examples: Sequence[Item] = field(default_factory=tuple)


def group_failures(failures: Iterable[Item], *, examples: int = 5) -> tuple[Trouble, ...]:
    """Group failed items by reason, the most frequent first."""
    by_reason: dict[str, list[Item]] = {}
    for item in failures:
        by_reason.setdefault(item.reason, []).append(item)
    groups = sorted(by_reason.items(), key=lambda group: -len(group[1]))
    return tuple(
        Trouble(
            reason=reason,
            count=len(items),
            languages=dict(Counter(item.language for item in items).most_common()),
            advice=advise(reason, items[0].job),
            examples=tuple(items[:examples]),
        )
        for reason, items in groups
    )


def advise(reason: str, job: int) -> str:
    """Say what to do about items of a job that failed for this reason."""
    # A chain of engines: the first named failed last, and decides.
    first = reason.partition("; before it ")[0]
    found = next((advice for pattern, advice in _ADVICE if pattern.search(first)), _OTHERWISE)
    return found.format(job=job, resume=f"translateflow jobs resume {job}", again="translateflow translate")
