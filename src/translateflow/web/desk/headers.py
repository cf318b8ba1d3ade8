"""What every answer of the desk says to the browser: no foreign script, no frame, no copy left behind; and small."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Final

from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cache-Control": "private, no-store",
}
_WORTH_IT: Final = 1000
_TEXT: Final = ("text/html", "application/json", "image/svg+xml", "text/csv")


def use_headers(app: Flask) -> None:
    """Put them on every answer that does not say otherwise."""
    app.after_request(_protect)
    app.after_request(_compress)


def _protect(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _compress(response: Response) -> Response:
    if (
        response.is_streamed
        or response.direct_passthrough
        or response.mimetype not in _TEXT
        or "Content-Encoding" in response.headers
        or request.accept_encodings["gzip"] <= 0
    ):
        return response
    data = response.get_data()
    if len(data) >= _WORTH_IT:
        # Level 4: nearly as small as 9 for pages, at a third of the time.
        response.set_data(gzip.compress(data, compresslevel=4, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
    return response
