"""White space: at the ends, doubled, and where a language's typography asks for a particular one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translateflow.checks.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair

NO_SPACE = "French sets a (narrow) no-break space here."
BREAKING_SPACE = "This space must be a (narrow) no-break space."

_DOUBLED = re.compile(r"(?<=[^\s.!?。]) {2,}(?=\S)")
_BEFORE_MARK = re.compile(r"[^\W\d_] [,.](?=\s|$)(?!\.\.)")
_FRENCH_MARK = re.compile(r"[!?;:«»]")
_FRENCH_BARE = re.compile(
    r"(?<!%)(?<!%[^\W\d_])[^\W\d_](?:[!?](?![\w/=]|[!?.…)])|;(?=\s)|:(?=\s))|«(?=[^\s\u202f\u00a0])|(?<=[^\s\u202f\u00a0])»"
)
_FRENCH_BREAKING = re.compile(r"[^\W\d_)»] [!?;:](?=\s|$)|« | »")


def check_whitespace(pair: Pair) -> Iterator[Finding]:
    """Ask for the same white space at both ends as the source has."""
    source, target = pair.source, pair.target
    for place, mine, theirs in (
        ("begins", source[: len(source) - len(source.lstrip())], target[: len(target) - len(target.lstrip())]),
        ("ends", source[len(source.rstrip()) :], target[len(target.rstrip()) :]),
    ):
        if mine != theirs:
            yield Finding(f"The translation {place} with other white space than the source.", repr(mine), repr(theirs))


def check_spacing(pair: Pair) -> Iterator[Finding]:
    """Find doubled spaces, spaces before a full stop or comma and, in French, no no-break space where one belongs."""
    doubled = _DOUBLED.search(pair.target) if "  " in pair.target else None
    if doubled and not _DOUBLED.search(pair.source):
        yield Finding("Two spaces stand side by side.", "", _around(pair.target, doubled))
    stray = _BEFORE_MARK.search(pair.target) if " ," in pair.target or " ." in pair.target else None
    if stray and not _BEFORE_MARK.search(pair.source):
        yield Finding("A space stands before a mark that follows its word.", "", stray[0])
    if pair.target_profile.language == "fr" and not pair.context.language.endswith(("CA", "CH")):
        yield from _check_french(pair.target)


def _check_french(text: str) -> Iterator[Finding]:
    if not _FRENCH_MARK.search(text):
        return
    bare = _FRENCH_BARE.search(text)
    if bare:
        yield Finding(NO_SPACE, "", _around(text, bare))
    breaking = _FRENCH_BREAKING.search(text)
    if breaking:
        yield Finding(BREAKING_SPACE, "", _around(text, breaking))


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 12) : match.end() + 12]
