"""Bring what is signed off to readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.errors import EmbargoedError, HeldBackError, NotApprovedError
from translateflow.files import locked
from translateflow.model.edition import Policy, Provenance
from translateflow.model.language import parse_language
from translateflow.workflow.editions import FrozenFiles, FrozenRelease, find_frozen_files, make_site, read_frozen
from translateflow.workflow.machine_text import freeze_machine_text
from translateflow.workflow.news import note_news
from translateflow.workflow.proof import refuse_unproved
from translateflow.workflow.published import read_live
from translateflow.workflow.snippets import find_snippets_folder, write_snippets
from translateflow.workflow.theme import find_theme_files

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from translateflow.model.edition import Edition
    from translateflow.website import SiteReport
    from translateflow.workspace import Newsroom

PATIENCE = 300.0
"""Seconds to wait for another publication: a whole site of 24,000 pages takes a third of it."""


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """What is to go out. Empty `slugs` and `languages` mean all. `due`: what an embargo has released.

    `snippets` is where settings for web servers go; None is the newsroom's setting.
    """

    slugs: Sequence[str] = ()
    languages: Sequence[str] = ()
    out: Path | None = None
    due: bool = False
    snippets: Path | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A release that does not go out yet, and why."""

    slug: str
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What a publication starts from: what is live, releases held back, languages that go out with whatever does."""

    live: frozenset[tuple[str, str]]
    held: frozenset[str]
    required: frozenset[str]


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What is live now, what is held, what writing the site did, and the settings for web servers that changed."""

    out: Path
    live: tuple[tuple[str, str], ...]
    fresh: tuple[tuple[str, str], ...]
    held: tuple[Held, ...]
    site: SiteReport
    snippets: tuple[Path, ...] = ()


def run_publish(newsroom: Newsroom, request: PublishRequest, now: dt.datetime) -> PublishReport:
    """Publish these releases and languages, and keep everything else that is live as it is signed off.

    Raises EmbargoedError, HeldBackError, NotApprovedError for what was asked by name and may not go out; UnprovedError
    where a signature is wrong or its key was given up; LockedError while another publication goes on for too long:
    readers then still see the old site.
    """
    out = request.out or newsroom.site_folder
    folder = find_snippets_folder(newsroom, request.snippets, out)
    # What is live is looked at and replaced by one at a time: of two who look first and publish then, the second would
    # take back what the first has just brought out.
    with locked(newsroom.state_folder / "publish.lock", seconds=PATIENCE):
        live = read_live(newsroom, out)
        editions, assets, held = choose_editions(newsroom, request, live, now)
        files = assets.joined(find_theme_files(newsroom))
        site = newsroom.publisher.publish(make_site(newsroom), editions, files, out, touched=request.slugs)
    visible = [(edition.slug, edition.language) for edition in editions if edition.withdrawn is None]
    fresh = tuple(pair for pair in visible if pair not in live)
    if out == newsroom.site_folder:
        note_news(newsroom)
    snippets = write_snippets(newsroom, out, folder) if folder else ()
    return PublishReport(out, tuple(visible), fresh, tuple(held), site, snippets)


def choose_editions(
    newsroom: Newsroom, request: PublishRequest, live: frozenset[tuple[str, str]], now: dt.datetime
) -> tuple[list[Edition], FrozenFiles, list[Held]]:
    """Give the editions that may go out, their files by path, and what is held back.

    Raises EmbargoedError, HeldBackError, NotApprovedError for what was asked by name and may not go out; UnprovedError
    where a signature is wrong or its key was given up; LockedError while another publication goes on for too long:
    readers then still see the old site.
    """
    freeze_machine_text(newsroom, now)
    frozen = read_frozen(newsroom)
    held = find_held(newsroom, frozen, live, now)
    _refuse(newsroom, request, frozen, held)
    standing = Standing(live, frozenset(each.slug for each in held), _find_required(newsroom, frozen))
    chosen = plan_live(request, frozen, standing, now)
    refuse_unproved(newsroom, frozen, chosen)
    editions = [frozen[slug].edition(newsroom, language) for slug, language in chosen]
    files = find_frozen_files(newsroom, (frozen[slug] for slug in dict.fromkeys(slug for slug, _ in chosen)))
    return editions, files, held


