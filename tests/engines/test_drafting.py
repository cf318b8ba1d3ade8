from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translateflow.engines.calls import announce_call, guarded_by, split_calls
from translateflow.engines.drafting import PIECEWISE_WARNING, Plan, draft_requests, with_outer_blanks
from translateflow.engines.styles import BRACKETS, XML, Wire
from translateflow.errors import EngineError
from translateflow.model.engine import Draft, DraftRequest, EngineLimits, NoDraft
from translateflow.model.markup import find_tag_faults
from translateflow.model.segment import TagShape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

EM, STRONG = TagShape("em", paired=True), TagShape("strong", paired=True)
TAGGED = DraftRequest("The <em>old</em> bridge", (EM,))
PLAN = Plan("fake", EngineLimits(texts=10, characters=200), (XML, BRACKETS))


@dataclass
class Wired:
    """A service: answers by a function of text and wire, and keeps what it was asked."""

    answer: Callable[[str, Wire], object]
    asked: list[tuple[Wire, list[str]]] = field(default_factory=list)

    def __call__(self, texts: Sequence[str], wire: Wire) -> Sequence[object]:
        self.asked.append((wire, list(texts)))
        return [self.answer(text, wire) for text in texts]


def failure(retry_after: float | None = None) -> EngineError:
    return EngineError("fake", "it failed with status 503", permanent=False, retry_after=retry_after)


def test_the_next_masking_is_tried_when_the_first_lost_a_mark() -> None:
    service = Wired(lambda text, wire: "Die alte Brücke" if wire is Wire.XML else text.replace("The", "Die"))
    assert draft_requests([TAGGED], service, PLAN) == [Draft("Die <em>old</em> bridge", "fake")]
    assert [wire for wire, _ in service.asked] == [Wire.XML, Wire.PLAIN]


def test_marks_that_came_back_crossed_are_asked_for_again() -> None:
    request = DraftRequest("<em>a</em> <strong>b</strong>", (EM, STRONG))

    def cross(text: str, wire: Wire) -> str:
        return "⟦0⟧x ⟦4⟧y⟦2⟧ z⟦6⟧" if wire is Wire.PLAIN and "⟦" in text else "X" if wire is Wire.XML else text.upper()

    (outcome,) = draft_requests([request], Wired(cross), PLAN)
    assert outcome == Draft("<em>A</em> <strong>B</strong>", "fake", (PIECEWISE_WARNING,))


def test_what_was_answered_singly_is_kept_when_a_later_text_fails() -> None:
    requests = [DraftRequest("One bridge"), DraftRequest("Two bridges"), DraftRequest("Three bridges")]

    def translate(texts: Sequence[str], _: Wire) -> Sequence[object]:
        if texts == ["Two bridges"]:
            raise failure()
        return [text.upper() for text in texts][:1]

    first, second, third = draft_requests(requests, translate, PLAN)
    assert first == Draft("ONE BRIDGE", "fake")
    assert isinstance(second, NoDraft)
    assert isinstance(third, NoDraft)
    assert not second.permanent


def test_only_the_texts_that_lost_a_mark_are_asked_for_again() -> None:
    other = DraftRequest("The <em>new</em> bridge", (EM,))
    service = Wired(lambda text, wire: "kaputt" if "old" in text and wire is Wire.XML else text.upper())
    draft_requests([TAGGED, other], service, PLAN)
    assert [len(texts) for _, texts in service.asked] == [2, 1]


def test_texts_without_marks_go_as_they_are() -> None:
    service = Wired(lambda text, _: text.upper())
    draft_requests([DraftRequest("R&D"), DraftRequest("Tom's")], service, PLAN)
    assert service.asked == [(Wire.PLAIN, ["R&D", "Tom's"])]


def test_markup_an_engine_invents_is_never_kept() -> None:
    service = Wired(lambda text, _: f"<b>{text}</b>")
    (outcome,) = draft_requests([DraftRequest("The bridge")], service, PLAN)
    assert outcome == NoDraft(
        "tags were lost in every masking: the answer has markup of its own", "fake", permanent=True
    )


def test_a_text_too_long_for_one_call_is_cut_at_sentences_and_put_together() -> None:
    text = "One two three four. " * 30 + "中" * 250
    service = Wired(lambda text, _: text.upper())
    (outcome,) = draft_requests([DraftRequest(text)], service, PLAN)
    assert outcome == Draft(text.upper(), "fake", (PIECEWISE_WARNING,))
    assert all(sum(map(len, texts)) <= 200 for _, texts in service.asked)
    assert all(re.search(r"(\.|中)$", text) for _, texts in service.asked for text in texts)


def test_a_failure_later_on_keeps_what_was_paid_for() -> None:
    def fail_on_second(text: str, wire: Wire) -> str:
        if wire is Wire.PLAIN:
            raise failure(3.0)
        return "kaputt" if "old" in text else text.upper().replace("ID=", "id=")

    outcomes = draft_requests([TAGGED, DraftRequest("The bridge")], Wired(fail_on_second), PLAN)
    assert outcomes == [
        NoDraft("it failed with status 503", "fake", permanent=False, retry_after=3.0),
        Draft("THE BRIDGE", "fake"),
    ]


