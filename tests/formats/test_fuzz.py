"""`tools/fuzz.py` itself: it finds what breaks a promise, makes it small, and walks the same road again."""

from __future__ import annotations

import random
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

FILE = Path(__file__).parents[2] / "tools" / "fuzz.py"


@pytest.fixture(name="fuzz")
def fuzz_fixture(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = spec_from_file_location("fuzz", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "fuzz", module)  # its dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_the_samples_keep_every_promise(fuzz: ModuleType) -> None:
    assert [fuzz.find_failure("a.md", text.encode(), 0) for text in fuzz.read_corpus()[:20]] == [None] * 20


def test_the_same_seed_makes_the_same_sources(fuzz: ModuleType) -> None:
    corpus = fuzz.read_corpus()
    made = [fuzz.make_source(corpus, random.Random(7)) for _ in range(2)]  # noqa: S311 — repeatable, no secret
    assert made[0] == made[1]


def test_a_source_that_is_refused_breaks_no_promise(fuzz: ModuleType) -> None:
    assert fuzz.find_failure("a.html", b"<em>", 0) is None


def test_a_broken_promise_is_found_and_made_small(fuzz: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def has_no_dragon(_name: str, data: bytes, *_: Any) -> bool:
        return b"dragon" not in data

    monkeypatch.setitem(fuzz.PROMISES, "here be none", has_no_dragon)
    failure = fuzz.find_failure("a.md", b"Here is a long text.\n\nAnd a dragon in it, too.", 0)
    assert failure.promise == "here be none"
    assert fuzz.shrink(failure, 0).data == b"dragon"


def test_another_error_than_a_refusal_is_a_failure(fuzz: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: Any, **__: Any) -> None:
        raise RecursionError

    monkeypatch.setattr(fuzz, "read_release", crash)
    assert "RecursionError" in fuzz.find_failure("a.md", b"x", 0).how


def test_it_ends_with_a_reproducer_or_with_a_count(
    fuzz: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["fuzz.py", "--seconds", "0.2", "--seed", "5"])
    assert fuzz.main() == 0
    assert "kept every promise (seed 5)" in capsys.readouterr().out
    monkeypatch.setitem(fuzz.PROMISES, "nothing is good", lambda *_: False)
    assert fuzz.main() == 1
    assert "Broken: nothing is good" in capsys.readouterr().err
