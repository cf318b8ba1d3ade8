"""What changed between two texts, word by word, as people read it. Pure.

Words are those of Unicode (UAX #29, without dictionaries); in scripts that write no spaces a character stands for a
word; a tag is one word. Changes that have nothing but a small word or a comma between them are shown as one: three
short changes side by side are harder to read than one long one.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from translateflow.model.markup import TAG_LIKE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class DiffKind(StrEnum):
    """What became of a part."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A stretch of text, never empty."""

    kind: DiffKind
    text: str


class _Sign(StrEnum):
    WORD = "word"
    ALONE = "alone"
    SPACE = "space"
    TAIL = "tail"
    OTHER = "other"


# Scripts whose words are not set apart: Thai and Lao, Myanmar, Khmer, Hiragana, Han with its extensions.
_UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3005, 0x3007),
    (0x3040, 0x309F),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
# Rules WB6 to WB12: these hold a word or a figure together where one stands on both sides.
_BETWEEN_LETTERS = frozenset("'’.·:·״")
_BETWEEN_DIGITS = frozenset("'’.,;٫٬")
_JOINERS = frozenset("\u00ad\u200c\u200d\u2060")

_SHORT = 20  # signs: what is longer is a clause that readers recognize as unchanged

_Change = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Words that stayed, then words removed and words added behind them."""


def word_diff(old: str, new: str) -> tuple[DiffPart, ...]:
    """Compare two texts. What is the same or removed joins to `old`, what is the same or added to `new`."""
    if old == new:
        return (DiffPart(DiffKind.SAME, old),) if old else ()
    changes = _merge_close(_slide(_align(split_words(old), split_words(new))))
    parts = [
        DiffPart(kind, "".join(words))
        for change in changes
        for kind, words in zip(DiffKind, change, strict=True)
        if words
    ]
    grouped = groupby(parts, key=lambda part: part.kind)
    return tuple(DiffPart(kind, "".join(part.text for part in run)) for kind, run in grouped)


def split_words(text: str) -> tuple[str, ...]:
    """Split a text into words, spaces, signs and tags; joining them gives it back."""
    words: list[str] = []
    at = 0
    for tag in TAG_LIKE.finditer(text):
        words += _split_plain(text[at : tag.start()])
        words.append(tag[0])
        at = tag.end()
    words += _split_plain(text[at:])
    return tuple(words)


def _split_plain(text: str) -> Iterator[str]:
    start = 0
    for at in range(1, len(text)):
        if not _holds_together(text, at):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _holds_together(text: str, at: int) -> bool:
    """Tell whether there is no boundary between the signs before and at this place."""
    before, here = _sign(text[at - 1]), _sign(text[at])
    if here is _Sign.TAIL:
        return True
    if before is _Sign.TAIL:
        before = _base(text, at - 1)
    if before is here:
        return here in {_Sign.WORD, _Sign.SPACE}
    if here is _Sign.WORD:
        return _is_between(text, at - 1)
    return before is _Sign.WORD and _is_between(text, at)


def _base(text: str, at: int) -> _Sign:
    while at and _sign(text[at]) is _Sign.TAIL:
        at -= 1
    return _sign(text[at])


def _is_between(text: str, at: int) -> bool:
    """Tell whether this sign holds what stands on its two sides together."""
    if not 0 < at < len(text) - 1 or _sign(text[at + 1]) is not _Sign.WORD or _base(text, at - 1) is not _Sign.WORD:
        return False
    digits = text[at - 1].isdigit() and text[at + 1].isdigit()
    letters = not text[at - 1].isdigit() and not text[at + 1].isdigit()
    return (digits and text[at] in _BETWEEN_DIGITS) or (letters and text[at] in _BETWEEN_LETTERS)


@lru_cache(maxsize=4096)
def _sign(sign: str) -> _Sign:
    category = unicodedata.category(sign)
    if category[0] == "M" or sign in _JOINERS:
        return _Sign.TAIL
    if sign.isspace():
        return _Sign.SPACE
    if category[0] in "LN" or sign == "_":
        code = ord(sign)
        unspaced = category != "Nd" and any(first <= code <= last for first, last in _UNSPACED)
        return _Sign.ALONE if unspaced else _Sign.WORD
    return _Sign.OTHER


def _is_word(word: str) -> bool:
    return TAG_LIKE.fullmatch(word) is not None or _sign(word[0]) in {_Sign.WORD, _Sign.ALONE}


def _align(old: tuple[str, ...], new: tuple[str, ...]) -> list[_Change]:
    """Find the longest common sequence. Spaces and signs count only behind the same word: no text holds by its gaps."""
    found: list[_Change] = []
    same: tuple[str, ...] = ()
    for step in LCSseq.opcodes(_keys(old), _keys(new)):
        if step.tag == "equal":
            same = old[step.src_start : step.src_end]
            continue
        found.append((same, old[step.src_start : step.src_end], new[step.dest_start : step.dest_end]))
        same = ()
    return [*found, (same, (), ())] if same else found


def _keys(words: Sequence[str]) -> list[tuple[str, str]]:
    keys: list[tuple[str, str]] = []
    last = ""
    for word in words:
        if _is_word(word):
            last = word
            keys.append(("", word))
        else:
            keys.append((last, word))
    return keys


def _slide(changes: Iterable[_Change]) -> list[_Change]:
    """Give back what both sides of a change begin or end with: a comma behind another word has not changed."""
    found: list[_Change] = []
    for same, removed, added in _joined(changes):
        head = _common(removed, added)
        tail = _common(removed[head:][::-1], added[head:][::-1])
        found.append(
            (
                (*same, *removed[:head]),
                removed[head : len(removed) - tail],
                added[head : len(added) - tail],
            )
        )
        if tail:
            found.append((removed[len(removed) - tail :], (), ()))
    return _joined(found)


def _joined(changes: Iterable[_Change]) -> list[_Change]:
    """Put together what has nothing between it."""
    found: list[_Change] = []
    for same, removed, added in changes:
        if found and not same:
            before = found.pop()
            found.append((before[0], (*before[1], *removed), (*before[2], *added)))
        elif found and not found[-1][1] and not found[-1][2]:
            found.append(((*found.pop()[0], *same), removed, added))
        else:
            found.append((same, removed, added))
    return found


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def _merge_close(changes: Sequence[_Change]) -> list[_Change]:
    """Make one of neighbours that have less between them than either of them changes."""
    found: list[_Change] = []
    for change in changes:
        merged = change
        while found and _is_close(found[-1], merged):
            before, (same, removed, added) = found.pop(), merged
            merged = (before[0], (*before[1], *same, *removed), (*before[2], *same, *added))
        found.append(merged)
    return found


def _is_close(one: _Change, other: _Change) -> bool:
    if not any(one[1:]) or not any(other[1:]):
        return False
    between = "".join(other[0])
    if not any(map(_is_word, other[0])):
        return True
    return len(between) <= min(_size(one), _size(other), _SHORT)


def _size(change: _Change) -> int:
    return max(len("".join(change[1])), len("".join(change[2])))
