"""Figures: digits of every script, and what their separators mean in a language."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from translateflow.checks.facts.fact import Amount

_SPACES = " \u00a0\u2009\u202f"

# A figure with everything that may group or divide it. A space groups only before exactly three digits.
FIGURE = re.compile(rf"[0-9]+(?:(?:[.,'’٫٬][0-9]+)|(?<![0-9]{{4}})(?:[{_SPACES}][0-9]{{3}}(?![0-9])))*")

_GROUPS_OF_THREE = re.compile(r"[1-9][0-9]{0,2}(?:(.)[0-9]{3})(?:\1[0-9]{3})*")
_INDIAN_GROUPS = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")
_SEPARATOR = re.compile(rf"[.,'’٫٬{_SPACES}]")
_ALWAYS_GROUPING = frozenset("'’٬" + _SPACES)


class Separators(NamedTuple):
    """What divides and groups figures in a language. `groups` lists the characters that group."""

    decimal: str
    groups: str


_VOWEL_SIGNS = dict.fromkeys([0x640, *range(0x64B, 0x653)])
_END_OF_BMP = 0x10000  # the digits beyond are of scripts without a press, and looking for them costs half a second


def _digit_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(0x660, _END_OF_BMP):
        character = chr(code)
        if unicodedata.category(character) == "Nd":
            table[code] = str(unicodedata.digit(character))
    table |= {ord(character): str(index) for index, character in enumerate("₀₁₂₃₄₅₆₇₈₉")}
    table[ord("٪")] = "%"
    return table


_ASCII_DIGITS: dict[int, str] = {}


def fold_digits(text: str) -> str:
    """Write the digits of every script, and subscript ones, as ASCII; the length stays the same."""
    if text.isascii():
        return text
    if not _ASCII_DIGITS:
        _ASCII_DIGITS.update(_digit_table())
    return text.translate(_ASCII_DIGITS)


def fold_letters(text: str) -> str:
    """Write a text in lower case and without the vowel signs that Arabic may leave out."""
    if text.isascii():
        return text.lower()
    return text.replace("İ", "i").lower().translate(_VOWEL_SIGNS)


def read_figure(figure: str, separators: Separators) -> Amount | None:
    """Give the value of a figure as the language writes it; None when it is not written that way."""
    if figure.isdigit():
        return int(figure)
    if "٫" in figure or "٬" in figure:  # these two mean the same in every language
        figure = figure.replace("٬", "").replace("٫", separators.decimal)
    whole, divider, fraction = figure.rpartition(separators.decimal)
    if not divider:
        whole, fraction = figure, ""
    elif not fraction.isdigit():
        return None
    if not whole.isdigit():
        digits = _ungroup(whole, separators)
        if digits is None:
            return None
        whole = digits
    return Decimal(f"{whole}.{fraction}") if fraction else int(whole)


def _ungroup(whole: str, separators: Separators) -> str | None:
    match = _GROUPS_OF_THREE.fullmatch(whole)
    if match is not None:
        mark = match[1]
        allowed = mark in separators.groups or mark in _ALWAYS_GROUPING
        return whole.replace(mark, "") if allowed and mark != separators.decimal else None
    if "," in separators.groups and _INDIAN_GROUPS.fullmatch(whole):
        return whole.replace(",", "")
    return None


def other_readings(figure: str) -> tuple[Amount, ...]:
    """Give the values a figure has in any convention at all, for one that does not follow its own language's."""
    values: list[Amount] = []
    for separators in (Separators(".", ","), Separators(",", ".")):
        value = read_figure(figure, separators)
        if value is not None and value not in values:
            values.append(value)
    return tuple(values)


def split_figure(figure: str) -> tuple[int, ...]:
    """Give the numbers between the separators: `1,2,3` -> 1 2 3, `3.10` -> 3 10."""
    parts = _SEPARATOR.split(figure)
    return tuple(int(part) for part in parts) if len(parts) > 1 else ()


_ROMAN = re.compile(
    r"(?<!\w)(?=[IVXL])(?!L(?![IVX]))(?:X{0,3}|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?=(?:er?|[èi]?[èe]me|è|[ºª])?(?!\w))"
)
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}


def find_roman(text: str) -> tuple[int, ...]:
    """Give the values of the Roman numerals up to 89 in a text, a lone `I` included; of centuries, rulers, sessions."""
    return tuple(_roman_value(match[0]) for match in _ROMAN.finditer(text) if match[0])


def _roman_value(numeral: str) -> int:
    digits = [_ROMAN_DIGITS[letter] for letter in numeral]
    following = [*digits[1:], 0]
    return sum(-digit if digit < after else digit for digit, after in zip(digits, following, strict=True))
