"""The yardstick holds: false reports and recall on the press sentences, by the script that publishes them."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
EVERY = 5  # a fifth of the ninety pairs, for time; the script measures them all


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def yardstick() -> Iterator[Any]:
    before = dict(sys.modules)
    _load("mutations")
    yield _load("checks")
    for name in ("mutations", "checks"):
        sys.modules.pop(name, None)
        if name in before:
            sys.modules[name] = before[name]


@pytest.fixture(scope="module")
def press(yardstick: Any) -> list[Any]:
    return list(yardstick.read_press())


def test_there_are_five_hundred_sentences_in_ten_languages(press: list[Any]) -> None:
    languages = {corpus.context.language for corpus in press}
    assert languages == {"de", "en", "fr", "es", "it", "pl", "uk", "tr", "ar", "ca"}
    sentences = {row.source for corpus in press for row in corpus.rows}
    assert len(sentences) >= 490  # a few short ones are the same in two languages


def test_errors_are_false_in_under_one_and_warnings_in_under_five_percent(yardstick: Any, press: list[Any]) -> None:
    rows = errors = warnings = 0
    for corpus in press:
        _, with_error, with_warning = yardstick.measure_false_reports(corpus)
        rows += len(corpus.rows)
        errors += with_error
        warnings += with_warning
    assert errors / rows < 0.01
    assert warnings / rows < 0.05


def test_at_least_ninety_nine_percent_of_the_damage_is_reported(yardstick: Any, press: list[Any]) -> None:
    recall = yardstick.measure_recall(press[::EVERY])
    mutants = sum(found.mutants for found in recall.values())
    assert mutants > 2000
    assert sum(found.any for found in recall.values()) / mutants >= 0.99


def test_each_kind_of_damage_is_reported(yardstick: Any, press: list[Any]) -> None:
    for kind, found in yardstick.measure_recall(press[::EVERY]).items():
        if not kind.endswith(yardstick.IN_WORDS):
            assert found.any / found.mutants >= 0.99, kind
