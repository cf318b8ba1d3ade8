"""The tags inside a segment's text, tokenized.

The one place that decides what is a tag and what is literal text: formats render by it, engines mask by it, checks
compare by it. A tag is exactly `<name>`, `</name>` or `<name/>` of one of the segment's own shapes; everything
else, `x < 5` and `<script>` included, is literal text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from translateflow.model.segment import TagShape

TAG_LIKE = re.compile(r"<(/?)([a-z][a-z0-9]*)(/?)>")


class Mark(Enum):
    """What a tag token does."""

    OPEN = "open"
    CLOSE = "close"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class TagToken:
    """One tag in a text. `text` is how it stands there."""

    name: str
    mark: Mark

    @property
    def text(self) -> str:
        """The tag as written in a segment."""
        return {Mark.OPEN: f"<{self.name}>", Mark.CLOSE: f"</{self.name}>", Mark.ALONE: f"<{self.name}/>"}[self.mark]


Token = str | TagToken


def tokenize(text: str, shapes: Iterable[TagShape]) -> tuple[Token, ...]:
    """Split a text into literal strings and the segment's own tags; joining the tokens' texts gives it back."""
    paired = {shape.name: shape.paired for shape in shapes}
    if not paired or "<" not in text:
        return (text,) if text else ()
    tokens: list[Token] = []
    literal_from = 0
    for match in TAG_LIKE.finditer(text):
        token = _own_tag(match, paired)
        if token is None:
            continue
        if match.start() > literal_from:
            tokens.append(text[literal_from : match.start()])
        tokens.append(token)
        literal_from = match.end()
    if literal_from < len(text):
        tokens.append(text[literal_from:])
    return tuple(tokens)


def _own_tag(match: re.Match[str], paired: dict[str, bool]) -> TagToken | None:
    slash, name, alone = match.groups()
    if name not in paired or (slash and alone):
        return None
    if alone:
        return None if paired[name] else TagToken(name, Mark.ALONE)
    if not paired[name]:
        return None
    return TagToken(name, Mark.CLOSE if slash else Mark.OPEN)


def plain_text(text: str, shapes: Iterable[TagShape]) -> str:
    """Give the text as readers read it: without tags, a line break as a space."""
    words = [
        token if isinstance(token, str) else (" " if token.mark is Mark.ALONE else "")
        for token in tokenize(text, shapes)
    ]
    return re.sub(r"[ \t\n]+", " ", "".join(words)).strip()


def find_tag_faults(text: str, shapes: Iterable[TagShape]) -> tuple[str, ...]:
    """Say what is wrong with the tags of a translation; empty when it has each tag once and well nested.

    `shapes` is the multiset the text must carry: a tag is unique in its segment (numbers make it so), except that
    an attribute-free pair such as `<em>` may stand several times in the source and is then listed several times.
    """
    shapes = tuple(shapes)
    tags = [token for token in tokenize(text, shapes) if isinstance(token, TagToken)]
    return (*_nesting_faults(tags), *_count_faults(tags, shapes))


def _nesting_faults(tags: list[TagToken]) -> list[str]:
    stack: list[str] = []
    faults: list[str] = []
    for tag in tags:
        if tag.mark is Mark.OPEN:
            stack.append(tag.name)
        elif tag.mark is Mark.CLOSE and tag.name in stack:
            if stack[-1] != tag.name:
                faults.append(f"<{tag.name}> and <{stack[-1]}> overlap")
            del stack[len(stack) - 1 - stack[::-1].index(tag.name)]  # the innermost of equal names
        elif tag.mark is Mark.CLOSE:
            faults.append(f"</{tag.name}> closes nothing")
    return faults + [f"<{name}> is never closed" for name in stack]


def _count_faults(tags: list[TagToken], shapes: tuple[TagShape, ...]) -> list[str]:
    wanted = Counter(shape.name for shape in shapes)
    found = Counter(tag.name for tag in tags if tag.mark is not Mark.CLOSE)
    faults = []
    for name, count in wanted.items():
        if found[name] < count:
            faults.append(f"tag {name} is missing")
        elif found[name] > count:
            faults.append(f"tag {name} stands {found[name]} times instead of {count}")
    return faults
