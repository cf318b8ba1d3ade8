"""Every operation of the API, once. What is new is a row in its module's table, and a module is a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from translateflow.web.api import catalogs, jobs, knowledge, newsroom, people, publication, releases, review

if TYPE_CHECKING:
    from translateflow.web.api.operation import Operation

OPERATIONS: Final[tuple[Operation, ...]] = (
    *newsroom.OPERATIONS,
    *releases.OPERATIONS,
    *catalogs.OPERATIONS,
    *jobs.OPERATIONS,
    *review.OPERATIONS,
    *publication.OPERATIONS,
    *knowledge.OPERATIONS,
    *people.OPERATIONS,
)
