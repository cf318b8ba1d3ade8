"""The error tree: one sentence with its remedy, data as attributes, and a journey between processes."""

from __future__ import annotations

import datetime as dt
import inspect
import pickle
from pathlib import Path
from typing import Any

import pytest

from translateflow import errors
from translateflow.errors import (
    BrokerError,
    EngineError,
    FileAccessError,
    InputFileError,
    NoReleaseError,
    TranslateflowError,
    UnknownEntryError,
)

KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, TranslateflowError) and kind is not TranslateflowError
]

VALUES: dict[str, Any] = {
    "Path": Path("a/b.md"),
    "str": "word",
    "int": 7,
    "float": 1.5,
    "bool": True,
    "tuple[str, ...]": ("one", "two"),
    "tuple[int, ...]": (3, 4),
    "dt.date": dt.date(2026, 7, 1),
    "OSError": OSError(28, "No space left on device"),
}


def make(kind: type[TranslateflowError]) -> TranslateflowError:
    arguments: list[Any] = []
    named: dict[str, Any] = {}
    for name, parameter in inspect.signature(kind).parameters.items():
        value = VALUES[str(parameter.annotation).partition(" |")[0]]
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY:
            named[name] = value
        else:
            arguments.append(value)
    return kind(*arguments, **named)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_is_a_sentence_and_survives_the_journey_to_another_process(kind: type[TranslateflowError]) -> None:
    error = make(kind)
    assert str(error) == f"{error.message} {error.remedy}".rstrip()
    assert "None" not in str(error)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 — our own bytes
    assert type(again) is kind
    assert str(again) == str(error)
    assert vars(again).keys() == vars(error).keys()


def test_an_input_file_s_error_begins_with_file_and_line_and_ends_as_a_sentence() -> None:
    error = InputFileError(Path("a.po"), "not UTF-8", line=3, remedy="Save it as UTF-8.")
    assert str(error) == "a.po:3: not UTF-8. Save it as UTF-8."
    assert (error.path, error.line, error.problem) == (Path("a.po"), 3, "not UTF-8")
    assert str(InputFileError("a.po", "is empty.")) == "a.po: is empty."


def test_a_broker_is_shown_without_user_password_and_query() -> None:
    error = BrokerError("rediss://user:geheim@host:6379/0?password=geheim", "TimeoutError")
    assert error.shown == "rediss://host:6379/0"
    assert "geheim" not in str(error)


def test_a_file_s_error_says_what_the_machine_said() -> None:
    assert "No space left on device" in str(FileAccessError("x", OSError(28, "No space left on device")))
    assert "x: OSError." in str(FileAccessError("x", OSError()))


def test_an_engine_s_error_says_whether_asking_again_helps() -> None:
    error = EngineError("deepl", "the quota is used up", permanent=True, retry_after=3.0)
    assert str(error) == "deepl: the quota is used up."
    assert (error.permanent, error.retry_after) == (True, 3.0)


def test_long_lists_and_sentences_are_shortened() -> None:
    many = tuple(f"r{number}" for number in range(12))
    assert NoReleaseError("x", many).remedy == "There are: r0, r1, r2, r3, r4, r5, r6, r7, r8, r9 …."
    assert "…” that could be changed" in UnknownEntryError("word " * 30).message
    assert "“short”" in UnknownEntryError("short").message
