"""What a unit of translation is: the newsroom's choice."""

from __future__ import annotations

from enum import StrEnum


class Segmentation(StrEnum):
    """The value of `segmentation` in `translateflow.toml`."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
