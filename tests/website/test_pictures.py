"""Sizes from the first bytes of a picture."""

from __future__ import annotations

import struct

import pytest

from translateflow.website.pictures import picture_size

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 640, 480)
GIF = b"GIF89a" + struct.pack("<HH", 30, 20)
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc2\x00\x11\x08" + struct.pack(">HH", 300, 400)
WEBP = b"RIFF....WEBPVP8X" + b"\0" * 8 + (99).to_bytes(3, "little") + (49).to_bytes(3, "little")


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (PNG, (640, 480)),
        (GIF, (30, 20)),
        (JPEG, (400, 300)),
        (WEBP, (100, 50)),
        (b'<?xml version="1.0"?><svg width="16px" height=\'9\'/>', (16, 9)),
        (b'<svg width="100%" viewBox="0 0 24.4 12"/>', (24, 12)),
        (b'<svg xmlns="x">', None),
        (b"%PDF-1.7", None),
        (b"", None),
        (PNG[:20], None),
        (JPEG[:8], None),
        (b"\xff\xd8\x00", None),
    ],
)
def test_a_picture_tells_its_size_or_nothing(data: bytes, size: tuple[int, int] | None) -> None:
    assert picture_size(data) == size
