"""An estimate says what a job would send, after memory and cache, and leaves no trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.errors import UnknownEngineError
from translateflow.model.cost import EngineCost
from translateflow.model.engine import DraftRequest
from translateflow.model.job import NewItem, Outcome
from translateflow.model.memory import MemoryUnit
from translateflow.model.segment import Key, Role
from translateflow.workflow.estimate import Ask, plan_estimate, run_estimate
from translateflow.workflow.translate import TranslateRequest, run_translate

if TYPE_CHECKING:
    from tests.workflow.conftest import EngineServer, House

    from translateflow.model.job import Sums

FIRST = "Die Brücke kostet 12,8 Mio. Euro."


def _ignore(_: Sums) -> None:
    """Watch nothing."""


def _items(*outcomes: Outcome) -> list[NewItem]:
    return [
        NewItem("bruecke", "de", "en", Key(Role.TEXT, f"Satz {number}."), outcome=outcome)
        for number, outcome in enumerate(outcomes)
    ]


def _ask(text: str, engine: str = "deepl", *, cached: bool = False) -> Ask:
    return Ask("de", "en", DraftRequest(text), engine, cached)


def test_every_item_is_counted_once_and_only_what_is_sent_costs() -> None:
    asks = [_ask("Satz 0."), _ask("Satz 0."), _ask("Satz 1.", cached=True), _ask("Satz 2.", ""), _ask("Satz 33.")]
    items = _items(Outcome.KEPT, Outcome.MEMORY, *[Outcome.WAITING] * len(asks))
    estimate = plan_estimate(items, asks, {"deepl": 20.0}, currency="EUR")
    assert estimate.engines == (EngineCost("deepl", 15, 20.0, items=2),)
    assert (estimate.kept, estimate.memory, estimate.cached, estimate.repeats, estimate.unanswered) == (1, 1, 1, 1, 1)
    assert estimate.items == 7 == estimate.sent + 5
    assert estimate.money == pytest.approx(15 * 20 / 1_000_000)


def test_the_same_text_for_two_languages_is_two_questions() -> None:
    asks = [_ask("Satz."), Ask("de", "fr", DraftRequest("Satz."), "deepl")]
    assert plan_estimate([], asks, {}, currency="EUR").sent == 2


def test_nothing_is_written_and_nobody_is_asked(served_house: House, engine: EngineServer) -> None:
    before = sorted(served_house.root.rglob("*"))
    estimate = run_estimate(served_house.newsroom, TranslateRequest())
    assert sorted(served_house.root.rglob("*")) == before
    assert not engine.asked
    assert (estimate.items, estimate.sent) == (10, 10)


def test_what_was_estimated_is_what_is_sent(served_house: House, engine: EngineServer) -> None:
    estimate = run_estimate(served_house.newsroom, TranslateRequest(languages=["en"]))
    run_translate(served_house.newsroom, TranslateRequest(languages=["en"]), _ignore)
    assert estimate.sent == engine.asked.total()


def test_what_memory_and_cache_know_costs_nothing(served_house: House) -> None:
    known = MemoryUnit("de", "en", FIRST, "The bridge costs 12.8 million euros.")
    served_house.newsroom.database.memory.add([known])
    wish = TranslateRequest(languages=["en"])
    first = run_estimate(served_house.newsroom, wish)
    assert (first.memory, first.sent) == (1, 4)
    run_translate(served_house.newsroom, wish, _ignore)
    served_house.write_release("kopie", served_house.newsroom.sources()["bruecke"].read_text(encoding="utf-8"))
    copy = run_estimate(served_house.newsroom, TranslateRequest(slugs=["kopie"], languages=["en"]))
    assert (copy.memory, copy.cached, copy.sent, copy.money) == (1, 4, 0, 0)


def test_an_edit_that_was_not_synced_yet_is_in_the_estimate(served_house: House) -> None:
    wish = TranslateRequest(languages=["en"])
    run_translate(served_house.newsroom, wish, _ignore)
    path = served_house.newsroom.sources()["bruecke"]
    path.write_text(path.read_text(encoding="utf-8") + "\nEin neuer Satz steht hier.\n", encoding="utf-8")
    estimate = run_estimate(served_house.newsroom, wish)
    assert estimate.characters == len("Ein neuer Satz steht hier.")
    assert "neuer Satz" not in served_house.catalog_path("en").read_text(encoding="utf-8")


def test_a_language_no_engine_can_draft_is_said_so(served_house: House) -> None:
    estimate = run_estimate(served_house.newsroom, TranslateRequest(languages=["en"], engine="deepl"))
    assert (estimate.unanswered, estimate.sent) == (5, 0), "there is no key for DeepL here"


def test_what_is_misspelled_is_told(served_house: House) -> None:
    with pytest.raises(UnknownEngineError):
        run_estimate(served_house.newsroom, TranslateRequest(engine="gogle"))


def test_the_price_of_the_settings_makes_money(served_house: House) -> None:
    settings = (served_house.root / "translateflow.toml").read_text(encoding="utf-8")
    priced = settings.replace("[engines]\n", '[engines]\ncurrency = "chf"\n') + "price_per_million = 20\n"
    served_house.configure(priced)
    estimate = run_estimate(served_house.newsroom, TranslateRequest(languages=["en"]))
    assert estimate.currency == "CHF"
    assert estimate.money == pytest.approx(estimate.characters * 20 / 1_000_000)
    assert estimate.money > 0
