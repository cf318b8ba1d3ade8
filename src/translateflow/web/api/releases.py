"""Releases: where each stands, its source, taking one in, bringing catalogs up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import msgspec

from translateflow.files import read_file, write_atomically
from translateflow.model.language import parse_language
from translateflow.web.api.conditions import require_tag, tag_of
from translateflow.web.api.operation import Document, Download, Operation, Query, Wish
from translateflow.web.api.problems import ProblemError
from translateflow.web.api.upload import laid_down
from translateflow.web.desk.access import Action
from translateflow.workflow.add import AddRequest, run_add
from translateflow.workflow.status import run_status
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from translateflow.web.api.operation import Call
    from translateflow.workflow.add import AddReport
    from translateflow.workflow.status import LanguageStatus, ReleaseStatus
    from translateflow.workflow.sync import SyncReport

Slug = Annotated[str, msgspec.Meta(pattern="^[a-z0-9][a-z0-9-]{0,99}$")]
Limit = Annotated[int, msgspec.Meta(ge=1, le=500)]


class LanguageDocument(Document):
    """A release in one language, as `status --json` says it."""

    total: int
    empty: int
    draft: int
    outdated: int
    reviewed: int
    errors: int
    warnings: int
    waived: int
    suggestions: int
    state: str
    approved_by: str
    published: str
    blocked_by: list[str]


class ReleaseDocument(Document):
    """A release. `problem` says why its source cannot be read; it then has no languages."""

    slug: str
    source_language: str
    title: str
    languages: dict[str, LanguageDocument]
    problem: str = ""


class ReleasesDocument(Document):
    """Releases by slug. `after` is what to ask with for the next ones, "" when these are the last."""

    releases: list[ReleaseDocument]
    after: str = ""


class ReleasesQuery(Query):
    """Which part of the list: the releases after this slug, so many."""

    after: str = ""
    limit: Limit = 50


class GuessDocument(Document):
    """What was guessed while a source was read, and how."""

    field: str
    value: str
    how: str


class AddedDocument(Document):
    """A release that was taken in."""

    slug: str
    file: str
    origin: str
    guesses: list[GuessDocument]


class SyncedCatalogDocument(Document):
    """What became of one catalog's entries."""

    slug: str
    language: str
    changed: bool
    counts: dict[str, int]


class SyncDocument(Document):
    """What a sync did. `unchanged` releases needed no look; `failures` are those that cannot be read."""

    catalogs: list[SyncedCatalogDocument]
    unchanged: int
    failures: list[str]


class AddDocument(Document):
    """What was taken in. `passed_over` are feed items whose release exists."""

    added: list[AddedDocument]
    passed_over: list[str]
    sync: SyncDocument


class AddWish(Wish):
    """A release to take in: its `text` under a `name` that says the format (`bridge.md`), or a web address."""

    text: str = ""
    name: Annotated[str, msgspec.Meta(max_length=200)] = "release.md"
    url: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    slug: Slug | None = None
    language: str = ""


