"""Inline markup: between the codes of TMX (`<bpt>`, `<ept>`, `<ph>`, `<it>`, `<hi>`) and the tags of our segments.

A code holds the native markup as text. Where that is one of our tags or an HTML tag it becomes a tag; other programs'
codes (RTF, placeholders) are dropped, their surrounding text stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translateflow.memory.xml import local_name, write_text
from translateflow.model.markup import TAG_LIKE

if TYPE_CHECKING:
    from lxml import etree

_HTML_START = re.compile(r"<([A-Za-z][A-Za-z0-9]*)(\s[^<>]*?)?\s*/?>")
_HTML_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"})


@dataclass(slots=True)
class Codes:
    """The codes of one unit: a link has the same name in source and target."""

    _names: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def read(self, segment: etree._Element) -> str:
        """Give the text of a `<seg>` with codes as tags, white space as it is."""
        return self._read(segment, {})

    def _read(self, element: etree._Element, open_names: dict[str, str]) -> str:
        parts = [element.text or ""]
        for child in element:
            parts += [self._read_child(child, open_names), child.tail or ""]
        return "".join(parts)

    def _read_child(self, child: etree._Element, open_names: dict[str, str]) -> str:
        name, number = local_name(child), child.get("i", "")
        code = "".join([child.text or "", *(part.tail or "" for part in child)]).strip()
        if name == "hi":
            return self._read(child, open_names)
        if name == "ept":
            opened = open_names.get(number, "")
            return f"</{opened}>" if opened else ""
        tag = self._name(code) if name in {"bpt", "ph", "it"} else ""
        if name == "bpt":
            open_names[number] = tag
        if not tag:
            return ""
        if name == "it" and child.get("pos") == "end":
            return f"</{tag}>"
        return f"<{tag}/>" if name == "ph" else f"<{tag}>"

    def _name(self, code: str) -> str:
        own = TAG_LIKE.fullmatch(code)
        if own:
            return own.group(2)
        html = _HTML_START.fullmatch(code)
        if html is None:
            return ""
        element = html.group(1).lower()
        if not (html.group(2) or "").strip():
            return element
        if code not in self._names:
            self._counts[element] = self._counts.get(element, 0) + 1
            self._names[code] = f"{element}{self._counts[element]}"
        return self._names[code]


def write_codes(text: str, numbers: dict[str, int]) -> str:
    """Write a text as the content of a `<seg>`: pairs as `<bpt>` and `<ept>`, single tags as `<ph>`.

    `numbers` is shared by the texts of one unit: the same tag gets the same `x`. A tag without its partner is text.
    """
    matches = list(TAG_LIKE.finditer(text))
    partners = _pair_up(matches)
    parts: list[str] = []
    done = 0
    for at, match in enumerate(matches):
        parts.append(write_text(text[done : match.start()]))
        done = match.end()
        parts.append(_write_code(match, at, partners.get(at), numbers))
    return "".join([*parts, write_text(text[done:])])


def _write_code(match: re.Match[str], at: int, partner: int | None, numbers: dict[str, int]) -> str:
    code = write_text(match.group())
    if match.group(3) and not match.group(1):
        number = numbers.setdefault(match.group(), len(numbers) + 1)
        return f'<ph x="{number}">{code}</ph>'
    if partner is None:
        return code
    if match.group(1):
        return f'<ept i="{partner + 1}">{code}</ept>'
    number = numbers.setdefault(match.group(), len(numbers) + 1)
    return f'<bpt i="{at + 1}" x="{number}">{code}</bpt>'


def _pair_up(matches: list[re.Match[str]]) -> dict[int, int]:
    """Give for each tag of a well nested pair the place of the other."""
    partners: dict[int, int] = {}
    stack: list[int] = []
    for at, match in enumerate(matches):
        if match.group(3):
            continue
        if not match.group(1):
            stack.append(at)
        elif stack and matches[stack[-1]].group(2) == match.group(2):
            opened = stack.pop()
            partners[opened], partners[at] = at, opened
    return partners
