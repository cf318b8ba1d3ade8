"""Values of settings: from what TOML or a variable gives to what the house works with.

Each `as_*` takes a TOML value or a variable's string and raises BadValueError, whose text continues “the key …”.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from translateflow.errors import UnknownLanguageError
from translateflow.model.language import parse_language
from translateflow.model.notice import EventKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

Choice = TypeVar("Choice", bound="StrEnum")

_FLAGS = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}


_SHORTEST_SPAN = 0.5  # seconds
_LAST_PORT = 65535
# Nothing that could end a header or begin another address.
_MAIL = re.compile(r"[^\s@<>,;:\"()\\\[\]]+@[^\s@<>,;:\"()\\\[\]]+")


class BadValueError(ValueError):
    """A value does not fit its key; the text continues the sentence that begins with the key."""


def as_text(raw: Any) -> str:
    """Give text that is not empty."""
    if not isinstance(raw, str) or not raw.strip():
        msg = f"must be text, not {raw!r}."
        raise BadValueError(msg)
    return raw.strip()


def as_flag(raw: Any) -> bool:
    """Give true or false; variables may say 1/0, yes/no, on/off."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.strip().lower() in _FLAGS:
        return _FLAGS[raw.strip().lower()]
    msg = f"must be true or false, not {raw!r}."
    raise BadValueError(msg)


def as_number(raw: Any) -> float:
    """Give a positive number or zero."""
    try:
        number = float(raw) if not isinstance(raw, bool) else -1.0
    except (TypeError, ValueError, OverflowError):
        number = -1.0
    if not 0 <= number < float("inf"):
        msg = f"must be a number that is not negative, not {raw!r}."
        raise BadValueError(msg)
    return number


def as_span(raw: Any) -> float:
    """Give a time of at least half a second."""
    seconds = as_number(raw)
    if seconds < _SHORTEST_SPAN:
        msg = f"must be at least {_SHORTEST_SPAN} seconds, not {raw!r}."
        raise BadValueError(msg)
    return seconds


def as_count(raw: Any) -> int:
    """Give a whole number from 1."""
    number = as_number(raw)
    if number < 1 or number != int(number):
        msg = f"must be a whole number from 1, not {raw!r}."
        raise BadValueError(msg)
    return int(number)


def as_currency(raw: Any) -> str:
    """Give a currency as ISO 4217 writes it."""
    text = as_text(raw).upper()
    if not re.fullmatch("[A-Z]{3}", text):
        msg = f"must be the three letters of a currency, such as EUR, not {raw!r}."
        raise BadValueError(msg)
    return text


def as_port(raw: Any) -> int:
    """Give the number of a port."""
    number = as_count(raw)
    if number > _LAST_PORT:
        msg = f"must be a port, at most {_LAST_PORT}, not {raw!r}."
        raise BadValueError(msg)
    return number


def as_mails(raw: Any) -> tuple[str, ...]:
    """Give mail addresses, without names."""
    mails = as_words(raw)
    for mail in mails:
        if not _MAIL.fullmatch(mail):
            msg = f"must be a list of mail addresses such as desk@press.example, not {mail!r}."
            raise BadValueError(msg)
    return mails


def as_events(raw: Any) -> tuple[EventKind, ...]:
    """Give kinds of events that people can be told of."""
    known = [kind for kind in EventKind if kind is not EventKind.TEST]
    words = as_words(raw)
    for word in words:
        if word not in known:
            msg = f"must be some of {', '.join(known)}, not {word!r}."
            raise BadValueError(msg)
    return tuple(EventKind(word) for word in words)


def as_words(raw: Any) -> tuple[str, ...]:
    """Give a list of words; a variable separates them by commas. Repeated words count once."""
    words = raw.split(",") if isinstance(raw, str) else raw
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        msg = f"must be a list of words, not {raw!r}."
        raise BadValueError(msg)
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


def as_language(raw: Any) -> str:
    """Give a canonical BCP 47 tag."""
    try:
        return parse_language(as_text(raw))
    except UnknownLanguageError as error:
        msg = f"names no language we know: {raw!r}."
        raise BadValueError(msg) from error


def as_languages(raw: Any) -> tuple[str, ...]:
    """Give several canonical tags, each once."""
    return tuple(dict.fromkeys(as_language(word) for word in as_words(raw)))


def as_url(raw: Any) -> str:
    """Give an address with a scheme, without a slash at its end; "" is none."""
    if raw == "":
        return ""
    text = as_text(raw)
    if "://" not in text or any(character.isspace() for character in text):
        msg = "must be an address that starts with a scheme, such as https://."
        raise BadValueError(msg)
    return text.rstrip("/")


def as_timezone(raw: Any) -> str:
    """Give the name of a zone of the IANA database."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 — `--help` need not pay for it

    name = as_text(raw)
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        msg = f"names no time zone: {raw!r}."
        raise BadValueError(msg) from error
    return name


def as_choice(kind: type[Choice]) -> Callable[[Any], Choice]:
    """Give a parser for the values of an enum."""

    def parse(raw: Any) -> Choice:
        try:
            return kind(raw)
        except ValueError as error:
            msg = f"must be one of {', '.join(kind)}, not {raw!r}."
            raise BadValueError(msg) from error

    return parse
