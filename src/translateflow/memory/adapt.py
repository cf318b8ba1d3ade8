"""A near match made to fit: the one number that differs is put right where nothing can be misunderstood."""

from __future__ import annotations

import re

# Digits with no letter, separator, sign or currency about them: "1.200", "-3", "A4" and "50%" are not safe.
_PLAIN = re.compile(r"(?<![\w.,:/+\-−–'’٫٬])[0-9]+(?![\w:/%‰\-−–'’٫٬]|[.,][0-9])")
_NUMBER_LIKE = re.compile(r"[^\W_]*\d[\w.,:/'’٫٬%\-]*")


def adapt_match(source: str, unit_source: str, unit_target: str) -> str:
    """Give the unit's target with the number of this source, where source and unit differ in one plain number only.

    Unchanged unless all of this holds: both numbers are plain digits, the rest of the two sources is identical, the
    old number stands once in the unit's source and once in its target, and neither is 1, which changes the grammar
    around it. What comes out is a draft like any other near match.
    """
    old, new = _find_difference(source, unit_source)
    if not old or "1" in (old, new):
        return unit_target
    in_target = [match for match in _NUMBER_LIKE.finditer(unit_target) if old in match.group()]
    in_source = [match for match in _NUMBER_LIKE.finditer(unit_source) if old in match.group()]
    places = [match for match in _PLAIN.finditer(unit_target) if match.group() == old]
    if len(places) != 1 or len(in_target) != 1 or len(in_source) != 1:
        return unit_target
    return f"{unit_target[: places[0].start()]}{new}{unit_target[places[0].end() :]}"


def _find_difference(source: str, unit_source: str) -> tuple[str, str]:
    """Give the old and the new number when they are all that differs, else "" twice."""
    old_numbers, new_numbers = _PLAIN.findall(unit_source), _PLAIN.findall(source)
    if _PLAIN.sub("\0", source) != _PLAIN.sub("\0", unit_source):
        return "", ""
    pairs = [(old, new) for old, new in zip(old_numbers, new_numbers, strict=True) if old != new]
    return pairs[0] if len(pairs) == 1 else ("", "")
