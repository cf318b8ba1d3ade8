"""What people see: tables that line up in any script, short lines, numbers that add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.cli.ledger import ledger_line
from translateflow.cli.progress import ProgressDisplay
from translateflow.cli.show import count, shorten, show_table
from translateflow.model.job import Sums


def test_a_table_lines_up_whatever_the_script(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(("name", "n"), [("北京", "1"), ("a\u0301b", "12"), ("long name", "123")])
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["name         n", "北京         1", "a\u0301b          12", "long name  123"]


@given(st.text(), st.integers(2, 80))
def test_a_shortened_text_is_one_line_that_fits(text: str, width: int) -> None:
    line = shorten(text, width)
    assert len(line) <= width
    assert "\n" not in line


def test_one_release_three_releases_and_thousands() -> None:
    assert count(1, "release") == "1 release"
    assert count(3, "release") == "3 releases"
    assert count(1200, "entry", "entries") == "1,200 entries"


@pytest.mark.parametrize(
    ("sums", "line"),
    [
        (Sums(), "0 items = nothing to do"),
        (Sums(items=3, drafted=2, failed=1), "3 items = 2 drafted + 1 failed"),
        (
            Sums(items=6, waiting=1, drafted=1, memory=1, kept=1, failed=1, cancelled=1),
            "6 items = 1 drafted + 1 from memory + 1 kept + 1 failed + 1 cancelled + 1 waiting",
        ),
    ],
)
def test_a_ledger_line_adds_up(sums: Sums, line: str) -> None:
    assert sums.adds_up
    assert ledger_line(sums) == line


SUMS = Sums(items=10, waiting=5, drafted=4, failed=1, characters=1234)


def test_a_terminal_gets_a_bar(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with ProgressDisplay() as progress:
        progress(Sums(items=10, waiting=10))
        progress(SUMS)
    told = capsys.readouterr()
    assert "5/10" in told.err
    assert "1,234 characters, 1 failed" in told.err
    assert told.out == ""


def test_elsewhere_a_plain_line_comes_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr("translateflow.cli.progress.time.monotonic", lambda: now[0])
    with ProgressDisplay() as progress:
        progress(SUMS)
        assert capsys.readouterr().err == ""
        now[0] += 6
        progress(SUMS)
        progress(SUMS)
    assert capsys.readouterr().err == "5 of 10 segments (50 %), 1 failed, 1,234 characters sent\n"
