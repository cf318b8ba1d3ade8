"""What an engine is: the promises every engine keeps, and the line each one has in the registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from translateflow.model.engine import DraftOutcome, DraftRequest, EngineLimits, EngineOptions

PROBE_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Probe:
    """Whether an engine answers right now, and one sentence about it. Never holds a key."""

    ok: bool
    message: str


class Engine(Protocol):
    """A machine translation service, or a program that does the same. The Relay calls it from many threads at once.

    An engine of your own is one module and one line: in `registry.py`, or as an entry point `translateflow.engines`
    of your package whose object is an `EngineSpec`. `google.py` is the shortest example of a web service.
    `drafting.Drafter` does the masking, the checks and the second tries for you.
    """

    @property
    def name(self) -> str:
        """The name of the registry, as it stands in settings, drafts and reasons."""

    @property
    def limits(self) -> EngineLimits:
        """How much one `draft` takes; the Relay never hands over more, except a single text that is longer."""

    def supports(self, source: str, target: str) -> bool:
        """Whether this pair of BCP 47 tags can be drafted. Answers at once, without the network."""

    def draft(self, requests: Sequence[DraftRequest], source: str, target: str) -> list[DraftOutcome]:
        """Draft segments: one outcome per request, in their order, never fewer.

        A `Draft` has the segment's own tags, each as often as the source and well nested, its shielded pieces
        unchanged, and has passed `validation`; everything else is a `NoDraft` with its reason. Raises EngineError,
        and nothing else, when the whole call failed; the key is in no message. Every request sent is announced by
        `calls.announce_call` before, and no request waits longer than the options' time-out between two bytes.
        """

    def probe(self) -> Probe:
        """Say within 3 seconds whether the engine can be used now; never raises for what the service does."""

    def close(self) -> None:
        """Let go of connections and programs; may be called twice, and while a call is under way."""


@runtime_checkable
class ExplainsPairs(Protocol):
    """An engine that can say how an unsupported pair could be had."""

    def explain_pair(self, source: str, target: str) -> str:
        """Say in one clause why the pair cannot be drafted and what would mend it; "" when it is supported."""


@dataclass(frozen=True, slots=True)
class EngineSpec:
    """An engine's line in the registry.

    `known` is one sentence for `doctor`: what is known of the service. `publishable` False: its text is for layout
    tests and must never go out. `default_url` is "" for what runs on this machine. `takes_glossary`:
    what it answers depends on the options' glossary.
    """

    name: str
    factory: Callable[[EngineOptions], Engine]
    limits: EngineLimits
    needs_key: bool
    publishable: bool
    known: str
    default_url: str = ""
    takes_glossary: bool = False
