"""The one error tree: every class says what it is and travels between processes."""

from __future__ import annotations

import inspect
import pickle
from pathlib import Path

import pytest

from translateflow import errors
from translateflow.errors import (
    BrokerError,
    FileAccessError,
    InputFileError,
    NoReleaseError,
    TranslateflowError,
    UnknownLanguageError,
)

CLASSES = [each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, TranslateflowError)]


@pytest.mark.parametrize("kind", CLASSES)
def test_every_failure_says_what_it_is(kind: type[TranslateflowError]) -> None:
    assert kind.__doc__
    assert kind.__name__.endswith("Error")


def test_a_message_says_where_what_and_how_to_mend_it() -> None:
    error = InputFileError("releases/bridge.md", "has no title", line=3, remedy="Add one.")
    assert str(error) == "releases/bridge.md:3: has no title. Add one."
    assert str(InputFileError("bridge.md", "is empty.")) == "bridge.md: is empty."


@pytest.mark.parametrize(
    "error",
    [
        UnknownLanguageError("klingon"),
        InputFileError(Path("bridge.md"), "is empty", line=1),
        FileAccessError("public", PermissionError(13, "Permission denied")),
    ],
    ids=repr,
)
def test_a_failure_survives_the_way_between_processes(error: TranslateflowError) -> None:
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 — our own bytes
    assert (type(copy), str(copy), copy.__dict__) == (type(error), str(error), error.__dict__)


def test_a_broker_is_shown_without_user_password_and_query() -> None:
    message = str(BrokerError("redis://user:secret@host:6379/0?password=secret", "TimeoutError"))
    assert "secret" not in message
    assert "redis://host:6379/0" in message


def test_many_releases_are_not_all_listed() -> None:
    message = str(NoReleaseError("x", tuple(f"release-{number}" for number in range(30))))
    assert "release-9" in message
    assert "release-10" not in message
