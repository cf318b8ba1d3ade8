"""What one run of the command line remembers, for the moment something goes wrong."""

from __future__ import annotations

import os
from dataclasses import dataclass, field


@dataclass
class CliState:
    """Set by options and commands. `on_interrupt` says how to go on after Ctrl-C."""

    debug: bool = field(default_factory=lambda: bool(os.environ.get("TRANSLATEFLOW_DEBUG")))
    as_json: bool = False
    on_interrupt: str = "Nothing that was written is lost."
