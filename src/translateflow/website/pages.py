"""Editions to page contexts: a release, a notice, the chooser. Lists of releases are in `lists.py`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from markupsafe import Markup

from translateflow.model.edition import Provenance
from translateflow.texts import fallbacks, text_language, texts_for
from translateflow.website import addresses, contexts
from translateflow.website import scene as scenes
from translateflow.website.contexts import Head, NoticePage, ReleasePage
from translateflow.website.markup import excerpt, find_mail, link_mail, mark_names, mark_names_in_text, mark_tables
from translateflow.website.media import media_type
from translateflow.website.passages import mark_passages
from translateflow.website.pictures import picture_size
from translateflow.website.roster import is_indexable
from translateflow.website.structured import json_ld
from translateflow.website.wording import (
    foreign,
    isolate,
    say,
    show_date,
    show_instant,
    speech_attributes,
    tell_change,
    tell_file,
    tell_provenance,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from translateflow.model.edition import Edition, EditionDownload, Site
    from translateflow.website.contexts import LanguageLink, PageLink
    from translateflow.website.roster import Family
    from translateflow.website.scene import Scene


def release_page(scene: Scene, edition: Edition, family: Family) -> ReleasePage:
    """Decide everything on a live release's page."""
    site, language = scene.site, edition.language
    base = addresses.way_to_root(addresses.release_path(language, edition.slug))
    texts = texts_for(language)
    body = mark_tables(edition.body, texts.gettext("Table; a wide one can be scrolled"))
    body = mark_names(body, site.protected)
    if site.reports:
        href = f"{base}{addresses.report_address(language, edition.slug)}"
        body = mark_passages(body, href, texts.gettext("Report a problem"))
    original = family.original
    original_href = (
        base + addresses.address(addresses.release_path(original.language, original.slug)) if original else None
    )
    links = scenes.release_links(family.live, base, language)
    return ReleasePage(
        page=replace(
            scenes.make_page(site, language, base, _release_head(scene, edition, family, base), links),
            sections=scenes.section_links(scene, language, base),
        ),
        title=isolate(mark_names_in_text(edition.title, site.protected)),
        dateline=show_date(edition.date, language),
        summary=mark_names_in_text(edition.summary, site.protected) if edition.summary else None,
        body=Markup(body),  # noqa: S704 — approved HTML, shown as it was approved
        marked=body != edition.body,
        provenance=edition.provenance.value,
        provenance_words=tell_provenance(edition, site.title, original_href),
        changed=tell_change(edition),
        machine=edition.provenance is Provenance.MACHINE,
        picture=_picture(scene, edition, base),
        contact=_contact(edition) or _contact_of_site(scene, edition),
        published=show_instant(edition.published, text_language(language), site.timezone),
        modified=show_instant(edition.modified, text_language(language), site.timezone)
        if edition.modified > edition.published
        else None,
        data_href=base + addresses.data_path(language, edition.slug),
        source_digest=edition.source_digest,
        index_href=base + addresses.address(addresses.index_path(language)),
        correction=_correction(edition),
        topics=topic_links(scene, language, base, edition.topics),
        downloads=tuple(_download(scene, edition, base, each) for each in edition.downloads),
    )


def _correction(edition: Edition) -> Markup | None:
    if edition.correction is None:
        return None
    language = text_language(edition.language)
    day = show_date(edition.correction.at.date(), language)
    said = Markup("<strong{}>{}</strong> <span>{}</span>")
    return said.format(
        speech_attributes(edition.language), say(language, "Corrected on {date}:", date=day), edition.correction.text
    )


def topic_links(scene: Scene, language: str, base: str, topics: Iterable[str]) -> tuple[PageLink, ...]:
    """Give the links to a language's pages of these topics."""
    return tuple(
        contexts.PageLink(
            base + addresses.address(addresses.topics_path(language, topic)),
            scenes.topic_name(scene.site, topic, language),
        )
        for topic in topics
    )


def _download(scene: Scene, edition: Edition, base: str, download: EditionDownload) -> contexts.DownloadLink:
    file = PurePosixPath(download.path)
    # The frozen file's name begins with its digest.
    name = file.name.partition("-")[2] or file.name
    label = mark_names_in_text(download.label, scene.site.protected) if download.label else Markup.escape(name)
    size = len(scene.assets.get(download.path, b""))
    return contexts.DownloadLink(
        href=base + download.path,
        label=label,
        language=download.language,
        media_type=media_type(file.name).partition(";")[0],
        facts=tell_file(file.suffix, size, download.language, edition.language),
    )


def _contact(edition: Edition) -> Markup | None:
    # The contact is not translated: it stands as the source has it.
    return foreign(link_mail(edition.contact), edition.source_language, edition.language) if edition.contact else None


