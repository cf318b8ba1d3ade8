"""Errors made on purpose: each takes a good translation and spoils one fact, address or tag of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

_FIGURE = re.compile(r"(?<![\w<])\d+(?:[.,:\u00a0\u202f٬٫]\d+)*(?!\w*>)")
_DIGIT = re.compile(r"(?<!<)(?<!<[a-z])\d(?![a-z]*/?>)")
_URL = re.compile(r"https?://[^\s<>\"]+[\w/]")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_TAG = re.compile(r"</?[a-z]+\d*/?>")
_DATE = re.compile(r"(?<![\d.])\d{1,2}([./])\d{1,2}\1\d{4}")
_SCALES = {
    "de": "Mio./Mrd. Millionen/Milliarden", "en": "million/billion billion/million", "fr": "millions/milliards",
    "es": "millones/mil", "it": "milioni/miliardi mila/milioni", "ca": "milions/mil", "pl": "mln/mld mld/mln tys./mln",
    "uk": "млн/млрд млрд/млн тис./млн", "tr": "milyon/milyar bin/milyon", "ar": "مليون/مليار مليار/مليون ألف/مليون",
}  # fmt: skip
_CURRENCIES = {
    "de": "Euro/Dollar", "en": "€/$ francs/euros", "fr": "euros/dollars", "es": "euros/dólares", "it": "euro/dollari",
    "ca": "euros/dòlars", "pl": "euro/dolarów", "uk": "євро/доларів", "tr": "avro/dolar", "ar": "يورو/دولار",
}  # fmt: skip


class Mutant(NamedTuple):
    """A spoilt translation and the kind of damage."""

    kind: str
    text: str


def mutate(text: str, language: str, months: dict[str, int], chance: random.Random) -> Iterator[Mutant]:
    """Give one mutant of each kind that the text allows."""
    for kind, change in _CHANGES.items():
        spoilt = change(text, chance)
        if spoilt and spoilt != text:
            yield Mutant(kind, spoilt)
    for kind, spoilt in (
        ("month changed", _other_month(text, months, chance)),
        ("magnitude changed", _swap_word(text, _SCALES.get(language, ""), chance)),
        ("currency changed", _swap_word(text, _CURRENCIES.get(language, ""), chance)),
    ):
        if spoilt and spoilt != text:
            yield Mutant(kind, spoilt)


def _replace_one(
    pattern: re.Pattern[str], text: str, chance: random.Random, new: Callable[[re.Match[str]], str]
) -> str:
    matches = list(pattern.finditer(text))
    if not matches:
        return ""
    match = chance.choice(matches)
    return text[: match.start()] + new(match) + text[match.end() :]


def _other_digit(text: str, chance: random.Random) -> str:
    return _replace_one(_DIGIT, text, chance, lambda match: str((int(match[0]) + chance.randint(1, 8)) % 10))


def _dropped_figure(text: str, chance: random.Random) -> str:
    return _replace_one(_FIGURE, text, chance, lambda _: "").replace("  ", " ")


def _added_figure(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    place = chance.randrange(len(words) + 1)
    return " ".join([*words[:place], str(chance.randint(13, 9999)), *words[place:]])


def _swapped_digits(text: str, chance: random.Random) -> str:
    return _replace_one(re.compile(r"(?<!<)(\d)(?!\1)(\d)"), text, chance, lambda match: match[2] + match[1])


def _other_url(text: str, chance: random.Random) -> str:
    return _replace_one(_URL, text, chance, lambda match: match[0][:-1] + "x")


def _dropped_url(text: str, chance: random.Random) -> str:
    return _replace_one(_URL, text, chance, lambda _: "")


def _other_mail(text: str, chance: random.Random) -> str:
    return _replace_one(_MAIL, text, chance, lambda match: "x" + match[0])


def _dropped_mail(text: str, chance: random.Random) -> str:
    return _replace_one(_MAIL, text, chance, lambda _: "")


def _dropped_tag(text: str, chance: random.Random) -> str:
    return _replace_one(_TAG, text, chance, lambda _: "")


def _added_tag(text: str, chance: random.Random) -> str:
    return _replace_one(_TAG, text, chance, lambda match: match[0] * 2)


def _other_date(text: str, chance: random.Random) -> str:
    return _replace_one(_DATE, text, chance, lambda match: _other_digit(match[0], chance))


def _swap_word(text: str, table: str, chance: random.Random) -> str:
    words = [pair.split("/") for pair in table.split()]
    found = [
        (old, new)
        for old, new in words
        if re.search(rf"\d[\s\u00a0\u202f]?{re.escape(old)}(?!\w)|{re.escape(old)}\d", text)
    ]
    if not found:
        return ""
    old, new = chance.choice(found)
    return text.replace(old, new, 1)


def _other_month(text: str, months: dict[str, int], chance: random.Random) -> str:
    names = [name for name in re.findall(r"[^\W\d_]+", text) if name.lower() in months and len(name) > 3]
    if not names:
        return ""
    name = chance.choice(names)
    others = [other for other, number in months.items() if number != months[name.lower()] and len(other) > 3]
    other = chance.choice(others)
    return text.replace(name, other.capitalize() if name[0].isupper() else other, 1)


_CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    "digit changed": _other_digit,
    "digits swapped": _swapped_digits,
    "figure dropped": _dropped_figure,
    "figure added": _added_figure,
    "date changed": _other_date,
    "URL changed": _other_url,
    "URL dropped": _dropped_url,
    "mail address changed": _other_mail,
    "mail address dropped": _dropped_mail,
    "tag dropped": _dropped_tag,
    "tag doubled": _added_tag,
}
