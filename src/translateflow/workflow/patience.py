"""Patience with a database that is being restarted: what was paid for is not thrown away for two seconds' outage."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from translateflow.dispatch import patiently
from translateflow.errors import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

PATIENCE_SECONDS = 20.0


def with_patience(use: Callable[[], T]) -> T:
    """Use the database, again and again while it is away for a moment. Raises DatabaseError when it stays away.

    `use` may have taken effect before the connection was cut: it must be one that may be repeated.
    """
    return patiently(use, passing=_is_passing, seconds=PATIENCE_SECONDS)


def _is_passing(error: Exception) -> bool:
    return isinstance(error, DatabaseError) and error.passing
