"""The page an original would become if it went out now, by the site's own templates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.files import read_if_there
from translateflow.formats import identity, render_body, render_plain
from translateflow.model.edition import Edition, EditionImage, Provenance
from translateflow.website import media_type, plan_site
from translateflow.workflow.editions import make_site

if TYPE_CHECKING:
    from translateflow.model.release import Release
    from translateflow.workspace import Newsroom


@dataclass(frozen=True, slots=True)
class Preview:
    """A file of the page."""

    data: bytes
    content_type: str


def render_original(newsroom: Newsroom, slug: str, path: str) -> Preview | None:
    """Give the page, or a file it refers to, by its path on the site; None when there is none of that name.

    Raises NoReleaseError, SourceError.
    """
    release = newsroom.read_release(slug)
    names = {release.front.image, *release.assets} - {""}
    found = {name: read_if_there(newsroom.releases_folder / name) for name in names}
    assets = {name: data for name, data in found.items() if data is not None}
    planned = plan_site(make_site(newsroom), [_make_edition(newsroom, release)], assets).get(path)
    if planned is None:
        return None
    return Preview(planned.render(), media_type(path))


def _make_edition(newsroom: Newsroom, release: Release) -> Edition:
    document, front = release.document, release.front
    texts = identity(document)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    today = now.astimezone(newsroom.timezone).date()

    def plain(index: int | None) -> str:
        return "" if index is None else render_plain(document, index, texts)

    image = EditionImage(front.image, plain(document.image_description), plain(document.image_caption))
    return Edition(
        slug=release.slug,
        language=release.language,
        source_language=release.language,
        title=plain(document.title) or release.slug,
        text=render_body(document, texts, release.language),
        date=front.date or today,
        published=now,
        modified=now,
        provenance=Provenance.ORIGINAL,
        source_digest=release.digest,
        source_date=today,
        summary=plain(document.summary),
        contact=front.contact,
        image=image if front.image else None,
        assets=release.assets,
    )
