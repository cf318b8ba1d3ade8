"""The families of failures, and the ones every stage may meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class TranslateflowError(Exception):
    """Anything that is told to a person in one sentence instead of a traceback."""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".rstrip()

    def __reduce__(self) -> tuple[object, ...]:
        """Survive pickling, whatever the subclass's own arguments are: errors travel between processes."""
        return _rebuild, (type(self), self.args, self.__dict__)


def _rebuild(kind: type[TranslateflowError], args: tuple[object, ...], data: dict[str, object]) -> TranslateflowError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(data)
    return error


class UsageError(TranslateflowError):
    """The call, the settings or an input file cannot be used as they are (exit 2)."""


class RefusedError(TranslateflowError):
    """A rule of the house says no: not approvable, embargoed, a conflict (exit 3)."""


class UnreachableError(TranslateflowError):
    """A service or a resource of the machine cannot be reached (exit 4)."""


class InputFileError(UsageError):
    """A file cannot be read as what it should be; names file, line and remedy."""

    def __init__(self, path: Path | str, problem: str, *, line: int | None = None, remedy: str = "") -> None:
        where = f"{path}:{line}" if line else f"{path}"
        stop = "" if problem.endswith((".", "!", "?")) else "."
        super().__init__(f"{where}: {problem}{stop}", remedy=remedy)
        self.path = path
        self.line = line
        self.problem = problem


class UnknownLanguageError(UsageError):
    """A tag is no BCP 47 language that CLDR or our register knows."""

    def __init__(self, tag: str) -> None:
        super().__init__(
            f"“{tag}” is not a language we know.",
            remedy="Use a BCP 47 tag such as de, pt-BR, zh-Hans or de-simple.",
        )
        self.tag = tag


class FileAccessError(UnreachableError):
    """The machine would not let us read or write: permissions, a full disk, a vanished folder."""

    def __init__(self, path: Path | str, error: OSError) -> None:
        reason = error.strerror or type(error).__name__
        super().__init__(f"{path}: {reason}.", remedy="Nothing was changed. Mend this and run the command again.")
        self.path = path


class LockedError(UnreachableError):
    """Another process holds the lock longer than we are willing to wait."""

    def __init__(self, path: Path | str, seconds: float) -> None:
        super().__init__(
            f"{path} has been in use by another command for {seconds:.0f} seconds.",
            remedy="Wait for it to end and try again.",
        )
        self.path = path
        self.seconds = seconds


class NotFoundError(UsageError):
    """A file that was named does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: there is no such file.", remedy="Check the spelling and the folder.")
        self.path = path
