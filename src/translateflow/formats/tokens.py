"""HTML as a list of tokens that lose no byte. Total: any text is tokenized, broken markup included.

What a tag means is decided in `blocks.py`; here it is only told apart from text.
"""

from __future__ import annotations

import html
import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})

# Never taken apart: code and drawings are not prose, the rest is not HTML inside.
OPAQUE = frozenset(
    {"audio", "canvas", "iframe", "math", "noembed", "noframes", "noscript", "object", "pre", "script", "select"}
    | {"style", "svg", "template", "textarea", "video", "xmp"}
)

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "col", "colgroup", "dd", "details"}
    | {"dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2"}
    | {"h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol"}
    | {"optgroup", "option", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead"}
    | {"title", "tr", "ul"}
)

# Marked as not for translation: by the author (HTML's own attribute, and the class that services look for), or a
# footnote mark that the Markdown renderer made.
_UNTRANSLATED = re.compile(
    r"""\stranslate\s*=\s*["']?no\b|\sclass="(?:[^"]*\s)?(?:notranslate|footnote-(?:back)?ref)[\s"]"""
)

# Possessive throughout, so that hostile input costs linear time. The last line is a tag that is never finished. A quote
# opens a value only behind `=`, elsewhere it is part of a name, as browsers read it: a tag must end where theirs does.
_TOKEN = re.compile(
    r"""<(?:
          !--(?:-?>|.*?(?:-->|\Z)) | !\[CDATA\[.*?(?:\]\]>|\Z) | [!?][^>]*+(?:>|\Z)
        | (?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9:_.-]*+)(?=[\s/>])(?:\ data-sourcepos="(?P<line>\d+):[0-9:-]+")?
          (?P<rest>(?:[\s/]++|[^\s<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s<>"'][^\s<>]*+|(?=>)))?+)*+)>
        | (?P<broken>/?[A-Za-z][A-Za-z0-9:_.-]*+(?=[\s/]|\Z)[^<]*+)
    )""",
    re.VERBOSE | re.DOTALL,
)
_SOURCE_POSITION = re.compile(r' data-sourcepos="[0-9:-]+"')
_SPACE = " \t\n\r\f\v"
_SPACES = re.compile(rf"[{_SPACE}]+")
_UNEVEN_SPACE = re.compile(r"[\t\n\r\f\v]|  ")


class Kind(Enum):
    """What a token is."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    ALONE = "alone"
    COMMENT = "comment"
    OPAQUE = "opaque"
    BROKEN = "broken"


class Token(NamedTuple):
    """A piece of HTML. `raw` is its markup, for TEXT its plain text once normalized; `name` is in lower case.

    `breaks` says after how many characters of a normalized text a new line of the source begins.
    """

    kind: Kind
    name: str
    raw: str
    line: int
    breaks: tuple[int, ...] = ()

    @property
    def is_block(self) -> bool:
        """Whether text before and after it is not of one paragraph."""
        return self.name in BLOCKS


class LineFinder(Protocol):
    """Tells the line in the source on which a token begins; asked in the order of the tokens."""

    stated: bool
    """Whether the HTML names lines in `data-sourcepos`; these attributes are then left out of the tokens."""

    def line_at(self, position: int, raw: str, stated: str | None) -> int:
        """Give the line of the token at a position of the HTML; `stated` is what the HTML says about it."""
        ...


class CountedLines:
    """Lines of HTML that is the source itself, from `first` on."""

    stated = False

    def __init__(self, html: str, first: int = 1) -> None:
        self._html = html
        self._line = first
        self._position = 0

    def line_at(self, position: int, raw: str, stated: str | None) -> int:  # noqa: ARG002 — as the protocol has it
        """Count the line ends up to a position."""
        self._line += self._html.count("\n", self._position, position)
        self._position = position
        return self._line


class StatedLines:
    """Lines that the HTML names itself."""

    stated = True

    def __init__(self) -> None:
        self._line = 1

    def line_at(self, position: int, raw: str, stated: str | None) -> int:  # noqa: ARG002 — as the protocol has it
        """Give the line stated last."""
        self._line = int(stated) if stated else self._line
        return self._line


def scan(source: str, lines: LineFinder | None = None) -> list[Token]:
    """Take HTML apart; the tokens' `raw` joined is the source (without `data-sourcepos` if the lines are stated)."""
    lines = lines or CountedLines(source)
    tokens: list[Token] = []
    position = 0
    while match := _TOKEN.search(source, position):
        start = match.start()
        if start > position:
            tokens.append(Token(Kind.TEXT, "", source[position:start], lines.line_at(position, "", None)))
        token, position = _read_tag(source, match, lines)
        tokens.append(token)
    if position < len(source):
        tokens.append(Token(Kind.TEXT, "", source[position:], lines.line_at(position, "", None)))
    return tokens


