"""Characters that nobody sees, and characters that a broken encoding leaves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translateflow.checks.finding import Finding
from translateflow.model.language import text_direction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair

_INVISIBLE = re.compile(
    "[\u00ad\u200b\u2060\ufeff\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029\u034f\u115f\u3164]"
)
_DIRECTION_MARKS = frozenset("\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
_BROKEN = re.compile(
    "[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff]|Ã[\u00a0-\u00bf¼¤¶Ÿ]|â€[œ™“”\u0153\u009d–]|Ð[°-¿]Ñ|Â[\u00a0«»§°]"
)


def check_invisible(pair: Pair) -> Iterator[Finding]:
    """Find invisible characters that the source lacks; direction marks are welcome in right-to-left languages."""
    if pair.target.isascii():
        return
    found = {mark for mark in _INVISIBLE.findall(pair.target) if mark not in pair.source}
    if found and text_direction(pair.context.language) == "rtl":
        opened = sum(pair.target.count(mark) for mark in "\u2066\u2067\u2068")
        if opened == pair.target.count("\u2069"):
            found -= _DIRECTION_MARKS
    for mark in sorted(found):
        yield Finding(f"The invisible character U+{ord(mark):04X} stands in the translation.", "", f"U+{ord(mark):04X}")


def check_broken(pair: Pair) -> Iterator[Finding]:
    """Find what a wrong encoding or a control character has left in the text."""
    match = _BROKEN.search(pair.target)
    if match and match[0] not in pair.source:
        yield Finding(f"{match[0]!r} is a remnant of a wrong encoding.", "", repr(match[0]))
