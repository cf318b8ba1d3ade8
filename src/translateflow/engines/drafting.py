"""Drafting: from requests to outcomes, the same for every engine.

Mask, ask, validate, read back; where a mark was lost ask again in the engine's next style, then piece by piece.
An engine brings a `translate` function that knows its wire format, and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from translateflow.engines.calls import announce_call, split_calls
from translateflow.engines.masking import has_marks, has_words, join_answer, parse_pieces
from translateflow.engines.styles import PLAIN, MaskLostError, Wire, check_marks
from translateflow.engines.validation import Answer, Refusal, validate_answer
from translateflow.errors import EngineError
from translateflow.model.engine import Draft, NoDraft
from translateflow.model.markup import find_tag_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from translateflow.engines.masking import AnswerPart, MaskedPiece
    from translateflow.engines.styles import Style
    from translateflow.model.engine import DraftOutcome, DraftRequest, EngineLimits

PIECEWISE_WARNING = "Translated piece by piece around its tags: read the sentence as a whole."


class Translate(Protocol):
    """One request to a service."""

    def __call__(self, texts: Sequence[str], wire: Wire, /) -> Sequence[object]:
        """Send the texts in one request and give what the service answered, unjudged. Raises EngineError."""


def keep_text(text: str) -> Answer:
    """Polish nothing."""
    return Answer(text)


@dataclass(frozen=True, slots=True)
class Plan:
    """How an engine wants its texts. `cost` measures a text in the unit of `limits.characters`.

    `also` holds characters that are code to the engine and have to be shielded; `polish` mends the text between marks
    and may add warnings; `spaced`: the target language writes blanks between words. `terms`: the engine takes no
    glossary, so that wanted terms are put in by shielding.
    """

    engine: str
    limits: EngineLimits
    styles: tuple[Style, ...]
    spaced: bool = True
    cost: Callable[[str], int] = len
    also: str = ""
    polish: Callable[[str], Answer] = keep_text
    terms: bool = True


def draft_requests(requests: Sequence[DraftRequest], translate: Translate, plan: Plan) -> list[DraftOutcome]:
    """Draft every request: one outcome each, in order. Raises EngineError when not even the first call went through.

    What was obtained before a later call failed is kept: it may have been paid for.
    """
    work = _Work(
        [_Item(request, parse_pieces(request, also=plan.also, terms=plan.terms)) for request in requests],
        translate,
        plan,
    )
    for item in work.items:
        if not has_words(item.pieces):
            item.outcome = Draft(join_answer(range(len(item.pieces)), item.pieces, spaced=True), plan.engine)
    marked = any(has_marks(item.pieces) for item in work.items)
    for style in plan.styles if marked else (PLAIN,):
        work.ask_in(style)
    return [item.outcome or work.ask_piecewise(item) for item in work.items]


@dataclass(slots=True)
class _Item:
    """A request on its way to an outcome; `fault` says what its last answer had lost."""

    request: DraftRequest
    pieces: tuple[MaskedPiece, ...]
    outcome: DraftOutcome | None = None
    fault: str = ""


@dataclass(slots=True)
class _Work:
    """The requests of one `draft`, and whether any answer has come in yet."""

    items: list[_Item]
    translate: Translate
    plan: Plan
    answered: bool = False

    def ask_in(self, style: Style) -> None:
        """Ask for every item without an outcome in one style; those that fit no call wait for the piecewise way."""
        waiting = [item for item in self.items if item.outcome is None]
        texts = [style.encode(item.pieces).strip() for item in waiting]
        fitting = [index for index, text in enumerate(texts) if self.plan.cost(text) <= self.plan.limits.characters]
        try:
            for index, answer in self._ask_all(texts, fitting, style.wire):
                self._judge(waiting[index], texts[index], answer, style)
        except EngineError as error:
            if not self.answered:
                raise
            for item in waiting:
                item.outcome = item.outcome or _failed(error)

    def _ask_all(self, texts: Sequence[str], wanted: Sequence[int], wire: Wire) -> Iterator[tuple[int, object]]:
        """Ask for the wanted texts in as few calls as the limits allow; each answer comes with its text's index."""
        for call in split_calls([self.plan.cost(texts[index]) for index in wanted], self.plan.limits):
            asked = [wanted[place] for place in call]
            yield from zip(asked, self._ask([texts[index] for index in asked], wire), strict=True)

    def _ask(self, texts: list[str], wire: Wire) -> Iterator[object]:
        """Send one call; when the number of answers is not the number of texts, send each text alone.

        One by one, so that those in hand are kept when a later text's call fails.
        """
        announce_call(sum(len(text) for text in texts))
        answers = self.translate(texts, wire)
        self.answered = True
        if len(answers) == len(texts):
            yield from answers
        elif len(texts) == 1:
            yield list(answers) if answers else None
        else:
            for text in texts:
                yield from self._ask([text], wire)

    def _judge(self, item: _Item, text: str, answer: object, style: Style) -> None:
        judged = validate_answer(answer, text, escaped=style.wire is not Wire.PLAIN)
        if isinstance(judged, Refusal):
            item.outcome = self._refused(judged)
            return
        try:
            parts = style.decode(judged.text.strip(), item.pieces)
        except MaskLostError as error:
            item.fault = str(error)
            return
        item.outcome = self._finish(item, parts, judged.warnings)

    def ask_piecewise(self, item: _Item) -> DraftOutcome:
        """Translate the text between the marks on its own: no mark can be lost, at the price of context."""
        places = [
            (index, snippet)
            for index, piece in enumerate(item.pieces)
            for snippet in (_cut(piece, self.plan) if isinstance(piece, str) else [""])
        ]
        snippets = [snippet for _, snippet in places]
        wanted = [index for index, snippet in enumerate(snippets) if has_words([snippet])]
        stripped = [snippet.strip() for snippet in snippets]
        translated = list(snippets)
        try:
            for index, answer in self._ask_all(stripped, wanted, Wire.PLAIN):
                judged = validate_answer(answer, stripped[index])
                if isinstance(judged, Refusal):
                    return self._refused(judged)
                translated[index] = with_outer_blanks(judged.text.strip(), snippets[index])
        except EngineError as error:
            if not self.answered:
                raise
            return _failed(error)
        parts = [
            text if isinstance(item.pieces[index], str) else index
            for (index, _), text in zip(places, translated, strict=True)
        ]
        return self._reassemble(item, parts)

    def _reassemble(self, item: _Item, parts: Sequence[AnswerPart]) -> DraftOutcome:
        try:
            checked = check_marks(parts, item.pieces)
        except MaskLostError as error:
            item.fault = str(error)
        else:
            draft = self._finish(item, checked, (PIECEWISE_WARNING,))
            if draft is not None:
                return draft
        return NoDraft(f"tags were lost in every masking: {item.fault}", self.plan.engine, permanent=True)

    def _finish(self, item: _Item, parts: Sequence[AnswerPart], warnings: tuple[str, ...]) -> Draft | None:
        """Make a draft of an answer that has all its marks; None, and a fault, when their order broke the nesting."""
        polished = [part if isinstance(part, int) else self.plan.polish(part) for part in parts]
        texts = [part if isinstance(part, int) else part.text for part in polished]
        more = [warning for part in polished if isinstance(part, Answer) for warning in part.warnings]
        request = item.request
        joined = join_answer(texts, item.pieces, spaced=self.plan.spaced).strip()
        whole = with_outer_blanks(joined, request.text)
        faults = find_tag_faults(whole, request.shapes)
        if faults and faults != find_tag_faults(request.text, request.shapes):
            item.fault = faults[0]
            return None
        return Draft(whole, self.plan.engine, tuple(dict.fromkeys([*warnings, *more])))

    def _refused(self, refusal: Refusal) -> NoDraft:
        return NoDraft(refusal.reason, self.plan.engine, refusal.permanent, refusal.retry_after)


def _failed(error: EngineError) -> NoDraft:
    return NoDraft(error.reason, error.engine, error.permanent, error.retry_after)


def with_outer_blanks(text: str, source: str) -> str:
    """Give the text the leading and trailing white space of its source: engines drop it."""
    bare = source.strip()
    start = source.index(bare) if bare else 0
    return f"{source[:start]}{text}{source[start + len(bare) :]}"


_SENTENCE_END = re.compile(r"[.!?…][\"”’»)]*\s+|[。！？]")
_BLANK = re.compile(r"\s+")


def _cut(text: str, plan: Plan) -> list[str]:
    """Cut a text that is too long for one call near its middle: at a sentence's end, a blank, or anywhere."""
    if plan.cost(text.strip()) <= plan.limits.characters or len(text) == 1:
        return [text]
    middle = len(text) // 2
    cut = middle
    for ends in (_SENTENCE_END, _BLANK):
        places = [match.end() for match in ends.finditer(text) if match.end() < len(text)]
        if places:
            cut = min(places, key=lambda place: abs(place - middle))
            break
    return [*_cut(text[:cut], plan), *_cut(text[cut:], plan)]
