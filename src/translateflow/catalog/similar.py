"""How alike two sentences are, and which ones are worth comparing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translateflow.model.segment import Key

# Words; scripts without spaces between words count character by character.
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\w+")
_SAME_ROLE = 0.02
_SHORT = 2
_RARE = 20
_BEST = 6
_NEIGHBOURS = range(-3, 4)


class Likeness:
    """A measure from 0 to 1 with the words of each sentence remembered.

    Unrelated sentences of one language share half of their letters in order, but few words: so the share of common
    words in order counts. Where no more than two words differ, as in a heading with a typo, letters count too, as far
    as more than half of them are the same.
    """

    def __init__(self) -> None:
        self._words: dict[str, list[str]] = {}

    def __call__(self, old: Key, new: Key) -> float:
        """Compare two sentences; of two that are alike, the one with the same role is a little more so."""
        theirs, ours = self.words(old.text), self.words(new.text)
        score: float = Indel.normalized_similarity(theirs, ours)
        if max(len(theirs), len(ours)) <= _SHORT + score * (len(theirs) + len(ours)) / 2:
            score = max(score, 2 * fuzz.ratio(old.text, new.text) / 100 - 1)
        return score + (_SAME_ROLE if old.role is new.role else 0)

    def words(self, text: str) -> list[str]:
        """Give the words of a sentence, folded."""
        found = self._words.get(text)
        if found is None:
            found = self._words[text] = _WORD.findall(text.casefold())
        return found

    def candidates(self, old: Sequence[Key], new: Sequence[Key]) -> Iterator[tuple[int, int]]:
        """Give the pairs of indices worth comparing: they share rare words, or stand in the same relative place."""
        holders: dict[str, list[int]] = defaultdict(list)
        for i, key in enumerate(old):
            for word in set(self.words(key.text)):
                holders[word].append(i)
        rare = {word: found for word, found in holders.items() if len(found) <= _RARE}
        for j, key in enumerate(new):
            shared = Counter(i for word in set(self.words(key.text)) for i in rare.get(word, ()))
            middle = j * len(old) // len(new)
            near = {middle + step for step in _NEIGHBOURS if 0 <= middle + step < len(old)}
            for i in near | {i for i, _ in shared.most_common(_BEST)}:
                yield i, j
