"""Scripts: the text is in the target language's, and no word mixes two."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translateflow.checks.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair

_LETTERS = {
    "Latn": "A-Za-zÀ-ɏḀ-ỿ",
    "Cyrl": "Ѐ-ӿ",
    "Arab": "؀-ۿݐ-ݿ",
    "Grek": "Ͱ-Ͽἀ-῿",
    "Hebr": "֐-׿",
    "Jpan": "぀-ヿ一-鿿",
    "Hans": "一-鿿",
    "Hant": "一-鿿",
    "Kore": "가-힯",
    "Deva": "ऀ-ॿ",
    "Thai": "฀-๿",
    "Geor": "Ⴀ-ჿ",
    "Armn": "԰-֏",
}
_OF_SCRIPT = {script: re.compile(f"[{letters}]") for script, letters in _LETTERS.items()}
_LATIN_WORD = re.compile(r"(?<![\w<{%./@:-])[a-zß-ÿ]{3,}(?![\w>}./@:(-])")
_CYRILLIC_RUN = re.compile(r"[Ѐ-ӿ]{2,}")
_MIXED = re.compile(r"(?:[A-Za-z]+[Ѐ-ӿ]|[Ѐ-ӿ]+[A-Za-z])[A-Za-zЀ-ӿ]*")
_CYRILLIC = _OF_SCRIPT["Cyrl"]
_TOUCHING = re.compile(r"[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
# Letters of the two alphabets that look the same (Unicode confusables, those of common fonts).
_LATIN_TWINS = frozenset("aceiopxyABCEHIKMOPTXYj")
_CYRILLIC_TWINS = frozenset("асеіорхуАВСЕНІКМОРТХУј")
_FEWEST_WORDS = 4


def check_script(pair: Pair) -> Iterator[Finding]:
    """Ask for text in the target language's script, where the source has words to translate."""
    expected = _OF_SCRIPT.get(pair.target_profile.script)
    if expected is None:
        return
    target = pair.target_plain
    if pair.target_profile.script != "Latn":
        if not expected.search(target) and len(_LATIN_WORD.findall(target)) >= _FEWEST_WORDS:
            yield Finding("The translation has no letter of the target language's script.", "", target)
    elif not target.isascii():
        foreign = _CYRILLIC_RUN.search(target)
        if foreign and foreign[0] not in pair.source and not _MIXED.search(target):
            yield Finding(f"“{foreign[0]}” is written in another script.", "", foreign[0])


def check_look_alikes(pair: Pair) -> Iterator[Finding]:
    """Find words in which a letter of another alphabet stands for one that looks like it."""
    if pair.target.isascii():
        return
    if not _CYRILLIC.search(pair.target) or not _TOUCHING.search(pair.target):
        return
    for match in _MIXED.finditer(pair.target):
        word = match[0]
        latin = {letter for letter in word if letter.isascii()}
        cyrillic = {letter for letter in word if not letter.isascii()}
        if word not in pair.source and (latin <= _LATIN_TWINS or cyrillic <= _CYRILLIC_TWINS):
            yield Finding(f"“{word}” mixes Latin and Cyrillic letters that look alike.", "", word)
            return
