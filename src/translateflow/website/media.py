"""Media types of the files a site is made of: a table of our own, since that of the machine differs among machines."""

from __future__ import annotations

from pathlib import PurePosixPath

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".docx": f"{_OFFICE}wordprocessingml.document",
    ".xlsx": f"{_OFFICE}spreadsheetml.sheet",
    ".pptx": f"{_OFFICE}presentationml.presentation",
    ".odt": f"{_OPEN_DOCUMENT}text",
    ".ods": f"{_OPEN_DOCUMENT}spreadsheet",
    ".odp": f"{_OPEN_DOCUMENT}presentation",
    ".mp4": "video/mp4",
    ".mp3": "audio/mpeg",
    ".ico": "image/x-icon",
}
FEED_TYPE = "application/atom+xml; charset=utf-8"
UNKNOWN_TYPE = "application/octet-stream"
COMPRESSED = (".html", ".xml", ".json", ".txt", ".css", ".js", ".csv", ".ics", ".svg")
"""Suffixes of files that compression makes smaller."""


def media_type(path: str) -> str:
    """Give the media type of a path of the site."""
    file = PurePosixPath(path)
    return FEED_TYPE if file.name == "feed.xml" else TYPES.get(file.suffix.lower(), UNKNOWN_TYPE)
