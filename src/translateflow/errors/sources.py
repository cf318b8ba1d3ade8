"""Failures of source releases: reading them, naming them, putting them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.errors.base import InputFileError, RefusedError, UsageError

if TYPE_CHECKING:
    from pathlib import Path


class SourceError(InputFileError):
    """A source release cannot be read: encoding, front matter, markup, emptiness, size."""


class NoReleaseError(UsageError):
    """No release has this slug."""

    def __init__(self, slug: str, known: tuple[str, ...]) -> None:
        shown = ", ".join(known[:10]) + (" …" if len(known) > 10 else "")  # noqa: PLR2004 — a line's worth
        remedy = f"There are: {shown}." if known else "There are none yet: translateflow add FILE."
        super().__init__(f"There is no release “{slug}”.", remedy=remedy)
        self.slug = slug
        self.known = known


class TwoSourcesError(UsageError):
    """Two files claim one slug."""

    def __init__(self, one: Path, other: Path) -> None:
        remedy = "Rename or remove one of them."
        super().__init__(f"{one.name} and {other.name} would both be the release “{one.stem}”.", remedy=remedy)
        self.one = one
        self.other = other


class DuplicateSlugError(RefusedError):
    """`add` would overwrite a release."""

    def __init__(self, slug: str, origin: str) -> None:
        remedy = "Give it another name with --slug, or edit the file under releases/."
        super().__init__(f"{origin}: there is a release “{slug}” already.", remedy=remedy)
        self.slug = slug
        self.origin = origin


class SlugError(UsageError):
    """A word cannot be the slug of a release."""

    def __init__(self, slug: str, problem: str) -> None:
        remedy = "Use a-z, 0-9 and -, at most 100 of them, beginning with a letter or a figure."
        super().__init__(f"The slug “{slug}” {problem}.", remedy=remedy)
        self.slug = slug


class MissingTextError(RefusedError):
    """A text is to be rendered that has no translation; nothing falls back to the source by itself."""

    def __init__(self, source: str) -> None:
        super().__init__(f"There is no translation of “{source}”.", remedy="Translate it and try again.")
        self.source = source


class BrokenTagsError(RefusedError):
    """A translation's tags are not those of its segment; it would break the page."""

    def __init__(self, source: str, faults: tuple[str, ...]) -> None:
        super().__init__(
            f"The translation of “{source}” has broken tags: {'; '.join(faults)}.",
            remedy="Give it each tag of the source once, opened and closed in order.",
        )
        self.source = source
        self.faults = faults


class SourceMovedError(RefusedError):
    """A source was saved while its sign-off was under way."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"“{slug}” was edited while it was signed off.", remedy="Sync it and sign off what it is now.")
        self.slug = slug
