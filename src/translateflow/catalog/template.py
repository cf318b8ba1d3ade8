"""Templates: a release's sentences as entries, in reading order, with what translators need to know about each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from translateflow.catalog.block import Block, Kind
from translateflow.catalog.catalog import Catalog, name_of
from translateflow.catalog.edit import BlockText, read_block
from translateflow.catalog.header import make_header, template_header
from translateflow.catalog.strings import render_string
from translateflow.model.segment import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.catalog.block import Name
    from translateflow.model.release import Release
    from translateflow.model.segment import Key, Segment

PRODUCT = "translateflow"


@dataclass(frozen=True)
class Sentence:
    """One entry to be: a text and role that the release has at `references`, and the comments that explain it.

    What all languages of a release write alike is worked out once, here.
    """

    key: Key
    references: tuple[str, ...]
    comments: tuple[str, ...]

    @cached_property
    def name(self) -> Name:
        """What gettext calls it."""
        return name_of(self.key)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """The lines of comments and references, without their ends."""
        comments = (f"#. {comment}" for comment in self.comments)
        return (*comments, f"#: {' '.join(self.references)}") if self.references else tuple(comments)

    @cached_property
    def _head(self) -> str:
        return "".join(f"\n{note}" for note in self.notes) + "\n"

    @cached_property
    def _plain_start(self) -> str:
        return f"{self._head}msg"

    def is_noted(self, raw: str, newline: str) -> bool:
        """Whether an entry has the notes as we write them: almost always so, and cheap to see."""
        if raw.startswith(self._plain_start):
            return True
        written = self._head.replace("\n", newline)
        return written in raw and raw.count("#.") == len(self.comments) and raw.count("#:") == 1

    @cached_property
    def empty(self) -> Block:
        """The empty entry."""
        return self.make_block("\n")

    def make_block(self, newline: str) -> Block:
        """Give the empty entry of a file with these line ends."""
        context, source = self.name
        lines = ["", *self.notes, ""]
        strings = [] if context is None else render_string("msgctxt", context, newline)
        strings += [*render_string("msgid", source, newline), f'msgstr ""{newline}']
        raw = f"{newline.join(lines)}{''.join(strings)}"
        return Block(raw, Kind.LIVE, source, "", context, skipped=len(lines) - 1)


def list_sentences(release: Release) -> tuple[Sentence, ...]:
    """Give the entries a release asks for, in reading order; what stands in it twice is one with two references."""
    segments = release.document.segments
    places = _places_in_block(segments)
    file = f"releases/{release.slug}.{release.source_format}"
    found: dict[Key, tuple[dict[str, None], dict[str, None]]] = {}
    for segment, place in zip(segments, places, strict=True):
        references, comments = found.setdefault(segment.key, ({}, {}))
        comments.update(dict.fromkeys(_explain(segment, "" if references else place)))
        references[f"{file}:{segment.line}"] = None
    return tuple(Sentence(key, tuple(references), tuple(comments)) for key, (references, comments) in found.items())


def _places_in_block(segments: Sequence[Segment]) -> list[str]:
    """Say of each sentence where it stands in its paragraph; "" for one that stands alone."""
    sizes: dict[int, int] = {}
    for segment in segments:
        if segment.role is Role.TEXT:
            sizes[segment.block] = sizes.get(segment.block, 0) + 1
    places: list[str] = []
    seen: dict[int, int] = {}
    for segment in segments:
        if segment.role is Role.TEXT and sizes[segment.block] > 1:
            seen[segment.block] = seen.get(segment.block, 0) + 1
            places.append(f"sentence {seen[segment.block]} of {sizes[segment.block]} in its paragraph")
        else:
            places.append("")
    return places


def _explain(segment: Segment, place: str) -> list[str]:
    comments = [place, segment.role.value, *(tag.note for tag in segment.tags)]
    comments += [f"{name} goes on from the sentence before" for name in segment.reopened]
    comments += [f"{name} goes on in the next sentence" for name in segment.unclosed]
    return [words for comment in comments if comment and (words := " ".join(comment.split()))]


def refresh_block(block: Block, sentence: Sentence, newline: str) -> Block:
    """Bring references and comments of an entry up to date; itself when they are."""
    if sentence.is_noted(block.raw, newline):
        return block
    text = BlockText(block.raw, newline)
    text.put_extracted(sentence.comments)
    text.put_references(sentence.references)
    return block if text.raw == block.raw else read_block(text.raw)


def make_template(
    release: Release,
    *,
    old: Catalog | None = None,
    title: str = PRODUCT,
    sentences: Sequence[Sentence] | None = None,
) -> Catalog:
    """Give the template of a release; `old` itself when nothing is different. `title` names the newsroom.

    Headers of the old template are kept. `sentences` are the release's, from whoever has listed them already.
    """
    blocks = [sentence.empty for sentence in (list_sentences(release) if sentences is None else sentences)]
    fields = template_header(release.slug, release.language, title or PRODUCT)
    if old is None or old.header is None:
        return Catalog((make_header(fields), *blocks))
    return old.with_blocks((old.with_headers(_identity(fields)).header or old.header, *blocks))


def _identity(fields: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name.startswith("X-")}