def _read_tag(source: str, match: re.Match[str], lines: LineFinder) -> tuple[Token, int]:
    slash, name, stated, rest, broken = match.groups()
    raw, end = match[0], match.end()
    line = lines.line_at(match.start(), raw, stated)
    if name is None:
        return Token(Kind.BROKEN if broken else Kind.COMMENT, "", raw, line), end
    lower = name.lower()
    if stated and lines.stated:
        raw = f"<{slash}{name}{rest}>"
    if slash:
        return Token(Kind.CLOSE, lower, raw, line), end
    if lower in VOID or rest.endswith("/"):
        return Token(Kind.ALONE, lower, raw, line), end
    if lower in OPAQUE or (rest and _UNTRANSLATED.search(rest)):
        stop = _end_of_element(source, lower, end)
        inside = source[end:stop]
        inside = _SOURCE_POSITION.sub("", inside) if lines.stated else inside
        return Token(Kind.OPAQUE, lower, raw + inside, line), stop
    return Token(Kind.OPEN, lower, raw, line), end


def _end_of_element(source: str, name: str, position: int) -> int:
    depth = 1
    for match in re.finditer(rf"<(/?){re.escape(name)}(?=[\s/>])[^>]*>", source[position:], re.IGNORECASE):
        depth += -1 if match[1] else 1
        if depth == 0 or (match[1] and name in {"script", "style"}):
            return position + match.end()
    return len(source)


def normalize(tokens: Sequence[Token]) -> list[Token]:
    """Give the tokens with plain texts: entities resolved, white space one space, none after a line break.

    White space alone beside a block stays as it is: it is layout of the source, not text.
    """
    normalized: list[Token] = []
    last = len(tokens) - 1
    for index, token in enumerate(tokens):
        if token.kind is not Kind.TEXT:
            normalized.append(token)
        elif not token.raw.strip(_SPACE):
            normalized.append(_normalize_space(tokens, index, last))
        else:
            normalized.append(_normalize_text(token, after_break=index > 0 and tokens[index - 1].name == "br"))
    return normalized


def _normalize_space(tokens: Sequence[Token], index: int, last: int) -> Token:
    if index in {0, last} or tokens[index - 1].is_block or tokens[index + 1].is_block:
        return tokens[index]
    after_break = tokens[index - 1].name == "br"
    return tokens[index]._replace(raw="" if after_break else " ", breaks=(0,) * tokens[index].raw.count("\n"))


def _normalize_text(token: Token, *, after_break: bool) -> Token:
    raw = token.raw
    if not after_break and not _UNEVEN_SPACE.search(raw):
        return token._replace(raw=clean(raw)) if "&" in raw else token
    text = ""
    breaks = []
    for number, piece in enumerate(raw.split("\n")):
        cleaned = clean(piece)
        if number:
            text += "" if text.endswith(" ") or (after_break and not text) else " "
            breaks.append(len(text))
        text += cleaned.lstrip(" ") if text.endswith(" ") or (after_break and not text) else cleaned
    return token._replace(raw=text, breaks=tuple(breaks))


def clean(text: str) -> str:
    """Resolve entities and make each run of white space one space; a no-break space is a character like any other."""
    text = html.unescape(text) if "&" in text else text
    return _SPACES.sub(" ", text) if _UNEVEN_SPACE.search(text) else text


def escape_text(text: str) -> str:
    """Escape a text for the body, in the one canonical way."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    """Escape a text for an attribute in double quotes."""
    return escape_text(text).replace('"', "&quot;")
