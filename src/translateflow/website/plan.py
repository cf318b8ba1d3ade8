"""The whole site as a plan: every path with a digest of what it is made from and a way to render it.

Pure: the same input gives the same paths, digests and bytes; no clock, no random, no file read but the theme's.
Rendering is lazy, so that whoever has the old site renders only what changed.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from translateflow.website import addresses, feeds, pages, rendering, structured
from translateflow.website.plan_lists import describe_lists, plan_lists
from translateflow.website.roster import RosterMaker
from translateflow.website.scene import Scene
from translateflow.website.style import search_script, stylesheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from translateflow.model.edition import Edition, Site
    from translateflow.website.roster import Family

# A path that tells the content apart: the file need not be read to know whether it changed.
_BY_CONTENT = re.compile(rf"{addresses.ASSETS}[0-9a-f]{{16}}-[^/]+")


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file of the site to be. Equal digests promise equal bytes."""

    digest: str
    render: Callable[[], bytes]


SitePlan = dict[str, PlannedFile]


def plan_site(site: Site, editions: Sequence[Edition], assets: Mapping[str, bytes]) -> SitePlan:
    """Plan the site of these editions. `assets` are files by the names editions use for them."""
    return Planner().plan(site, editions, assets)


def make_scene(
    site: Site, editions: Sequence[Edition], assets: Mapping[str, bytes], rosters: RosterMaker | None = None
) -> Scene:
    """Sort the input. A lead image that came without its file keeps the path it came with."""
    roster = (rosters or RosterMaker()).make(site, editions)
    names = {edition.image.path for edition in editions if edition.image}
    pictures = {name: _picture_path(name, assets) for name in names}
    return Scene(site, roster, assets, pictures)


def _picture_path(name: str, assets: Mapping[str, bytes]) -> str:
    if name.startswith(addresses.ASSETS) or name not in assets:
        return name
    return addresses.asset_path(name, assets[name])


def _plan_assets(scene: Scene) -> Iterator[tuple[str, PlannedFile]]:
    for path, data in (stylesheet(scene.site.theme), search_script()):
        yield path, _fixed(data)
    for name in scene.assets:
        if _BY_CONTENT.fullmatch(name):
            yield name, PlannedFile(name, partial(scene.assets.__getitem__, name))
        elif name.startswith(addresses.ASSETS):
            yield name, _fixed(scene.assets[name])
        elif name in scene.pictures:
            yield scene.pictures[name], _fixed(scene.assets[name])


def _plan_files_of_body(edition: Edition, assets: Mapping[str, bytes]) -> Iterator[tuple[str, PlannedFile]]:
    for name in edition.assets:
        if name.startswith(addresses.ASSETS) or name not in assets:
            continue
        place = addresses.beside_page(edition.language, edition.slug, name)
        only_lead = edition.image is not None and edition.image.path == name and name not in edition.body
        if place and not only_lead:
            yield place, _fixed(assets[name])


def _fixed(data: bytes) -> PlannedFile:
    return PlannedFile(_content(data), lambda: data)


