"""Addresses: URLs, mail addresses, handles, hashtags, phone numbers. The same in every language."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from translateflow.checks.facts.fact import Fact, Kind

Span = tuple[int, int]

_ADDRESS = re.compile(
    r"(?P<url>(?:https?|ftp|mailto|sftp)://?[^\s<>\"“”„«»‹›「」『』`|\\^{}]+"
    r"|(?<![\w@./-])www\.[^\s<>\"“”„«»‹›「」『』`|\\^{}]+)"
    r"|(?P<mail>(?<![\w.+-])[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"
    r"|(?P<domain>(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:de|com|org|net|eu|info|gov|edu|fr|es|it|pl|ua|tr|cat|uk|at|ch|int|gov\.ua)"
    r"(?:/[^\s<>\"“”„«»()]*)?(?![\w-]|\.\w))"
    r"|(?P<handle>(?<![\w@/.&])[@＠][A-Za-z_][A-Za-z0-9_.]*[A-Za-z0-9_])"
    r"|(?P<hashtag>(?<![\w#/&])[#＃](?:[0-9]*[^\W\d_])\w+)"
)
_TRAILING = ".,;:!?'’)]}、。，；：！？）」』…*"
_MAY_HOLD_ONE = re.compile(r"[@＠#＃]|://|www\.|mailto:|[a-z]\.[a-z]")
_LANGUAGE_SEGMENT = re.compile(r"(?<=/)[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?(?=[/.?#]|$)")
_LANGUAGE_HOST = re.compile(
    r"(?P<scheme>https?://)(?P<language>[a-z]{2,3}|www)\.(?P<host>(?:m\.)?[a-z0-9-]+\.[a-z.]+)(?P<path>/\S*)?"
)

_PHONE = re.compile(
    r"(?<![\w.,])(?:(?:\+|00)[1-9][0-9]{0,2}[\s\u00a0]?(?:\([0-9]{1,5}\)|[0-9])|\(0[0-9]{1,5}\)|0[1-9][0-9]{1,4}[\s/\u00a0-])"
    r"[0-9\s\u00a0()/.–-]{4,}[0-9](?![\w])"
)
_FEWEST_PHONE_DIGITS = 7
_MOST_PHONE_DIGITS = 16


class Address(NamedTuple):
    """An address of a text. `kind` is url, mail, handle or hashtag; `value` is what must stay the same."""

    kind: str
    value: str
    text: str


def list_addresses(text: str) -> tuple[Address, ...]:
    """Give the addresses of a text in reading order."""
    found = find_addresses(text)
    return tuple(address for _, address in found) if found else ()


@lru_cache(maxsize=16384)
def find_addresses(text: str) -> tuple[tuple[Span, Address], ...]:
    """Give the addresses of a text in reading order, with their spans."""
    if not _MAY_HOLD_ONE.search(text):
        return ()
    found = []
    for match in _ADDRESS.finditer(text):
        kind = match.lastgroup or "url"
        written = _without_trailing(match[0])
        span = (match.start(), match.start() + len(written))
        found.append((span, Address("url" if kind == "domain" else kind, _canonical(kind, written), written)))
    return tuple(found)


def _without_trailing(text: str) -> str:
    while text and text[-1] in _TRAILING:
        if text[-1] == ")" and text.count("(") >= text.count(")"):
            break
        text = text[:-1]
    return text


def _canonical(kind: str, text: str) -> str:
    if kind in {"url", "domain"}:
        return text.rstrip("/").removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return text.lower() if kind == "mail" else text


def same_but_for_language(one: str, other: str) -> bool:
    """Whether two URLs are one page in two languages: `/en/x` and `/fr/x`, or two editions of an encyclopaedia."""
    if _LANGUAGE_SEGMENT.sub("*", one) == _LANGUAGE_SEGMENT.sub("*", other):
        return True
    first, second = (_LANGUAGE_HOST.fullmatch(f"https://{url}") for url in (one, other))
    return bool(first and second and first["host"] == second["host"] and first["language"] != second["language"])


def find_phones(text: str) -> list[tuple[Span, Fact]]:
    """Give the phone numbers of a text; their value is their digits, a country code marked by +."""
    found = []
    for match in _PHONE.finditer(text):
        written = match[0].replace("(0)", "")
        digits = re.sub(r"[^0-9]", "", written)
        if _FEWEST_PHONE_DIGITS <= len(digits) <= _MOST_PHONE_DIGITS:
            value = "+" + digits.removeprefix("00") if written.startswith(("+", "00")) else digits
            found.append((match.span(), Fact(Kind.PHONE, value, match[0])))
    return found


def same_phone(one: str, other: str) -> bool:
    """Whether two numbers are one, with the country code or without."""
    if one == other:
        return True
    international, national = (one, other) if one.startswith("+") else (other, one)
    return international.startswith("+") and national.startswith("0") and international.endswith(national[1:])
