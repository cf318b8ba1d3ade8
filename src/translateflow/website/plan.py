"""The whole site as a plan: every path with a digest of what it is made from and a way to render it.

Pure: the same input gives the same paths, digests and bytes; no clock, no random, no file read but the theme's.
Rendering is lazy, so that whoever has the old site renders only what changed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from translateflow.model.edition import Edition
from translateflow.website import addresses, feeds, pages, rendering, structured
from translateflow.website.roster import make_roster
from translateflow.website.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from translateflow.model.edition import Site
    from translateflow.website.roster import Family

_edition_values = attrgetter(*Edition.__slots__)


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file of the site to be. Equal digests promise equal bytes."""

    digest: str
    render: Callable[[], bytes]


SitePlan = dict[str, PlannedFile]


def plan_site(site: Site, editions: Sequence[Edition], assets: Mapping[str, bytes]) -> SitePlan:
    """Plan the site of these editions. `assets` are files by the names editions use for them."""
    scene = make_scene(site, editions, assets)
    plan = dict(_plan_assets(scene))
    plan |= _Planner(scene).plan()
    return plan


def make_scene(site: Site, editions: Sequence[Edition], assets: Mapping[str, bytes]) -> Scene:
    """Sort the input. A lead image that came without its file keeps the path it came with."""
    roster = make_roster(site, editions)
    names = {edition.image.path for edition in editions if edition.image}
    pictures = {name: _picture_path(name, assets) for name in names}
    return Scene(site, roster, assets, pictures)


def _picture_path(name: str, assets: Mapping[str, bytes]) -> str:
    if name.startswith(addresses.ASSETS) or name not in assets:
        return name
    return addresses.asset_path(name, assets[name])


def _plan_assets(scene: Scene) -> Iterator[tuple[str, PlannedFile]]:
    path, data = rendering.stylesheet()
    yield path, _fixed(data)
    for name, data in scene.assets.items():
        if name.startswith(addresses.ASSETS):
            yield name, _fixed(data)
        elif name in scene.pictures:
            yield scene.pictures[name], _fixed(data)
    for family in scene.roster.families:
        for edition in family.live:
            yield from _plan_files_of_body(edition, scene.assets)


def _plan_files_of_body(edition: Edition, assets: Mapping[str, bytes]) -> Iterator[tuple[str, PlannedFile]]:
    for name in edition.assets:
        place = addresses.beside_page(edition.language, edition.slug, name)
        only_lead = edition.image is not None and edition.image.path == name and name not in edition.body
        if place and name in assets and not only_lead and not name.startswith(addresses.ASSETS):
            yield place, _fixed(assets[name])


def _fixed(data: bytes) -> PlannedFile:
    return PlannedFile(hashlib.blake2b(data, digest_size=16).hexdigest(), lambda: data)


