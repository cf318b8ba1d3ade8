"""Lists that somebody typed into one paragraph: `1. … 2. … 3. …`."""

from __future__ import annotations

import re

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "")
_FIRST = re.compile(
    r"\s*[•⁃·*-]?\s?(?:(?P<number>\d{1,2})|(?P<roman>i{1,3}|i[vx]|vi{1,3}|xi{1,2})|(?P<letter>[a-z]))(?P<stop>\.\)|\.|\))\s"
)


def find_list_items(text: str) -> dict[int, int]:
    """Give where the items of a typed list begin, and where their text does.

    Empty unless the text is such a list from its start.
    """
    first = _FIRST.match(text)
    if first is None:
        return {}
    starts = {0: first.end()}
    marker = first["number"] or first["roman"] or first["letter"]
    position = first.end()
    while True:
        marker = _next_marker(marker)
        following = re.compile(rf"(?<=\s)[•⁃·*-]?\s?{marker}{re.escape(first['stop'])}\s").search(text, position)
        if not marker or following is None:
            return starts if len(starts) > 1 else {}
        position = starts[following.start()] = following.end()


def _next_marker(marker: str) -> str:
    if marker.isdigit():
        return str(int(marker) + 1)
    if marker in _ROMAN:
        return _ROMAN[_ROMAN.index(marker) + 1]
    return chr(ord(marker) + 1)
