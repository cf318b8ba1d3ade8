"""Bytes -> text, strictly. What is not certainly text is refused; what was assumed is said."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from translateflow.errors import SourceError

MAX_SOURCE_BYTES = 10_000_000
"""A source release is at most this long (10 MB); the longest real ones are a hundredth of it."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x9f\ufffe\uffff]")
_WESTERN_LETTERS = re.compile(r"(?<=[A-Za-z])[À-ÖØ-öø-ÿŒœŠšŽžŸ]|[À-ÖØ-öø-ÿŒœŠšŽžŸ](?=[a-z])")
_WESTERN_SIGNS = re.compile(r"[€‚„…‘’“”•–—™\u00a0§°²³´·«»¿¡½¼¾©®±×ª]")
_HIGHEST_SHARE = 0.25


class Decoded(NamedTuple):
    """A text with its encoding; `assumed` when nothing but plausibility speaks for that encoding."""

    text: str
    encoding: str
    assumed: bool


def decode_source(name: str, data: bytes, *, assume: bool = False) -> Decoded:
    """Read a source's bytes as UTF-8, or by their byte order mark as UTF-16 or UTF-32; line ends stay as they are.

    With `assume`, Western European text in Windows-1252 (Latin-1 is a part of it) is taken for what it looks like.
    Raises SourceError: too long, empty, binary, another encoding.
    """
    check_size(name, data)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Decoded(_check_text(name, _decode(name, data[len(mark) :], encoding)), encoding, assumed=False)
    if b"\0" in data:
        raise SourceError(name, "is not a text but binary data.", remedy="Give a Markdown, HTML, text or Word file.")
    try:
        return Decoded(_check_text(name, data.decode("utf-8")), "utf-8", assumed=False)
    except UnicodeDecodeError as error:
        western = _decode_western(data)
        if western is None:
            raise _undecodable(name, data, error, "is not UTF-8 text") from error
        if not assume:
            raise _undecodable(name, data, error, "is not UTF-8 text; it looks like Windows-1252") from error
        return Decoded(western, "windows-1252", assumed=True)


def check_size(name: str, data: bytes) -> None:
    """Refuse what is empty or longer than MAX_SOURCE_BYTES."""
    if len(data) > MAX_SOURCE_BYTES:
        size = f"{len(data) / 1_000_000:.0f} MB"
        raise SourceError(
            name, f"is {size} long; a release has at most {MAX_SOURCE_BYTES // 1_000_000} MB.", remedy="Shorten it."
        )
    if not data.strip():
        raise SourceError(name, "is empty.", remedy="Write the release into it, or delete it.")


def _decode(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(name, data, error, f"has a byte order mark of {encoding.upper()} but is not") from error


def _undecodable(name: str, data: bytes, error: UnicodeDecodeError, problem: str) -> SourceError:
    line = data.count(b"\n", 0, error.start) + 1
    found = f"{problem} (byte 0x{data[error.start]:02X})."
    return SourceError(name, found, line=line, remedy="Save it as UTF-8, or import it with `translateflow add`.")


def _check_text(name: str, text: str) -> str:
    if not text.strip():
        raise SourceError(name, "is empty.", remedy="Write the release into it, or delete it.")
    if bad := _CONTROL.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        problem = f"has the control character U+{ord(bad[0]):04X}; this is not a text."
        raise SourceError(name, problem, line=line, remedy="Remove it, or give a Markdown, HTML, text or Word file.")
    return text


def _decode_western(data: bytes) -> str | None:
    """Read Windows-1252 when the high bytes are letters inside Western words or typographic signs, and few."""
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError:
        return None
    high = sum(character > "\x7f" for character in text)
    likely = len(_WESTERN_LETTERS.findall(text)) + len(_WESTERN_SIGNS.findall(text))
    plausible = high <= max(2, len(text) * _HIGHEST_SHARE) and likely >= high * 0.9
    return text if plausible and not _CONTROL.search(text) else None


def unify_lines(text: str) -> str:
    """Give a text with line feeds as its only line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
