"""Untranslated text: the source come back as it is, or a long stretch of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translateflow.checks.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair

_WORD = re.compile(r"(?<![\w./@:<>{}%$`*_\\-])[^\W\d_]+(?![\w./@<>{}%$`*_\\-]\w|\()")
_FEWEST_COMMON_WORDS = 3
_STRETCH = 6


def check_copy(pair: Pair) -> Iterator[Finding]:
    """Ask that the translation is not the source come back; names, short titles and texts without words may be."""
    source, target = pair.source_plain.lstrip(), pair.target_plain.lstrip()
    if pair.source_profile.language == pair.target_profile.language:
        return
    if source[:1].casefold() == target[:1].casefold() and source.strip().casefold() == target.strip().casefold():
        if len(_common_words(source)) >= _FEWEST_COMMON_WORDS:
            yield Finding("The translation is the source text, unchanged.", source, target)
        return
    stretch = _copied_stretch(source, target)
    if stretch:
        yield Finding(f"Words of the source stand untranslated: “{stretch}”.", stretch, stretch)


def _common_words(text: str) -> list[str]:
    """Give the words that are no names: those in lower case."""
    return [word for word in _WORD.findall(text) if word.islower()]


def _copied_stretch(source: str, target: str) -> str:
    words = source.split()
    # Every stretch holds exactly one of these posts: only around those that recur is it worth looking.
    for post in range(_STRETCH - 1, len(words), _STRETCH):
        if words[post] not in target:
            continue
        for start in range(post - _STRETCH + 1, min(post, len(words) - _STRETCH) + 1):
            stretch = " ".join(words[start : start + _STRETCH])
            if stretch in target and len(_common_words(stretch)) == _STRETCH:
                return stretch
    return ""
