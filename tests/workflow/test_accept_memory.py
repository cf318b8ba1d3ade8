from __future__ import annotations

from tests.workflow.conftest import NOW, House
from tests.workflow.test_editing import COSTS, LONG, draft, opened_house

from translateflow.model.edit import Act
from translateflow.model.memory import MemoryUnit
from translateflow.model.segment import Key, Role
from translateflow.workflow.accept_memory import find_exact_matches, run_accept_memory

__all__ = ["opened_house"]

HEADING = Key(Role.HEADING, "Anfahrt")


def remember(house: House, *units: tuple[Key, str]) -> None:
    house.newsroom.database.memory.add(
        MemoryUnit("de", "en", key.text, target, key.role.value, "older") for key, target in units
    )


def test_exact_matches_for_what_nobody_has_confirmed_are_offered(opened_house: House) -> None:
    remember(opened_house, (HEADING, "How to get there"), (COSTS, "The bridge costs EUR 12.8 million."))
    opened_house.review("en", texts={"Anfahrt": "Directions"})
    draft(opened_house, COSTS, "The bridge is 12.8 million euros expensive.")

    (match,) = find_exact_matches(opened_house.newsroom, "bruecke", "en")

    assert (match.key, match.text, match.origin) == (COSTS, "The bridge costs EUR 12.8 million.", "older")


def test_a_match_with_an_error_is_not_offered(opened_house: House) -> None:
    remember(opened_house, (LONG, "It is 186 m long."))

    assert find_exact_matches(opened_house.newsroom, "bruecke", "en") == ()


def test_nothing_is_offered_without_a_database(opened_house: House) -> None:
    assert find_exact_matches(opened_house.newsroom, "bruecke", "en") == ()
    assert not opened_house.newsroom.has_database


def test_what_is_chosen_is_confirmed_by_the_person_who_asked(opened_house: House) -> None:
    remember(opened_house, (HEADING, "How to get there"), (COSTS, "The bridge costs EUR 12.8 million."))
    costs, heading = find_exact_matches(opened_house.newsroom, "bruecke", "en")

    chosen = [(heading.segment, heading.before.digest)]
    report = run_accept_memory(opened_house.newsroom, "bruecke", "en", chosen, "Ada <ada@x.example>", NOW)

    assert [each.act for each in report.changed] == [Act.MEMORY]
    texts = opened_house.targets("en")
    assert texts["Anfahrt"] == ("How to get there", False)
    assert texts[COSTS.text] == ("", False)
    assert find_exact_matches(opened_house.newsroom, "bruecke", "en") == (costs,)
