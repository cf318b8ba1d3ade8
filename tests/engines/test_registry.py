from __future__ import annotations

import pickle
from importlib.metadata import EntryPoint

import pytest

from translateflow.engines import ENGINES, NOT_OFFERED, EngineSpec, make_engine, registry
from translateflow.engines.pseudo import SPEC as PSEUDO
from translateflow.errors import EngineError, EngineKeyMissingError, UnknownEngineError
from translateflow.model.engine import EngineLimits, EngineOptions

STRANGER = EngineSpec("stranger", PSEUDO.factory, EngineLimits(1, 1), needs_key=False, publishable=True, known="Mine.")
NO_SPEC = "no spec at all"


@pytest.mark.parametrize("name", sorted(ENGINES))
def test_every_engine_says_who_it_is(name: str) -> None:
    spec = ENGINES[name]
    engine = make_engine(EngineOptions(name, api_key="k:k"))
    assert (spec.name, engine.name, engine.limits) == (name, name, spec.limits)
    assert spec.known.endswith(".")
    assert spec.limits.texts >= 1
    engine.close()


def test_an_unknown_engine_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownEngineError, match=r"There is no engine “goggle”\. Engines are: deepl, google") as caught:
        make_engine(EngineOptions("goggle"))
    assert "pseudo" in str(caught.value)


@pytest.mark.parametrize("name", sorted(NOT_OFFERED))
def test_a_service_that_cannot_work_is_not_offered_and_the_reason_is_said(name: str) -> None:
    assert name not in ENGINES
    with pytest.raises(UnknownEngineError, match=f"“{name}” is not offered: {NOT_OFFERED[name][:20]}"):
        make_engine(EngineOptions(name))


def test_an_engine_that_needs_a_key_says_where_to_put_it() -> None:
    with pytest.raises(EngineKeyMissingError, match=r"api_key_file under \[engines.deepl\]"):
        make_engine(EngineOptions("deepl"))


def test_only_pseudo_must_never_be_published() -> None:
    assert [name for name, spec in ENGINES.items() if not spec.publishable] == ["pseudo"]


def test_engines_of_other_packages_join_and_cannot_replace_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def points(*, group: str) -> list[EntryPoint]:
        here = __name__
        return [
            EntryPoint("stranger", f"{here}:STRANGER", group),
            EntryPoint("broken", f"{here}:NO_SPEC", group),
            EntryPoint("pseudo", "translateflow.engines.pseudo:SPEC", group),
        ]

    monkeypatch.setattr(registry, "entry_points", points)
    monkeypatch.setattr(EntryPoint, "load", lambda point: {"STRANGER": STRANGER}.get(point.attr, NO_SPEC))
    registry._from_other_packages.cache_clear()
    try:
        assert ENGINES["stranger"] is STRANGER
        assert len(ENGINES) == len(list(ENGINES)) == 9
        assert ENGINES["pseudo"] is PSEUDO
    finally:
        registry._from_other_packages.cache_clear()


def test_errors_survive_pickling() -> None:
    error = EngineError("deepl", "it asks us to slow down (429)", permanent=False, retry_after=7.0)
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 — our own bytes
    assert (str(copy), copy.engine, copy.reason, copy.permanent, copy.retry_after) == (
        str(error), "deepl", "it asks us to slow down (429)", False, 7.0,
    )  # fmt: skip
