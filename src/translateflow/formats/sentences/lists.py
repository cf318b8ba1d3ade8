"""Lists that somebody typed into one paragraph: `1. … 2. … 3. …`."""

from __future__ import annotations

import re

_FIRST = re.compile(r"\s*[•⁃·*-]?\s?(?:(?P<number>\d{1,2})|(?P<letter>[a-z]))(?P<stop>\.\)|\.|\))\s")


def find_list_items(text: str) -> dict[int, int]:
    """Give where the second and later items of a typed list begin, and where their text does.

    Empty unless the text is such a list from its start.
    """
    first = _FIRST.match(text)
    if first is None:
        return {}
    starts: dict[int, int] = {}
    marker = first["number"] or first["letter"]
    position = first.end()
    while True:
        marker = _next_marker(marker)
        following = re.compile(rf"(?<=\s)[•⁃·*-]?\s?{marker}{re.escape(first['stop'])}\s").search(text, position)
        if following is None:
            return starts
        position = starts[following.start()] = following.end()


def _next_marker(marker: str) -> str:
    return str(int(marker) + 1) if marker.isdigit() else chr(ord(marker) + 1)
