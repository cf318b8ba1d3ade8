"""Which stored languages serve an asked one. Pure.

A unit is useful beyond the exact tag: memories of other tools say `de-DE` where a newsroom says `de`. But only a region
may be missing on one side; two different regions, scripts or varieties are different languages to a reader
(`pt-BR` and `pt-PT`, `zh-Hans` and `zh-Hant`, `de` and `de-simple`).
"""

from __future__ import annotations

import re

_REGION = re.compile(r"[A-Z]{2}|[0-9]{3}")


def serves(stored: str, asked: str) -> bool:
    """Whether text stored for one language can be offered for another, both in canonical spelling."""
    if stored == asked:
        return True
    return _without_region(stored) == asked or stored == _without_region(asked)


def _without_region(tag: str) -> str:
    head, *rest = tag.split("-")
    return "-".join([head, *(part for part in rest if not _REGION.fullmatch(part))])
