"""What stands at which prefix: the desk at `/desk/`, the site everywhere else."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class Mounted:
    """A WSGI application of applications. Each is made when its prefix is first asked for: the site starts at once."""

    def __init__(self, site: WSGIApplication, makers: Mapping[str, Callable[[], WSGIApplication]]) -> None:
        self._site = site
        self._makers = dict(makers)
        self._made: dict[str, WSGIApplication] = {}
        self._making = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Hand a request on."""
        path = environ.get("PATH_INFO", "")
        for prefix in self._makers:
            if path == prefix:
                request = Request(environ)
                return Response(status=308, headers={"Location": f"{request.script_root}{prefix}/"})(
                    environ, start_response
                )
            if path.startswith(f"{prefix}/"):
                environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + prefix
                environ["PATH_INFO"] = path.removeprefix(prefix)
                return self._application(prefix)(environ, start_response)
        return self._site(environ, start_response)

    def close(self) -> None:
        """Let every application that was made end what would go on: streams that are open."""
        for application in self._made.values():
            close: Callable[[], None] | None = getattr(application, "close", None)
            if close is not None:
                close()

    def _application(self, prefix: str) -> WSGIApplication:
        if prefix not in self._made:
            with self._making:
                if prefix not in self._made:
                    self._made[prefix] = self._makers[prefix]()
        return self._made[prefix]
