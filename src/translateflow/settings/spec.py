"""What a setting is: the shape of a row in the tables of keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

PREFIX = "TRANSLATEFLOW_"


@dataclass(frozen=True, slots=True)
class KeySpec:
    """One setting. `section` may hold a `*`: the name of a language or an engine. `shown` is its default in words."""

    section: str
    name: str
    kind: str
    shown: str
    help: str
    parse: Callable[[Any], Any]

    @property
    def variable(self) -> str:
        """The environment variable, `<NAME>` standing for the language or engine."""
        section = self.section.replace("*", "<NAME>").replace(".", "_").upper()
        return f"{PREFIX}{section}_{self.name.upper()}"
