"""Body HTML -> Markdown that renders to the same body, for publishing systems that take Markdown.

The promise is kept by trying: each block is written as Markdown, rendered, and compared; one that does not come back as
it was stands in the Markdown as raw HTML instead. `renders_as` is the promise as a predicate.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translateflow.formats.attributes import attributes_of
from translateflow.formats.markdown import render_markdown
from translateflow.formats.render import canonical_html, write_canonical
from translateflow.formats.tokens import Kind, Token, normalize, scan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_ESCAPED = re.compile(r"([\\`*_\[\]<>&|~$^=])")
_AT_START = re.compile(r"^(\s*\d*)([#+\-:.)])", re.MULTILINE)
_AUTOLINK = re.compile(r"(?<=http)(?=s?://)|(?<=ftp)(?=://)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
_SOURCE_POSITION = re.compile(r' data-sourcepos="[0-9:-]+"')
_LANGUAGE = re.compile(r'<pre><code(?: class="language-([^"\s]+)")?>(.*)</code></pre>', re.DOTALL)
_PREFORMATTED = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL | re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n\s*\n")
_WRAPPED = {"strong": "**", "em": "*", "del": "~~"}


@dataclass(slots=True)
class Node:
    """An element with its children, or a lone token. `raw` is the opening tag or the token itself."""

    name: str
    raw: str
    kind: Kind
    children: list[Node] = field(default_factory=list)

    def html(self) -> str:
        """Give the HTML back."""
        inside = "".join(child.html() for child in self.children)
        if self.kind is Kind.TEXT:
            return html.escape(self.raw, quote=False)
        return f"{self.raw}{inside}</{self.name}>" if self.kind is Kind.OPEN else self.raw


class NotMarkdownError(Exception):
    """An element has no Markdown; it stands as raw HTML. Never leaves this module."""


def write_markdown(body: str) -> str:
    """Give Markdown whose rendering is this body, white space between blocks aside.

    Inline content that stands outside of every block comes back as a paragraph: Markdown has no other way.
    """
    wanted, written = "", ""
    for node in _blocks(body):
        wanted += node.html() + "\n"
        candidates = (_try_block(node), _as_raw_html(node.html()))
        written += next((text for text in candidates if text and renders_as(written + text, wanted)), candidates[1])
    return written


def renders_as(markdown: str, body: str) -> bool:
    """Tell whether this Markdown renders to this body, white space between blocks aside."""
    rendered = _SOURCE_POSITION.sub("", render_markdown(markdown))
    return _without_layout(canonical_html(rendered)) == _without_layout(canonical_html(body))


def _without_layout(text: str) -> str:
    tokens = scan(text)
    last = len(tokens) - 1
    return write_canonical(
        [
            token._replace(raw=html.unescape(token.raw)) if token.kind is Kind.OPAQUE else token
            for index, token in enumerate(tokens)
            if token.kind is not Kind.TEXT or token.raw.strip() or not _is_layout(tokens, index, last)
        ]
    )


def _is_layout(tokens: Sequence[Token], index: int, last: int) -> bool:
    return index in {0, last} or tokens[index - 1].is_block or tokens[index + 1].is_block


def _blocks(body: str) -> list[Node]:
    """Give the top level of a body; inline content between blocks becomes a paragraph, as Markdown has it."""
    top: list[Node] = []
    loose: Node | None = None
    for node in _build(normalize(scan(body))):
        if node.kind is Kind.TEXT and not node.raw.strip():
            continue
        if not _is_inline(node):
            top.append(node)
            loose = None
            continue
        if loose is None:
            loose = Node("p", "<p>", Kind.OPEN)
            top.append(loose)
        loose.children.append(node)
    return top


def _is_inline(node: Node) -> bool:
    return not Token(node.kind, node.name, node.raw, 0).is_block and node.kind is not Kind.COMMENT


def _build(tokens: Iterable[Token]) -> list[Node]:
    root = Node("", "", Kind.OPEN)
    stack = [root]
    for token in tokens:
        if token.kind is Kind.CLOSE and any(node.name == token.name for node in stack[1:]):
            while stack.pop().name != token.name:
                pass
            continue
        node = Node(token.name, token.raw, token.kind)
        stack[-1].children.append(node)
        if token.kind is Kind.OPEN:
            stack.append(node)
    return root.children


def _as_raw_html(text: str) -> str:
    """Write HTML so that Markdown passes it through: most raw blocks end at a blank line, so there is none in it."""
    if text.startswith("<pre"):
        return text + "\n\n"
    parts = _PREFORMATTED.split(text.strip())
    parts[::2] = (_BLANK_LINES.sub("\n", part) for part in parts[::2])
    parts[1::2] = (part.replace("\n\n", "\n&#10;") for part in parts[1::2])
    return "".join(parts) + "\n\n"


def _try_block(node: Node) -> str:
    try:
        return _write_block(node) + "\n\n"
    except NotMarkdownError:
        return ""


def _write_block(node: Node) -> str:
    if re.fullmatch(r"<h[1-6]>", node.raw):
        return f"{'#' * int(node.name[1])} {_write_inline(node.children)}"
    if node.raw == "<p>":
        return _write_text(node.children)
    if node.name == "hr":
        return "---"
    if node.name == "pre":
        return _write_code(node.raw)
    writers = {"ul": _write_list, "ol": _write_list, "blockquote": _write_quote, "table": _write_table}
    if node.name not in writers:
        raise NotMarkdownError
    return writers[node.name](node)


def _write_code(raw: str) -> str:
    match = _LANGUAGE.fullmatch(raw)
    if match is None:
        raise NotMarkdownError
    code = html.unescape(match[2])
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", code)), 3)
    return f"{fence}{match[1] or ''}\n{code}{fence}"


def _write_quote(node: Node) -> str:
    inside = "\n\n".join(_write_block(child) for child in _elements(node))
    return "\n".join(f"> {line}".rstrip() for line in inside.split("\n"))


def _write_list(node: Node) -> str:
    start = attributes_of(node.raw).get("start", "1")
    items = []
    for number, item in enumerate(_elements(node), int(start) if start.isdigit() else 1):
        mark = f"{number}. " if node.name == "ol" else "- "
        lines = _write_item(item).split("\n")
        items.append(mark + "\n".join([lines[0], *(" " * len(mark) + line if line else "" for line in lines[1:])]))
    loose = any(child.name == "p" for item in _elements(node) for child in item.children)
    return ("\n\n" if loose else "\n").join(items)


def _write_item(item: Node) -> str:
    if item.raw != "<li>":
        raise NotMarkdownError
    inline = [child for child in item.children if _is_inline(child)]
    text = _write_text(inline).strip()
    blocks = [_write_block(child) for child in _elements(item)]
    joint = "\n\n" if any(child.name == "p" for child in item.children) else "\n"
    return joint.join(part for part in (text, *blocks) if part)


def _elements(node: Node) -> list[Node]:
    return [child for child in node.children if not _is_inline(child)]


def _write_table(node: Node) -> str:
    rows = [row for part in _elements(node) for row in (_elements(part) if part.name != "tr" else [part])]
    if any(row.name != "tr" for row in rows) or not rows:
        raise NotMarkdownError
    cells = [[_write_inline(cell.children).strip() for cell in _elements(row)] for row in rows]
    aligns = [attributes_of(cell.raw).get("align", "") for cell in _elements(rows[0])]
    rulers = {"left": ":--", "right": "--:", "center": ":-:"}
    ruler = [rulers.get(align, "---") for align in aligns]
    return "\n".join(f"| {' | '.join(row)} |" for row in (cells[0], ruler, *cells[1:]))


def _write_text(nodes: Sequence[Node]) -> str:
    """Write inline content so that none of its lines begins a list, a heading or the like."""
    return _AT_START.sub(r"\1\\\2", _write_inline(nodes))


def _write_inline(nodes: Sequence[Node]) -> str:
    return "".join(_write_span(node) for node in nodes)


def _write_span(node: Node) -> str:
    if node.kind is Kind.TEXT:
        return _AUTOLINK.sub(r"\\", _ESCAPED.sub(r"\\\1", node.raw))
    if node.raw == f"<{node.name}>" and node.name in _WRAPPED:
        return f"{_WRAPPED[node.name]}{_write_inline(node.children)}{_WRAPPED[node.name]}"
    if node.name in _SPANS:
        return _SPANS[node.name](node)
    return f"{node.raw}{_write_inline(node.children)}</{node.name}>" if node.kind is Kind.OPEN else node.raw


def _write_break(_: Node) -> str:
    return "\\\n"


def _write_code_span(node: Node) -> str:
    code = "".join(child.raw for child in node.children if child.kind is Kind.TEXT)
    if node.raw != "<code>" or len(node.children) > 1 or not code.strip() or "`" in code:
        raise NotMarkdownError
    return f"`{code}`"


def _write_anchor(node: Node) -> str:
    shown = "".join(child.raw if child.kind is Kind.TEXT else "<" for child in node.children)
    if shown and attributes_of(node.raw) in ({"href": shown}, {"href": f"mailto:{shown}"}):
        return f"<{shown}>"
    return _write_link(node, f"[{_write_inline(node.children)}]", "href")


def _write_image(node: Node) -> str:
    alt = _ESCAPED.sub(r"\\\1", attributes_of(node.raw).get("alt", ""))
    return _write_link(node, f"![{alt}]", "src")


def _write_link(node: Node, text: str, address: str) -> str:
    attributes = attributes_of(node.raw)
    if set(attributes) - {address, "title", "alt"}:
        raise NotMarkdownError
    title = attributes.get("title", "").replace("\\", "\\\\").replace('"', '\\"')
    target = re.sub(r"([<>\\])", r"\\\1", attributes.get(address, ""))
    return f'{text}(<{target}> "{title}")' if title else f"{text}(<{target}>)"


_SPANS: dict[str, Callable[[Node], str]] = {
    "br": _write_break,
    "code": _write_code_span,
    "a": _write_anchor,
    "img": _write_image,
}
