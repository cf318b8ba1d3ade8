"""Failures of a newsroom as a whole: its folder, its settings, its site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.errors.base import InputFileError, RefusedError, TranslateflowError, UnreachableError, UsageError

if TYPE_CHECKING:
    from pathlib import Path


class SettingsError(InputFileError):
    """`translateflow.toml` or a TRANSLATEFLOW_* variable has an unknown key or a bad value."""


class NoNewsroomError(UsageError):
    """There is no `translateflow.toml` where one was expected."""

    def __init__(self, folder: Path) -> None:
        remedy = "Go into a newsroom, name it with --newsroom DIR, or make one: translateflow init DIR."
        super().__init__(f"{folder} is not a newsroom: it has no translateflow.toml.", remedy=remedy)
        self.folder = folder


class NewsroomExistsError(RefusedError):
    """`init` would overwrite settings."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} exists already.", remedy="Choose another folder, or edit that file.")
        self.path = path


class ForeignFolderError(UsageError):
    """The site was to be published over something that is not a site of ours."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(
            f"{path} holds files that translateflow did not publish.",
            remedy="Empty it, or name another folder with --out or publish.out.",
        )
        self.path = path


class TemplateFaultError(InputFileError):
    """A template of the newsroom's own does not work; the site stays as it was."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        remedy = "Compare with the template of the same name that comes with the program (docs/operator.md)."
        super().__init__(file, f"the template does not work: {reason}.", line=line, remedy=remedy)


class SnippetsInSiteError(UsageError):
    """Settings of a web server would be published with the site."""

    def __init__(self, folder: Path, out: Path) -> None:
        remedy = "Name a folder beside it: publish --snippets hosting, or publish.snippets."
        super().__init__(f"{folder} lies inside the published site {out}.", remedy=remedy)
        self.folder = folder
        self.out = out


class ThemeError(InputFileError):
    """A colour or file of the newsroom's theme cannot be used."""


class PortTakenError(UnreachableError):
    """The web server cannot listen where it was told to."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(
            f"Cannot listen on {host}:{port}: {reason}.",
            remedy="Another program may be using it; choose another with --port, 0 for any free one.",
        )
        self.host = host
        self.port = port


class ForeignDemoError(RefusedError):
    """`demo` would write into a folder that holds something else."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds something else already.", remedy="Name another folder for the demo.")
        self.folder = folder


class DemoFailedError(TranslateflowError):
    """A step of the demo did not do what it should."""

    def __init__(self, step: str, code: int) -> None:
        remedy = "Run translateflow doctor, and report what it says."
        super().__init__(f"The step “{step}” ended with {code}.", remedy=remedy)
        self.step = step
        self.code = code
