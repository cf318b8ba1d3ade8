"""The names of a segment's tags, and what their comments tell translators."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translateflow.formats.attributes import attributes_of
from translateflow.formats.tokens import Kind
from translateflow.model.markup import TAG_LIKE

if TYPE_CHECKING:
    from translateflow.formats.runs import Mark

_BARE = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*\s*/?>")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]")
_TAGS = re.compile(r"<[^>]*>")
_NOTE_LIMIT = 200


class TagNames:
    """Gives out the tag names of one segment: `strong`, `br`, `a1`, `a2` and so on.

    A name never looks like something that stands in the segment's literal text.
    """

    def __init__(self, literal: str) -> None:
        self._taken = {match[2] for match in TAG_LIKE.finditer(literal)} if "<" in literal else set()
        self._bare: dict[tuple[str, str], str] = {}
        self._named: dict[int, str] = {}

    def name(self, mark: Mark) -> str:
        """Give a mark's name; a closing mark has that of its opening one, equal bare tags share one."""
        if mark.closes and mark.partner is not None:
            mark = mark.partner
        if (known := self._named.get(id(mark))) is not None:
            return known
        bare = self._bare_key(mark)
        name = self._bare.get(bare) if bare else None
        if name is None:
            name = self._invent(mark.token.name, bare=bare is not None)
        if bare:
            self._bare[bare] = name
        self._named[id(mark)] = name
        return name

    @staticmethod
    def _bare_key(mark: Mark) -> tuple[str, str] | None:
        whole = mark.partner is not None or mark.token.kind is Kind.ALONE
        return (mark.token.raw, mark.raw_close) if whole and _BARE.fullmatch(mark.token.raw) else None

    def _invent(self, element: str, *, bare: bool) -> str:
        stem = _NOT_IN_NAMES.sub("", element) or "mark"
        name = stem
        number = 0
        while name in self._taken or (number == 0 and not (bare and stem == element)):
            number += 1
            name = f"{stem}{number}"
        self._taken.add(name)
        return name


def note_of(mark: Mark, name: str) -> str:
    """Say in one line what a tag stands for; "" when its name says all."""
    token = mark.token
    if token.kind is Kind.OPAQUE:
        return _note(name, f"{_TAGS.sub('', token.raw).strip()} (stays as it is)")
    if _BARE.fullmatch(token.raw) or token.kind in {Kind.CLOSE, Kind.COMMENT, Kind.BROKEN}:
        return "" if token.raw == f"<{name}>" or token.name == name else _note(name, token.raw)
    attributes = attributes_of(token.raw)
    target = attributes.get("href") or attributes.get("src")
    return _note(name, target or token.raw)


def _note(name: str, text: str) -> str:
    text = " ".join(text.split())
    return f"{name}: {text if len(text) <= _NOTE_LIMIT else text[:_NOTE_LIMIT] + '…'}"
