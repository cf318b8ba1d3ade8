"""The patterns of web servers choose the language that `serve` chooses, whatever a browser asks for."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from translateflow.hosting.wishes import choice, excluded_patterns, levels
from translateflow.model.negotiation import choose_language

LANGUAGES = ("de", "en", "uk", "ar", "zh-Hans", "de-simple", "nb", "pt-BR", "sr-Latn")
TAGS = (
    *LANGUAGES,
    *("de-AT", "en-US", "no", "nn", "zh", "zh-TW", "zh-Hant-HK", "zh-CN", "pt", "pt-PT", "sr", "sr-Cyrl", "ar-EG"),
    *("fr", "tlh", "*", "de-DE-1996", "bs", "hr", "da"),
)
QUALITIES = ("", ";q=1", ";q=0", "; q=0.9", ";q=0.85", ";q=0.8", ";q=0.5", ";q=0.05", ";q=0.0", ";q=1.000")
LEVELS = [(level, re.compile(level.pattern)) for level in levels()]
CHOICE = {language: choice(LANGUAGES, language) for language in ("de", "en")}


def _choose(available: tuple[str, ...], header: str, default: str) -> str | None:
    """Do with the patterns what a server does."""
    asked = f",{header},"
    wishes = ""
    for _, pattern in LEVELS:
        if found := pattern.search(asked):
            wishes += "".join(f"{wish or ''}," for wish in found.groups())
    allowed = [language for language in available if not _is_excluded(language, asked)]
    found = re.search(CHOICE[default].pattern, f"{wishes}|,{','.join(allowed)},")
    if found:
        return next(group for group in found.groups() if group)
    order = (default, *LANGUAGES)
    return next((each for pool in (allowed, available) for each in order if each in pool), None)


def _is_excluded(language: str, asked: str) -> bool:
    return next((no for pattern, no in excluded_patterns(language) if re.search(pattern, asked)), False)


@settings(max_examples=100, deadline=None)
@given(
    available=st.lists(st.sampled_from(LANGUAGES), min_size=1, unique=True),
    wishes=st.lists(st.tuples(st.sampled_from(TAGS), st.sampled_from(QUALITIES)), max_size=3, unique_by=lambda w: w[0]),
    default=st.sampled_from(("de", "en")),
)
def test_patterns_choose_as_serve_does(available: list[str], wishes: list[tuple[str, str]], default: str) -> None:
    there = tuple(language for language in LANGUAGES if language in available)
    header = ", ".join(tag + quality for tag, quality in wishes)
    assert _choose(there, header, default) == choose_language(there, "", header, default), header
