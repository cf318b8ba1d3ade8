"""Logs of `serve`, workers and commands: lines for people or one JSON object a line, with what is being worked on.

Every module logs through `logging.getLogger(__name__)`. What it is about (job, chunk, engine, language, request) is set
once by whoever takes the work up, with `log_context`, and stands in each line that is logged meanwhile. No key leaves:
`Redactor` stands before every handler that is made here.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from typing import TextIO

FIELDS: Final = ("job", "chunk", "engine", "language", "request_id")
"""What a line may be about, in the order it is shown."""

HIDDEN: Final = "[hidden]"

_SHORTEST_SECRET = 6  # characters; a shorter one would be cut out of ordinary words

# What looks like a secret whoever it belongs to: credentials in a URL, a key in a query, a header or a JSON object,
# and the last part of links that let somebody in.
_PATTERNS: Final = (
    (re.compile(r"(\w+://)[^/\s:@]*:[^/\s@]+@"), rf"\1{HIDDEN}@"),
    (
        re.compile(
            r"""(?ix)( (?:auth_?key|api_?key|access_?token|token|password|passwd|secret|signature)
                       ["']?\s*[=:]\s*["']? )[^\s&"',;}]+"""
        ),
        rf"\1{HIDDEN}",
    ),
    (
        re.compile(r"(?i)(authorization[\"']?\s*[=:]\s*[\"']?(?:bearer|basic|deepl-auth-key)?\s*)[^\s\"',;}]+"),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"(?i)\b(deepl-auth-key|bearer)\s+[\w.~+/=:-]{8,}"), rf"\1 {HIDDEN}"),
    (re.compile(r"(/(?:link|preview)/)[\w.~:=-]{16,}"), rf"\1{HIDDEN}"),
)

_about: ContextVar[Mapping[str, object]] = ContextVar("translateflow_log_context", default=MappingProxyType({}))


class LogFormat(StrEnum):
    """How a line looks."""

    TEXT = "text"
    JSON = "json"


class LogLevel(StrEnum):
    """From which level on lines are written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@contextmanager
def log_context(**fields: object) -> Iterator[None]:
    """Let every line that this thread logs meanwhile say what it is about; names are those of FIELDS."""
    token = _about.set({**_about.get(), **fields})
    try:
        yield
    finally:
        _about.reset(token)


class Redactor(logging.Filter):
    """Takes secrets out of a record: those that are known, and what looks like one."""

    def __init__(self, secrets: Collection[str] = ()) -> None:
        super().__init__()
        known = {
            each for secret in secrets for each in (secret, quote(secret, safe="")) if len(each) >= _SHORTEST_SECRET
        }
        # The longest first: one secret may begin as another does.
        self._known = sorted(known, key=len, reverse=True)

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact the message and the traceback in place; every record passes."""
        record.msg, record.args = self.redact(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.redact(record.exc_text)
        if record.stack_info:
            record.stack_info = self.redact(record.stack_info)
        record.about = {
            name: self.redact(value) if isinstance(value, str) else value for name, value in _fields_of(record).items()
        }
        return True

    def redact(self, text: str) -> str:
        """Give the text without secrets."""
        for secret in self._known:
            text = text.replace(secret, HIDDEN)
        for pattern, shown in _PATTERNS:
            text = pattern.sub(shown, text)
        return text


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, what it is about, a traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_about_of(record),
        }
        if record.exc_text:
            line["exception"] = record.exc_text
        return json.dumps(line, ensure_ascii=False, default=str)


class TextFormatter(logging.Formatter):
    """A line for people, what it is about in brackets at the end."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s%(shown)s")

    def format(self, record: logging.LogRecord) -> str:
        """Give the line, or several with a traceback."""
        about = " ".join(f"{name}={value}" for name, value in _about_of(record).items())
        record.shown = f" [{about}]" if about else ""
        return super().format(record)


class _ToStderr(logging.Handler):
    """Writes to what stderr is when something is said: a process may have another by then."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        try:
            sys.stderr.write(f"{self.format(record)}\n")
            sys.stderr.flush()
        except Exception:  # noqa: BLE001 — as the handlers of `logging` do: a log that cannot be written stops nothing
            self.handleError(record)


def make_handler(kind: LogFormat, secrets: Collection[str] = (), stream: TextIO | None = None) -> logging.Handler:
    """Make a handler that writes to stderr, or to the stream, without secrets."""
    handler: logging.Handler = logging.StreamHandler(stream) if stream else _ToStderr()
    handler.addFilter(Redactor(secrets))
    handler.setFormatter(JsonFormatter() if kind is LogFormat.JSON else TextFormatter())
    return handler


def start_logging(kind: LogFormat, level: LogLevel | int, secrets: Collection[str] = ()) -> None:
    """Have everything that is logged in this process written, in place of what was set before."""
    root = logging.getLogger()
    for before in [each for each in root.handlers if isinstance(each.formatter, (JsonFormatter, TextFormatter))]:
        root.removeHandler(before)
    root.addHandler(make_handler(kind, secrets))
    # Warnings of libraries would else stand between the lines, as text.
    logging.captureWarnings(capture=True)
    root.setLevel(level if isinstance(level, int) else level.upper())
    # How it goes about a new database is no news to who starts a server.
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _fields_of(record: logging.LogRecord) -> dict[str, object]:
    about = _about.get()
    found = {name: getattr(record, name, about.get(name)) for name in FIELDS}
    return {name: value for name, value in found.items() if value not in {None, ""}}


def _about_of(record: logging.LogRecord) -> dict[str, object]:
    about: dict[str, object] = getattr(record, "about", {})
    return about
