"""Take a file, a web page or a feed into the newsroom as a release."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from translateflow.errors import DuplicateSlugError, NotFoundError
from translateflow.files import locked, read_file, write_atomically
from translateflow.formats import (
    FeedItem,
    Guess,
    ImportedSource,
    check_slug,
    guess_import,
    import_web_page,
    looks_like_feed,
    read_feed,
)
from translateflow.workflow.sync import SyncReport, run_sync

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from translateflow.workspace import Newsroom


@dataclass(frozen=True, slots=True)
class AddRequest:
    """What to take in. `allow_private` lets web addresses of the own network through."""

    origins: Sequence[str]
    slug: str = ""
    language: str = ""
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class AddedRelease:
    """A release that was taken in, with everything that was guessed on the way."""

    slug: str
    path: Path
    origin: str
    guesses: tuple[Guess, ...]


@dataclass(frozen=True, slots=True)
class AddReport:
    """What was taken in, and what the sync after it did. `passed_over` are feed items whose release exists."""

    added: tuple[AddedRelease, ...]
    passed_over: tuple[str, ...]
    sync: SyncReport


def run_add(newsroom: Newsroom, request: AddRequest, tell: Callable[[str], None]) -> AddReport:
    """Import every origin, then sync the new releases.

    Nothing is written before all origins could be read, so that a mistake in one leaves the newsroom as it was.
    """
    read: list[_Incoming] = []
    for origin in request.origins:
        tell(f"reading {origin}")
        read += [_Incoming(origin, source, from_feed) for source, from_feed in _read_origin(newsroom, origin, request)]
    # Two people may add at once: what is there is looked at, and written, by one of them at a time.
    with locked(newsroom.state_folder / "add.lock"):
        incoming, passed_over = _sort_out(read, newsroom.sources())
        added = _store(newsroom, incoming)
    sync = run_sync(newsroom, [release.slug for release in added]) if added else SyncReport()
    return AddReport(added, passed_over, sync)


@dataclass(frozen=True, slots=True)
class _Incoming:
    """A source that was read, and whether it came with others in a feed."""

    origin: str
    source: ImportedSource
    from_feed: bool


def _sort_out(read: Sequence[_Incoming], taken: Iterable[str]) -> tuple[list[_Incoming], tuple[str, ...]]:
    """Tell new releases from those a feed brings again. Raises DuplicateSlugError for what was named by itself."""
    known = set(taken)
    incoming: list[_Incoming] = []
    passed_over: list[str] = []
    for each in read:
        if each.source.slug not in known:
            known.add(each.source.slug)
            incoming.append(each)
        elif each.from_feed:
            passed_over.append(each.source.slug)
        else:
            raise DuplicateSlugError(each.source.slug, each.origin)
    return incoming, tuple(passed_over)


def _read_origin(newsroom: Newsroom, origin: str, request: AddRequest) -> list[tuple[ImportedSource, bool]]:
    if request.slug:
        check_slug(request.slug)
    if not origin.startswith(("http://", "https://")):
        return _read_path(newsroom, Path(origin), request)
    from translateflow.fetch import fetch_url  # noqa: PLC0415 — requests is for those who add from the web

    fetched = fetch_url(origin, allow_private=request.allow_private)
    if looks_like_feed(fetched.data):
        return _from_feed(newsroom, read_feed(fetched.data, fetched.url), request)
    return [(_from_page(newsroom, fetched.url, fetched.data, request), False)]


def _read_path(newsroom: Newsroom, path: Path, request: AddRequest) -> list[tuple[ImportedSource, bool]]:
    if not path.is_file():
        raise NotFoundError(path)
    data = read_file(path)
    if path.suffix.lower() in {".xml", ".atom", ".rss"} and looks_like_feed(data):
        return _from_feed(newsroom, read_feed(data, path.resolve().as_uri()), request)
    default = newsroom.settings.source
    imported = guess_import(str(path), data, default_language=default, slug=request.slug, language=request.language)
    return [(imported, False)]


def _from_page(newsroom: Newsroom, url: str, html: bytes, request: AddRequest) -> ImportedSource:
    return import_web_page(
        url, html, default_language=newsroom.settings.source, slug=request.slug, language=request.language
    )


def _from_feed(newsroom: Newsroom, items: Sequence[FeedItem], request: AddRequest) -> list[tuple[ImportedSource, bool]]:
    return [(_from_feed_item(newsroom, item, request), True) for item in items]


def _from_feed_item(newsroom: Newsroom, item: FeedItem, request: AddRequest) -> ImportedSource:
    """Take a feed's own text; where it has only a link, the page behind it."""
    from translateflow.fetch import fetch_url  # noqa: PLC0415 — requests is for those who add from the web

    html = item.html.encode() or fetch_url(item.url, allow_private=request.allow_private).data
    return import_web_page(
        item.url,
        html,
        whole_page=not item.html,
        default_language=newsroom.settings.source,
        language=request.language,
        title=item.title,
        date=item.date.isoformat() if item.date else "",
    )


def _store(newsroom: Newsroom, incoming: Sequence[_Incoming]) -> tuple[AddedRelease, ...]:
    paths = [newsroom.releases_folder / f"{each.source.slug}.{each.source.suffix}" for each in incoming]
    for each, path in zip(incoming, paths, strict=True):
        # Read all as releases first: what cannot be read must not come to lie among the releases.
        newsroom.parse_release(each.source.slug, path, each.source.data)
    for each, path in zip(incoming, paths, strict=True):
        write_atomically(path, each.source.data)
    return tuple(
        AddedRelease(each.source.slug, path, each.origin, tuple(each.source.guesses))
        for each, path in zip(incoming, paths, strict=True)
    )
