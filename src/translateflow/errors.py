"""The one error tree.

A class per failure; the message is built inside from data that stays readable as attributes.
The five families below decide exit codes and HTTP statuses (tables in `cli/exits.py` and `web/`), so a
new failure is a subclass of the family whose consequence it has. A message is one sentence that says what, where
and (`remedy`) how to mend it; it never holds a key, a password or a URL's query string.
"""

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


class SourceError(InputFileError):
    """A source release cannot be read: encoding, front matter, markup, emptiness, size."""


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


class SettingsError(InputFileError):
    """`translateflow.toml` or a TRANSLATEFLOW_* variable has an unknown key or a bad value."""


class ExchangeError(InputFileError):
    """A TMX, TBX or CSV file cannot be read."""


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


class EngineError(UnreachableError):
    """A call to an engine failed as a whole. `permanent`: the same call will fail again (key, pair, quota).

    `reason` is written by us from the status, never copied from the answer: answers repeat keys and URLs.
    """

    def __init__(self, engine: str, reason: str, *, permanent: bool, retry_after: float | None = None) -> None:
        super().__init__(f"{engine}: {reason}.")
        self.engine = engine
        self.reason = reason
        self.permanent = permanent
        self.retry_after = retry_after


class NoNewsroomError(UsageError):
    """There is no `translateflow.toml` where one was expected."""

    def __init__(self, folder: Path) -> None:
        remedy = "Go into a newsroom, name it with --newsroom DIR, or make one: translateflow init DIR."
        super().__init__(f"{folder} is not a newsroom: it has no translateflow.toml.", remedy=remedy)
        self.folder = folder


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


class BrokerError(UnreachableError):
    """The message broker does not answer. Its URL is shown without user and password."""

    def __init__(self, broker: str, reason: str) -> None:
        scheme, _, rest = broker.partition("://")
        shown = f"{scheme}://{rest.rpartition('@')[2].partition('?')[0]}"
        remedy = "Nothing is lost: start Redis, then run translateflow jobs resume."
        super().__init__(f"The broker {shown} does not answer ({reason}).", remedy=remedy)
        self.shown = shown


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


class EngineUnreachableError(EngineError):
    """No connection to the engine could be made: no internet, a wrong address, a program that is not running."""

    def __init__(self, engine: str, reason: str) -> None:
        super().__init__(engine, reason, permanent=False)


class UnknownEngineError(UsageError):
    """No engine has this name; `why` says so when it is one that is known and cannot work."""

    def __init__(self, name: str, known: tuple[str, ...], why: str = "") -> None:
        problem = f"The engine “{name}” is not offered: {why}" if why else f"There is no engine “{name}”."
        super().__init__(problem, remedy=f"Engines are: {', '.join(known)}.")
        self.name = name
        self.known = known


class EngineKeyMissingError(UsageError):
    """An engine is asked for that works with a key only, and none is set."""

    def __init__(self, engine: str) -> None:
        variable = f"TRANSLATEFLOW_ENGINES_{engine.upper()}_API_KEY"
        remedy = f"Set {variable}, or api_key_file under [engines.{engine}] in translateflow.toml."
        super().__init__(f"The engine “{engine}” needs a key, and none is set.", remedy=remedy)
        self.engine = engine


class FetchError(UnreachableError):
    """A web address gave nothing we can use. The address is shown without user, password and query."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"{address}: {reason}.", remedy="Check the address, or save the page as a file.")
        self.address = address
        self.reason = reason


class FetchRefusedError(RefusedError):
    """A web address that must not be fetched: another scheme than http(s), or a private network."""

    def __init__(self, address: str, reason: str, *, remedy: str = "") -> None:
        super().__init__(f"{address}: {reason}.", remedy=remedy)
        self.address = address
        self.reason = reason


class NewsroomExistsError(RefusedError):
    """`init` would overwrite settings."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} exists already.", remedy="Choose another folder, or edit that file.")
        self.path = path


class DuplicateSlugError(RefusedError):
    """`add` would overwrite a release."""

    def __init__(self, slug: str, origin: str) -> None:
        remedy = "Give it another name with --slug, or edit the file under releases/."
        super().__init__(f"{origin}: there is a release “{slug}” already.", remedy=remedy)
        self.slug = slug
        self.origin = origin