def _content(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class _FamilyPlan:
    """The files of one release.

    `key` tells whether they are still the same; `standing` is what its pages share; `moments` is when they changed.
    """

    key: tuple[object, ...]
    standing: str
    moments: str
    digests: Mapping[str, str]
    files: SitePlan


class Planner:
    """Plans sites one after the other, and remembers of the last one what the next may share with it.

    A plan is good until the planner makes its next one.
    """

    def __init__(self) -> None:
        self._rosters = RosterMaker()
        self._families: dict[str, _FamilyPlan] = {}
        self._lists: dict[str, tuple[Sequence[Edition], str, SitePlan]] = {}
        self._common = ""
        self._scene: Scene
        self._renderer: rendering.Renderer

    def plan(self, site: Site, editions: Sequence[Edition], assets: Mapping[str, bytes]) -> SitePlan:
        """Plan the site of these editions, as `plan_site` does."""
        self._scene = scene = make_scene(site, editions, assets, self._rosters)
        common = _digest(rendering.theme_digest(), repr(site))
        known = self._families if common == self._common else {}
        if common != self._common:
            self._lists = {}
        self._common = common
        self._renderer = rendering.renderer_for(site.theme)
        self._families = {
            family.slug: self._plan_family(family, known.get(family.slug)) for family in scene.roster.families
        }
        plan = dict(_plan_assets(scene))
        plan |= self._plan_site()
        for family in self._families.values():
            plan |= family.files
        return plan

    def _plan_site(self) -> SitePlan:
        scene = self._scene
        live = repr(scene.roster.live_languages)
        plan = {
            addresses.CHOOSER: self._file(lambda: self._renderer.chooser(pages.chooser_page(scene)), live),
            addresses.ROBOTS: _fixed(feeds.robots_txt(scene)),
            addresses.WITHDRAWN: _fixed(structured.withdrawn_json(scene)),
            addresses.MOVED: _fixed(structured.moved_json(scene)),
            addresses.NOT_FOUND: self._not_found(scene.site.default_language, live),
        }
        if scene.site.indexnow_key:
            plan[addresses.indexnow_path(scene.site.indexnow_key)] = _fixed(scene.site.indexnow_key.encode())
        if scene.site.base_url:
            plan |= self._sitemaps(live)
        for language in scene.roster.languages:
            plan |= self._plan_language(language, live)
        return plan

    def _file(self, render: Callable[[], bytes], *inputs: str) -> PlannedFile:
        return PlannedFile(_digest(self._common, *inputs), render)

    def _not_found(self, language: str, live: str) -> PlannedFile:
        site, languages = self._scene.site, self._scene.roster.live_languages
        base = addresses.rooted(site.base_url)
        return self._file(
            lambda: self._renderer.notice(pages.missing_page(site, language, languages, base)), language, live
        )

    def _sitemaps(self, live: str) -> SitePlan:
        scene = self._scene
        parts = feeds.sitemap_parts(scene.roster)
        plan = {path: self._sitemap(path, families, live) for path, families in parts.items()}
        if addresses.SITEMAP not in plan:
            urls = [scene.canonical(path) for path in parts]
            plan[addresses.SITEMAP] = self._file(lambda: self._renderer.sitemap_index(urls), *urls)
        return plan

    def _sitemap(self, path: str, families: Sequence[Family], live: str) -> PlannedFile:
        scene = self._scene
        # The newest texts stand in the sitemap of the whole, or of the indexes.
        indexes = path in {addresses.SITEMAP, addresses.sitemap_part("languages")}
        newest = [
            f"{language} {max(edition.modified for edition in scene.roster.by_language[language])}"
            for language in scene.roster.live_languages
            if indexes
        ]
        newest += [
            f"{language} {topic} {max(edition.modified for edition in found)}"
            for language, topics in scene.roster.topics.items()
            for topic, found in topics.items()
            if indexes
        ]

        def render() -> bytes:
            entries = feeds.index_entries(scene) if indexes else ()
            return self._renderer.sitemap((*entries, *feeds.release_entries(scene, families)))

        plans = [self._families[family.slug] for family in families]
        known = (f"{plan.standing} {plan.moments}" for plan in plans)
        slugs = " ".join(family.slug for family in families)
        return self._file(render, live if indexes else "", *newest, slugs, *known)

    def _plan_language(self, language: str, live: str) -> SitePlan:
        scene, families = self._scene, self._families
        editions = scene.roster.by_language[language]
        fed = feeds.feed_editions(scene, language)
        kin = [families[edition.slug].standing + families[edition.slug].digests[language] for edition in fed]
        plan = {**self._plan_lists(language), addresses.not_found_path(language): self._not_found(language, live)}
        if editions:
            plan[addresses.feed_path(language)] = self._file(
                lambda: self._renderer.feed(feeds.make_feed(scene, language)), language, *kin
            )
        return plan

    def _plan_lists(self, language: str) -> SitePlan:
        """Plan the lists of a language; the very same files where nothing of what they show has changed."""
        roster = self._scene.roster
        editions, around = roster.by_language[language], describe_lists(roster)
        known = self._lists.get(language)
        if known is None or known[0] is not editions or known[1] != around:
            files = {
                path: self._file(render, *inputs) for path, render, inputs in plan_lists(lambda: self._scene, language)
            }
            known = self._lists[language] = (editions, around, files)
        return known[2]

    def _plan_family(self, family: Family, known: _FamilyPlan | None) -> _FamilyPlan:
        scene = self._scene
        named = {name for edition in family.editions for name in edition.assets}
        named |= {edition.image.path for edition in family.editions if edition.image}
        # What stands beside the page under its own name does not tell its content by its name.
        contents = [
            _content(scene.assets[name]) for name in sorted(named) if name in scene.assets and _is_own_name(name)
        ]
        key = (family, tuple(scene.pictures.get(name, name in scene.assets) for name in sorted(named)), *contents)
        if known and known.key == key:
            return known
        standing = repr([_standing(edition) for edition in family.editions])
        moments = " ".join(edition.modified.isoformat() for edition in family.indexable)
        digests = {edition.language: edition.digest for edition in family.editions}
        files: SitePlan = {}
        for edition in family.editions:
            files |= self._plan_edition(edition, family, digests[edition.language] + standing)
        return _FamilyPlan(key, standing, moments, digests, files)

    def _plan_edition(self, edition: Edition, family: Family, digest: str) -> SitePlan:
        slug, language = edition.slug, edition.language
        page = addresses.release_path(language, slug)
        if edition.withdrawn:
            return {
                page: self._file(partial(self._render_withdrawal, slug, language), digest),
                addresses.withdrawal_path(language, slug): _fixed(structured.withdrawal_json(edition)),
            }
        picture = self._scene.pictures.get(edition.image.path, "") if edition.image else ""
        record = self._file(
            partial(self._render_record, slug, language), digest, *(other.title for other in family.live)
        )
        return {
            **dict(_plan_files_of_body(edition, self._scene.assets)),
            page: self._file(partial(self._render_release, slug, language), digest, picture),
            addresses.data_path(language, slug): record,
        }

    # Rendered from the scene of the latest plan: what is kept of a family must not hold on to the whole site it was in.

    def _find(self, slug: str, language: str) -> tuple[Edition, Family]:
        family = self._scene.roster.by_slug[slug]
        return next(edition for edition in family.editions if edition.language == language), family

    def _render_release(self, slug: str, language: str) -> bytes:
        return self._renderer.release(pages.release_page(self._scene, *self._find(slug, language)))

    def _render_withdrawal(self, slug: str, language: str) -> bytes:
        return self._renderer.notice(pages.withdrawal_page(self._scene, *self._find(slug, language)))

    def _render_record(self, slug: str, language: str) -> bytes:
        return structured.release_json(self._scene, *self._find(slug, language))


def _is_own_name(name: str) -> bool:
    return _BY_CONTENT.fullmatch(name) is None


def _standing(edition: Edition) -> tuple[str, str, bool]:
    # What the other pages of a release say about this one.
    return (edition.language, edition.provenance.value, edition.withdrawn is None)


def _digest(*values: str) -> str:
    return hashlib.blake2b("\x1f".join(values).encode(errors="surrogatepass"), digest_size=16).hexdigest()