class _Planner:
    """The pages of one scene, with each edition digested once."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._common = rendering.theme_digest() + repr(scene.site)
        self._editions = {
            (edition.language, edition.slug): _digest(*map(str, _edition_values(edition)))
            for family in scene.roster.families
            for edition in family.editions
        }
        self._families = {
            family.slug: repr([_standing(edition) for edition in family.editions]) for family in scene.roster.families
        }

    def plan(self) -> SitePlan:
        """Give every page, feed and record."""
        scene = self._scene
        live = repr(scene.roster.live_languages)
        plan = {
            addresses.CHOOSER: self._file(lambda: rendering.render_chooser(pages.chooser_page(scene)), live),
            addresses.ROBOTS: _fixed(feeds.robots_txt(scene)),
            addresses.WITHDRAWN: _fixed(structured.withdrawn_json(scene)),
            addresses.NOT_FOUND: self._not_found(scene.site.default_language, live),
        }
        if scene.site.base_url:
            plan |= self._sitemaps(live)
        for language in scene.roster.languages:
            plan |= self._plan_language(language, live)
        for family in scene.roster.families:
            plan |= self._plan_family(family)
        return plan

    def _file(self, render: Callable[[], bytes], *inputs: str) -> PlannedFile:
        return PlannedFile(_digest(self._common, *inputs), render)

    def _not_found(self, language: str, live: str) -> PlannedFile:
        site, languages = self._scene.site, self._scene.roster.live_languages
        base = addresses.rooted(site.base_url)
        return self._file(
            lambda: rendering.render_notice(pages.missing_page(site, language, languages, base)), language, live
        )

    def _sitemaps(self, live: str) -> SitePlan:
        scene = self._scene
        parts = feeds.sitemap_parts(scene.roster)
        plan = {path: self._sitemap(path, families, live) for path, families in parts.items()}
        if addresses.SITEMAP not in plan:
            urls = [scene.canonical(path) for path in parts]
            plan[addresses.SITEMAP] = self._file(lambda: rendering.render_sitemap_index(urls), *urls)
        return plan

    def _sitemap(self, path: str, families: Sequence[Family], live: str) -> PlannedFile:
        scene = self._scene
        # The newest texts stand in the sitemap of the whole, or of the indexes.
        indexes = path in {addresses.SITEMAP, addresses.sitemap_part("languages")}
        moments = [edition.modified.isoformat() for family in families for edition in family.indexable]
        newest = [
            f"{language} {max(edition.modified for edition in scene.roster.by_language[language])}"
            for language in scene.roster.live_languages
            if indexes
        ]

        def render() -> bytes:
            entries = feeds.index_entries(scene) if indexes else ()
            return rendering.render_sitemap((*entries, *feeds.release_entries(scene, families)))

        standings = [family.slug + self._families[family.slug] for family in families]
        return self._file(render, live if indexes else "", *newest, *moments, *standings)

    def _plan_language(self, language: str, live: str) -> SitePlan:
        scene = self._scene
        listed = [self._editions[language, edition.slug] for edition in scene.roster.by_language[language]]
        fed = feeds.feed_editions(scene, language)
        kin = [self._families[edition.slug] + self._editions[language, edition.slug] for edition in fed]
        plan = {
            addresses.index_path(language): self._file(
                lambda: rendering.render_index(pages.index_page(scene, language)), language, live, *listed
            ),
            addresses.not_found_path(language): self._not_found(language, live),
        }
        if listed:
            plan[addresses.feed_path(language)] = self._file(
                lambda: rendering.render_feed(feeds.make_feed(scene, language)), language, *kin
            )
        return plan

    def _plan_family(self, family: Family) -> SitePlan:
        plan = {}
        for edition in family.editions:
            page = addresses.release_path(edition.language, edition.slug)
            digest = self._editions[edition.language, edition.slug] + self._families[family.slug]
            if edition.withdrawn:
                plan[page] = self._file(partial(_render_withdrawal, self._scene, edition, family), digest)
                continue
            picture = self._scene.pictures.get(edition.image.path, "") if edition.image else ""
            plan[page] = self._file(partial(_render_release, self._scene, edition, family), digest, picture)
            plan[addresses.data_path(edition.language, edition.slug)] = self._file(
                partial(structured.release_json, self._scene, edition, family), digest, *(e.title for e in family.live)
            )
        return plan


def _standing(edition: Edition) -> tuple[str, str, bool]:
    # What the other pages of a release say about this one.
    return (edition.language, edition.provenance.value, edition.withdrawn is None)


def _render_release(scene: Scene, edition: Edition, family: Family) -> bytes:
    return rendering.render_release(pages.release_page(scene, edition, family))


def _render_withdrawal(scene: Scene, edition: Edition, family: Family) -> bytes:
    return rendering.render_notice(pages.withdrawal_page(scene, edition, family))


def _digest(*values: str) -> str:
    return hashlib.blake2b("\x1f".join(values).encode(errors="surrogatepass"), digest_size=16).hexdigest()
