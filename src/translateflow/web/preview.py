"""Preview links over HTTP: `/preview/<token>/<language>/<slug>/`, for nobody but who holds the link, kept by nobody."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request, Response

from translateflow.errors import BadPreviewError, ExpiredPreviewError, TranslateflowError
from translateflow.website import media_type
from translateflow.workflow.preview import is_live, open_preview, plan_preview

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from translateflow.website import SitePlan
    from translateflow.workflow.preview import Preview
    from translateflow.workspace import Newsroom

_HEADERS = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    # The address is the secret: it goes to no other site, and into no shared cache.
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}
# Plans of the links that are being read: a page asks for its style sheet and images a moment later.
_KEPT = 4


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class PreviewApp:
    """A WSGI application below `/preview`."""

    def __init__(self, newsroom: Newsroom, clock: Callable[[], dt.datetime] = _now) -> None:
        self._newsroom = newsroom
        self._clock = clock
        self._plans: OrderedDict[tuple[object, ...], SitePlan] = OrderedDict()
        self._lock = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        response = self._answer(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        if request.method not in {"GET", "HEAD"}:
            return Response("Only GET and HEAD.\n", 405, {"Allow": "GET, HEAD"}, content_type="text/plain")
        token, slash, path = request.path.removeprefix("/").partition("/")
        try:
            preview = open_preview(self._newsroom, token, self._clock())
            return self._show(request, preview, slash, path)
        except ExpiredPreviewError as error:
            return Response(f"{error}\n", 410, content_type="text/plain; charset=utf-8")
        except BadPreviewError as error:
            return Response(f"{error}\n", 404, content_type="text/plain; charset=utf-8")
        except TranslateflowError:
            # What is wrong with the newsroom's files is nobody's business outside.
            return Response("This preview cannot be shown at the moment.\n", 503, content_type="text/plain")

    def _show(self, request: Request, preview: Preview, slash: str, path: str) -> Response:
        first = f"{preview.languages[0]}/{preview.slug}/"
        if not slash or not path:
            return _redirect(f"{request.script_root}{request.path.rstrip('/')}/{first}")
        language = path.partition("/")[0]
        if path == f"{language}/{preview.slug}/" and is_live(self._newsroom, preview.slug, language):
            return _redirect(f"{request.script_root.removesuffix('/preview')}/{path}")
        name = f"{path}index.html" if path.endswith("/") else path
        planned = self._plan(preview).get(name)
        if planned is None:
            raise BadPreviewError
        response = Response(planned.render(), content_type=media_type(name))
        if name.endswith(".html") and language in preview.languages:
            response.headers["Content-Language"] = language
        return response

    def _plan(self, preview: Preview) -> SitePlan:
        folder = self._newsroom.snapshots.root / preview.slug
        key = (preview, folder.stat().st_mtime_ns if folder.is_dir() else 0)
        with self._lock:
            if key not in self._plans:
                self._plans[key] = plan_preview(self._newsroom, preview)
            self._plans.move_to_end(key)
            while len(self._plans) > _KEPT:
                self._plans.popitem(last=False)
            return self._plans[key]


def _redirect(address: str) -> Response:
    return Response(status=302, headers={"Location": address})
