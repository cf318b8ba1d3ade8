"""The YAML block on top of a source. Every scalar is a string first (`language: no` is Norwegian), then checked."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn
from zoneinfo import ZoneInfo

import yaml

from translateflow.errors import SourceError, UnknownLanguageError
from translateflow.model.language import parse_language
from translateflow.model.release import Download, FrontMatter

if TYPE_CHECKING:
    from collections.abc import Callable

_OPENING = re.compile(r"---[ \t]*\n(?=[ \t]*[^\s])")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_SEPARATOR = re.compile(r"[,;\s]+")
# `Plan of the bridge <files/plan.pdf>`, or the path alone.
_DOWNLOAD = re.compile(r"(?:(?P<label>[^<>]*[^<>\s])\s*)?<(?P<path>[^<>]+)>|(?P<bare>[^<>]+)")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_NOTHING = frozenset({"", "~", "null"})
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class FrontBlock:
    """A source's front matter, the line of each of its keys, and where the body begins.

    `body_at` is an offset into the text, `body_line` the body's first line, from 1.
    """

    front: FrontMatter = field(default_factory=FrontMatter)
    lines: dict[str, int] = field(default_factory=dict)
    body_at: int = 0
    body_line: int = 1


def find_front_block(name: str, text: str) -> tuple[int, int, int] | None:
    """Give where the YAML begins and ends and where the body begins; None when there is no block.

    Raises SourceError when a block is opened and never closed.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return None
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        raise SourceError(
            name, "the front matter is never closed.", line=1, remedy="Put a line `---` below its last line."
        )
    return opening.end(), closing.start(), closing.end()


def read_front_block(name: str, text: str, timezone: str) -> FrontBlock:
    """Read the front matter of a text with unified line ends; an embargo without zone is in `timezone`.

    Raises SourceError with the line: broken YAML, an unknown key, a value that is not what its key wants.
    """
    place = find_front_block(name, text)
    if place is None:
        return FrontBlock()
    start, end, body_at = place
    reader = _ValueReader(name, timezone)
    lines: dict[str, int] = {}
    values: dict[str, Any] = {}  # each reader of the table gives its field's type
    for key, value, line in _read_pairs(name, text[start:end]):
        if key not in _READERS:
            known = ", ".join(_READERS)
            raise SourceError(name, f"“{key}” is not a key of the front matter.", line=line, remedy=f"Known: {known}.")
        if key in lines:
            raise SourceError(name, f"“{key}” stands twice.", line=line, remedy="Keep one of the two lines.")
        reader.key, reader.line = key, line
        lines[key] = line
        values[key] = _READERS[key](reader, value)
    front = FrontMatter(**values)
    return FrontBlock(front, lines, body_at, text.count("\n", 0, body_at) + 1)


Value = str | list[str]


