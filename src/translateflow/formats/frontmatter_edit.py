"""Writing into front matter: single lines, so that the rest of a file stays as its author wrote it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translateflow.formats.frontmatter import FrontBlock

_PLAIN = re.compile(r"\d{4}-\d{2}-\d{2}|[a-z]{2,3}(?:-[A-Za-z0-9]+)*")


def complete_front_block(text: str, block: FrontBlock, values: Mapping[str, str], *, comment: str = "") -> str:
    """Give the text with these keys in its front matter, a key that is there replaced; the body stays as it is.

    `block` is the text's own, read before. `comment` becomes a line of its own in a new block.
    """
    if not values:
        return text
    line_end = "\r\n" if "\r\n" in text else "\n" if "\n" in text or "\r" not in text else "\r"
    written = {key: f"{key}: {_write_value(value)}" for key, value in values.items()}
    if not block.body_at:
        notes = [f"# {comment}"] if comment else []
        return line_end.join(["---", *notes, *written.values(), "---", text])
    lines = text.split(line_end)
    for key in block.lines.keys() & written.keys():
        lines[block.lines[key] - 1] = written.pop(key)
    closing = block.body_line - 2
    return line_end.join([*lines[:closing], *written.values(), *lines[closing:]])


def _write_value(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
