"""Failures of engines and of whatever else is fetched from the network."""

from __future__ import annotations

from translateflow.errors.base import RefusedError, UnreachableError, UsageError


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
