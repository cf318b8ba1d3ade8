"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from translateflow.errors import UnknownLanguageError
from translateflow.model.language import base_language, parse_language

if TYPE_CHECKING:
    from collections.abc import Mapping

# Below this the guesser is wrong too often; the newsroom's language is the better guess.
SHORTEST_TEXT = 60
_SURE = 0.85
_READ = 5_000
_LETTERS = re.compile(r"[^\W\d_]")
# Two literary forms that the guesser knows under their macro-language's or an old code.
_SPELLINGS: Mapping[str, str] = {"no": "nb", "zh": "zh-Hans"}


def guess_language(text: str, default_language: str) -> tuple[str, str]:
    """Give a text's language and how it was found: the newsroom's when the text is short or the guess unsure."""
    sample = text[:_READ]
    if len(_LETTERS.findall(sample)) < SHORTEST_TEXT:
        return default_language, "the newsroom's language; the text is too short to tell"
    label, probability = _identifier().classify(sample)
    if probability < _SURE:
        return default_language, "the newsroom's language; the text does not tell clearly"
    if label in {base_language(default_language), default_language}:
        return default_language, "the words of the text"
    try:
        return parse_language(_SPELLINGS.get(label, label)), "the words of the text"
    except UnknownLanguageError:
        return default_language, "the newsroom's language; the text does not tell clearly"


@cache
def _identifier() -> Any:
    from py3langid import langid  # noqa: PLC0415 — loads NumPy and a model, 300 ms that only imports pay

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
