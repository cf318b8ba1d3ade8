"""What a catalog does throughout is one thing to decide, not a finding in each of its sentences."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from translateflow.checks.spacing import BREAKING_SPACE, NO_SPACE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translateflow.model.issue import Issue

Name = TypeVar("Name")

LEAST = 3
"""Fewer places are no habit."""

RARE = 5
"""With one place that is right among so many that are not, the habit is the wrong one."""

# What is found in French, and what shows that a catalog knows better.
_HABITS = (
    (BREAKING_SPACE, re.compile("[\u00a0\u202f][!?;:»]|«[\u00a0\u202f]")),
    (NO_SPACE, re.compile("[\u00a0\u202f][!?;:]")),
)


def group_habits(found: Mapping[Name, tuple[Issue, ...]], targets: Mapping[Name, str]) -> dict[Name, tuple[Issue, ...]]:
    """Say once, at its first place, that a catalog leaves out no-break spaces wherever French wants them.

    A catalog that does so by turns is inconsistent: there each place is reported. `targets` are all translations of the
    catalog, `found` their issues in reading order.
    """
    grouped = dict(found)
    for message, better in _HABITS:
        places = [name for name, issues in found.items() if any(issue.message == message for issue in issues)]
        if len(places) < LEAST or sum(1 for text in targets.values() if better.search(text)) > len(places) / RARE:
            continue
        said = f"{message} So in {len(places)} translations of this catalog, this is the first."
        for name in places:
            grouped[name] = tuple(
                replace(issue, message=said) if issue.message == message else issue
                for issue in grouped[name]
                if name == places[0] or issue.message != message
            )
    return {name: issues for name, issues in grouped.items() if issues}
