"""Failures of writing releases and terms at the desk."""

from __future__ import annotations

from translateflow.errors.base import RefusedError, UsageError


class SourceChangedError(RefusedError):
    """Somebody saved the source after this form was opened. Nothing of theirs is overwritten."""

    def __init__(self, slug: str) -> None:
        remedy = "Your text is kept in the form: compare the two, then save again."
        super().__init__(f"The source of “{slug}” was changed while you were writing.", remedy=remedy)
        self.slug = slug


class NotTextError(UsageError):
    """A source that cannot be written in a form: a Word file."""

    def __init__(self, slug: str) -> None:
        remedy = "Change it in Word and drop the file on the release's page."
        super().__init__(f"The source of “{slug}” is a Word file.", remedy=remedy)
        self.slug = slug


class UnknownVersionError(UsageError):
    """A version of a source that is not kept."""

    def __init__(self, slug: str, version: str) -> None:
        super().__init__(
            f"There is no version “{version}” of “{slug}”.", remedy="The release's page lists those there are."
        )
        self.slug = slug
        self.version = version


class EmptyTermError(UsageError):
    """A term without a word."""

    def __init__(self) -> None:
        super().__init__("A term needs its word in both languages.", remedy="Only one that stays as it is needs one.")
