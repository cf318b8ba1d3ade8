"""Document -> body HTML in any language, from translations as people typed them.

What comes out is as well formed as the source: literal text is escaped, only a segment's own tags become markup, and a
translation whose tags are broken is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.errors import BrokenTagsError, MissingTextError
from translateflow.formats.attributes import canonical_tag
from translateflow.formats.tokens import Kind, Token, escape_attribute, escape_text, normalize, scan
from translateflow.model.document import AttributeSlot, Gap, Slot
from translateflow.model.language import spaced_sentences
from translateflow.model.markup import Mark, find_tag_faults, plain_text, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translateflow.model.document import Document
    from translateflow.model.segment import Key, Segment, Tag


def identity(document: Document) -> dict[Key, str]:
    """Give the translation of every segment to itself."""
    return {segment.key: segment.text for segment in document.segments}


def keeps_identity(document: Document, canonical_body: str) -> bool:
    """Tell whether translating every segment to itself gives the source's body: the promise of this package."""
    return render_body(document, identity(document), document.language) == canonical_body


def canonical_html(html: str) -> str:
    """Give body HTML as every page shows it: entities and white space of texts written in one way, tags as they are."""
    return write_canonical(scan(html))


def write_canonical(tokens: Sequence[Token]) -> str:
    """Write tokens in the canonical way."""
    return "".join(
        escape_text(token.raw)
        if token.kind is Kind.TEXT
        else canonical_tag(token.raw)
        if token.kind in {Kind.OPEN, Kind.ALONE}
        else token.raw
        for token in normalize(tokens)
    )


def render_plain(document: Document, index: int, targets: Mapping[Key, str]) -> str:
    """Give one segment's translation as plain text: a title, a summary, an image description.

    Raises MissingTextError.
    """
    segment = document.segments[index]
    return plain_text(_target(segment, targets), segment.shapes)


def render_body(document: Document, targets: Mapping[Key, str], language: str) -> str:
    """Put the body together in a language.

    Raises MissingTextError for a segment without translation, BrokenTagsError for one whose tags are not its source's.
    """
    return "".join(Renderer(document, targets, language).render())


def _target(segment: Segment, targets: Mapping[Key, str]) -> str:
    target = targets.get(segment.key, "")
    if not target.strip():
        raise MissingTextError(segment.text)
    return target


class Renderer:
    """Gives a body part by part; `preview` renders unfinished translations by the same rules."""

    def __init__(self, document: Document, targets: Mapping[Key, str], language: str) -> None:
        self._document = document
        self._targets = targets
        self._spaced = spaced_sentences(language)
        self._source_spaced = spaced_sentences(document.language)

    def render(self) -> Iterator[str]:
        """Give the parts of the body in order."""
        joined: tuple[str, ...] = ()
        body = self._document.body
        for position, part in enumerate(body):
            if isinstance(part, str):
                yield part
            elif isinstance(part, Gap):
                yield self._gap(part)
            elif isinstance(part, AttributeSlot):
                yield self._attribute(part.index)
            else:
                html, joined = self._slot(self._document.segments[part.index], position, joined)
                yield html

    def _slot(self, segment: Segment, position: int, joined: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """Give the HTML of one segment, and the tags it leaves open for the next one."""
        target = self._checked_target(segment)
        if not segment.tags:
            return escape_text(target), joined
        target = target.removeprefix("".join(f"<{name}>" for name in joined))
        joined = self._joined_to_next(segment, position) if segment.unclosed else ()
        return self._with_tags(segment, target.removesuffix(_closing(segment.unclosed) if joined else "")), joined

    def _gap(self, gap: Gap) -> str:
        if self._spaced == self._source_spaced:
            return gap.text
        return " " if self._spaced else ""

    def _attribute(self, index: int) -> str:
        segment = self._document.segments[index]
        return escape_attribute(_target(segment, self._targets).strip(" "))

    def _checked_target(self, segment: Segment) -> str:
        target = _target(segment, self._targets)
        if segment.tags and target != segment.text and (faults := find_tag_faults(target, segment.shapes)):
            raise BrokenTagsError(segment.text, faults)
        return target

    def _joined_to_next(self, segment: Segment, position: int) -> tuple[str, ...]:
        """Give the tags that go on in the next sentence as they did in the source, when both translations allow it."""
        body = self._document.body
        parts = (body[index] for index in range(position + 1, len(body)))
        following = next(self._document.segments[part.index] for part in parts if isinstance(part, Slot))
        opening = "".join(f"<{name}>" for name in following.reopened)
        fits = _target(segment, self._targets).endswith(_closing(segment.unclosed))
        if fits and _target(following, self._targets).startswith(opening):
            return following.reopened
        return ()

    def _with_tags(self, segment: Segment, target: str) -> str:
        return "".join(self._tokens(segment, target))

    def _tokens(self, segment: Segment, target: str) -> Iterator[str]:
        tags = {tag.name: tag for tag in segment.tags}
        for token in tokenize(target, segment.shapes):
            if isinstance(token, str):
                yield escape_text(token)
            elif token.mark is Mark.CLOSE:
                yield tags[token.name].close
            else:
                yield self._opening(tags[token.name])

    def _opening(self, tag: Tag) -> str:
        return "".join(piece if isinstance(piece, str) else self._attribute(piece) for piece in tag.open)


def _closing(names: tuple[str, ...]) -> str:
    return "".join(f"</{name}>" for name in reversed(names))