class UploadQuery(Query):
    """How an uploaded file is called, and what its release is to be."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    slug: Slug | None = None
    language: str = ""


class SyncWish(Wish):
    """Which releases to sync, all when none is named. `minor`: nothing is outdated by these edits."""

    slugs: tuple[Slug, ...] = ()
    minor: bool = False


class SourceQuery(Query):
    """Whether an edit of the source is minor: nothing is outdated by it."""

    minor: bool = False


def list_releases(call: Call) -> ReleasesDocument:
    """List releases by slug, in pages."""
    wish: ReleasesQuery = call.query
    slugs = sorted(slug for slug in call.newsroom.sources() if slug > wish.after)
    page = slugs[: wish.limit]
    found = run_status(call.newsroom, page) if page else ()
    return ReleasesDocument([_release(each) for each in found], page[-1] if len(slugs) > len(page) else "")


def get_release(call: Call) -> ReleaseDocument:
    """Say where a release stands in each language."""
    (found,) = run_status(call.newsroom, [call.slug])
    return _release(found)


def get_source(call: Call) -> Download:
    """Give the source as it lies in `releases/`."""
    path = call.newsroom.source_of(call.slug)
    return Download(read_file(path), "application/octet-stream", path.name)


def replace_source(call: Call) -> SyncDocument:
    """Write a new version of a source and sync it; the old one must be the one that was read (If-Match)."""
    path = call.newsroom.source_of(call.slug)
    before = read_file(path)
    require_tag(call, tag_of(before))
    call.newsroom.parse_release(call.slug, path, call.body)
    write_atomically(path, call.body)
    call.newsroom.database.audit.record(call.actor, "edit source", call.slug)
    wish: SourceQuery = call.query
    return _sync(run_sync(call.newsroom, [call.slug], minor=wish.minor))


def add_release(call: Call) -> AddDocument:
    """Take in a release from a text or a web address."""
    wish: AddWish = call.body
    if bool(wish.text) == bool(wish.url):
        raise ProblemError(422, "text-or-url", "Give either a text or a url.")
    if wish.url:
        if not wish.url.lower().startswith(("http://", "https://")):
            raise ProblemError(422, "no-url", "The url must begin with https:// or http://.")
        return _add(call, wish.url, wish.slug, wish.language)
    return _add_bytes(call, wish.name, wish.text.encode(), wish.slug, wish.language)


def upload_release(call: Call) -> AddDocument:
    """Take in a release from a file, Word files included."""
    wish: UploadQuery = call.query
    return _add_bytes(call, wish.name, call.body, wish.slug, wish.language)


def _add_bytes(call: Call, name: str, data: bytes, slug: str | None, language: str) -> AddDocument:
    with laid_down(data, name) as path:
        return _add(call, str(path), slug, language, shown=path.name)


def _add(call: Call, origin: str, slug: str | None, language: str, *, shown: str = "") -> AddDocument:
    request = AddRequest([origin], slug or "", parse_language(language) if language else "")
    report = run_add(call.newsroom, request, lambda _: None)
    for release in report.added:
        call.newsroom.database.audit.record(call.actor, "add release", release.slug, {"origin": shown or origin})
    return _added(call, report, shown)


def sync(call: Call) -> SyncDocument:
    """Bring catalogs up to date with their sources."""
    wish: SyncWish = call.body
    call.newsroom.database.audit.record(call.actor, "sync", " ".join(wish.slugs), {"minor": wish.minor})
    return _sync(run_sync(call.newsroom, wish.slugs, minor=wish.minor))


def _release(found: ReleaseStatus) -> ReleaseDocument:
    languages = {language: _language(status) for language, status in found.languages.items()}
    return ReleaseDocument(found.slug, found.source_language, found.title, languages, found.problem)


def _language(status: LanguageStatus) -> LanguageDocument:
    return msgspec.convert(status, LanguageDocument, from_attributes=True)


def _added(call: Call, report: AddReport, shown: str) -> AddDocument:
    added = [
        AddedDocument(
            release.slug,
            call.newsroom.show(release.path),
            shown or release.origin,
            [GuessDocument(guess.field, guess.value, guess.how) for guess in release.guesses],
        )
        for release in report.added
    ]
    return AddDocument(added, list(report.passed_over), _sync(report.sync))


def _sync(report: SyncReport) -> SyncDocument:
    catalogs = [
        SyncedCatalogDocument(each.slug, each.language, each.changed, msgspec.to_builtins(each.counts))
        for each in report.catalogs
    ]
    return SyncDocument(catalogs, report.unchanged, [str(error) for error in report.failures])


OPERATIONS: Final = (
    Operation(
        "list_releases", "GET", "/releases", Action.READ, "Where every release stands, in pages.", list_releases,
        ReleasesDocument, query=ReleasesQuery,
    ),
    Operation(
        "add_release", "POST", "/releases", Action.WRITE, "Take in a release: a text, or a web page or feed.",
        add_release, AddDocument, body=AddWish, status=201,
    ),
    Operation(
        "upload_release", "POST", "/releases/upload", Action.WRITE, "Take in a release: a file of any kind we read.",
        upload_release, AddDocument, query=UploadQuery, media="application/octet-stream", status=201,
    ),
    Operation(
        "get_release", "GET", "/releases/{slug}", Action.READ, "Where one release stands in each language.",
        get_release, ReleaseDocument,
    ),
    Operation(
        "get_source", "GET", "/releases/{slug}/source", Action.READ, "The source, with its tag.",
        get_source, None, answers="application/octet-stream",
    ),
    Operation(
        "replace_source", "PUT", "/releases/{slug}/source", Action.WRITE,
        "Write a new version of the source (If-Match with the tag of the old one) and sync it.", replace_source,
        SyncDocument, query=SourceQuery, media="application/octet-stream", refusals=(412, 428),
    ),
    Operation(
        "sync", "POST", "/sync", Action.WRITE, "Bring catalogs up to date with their sources.", sync, SyncDocument,
        body=SyncWish,
    ),
)  # fmt: skip
