"""Preview links: a release that is signed off and not out yet, shown to whoever holds a signed link, until it expires.

The link says which release, in which languages and until when, signed with the newsroom's key: nothing is stored, and
giving up the key ends every link. What is shown is rendered from `approved/` on the fly; nothing lies in `public/`.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translateflow.errors import BadPreviewError, ExpiredPreviewError, NotApprovedError, PreviewTimeError
from translateflow.model.edition import Preview as Notice
from translateflow.model.language import parse_language
from translateflow.website import plan_site
from translateflow.workflow.editions import find_frozen_files, make_site, read_frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.website import SitePlan
    from translateflow.workspace import Newsroom

PURPOSE = "preview"
LONGEST = dt.timedelta(days=90)
"""A link that outlives its occasion is a leak: nobody remembers who has it."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a link shows. `languages` are in the newsroom's order, "" for all is resolved. `until` is aware."""

    slug: str
    languages: tuple[str, ...]
    until: dt.datetime


def make_preview(
    newsroom: Newsroom, slug: str, languages: Sequence[str], until: dt.datetime, now: dt.datetime
) -> tuple[Preview, str]:
    """Give a preview and its token. Raises NoReleaseError, NotApprovedError, PreviewTimeError."""
    if not now < until <= now + LONGEST:
        raise PreviewTimeError(LONGEST.days)
    asked = tuple(dict.fromkeys(map(parse_language, languages)))
    found = _signed_languages(newsroom, slug)
    if not found:
        newsroom.choose([slug])
        raise NotApprovedError(slug)
    for language in asked:
        if language not in found:
            raise NotApprovedError(slug, language)
    preview = Preview(slug, asked or found, until.astimezone(dt.UTC).replace(microsecond=0))
    return preview, _token(newsroom, preview)


def _token(newsroom: Newsroom, preview: Preview) -> str:
    said = json.dumps([preview.slug, preview.languages, int(preview.until.timestamp())], separators=(",", ":"))
    payload = base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")
    key, _, mac = newsroom.keys.sign(PURPOSE, payload.encode()).partition(":")
    return f"{payload}.{key}.{mac}"


def open_preview(newsroom: Newsroom, token: str, now: dt.datetime) -> Preview:
    """Read a token. Raises BadPreviewError, whatever is wrong with it, and ExpiredPreviewError."""
    payload, _, signature = token.partition(".")
    if not newsroom.keys.verify(PURPOSE, payload.encode("utf-8", "replace"), signature.replace(".", ":", 1)):
        raise BadPreviewError
    try:
        slug, languages, until = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        preview = Preview(str(slug), tuple(map(str, languages)), dt.datetime.fromtimestamp(until, dt.UTC))
    except (binascii.Error, ValueError, TypeError, OverflowError) as error:
        raise BadPreviewError from error
    if preview.until <= now:
        raise ExpiredPreviewError
    return preview


def plan_preview(newsroom: Newsroom, preview: Preview) -> SitePlan:
    """Plan a site of this release alone, with relative links only. What was withdrawn since is left out."""
    frozen = read_frozen(newsroom, [preview.slug]).get(preview.slug)
    signed = _signed_languages(newsroom, preview.slug)
    chosen = [language for language in preview.languages if language in signed]
    if frozen is None or not chosen:
        raise BadPreviewError
    editions = [frozen.edition(newsroom, language) for language in chosen]
    notice = Notice(frozen.embargo)
    site = replace(make_site(newsroom), base_url="", preview=notice)
    return plan_site(site, editions, find_frozen_files(newsroom, [frozen]))


def is_live(newsroom: Newsroom, slug: str, language: str) -> bool:
    """Whether the page is out, so that whoever follows the link may read that one."""
    return (newsroom.site_folder / language / slug / "index.html").is_file()


def _signed_languages(newsroom: Newsroom, slug: str) -> tuple[str, ...]:
    frozen = read_frozen(newsroom, [slug]).get(slug)
    if frozen is None:
        return ()
    order = {language: number for number, language in enumerate(make_site(newsroom).languages)}
    signed = [language for language, sealed in frozen.snapshots.items() if sealed.withdrawal is None]
    return tuple(sorted(signed, key=lambda language: (order.get(language, len(order)), language)))
