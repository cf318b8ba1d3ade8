"""What a translation engine leaves behind: unknown-word marks, masks, entities, service messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translateflow.checks.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair

_SUSPECT = re.compile(r"[*@#⟦⟧<_&\[]|[A-Z]{4}|Error |That’s")  # what every pattern below needs
_UNKNOWN_WORD = re.compile(r"(?<![\w*@#/\\.])[*@#](?=[^\W\d_])[^\W_]+(?![*\w@]|\.\w)")
_MASK = re.compile(r"[⟦⟧]|<x id=|__[A-Z]+_*\d+__|XPH\d|PLACEHOLDER\d|\[\[\d+\]\]|ZZZ\d+ZZZ")
_ENTITY = re.compile(r"&(?:#[0-9]{2,6}|#x[0-9a-fA-F]{2,6}|amp|lt|gt|quot|apos|nbsp);")
_MESSAGE = re.compile(
    r"MYMEMORY WARNING|INVALID (?:LANGUAGE|SOURCE|TARGET)|QUERY LENGTH LIMIT|Error \d{3} \(|NO QUERY SPECIFIED|"
    r"TRANSLATED\.NET|That’s an error\.|PLEASE SELECT TWO DISTINCT LANGUAGES"
)


def check_marks(pair: Pair) -> Iterator[Finding]:
    """Find what an engine left: an `*unknown` word, a mask, `&#39;`, a message of the service."""
    target = pair.target
    if not _SUSPECT.search(target):
        return
    for pattern, what in _LEFTOVERS:
        match = pattern.search(target)
        if match and match[0] not in pair.source and not (pattern is _UNKNOWN_WORD and match[0][0] in pair.source):
            yield Finding(f"{what} was left in the translation: “{match[0]}”.", "", match[0])


_LEFTOVERS = (
    (_UNKNOWN_WORD, "An engine's mark of an unknown word"),
    (_MASK, "An engine's mask"),
    (_ENTITY, "An HTML entity"),
    (_MESSAGE, "A message of the service"),
)
