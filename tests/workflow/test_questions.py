"""An answer is kept under all that could have made it another one, and under nothing else."""

from __future__ import annotations

from dataclasses import replace

from translateflow.model.engine import EngineOptions
from translateflow.model.memory import Term, TermStatus
from translateflow.settings import Settings
from translateflow.workflow.house_terms import HouseTerms
from translateflow.workflow.questions import Questions

TERM = Term("de", "en", "Bürgeramt", "citizens’ office", TermStatus.PREFERRED)


def _settings(**options: object) -> Settings:
    return Settings(title="Stadt", engine_options={"deepl": EngineOptions("deepl", **options)})  # type: ignore[arg-type]  # the dataclass's fields


def _digest(settings: Settings, *terms: Term, engine: str = "deepl", language: str = "en") -> str:
    return Questions(settings, HouseTerms(lambda _source, _language: terms)).digest(engine, "de", language)


def test_address_protected_words_and_glossary_make_another_answer() -> None:
    plain = _digest(_settings())
    others = [
        _digest(_settings(url="http://127.0.0.1:5000")),
        _digest(replace(_settings(), protected=("IntMK",))),
        _digest(_settings(), TERM),
        _digest(_settings(), replace(TERM, target="public office")),
    ]
    assert len({plain, *others}) == 5


def test_an_engine_without_glossary_gives_the_same_answer_whatever_the_glossary_says() -> None:
    assert _digest(_settings(), TERM, engine="google") == _digest(_settings(), engine="google")


def test_limits_and_prices_change_no_answer() -> None:
    other = _settings(requests_per_second=1.0, price_per_million=20.0, max_characters_per_day=5, api_key="another")
    assert _digest(other) == _digest(_settings())