def _contact_of_site(scene: Scene, edition: Edition) -> Markup | None:
    contact = site_contact(scene.site, edition.language)
    # Many releases end with their contact: it stands once.
    known = any(address in edition.body for address in find_mail(contact or ""))
    return None if known else contact


def site_contact(site: Site, language: str) -> Markup | None:
    """Give the newsroom's press contact in a language, else as it stands in the newsroom's own."""
    spoken = next((tag for tag in (*fallbacks(language), site.default_language) if tag in site.contacts), "")
    if not spoken:
        return None
    same = spoken == language or spoken != site.default_language
    return foreign(link_mail(site.contacts[spoken]), language if same else spoken, language)


def _picture(scene: Scene, edition: Edition, base: str) -> contexts.Picture | None:
    image = edition.image
    if image is None:
        return None
    size = picture_size(scene.assets.get(image.path, b""))
    return contexts.Picture(
        src=base + scene.pictures[image.path],
        description=image.description,
        caption=mark_names_in_text(image.caption, scene.site.protected) if image.caption else None,
        width=size[0] if size else None,
        height=size[1] if size else None,
    )


def _release_head(scene: Scene, edition: Edition, family: Family, base: str) -> Head:
    indexable = is_indexable(edition)
    image = edition.image
    return Head(
        title=f"{edition.title} – {scene.site.title}",
        description=edition.summary or excerpt(edition.body),
        canonical=scene.canonical(addresses.release_path(edition.language, edition.slug)),
        alternates=scenes.family_alternates(scene, family, base) if indexable else (),
        robots="" if indexable else "noindex",
        feed=scenes.index_title(scene.site, edition.language),
        og_type="article",
        og_locale=scenes.og_locale(edition.language),
        og_locale_alternates=scenes.other_og_locales((other.language for other in family.indexable), edition.language),
        og_image=scene.url(scene.pictures[image.path], base) if image and scene.site.base_url else "",
        og_image_description=image.description if image else "",
        structured=json_ld(scene, edition, family),
    )


def withdrawal_page(scene: Scene, edition: Edition, family: Family) -> NoticePage:
    """Say that a release was taken back in this language, when and why, and what remains."""
    language = text_language(edition.language)
    path = addresses.release_path(edition.language, edition.slug)
    base = addresses.way_to_root(path)
    texts = texts_for(language)
    heading = texts.gettext("This text has been withdrawn")
    sentences: list[Markup] = []
    if edition.withdrawn:
        day = show_date(edition.withdrawn.at.date(), language)
        reason = foreign(edition.withdrawn.reason, scene.site.default_language, edition.language)
        sentences = [say(language, "It was taken back on {date}.", date=day)]
        if edition.withdrawn.reason:
            sentences.append(say(language, "Reason: {reason}", reason=reason))
    return NoticePage(
        page=scenes.make_page(scene.site, edition.language, base, _notice_head(scene.site, heading)),
        heading=heading,
        sentences=tuple(sentences),
        remaining=scenes.release_links(family.live, base),
        remaining_heading=texts.gettext("It can still be read in these languages"),
        kind="withdrawn",
    )


def missing_page(
    site: Site, language: str, live_languages: Sequence[str], base: str, found: Sequence[LanguageLink] = ()
) -> NoticePage:
    """Say that nothing stands at an address. `found`: where the release that was looked for can be read."""
    texts = texts_for(language)
    sentences: tuple[Markup, ...] = ()
    if found:
        heading = texts.gettext("This text is not available in this language")
    else:
        heading = texts.gettext("This page does not exist")
        sentences = (say(language, "The address may be mistyped, or the page may have moved."),)
    languages = scenes.index_links(live_languages, base)
    return NoticePage(
        page=scenes.make_page(site, language, base, _notice_head(site, heading), languages),
        heading=heading,
        sentences=sentences,
        remaining=tuple(found),
        remaining_heading=texts.gettext("It can be read in these languages"),
    )


def _notice_head(site: Site, heading: str) -> Head:
    return Head(title=f"{heading} – {site.title}", robots="noindex")


def chooser_page(scene: Scene) -> contexts.ChooserPage:
    """Offer all languages that have something to read; all of the newsroom's while nothing is published."""
    language = scene.site.default_language
    base = addresses.way_to_root(addresses.CHOOSER)
    live = scene.roster.live_languages
    title = texts_for(language).gettext("Choose a language")
    head = Head(
        title=f"{title} – {scene.site.title}",
        canonical=scene.canonical(addresses.CHOOSER),
        alternates=scenes.index_alternates(scene, base) if live else (),
        og_locale=scenes.og_locale(language),
    )
    page = scenes.make_page(scene.site, language, base, head)
    return contexts.ChooserPage(page, scenes.index_links(live or scene.roster.languages, base))
