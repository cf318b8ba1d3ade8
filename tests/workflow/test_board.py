from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from translateflow.errors import NoReleaseError
from translateflow.workflow.board import FRESH, Board
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from tests.workflow.conftest import House


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def board(house: House, clock: Clock) -> Board:
    """Give the board of a newsroom with one release in two languages, one of them confirmed."""
    run_sync(house.newsroom, [])
    house.review("en")
    return Board(house.newsroom, clock=clock)


def test_the_first_look_reads_everything(board: Board) -> None:
    standing = board.look()["bruecke"]
    assert standing.status.title == "Neue Brücke öffnet"
    assert {language: at.state for language, at in standing.status.languages.items()} == {
        "de": "reviewed",
        "en": "reviewed",
        "ar": "empty",
    }
    assert str(standing.date) == "2026-06-18"
    assert board.missing == 0


def test_what_did_not_change_stays_the_same_object(board: Board) -> None:
    before = board.sweep()["bruecke"]
    assert board.sweep()["bruecke"] is before


def test_an_edited_catalog_is_read_again_and_nothing_else(board: Board, house: House) -> None:
    before = board.sweep()["bruecke"]
    house.review("ar")
    after = board.sweep()["bruecke"]
    assert after.status.languages["ar"].state == "reviewed"
    assert after.status.languages["en"] is before.status.languages["en"]


def test_an_edited_source_and_a_removed_one_are_seen(board: Board, house: House) -> None:
    board.sweep()
    path = house.write_release("bruecke", "---\ntitle: Anders\ndeadline: 2026-06-17T12:00\n---\n\nNeu.\n")
    standing = board.sweep()["bruecke"]
    assert standing.status.title == "Anders"
    assert standing.deadline
    assert standing.deadline.isoformat() == "2026-06-17T12:00:00+02:00"
    path.unlink()
    assert board.sweep() == {}


def test_a_broken_source_is_shown_and_mended(board: Board, house: House) -> None:
    house.write_release("bruecke", "---\ntitle: [\n---\n")
    assert "bruecke.md" in board.sweep()["bruecke"].status.problem
    house.write_release("bruecke", "---\ntitle: Gut\n---\n\nNeu.\n")
    assert board.sweep()["bruecke"].status.problem == ""


def test_one_release_can_be_brought_up_to_date_at_once(board: Board, house: House) -> None:
    board.sweep()
    house.review("ar")
    assert board.refresh("bruecke").status.languages["ar"].state == "reviewed"
    assert board.look()["bruecke"].status.languages["ar"].state == "reviewed"
    with pytest.raises(NoReleaseError):
        board.refresh("nobody")


def test_a_look_within_a_moment_costs_nothing(board: Board, house: House, clock: Clock) -> None:
    before = board.sweep()
    house.review("ar")
    clock.now += FRESH / 2
    assert board.look() is before


def test_the_next_run_begins_with_what_the_last_one_kept(board: Board, house: House, clock: Clock) -> None:
    before = board.sweep()["bruecke"]
    shutil.rmtree(house.root / "locales" / "en")
    kept = Board(house.newsroom, clock=clock)._standings["bruecke"]
    assert kept == before
    assert Board(house.newsroom, clock=clock).sweep()["bruecke"].status.languages["en"].state == "empty"


@pytest.mark.parametrize("data", [b"", b"{}", b'{"version":"board 0","standings":[]}', b"\xff"])
def test_a_kept_board_that_cannot_be_read_is_made_anew(board: Board, house: House, clock: Clock, data: bytes) -> None:
    board.sweep()
    (house.newsroom.state_folder / "board.json").write_bytes(data)
    assert Board(house.newsroom, clock=clock).sweep()["bruecke"].status.title == "Neue Brücke öffnet"


def test_a_changed_rule_makes_everything_anew(board: Board, house: House) -> None:
    board.sweep()
    text = (house.root / "translateflow.toml").read_text(encoding="utf-8")
    house.configure(text.replace('["en", "ar"]', '["en"]'))
    assert set(Board(house.newsroom).sweep()["bruecke"].status.languages) == {"de", "en"}


def test_a_page_waits_for_no_sweep(board: Board) -> None:
    board.sweep()
    with board._working:
        assert board.refresh("bruecke").slug == "bruecke"
        assert "bruecke" in board.look()
