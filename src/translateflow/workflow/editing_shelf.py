"""What the editor has read and checked, kept until a file changes: sources, catalogs, terms, findings, views."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from translateflow.catalog import parse_catalog, read_catalog
from translateflow.checks import CheckContext, check_entry
from translateflow.errors import LanguageNotTargetedError, NoCatalogError
from translateflow.files import read_file
from translateflow.model.edit import TextState
from translateflow.model.memory import TermStatus
from translateflow.review.waivers import read_waivers
from translateflow.terms import Glossary
from translateflow.workflow.check import read_terms
from translateflow.workflow.glossary import glossary_mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from translateflow.catalog import Catalog
    from translateflow.model.issue import Issue
    from translateflow.model.memory import Term
    from translateflow.model.release import Release
    from translateflow.model.segment import Key, Role, Segment, TagShape
    from translateflow.model.translation import Entry
    from translateflow.review.waivers import Waivers
    from translateflow.workflow.editing import EditorView
    from translateflow.workspace import Newsroom

    MakeView = Callable[["Opened", "tuple[Opened, EditorView] | None"], EditorView]

_CATALOGS = 64
"""How many catalogs stay in memory: about 200 kB each with their views."""

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class TermSpot:
    """Where a word of the glossary stands in a source, and what the house wants for it."""

    start: int
    end: int
    wanted: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    kept: bool = False
    definition: str = ""


@dataclass(frozen=True, eq=False)
class Words:
    """The glossary of one pair of languages, as of one mark."""

    mark: str
    glossary: Glossary


@dataclass(frozen=True, eq=False)
class Opened:
    """A catalog with all that it is judged by, as of one moment. `waiting` are uploads nobody has decided on."""

    release: Release
    language: str
    catalog: Catalog
    waiting: tuple[Entry, ...]
    waivers: Waivers
    words: Words
    protected: tuple[str, ...]

    @property
    def texts(self) -> dict[Key, str]:
        """The translations by sentence, drafts and outdated ones included."""
        return {entry.key: entry.target for entry in self.catalog.entries}

    def state_of(self, key: Key) -> TextState:
        """Give an entry's changeable part; nothing where there is no entry."""
        return read_state(self.catalog, key)

    def terms_in(self, source: str) -> tuple[TermSpot, ...]:
        """Give the words of the glossary that stand in a source."""
        return _find_terms(self.words, source)[1]

    def issues_of(self, segment: Segment, target: str) -> tuple[Issue, ...]:
        """Give what the checks find in a translation of a segment."""
        return _find_issues(
            (self.release.language, self.language),
            segment.role,
            segment.shapes,
            self.protected,
            _find_terms(self.words, segment.text)[0],
            segment.text,
            target,
        )


def read_state(catalog: Catalog, key: Key) -> TextState:
    """Give the changeable part of a catalog's entry; nothing where there is none."""
    entry = catalog.get(key)
    if entry is None:
        return TextState()
    note = catalog.draft_note(key) if entry.fuzzy else None
    return TextState(entry.target, entry.fuzzy, entry.previous, note.origin if note else "")


@lru_cache(maxsize=8192)
def _find_terms(words: Words, source: str) -> tuple[tuple[Term, ...], tuple[TermSpot, ...]]:
    places: dict[tuple[int, int], list[Term]] = {}
    for match in words.glossary.find(source):
        places.setdefault((match.start, match.end), []).append(match.term)
    found = tuple(dict.fromkeys(term for terms in places.values() for term in terms))
    return found, tuple(_spot(place, terms) for place, terms in places.items())


def _spot(place: tuple[int, int], terms: list[Term]) -> TermSpot:
    by_status = {status: [term.target for term in terms if term.status is status] for status in TermStatus}
    return TermSpot(
        *place,
        wanted=(*by_status[TermStatus.PREFERRED], *by_status[TermStatus.ADMITTED]),
        forbidden=tuple(by_status[TermStatus.FORBIDDEN]),
        kept=bool(by_status[TermStatus.KEEP]),
        definition=next((term.definition for term in terms if term.definition), ""),
    )


