"""The rules of each language, read from `languages/<language>.toml` once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from translateflow.model.language import base_language

_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Rules:
    """What `languages/README.md` says; words without the full stop behind them."""

    never: frozenset[str] = frozenset()
    sometimes: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    before_ordinals: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    ordinals: bool = False
    small_starts: bool = False
    trusted: bool = False
    attributions: re.Pattern[str] = _NOTHING


@cache
def rules_of(language: str) -> Rules:
    """Give the rules of a language; the general ones when it has none of its own."""
    file = files("translateflow.formats.sentences") / "languages" / f"{base_language(language)}.toml"
    if not file.is_file():
        return Rules()
    values = tomllib.loads(file.read_text(encoding="utf-8"))
    attributions = values.get("attributions")
    return Rules(
        never=_words(values, "never"),
        sometimes=_words(values, "sometimes"),
        last=_words(values, "last"),
        starters=_words(values, "starters"),
        before_ordinals=_words(values, "before_ordinals"),
        months=_words(values, "months"),
        ordinals=values.get("ordinals", False),
        small_starts=values.get("small_starts", False),
        trusted=values.get("trusted", False),
        attributions=re.compile(attributions) if attributions else _NOTHING,
    )


def _words(values: dict[str, str], key: str) -> frozenset[str]:
    return frozenset(word for word in values.get(key, "").split())
