"""Names that stay as they are: the newsroom's protected words, and what looks like a name of that kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translateflow.checks.finding import Finding, changed
from translateflow.checks.terms import find_source_terms
from translateflow.model.memory import TermStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair

_MIXED_CASE = re.compile(
    r"(?<![\w/@.:<>{}%$`_\\#-])(?:[A-Z][a-z]*[A-Z][A-Za-z]*[a-z][A-Za-z]*|[A-Z][a-z]+[A-Z]+|[a-z]+[A-Z][A-Za-z]+)(?![\w@(`_]|[.:/]\w)"
)
_INNER_CAPITAL = re.compile(r"[A-Z](?:(?<=[a-z].)|[A-Z][a-z])")
_CAPITALS = re.compile(r"(?<![\w<{%$@#/.:=_-])[A-ZÀ-ÞĄĆČĎĐĘĚĞİŁŃŇŐŒŘŚŞŠŤŮŰŹŻŽЀ-ЯҐ]{3,}(?![\w}>@(_-]|[.:/]\w)")
_ROMAN = re.compile(r"[IVXLCDM]+|[A-Z]{3}(?<=EUR|USD|GBP|CHF|PLN|UAH)")
_SCRIPTS_WITH_CAPITALS = frozenset({"Latn", "Cyrl", "Grek", "Armn"})
_NO_NAME = re.compile(r"[A-Z]{2,}s|[IVXLC]+(?:er?|ème)")  # plurals of abbreviations, French ordinals


def check_protected(pair: Pair) -> Iterator[Finding]:
    """Ask that a protected name, or a term that is kept as it is, stands in the translation letter by letter."""
    kept = (term.source for term in find_source_terms(pair) if term.status is TermStatus.KEEP)
    for name in (*pair.context.protected, *kept):
        if name and name not in pair.target_plain and stands_alone(name, pair.source_plain):
            yield changed("protected name", name, "")


def stands_alone(name: str, text: str) -> bool:
    """Whether a name stands in a text as a word, not as a part of another."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def check_names(pair: Pair) -> Iterator[Finding]:
    """Expect a name with capitals inside, such as `IntMK` or `YouTube`, in the translation as it is."""
    names = _MIXED_CASE.findall(pair.source_plain) if _INNER_CAPITAL.search(pair.source_plain) else ()
    for name in dict.fromkeys(names):
        if name.lower() in pair.source_profile.units or name in pair.context.protected:
            continue
        if name not in pair.target_plain and not _NO_NAME.fullmatch(name):
            yield changed("name", name, "")


def check_abbreviations(pair: Pair) -> Iterator[Finding]:
    """Expect an abbreviation in capitals in the translation, or another one in its place (`EU` is `UE` in French).

    Scripts without capitals spell abbreviations out; there nothing is expected.
    """
    if pair.target_profile.script not in _SCRIPTS_WITH_CAPITALS:
        return
    source = _abbreviations(pair.source_plain)
    if not source or pair.source_plain.isupper():
        return
    missing = [name for name in source if name not in pair.target_plain and not _is_label(name, pair.source_plain)]
    replaced = [name for name in _abbreviations(pair.target_plain) if name not in pair.source_plain]
    if len(missing) > len(replaced) and missing[0] not in pair.context.protected:
        yield changed("abbreviation", missing[0], "")


def _is_label(name: str, text: str) -> bool:
    """Whether a word in capitals heads the text, as in “WARNING: …”, and abbreviates nothing."""
    return text.lstrip().startswith(f"{name}:")


def _abbreviations(text: str) -> list[str]:
    """Give the different words of three capitals and more, Roman numerals and codes beside figures left out."""
    return [name for name in dict.fromkeys(_CAPITALS.findall(text)) if not _ROMAN.fullmatch(name)]
