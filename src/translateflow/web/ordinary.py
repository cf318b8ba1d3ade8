"""Pages and assets as nearly every reader asks for them, answered from what is kept, before any request object is made.

The answer is the one `SiteApp.answer` gives, header for header; whatever is out of the ordinary is left to that.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from translateflow.model.headers import ASK_AGAIN, FOR_EVER, SEARCH_POLICY, SECURITY, SVG_POLICY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from wsgiref.types import WSGIEnvironment

    from translateflow.web.files import ServedFile

# Their answers depend on more than the file and its entity tag.
_UNUSUAL = ("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_RANGE", "HTTP_IF_RANGE")
_UNCHANGED = "304 NOT MODIFIED"
# What a 304 leaves out: the reader has it (RFC 9110, section 15.4.5).
_OF_THE_BODY = frozenset({"Content-Type", "Content-Encoding", "Content-Language", "Content-Length"})


class Answer(NamedTuple):
    """A status line, headers, and the body."""

    status: str
    headers: Sequence[tuple[str, str]]
    body: Sequence[bytes]


def ordinary_path(environ: WSGIEnvironment) -> str:
    """Give the path of an ordinary request for a page or an asset; "" where it is none."""
    path: str = environ.get("PATH_INFO", "")[1:]
    plain = path.isascii() and "%" not in path and environ["REQUEST_METHOD"] in {"GET", "HEAD"}
    # The site's root and `releases/` look at cookies and languages.
    if not plain or path == "" or path.startswith("releases") or any(name in environ for name in _UNUSUAL):
        return ""
    return path if path.endswith(("/", ".html")) or path.startswith("assets/") else ""


def answer_ordinary(environ: WSGIEnvironment, path: str, served: ServedFile, language: str) -> Answer | None:
    """Answer with this file; None where the request asks for something out of the ordinary after all."""
    zipped = served.zipped is not None and takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
    tag = f'"{served.tag}-gzip"' if zipped else f'"{served.tag}"'
    data = served.zipped if zipped and served.zipped is not None else served.data
    headers = _headers(path, language, served.content_type, tag, len(data), served.zipped is not None, zipped)
    known = environ.get("HTTP_IF_NONE_MATCH", "")
    if known == tag:
        return Answer(_UNCHANGED, [header for header in headers if header[0] not in _OF_THE_BODY], ())
    if known:
        return None
    return Answer("200 OK", headers, (data,) if environ["REQUEST_METHOD"] == "GET" else ())


@lru_cache(maxsize=256)
def takes_gzip(header: str) -> bool:
    """Whether an Accept-Encoding allows gzip."""
    return bool(parse_accept_header(header, Accept)["gzip"] > 0)


@lru_cache(maxsize=4096)
def _headers(  # noqa: PLR0913, PLR0917 — all that the headers depend on, and the key they are kept by
    path: str, language: str, content_type: str, tag: str, length: int, varies: bool, zipped: bool
) -> tuple[tuple[str, str], ...]:
    said = {"Content-Type": content_type, "Content-Length": str(length), "ETag": tag}
    said["Cache-Control"] = FOR_EVER if path.startswith("assets/") else ASK_AGAIN
    if varies:
        said["Vary"] = "Accept-Encoding"
    if zipped:
        said["Content-Encoding"] = "gzip"
    if language:
        said["Content-Language"] = language
    return tuple({**SECURITY, **said, **_policy(path, content_type)}.items())


def _policy(path: str, content_type: str) -> Mapping[str, str]:
    if path.endswith("/search/"):
        return {"Content-Security-Policy": SEARCH_POLICY}
    return {"Content-Security-Policy": SVG_POLICY} if content_type.startswith("image/svg") else {}
