"""The form on which readers report a problem with a passage of a page, in the site's look and the page's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from translateflow.texts import texts_for
from translateflow.website import addresses
from translateflow.website import scene as scenes
from translateflow.website.contexts import Head, ReportPage
from translateflow.website.rendering import renderer_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translateflow.model.edition import Site


class Reported(NamedTuple):
    """What is reported: the page, the words of the passage, and the hidden fields that come back with the form."""

    language: str
    slug: str
    passage: str
    hidden: Mapping[str, str]


def render_report(site: Site, reported: Reported, root: str, *, stage: str, longest: int) -> bytes:
    """Render the form, or what became of it (`ReportPage.stage`). `root` is the site's root, ending in a slash."""
    language = reported.language
    head = Head(title=f"{texts_for(language).gettext('Report a problem')} – {site.title}", robots="noindex")
    page = ReportPage(
        page=scenes.make_page(site, language, root, head),
        passage=reported.passage,
        hidden=tuple(reported.hidden.items()),
        stage=stage,
        back_href=root + addresses.address(addresses.release_path(language, reported.slug)),
        longest=longest,
    )
    return renderer_for(site.theme).report(page)