@lru_cache(maxsize=32768)
def _find_issues(  # noqa: PLR0913, PLR0917 — all that an answer of the checks depends on
    languages: tuple[str, str],
    role: Role,
    shapes: tuple[TagShape, ...],
    protected: tuple[str, ...],
    terms: tuple[Term, ...],
    source: str,
    target: str,
) -> tuple[Issue, ...]:
    return check_entry(source, target, CheckContext(*languages, role, shapes, protected, terms))


class EditingShelf:
    """Keeps what was opened last, by release and language. Safe across threads; it keeps no newsroom alive."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._opened: OrderedDict[tuple[str, str], tuple[tuple[object, ...], Opened]] = OrderedDict()
        self._views: dict[tuple[str, str], tuple[Opened, EditorView]] = {}
        self._words: dict[tuple[str, str], Words] = {}

    def open(self, newsroom: Newsroom, slug: str, language: str) -> Opened:
        """Give a catalog with its release and words, read again only where something has changed.

        Raises NoReleaseError, LanguageNotTargetedError, NoCatalogError, SourceError, CatalogError.
        """
        release = newsroom.read_release(slug)
        targets = newsroom.targets(release)
        if language not in targets:
            raise LanguageNotTargetedError(slug, language, targets)
        path = newsroom.catalogs.catalog(slug, language)
        waiting = newsroom.catalogs.suggestions(slug, language)
        # Before the files are read: what changes meanwhile is seen the next time.
        stamp = stamp_of(path)
        if stamp is None:
            raise NoCatalogError(slug, language)
        words = self._words_of(newsroom, release, language)
        waived = newsroom.catalogs.waivers(slug, language)
        key = (release.digest, id(release), stamp, stamp_of(waiting), stamp_of(waived), words.mark)
        with self._lock:
            kept = self._opened.get((slug, language))
            if kept is not None and kept[0] == key:
                self._opened.move_to_end((slug, language))
                return kept[1]
        catalog = read_catalog(path, slug=slug, language=language)
        uploads = parse_catalog(read_file(waiting), waiting).entries if waiting.is_file() else ()
        waivers = read_waivers(waived)
        opened = Opened(release, language, catalog, uploads, waivers, words, newsroom.settings.protected)
        with self._lock:
            self._opened[slug, language] = (key, opened)
            while len(self._opened) > _CATALOGS:
                oldest, _ = self._opened.popitem(last=False)
                self._views.pop(oldest, None)
        return opened

    def keep_view(self, opened: Opened, make: MakeView) -> EditorView:
        """Give the view of what was opened, made once; `make` gets the one before it, to take over what is the same."""
        place = (opened.release.slug, opened.language)
        with self._lock:
            kept = self._views.get(place)
        if kept is not None and kept[0] is opened:
            return kept[1]
        view = make(opened, kept)
        with self._lock:
            if place in self._opened:
                self._views[place] = (opened, view)
        return view

    def _words_of(self, newsroom: Newsroom, release: Release, language: str) -> Words:
        pair = (release.language, language)
        mark = glossary_mark(newsroom)
        with self._lock:
            words = self._words.get(pair)
        if words is None or words.mark != mark:
            words = Words(mark, Glossary(read_terms(newsroom, release, language), release.language))
            with self._lock:
                self._words[pair] = words
        return words


def stamp_of(path: Path) -> Stamp | None:
    """Give what changes with a file, cheap to ask for; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino)


_SHELVES: WeakKeyDictionary[Newsroom, EditingShelf] = WeakKeyDictionary()
_MAKING = threading.Lock()


def shelf_of(newsroom: Newsroom) -> EditingShelf:
    """Give the shelf of a newsroom: one for as long as the newsroom is open."""
    with _MAKING:
        shelf = _SHELVES.get(newsroom)
        if shelf is None:
            shelf = _SHELVES[newsroom] = EditingShelf()
        return shelf
