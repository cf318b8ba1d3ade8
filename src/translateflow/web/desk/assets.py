"""Style sheet and scripts of the desk: read once, named by their content, kept by browsers for ever."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort, request, url_for

from translateflow.web.desk.access import Action, needs

_FOLDER: Final = Path(__file__).with_name("static")
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}

blueprint = Blueprint("assets", __name__, url_prefix="/assets")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent: its digest is part of its address."""

    data: bytes
    zipped: bytes
    digest: str
    content_type: str


@cache
def read_assets() -> dict[str, Asset]:
    """Read every file of the folder, by name."""
    found = {}
    for path in sorted(_FOLDER.iterdir()):
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()[:12]
        found[path.name] = Asset(data, gzip.compress(data, 9, mtime=0), digest, _TYPES[path.suffix])
    return found


def asset(name: str) -> str:
    """Give the address of a file."""
    return url_for("assets.show", digest=read_assets()[name].digest, name=name)


@blueprint.get("/<digest>/<name>")
@needs(Action.OPEN)
def show(digest: str, name: str) -> Response:
    """Send a file."""
    found = read_assets().get(name)
    if found is None or found.digest != digest:
        abort(404)
    zipped = request.accept_encodings["gzip"] > 0
    response = Response(found.zipped if zipped else found.data, content_type=found.content_type)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Vary"] = "Accept-Encoding"
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    return response
