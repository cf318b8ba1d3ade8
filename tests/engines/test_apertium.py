"""The real Apertium of this machine, and what happens when its programs break."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from translateflow.engines import ExplainsPairs, make_engine
from translateflow.engines.apertium import ApertiumEngine
from translateflow.engines.apertium_pipeline import Pipeline, PipelineBrokenError
from translateflow.engines.apertium_stream import polish_answer
from translateflow.engines.validation import Answer
from translateflow.errors import EngineError, EngineUnreachableError
from translateflow.model.engine import Draft, DraftRequest, EngineOptions, NoDraft
from translateflow.model.segment import TagShape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import RequireProgram

    from translateflow.engines import Engine

EM, STRONG, A1, CODE = (TagShape(name, paired=True) for name in ("em", "strong", "a1", "code"))


@pytest.fixture
def apertium(require_program: RequireProgram) -> Iterator[Engine]:
    """Give the real engine; both pairs that the repository's newsroom uses have to be there."""
    require_program("apertium-wblank-mode", "apertium")
    engine = make_engine(EngineOptions("apertium", timeout=10.0))
    if not (engine.supports("en", "es") and engine.supports("en", "ca")):
        missing = "sudo apt-get install -y apertium-eng-spa apertium-eng-cat"
        if os.environ.get("CI"):
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    yield engine
    engine.close()


def draft(engine: Engine, *requests: DraftRequest | str, target: str = "es") -> list[str]:
    made = [DraftRequest(request) if isinstance(request, str) else request for request in requests]
    outcomes = engine.draft(made, "en", target)
    return [outcome.text if isinstance(outcome, Draft) else f"! {outcome.reason}" for outcome in outcomes]


def children() -> set[int]:
    """Give the processes that this one has started and not collected, zombies included."""
    return {int(pid) for pid in Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text().split()}


def test_english_becomes_spanish_and_catalan(apertium: Engine) -> None:
    assert draft(apertium, "The white house opens on Monday.") == ["La casa blanca abre el lunes."]
    assert draft(apertium, "The white house opens on Monday.", target="ca") == ["La casa blanca obre en dilluns."]


def test_tags_move_with_their_words(apertium: Engine) -> None:
    request = DraftRequest("The <em>white</em> <strong>house</strong> is here.", (EM, STRONG))
    assert draft(apertium, request) == ["La <strong>casa</strong> <em>blanca</em> es aquí."]


def test_what_is_shielded_comes_back_as_it_was(apertium: Engine) -> None:
    text = "Write to press@town.example or <code>git add</code> {name} [sic] #bridge @town *a* ~ ^ $5 / \\ IntMK."
    (answer,) = draft(apertium, DraftRequest(text, (CODE,), ("IntMK",)))
    shielded = "press@town.example <code>git add</code> {name} [ ] #bridge @town * ~ ^ $ / \\ IntMK"
    assert [piece for piece in shielded.split() if piece not in answer] == []


def test_unknown_words_lose_their_mark_and_are_reported(apertium: Engine) -> None:
    (outcome,) = apertium.draft([DraftRequest("The xyzzyq opens.")], "en", "es")
    assert outcome == Draft("El xyzzyq abre.", "apertium", ("Apertium does not know “xyzzyq”.",))


def test_a_pair_around_a_shield_alone_stays_around_it(apertium: Engine) -> None:
    request = DraftRequest("Mail <a1>press@town.example</a1> today.", (A1,))
    (answer,) = draft(apertium, request)
    assert "<a1>press@town.example</a1>" in answer


def test_outer_blanks_and_texts_without_words_are_kept(apertium: Engine) -> None:
    assert draft(apertium, "  The house. ", "—", "…") == ["  La casa. ", "—", "…"]


def test_many_threads_get_their_own_answers(apertium: Engine) -> None:
    found: dict[int, list[str]] = {}

    def work(number: int) -> None:
        found[number] = draft(apertium, *[f"The house {number} {line}." for line in range(20)])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == {number: [f"La casa {number} {line}." for line in range(20)] for number in range(6)}


def test_a_long_text_passes_without_blocking(apertium: Engine) -> None:
    text = "The white house opens on Monday. " * 1500
    (answer,) = draft(apertium, text)
    assert answer.count("casa blanca") == 1500


def test_a_crash_of_any_program_is_survived_by_a_restart(apertium: Engine) -> None:
    before = children()
    assert draft(apertium, "The house.") == ["La casa."]
    for place in range(len(children() - before)):
        os.kill(sorted(children() - before)[place], signal.SIGKILL)
        assert draft(apertium, "The house.", "The bridge.") == ["La casa.", "El puente."]


def test_closing_leaves_no_process_behind(apertium: Engine) -> None:
    before = children()
    draft(apertium, "The house.")
    assert children() - before
    apertium.close()
    apertium.close()
    assert children() - before == set()


def test_a_probe_names_the_installed_pairs(apertium: Engine) -> None:
    assert "eng-spa" in apertium.probe().message


def explain(engine: Engine, source: str, target: str) -> str:
    assert isinstance(engine, ExplainsPairs)
    return engine.explain_pair(source, target)


