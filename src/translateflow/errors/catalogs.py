"""Failures of catalogs and of the files they are exchanged in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.errors.base import InputFileError, RefusedError, UsageError

if TYPE_CHECKING:
    from pathlib import Path


class CatalogError(InputFileError):
    """A PO file is damaged, belongs elsewhere, or holds an entry twice; it is never rewritten."""


class MissingHeaderError(CatalogError):
    """A PO file does not say what it is a catalog of."""

    def __init__(self, path: Path | str, field: str, value: str) -> None:
        super().__init__(
            path,
            f"the header has no “{field}”, so nobody can tell what this is a catalog of.",
            remedy=f"If it is the right file, add the line “{field}: {value}” to its header.",
        )
        self.field = field


class WrongReleaseError(CatalogError):
    """A PO file is a catalog of another release."""

    def __init__(self, path: Path | str, found: str, expected: str) -> None:
        super().__init__(
            path,
            f"this is a catalog of the release “{found}”, not of “{expected}”.",
            remedy="Choose the file or the release that belong together; nothing was changed.",
        )
        self.found = found
        self.expected = expected


class WrongLanguageError(CatalogError):
    """A PO file is a catalog in another language."""

    def __init__(self, path: Path | str, found: str, expected: str) -> None:
        super().__init__(
            path,
            f"this is a catalog in the language “{found}”, not “{expected}”.",
            remedy="Choose the file or the language that belong together; nothing was changed.",
        )
        self.found = found
        self.expected = expected


class UnknownEntryError(RefusedError):
    """A catalog has no live entry for a segment, so nothing can be written to it."""

    def __init__(self, source: str) -> None:
        shown = source if len(source) <= 60 else f"{source[:59]}…"  # noqa: PLR2004 — about a line of a terminal
        super().__init__(
            f"The catalog has no entry “{shown}” that could be changed.",
            remedy="Run `translateflow sync` and try again.",
        )
        self.source = source


class ExchangeError(InputFileError):
    """A TMX, TBX or CSV file cannot be read."""


class LanguageNotTargetedError(UsageError):
    """A language was named that this release does not go to."""

    def __init__(self, slug: str, language: str, targets: tuple[str, ...]) -> None:
        remedy = f"It goes to: {', '.join(targets)}. Targets are set in translateflow.toml or the release."
        super().__init__(f"“{slug}” does not go to “{language}”.", remedy=remedy)
        self.slug = slug
        self.language = language


class NoCatalogError(UsageError):
    """A release has no catalog in this language yet."""

    def __init__(self, slug: str, language: str) -> None:
        remedy = f"Make it: translateflow sync {slug}."
        super().__init__(f"“{slug}” has no catalog in “{language}” yet.", remedy=remedy)
        self.slug = slug
        self.language = language


class NoSuggestionError(UsageError):
    """A suggestion was decided on that is not there."""

    def __init__(self, slug: str, language: str, number: int) -> None:
        remedy = f"List them: translateflow catalog suggestions {slug} --language {language}."
        super().__init__(f"“{slug}” has no suggestion {number} in “{language}”.", remedy=remedy)
        self.slug = slug
        self.language = language
        self.number = number


class UnknownSegmentError(RefusedError):
    """A sentence was named that the catalog does not have, or no longer has."""

    def __init__(self, slug: str, language: str) -> None:
        super().__init__(
            f"“{slug}” has no such sentence in “{language}”: its source may have been edited meanwhile.",
            remedy="Open the editor again; nothing was changed.",
        )
        self.slug = slug
        self.language = language


class UnknownEditError(UsageError):
    """A change was named that the history of this sentence does not have."""

    def __init__(self, number: int) -> None:
        super().__init__(f"The history has no change {number} of this sentence.", remedy="Open its history again.")
        self.number = number
