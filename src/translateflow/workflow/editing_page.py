"""The page a catalog would become if it went out now, by the site's own templates, each sentence of its body marked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from translateflow.files import read_file, read_if_there
from translateflow.formats import render_marked, render_occurrences
from translateflow.model.edition import Edition, EditionImage, Provenance
from translateflow.model.markup import plain_text
from translateflow.website import plan_site
from translateflow.workflow.editing_shelf import shelf_of
from translateflow.workflow.editions import make_site
from translateflow.workflow.theme import find_theme_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translateflow.model.segment import Key
    from translateflow.website import SitePlan
    from translateflow.workflow.editing_shelf import Opened
    from translateflow.workspace import Newsroom


def page_path(slug: str, language: str) -> str:
    """Say where the page stands among the files that `read_page` gives."""
    return f"{language}/{slug}/index.html"


def read_page(newsroom: Newsroom, slug: str, language: str, path: str) -> bytes | None:
    """Give the draft page, or a file it refers to, by its path on the site; None when there is none of that name.

    Raises what `open_editor` raises.
    """
    opened = shelf_of(newsroom).open(newsroom, slug, language)
    is_page = path == page_path(slug, language)
    names = (opened.release.front.image,) if is_page else opened.release.assets
    theme = {} if is_page else {name: read_file(file) for name, file in find_theme_files(newsroom).items()}
    planned = _plan(newsroom, opened, _read_assets(newsroom, names) | theme).get(path)
    return None if planned is None else planned.render()


def mark_segment(newsroom: Newsroom, slug: str, language: str, key: Key, target: str | None = None) -> tuple[str, ...]:
    """Give the HTML inside each mark of one sentence: as it is saved, or as `target` would make it."""
    opened = shelf_of(newsroom).open(newsroom, slug, language)
    texts = opened.texts if target is None else {**opened.texts, key: target}
    return render_occurrences(opened.release.document, texts, language, key)


def _read_assets(newsroom: Newsroom, names: tuple[str, ...]) -> dict[str, bytes]:
    found = {name: read_if_there(newsroom.releases_folder / name) for name in names if name}
    return {name: data for name, data in found.items() if data is not None}


def _plan(newsroom: Newsroom, opened: Opened, assets: Mapping[str, bytes]) -> SitePlan:
    return plan_site(replace(make_site(newsroom), reports=False), [_make_edition(newsroom, opened)], assets)


def _make_edition(newsroom: Newsroom, opened: Opened) -> Edition:
    release, texts = opened.release, opened.texts
    document, front = release.document, release.front
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    today = now.astimezone(newsroom.timezone).date()

    def plain(index: int | None) -> str:
        if index is None:
            return ""
        segment = document.segments[index]
        return plain_text(texts.get(segment.key, "").strip() or segment.text, segment.shapes)

    return Edition(
        slug=release.slug,
        language=opened.language,
        source_language=release.language,
        title=plain(document.title) or release.slug,
        text=render_marked(document, texts, opened.language),
        date=front.date or today,
        published=now,
        modified=now,
        provenance=Provenance.REVIEWED,
        source_digest=release.digest,
        source_date=today,
        summary=plain(document.summary),
        contact=front.contact,
        image=EditionImage(front.image, plain(document.image_description), plain(document.image_caption))
        if front.image
        else None,
        assets=release.assets,
    )