def find_held(
    newsroom: Newsroom, frozen: Mapping[str, FrozenRelease], live: frozenset[tuple[str, str]], now: dt.datetime
) -> list[Held]:
    """Give the releases that an embargo or a required language holds back.

    A required language holds a release back until it goes out for the first time: what readers have stays.
    """
    held: list[Held] = []
    out = {slug for slug, _ in live}
    for slug, release in frozen.items():
        if release.embargo is not None and release.embargo > now:
            until = release.embargo.astimezone(newsroom.timezone)
            held.append(Held(slug, f"under embargo until {until:%Y-%m-%d %H:%M %Z}"))
        elif slug not in out and (missing := missing_required(newsroom, release)):
            held.append(Held(slug, f"goes out only together with: {', '.join(missing)}"))
    return held


def missing_required(newsroom: Newsroom, frozen: FrozenRelease) -> tuple[str, ...]:
    """Give the languages without which this release does not go out and that are not signed off."""
    if not any(rules.policy is Policy.REQUIRED for rules in newsroom.settings.all_rules()):
        return ()
    evidences = [snapshot.evidence for snapshot in frozen.snapshots.values()]
    meant = dict.fromkeys(language for each in evidences for language in (each.source_language, *each.face.targets))
    required = (language for language in meant if newsroom.settings.rules(language).policy is Policy.REQUIRED)
    return tuple(language for language in required if not _is_approved(frozen, language))


def _is_approved(frozen: FrozenRelease, language: str) -> bool:
    """Whether a person stands up for it: machine text that went out labelled is frozen, too."""
    snapshot = frozen.snapshots.get(language)
    return snapshot is not None and snapshot.evidence.provenance is not Provenance.MACHINE


def _find_required(newsroom: Newsroom, frozen: Mapping[str, FrozenRelease]) -> frozenset[str]:
    """Give the languages that go out together with whatever goes out."""
    languages = {language for release in frozen.values() for language in release.snapshots}
    rules = newsroom.settings.rules
    return frozenset(language for language in languages if rules(language).policy is Policy.REQUIRED)


def plan_live(
    request: PublishRequest, frozen: Mapping[str, FrozenRelease], standing: Standing, now: dt.datetime
) -> list[tuple[str, str]]:
    """Decide which release in which language is on the site after this call, sorted.

    All or none: who asks for one language brings the required ones along.
    """
    languages = {parse_language(language) for language in request.languages}
    chosen: list[tuple[str, str]] = []
    for slug, release in sorted(frozen.items()):
        if slug in standing.held:
            continue
        asked = slug in request.slugs or not request.slugs
        due = not request.due or (release.embargo is not None and release.embargo <= now)
        signed = set(release.snapshots)
        wanted = (languages & signed if languages else signed) if asked and due else set()
        wanted |= standing.required & signed if wanted else set()
        chosen += [
            (slug, language) for language in sorted(signed) if language in wanted or (slug, language) in standing.live
        ]
    return chosen


def _refuse(
    newsroom: Newsroom, request: PublishRequest, frozen: Mapping[str, FrozenRelease], held: Sequence[Held]
) -> None:
    """Say no to what was asked by name and may not go out."""
    for slug in request.slugs:
        if slug not in frozen:
            newsroom.choose([slug])
            raise NotApprovedError(slug)
        for language in map(parse_language, request.languages):
            if language not in frozen[slug].snapshots:
                raise NotApprovedError(slug, language)
        embargo = frozen[slug].embargo
        if slug in {each.slug for each in held}:
            missing = missing_required(newsroom, frozen[slug])
            if missing:
                raise HeldBackError(slug, missing)
            shown = "" if embargo is None else f"{embargo.astimezone(newsroom.timezone):%Y-%m-%d %H:%M %Z}"
            raise EmbargoedError(slug, shown)
