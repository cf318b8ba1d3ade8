"""Write the ledger's results into the PO files, where the newsroom lives. May be repeated at any time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.catalog import Change, fill_drafts, update_catalog
from translateflow.errors import TranslateflowError

if TYPE_CHECKING:
    from translateflow.catalog import Catalog
    from translateflow.model.job import Item
    from translateflow.model.segment import Key
    from translateflow.workspace import Newsroom

KEPT_REASON = "a person's words, or a newer source, came first"


@dataclass(frozen=True, slots=True)
class ProjectReport:
    """How many drafts came to stand in their catalogs, how many made way, and catalogs that could not be written."""

    written: int = 0
    kept: int = 0
    failures: tuple[TranslateflowError, ...] = ()


def run_project(newsroom: Newsroom, job: int | None = None) -> ProjectReport:
    """Project what has not been projected yet, of this job or of all.

    A catalog that cannot be written is reported; its results wait in the ledger for the next time.
    """
    ledger = newsroom.database.ledger
    written = kept = 0
    failures: list[TranslateflowError] = []
    for slug, language in ledger.unprojected(job):
        items = ledger.results_to_project(slug, language)
        try:
            lost = _fill(newsroom, slug, language, items)
        except TranslateflowError as error:
            failures.append(error)
            continue
        ledger.mark_projected([item.id for item in items], kept={item.id: KEPT_REASON for item in lost})
        written += len(items) - len(lost)
        kept += len(lost)
    return ProjectReport(written, kept, tuple(failures))


def _fill(newsroom: Newsroom, slug: str, language: str, items: list[Item]) -> list[Item]:
    """Fill the drafts into one catalog; give the items whose entries had something better."""
    changes: dict[Key, Change] = {
        item.key: Change(item.text, fuzzy=True, origin=item.origin, warnings=item.warnings) for item in items
    }
    filled: frozenset[Key] = frozenset()

    def fill(catalog: Catalog | None) -> Catalog | None:
        nonlocal filled
        if catalog is None:
            return None
        result = fill_drafts(catalog, changes)
        filled = frozenset(result.filled)
        return result.catalog

    update_catalog(newsroom.catalogs.catalog(slug, language), fill)
    return [item for item in items if item.key not in filled]
