"""What people paste from Word or a web page, as Markdown they can go on writing in."""

from __future__ import annotations

import re
from typing import Final

from translateflow.formats.decode import check_size
from translateflow.formats.markdown_write import write_markdown
from translateflow.formats.webpage import sanitize_html

_NAME: Final = "the clipboard"
# Word marks what it shows before a list's paragraph as "ignore", and knows no list besides.
_BULLET: Final = re.compile(
    r"<span[^>]*mso-list:\s*Ignore[^>]*>(.*?)</span>\s*</span>|<!\[if !supportLists\]>.*?<!\[endif\]>",
    re.DOTALL | re.IGNORECASE,
)
_ITEM: Final = re.compile(r"<p\b[^>]*\bMsoListParagraph\w*[^>]*>(.*?)</p>", re.DOTALL | re.IGNORECASE)
_ITEMS: Final = re.compile(r"(?:<li data-word>.*?</li>\s*)+", re.DOTALL)
_NUMBERED: Final = re.compile(r"^\W*\w{1,3}[.)]")
# Elements that say how text looks, where Markdown says what it means.
_MEANT: Final = {"b": "strong", "i": "em"}
_PLAIN_MARKUP: Final = re.compile(r"<(/?)([bi])(?:\s[^>]*)?>", re.IGNORECASE)
# What is left of a link whose address may not stay.
_DEAD_LINK: Final = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_TAGS: Final = re.compile(r"<[^>]*>|&nbsp;")


def paste_to_markdown(html: str) -> str:
    """Give pasted HTML as Markdown: headings, lists, links and emphasis stay, everything else is left behind.

    Raises SourceError when it is larger than a source may be.
    """
    if not html.strip():
        return ""
    check_size(_NAME, html.encode("utf-8", "replace"))
    html = _PLAIN_MARKUP.sub(lambda found: f"<{found[1]}{_MEANT[found[2].lower()]}>", html)
    listed = _ITEMS.sub(_make_list, _ITEM.sub(_make_item, html))
    body = sanitize_html(listed, "").replace("&nbsp;", " ").replace("\u00a0", " ")
    return write_markdown(_DEAD_LINK.sub(r"\1", body)).strip()


def _make_item(match: re.Match[str]) -> str:
    bullet = _BULLET.search(match[1])
    numbered = bullet is not None and _NUMBERED.match(_TAGS.sub("", bullet[0]).strip())
    return f"<li data-word>{'<!--1-->' if numbered else ''}{_BULLET.sub('', match[1])}</li>"


def _make_list(match: re.Match[str]) -> str:
    kind = "ol" if "<!--1-->" in match[0] else "ul"
    return f"<{kind}>{match[0].replace('<!--1-->', '').replace(' data-word', '')}</{kind}>"
