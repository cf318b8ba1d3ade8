"""A lane: one engine with its options, its pace, its breaker and its places for calls at once."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.engines.breaker import Breaker
from translateflow.engines.protocol import Engine, ExplainsPairs
from translateflow.engines.registry import make_engine
from translateflow.errors import EngineKeyMissingError
from translateflow.model.engine import EngineOptions

if TYPE_CHECKING:
    from translateflow.engines.breaker import Board, BreakerRule
    from translateflow.engines.pace import Pace


@dataclass(slots=True)
class Lane:
    """`engine` is None when it could not be made; `unusable` then says why."""

    name: str
    engine: Engine | None
    pace: Pace
    breaker: Breaker
    places: threading.BoundedSemaphore
    seconds: float
    concurrency: int
    unusable: str = ""

    def refusal(self, source: str, target: str) -> str:
        """Say why this lane cannot draft the pair at all; "" when it can."""
        if self.engine is None:
            return self.unusable
        if self.engine.supports(source, target):
            return ""
        if isinstance(self.engine, ExplainsPairs):
            return self.engine.explain_pair(source, target)
        return f"it does not translate {source} -> {target}; put another engine into engines.order for {target}"


def open_lane(engine: Engine | EngineOptions, pace: Pace, board: Board, rule: BreakerRule) -> Lane:
    """Make a lane. An engine without its key becomes a lane that says so; UnknownEngineError is the caller's."""
    options = engine if isinstance(engine, EngineOptions) else EngineOptions(engine.name)
    unusable = ""
    made: Engine | None = None
    try:
        made = make_engine(engine) if isinstance(engine, EngineOptions) else engine
    except EngineKeyMissingError:
        unusable = f"no key is set (api_key_file under [engines.{options.name}] in translateflow.toml)"
    return Lane(
        name=options.name,
        engine=made,
        pace=pace,
        breaker=Breaker(options.name, board, rule),
        places=threading.BoundedSemaphore(max(1, options.concurrency)),
        seconds=options.timeout,
        concurrency=max(1, options.concurrency),
        unusable=unusable,
    )