def _read_pairs(name: str, block: str) -> list[tuple[str, Value, int]]:
    try:
        root = yaml.compose(block, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 2 if mark else 2
        raise SourceError(
            name,
            f"the front matter is not valid YAML: {error.problem}.",
            line=line,
            remedy="Put a value that holds `: `, `#` or quotes into double quotes.",
        ) from error
    except yaml.YAMLError as error:
        raise SourceError(name, "the front matter is not valid YAML.", line=2, remedy="Retype it.") from error
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        raise SourceError(name, "the front matter is not a list of `key: value` lines.", line=2, remedy="Write it so.")
    return [(str(key.value), _read_value(name, value), key.start_mark.line + 2) for key, value in root.value]


def _read_value(name: str, node: yaml.Node) -> Value:
    if isinstance(node, yaml.ScalarNode):
        plain_nothing = not node.style and node.value in _NOTHING
        return "" if plain_nothing else str(node.value)
    if isinstance(node, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in node.value):
        return [str(item.value) for item in node.value]
    raise SourceError(
        name,
        "a value of the front matter is neither text nor a list of texts.",
        line=node.start_mark.line + 2,
        remedy="Put it into double quotes.",
    )


class _ValueReader:
    """Checks one value after the other; `key` and `line` say which."""

    def __init__(self, name: str, timezone: str) -> None:
        self.name = name
        self.timezone = timezone
        self.key = ""
        self.line = 0

    def refuse(self, problem: str, remedy: str) -> NoReturn:
        raise SourceError(self.name, f"{self.key}: {problem}", line=self.line, remedy=remedy)

    def text(self, value: Value) -> str:
        if not isinstance(value, str):
            self.refuse("is a list, not a text.", "Put the value into double quotes.")
        return " ".join(value.split(" ")).strip() if "\n" not in value else " ".join(value.split())

    def date(self, value: Value) -> dt.date | None:
        text = self.text(value)
        if not text:
            return None
        try:
            return dt.datetime.fromisoformat(text).date()
        except ValueError:
            self.refuse(f"“{text}” is not a date.", "Write it as 2025-06-30.")

    def moment(self, value: Value) -> dt.datetime | None:
        text = self.text(value)
        if not text:
            return None
        try:
            moment = dt.datetime.fromisoformat(text)
        except ValueError:
            remedy = "Write it as 2025-06-30T09:00, with +02:00 behind it for a zone of its own."
            self.refuse(f"“{text}” is not a date and time.", remedy)
        return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(self.timezone))

    def language(self, value: Value) -> str:
        text = self.text(value)
        return self._language(text) if text else ""

    def languages(self, value: Value) -> tuple[str, ...] | None:
        if value == "":
            return None
        tags = value if isinstance(value, list) else _SEPARATOR.split(value.strip())
        return tuple(dict.fromkeys(self._language(tag) for tag in tags))

    def _language(self, tag: str) -> str:
        try:
            return parse_language(tag)
        except UnknownLanguageError as error:
            self.refuse(error.message, error.remedy)

    def path(self, value: Value) -> str:
        text = self.text(value)
        if not text:
            return ""
        path = local_path(text)
        if path is None:
            self.refuse(
                f"“{text}” is not a file beside the release.",
                "Save the file below `releases/` and name it from there.",
            )
        return path

    def names(self, value: Value) -> tuple[str, ...]:
        words = value if isinstance(value, list) else _SEPARATOR.split(value.strip()) if value else []
        for word in words:
            if not _NAME.fullmatch(word):
                self.refuse(f"“{word}” is not a name.", "Use a-z, 0-9 and -, as in addresses.")
        return tuple(dict.fromkeys(words))

    def downloads(self, value: Value) -> tuple[Download, ...]:
        texts = value if isinstance(value, list) else [value] if value else []
        return tuple(self._download(text) for text in texts)

    def _download(self, text: str) -> Download:
        match = _DOWNLOAD.fullmatch(text.strip())
        if match is None:
            self.refuse(f"“{text}” is not a file.", "Write `What it is <files/plan.pdf>`, or the path alone.")
        return Download(self.path(match["path"] or match["bare"]), match["label"] or "")


def local_path(reference: str) -> str | None:
    """Give the normal form of a relative path that stays in the releases folder, None for any other reference."""
    if _SCHEME.match(reference) or reference.startswith("/") or "\\" in reference:
        return None
    path = posixpath.normpath(reference)
    return None if path == ".." or path.startswith("../") or path == "." else path


_READERS: dict[str, Callable[[_ValueReader, Value], object]] = {
    "title": _ValueReader.text,
    "date": _ValueReader.date,
    "language": _ValueReader.language,
    "summary": _ValueReader.text,
    "image": _ValueReader.path,
    "image_description": _ValueReader.text,
    "image_caption": _ValueReader.text,
    "embargo": _ValueReader.moment,
    "targets": _ValueReader.languages,
    "contact": _ValueReader.text,
    "topics": _ValueReader.names,
    "downloads": _ValueReader.downloads,
    "correction": _ValueReader.text,
    "formerly": _ValueReader.names,
    "deadline": _ValueReader.moment,
}
