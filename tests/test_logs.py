"""Logs: what a line says, and what it never says."""

from __future__ import annotations

import contextvars
import io
import json
import logging
import threading
from typing import TYPE_CHECKING, Any

import pytest

from translateflow.logs import HIDDEN, LogFormat, LogLevel, Redactor, log_context, make_handler, start_logging

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRETS = ("s3cr3t-key:fx", "pass/word+1", "abc")


class Book:
    """A logger with a handler of ours, and what it wrote."""

    def __init__(self, kind: LogFormat) -> None:
        self.stream = io.StringIO()
        self.log = logging.Logger("translateflow.test")  # noqa: LOG001 — its own, beside whatever the process has
        self.log.addHandler(make_handler(kind, SECRETS, self.stream))

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def documents(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def book() -> Book:
    return Book(LogFormat.JSON)


def test_a_line_is_one_json_object_with_what_it_is_about(book: Book) -> None:
    with log_context(job=3, chunk=7), log_context(language="en"):
        book.log.warning("asked %s\nagain", "twice", extra={"engine": "deepl"})
    book.log.info("afterwards")
    first, second = book.documents
    assert (first["level"], first["logger"], first["message"]) == (
        "warning",
        "translateflow.test",
        "asked twice\nagain",
    )
    assert [first[name] for name in ("job", "chunk", "engine", "language")] == [3, 7, "deepl", "en"]
    assert first["time"].endswith("+00:00")
    assert set(second) == {"time", "level", "logger", "message"}


def test_a_line_for_people_ends_with_what_it_is_about() -> None:
    book = Book(LogFormat.TEXT)
    with log_context(job=3, request_id="r-1"):
        book.log.error("broken")
    assert book.text.rstrip().endswith("ERROR   translateflow.test: broken [job=3 request_id=r-1]")


def test_a_thread_that_takes_the_context_along_says_the_same(book: Book) -> None:
    with log_context(job=3):
        thread = threading.Thread(target=contextvars.copy_context().run, args=(book.log.warning, "there"))
        thread.start()
        thread.join()
    assert book.documents[0]["job"] == 3


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("the key is s3cr3t-key:fx here", f"the key is {HIDDEN} here"),
        ("GET /v2?text=x&auth_key=whoever&y=1", f"GET /v2?text=x&auth_key={HIDDEN}&y=1"),
        ('{"api_key": "whoever", "q": 1}', f'{{"api_key": "{HIDDEN}", "q": 1}}'),
        ("redis://worker:whoever@db:6379/0", f"redis://{HIDDEN}@db:6379/0"),
        ("Authorization: DeepL-Auth-Key whoever-it-is", f"Authorization: DeepL-Auth-Key {HIDDEN}"),
        ("sent Bearer abcdefgh12345", f"sent Bearer {HIDDEN}"),
        ("GET /desk/link/Zm9vYmFyYmF6cXV4Zm9v", f"GET /desk/link/{HIDDEN}"),
        ("quoted pass%2Fword%2B1", f"quoted {HIDDEN}"),
        ("an alphabet begins with abc", "an alphabet begins with abc"),
        ("a token of 12 letters", "a token of 12 letters"),
    ],
)
def test_no_key_is_ever_written(book: Book, said: str, shown: str) -> None:
    book.log.warning("%s", said)
    assert book.documents[0]["message"] == shown


def test_tracebacks_and_fields_are_redacted_as_well(book: Book) -> None:
    try:
        int("s3cr3t-key:fx")
    except ValueError:
        book.log.exception("it broke", extra={"engine": "https://me:whoever@host"})
    document = book.documents[0]
    assert "ValueError" in document["exception"]
    assert document["engine"] == f"https://{HIDDEN}@host"
    assert "s3cr3t" not in book.text
    assert "whoever" not in book.text


def test_redacting_twice_changes_nothing() -> None:
    redactor = Redactor(SECRETS)
    once = redactor.redact("auth_key=x redis://a:b@c Authorization: Bearer abcdefgh12345")
    assert redactor.redact(once) == once


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """Give the root logger, and leave it as it was."""
    found = logging.getLogger()
    handlers, level = list(found.handlers), found.level
    yield found
    found.handlers[:] = handlers
    found.setLevel(level)


def test_starting_again_replaces_what_was_set(root: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    start_logging(LogFormat.JSON, LogLevel.DEBUG)
    start_logging(LogFormat.JSON, LogLevel.INFO)
    logging.getLogger("translateflow.test").info("once")
    logging.getLogger("translateflow.test").debug("never")
    lines = capsys.readouterr().err.splitlines()
    assert [json.loads(line)["message"] for line in lines] == ["once"]
    assert root.level == logging.INFO
