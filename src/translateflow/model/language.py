"""Languages: BCP 47 tags everywhere, gettext names in PO paths, CLDR's knowledge by Babel, and a register of our own.

The register adds what CLDR lacks. A variety there behaves like its base language in all but its tag and its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from translateflow.errors import UnknownLanguageError


@dataclass(frozen=True, slots=True)
class Variety:
    """A language form that has no CLDR locale. `names` are its names by the tag of the language they are in."""

    base: str
    autonym: str
    names: dict[str, str]


VARIETIES: dict[str, Variety] = {
    "de-simple": Variety(
        "de",
        "Leichte Sprache",
        {
            "de": "Leichte Sprache",
            "en": "Easy German",
            "fr": "allemand facile à lire",
            "es": "alemán de lectura fácil",
            "ca": "alemany de lectura fàcil",
            "uk": "проста німецька",
            "ar": "الألمانية المبسّطة",
            "tr": "kolay Almanca",
            "pl": "niemiecki łatwy do czytania",
        },
    ),
}

# Written without spaces between sentences (Unicode Standard, chapter 18 and 16: Han, kana, Thai, Lao, Khmer, Burmese).
_NO_SPACE_BETWEEN_SENTENCES = {"zh", "ja", "yue"}

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{4,8})*")

# gettext writes scripts of some languages as modifiers (GNU gettext manual, "Locale Names").
_SCRIPT_MODIFIERS = {"Latn": "latin", "Cyrl": "cyrillic"}


@cache
def parse_language(tag: str) -> str:
    """Give a tag in its canonical spelling (`PT-br` -> `pt-BR`), from BCP 47 or gettext form.

    Raises UnknownLanguageError for what neither CLDR nor our register knows.
    """
    from_gettext = _from_gettext(tag.strip())
    canonical = _canonical_case(from_gettext)
    if canonical in VARIETIES:
        return canonical
    if not _TAG.fullmatch(canonical) or not _cldr_knows(canonical):
        raise UnknownLanguageError(tag)
    return canonical


def _from_gettext(tag: str) -> str:
    name, _, modifier = tag.partition("@")
    scripts = {value: key for key, value in _SCRIPT_MODIFIERS.items()}
    parts = name.replace("_", "-").split("-")
    if modifier:
        parts.insert(1, scripts.get(modifier, modifier))
    return "-".join(parts)


def _canonical_case(tag: str) -> str:
    head, *rest = tag.split("-")
    spelled = [head.lower()]
    for part in rest:
        if len(part) == 4 and part.isalpha():  # noqa: PLR2004 — BCP 47: a script has four letters
            spelled.append(part.title())
        elif len(part) == 2:  # noqa: PLR2004 — BCP 47: a region has two
            spelled.append(part.upper())
        else:
            spelled.append(part.lower())
    return "-".join(spelled)


def _cldr_knows(tag: str) -> bool:
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415 — 25 ms that `--help` need not pay

    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def gettext_name(tag: str) -> str:
    """Give the name PO paths and headers use: `pt_BR`, `zh_Hans`, `sr@latin`, `de@simple`."""
    if tag in VARIETIES:
        base, _, variety = tag.partition("-")
        return f"{base}@{variety}"
    head, *rest = tag.split("-")
    modifier = ""
    if head in {"sr", "uz", "bs", "az", "kk"} and rest and rest[0] in _SCRIPT_MODIFIERS:
        modifier = f"@{_SCRIPT_MODIFIERS[rest.pop(0)]}"
    return "_".join([head, *rest]) + modifier


def babel_tag(tag: str) -> str:
    """Give the identifier Babel formats dates and numbers by."""
    return (VARIETIES[tag].base if tag in VARIETIES else tag).replace("-", "_")


def base_language(tag: str) -> str:
    """Give the language subtag alone: `pt-BR` -> `pt`."""
    return tag.partition("-")[0]


@cache
def text_direction(tag: str) -> str:
    """Give "rtl" or "ltr"."""
    from babel.core import Locale  # noqa: PLC0415 — 25 ms that `--help` need not pay

    return str(Locale.parse(babel_tag(tag)).text_direction)


@cache
def autonym(tag: str) -> str:
    """Give the language's name in itself, capitalized as a title."""
    return language_name(tag, tag)


@cache
def language_name(tag: str, in_language: str) -> str:
    """Give the language's name in another language; capitalized when it is its own name."""
    from babel.core import Locale  # noqa: PLC0415 — 25 ms that `--help` need not pay

    if tag in VARIETIES:
        variety = VARIETIES[tag]
        if tag == in_language:
            return variety.autonym
        return variety.names.get(base_language(in_language), variety.names["en"])
    shown = Locale.parse(babel_tag(tag)).get_display_name(babel_tag(in_language)) or tag
    return shown[:1].upper() + shown[1:] if tag == in_language else shown


def spaced_sentences(tag: str) -> bool:
    """Whether a space stands between two sentences in this language."""
    return base_language(tag) not in _NO_SPACE_BETWEEN_SENTENCES
