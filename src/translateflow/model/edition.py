"""An edition: one release in one language as it goes out, and what the site as a whole is made of."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 — msgspec reads the types of these classes
import hashlib
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from translateflow.model.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from translateflow.model.theme import FooterLink


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
class EditionDownload:
    """A file that readers may take with them. `path` is below the site's root, `label` in the edition's language."""

    label: str
    path: str
    language: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What an earlier version had wrong, in the edition's language, and since when it is right."""

    text: str
    at: dt.datetime


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
    topics: tuple[str, ...] = ()
    downloads: tuple[EditionDownload, ...] = ()
    correction: Correction | None = None
    formerly: tuple[str, ...] = ()
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
        values = (self.body if each.name == "text" else str(getattr(self, each.name)) for each in fields(self))
        return hashlib.blake2b("\x1f".join(values).encode(errors="surrogatepass"), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Preview:
    """That a page is shown before it is out; `embargo` is the instant it waits for, None where it waits for none."""

    embargo: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """What every page needs to know. `base_url` has no trailing slash; "" means relative links only.

    `links` and `contacts` are by language; what a language does not have it takes from the default language. `topics`
    are the names of topics by language. `page_size` is how many releases a list shows on one page. `reports` gives
    each passage of a page a link to report a problem with it, which needs `serve` behind the site. `preview` says on
    each page that it is not out yet, and until when it must not be published. `hub` is the WebSub hub that feeds name,
    `indexnow_key` what the site proves itself with to IndexNow; "" is none.
    """

    title: str
    base_url: str
    timezone: str
    default_language: str
    languages: tuple[str, ...]
    protected: tuple[str, ...] = ()
    page_size: int = 20
    links: Mapping[str, tuple[FooterLink, ...]] = field(default_factory=dict)
    contacts: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    theme: Theme = field(default_factory=Theme)
    reports: bool = False
    preview: Preview | None = None
    hub: str = ""
    indexnow_key: str = ""
