"""Segments -> drafts. The network lives here; files and SQL do not."""

from translateflow.engines.breaker import BreakerRule
from translateflow.engines.clock import Clock
from translateflow.engines.pace import LocalPace, Pace
from translateflow.engines.protocol import Engine, EngineSpec, ExplainsPairs, Probe
from translateflow.engines.registry import ENGINES, NOT_OFFERED, make_engine
from translateflow.engines.relay import Relay, RelayReport, TriedEngine
from translateflow.engines.relay_run import RelayPolicy
from translateflow.engines.seen import CallSeen

__all__ = [
    "ENGINES",
    "NOT_OFFERED",
    "BreakerRule",
    "CallSeen",
    "Clock",
    "Engine",
    "EngineSpec",
    "ExplainsPairs",
    "LocalPace",
    "Pace",
    "Probe",
    "Relay",
    "RelayPolicy",
    "RelayReport",
    "TriedEngine",
    "make_engine",
]