def test_a_failure_of_the_piecewise_way_keeps_the_others() -> None:
    def fail_on_pieces(text: str, wire: Wire) -> str:
        if wire is Wire.PLAIN and "⟦" not in text:
            raise failure()
        return "kaputt" if "old" in text else text.upper()

    outcomes = draft_requests([TAGGED, DraftRequest("The bridge")], Wired(fail_on_pieces), PLAN)
    assert outcomes[0] == NoDraft("it failed with status 503", "fake", permanent=False)
    assert isinstance(outcomes[1], Draft)


def test_a_first_call_that_fails_fails_as_a_whole() -> None:
    def fail(_text: str, _wire: Wire) -> str:
        raise failure()

    with pytest.raises(EngineError):
        draft_requests([TAGGED], Wired(fail), PLAN)
    with pytest.raises(EngineError):
        draft_requests([DraftRequest("x" * 300)], Wired(fail), PLAN)


def test_a_piece_without_a_translation_is_no_draft() -> None:
    service = Wired(lambda text, wire: None if wire is Wire.PLAIN and "⟦" not in text else "kaputt")
    assert draft_requests([TAGGED], service, PLAN) == [NoDraft("the engine answered nothing", "fake", permanent=False)]


WORDS = st.sampled_from(["old ", "bridge", " ", ".", "{name} ", "a@b.example ", "<x>", "⟦0⟧", "é", "&amp;"])
SHAPES = (EM, STRONG, TagShape("br", paired=False))


@st.composite
def tagged(draw: st.DrawFn) -> str:
    parts = draw(st.lists(WORDS, max_size=4))
    for name in draw(st.permutations(["em", "strong"])):
        place = draw(st.integers(0, len(parts)))
        parts = [*parts[:place], f"<{name}>{''.join(parts[place:])}</{name}>"]
    return "".join([*parts, "<br/>", *draw(st.lists(WORDS, max_size=2))])


@given(text=tagged(), damage=st.integers(0, 2**32))
@settings(max_examples=200)
def test_whatever_an_engine_does_a_draft_has_the_segments_own_tags(text: str, damage: int) -> None:
    def spoil(masked: str, _wire: Wire) -> str:
        pieces = re.split(r"(<[^>]*>|⟦\d+⟧|\s)", masked)
        keep = [piece for place, piece in enumerate(pieces) if not damage >> (place % 32) & 1]
        return "".join(reversed(keep) if damage & 1 else keep)

    (outcome,) = draft_requests([DraftRequest(text, SHAPES)], Wired(spoil), PLAN)
    if isinstance(outcome, Draft):
        assert find_tag_faults(outcome.text, SHAPES) == ()
        assert outcome.text.count("{name}") == text.count("{name}")
    else:
        assert outcome.reason


@given(st.text(alphabet=" \n\tab", max_size=12), st.text(alphabet="xyz", min_size=1, max_size=3))
def test_outer_blanks_are_the_sources(source: str, answer: str) -> None:
    whole = with_outer_blanks(answer, source)
    assert whole.strip() == answer
    if source.strip():
        assert whole.partition(answer)[0] == source[: len(source) - len(source.lstrip())]
        assert whole.rpartition(answer)[2] == source[len(source.rstrip()) :]


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(1, 7), st.integers(1, 60))
def test_calls_hold_every_text_once_in_order_and_within_the_limits(
    costs: list[int], texts: int, characters: int
) -> None:
    calls = split_calls(costs, EngineLimits(texts, characters))
    assert [index for call in calls for index in call] == list(range(len(costs)))
    for call in calls:
        assert len(call) == 1 or (len(call) <= texts and sum(costs[index] for index in call) <= characters)


def test_calls_are_announced_to_the_guard_of_this_thread_only() -> None:
    class Counter:
        seen: tuple[int, ...] = ()

        def before_call(self, characters: int) -> None:
            self.seen = (*self.seen, characters)

    counter = Counter()
    announce_call(1)
    with guarded_by(counter):
        announce_call(2)
    announce_call(3)
    assert counter.seen == (2,)


def test_a_term_is_put_in_for_an_engine_without_a_glossary_and_left_to_one_with() -> None:
    request = DraftRequest("Das Amt öffnet", terms=(("Amt", "civic office"),))
    without, with_own = (Wired(lambda text, _: text.replace("öffnet", "opens")) for _ in range(2))
    assert draft_requests([request], without, PLAN) == [Draft("Das civic office opens", "fake")]
    assert "civic" not in without.asked[0][1][0]
    assert draft_requests([request], with_own, replace(PLAN, terms=False)) == [Draft("Das Amt opens", "fake")]


def test_a_text_that_is_all_term_needs_no_engine() -> None:
    service = Wired(lambda text, _: text)
    request = DraftRequest("Bürgeramt", terms=(("Bürgeramt", "Civic office"),))
    assert draft_requests([request], service, PLAN) == [Draft("Civic office", "fake")]
    assert service.asked == []
