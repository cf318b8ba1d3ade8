"""Prove the chain page -> snapshot -> source and catalog -> evidence -> signature, and name its first broken link."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from translateflow.catalog import parse_catalog
from translateflow.errors import InputFileError, NothingPublishedError, TranslateflowError
from translateflow.files import read_file
from translateflow.keys import SignatureState
from translateflow.review.chain import Inspection, find_unproved, inspect
from translateflow.review.evidence import holds_texts
from translateflow.review.links import BrokenLink, Link
from translateflow.review.sealed import seal
from translateflow.website import PublishedPage, find_altered, read_published
from translateflow.workflow.editions import FrozenRelease, find_frozen_files, make_edition, make_site
from translateflow.workflow.theme import find_theme_files
from translateflow.workspace import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from translateflow.model.edition import Edition
    from translateflow.review.evidence import Evidence
    from translateflow.review.sealed import Sealed
    from translateflow.workspace import Newsroom


@dataclass(frozen=True, slots=True)
class Broken:
    """The first link of a chain that does not hold, and what to do. `path` is relative to the newsroom."""

    path: str
    problem: str
    link: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was compared. `behind` are pages that match an earlier sign-off: a newer one waits for `publish`.

    `signed` counts the sign-offs that a key of this newsroom proves, `unsigned` are those that carry no signature that
    counts; `archived` counts the earlier sign-offs that were looked at too.
    """

    pages: int
    snapshots: int
    behind: tuple[str, ...]
    broken: tuple[Broken, ...]
    signed: int = 0
    unsigned: tuple[str, ...] = ()
    archived: int = 0


@dataclass(slots=True)
class _Findings:
    """What was found so far; `unsound` are the releases and languages whose chain is broken before the page."""

    broken: list[Broken] = field(default_factory=list)
    unsigned: list[str] = field(default_factory=list)
    unsound: set[tuple[str, str]] = field(default_factory=set)
    snapshots: int = 0
    signed: int = 0
    archived: int = 0
    pages: int = 0
    behind: list[str] = field(default_factory=list)


def run_verify(newsroom: Newsroom, out: Path | None = None) -> VerifyReport:
    """Prove everything that was signed off and everything that is published. Raises NothingPublishedError.

    Of each release and language one link is named: the first broken one, seen from the newsroom's key. KeyRingError is
    raised when the keys themselves cannot be read.
    """
    folder = out or newsroom.site_folder
    if not folder.is_dir():
        raise NothingPublishedError(folder)
    found = _Findings()
    for slug in newsroom.snapshots.slugs():
        for language in newsroom.snapshots.languages(slug):
            _verify_sign_off(newsroom, slug, language, found)
    _verify_pages(newsroom, folder, found)
    return VerifyReport(
        found.pages,
        found.snapshots,
        tuple(found.behind),
        tuple(found.broken),
        found.signed,
        tuple(found.unsigned),
        found.archived,
    )


def _verify_pages(newsroom: Newsroom, folder: Path, found: _Findings) -> None:
    """Compare texts first, then whatever else stands on the site; a page is named once."""
    remedy = "Publish again: translateflow publish."
    named: set[str] = set()
    live: set[tuple[str, str]] = set()
    for page, problem in _compare_pages(newsroom, folder, found.unsound):
        found.pages += 1
        live.add((page.slug, page.language))
        shown = newsroom.show(folder / page.path)
        if problem == _BEHIND:
            found.behind.append(shown)
        elif problem:
            found.broken.append(Broken(shown, problem, Link.PAGE, remedy))
            named.add(page.path)
    readable = {slug: _read_what_is_sound(newsroom, slug, found.unsound) for slug in newsroom.snapshots.slugs()}
    named |= {path for slug, language in found.unsound for path in _of(readable[slug], language)}
    releases = {slug: _without(release, found.unsound) for slug, release in readable.items()}
    editions = [
        make_edition(newsroom, releases[slug], language)
        for slug, language in sorted(live)
        if slug in releases and language in releases[slug].snapshots
    ]
    files = find_frozen_files(newsroom, releases.values()).joined(find_theme_files(newsroom))
    for path, problem in find_altered(make_site(newsroom), editions, files, folder):
        if path not in named and path.rpartition("/")[0] + "/" not in named:
            found.broken.append(Broken(newsroom.show(folder / path), problem, Link.PAGE, remedy))


def _without(release: FrozenRelease, unsound: set[tuple[str, str]]) -> FrozenRelease:
    """Leave out what cannot be trusted: a changed record may name any file."""
    sound = {each: sealed for each, sealed in release.snapshots.items() if (release.slug, each) not in unsound}
    return FrozenRelease(release.slug, sound)


def _of(release: FrozenRelease, language: str) -> Iterator[str]:
    """Give what on the site is made of a sign-off: its page's folder, and its files."""
    yield f"{language}/{release.slug}/"
    if language in release.snapshots:
        yield from release.snapshots[language].evidence.assets.values()


