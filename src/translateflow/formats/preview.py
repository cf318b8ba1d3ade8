"""Unfinished translations as a page: every sentence marked with its id, so that an editor can light it and jump to it.

What is not translated yet shows the source, marked as of that language; a translation whose tags are broken shows them
as text. Each sentence closes its own tags: a mark around it would not be well nested otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.formats.render import Renderer
from translateflow.formats.tokens import escape_text
from translateflow.model.document import Slot
from translateflow.model.edit import segment_id
from translateflow.model.language import text_direction
from translateflow.model.markup import find_tag_faults

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translateflow.model.document import Document
    from translateflow.model.segment import Key, Segment


def render_marked(document: Document, targets: Mapping[Key, str], language: str) -> str:
    """Give the body with each sentence in `<span data-segment="id">`. Never raises for what is missing or broken."""
    return "".join(_MarkedRenderer(document, targets, language).render())


def render_occurrences(document: Document, targets: Mapping[Key, str], language: str, key: Key) -> tuple[str, ...]:
    """Give what stands inside the marks of one sentence, for each place in the body where it stands."""
    renderer = _MarkedRenderer(document, targets, language)
    found = (document.segments[part.index] for part in document.body if isinstance(part, Slot))
    return tuple(renderer.inside(segment) for segment in found if segment.key == key)


class _MarkedRenderer(Renderer):
    def __init__(self, document: Document, targets: Mapping[Key, str], language: str) -> None:
        self._given = {key: target for key, target in targets.items() if target.strip()}
        everything = {segment.key: segment.text for segment in document.segments} | self._given
        super().__init__(document, everything, language)
        self._foreign = f' lang="{document.language}" dir="{text_direction(document.language)}" data-untranslated'

    def _slot(self, segment: Segment, position: int, joined: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:  # noqa: ARG002 — the base class's
        foreign = "" if segment.key in self._given else self._foreign
        return f'<span data-segment="{segment_id(segment.key)}"{foreign}>{self.inside(segment)}</span>', ()

    def inside(self, segment: Segment) -> str:
        """Give the HTML of a sentence by itself."""
        target = self._targets[segment.key]
        if find_tag_faults(target, segment.shapes):
            return escape_text(target)
        return self._with_tags(segment, target)
