"""A small helper: which checks speak up about a pair of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from translateflow.checks import CheckContext, check_entry

if TYPE_CHECKING:
    from translateflow.model.issue import Issue


class Found(Protocol):
    """Gives the issues of a pair of texts; keywords go to the context."""

    def __call__(self, source: str, target: str, languages: str = "de en", **context: object) -> tuple[Issue, ...]: ...


@pytest.fixture
def found() -> Found:
    def issues(source: str, target: str, languages: str = "de en", **context: object) -> tuple[Issue, ...]:
        source_language, language = languages.split()
        return check_entry(source, target, CheckContext(source_language, language, **context))  # type: ignore[arg-type]  # keywords of the dataclass

    return issues
