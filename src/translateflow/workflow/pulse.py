"""The sign of life of whoever publishes what an embargo releases: `doctor` looks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from translateflow.workspace import Newsroom

ALIVE_SECONDS: Final = 180.0
"""Older signs of life are none."""

SERVE: Final = "serve"
BEAT: Final = "beat"


def note_pulse(newsroom: Newsroom, name: str) -> None:
    """Note that we are alive. Raises DatabaseError."""
    newsroom.database.pulses.beat(name)
