"""Tags: the same multiset, well nested; and what only looks like one."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from translateflow.checks.finding import Finding
from translateflow.model.markup import find_tag_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair

# Elements of HTML only: `<file>` in a text about commands is a word like any other.
_LITERAL_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|cite|code|del|dd|div|dl|dt|em|figure|font|h[1-6]|hr|i|iframe|img|ins|kbd|li|mark|ol"
    r"|p|pre|q|s|samp|script|small|span|strong|style|sub|sup|table|td|th|tr|tt|u|ul|var|x|g|bpt|ept|ph)[0-9]*"
    r"(?:\s+[A-Za-z:-]+=(?:\"[^\"<>]*\"|'[^'<>]*'))*\s*/?>"
)


def check_tags(pair: Pair) -> Iterator[Finding]:
    """Ask for every tag of the source as often, opened before it is closed, none across another."""
    if "<" not in pair.source and "<" not in pair.target:
        return
    if pair.context.shapes:
        for fault in find_tag_faults(pair.target, pair.context.shapes):
            yield Finding(f"{fault[0].upper()}{fault[1:]}.")
    own = {f"{lead}{shape.name}{end}" for shape in pair.context.shapes for lead, end in _FORMS}
    source, target = (
        Counter(tag for tag in _LITERAL_TAG.findall(text) if tag not in own) for text in (pair.source, pair.target)
    )
    for tag in source - target:
        yield Finding(f"{tag} is missing in the translation.", tag)
    for tag in target - source:
        yield Finding(f"{tag} is not a tag of this segment and would be shown to readers as it stands.", "", tag)


_FORMS = (("<", ">"), ("</", ">"), ("<", "/>"))
