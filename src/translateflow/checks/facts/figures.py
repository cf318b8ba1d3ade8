"""Numbers with what stands beside them: magnitudes (`2,5 Mio.`), currencies, percent, measures, paragraph signs."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from translateflow.checks.facts.fact import Fact, Kind
from translateflow.checks.facts.numerals import FIGURE, other_readings, read_figure, split_figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translateflow.checks.facts.fact import Value
    from translateflow.checks.facts.profile import Profile

_FRACTION = re.compile(r"(?P<whole>[0-9]+)?[\s\u202f\u00a0]?(?P<sign>[½¼¾⅓⅔⅛])")
_FRACTION_SIGN = re.compile(r"[½¼¾⅓⅔⅛]")
_FRACTIONS = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8)}
_SCALE = re.compile(r"[\s\u00a0\u202f-]?(?P<word>[^\W\d_]+)(?!\w)\.?")
_EAST_ASIAN_SCALE = re.compile(r"\s?(?P<word>[千万萬億亿兆])")
_WORD_AFTER = re.compile(
    r"(?:[\s\u00a0\u202f\u2009-]|&nbsp;)?(?:(?:de|di|d['’])\s?)?"
    r"(?P<word>[%‰€£¥₴₺](?!\w)|[$](?!\w)|°\s?[CF]?|[^\W\d_]+(?:[²³]|[-·./][^\W\d_]+)?)(?:\.?\s(?P<next>[^\W\d_]+))?"
)
_MARK_BEFORE = re.compile(r"(?P<word>%|[€£¥₴₺]|(?:\b[A-Z]{1,2})?[$]|\b[A-Z]{2,3}|\byüzde)[\s\u00a0\u202f]?$")
_REFERENCE_BEFORE = re.compile(
    r"(?:§|\bArt\.|\b(?:Art(?:ikel|icle|ículo|icolo|ykuł|)|[Ss]ection|[Сс]т(?:аття|\.)|المادة))\s?$"
)
_LONGEST_MARK = 10
_LONGEST_ENDING = 5
_SHORTEST_STEM = 3
_FIRST_UNCASED_SCRIPT = "\u0590"  # from here on, letters before a figure are words and prefixes, not its name
_Entry = TypeVar("_Entry")
_CURRENCY_LETTERS = 3
_SHORT_SCALES = frozenset("mk")
_PERCENT = frozenset({"%", "‰", "pp"})


def is_currency(code: str) -> bool:
    """Whether a unit's code is a currency's (ISO 4217: three capital letters)."""
    return len(code) == _CURRENCY_LETTERS and code.isupper() and code.isalpha()


def find_figures(text: str, profile: Profile) -> list[Fact]:
    """Give the numbers of a text with ASCII digits, each with the unit that stands beside it."""
    facts: list[Fact] = []
    for match in _FRACTION.finditer(text) if _FRACTION_SIGN.search(text) else ():
        facts.append(_read_fraction(match))
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    facts.extend(_read_number(text, match, profile) for match in FIGURE.finditer(text))
    return facts


def _read_fraction(match: re.Match[str]) -> Fact:
    over, under = _FRACTIONS[match["sign"]]
    whole = int(match["whole"] or 0)
    parts = (whole, over, under) if whole else (over, under)
    return Fact(Kind.NUMBER, (whole + Decimal(over) / under).normalize(), match[0], parts=parts)


def _read_number(text: str, match: re.Match[str], profile: Profile) -> Fact:
    start, end = match.span()
    figure = match[0]
    before = _mark_before(text, start, profile)
    factor, end = _read_scale(text, end, profile, short=bool(before))
    value: Value | None = read_figure(figure, profile.separators)
    readings: tuple[Value, ...] = ()
    if value is None:
        readings = tuple(_times(reading, factor) for reading in other_readings(figure))
        value = figure
    elif factor != 1:
        value = _times(value, factor)
    unit = before or _unit_after(text, end, profile)
    stem = _stem_before(text, start)
    parts = split_figure(figure) if factor == 1 else ()
    written = text[start:end].strip()
    return Fact(_kind(unit, text, start), value, written, readings=readings, parts=parts, stem=stem, unit=unit)


def _times(value: Value, factor: int) -> Value:
    if isinstance(value, Decimal):
        return (value * factor).normalize()
    return value * factor if isinstance(value, int) else value


def _read_scale(text: str, end: int, profile: Profile, *, short: bool) -> tuple[int, int]:
    factor = 1
    pattern = _SCALE if profile.spaced else _EAST_ASIAN_SCALE
    while match := pattern.match(text, end):
        word = match["word"].lower()
        scale = look_up(word, profile.scales, profile)
        if scale is None or (word in _SHORT_SCALES and not short):
            break
        factor *= scale
        end = match.end()
    return factor, end


def look_up(word: str, table: Mapping[str, _Entry], profile: Profile) -> _Entry | None:
    """Give a word's entry; where case endings are glued on, that of the word without its last letters."""
    found = table.get(word)
    if found is None and profile.endings:
        stems = (word[:-length] for length in range(1, _LONGEST_ENDING + 1) if len(word) - length >= _SHORTEST_STEM)
        return next((table[stem] for stem in stems if stem in table), None)
    return found


def _mark_before(text: str, start: int, profile: Profile) -> str:
    match = _MARK_BEFORE.search(text[max(0, start - _LONGEST_MARK) : start])
    return profile.units.get(match["word"].lower(), "") if match else ""


def _unit_after(text: str, end: int, profile: Profile) -> str:
    match = _WORD_AFTER.match(text, end)
    if not match:
        return ""
    word = match["word"].lower().replace(" ", "")
    both = f"{word} {(match['next'] or '').lower()}"
    return profile.units.get(both) or look_up(word, profile.units, profile) or ""


def _stem_before(text: str, start: int) -> str:
    position = start
    if position and text[position - 1] in "-‑":
        position -= 1
    stop = position
    while position and text[position - 1].isalpha() and text[position - 1] < _FIRST_UNCASED_SCRIPT:
        position -= 1
    return text[position:stop]


def _kind(unit: str, text: str, start: int) -> Kind:
    if unit in _PERCENT:
        return Kind.PERCENTAGE
    if is_currency(unit):
        return Kind.AMOUNT
    if unit:
        return Kind.MEASURE
    return Kind.REFERENCE if _REFERENCE_BEFORE.search(text[max(0, start - _LONGEST_MARK) : start]) else Kind.NUMBER
