"""Prove that every published page is what was signed off, and every frozen file what its evidence says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translateflow.errors import NothingPublishedError, TranslateflowError
from translateflow.website import PublishedPage, read_published
from translateflow.workflow.editions import FrozenRelease, make_edition, read_frozen

if TYPE_CHECKING:
    from pathlib import Path

    from translateflow.model.edition import Edition
    from translateflow.review.snapshot import Snapshot
    from translateflow.workspace import Newsroom


@dataclass(frozen=True, slots=True)
class Broken:
    """The first link of a page's or snapshot's chain that does not hold. `path` is relative to the newsroom."""

    path: str
    problem: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was compared. `behind` are pages that match an earlier sign-off: a newer one waits for `publish`."""

    pages: int
    snapshots: int
    behind: tuple[str, ...]
    broken: tuple[Broken, ...]


def run_verify(newsroom: Newsroom, out: Path | None = None) -> VerifyReport:
    """Compare page -> snapshot -> source and catalog digests, for everything. Raises NothingPublishedError."""
    folder = out or newsroom.site_folder
    if not folder.is_dir():
        raise NothingPublishedError(folder)
    broken: list[Broken] = []
    snapshots = 0
    for snapshot in _readable(newsroom, broken):
        snapshots += 1
        links = newsroom.snapshots.find_broken(snapshot.evidence)
        broken += [Broken(newsroom.show(link.path), link.problem) for link in links]
    behind: list[str] = []
    pages = 0
    frozen: dict[str, FrozenRelease] = {}
    for page in read_published(folder):
        pages += 1
        shown = newsroom.show(folder / page.path)
        try:
            if page.slug not in frozen:
                frozen |= read_frozen(newsroom, [page.slug])
            problem = _compare(newsroom, frozen.get(page.slug), page)
        except TranslateflowError as error:
            problem = str(error)
        if problem == _BEHIND:
            behind.append(shown)
        elif problem:
            broken.append(Broken(shown, problem))
    return VerifyReport(pages, snapshots, tuple(behind), tuple(broken))


_BEHIND = "matches an earlier sign-off"


def _readable(newsroom: Newsroom, broken: list[Broken]) -> list[Snapshot]:
    found: list[Snapshot] = []
    for slug in newsroom.snapshots.slugs():
        for language in newsroom.snapshots.languages(slug):
            try:
                snapshot = newsroom.snapshots.read(slug, language)
            except TranslateflowError as error:
                broken.append(Broken(f"approved/{slug}/{language}.json", str(error)))
            else:
                found += [snapshot] if snapshot else []
    return found


def _compare(newsroom: Newsroom, frozen: FrozenRelease | None, page: PublishedPage) -> str:
    """Say what is wrong with a page, "" when it is what was signed off."""
    if frozen is None or page.language not in frozen.snapshots:
        return "has no sign-off."
    withdrawn = frozen.snapshots[page.language].withdrawal is not None
    if page.withdrawn or withdrawn:
        return "" if page.withdrawn == withdrawn else "and its withdrawal do not fit: publish again."
    if _is(page, make_edition(newsroom, frozen, page.language)):
        return ""
    for earlier in newsroom.snapshots.archived(page.slug, page.language):
        snapshot = replace(frozen.snapshots[page.language], evidence=earlier)
        past = FrozenRelease(page.slug, {**frozen.snapshots, page.language: snapshot})
        if _is(page, make_edition(newsroom, past, page.language)):
            return _BEHIND
    return "differs from the text that was signed off."


def _is(page: PublishedPage, edition: Edition) -> bool:
    return (page.title, page.body, page.source_digest) == (edition.title, edition.body, edition.source_digest)
