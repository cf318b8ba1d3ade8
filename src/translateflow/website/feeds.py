"""The Atom feeds and the sitemap: reviewed and original text only, machine text is for people who see its notice."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from translateflow.website import addresses
from translateflow.website import scene as scenes
from translateflow.website.contexts import Alternate, Feed, FeedEntry, SitemapEntry
from translateflow.website.roster import is_indexable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from translateflow.model.edition import Edition
    from translateflow.website.roster import Family, Roster
    from translateflow.website.scene import Scene

FEED_LENGTH = 50
# Pages in one sitemap before it is shared out by month.
SITEMAP_LENGTH = 1000
# RFC 3339 has no empty date; a feed without entries was last changed at the epoch, not now.
_NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def feed_editions(scene: Scene, language: str) -> tuple[Edition, ...]:
    """Give what a language's feed holds, newest first."""
    return tuple(islice(filter(is_indexable, scene.roster.by_language[language]), FEED_LENGTH))


def make_feed(scene: Scene, language: str) -> Feed:
    """Decide everything in a language's feed."""
    path = addresses.feed_path(language)
    base = addresses.way_to_root(path)
    editions = feed_editions(scene, language)
    return Feed(
        id=_stable_id(scene, language, "", None),
        language=language,
        title=scenes.index_title(scene.site, language),
        author=scene.site.title,
        home=scene.url(addresses.index_path(language), base),
        self_href=scene.canonical(path),
        updated=max((edition.modified for edition in editions), default=_NEVER).isoformat(),
        entries=tuple(_entry(scene, edition, base) for edition in editions),
        hub=scene.site.hub,
    )


def _entry(scene: Scene, edition: Edition, base: str) -> FeedEntry:
    family = scene.roster.by_slug[edition.slug]
    return FeedEntry(
        id=_stable_id(scene, edition.language, edition.slug, edition),
        title=edition.title,
        href=scene.url(addresses.release_path(edition.language, edition.slug), base),
        published=edition.published.isoformat(),
        updated=edition.modified.isoformat(),
        summary=edition.summary,
        body=edition.body,
        alternates=tuple(
            Alternate(other.language, scene.url(addresses.release_path(other.language, other.slug), base))
            for other in family.indexable
            if other.language != edition.language
        ),
        topics=tuple(
            (topic, scenes.topic_name(scene.site, topic, edition.language).striptags()) for topic in edition.topics
        ),
    )


def _stable_id(scene: Scene, language: str, slug: str, edition: Edition | None) -> str:
    """Give an id that outlives corrections: a tag URI (RFC 4151) of the host, or a UUID where no host is known."""
    host = urlsplit(scene.site.base_url).hostname
    name = f"{language}/{slug}" if slug else language
    if host and edition:
        return f"tag:{host},{edition.date.year}:{name}"
    if host:
        return f"{scene.site.base_url}/{addresses.feed_path(language)}"
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{scene.site.title}/{name}").urn


def sitemap_parts(roster: Roster) -> dict[str, tuple[Family, ...]]:
    """Share the releases out among sitemaps: one for a small site, one per month of publication for a large one.

    So one more language of one release rewrites one month, and none outgrows the protocol's 50,000 URLs and 50 MB.
    """
    if sum(len(family.indexable) for family in roster.families) <= SITEMAP_LENGTH:
        return {addresses.SITEMAP: roster.families}
    months: defaultdict[str, list[Family]] = defaultdict(list)
    for family in roster.families:
        if family.indexable:
            months[addresses.sitemap_part(family.first_month)].append(family)
    return {addresses.sitemap_part("languages"): (), **{path: tuple(months[path]) for path in sorted(months)}}


def index_entries(scene: Scene) -> Iterable[SitemapEntry]:
    """Give the chooser and the indexes."""
    alternates = scenes.index_alternates(scene, "")
    if scene.roster.live_languages:
        yield SitemapEntry(scene.canonical(addresses.CHOOSER), "", alternates)
    for language in scene.roster.live_languages:
        newest = max(edition.modified for edition in scene.roster.by_language[language])
        yield SitemapEntry(scene.canonical(addresses.index_path(language)), newest.isoformat(), alternates)
    yield from _topic_entries(scene)


def _topic_entries(scene: Scene) -> Iterable[SitemapEntry]:
    topics = scene.roster.topics
    for topic in sorted({topic for found in topics.values() for topic in found}):
        paths = {each: addresses.topics_path(each, topic) for each in topics if topic in topics[each]}
        alternates = scenes.path_alternates(scene, paths, "")
        for language, path in paths.items():
            newest = max(edition.modified for edition in topics[language][topic])
            yield SitemapEntry(scene.canonical(path), newest.isoformat(), alternates)


def release_entries(scene: Scene, families: Iterable[Family]) -> Iterable[SitemapEntry]:
    """Give every indexable page of these releases, each with the complete set of its alternates."""
    for family in families:
        alternates = scenes.family_alternates(scene, family, "")
        for edition in family.indexable:
            path = addresses.release_path(edition.language, edition.slug)
            yield SitemapEntry(scene.canonical(path), edition.modified.isoformat(), alternates)


def robots_txt(scene: Scene) -> bytes:
    """Give robots.txt. Machine text is not kept from crawlers here: they must fetch it to see its `noindex`."""
    lines = ["User-agent: *", "Allow: /"]
    if scene.site.base_url:
        lines.append(f"Sitemap: {scene.site.base_url}/{addresses.SITEMAP}")
    return "\n".join([*lines, ""]).encode()
