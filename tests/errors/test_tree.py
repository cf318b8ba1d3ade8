"""The one error tree: what every failure promises to those who tell it to people."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from translateflow import errors
from translateflow.errors import (
    BrokerError,
    EngineError,
    FileAccessError,
    InputFileError,
    NoReleaseError,
    RefusedError,
    TranslateflowError,
    UnreachableError,
    UsageError,
)

CLASSES = [getattr(errors, name) for name in errors.__all__]


@pytest.mark.parametrize("kind", CLASSES)
def test_every_failure_is_in_the_tree_and_explained(kind: type[TranslateflowError]) -> None:
    assert issubclass(kind, TranslateflowError)
    assert kind.__doc__


def test_every_failure_but_the_demo_s_has_a_family_that_decides_its_exit_code() -> None:
    families = (UsageError, RefusedError, UnreachableError)
    outside = {kind.__name__ for kind in CLASSES if not issubclass(kind, families)}
    assert outside == {"TranslateflowError", "DemoFailedError"}


@pytest.mark.parametrize(
    "error",
    [
        TranslateflowError("It broke.", remedy="Mend it."),
        EngineError("deepl", "it refuses the key", permanent=True, retry_after=3.5),
        NoReleaseError("nope", ("one", "two")),
        FileAccessError(Path("x"), PermissionError(13, "Permission denied")),
    ],
)
def test_failures_travel_between_processes_whole(error: TranslateflowError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 — our own bytes
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert again.__dict__.keys() == error.__dict__.keys()


def test_a_message_names_file_line_and_remedy() -> None:
    error = InputFileError("releases/a.md", "the front matter is never closed", line=3, remedy="Add ---.")
    assert str(error) == "releases/a.md:3: the front matter is never closed. Add ---."


def test_a_broker_is_shown_without_user_password_and_query() -> None:
    message = str(BrokerError("redis://user:secret@host:6379/0?password=secret", "TimeoutError"))
    assert "secret" not in message
    assert "redis://host:6379/0" in message


def test_many_releases_are_not_all_listed() -> None:
    message = str(NoReleaseError("x", tuple(f"release-{number}" for number in range(30))))
    assert "release-9" in message
    assert "release-10" not in message
