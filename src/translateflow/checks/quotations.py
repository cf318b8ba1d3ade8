"""Quotation marks: paired, and in the style of the target language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translateflow.checks.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair

_DOUBLE = re.compile('["“”„«»「」『』]')
_TYPOGRAPHIC = re.compile("[“”„«»「」『』]")
_INCHES = re.compile(r"(?<=\d)\"")


def check_quotations(pair: Pair) -> Iterator[Finding]:
    """Ask that quotation marks come in pairs, and in the marks that the target language uses."""
    target = _DOUBLE.findall(pair.target_plain)
    source = _DOUBLE.findall(pair.source_plain)
    if not source and not target:
        return
    if len(target) % 2 and not len(source) % 2 and not _INCHES.search(pair.target_plain):
        yield Finding("A quotation mark has no partner.", "".join(source), "".join(target))
    elif source and not target and "'" not in pair.target and "‘" not in pair.target and "`" not in pair.target:
        yield Finding("The quotation marks of the source are missing in the translation.", "".join(source), "")
    own = set("".join(pair.target_profile.quotes))
    if own and _TYPOGRAPHIC.search(pair.source_plain):
        foreign = [mark for mark in dict.fromkeys(target) if mark not in own]
        if foreign:
            usual = pair.target_profile.quotes[0]
            yield Finding(
                f"“{''.join(foreign)}” is not a quotation mark of the target language, which writes {usual}.",
                "".join(source),
                "".join(foreign),
            )
