"""Probing: a question to an engine that never takes longer than three seconds."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from translateflow.engines.protocol import PROBE_SECONDS, Engine, Probe
from translateflow.errors import EngineError
from translateflow.model.engine import DraftRequest, NoDraft

if TYPE_CHECKING:
    from collections.abc import Callable


def probe_by(ask: Callable[[], str], *, seconds: float = PROBE_SECONDS) -> Probe:
    """Ask in a thread of its own; `ask` gives the sentence of success, or raises EngineError.

    What does not answer in time is left behind: its own time-outs end it.
    """
    found: list[Probe] = []

    def run() -> None:
        try:
            found.append(Probe(ok=True, message=ask()))
        except EngineError as error:
            found.append(Probe(ok=False, message=error.reason))

    thread = threading.Thread(target=run, name="translateflow-probe", daemon=True)
    thread.start()
    thread.join(seconds)
    return found[0] if found else Probe(ok=False, message=f"no answer within {seconds:g} seconds")


def try_word(engine: Engine, source: str, target: str) -> str:
    """Draft one word. Raises EngineError with what the engine said instead."""
    outcome = engine.draft([DraftRequest("bridge")], source, target)[0]
    if isinstance(outcome, NoDraft):
        raise EngineError(engine.name, outcome.reason, permanent=outcome.permanent)
    return "answers"
