"""Exit codes are one table, and nothing but --debug shows a traceback."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from translateflow import errors
from translateflow.cli import run
from translateflow.cli.exits import exit_code, tell_error
from translateflow.errors import (
    EngineError,
    NoReleaseError,
    NotApprovedError,
    RefusedError,
    TranslateflowError,
    UnreachableError,
    UsageError,
)
from translateflow.workspace import Newsroom

if TYPE_CHECKING:
    from tests.cli.conftest import Command, House


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NoReleaseError("x", ()), 2),
        (NotApprovedError("x"), 3),
        (EngineError("e", "is down", permanent=False), 4),
        (RuntimeError("nobody thought of this"), 4),
        (TranslateflowError("neither"), 4),
    ],
)
def test_an_error_s_family_decides_its_exit_code(error: Exception, code: int) -> None:
    assert exit_code(error) == code


def test_every_error_of_the_house_belongs_to_exactly_one_family() -> None:
    families = (UsageError, RefusedError, UnreachableError)
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, TranslateflowError)]
    homeless = [
        kind.__name__
        for kind in kinds
        if sum(issubclass(kind, family) for family in families) != 1 and kind is not TranslateflowError
    ]
    assert homeless == ["DemoFailedError"]  # the demo's own fault, which only --debug helps to find


def test_an_error_is_told_in_one_sentence_with_its_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    tell_error(NoReleaseError("x", ("a", "b")), as_json=True)
    told = capsys.readouterr()
    assert told.err == "error: There is no release “x”. There are: a, b.\n"
    assert json.loads(told.out)["error"]["message"] == "There is no release “x”."


@pytest.fixture
def mistaken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a mistake nobody foresaw into the house."""

    def fail(_: Newsroom) -> None:
        message = "a mistake of ours"
        raise RuntimeError(message)

    monkeypatch.setattr(Newsroom, "sources", fail)


@pytest.mark.usefixtures("mistaken")
def test_a_mistake_of_ours_is_told_without_a_traceback(in_house: Command) -> None:
    told = in_house("status")
    assert told.code == 4
    assert told.sentence == (
        "Something unforeseen happened: RuntimeError: a mistake of ours "
        "Run the same command with --debug and report what it prints."
    )


@pytest.mark.usefixtures("mistaken")
def test_debug_shows_the_traceback(in_house: Command, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    assert in_house("sync").code == 4
    with pytest.raises(RuntimeError):
        run(["status", "--debug"])
    monkeypatch.setenv("TRANSLATEFLOW_DEBUG", "1")
    with pytest.raises(RuntimeError):
        run(["status", "--newsroom", str(house.root)])


@pytest.mark.usefixtures("mistaken")
def test_a_mistake_whose_report_nobody_reads_ends_all_the_same(
    in_house: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("translateflow.cli.tell_error", gone)
    assert in_house("status").code == 4


def test_an_interrupt_says_how_to_go_on(in_house: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: Newsroom) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Newsroom, "sources", interrupt)
    told = in_house("status")
    assert told.code == 130
    assert told.err == "\nInterrupted. Nothing that was written is lost.\n"


def test_refused_by_a_rule_is_three_and_a_service_away_is_four(in_house: Command, house: House) -> None:
    in_house("sync")
    assert in_house("publish", "bruecke", "--language", "en").code == 3
    house.configure('[newsroom]\nsource = "de"\n[database]\nurl = "postgresql://u:secret@127.0.0.1:1/x"\n')
    told = in_house("jobs", "list")
    assert told.code == 4
    assert "secret" not in told.out + told.err


def test_a_broker_that_is_away_is_told_and_the_job_waits(in_served_house: Command, served_house: House) -> None:
    settings = (served_house.root / "translateflow.toml").read_text(encoding="utf-8")
    served_house.configure(settings + '[queue]\nbroker = "redis://user:secret@127.0.0.1:1/0"\n')
    told = in_served_house("translate")
    assert told.code == 4
    assert "The broker redis://127.0.0.1:1/0 does not answer" in told.sentence
    assert "secret" not in told.out + told.err
    assert in_served_house("jobs", "list", "--json").document["jobs"][0]["waiting"] == 10
    assert in_served_house("worker").code == 4