class NotFoundError(UsageError):
    """A file that was named does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: there is no such file.", remedy="Check the spelling and the folder.")
        self.path = path


class DatabaseError(UnreachableError):
    """The ledger's database cannot be used: damaged, read-only, full, busy, refused. `where` holds no password."""

    def __init__(self, where: str, problem: str, *, remedy: str = "") -> None:
        super().__init__(f"The database {where} {problem}.", remedy=remedy)
        self.where = where
        self.problem = problem


class UnknownJobError(UsageError):
    """There is no job with this number."""

    def __init__(self, job: int) -> None:
        super().__init__(f"There is no job {job}.", remedy="`translateflow jobs list` shows the jobs there are.")
        self.job = job


class AccountError(UsageError):
    """An account cannot be made or is not there: a mail address twice, or unknown."""

    def __init__(self, mail: str, problem: str) -> None:
        super().__init__(f"“{mail}” {problem}.", remedy="`translateflow users list` shows the accounts there are.")
        self.mail = mail
        self.problem = problem


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


class BadApproverError(UsageError):
    """A sign-off needs somebody who answers for it."""

    def __init__(self, by: str) -> None:
        shown = f"“{by}” does not say who." if by else "It is not said who signs off."
        super().__init__(shown, remedy='Write --by "Name <mail@example.org>".')
        self.by = by


class NotApprovedError(RefusedError):
    """A release was to be published or withdrawn by name that is not signed off."""

    def __init__(self, slug: str, language: str = "") -> None:
        what = f"“{slug}” is not signed off" + (f" in “{language}”" if language else " in any language")
        remedy = f'Sign it off: translateflow approve {slug} --language {language or "L"} --by "Name <mail>".'
        super().__init__(f"{what}.", remedy=remedy)
        self.slug = slug
        self.language = language


class EmbargoedError(RefusedError):
    """A release was to be published before its embargo ends."""

    def __init__(self, slug: str, until: str) -> None:
        super().__init__(f"“{slug}” is under embargo until {until}.", remedy="Then: translateflow publish --due.")
        self.slug = slug
        self.until = until


class HeldBackError(RefusedError):
    """A release waits for a language without which it does not go out."""

    def __init__(self, slug: str, languages: tuple[str, ...]) -> None:
        shown = ", ".join(languages)
        super().__init__(f"“{slug}” goes out only together with: {shown}.", remedy="Sign these off first.")
        self.slug = slug
        self.languages = languages


class NoReasonError(UsageError):
    """A withdrawal needs a reason that readers are told."""

    def __init__(self) -> None:
        super().__init__("A withdrawal needs a reason.", remedy="Write --reason TEXT; readers will see it.")


class ForeignFolderError(UsageError):
    """The site was to be published over something that is not a site of ours."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(
            f"{path} holds files that translateflow did not publish.",
            remedy="Empty it, or name another folder with --out or publish.out.",
        )
        self.path = path


class PortTakenError(UnreachableError):
    """The web server cannot listen where it was told to."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(
            f"Cannot listen on {host}:{port}: {reason}.",
            remedy="Another program may be using it; choose another with --port, 0 for any free one.",
        )
        self.host = host
        self.port = port


class NothingPublishedError(UsageError):
    """There is no site to look at."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds no site yet.", remedy="Make it: translateflow publish.")
        self.folder = folder


class BadGrantError(UsageError):
    """A role was named that there is not."""

    def __init__(self, text: str, known: tuple[str, ...]) -> None:
        remedy = f"Roles are: {', '.join(known)}; translator and reviewer name a language: translator:uk."
        super().__init__(f"“{text}” is not a role.", remedy=remedy)
        self.text = text


class NoBrokerError(UsageError):
    """A worker was started in a newsroom that has no broker."""

    def __init__(self) -> None:
        remedy = 'Set broker = "redis://…" under [queue] in translateflow.toml, or TRANSLATEFLOW_QUEUE_BROKER.'
        super().__init__("There is no broker for workers.", remedy=remedy)


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


class SourceMovedError(RefusedError):
    """A source was saved while its sign-off was under way."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"“{slug}” was edited while it was signed off.", remedy="Sync it and sign off what it is now.")
        self.slug = slug
