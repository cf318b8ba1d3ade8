"""How large an image is, read from its first bytes, so that pages do not jump when it arrives."""

from __future__ import annotations

import re
import struct

_SVG = re.compile(rb"<svg\b[^>]*>", re.DOTALL)
_SVG_SIZE = re.compile(rb"\b(width|height)\s*=\s*[\"']\s*([0-9.]+)(?:px)?\s*[\"']")
_SVG_BOX = re.compile(rb"\bviewBox\s*=\s*[\"']\s*[-0-9.]+[ ,]+[-0-9.]+[ ,]+([0-9.]+)[ ,]+([0-9.]+)")

# JPEG: the markers that start a frame (ITU T.81, table B.1), tables and arithmetic coding left out.
_JPEG_FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}

Size = tuple[int, int]


def picture_size(data: bytes) -> Size | None:
    """Give width and height in CSS pixels; None for what is no PNG, GIF, JPEG, WebP or SVG, or does not tell."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            size = struct.unpack(">II", data[16:24])
        elif data.startswith((b"GIF87a", b"GIF89a")):
            size = struct.unpack("<HH", data[6:10])
        elif data.startswith(b"\xff\xd8"):
            return _jpeg_size(data)
        elif data[:4] == b"RIFF" and data[8:16] == b"WEBPVP8X":
            size = tuple(1 + int.from_bytes(data[at : at + 3], "little") for at in (24, 27))
        else:
            return _svg_size(data)
    except (struct.error, IndexError):
        return None
    return (int(size[0]), int(size[1]))


def _jpeg_size(data: bytes) -> Size | None:
    at = 2
    while data[at] == 0xFF:  # noqa: PLR2004 — every JPEG segment begins with this byte
        if data[at + 1] in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return (width, height)
        at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
    return None


def _svg_size(data: bytes) -> Size | None:
    tag = _SVG.search(data[:4096])
    if tag is None:
        return None
    sizes = {match[1]: float(match[2]) for match in _SVG_SIZE.finditer(tag.group())}
    if len(sizes) == 2:  # noqa: PLR2004 — width and height
        return (round(sizes[b"width"]), round(sizes[b"height"]))
    box = _SVG_BOX.search(tag.group())
    return (round(float(box[1])), round(float(box[2]))) if box else None