def _verify_sign_off(newsroom: Newsroom, slug: str, language: str, found: _Findings) -> None:
    path = newsroom.snapshots.evidence_path(slug, language)
    current = inspect_record(newsroom, path, must_be_signed=newsroom.settings.require_signature)
    earlier = [_inspect_earlier(newsroom, path) for path in newsroom.snapshots.archived_paths(slug, language)]
    withdrawal = _inspect_withdrawal(newsroom, slug, language)
    found.snapshots += 1
    found.archived += len(earlier)
    for inspection in (current, *earlier):
        if inspection.broken is None and inspection.signature is SignatureState.VALID:
            found.signed += 1
        elif inspection.broken is None:
            found.unsigned.append(newsroom.show(inspection.path))
    if current.broken or withdrawal:
        found.unsound.add((slug, language))
    for broken in (current.broken or withdrawal, *(inspection.broken for inspection in earlier)):
        if broken is not None:
            found.broken.append(Broken(newsroom.show(broken.path), broken.problem, broken.link, broken.remedy))


def _inspect_earlier(newsroom: Newsroom, path: Path) -> Inspection:
    """Walk the chain of a record that a later one replaced: nobody can sign it again, so what it lacks is only told."""
    inspection = inspect_record(newsroom, path, must_be_signed=False)
    broken = inspection.broken
    if broken is None:
        return inspection
    if inspection.signature is SignatureState.COMPROMISED and broken.link is Link.KEY:
        return replace(inspection, broken=None)
    return replace(inspection, broken=replace(broken, remedy=_REMEDY_FOR_EARLIER))


def inspect_record(newsroom: Newsroom, path: Path, *, must_be_signed: bool = False) -> Inspection:
    """Walk the chain of one record of a sign-off, from the newsroom's key down to the frozen files."""
    judge = partial(newsroom.keys.judge, EVIDENCE)
    inspection = inspect(newsroom.snapshots, path, judge, must_be_signed=must_be_signed)
    if inspection.broken or inspection.evidence is None or inspection.signature is SignatureState.VALID:
        return inspection
    # No signature vouches for the sentences; the frozen catalog, whose digest is right, must then say the same.
    return replace(inspection, broken=_find_foreign_text(newsroom, path, inspection.evidence))


def _find_foreign_text(newsroom: Newsroom, path: Path, evidence: Evidence) -> BrokenLink | None:
    frozen = newsroom.snapshots.catalog_in_force(evidence)
    if frozen is None:
        return None
    entries = parse_catalog(read_file(frozen), frozen).entries
    if holds_texts(evidence, {(entry.context or "", entry.source): entry.target for entry in entries}):
        return None
    problem = f"says other sentences than the frozen catalog {newsroom.show(frozen)}."
    return BrokenLink(Link.EVIDENCE, path, problem, "Restore it from your archive, or sign the text off again.")


def _inspect_withdrawal(newsroom: Newsroom, slug: str, language: str) -> BrokenLink | None:
    path = newsroom.snapshots.withdrawal_path(slug, language)
    try:
        said = newsroom.snapshots.withdrawal_signature(slug, language)
    except InputFileError as error:
        return BrokenLink(Link.WITHDRAWAL, path, error.problem, "Restore it from your archive, or withdraw again.")
    if said is None:
        return None
    data, signature = said
    state = newsroom.keys.judge(EVIDENCE, data, signature)
    return find_unproved(path, signature, state, must_be_signed=newsroom.settings.require_signature)


_REMEDY_FOR_EARLIER = "Restore it from your backup; if there is none, move it out of the archive and keep it elsewhere."
_BEHIND = "matches an earlier sign-off"


def _compare_pages(
    newsroom: Newsroom, folder: Path, unsound: set[tuple[str, str]]
) -> Iterator[tuple[PublishedPage, str]]:
    """Give each page with what is wrong with it, "" when nothing is or when its sign-off does not hold anyway."""
    frozen: dict[str, FrozenRelease] = {}
    for page in read_published(folder):
        problem = ""
        if (page.slug, page.language) not in unsound:
            try:
                if page.slug not in frozen:
                    frozen[page.slug] = _read_what_is_sound(newsroom, page.slug, unsound)
                problem = _compare(newsroom, frozen[page.slug], page)
            except TranslateflowError as error:
                problem = str(error)
        yield page, problem


def _read_what_is_sound(newsroom: Newsroom, slug: str, unsound: set[tuple[str, str]]) -> FrozenRelease:
    """Read the sign-offs of a release; a broken one must not keep the pages of the others from being proved."""
    found: dict[str, Sealed] = {}
    for language in newsroom.snapshots.languages(slug):
        try:
            snapshot = newsroom.snapshots.read(slug, language)
        except TranslateflowError:
            if (slug, language) not in unsound:
                raise
            continue
        if snapshot is not None:
            found[language] = seal(snapshot)
    return FrozenRelease(slug, found)


def _compare(newsroom: Newsroom, frozen: FrozenRelease, page: PublishedPage) -> str:
    """Say what is wrong with a page, "" when it is what was signed off."""
    if page.language not in frozen.snapshots:
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
    said = (page.title, page.body, page.source_digest, page.provenance)
    return said == (edition.title, edition.body, edition.source_digest, edition.provenance)
