from __future__ import annotations

from translateflow.checks import CheckContext, check_entry, group_habits
from translateflow.model.issue import Issue, Severity

FRENCH = CheckContext("de", "fr")
PLAIN = [f"Le pont {number} : ouvert !" for number in range(4)]
BARE = [f"Le pont {number} attend: il faut venir." for number in range(4)]
RIGHT = "Le pont est ouvert\u202f: enfin\u202f!"


def group(*targets: str) -> dict[int, list[Issue]]:
    """Check French texts as one catalog; only what is said of spaces counts."""
    checked = {at: check_entry("Die Brücke.", target, FRENCH) for at, target in enumerate(targets)}
    found = {at: tuple(issue for issue in issues if issue.check == "spacing") for at, issues in checked.items()}
    grouped = group_habits({at: issues for at, issues in found.items() if issues}, dict(enumerate(targets)))
    return {at: list(issues) for at, issues in grouped.items()}


def test_a_catalog_with_plain_spaces_throughout_is_told_so_once() -> None:
    grouped = group(*PLAIN)
    assert list(grouped) == [0]
    assert "in 4 translations of this catalog" in grouped[0][0].message
    assert list(group(*BARE)) == [0]


def test_each_habit_is_told_by_itself() -> None:
    grouped = group(*PLAIN, *BARE)
    assert list(grouped) == [0, 4]


def test_a_catalog_that_has_both_by_turns_is_told_each_place() -> None:
    assert list(group(*PLAIN, RIGHT)) == [0, 1, 2, 3]


def test_one_right_place_among_many_makes_no_other_habit() -> None:
    assert list(group(*(f"Le pont {number} ouvert : enfin." for number in range(9)), RIGHT)) == [0]


def test_two_places_are_no_habit() -> None:
    assert list(group(*PLAIN[:2])) == [0, 1]


def test_other_findings_of_the_same_texts_stay() -> None:
    other = Issue("numbers", Severity.ERROR, "The number is missing.")
    targets = dict(enumerate(PLAIN))
    found = {at: (other, *check_entry("Die Brücke.", target, FRENCH)) for at, target in targets.items()}
    assert all(other in issues for issues in group_habits(found, targets).values())
    assert len(group_habits(found, targets)) == 4
