from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.checks import CheckContext, check_entry
from translateflow.model.memory import Term
from translateflow.model.segment import Role, TagShape
from translateflow.workflow import checked
from translateflow.workflow.check import run_check
from translateflow.workflow.checked import CHECKED_FILE, CheckedTexts
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflow.conftest import House

    from translateflow.model.issue import Issue

GERMAN = CheckContext("de", "en")
WRONG = ("Es sind 12 Busse.", "There are 13 buses.")
RIGHT = ("Es sind 12 Busse.", "There are 12 buses.")


class Counted:
    """`check_entry`, counting what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, source: str, target: str, context: CheckContext) -> tuple[Issue, ...]:
        self.asked.append(target)
        return check_entry(source, target, context)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    count = Counted()
    monkeypatch.setattr(checked, "check_entry", count)
    return count


def check(path: Path, *texts: tuple[str, str], context: CheckContext = GERMAN) -> list[tuple[Issue, ...]]:
    """Check texts as one complete run."""
    known = CheckedTexts(path)
    found = [known.checker(context)(*text, context) for text in texts]
    known.save(complete=True)
    return found


def test_what_was_checked_is_not_checked_again_and_says_the_same(tmp_path: Path, counted: Counted) -> None:
    first = check(tmp_path / "checked", WRONG, RIGHT)
    assert len(counted.asked) == 2
    assert first == [check_entry(*WRONG, GERMAN), ()]
    assert check(tmp_path / "checked", WRONG, RIGHT) == first
    assert len(counted.asked) == 2


@pytest.mark.parametrize(
    "other",
    [
        CheckContext("de", "fr"),
        CheckContext("nl", "en"),
        CheckContext("de", "en", Role.TITLE),
        CheckContext("de", "en", shapes=(TagShape("a1", paired=True),)),
        CheckContext("de", "en", shapes=(TagShape("a1", paired=False),)),
        CheckContext("de", "en", protected=("Busse",)),
        CheckContext("de", "en", terms=(Term("de", "en", "Bus", "coach"),)),
    ],
)
def test_whatever_a_check_looks_at_makes_it_another_question(
    tmp_path: Path, counted: Counted, other: CheckContext
) -> None:
    known = CheckedTexts(tmp_path / "checked")
    known.checker(GERMAN)(*RIGHT, GERMAN)
    assert known.checker(other)(*RIGHT, other) == check_entry(*RIGHT, other)
    known.save(complete=True)
    again = CheckedTexts(tmp_path / "checked")
    assert again.checker(other)(*RIGHT, other) == check_entry(*RIGHT, other)
    assert len(counted.asked) == 2


def test_texts_that_join_to_the_same_are_not_mixed_up(tmp_path: Path, counted: Counted) -> None:
    check(tmp_path / "checked", ("ab", "c"), ("a", "bc"), ("", "abc"))
    assert len(counted.asked) == 3


def test_a_mended_check_is_asked_again(tmp_path: Path, counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    check(tmp_path / "checked", WRONG)
    monkeypatch.setattr(checked, "_version", lambda: "another")
    check(tmp_path / "checked", WRONG)
    assert len(counted.asked) == 2


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"nonsense", b"\x93\x01\x02\x03"])
def test_a_damaged_or_deleted_file_costs_time_only(tmp_path: Path, counted: Counted, damage: bytes) -> None:
    path = tmp_path / "checked"
    first = check(path, WRONG)
    path.write_bytes(damage)
    assert check(path, WRONG) == first
    path.unlink()
    assert check(path, WRONG) == first
    assert len(counted.asked) == 3
    path.unlink()
    path.mkdir()
    assert check(path, WRONG) == first


def test_a_run_over_everything_forgets_what_is_gone_and_a_run_over_some_does_not(tmp_path: Path) -> None:
    path = tmp_path / "checked"
    check(path, WRONG, RIGHT)
    size = path.stat().st_size
    known = CheckedTexts(path)
    known.checker(GERMAN)("Ja.", "Yes.", GERMAN)
    known.save(complete=False)
    assert path.stat().st_size > size
    check(path, ("Ja.", "Yes."))
    assert path.stat().st_size < size


def test_the_file_is_bounded(tmp_path: Path, counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked, "MOST", 3)
    texts = [(f"Satz {number}.", f"Sentence {number}.") for number in range(5)]
    check(tmp_path / "checked", *texts)
    check(tmp_path / "checked", *texts)
    assert len(counted.asked) == 5 + 2


def test_a_second_check_of_a_newsroom_reads_what_the_first_found(house: House, counted: Counted) -> None:
    run_sync(house.newsroom, [])
    house.review("en", texts={"Die Brücke kostet 12,8 Mio. Euro.": "The bridge costs 128 million euros."})
    first = run_check(house.newsroom, [], [])
    assert first.errors == 1
    assert (house.newsroom.state_folder / CHECKED_FILE).is_file()
    before = len(counted.asked)
    assert run_check(house.newsroom, [], []) == first
    assert len(counted.asked) == before
