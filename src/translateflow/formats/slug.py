"""Slugs: the name of a release in files and addresses."""

from __future__ import annotations

import re

from translateflow.errors import SlugError
from translateflow.model.language import base_language
from translateflow.model.release import SITE_PAGES

SLUG_LENGTH = 100
RESERVED = SITE_PAGES | {"translateflow", "translateflow-desk"}
"""Names that are not free for releases; `translateflow…` are catalogs of the product's own texts."""

_SLUG = re.compile(rf"[a-z0-9][a-z0-9-]{{0,{SLUG_LENGTH - 1}}}")
_NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"})
# Elsewhere these letters lose their dots instead.
_WITHOUT_UMLAUTS = frozenset({"az", "es", "et", "fi", "fr", "hu", "nl", "pt", "sk", "sv", "tk", "tr"})


def check_slug(slug: str) -> str:
    """Give the slug back. Raises SlugError when it is none, or reserved."""
    if slug in RESERVED:
        raise SlugError(slug, "is reserved for a page of the site or the product's own texts")
    if not _SLUG.fullmatch(slug):
        raise SlugError(slug, "has signs that addresses and file names do not take")
    return slug


def slugify(title: str, language: str = "") -> str:
    """Make a slug of a title in any script; words are cut off whole at SLUG_LENGTH, "release" when nothing is left."""
    from anyascii import anyascii  # noqa: PLC0415 — its tables are of use to imports only

    text = title if base_language(language) in _WITHOUT_UMLAUTS else title.translate(_UMLAUTS)
    slug = _NOT_IN_SLUGS.sub("-", anyascii(text).lower().replace("'", "")).strip("-")
    if len(slug) > SLUG_LENGTH:
        cut = slug[: SLUG_LENGTH + 1]
        slug = cut.rpartition("-")[0] or slug[:SLUG_LENGTH]
    slug = slug.strip("-") or "release"
    return f"{slug}-release" if slug in RESERVED else slug
