"""What every engine promises, asked of each web engine over its real wire format on loopback."""

from __future__ import annotations

import logging
import socket
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from translateflow.engines import ENGINES, make_engine
from translateflow.errors import EngineError, EngineUnreachableError
from translateflow.model.engine import Draft, DraftRequest, EngineOptions, NoDraft

if TYPE_CHECKING:
    from tests.engines.conftest import Ask, Service

    from translateflow.engines import Engine

TAGGED = " The <em>old</em> bridge opens<br/>on <a1>Monday</a1>, mail press@town.example or {name}. "
TAGGED_IN_CAPITALS = " THE <em>OLD</em> BRIDGE OPENS<br/>ON <a1>MONDAY</a1>, MAIL press@town.example OR {name}. "
PLAIN = "The bridge opens on Monday."
SECRETS = ("sekret", "4711")


def test_every_request_gets_its_own_answer_in_order(ask: Ask, engine: Engine) -> None:
    texts = [f"Bridge number {number} opens." for number in range(7)]
    assert ask(*texts) == [Draft(text.upper(), engine.name) for text in texts]


def test_tags_shields_and_outer_blanks_come_back(ask: Ask, engine: Engine) -> None:
    assert ask(TAGGED, PLAIN) == [Draft(TAGGED_IN_CAPITALS, engine.name), Draft(PLAIN.upper(), engine.name)]


def test_what_has_no_words_is_not_sent(ask: Ask, engine: Engine, service: Service) -> None:
    assert ask("—", "<br/> …", "{name}") == [Draft(text, engine.name) for text in ("—", "<br/> …", "{name}")]
    assert service.asked == []


def test_a_whole_call_is_one_request_where_the_service_takes_several_texts(ask: Ask, service: Service) -> None:
    ask(*[f"Bridge {number}" for number in range(5)])
    one_by_one = ENGINES[service.engine].limits.texts == 1
    assert len(service.asked) == (5 if one_by_one else 1)


@pytest.mark.parametrize(("status", "permanent"), [("429", False), ("500", False), ("503", False), ("403", True)])
def test_a_status_ends_the_call_with_what_to_do_next(
    engine: Engine, service: Service, status: str, *, permanent: bool
) -> None:
    service.mode = status
    with pytest.raises(EngineError) as caught:
        engine.draft([DraftRequest(PLAIN)], "en", "es")
    assert (caught.value.permanent, caught.value.retry_after) == (permanent, 7.0)
    assert status in caught.value.reason


@pytest.mark.parametrize("mode", ["hang", "drip"])
def test_a_service_that_hangs_costs_no_more_than_the_time_out(
    impatient_engine: Engine, service: Service, mode: str
) -> None:
    service.mode = mode
    started = time.monotonic()
    with pytest.raises(EngineError, match="no answer within") as caught:
        impatient_engine.draft([DraftRequest(PLAIN)], "en", "es")
    assert time.monotonic() - started < 3
    assert not caught.value.permanent


def test_a_cut_connection_is_worth_another_try(engine: Engine, service: Service) -> None:
    service.mode = "cut"
    with pytest.raises(EngineError) as caught:
        engine.draft([DraftRequest(PLAIN)], "en", "es")
    assert not caught.value.permanent


def test_a_redirect_is_not_followed(engine: Engine, service: Service) -> None:
    service.mode = "redirect"
    with pytest.raises(EngineError, match="redirects") as caught:
        engine.draft([DraftRequest(PLAIN)], "en", "es")
    assert caught.value.permanent
    assert [asked.path for asked in service.asked if "sorry" in asked.path] == []


@pytest.mark.parametrize("mode", ["html", "null", "empty"])
def test_what_is_no_translation_never_becomes_a_draft(ask: Ask, service: Service, mode: str) -> None:
    service.mode = mode
    outcomes = ask(PLAIN, TAGGED)
    assert len(outcomes) == 2
    for outcome in outcomes:
        assert isinstance(outcome, NoDraft)
        assert outcome.reason


def test_fewer_answers_than_texts_never_shift_a_text_to_its_neighbour(ask: Ask, service: Service) -> None:
    service.mode = "fewer"
    for outcome in ask("The bridge opens.", "The school closes.", "The park is green."):
        assert isinstance(outcome, NoDraft)