@pytest.mark.parametrize(
    ("pair", "reason"),
    [
        ("en es", "its pair en -> es is not installed: apt install apertium-eng-spa"),
        ("ca en", "its pair ca -> en is not installed: apt install apertium-eng-cat"),
        ("es-MX pt-BR", "its pair es-MX -> pt-BR is not installed: apt install apertium-es-pt"),
        ("da nb", "its pair da -> nb is not installed: apt install apertium-dan-nor"),
        ("eu es", "its pair eu -> es is not installed: apt install apertium-eu-es"),
        ("es eu", "it has no pair es -> eu"),
        ("de ca", "it has no pair de -> ca"),
    ],
)
def test_a_missing_pair_names_its_debian_package(tmp_path: Path, pair: str, reason: str) -> None:
    engine = make_engine(EngineOptions("apertium", url=str(tmp_path)))
    assert explain(engine, *pair.split()) == reason
    assert not engine.supports(*pair.split())
    with pytest.raises(EngineError, match=reason.partition(":")[0]):
        engine.draft([DraftRequest("x")], *pair.split())


@pytest.mark.parametrize(
    ("modes", "pair", "found"),
    [
        ("eng-spa", "en es", True),
        ("eng-spa", "en-GB es-MX", True),
        ("eng-cat_valencia eng-cat", "en ca-valencia", True),
        ("en-gl", "en gl", True),
        ("dan-nob", "da no", True),
        ("eng-spa", "es en", False),
        ("deu-deu_simple", "de de-simple", False),
    ],
)
def test_a_pair_is_found_under_the_names_that_modes_have(tmp_path: Path, modes: str, pair: str, *, found: bool) -> None:
    (tmp_path / "modes").mkdir()
    for mode in modes.split():
        (tmp_path / "modes" / f"{mode}.mode").touch()
    engine = make_engine(EngineOptions("apertium", url=str(tmp_path)))
    assert engine.supports(*pair.split()) is found
    assert (explain(engine, *pair.split()) == "") is found


def test_nothing_installed_is_said_with_the_command_that_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(EngineOptions("apertium", url=str(tmp_path)))
    assert "apt install" in engine.probe().message
    monkeypatch.setenv("PATH", str(tmp_path))
    probe = engine.probe()
    assert (probe.ok, probe.message) == (
        False, "not installed: apt install apertium apertium-eng-spa apertium-eng-cat",
    )  # fmt: skip


@pytest.fixture
def fake_mode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a mode whose line is what the test writes; Apertium's own program is played by `cat`."""
    program = tmp_path / "bin" / "apertium-wblank-mode"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\ncat "$2"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    (tmp_path / "modes").mkdir()
    return tmp_path / "modes" / "eng-spa.mode"


@pytest.fixture
def fake_apertium(fake_mode: Path) -> Iterator[ApertiumEngine]:
    """Give an engine whose programs are what `fake_mode` says, with little patience."""
    engine = ApertiumEngine(EngineOptions("apertium", url=str(fake_mode.parent.parent), timeout=2.0))
    yield engine
    engine.close()


def test_programs_that_end_at_once_are_told_from_a_bad_text(fake_apertium: ApertiumEngine, fake_mode: Path) -> None:
    fake_mode.write_text("true | cat")
    with pytest.raises(EngineUnreachableError, match="reinstall the pair's package"):
        fake_apertium.draft([DraftRequest("The house.")], "en", "es")


def test_a_program_that_is_missing_is_said(fake_apertium: ApertiumEngine, fake_mode: Path) -> None:
    fake_mode.write_text("cat | no-such-program-here $1 $2")
    with pytest.raises(EngineUnreachableError, match="cannot be started"):
        fake_apertium.draft([DraftRequest("The house.")], "en", "es")


def test_a_text_that_crashes_the_programs_costs_itself_only(fake_apertium: ApertiumEngine, fake_mode: Path) -> None:
    fake_mode.write_text("""python3 -u -c '
import os, sys
while chunk := os.read(0, 65536):
    if b"crash" in chunk: sys.exit(1)
    os.write(1, chunk.upper())
'""")
    outcomes = fake_apertium.draft([DraftRequest(text) for text in ("one", "crash", "two")], "en", "es")
    assert [getattr(outcome, "text", "") for outcome in outcomes] == ["ONE", "", "TWO"]
    assert isinstance(outcomes[1], NoDraft)


def test_programs_that_hang_cost_the_time_out_and_are_started_again(
    fake_apertium: ApertiumEngine, fake_mode: Path
) -> None:
    fake_mode.write_text("""python3 -u -c '
import os, time
while chunk := os.read(0, 65536):
    if b"hang" in chunk: time.sleep(60)
    os.write(1, chunk.upper())
'""")
    started = time.monotonic()
    with pytest.raises(EngineError, match="no answer within"):
        fake_apertium.draft([DraftRequest("hang")], "en", "es")
    assert time.monotonic() - started < 30
    assert draft(fake_apertium, "one") == ["ONE"]


def test_input_to_a_program_that_has_ended_is_a_break() -> None:
    pipeline = Pipeline([["true"]])
    with pytest.raises(PipelineBrokenError):
        pipeline.exchange(["x" * 1_000_000], 5.0)
    pipeline.close()


@pytest.mark.parametrize(
    ("text", "bare", "warnings"),
    [
        ("El *xyzzyq abre el *xyzzyq", "El xyzzyq abre el xyzzyq", ["does not know “xyzzyq”"]),
        ("@casa #*puente", "casa puente", ["has no translation for “casa”", "could not inflect “puente”"]),
        ("“ somos” ( aquí ) 14 días .", "“somos” (aquí ) 14 días.", []),
        ("2025*bridge  abre *", "2025bridge abre ", ["does not know “bridge”"]),
    ],
)
def test_the_marks_of_words_without_translation_are_taken_off(text: str, bare: str, warnings: list[str]) -> None:
    assert polish_answer(text) == Answer(bare, tuple(f"Apertium {warning}." for warning in warnings))
