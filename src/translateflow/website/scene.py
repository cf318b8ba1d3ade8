"""What every page is made from: the site, its roster, its files; and what every page has: head, masthead, switcher."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from babel.core import Locale, get_global
from markupsafe import Markup

from translateflow.model.language import autonym, babel_tag, text_direction
from translateflow.texts import fallbacks, texts_for
from translateflow.website import addresses
from translateflow.website.contexts import NO_ATTRIBUTES, Alternate, Head, LanguageLink, Page, PageLink, Picture
from translateflow.website.style import stylesheet
from translateflow.website.wording import foreign, speech_attributes, tell_preview

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from msgspec import Raw

    from translateflow.model.edition import Edition, Site
    from translateflow.website.roster import Family, Roster


@dataclass(frozen=True)
class Scene:
    """The whole input of a publication. `pictures` are the site paths of the lead images by the name they came with.

    `alternates`, and what `records` say of a release's languages, are kept by release once they were made.
    """

    site: Site
    roster: Roster
    assets: Mapping[str, bytes]
    pictures: Mapping[str, str]
    alternates: dict[str, tuple[Alternate, ...]] = field(default_factory=dict)
    records: dict[str, Raw] = field(default_factory=dict)

    def url(self, path: str, base: str) -> str:
        """Give an absolute URL; without a base URL, a link that works from the page whose way to the root is `base`."""
        if self.site.base_url:
            return addresses.absolute(self.site.base_url, path)
        return base + addresses.address(path)

    def canonical(self, path: str) -> str:
        """Give the page's own URL, "" where the newsroom does not know its address."""
        return addresses.absolute(self.site.base_url, path) if self.site.base_url else ""


def make_page(site: Site, language: str, base: str, head: Head, languages: Iterable[LanguageLink] = ()) -> Page:
    """Put together what stands around every page's text. A head that names a feed gets its link."""
    return Page(
        language=language,
        direction=text_direction(language),
        base=base,
        stylesheet=base + stylesheet(site.theme)[0],
        site_title=foreign(site.title, site.default_language, language),
        speech=speech_attributes(language),
        home=base + addresses.address(addresses.index_path(language)),
        head=head,
        languages=tuple(languages),
        feed=base + addresses.feed_path(language) if head.feed else "",
        logo=_logo(site, base),
        links=footer_links(site, language),
        preview=tell_preview(site, language) if site.preview else None,
    )


def _logo(site: Site, base: str) -> Picture | None:
    logo = site.theme.logo
    # It stands beside the newsroom's name, so it needs no description of its own.
    return Picture(base + logo.path, "", None, logo.width, logo.height) if logo else None


def footer_links(site: Site, language: str) -> tuple[PageLink, ...]:
    """Give the newsroom's links for a language; where it has none of its own, those of the default language."""
    texts = texts_for(language)
    names = {
        "imprint": texts.gettext("Imprint"),
        "accessibility": texts.gettext("Accessibility statement"),
        "privacy": texts.gettext("Privacy"),
    }
    return tuple(
        PageLink(
            link.href,
            foreign(link.label, link.language, language) if link.label else Markup.escape(names[link.kind]),
            attributes=NO_ATTRIBUTES if link.language == language else Markup(' hreflang="{}"').format(link.language),
        )
        for link in site.links.get(language) or site.links.get(site.default_language, ())
    )


def section_links(scene: Scene, language: str, base: str, current: str = "") -> tuple[PageLink, ...]:
    """Give the links to topics, archive and search of a language that has anything to read."""
    if language not in scene.roster.live_languages:
        return ()
    texts = texts_for(language)
    found = [(addresses.archive_path(language), texts.gettext("Archive"))]
    if scene.site.topics:
        found.insert(0, (addresses.topics_path(language), texts.gettext("Topics")))
    found.append((addresses.search_path(language), texts.gettext("Search")))
    return tuple(
        PageLink(base + addresses.address(path), Markup.escape(label), current=path == current) for path, label in found
    )


