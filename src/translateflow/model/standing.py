"""How an engine stands with us: its failures, until when it is left alone, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """One engine with one key, the same for all workers. Times are seconds of the clock of whoever keeps it.

    `failures` in a row; `openings` of the breaker in a row. `open_until`: no call before; afterwards one call may try,
    and `trial_until` keeps the others waiting for it. `resume_at`: the service itself asked for silence until then
    (Retry-After). `reason` is why the breaker opened.
    """

    failures: int = 0
    openings: int = 0
    open_until: float | None = None
    trial_until: float = 0.0
    resume_at: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EngineState:
    """What is known of an engine's limits right now, for reports and metrics.

    `key` is a digest of address and key, never the key. `closed`: calls go through. Otherwise `seconds` until the next
    call may try, and the `reason`. `held_seconds`: the service asked for so much silence.
    """

    engine: str
    key: str
    closed: bool
    seconds: float
    held_seconds: float
    failures: int
    reason: str
    characters_today: int = 0
    characters_per_day: int | None = None
