"""Placeholders: `%s`, `%(name)s`, `{name}`, `${name}`."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from translateflow.checks.finding import Finding, changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair

_PLACEHOLDER = re.compile(
    r"(?<![%\d])%(?:\([A-Za-z_]\w*\)|[0-9]+\$)?[-+#0I]*(?:[0-9]+)?(?:\.[0-9]+)?(?:hh|h|ll|l|z|j|t|L)?[sdiufFeEgGxXoc](?![A-Za-z0-9])"
    r"|\$\{[A-Za-z_][\w.]*\}|\{\{\s*[A-Za-z_][\w.]*\s*\}\}|\{[A-Za-z_]?[\w.]*(?:![rsa])?\}"
)
_POSITION = re.compile(r"%(?:[0-9]+\$)?I?(?=.)")


def check_placeholders(pair: Pair) -> Iterator[Finding]:
    """Ask that every placeholder of the source stands in the translation as often."""
    if "%" not in pair.source and "{" not in pair.source and "{" not in pair.target:
        return
    source, target = (Counter(_names(text)) for text in (pair.source, pair.target))
    for name in source - target:
        yield changed("placeholder", name, "", doubtful=name in target)
    for name in target - source:
        yield changed("placeholder", "", name, doubtful=name in source)


def _names(text: str) -> list[str]:
    """Give the placeholders of a text, without what puts one in another order (`%2$s`) or other digits (`%Id`)."""
    return [_POSITION.sub("%", name) for name in _PLACEHOLDER.findall(text)]
