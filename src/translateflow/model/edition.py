"""An edition: one release in one language as it goes out, and what the site as a whole is made of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable


class Policy(StrEnum):
    """When a language goes out: reviewed text only, labelled machine text until then, or all or none."""

    APPROVED = "approved"
    MACHINE_LABELLED = "machine-labelled"
    REQUIRED = "required"


class WarningRule(StrEnum):
    """What becomes of a check's warnings at the sign-off: they may stand, or each is corrected or waived first."""

    ALLOW = "allow"
    WAIVE = "waive"


class Provenance(StrEnum):
    """Where an edition's text comes from, as readers are told."""

    ORIGINAL = "original"
    REVIEWED = "reviewed"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class EditionImage:
    """The lead image. `path` is below the site's root (`assets/…`)."""

    path: str
    description: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That, when and why an edition was taken back."""

    at: dt.datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One live page. `text` is its body in HTML, or what reads it when a page is made. Times are aware.

    `date` is the release's own date. `source_date` is when the source version this text corresponds to was frozen;
    `source_changed` the day the original moved on, None while it has not. `withdrawn` editions become a notice page.
    `stamp` stands for everything else here: equal stamps, equal editions. Who gives none has it made of the values.
    """

    slug: str
    language: str
    source_language: str
    title: str
    text: str | Callable[[], str]
    date: dt.date
    published: dt.datetime
    modified: dt.datetime
    provenance: Provenance
    source_digest: str
    source_date: dt.date
    summary: str = ""
    contact: str = ""
    image: EditionImage | None = None
    source_changed: dt.date | None = None
    approved_by: str = ""
    engines: tuple[str, ...] = ()
    withdrawn: Withdrawal | None = None
    assets: tuple[str, ...] = ()
    stamp: str = ""

    @property
    def body(self) -> str:
        """Give the body, in HTML."""
        return self.text if isinstance(self.text, str) else self.text()

    @property
    def digest(self) -> str:
        """Give the stamp, or a digest of the values."""
        if self.stamp:
            return self.stamp
        values = (self.body if field.name == "text" else str(getattr(self, field.name)) for field in fields(self))
        return hashlib.blake2b("\x1f".join(values).encode(errors="surrogatepass"), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Site:
    """What every page needs to know. `base_url` has no trailing slash; "" means relative links only."""

    title: str
    base_url: str
    timezone: str
    default_language: str
    languages: tuple[str, ...]
    protected: tuple[str, ...] = ()
