"""Times of day: `14.30 Uhr`, `2:30 p.m.`, `14 h 30`, `14時30分`; each becomes (hour, minute) of 24 hours."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from translateflow.checks.facts.fact import Fact, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.facts.fact import Amount, Value
    from translateflow.checks.facts.profile import Profile

Span = tuple[int, int]

_HOUR = r"(?:2[0-4]|1[0-9]|0?[0-9])"
_CLOCK = rf"{_HOUR}(?:[.:٫]\s?[0-5][0-9])?(?![0-9])"
_BETWEEN = (
    r"\s?(?:[-–—]|,? ?(?:Uhr )?(?:bis|und|to|and|until|à|au|et|y|al|a las|a les|a|alle|i|e|do|до|та|і|й|ile|ve|"
    r"oraz|إلى|حتى|و))\s?"
)
_EXACT = re.compile(rf"({_HOUR})(?:\s?[.:٫h]\s?([0-5][0-9]))?(?![0-9])", re.IGNORECASE)
_EAST_ASIAN = re.compile(
    rf"(?P<half>午前|午後|上午|下午|오전|오후)?\s?(?P<hour>{_HOUR})\s?[時點点시](?!間|间)"
    r"(?:\s?(?P<minute>[0-5]?[0-9])\s?[分분]|(?P<thirty>半))?"
)
_AFTERNOON = frozenset({"午後", "下午", "오후"})
_HOUR_SIGN = re.compile(r"[時點点시]")
_POINTED = re.compile(r"[0-9]\s?(?:[:٫][0-9]|h|Uhr|H)")
_NOON = 12
_DAY = 24


@cache
def _pattern(after: tuple[str, ...], before: tuple[str, ...], halves: tuple[str, ...]) -> re.Pattern[str]:
    half = "|".join(map(_spaced_word, halves)) or r"(?!)"
    unit = "|".join(map(_spaced_word, (*after, "Uhr", "h")))
    lead = "|".join(map(re.escape, before)) or r"(?!)"
    return re.compile(
        rf"(?<![0-9.,:/])(?:(?P<letter>{_HOUR}\s?h\s?[0-5][0-9])(?![^\W_])"
        rf"|(?P<marked>{_CLOCK}(?:{_BETWEEN}{_CLOCK})?)\s?(?:(?:{unit})(?!\w)(?:[\w ,'’]{{0,9}}(?:{half})(?!\w))?"
        rf"|(?:[\w'’ ]{{0,9}}\s)?(?:{half})(?!\w))"
        rf"|(?P<colon>{_HOUR}:[0-5][0-9])(?![0-9:]))"
        rf"|(?<!\w)(?:{lead})\.?\s?(?P<led>{_CLOCK}(?:{_BETWEEN}{_CLOCK})?)(?!\w|[.,][0-9])(?:\s?(?:{half})(?!\w))?",
        re.IGNORECASE,
    )


def _spaced_word(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\s?").replace(r"a\.m\.", r"a\.\s?m\.").replace(r"p\.m\.", r"p\.\s?m\.")


def find_times(text: str, profile: Profile) -> Iterator[tuple[Span, list[Fact]]]:
    """Give the times of a text that has digits, with the span that they take up."""
    if not profile.spaced and _HOUR_SIGN.search(text):
        for match in _EAST_ASIAN.finditer(text):
            yield match.span(), [_read_east_asian(match)]
    if not _mentions_clock(text, profile):
        return
    pattern = _pattern(profile.hour_after, profile.hour_before, (*profile.evening, *profile.morning))
    for match in pattern.finditer(text):
        yield match.span(), _read_times(match, text, profile)


def _mentions_clock(text: str, profile: Profile) -> bool:
    if _POINTED.search(text):
        return True
    lowered = text.lower()
    return any(word in lowered for word in profile.clock_marks)


def _read_times(match: re.Match[str], text: str, profile: Profile) -> list[Fact]:
    written = match[match.lastgroup or 0]
    around = match[0].replace(written, "", 1).lower().replace("\u00a0", " ").replace(" ", "")
    evening = any(word.lower().replace(" ", "") in around for word in profile.evening)
    morning = not evening and any(word.lower().replace(" ", "") in around for word in profile.morning)
    loose = not morning and (profile.half_days or _mentions(text, profile.evening))
    clocks = _EXACT.findall(written)
    facts = []
    for index, (hour_text, minute_text) in enumerate(clocks):
        hour, minute = _to_24_hours(int(hour_text), evening=evening, morning=morning), int(minute_text or 0)
        other = (hour + _NOON) % _DAY
        doubtful = (loose and not evening and int(hour_text) <= _NOON) or index < len(clocks) - 1
        readings: list[Value] = [(other, minute)] if doubtful else []
        if hour in (0, _DAY):
            readings.append((_DAY - hour, minute))
        facts.append(_fact(match[0].strip(), hour, minute, readings, int(hour_text)))
    return facts


def _fact(text: str, hour: int, minute: int, readings: list[Value], written_hour: int) -> Fact:
    parts: list[Amount] = [written_hour, minute] if minute else [written_hour]
    return Fact(Kind.TIME, (hour, minute), text, readings=tuple(readings), parts=tuple(parts))


def _to_24_hours(hour: int, *, evening: bool, morning: bool) -> int:
    if evening and hour < _NOON:
        return hour + _NOON
    return 0 if morning and hour == _NOON else hour


def _mentions(text: str, words: tuple[str, ...]) -> bool:
    lowered = text.lower()
    return any(word.lower() in lowered for word in words)


def _read_east_asian(match: re.Match[str]) -> Fact:
    hour = _to_24_hours(int(match["hour"]), evening=match["half"] in _AFTERNOON, morning=match["half"] == "午前")
    minute = 30 if match["thirty"] else int(match["minute"] or 0)
    readings: list[Value] = [] if match["half"] else [((hour + _NOON) % _DAY, minute)]
    return _fact(match[0].strip(), hour, minute, readings, int(match["hour"]))
