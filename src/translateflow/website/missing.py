"""The page of an address where nothing stands, for a server that can say more than a static host's `404.html`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.website.pages import missing_page
from translateflow.website.rendering import renderer_for
from translateflow.website.scene import language_link

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translateflow.model.edition import Site


def render_missing(
    site: Site, language: str, live_languages: Sequence[str], root: str, found: Mapping[str, str]
) -> bytes:
    """Render a 404 page. `root` is the site's root as the reader's browser sees it, ending in a slash.

    `found` gives, by language, where the release that was looked for can be read, relative to `root`.
    """
    links = [language_link(tag, root + address, "") for tag, address in found.items()]
    return renderer_for(site.theme).notice(missing_page(site, language, live_languages, root, links))