def topic_name(site: Site, topic: str, language: str) -> Markup:
    """Give a topic's name in a language; else in its base language, the newsroom's, or as the releases spell it."""
    names = site.topics.get(topic, {})
    for tag in fallbacks(language):
        if tag in names:
            return Markup.escape(names[tag])
    if site.default_language in names:
        return foreign(names[site.default_language], site.default_language, language)
    return Markup.escape(topic)


def index_title(site: Site, language: str) -> str:
    """Give the title of a language's index and feed."""
    return f"{texts_for(language).gettext('Press releases')} – {site.title}"


def family_alternates(scene: Scene, family: Family, base: str) -> tuple[Alternate, ...]:
    """Give the complete set for every indexable page of a release, itself and `x-default` included."""
    if scene.site.base_url:
        # Absolute, so they are the same on every page of the release.
        if family.slug not in scene.alternates:
            scene.alternates[family.slug] = _family_alternates(scene, family, base)
        return scene.alternates[family.slug]
    return _family_alternates(scene, family, base)


def _family_alternates(scene: Scene, family: Family, base: str) -> tuple[Alternate, ...]:
    found = [(edition.language, edition) for edition in family.indexable]
    if family.default:
        found.append(("x-default", family.default))
    return tuple(
        Alternate(tag, scene.url(addresses.release_path(edition.language, edition.slug), base))
        for tag, edition in found
    )


def index_alternates(scene: Scene, base: str) -> tuple[Alternate, ...]:
    """Give the set of all indexes, with the root, which chooses, as `x-default`."""
    found = {language: addresses.index_path(language) for language in scene.roster.live_languages}
    return _alternates(scene, [*found.items(), ("x-default", addresses.CHOOSER)], base)


def path_alternates(scene: Scene, paths: Mapping[str, str], base: str) -> tuple[Alternate, ...]:
    """Give the set of pages that are counterparts; the default language, or the first, is `x-default`."""
    default = [paths.get(scene.site.default_language) or next(iter(paths.values()))] if paths else []
    return _alternates(scene, [*paths.items(), *(("x-default", path) for path in default)], base)


def _alternates(scene: Scene, found: Iterable[tuple[str, str]], base: str) -> tuple[Alternate, ...]:
    return tuple(Alternate(tag, scene.url(path, base)) for tag, path in found)


def path_links(paths: Mapping[str, str], base: str, current: str) -> tuple[LanguageLink, ...]:
    """Give the switcher of pages that are each other's counterparts."""
    return tuple(language_link(tag, base + addresses.address(path), current) for tag, path in paths.items())


def release_links(editions: Iterable[Edition], base: str, current: str = "") -> tuple[LanguageLink, ...]:
    """Give the switcher of a release."""
    return tuple(
        language_link(
            edition.language, base + addresses.address(addresses.release_path(edition.language, edition.slug)), current
        )
        for edition in editions
    )


def index_links(languages: Iterable[str], base: str, current: str = "") -> tuple[LanguageLink, ...]:
    """Give the switcher of an index."""
    return tuple(
        language_link(language, base + addresses.address(addresses.index_path(language)), current)
        for language in languages
    )


def language_link(language: str, href: str, current: str) -> LanguageLink:
    """Give one entry of a switcher."""
    return LanguageLink(language, text_direction(language), autonym(language), href, language == current)


@cache
def og_locale(language: str) -> str:
    """Give Open Graph's `language_TERRITORY`, with the territory most speakers of the language live in."""
    locale = Locale.parse(babel_tag(language))
    known = get_global("likely_subtags")
    likely = known.get(f"{locale.language}_{locale.script}") or known.get(locale.language)
    territory = locale.territory or (Locale.parse(likely).territory if likely else None)
    return f"{locale.language}_{territory}" if territory else locale.language


def other_og_locales(languages: Iterable[str], own: str) -> tuple[str, ...]:
    """Give the Open Graph locales of the other languages, each once."""
    return tuple(sorted({og_locale(language) for language in languages} - {og_locale(own)}))
