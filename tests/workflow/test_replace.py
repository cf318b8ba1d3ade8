from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.workflow.conftest import NOW, House
from tests.workflow.test_editing import COSTS, draft, opened_house

from translateflow.errors import EmptySearchError
from translateflow.model.edit import Act, TextState, segment_id
from translateflow.model.markup import TagToken, tokenize
from translateflow.model.segment import TagShape
from translateflow.workflow.replace import Replaceable, Search, plan_replace, preview_replace, run_replace

__all__ = ["opened_house"]

STRONG = TagShape("strong", paired=True)


def replaced(text: str, search: Search) -> str:
    found = plan_replace([Replaceable("1", TextState(text), (STRONG,))], search)
    return found[0].after if found else text


def test_words_are_replaced_as_the_search_says() -> None:
    assert replaced("A Bus, a bus, buses", Search("bus", "tram")) == "A Bus, a tram, trames"
    assert replaced("A Bus, a bus", Search("bus", "tram", match_case=False)) == "A tram, a tram"
    assert replaced("bus buses", Search("bus", "tram", whole_words=True)) == "tram buses"
    assert replaced("1.5 and 1x5", Search("1.5", r"\1")) == r"\1 and 1x5"


def test_a_tag_is_no_text() -> None:
    text = "A <strong>strong</strong> bridge"
    assert replaced(text, Search("strong", "weak")) == "A <strong>weak</strong> bridge"
    assert replaced(text, Search("<", "x")) == text


def test_a_search_for_nothing_is_refused() -> None:
    with pytest.raises(EmptySearchError):
        plan_replace([], Search(""))


PIECES = st.sampled_from(["<strong>", "</strong>", "strong", "<", ">", "x", " "])


@given(st.lists(PIECES).map("".join), st.sampled_from("<>x/s"))
def test_no_replacement_makes_or_loses_a_tag(text: str, find: str) -> None:
    def tags(of: str) -> list[TagToken]:
        return [token for token in tokenize(of, [STRONG]) if isinstance(token, TagToken)]

    assert tags(replaced(text, Search(find, ""))) == tags(text)


def test_only_what_was_chosen_changes_and_keeps_its_state(opened_house: House) -> None:
    opened_house.review("en")
    search = Search("Brücke", "bridge")
    title, costs = preview_replace(opened_house.newsroom, "bruecke", "en", search)
    assert (title.after, title.count) == ("Neue bridge öffnet", 1)
    assert costs.segment == segment_id(COSTS)

    chosen = [(costs.segment, costs.before.digest)]
    report = run_replace(opened_house.newsroom, "bruecke", "en", search, chosen, "Ada", NOW)

    assert [each.act for each in report.changed] == [Act.REPLACED]
    texts = opened_house.targets("en")
    assert texts[COSTS.text] == ("Die bridge kostet 12,8 Mio. Euro.", False)
    assert texts["Neue Brücke öffnet"] == ("Neue Brücke öffnet", False)


def test_a_draft_stays_the_engine_s_draft(opened_house: House) -> None:
    draft(opened_house, COSTS, "The brigde costs 12.8 million euros.")
    search = Search("brigde", "bridge")
    (found,) = preview_replace(opened_house.newsroom, "bruecke", "en", search)

    run_replace(opened_house.newsroom, "bruecke", "en", search, [(found.segment, found.before.digest)], "Ada", NOW)

    assert opened_house.targets("en")[COSTS.text] == ("The bridge costs 12.8 million euros.", True)
    (after,) = preview_replace(opened_house.newsroom, "bruecke", "en", Search("bridge"))
    assert after.before.origin == "apertium"


def test_what_changed_after_the_preview_is_left_alone(opened_house: House) -> None:
    opened_house.review("en")
    search = Search("Anfahrt", "Approach")
    (found,) = preview_replace(opened_house.newsroom, "bruecke", "en", search)
    opened_house.review("en", texts={"Anfahrt": "Die Anfahrt"})

    chosen = [(found.segment, found.before.digest)]
    report = run_replace(opened_house.newsroom, "bruecke", "en", search, chosen, "Ada", NOW)

    assert [clash.theirs.target for clash in report.clashes] == ["Die Anfahrt"]
    assert opened_house.targets("en")["Anfahrt"] == ("Die Anfahrt", False)
