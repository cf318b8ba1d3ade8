"""The published site over HTTP: files as they are, languages negotiated at `/` and `/releases/<slug>` and nowhere else.

Addresses with a language in them never redirect by language. What was withdrawn is 410, what is missing is 404 in the
language that was asked for, with links to the languages that have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.wrappers import Request, Response

from translateflow.errors import UnknownLanguageError
from translateflow.model.headers import (
    ASK_AGAIN,
    COOKIE_SECONDS,
    FOR_EVER,
    LANGUAGE_COOKIE,
    NEVER_KEEP,
    SEARCH_POLICY,
    SECURITY,
    SVG_POLICY,
    VARY_BY_READER,
)
from translateflow.model.language import parse_language
from translateflow.model.negotiation import choose_language
from translateflow.web.files import FileShelf, ServedFile, is_safe
from translateflow.web.ordinary import Answer, answer_ordinary, ordinary_path, takes_gzip
from translateflow.web.published import TreeReader
from translateflow.web.server import serve_site
from translateflow.website import render_missing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from wsgiref.types import StartResponse, WSGIEnvironment

    from translateflow.model.edition import Site

__all__ = ["SiteApp", "make_site_app", "serve_site"]


def make_site_app(out: Path, *, site: Site) -> SiteApp:
    """Make the WSGI application that serves the site published at `out`, whatever generation that is at the moment."""
    return SiteApp(out, site)


class SiteApp:
    """A WSGI application. Holds no state of its own but caches."""

    def __init__(self, out: Path, site: Site) -> None:
        self._site = site
        self._shelf = FileShelf(out)
        self._tree = TreeReader(out, (site.default_language, *site.languages))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        found = self._answer_ordinary(environ)
        if found is not None:
            start_response(found.status, list(found.headers))
            return found.body
        request = Request(environ)
        response = self.answer(request)
        for name, value in SECURITY.items():
            response.headers.setdefault(name, value)
        return response(environ, start_response)

    def _answer_ordinary(self, environ: WSGIEnvironment) -> Answer | None:
        path = ordinary_path(environ)
        served = self._shelf.read(f"{path}index.html" if path.endswith("/") else path) if path else None
        if served is None or path.removesuffix("index.html") in self._tree.read().withdrawn:
            return None
        language = self._language_of(path)
        # What is not a page names its counterparts.
        usual = not language or served.content_type.startswith("text/html")
        return answer_ordinary(environ, path, served, language) if usual else None

    def answer(self, request: Request) -> Response:
        """Decide the answer to a request."""
        if request.method not in {"GET", "HEAD"}:
            return Response("Only GET and HEAD.\n", 405, {"Allow": "GET, HEAD"}, content_type="text/plain")
        path = request.path.removeprefix("/")
        if path == "":
            return self._negotiate(request, self._tree.read().live_languages, "{language}/") or self._file(
                request, "index.html"
            )
        section, _, rest = path.partition("/")
        if section == "releases":
            return self._release_in_any_language(request, rest.removesuffix("/"))
        return self._file(request, path)

    def _release_in_any_language(self, request: Request, slug: str) -> Response:
        slug = self._tree.slug_of_today(slug)
        languages = self._tree.languages_of(slug) if slug and is_safe(slug) and "/" not in slug else ()
        return self._negotiate(request, languages, f"{{language}}/{slug}/") or self._missing(request, "", "")

    def _negotiate(self, request: Request, languages: tuple[str, ...], target: str) -> Response | None:
        """Send the reader to the language that fits; `?language=` is an explicit choice, and remembered."""
        asked = request.args.get("language", "")
        explicit = asked if asked in languages else ""
        cookie = explicit or request.cookies.get(LANGUAGE_COOKIE, "")
        header = request.headers.get("Accept-Language", "")
        language = choose_language(languages, cookie, header, self._site.default_language)
        if language is None:
            return None
        response = Response(status=302)
        response.headers["Location"] = self._root(request) + target.format(language=language)
        _forbid_keeping(response)
        if explicit:
            response.set_cookie(
                LANGUAGE_COOKIE,
                explicit,
                max_age=COOKIE_SECONDS,
                secure=request.is_secure,
                httponly=True,
                samesite="Lax",
            )
        return response

    def _file(self, request: Request, path: str) -> Response:
        served = self._shelf.read(f"{path}index.html" if path.endswith("/") else path)
        if served is None:
            return self._elsewhere(request, path) or self._missing(request, *_language_and_slug(path))
        withdrawn = path.removesuffix("index.html") in self._tree.read().withdrawn
        response = _send(request, served, 410 if withdrawn else 200)
        language = self._language_of(path)
        if language:
            response.headers["Content-Language"] = language
        if language and not served.content_type.startswith("text/html"):
            self._link_alternates(request, response, language, path)
        if path.endswith("/search/"):
            response.headers["Content-Security-Policy"] = SEARCH_POLICY
        if path.startswith("assets/"):
            response.headers["Cache-Control"] = FOR_EVER
        return response

    def _language_of(self, path: str) -> str:
        section, slash, _ = path.partition("/")
        if section == "assets":
            return ""
        if slash:
            return section
        return self._site.default_language if path.endswith(".html") else ""

    def _link_alternates(self, request: Request, response: Response, language: str, path: str) -> None:
        rest = path.partition("/")[2]
        for other in self._tree.read().live_languages:
            if other != language and self._tree.has(f"{other}/{rest}"):
                url = f"{self._root(request)}{other}/{rest}"
                response.headers.add("Link", f'<{url}>; rel="alternate"; hreflang="{other}"')

    def _elsewhere(self, request: Request, path: str) -> Response | None:
        """Send on to the one right address: the closing slash, the tag's case, what a release is called now."""
        language, slash, rest = path.partition("/")
        right = f"{_canonical(language) or language}{slash}{rest}"
        if not right.endswith("/") and not self._tree.has(right):
            right += "/"
        folder_or_file = f"{right}index.html" if right.endswith("/") else right
        moved = self._tree.read().moved.get(right)
        if moved is None and (right == path or not is_safe(folder_or_file) or not self._tree.has(folder_or_file)):
            return None
        response = Response(status=308)
        response.headers["Location"] = self._root(request) + (moved or right)
        response.headers["Cache-Control"] = ASK_AGAIN
        return response

    def _missing(self, request: Request, asked: str, slug: str) -> Response:
        tree = self._tree.read()
        negotiated = not asked
        if negotiated:
            cookie = request.cookies.get(LANGUAGE_COOKIE, "")
            header = request.headers.get("Accept-Language", "")
            languages = self._site.languages or (self._site.default_language,)
            asked = choose_language(languages, cookie, header, self._site.default_language) or languages[0]
        found = {language: f"{language}/{slug}/" for language in self._tree.languages_of(slug)} if slug else {}
        page = render_missing(self._site, asked, tree.live_languages, self._root(request), found)
        response = Response(page, 404, content_type="text/html; charset=utf-8")
        response.headers["Content-Language"] = asked
        response.headers["Cache-Control"] = ASK_AGAIN
        if negotiated:
            _forbid_keeping(response)
        return response

    @staticmethod
    def _root(request: Request) -> str:
        return f"{request.script_root}/"


def _send(request: Request, served: ServedFile, status: int) -> Response:
    zipped = served.zipped is not None and takes_gzip(request.headers.get("Accept-Encoding", ""))
    data = served.zipped if zipped and served.zipped is not None else served.data
    response = Response(data, status, content_type=served.content_type)
    response.headers["Cache-Control"] = ASK_AGAIN
    if served.zipped is not None:
        response.headers["Vary"] = "Accept-Encoding"
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    if served.content_type.startswith("image/svg"):
        response.headers["Content-Security-Policy"] = SVG_POLICY
    response.set_etag(f"{served.tag}-gzip" if zipped else served.tag)
    if status == 200:  # noqa: PLR2004 — a notice of withdrawal is never "not modified"
        response.make_conditional(request)
    return response


def _forbid_keeping(response: Response) -> None:
    response.headers["Vary"] = VARY_BY_READER
    response.headers["Cache-Control"] = NEVER_KEEP


def _language_and_slug(path: str) -> tuple[str, str]:
    section, _, rest = path.partition("/")
    slug = rest.partition("/")[0]
    return _canonical(section), slug if is_safe(slug) else ""


def _canonical(tag: str) -> str:
    try:
        return parse_language(tag)
    except UnknownLanguageError:
        return ""
