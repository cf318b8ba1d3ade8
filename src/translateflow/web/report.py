"""Readers report a problem with a passage of a published page: no account, no script, nothing kept about them.

The form carries a signed, short-lived stamp, so that it cannot be sent without having been opened, nor over and over;
a field that people do not see catches programs; and each address may report a few times an hour.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from werkzeug.wrappers import Request, Response

from translateflow.errors import EmptyCommentError, TooManyTriesError, TranslateflowError
from translateflow.web.desk.throttle import Throttle
from translateflow.web.files import is_safe
from translateflow.website import Reported, list_passages, render_report
from translateflow.workflow.comments import LONGEST_REPORT, run_report
from translateflow.workflow.editions import make_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from translateflow.workspace import Newsroom

PER_ADDRESS: Final = "5/hour"
IN_ALL: Final = "200/hour"
PURPOSE: Final = "report"
QUICKEST, LATEST = 2, 2 * 3600
"""Seconds between opening the form and sending it: nobody writes faster, and an old form is none."""

_LONGEST_BODY = 16_000
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


class ReportApp:
    """A WSGI application below `/report`."""

    def __init__(self, newsroom: Newsroom, clock: Callable[[], float] = time.time) -> None:
        self._newsroom = newsroom
        self._clock = clock
        self._throttle = Throttle()
        self._site = make_site(newsroom)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        response = self._answer(Request(environ))
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        if request.method not in {"GET", "HEAD", "POST"}:
            return Response("Only GET and POST.\n", 405, {"Allow": "GET, HEAD, POST"}, content_type="text/plain")
        try:
            found = self._find(request)
        except (TranslateflowError, ValueError, IndexError):
            return Response("There is no such passage.\n", 404, content_type="text/plain; charset=utf-8")
        if request.method != "POST":
            return self._show(request, found, "form")
        return self._take(request, found)

    def _find(self, request: Request) -> tuple[str, str, str]:
        """Give language, slug and the words of the passage. Raises for what was never published."""
        language, _, slug = request.args.get("page", "").removesuffix("/").partition("/")
        if not (is_safe(language) and is_safe(slug)) or "/" in slug:
            raise ValueError(slug)
        snapshot = self._newsroom.snapshots.read(slug, language)
        path = self._newsroom.site_folder / language / slug / "index.html"
        if snapshot is None or snapshot.withdrawal is not None or not path.is_file():
            raise ValueError(slug)
        number = int(request.args.get("passage", ""))
        if number < 1:
            raise ValueError(number)
        return language, slug, list_passages(self._newsroom.snapshots.body(snapshot.evidence))[number - 1]

    def _take(self, request: Request, found: tuple[str, str, str]) -> Response:
        if (request.content_length or 0) > _LONGEST_BODY:
            return self._show(request, found, "late", 413)
        form = {
            name: values[0] for name, values in parse_qs(request.get_data(cache=False).decode(errors="replace")).items()
        }
        if form.get("website"):
            return self._show(request, found, "sent")  # a program: let it believe so
        if not self._is_fresh(form.get("stamp", ""), found):
            return self._show(request, found, "late", 400)
        try:
            self._throttle.count(PURPOSE, (PER_ADDRESS, request.remote_addr or ""), (IN_ALL, "everybody"))
            language, slug, passage = found
            run_report(self._newsroom, slug, language, passage, form.get("text", ""))
        except TooManyTriesError as error:
            response = self._show(request, found, "many", 429)
            response.headers["Retry-After"] = str(error.seconds)
            return response
        except EmptyCommentError:
            return self._show(request, found, "late", 400)
        return self._show(request, found, "sent")

    def _show(self, request: Request, found: tuple[str, str, str], stage: str, status: int = 200) -> Response:
        language, slug, passage = found
        root = f"{request.script_root.removesuffix('/report')}/"
        reported = Reported(language, slug, passage, {"stamp": self._stamp(found)})
        page = render_report(self._site, reported, root, stage=stage, longest=LONGEST_REPORT)
        return Response(page, status, content_type="text/html; charset=utf-8")

    def _stamp(self, found: tuple[str, str, str]) -> str:
        opened = str(int(self._clock()))
        return f"{opened}.{self._newsroom.keys.sign(PURPOSE, _signed(opened, found))}"

    def _is_fresh(self, stamp: str, found: tuple[str, str, str]) -> bool:
        opened, _, signature = stamp.partition(".")
        if not opened.isdecimal() or not QUICKEST <= self._clock() - int(opened) <= LATEST:
            return False
        return self._newsroom.keys.verify(PURPOSE, _signed(opened, found), signature)


def _signed(opened: str, found: tuple[str, str, str]) -> bytes:
    return "\0".join((opened, *found)).encode("utf-8", "surrogatepass")
