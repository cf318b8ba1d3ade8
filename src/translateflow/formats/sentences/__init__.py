"""Where sentences end: `sentencex`, and the rules that press texts need on top of it."""

from __future__ import annotations

from translateflow.formats.sentences.splitter import split_sentences

__all__ = ["split_sentences"]
