"""Brackets: opened and closed as in the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translateflow.checks.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair

_BRACKET = re.compile(r"[()\[\]{}（）［］【】]")
_WIDE = str.maketrans("（）［］【】", "()[][]")
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"))
_EMOTICON_OR_LIST = re.compile(r"[:;]-?[()]|(?:^|\s)\w{1,2}\)")


def check_brackets(pair: Pair) -> Iterator[Finding]:
    """Ask that every bracket that is opened is closed, where the source does so."""
    if not _BRACKET.search(pair.target_plain):
        return
    target = _brackets(pair.target_plain)
    source = _brackets(pair.source_plain)
    if source == target:
        return
    for opening, closing in _PAIRS:
        unbalanced = target.count(opening) - target.count(closing)
        paired_before = source.count(opening) == source.count(closing)
        if unbalanced and paired_before and not _EMOTICON_OR_LIST.search(pair.target_plain):
            yield Finding(f"{opening} and {closing} do not come in pairs.", source, target)


def _brackets(text: str) -> str:
    return "".join(_BRACKET.findall(text)).translate(_WIDE)
