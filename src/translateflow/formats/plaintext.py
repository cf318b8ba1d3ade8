"""Plain text as copied from a web page -> body HTML.

Such a text begins with what the page showed above its first paragraph: the name of the site, the headline (often
twice), the description of an image, the date. These are told apart in `preamble.py`; all else is paragraphs, lists
and headings.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from translateflow.formats.dates import read_date_line
from translateflow.formats.decode import decode_source, unify_lines
from translateflow.formats.frontmatter import read_front_block
from translateflow.formats.preamble import read_preamble
from translateflow.formats.source import Defaults, SourceText
from translateflow.formats.tokens import StatedLines, escape_text, scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BULLET = re.compile(r"\s*(?:[•·‣▪●○*–—-])\s+(?=\S)")
_NUMBER = re.compile(r"\s*(\d{1,2})[.)]\s+(?=\S)")
_WRAPPED_FROM, _WRAPPED_TO = 45, 100
_ENDS = re.compile(r"[.!?:;…。！？]['\"»“”’)]*$")
_HEADING_LENGTH = 80
_PARAGRAPH_LENGTH = 80


class Line(NamedTuple):
    """A paragraph's text and its first line in the source. `list_tag` is "ul" or "ol" for a list item, else ""."""

    text: str
    line: int
    list_tag: str = ""
    alone: bool = False


def read_plain_text(name: str, data: bytes, defaults: Defaults) -> SourceText:
    """Read a plain text; its date line is in the language of the front matter or the default one.

    Raises SourceError: encoding, front matter.
    """
    text = unify_lines(decode_source(name, data).text)
    block = read_front_block(name, text, defaults.timezone)
    language = block.front.language or defaults.language
    paragraphs = read_paragraphs(text[block.body_at :], block.body_line)
    preamble = read_preamble([(p.text, p.line) for p in paragraphs], block.front.title, language)
    rest = [p for number, p in enumerate(paragraphs) if number not in preamble.used]
    if rest and (date := read_date_line(rest[-1].text, language)):
        if preamble.date is None:
            preamble = replace(preamble, date=date)
        rest.pop()
    front = replace(
        block.front,
        title=block.front.title or preamble.title,
        date=block.front.date or preamble.date,
        image_description=block.front.image_description or preamble.image_description,
        image_caption=block.front.image_caption or preamble.image_caption,
    )
    return SourceText(front, scan(_write_html(rest), StatedLines()), {**preamble.lines, **block.lines})


def read_paragraphs(text: str, first_line: int) -> list[Line]:
    """Give the paragraphs of a text: hard-wrapped lines joined, list items one by one."""
    paragraphs: list[Line] = []
    block: list[Line] = []
    for number, line in enumerate([*text.split("\n"), ""], start=first_line):
        if line.strip():
            block.append(Line(line, number))
        elif block:
            paragraphs.extend(_read_block(block))
            block = []
    return paragraphs


def _read_block(block: Sequence[Line]) -> list[Line]:
    lists = _find_list_tags(block)
    if not any(lists):
        if _is_wrapped(block):
            return [Line(" ".join(line.text.strip() for line in block), block[0].line)]
        return [Line(line.text.strip(), line.line, alone=len(block) == 1) for line in block]
    items: list[Line] = []
    for line, list_tag in zip(block, lists, strict=True):
        if list_tag:
            text = (_BULLET if list_tag == "ul" else _NUMBER).sub("", line.text, count=1).strip()
            items.append(Line(text, line.line, list_tag))
        elif items and items[-1].list_tag and line.text[:1].isspace():
            items[-1] = items[-1]._replace(text=f"{items[-1].text} {line.text.strip()}")
        else:
            items.append(Line(line.text.strip(), line.line))
    return items


def _find_list_tags(block: Sequence[Line]) -> list[str]:
    """Give "ul", "ol" or "" for each line; numbers make a list when they count from 1 up, `30. Juni 2025` does not."""
    tags = ["ul" if _BULLET.match(line.text) else "" for line in block]
    counted: list[int] = []
    for index, line in enumerate(block):
        match = _NUMBER.match(line.text)
        if match and int(match[1]) == len(counted) + 1:
            counted.append(index)
    for index in counted if len(counted) > 1 else ():
        tags[index] = "ol"
    return tags


def _is_wrapped(block: Sequence[Line]) -> bool:
    lengths = [len(line.text.strip()) for line in block[:-1]]
    even = all(_WRAPPED_FROM <= length <= _WRAPPED_TO for length in lengths)
    return bool(lengths) and even and not all(_ENDS.search(line.text.strip()) for line in block[:-1])


def _write_html(paragraphs: Sequence[Line]) -> str:
    return "\n".join(_write_elements(paragraphs))


def _write_elements(paragraphs: Sequence[Line]) -> Iterable[str]:
    list_tag = ""
    for number, paragraph in enumerate(paragraphs):
        if paragraph.list_tag != list_tag:
            if list_tag:
                yield f"</{list_tag}>"
            if paragraph.list_tag:
                yield f"<{paragraph.list_tag}>"
            list_tag = paragraph.list_tag
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        element = "li" if list_tag else "h2" if _is_heading(paragraph, following) else "p"
        position = f'data-sourcepos="{paragraph.line}:1-{paragraph.line}:1"'
        yield f"<{element} {position}>{escape_text(paragraph.text)}</{element}>"
    if list_tag:
        yield f"</{list_tag}>"


def _is_heading(paragraph: Line, following: Line | None) -> bool:
    """Tell a line alone, short, without full stop, right above a real paragraph."""
    if not paragraph.alone or len(paragraph.text) > _HEADING_LENGTH or _ENDS.search(paragraph.text):
        return False
    return (
        following is not None
        and not following.list_tag
        and len(following.text) >= _PARAGRAPH_LENGTH
        and bool(_ENDS.search(following.text))
    )
