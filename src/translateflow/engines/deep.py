"""The shim around deep-translator: its knowledge of wire formats, and none of its habits.

deep-translator calls `requests.get` of its own module without time-out, session or User-Agent, keeps state between
calls, has an old list of languages, and writes keys and URLs into its exceptions. So: a fresh translator per call,
our pooled sessions in place of its `requests` while a call of ours is under way (other users of the library in this
process are not touched), our own language tables, and every exception translated without what it says.
"""

from __future__ import annotations

import contextlib
import importlib
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

import requests

from translateflow.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import ModuleType

    from translateflow.engines.sessions import Reply, Sessions


class DeepTranslator(Protocol):
    """What we use of a translator of the library."""

    def translate(self, text: str) -> object:
        """Translate a text; whatever comes back is judged later."""


_sessions: ContextVar[Sessions | None] = ContextVar("translateflow_deep_sessions", default=None)
_patching = Lock()


class _BoundedRequests:
    """Stands where a module of deep-translator expects `requests`."""

    def __getattr__(self, name: str) -> Any:
        return getattr(requests, name)

    def get(self, url: str, **content: Any) -> requests.Response:
        return _send("GET", url, content)

    def post(self, url: str, **content: Any) -> requests.Response:
        return _send("POST", url, content)


def _send(method: str, url: str, content: dict[str, Any]) -> requests.Response:
    sessions = _sessions.get()
    if sessions is None:
        return requests.request(method, url, **content)  # noqa: S113 — not our call: the library as it is
    content.pop("proxies", None)
    return _as_response(sessions.send(method, url, **content))


def _as_response(reply: Reply) -> requests.Response:
    response = requests.Response()
    response.status_code = reply.status
    response.headers["Content-Type"] = reply.content_type
    response.encoding = "utf-8"
    response._content = reply.body  # noqa: SLF001 — the only way to make a Response that has been read
    return response


@dataclass(frozen=True, slots=True)
class DeepCall:
    """How one service of the library is called. `module` is where its translator is defined."""

    engine: str
    module: str
    sessions: Sessions

    def translate(self, make: Callable[[], DeepTranslator], text: str) -> object:
        """Translate one text with a fresh translator. Raises EngineError for whatever goes wrong inside."""
        failure: EngineError
        with self._with_our_sessions():
            try:
                return make().translate(text)
            except EngineError:
                raise
            # The library raises some twenty classes of its own, and AttributeError, KeyError, StopIteration or
            # TypeError for answers it did not expect. Their texts repeat keys and URLs: none is kept.
            except Exception as error:  # noqa: BLE001
                failure = EngineError(self.engine, _reason_of(error), permanent=False)
        raise failure

    @contextlib.contextmanager
    def _with_our_sessions(self) -> Iterator[None]:
        place_sessions(importlib.import_module(self.module))
        token = _sessions.set(self.sessions)
        try:
            yield
        finally:
            _sessions.reset(token)


def place_sessions(module: ModuleType) -> None:
    """Put our stand-in where the module looks for `requests`, once."""
    with _patching:
        if not isinstance(module.__dict__["requests"], _BoundedRequests):
            module.__dict__["requests"] = _BoundedRequests()


def _reason_of(error: Exception) -> str:
    if type(error).__name__ == "TranslationNotFound":
        return "its answer holds no translation"
    return f"its answer could not be read ({type(error).__name__})"


def make_translator(kind: type[Any], url: str, codes: tuple[str, str], extra: Mapping[str, Any]) -> DeepTranslator:
    """Make a translator that asks our URL for our codes.

    The library's constructors know neither an address nor languages that are newer than they are, and Microsoft's
    asks the network for them: the subclass answers both from what it was given.
    """
    source, target = codes

    def map_languages(_self: object, *_languages: str) -> tuple[str, str]:
        return codes

    def no_languages(_self: object) -> dict[str, str]:
        return {}

    ours = type(
        kind.__name__, (kind,), {"_map_language_to_code": map_languages, "_get_supported_languages": no_languages}
    )
    translator = ours(source=source, target=target, **extra)
    translator._base_url = url  # noqa: SLF001 — the only way in: the constructor refuses base_url
    made: DeepTranslator = translator
    return made