def test_answers_that_do_not_add_up_are_asked_for_one_by_one(ask: Ask, engine: Engine, service: Service) -> None:
    texts = ["The bridge opens.", "The school closes.", "The park is green."]

    def lose_a_line(text: str) -> str:
        return text.upper() if len(service.asked[-1].texts) == 1 else ""

    service.translate = lose_a_line
    service.mode = "fewer" if ENGINES[service.engine].limits.texts > 1 else "fine"
    ask(*texts)
    service.mode = "fine"
    assert ask(*texts[:1]) == [Draft(texts[0].upper(), engine.name)]


def test_the_source_text_as_answer_is_a_draft_with_a_warning(ask: Ask, engine: Engine, service: Service) -> None:
    service.mode = "source"
    warning = ("The engine gave the source text back unchanged.",)
    assert ask(PLAIN, TAGGED) == [Draft(PLAIN, engine.name, warning), Draft(TAGGED, engine.name, warning)]


def test_tags_that_are_lost_in_every_masking_are_saved_piece_by_piece(ask: Ask, service: Service) -> None:
    service.mode = "tags lost"
    (outcome,) = ask(TAGGED)
    assert isinstance(outcome, Draft)
    assert outcome.text == TAGGED_IN_CAPITALS
    assert outcome.warnings == ("Translated piece by piece around its tags: read the sentence as a whole.",)


def test_escaped_entities_are_unescaped(ask: Ask, engine: Engine, service: Service) -> None:
    service.translate = lambda text: f"{text} l&#39;a &amp; b"
    assert ask("Bridge") == [Draft("Bridge l'a & b", engine.name)]


@pytest.mark.parametrize("mode", ["fine", "403", "429", "cut", "html", "null", "redirect"])
def test_the_key_is_in_no_message_repr_traceback_or_log(
    engine: Engine, service: Service, mode: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    service.mode = mode
    shown = [repr(engine), str(engine)]
    try:
        shown += [repr(outcome) for outcome in engine.draft([DraftRequest(PLAIN)], "en", "es")]
    except EngineError as error:
        shown += [str(error), repr(error), repr(error.__dict__), *traceback.format_exception(error)]
        shown += [repr(error.__context__)]
    shown += [record.getMessage() for record in caplog.records]
    assert [text for text in shown for secret in SECRETS if secret in text] == []


def test_a_service_that_is_not_there_is_unreachable_at_once(service: Service) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        engine = make_engine(EngineOptions(service.engine, url=url, api_key="k:k"))
        with pytest.raises(EngineUnreachableError):
            engine.draft([DraftRequest(PLAIN)], "en", "es")
        assert not engine.probe().ok


def test_a_name_that_does_not_resolve_is_unreachable(service: Service) -> None:
    engine = make_engine(EngineOptions(service.engine, url="http://nowhere.invalid", api_key="k:k"))
    with pytest.raises(EngineUnreachableError):
        engine.draft([DraftRequest(PLAIN)], "en", "es")


def test_threads_that_share_an_engine_get_their_own_answers(engine: Engine) -> None:
    def draft(number: int) -> list[str]:
        texts = [f"Bridge {number} in ward {line} opens." for line in range(5)]
        outcomes = engine.draft([DraftRequest(text) for text in texts], "en", "es")
        return [
            text for text, outcome in zip(texts, outcomes, strict=True) if outcome != Draft(text.upper(), engine.name)
        ]

    with ThreadPoolExecutor(8) as pool:
        assert [wrong for wrongs in pool.map(draft, range(24)) for wrong in wrongs] == []


def test_a_probe_says_that_it_answers(engine: Engine) -> None:
    probe = engine.probe()
    assert probe.ok, probe.message


def test_leichte_sprache_is_nothing_an_engine_writes(engine: Engine) -> None:
    assert engine.supports("de", "en")
    assert not engine.supports("de", "de-simple")
    assert not engine.supports("en", "en")


def test_closing_twice_is_fine(engine: Engine) -> None:
    engine.close()
    engine.close()
