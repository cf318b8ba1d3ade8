"""A text -> its sentences."""

from __future__ import annotations

import sentencex

from translateflow.model.language import base_language


def split_sentences(text: str, language: str) -> list[str]:
    """Split a paragraph into sentences, each with the white space behind it; joined they are the text."""
    return list(sentencex.segment(base_language(language), text))
