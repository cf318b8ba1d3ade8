"""Templates: a release's sentences as entries, in reading order, with what translators need to know about each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from translateflow.catalog.block import Block, Kind
from translateflow.catalog.catalog import Catalog, name_of
from translateflow.catalog.edit import BlockText, read_block
from translateflow.catalog.header import make_header, template_header
from translateflow.catalog.strings import render_string
from translateflow.model.segment import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from translateflow.catalog.block import Name
    from translateflow.model.release import Release
    from translateflow.model.segment import Key, Segment

PRODUCT = "translateflow"


class Sentence(NamedTuple):
    """One entry to be. What all languages of a release write alike is worked out once, here.

    `name` is what gettext calls it. `head` is what stands before its words: a blank line, then `comments` that explain
    it and the `references` to where the release has it.
    """

    key: Key
    references: tuple[str, ...]
    comments: tuple[str, ...]
    name: Name
    head: str

    def is_plainly_noted(self, block: Block) -> bool:
        """Whether an entry begins with the notes as we write them, and has no others: so it is almost always."""
        return block.raw.startswith(self.head) and block.raw.startswith("msg", len(self.head))

    def is_noted(self, raw: str, newline: str) -> bool:
        """Whether an entry has the notes as we write them, and no others."""
        written = self.head.replace("\n", newline)
        return written in raw and raw.count("#.") == len(self.comments) and raw.count("#:") == 1

    def make_block(self, newline: str = "\n") -> Block:
        """Give the empty entry."""
        context, source = self.name
        head = self.head if newline == "\n" else self.head.replace("\n", newline)
        strings = [] if context is None else render_string("msgctxt", context, newline)
        strings += render_string("msgid", source, newline)
        raw = f'{head}{"".join(strings)}msgstr ""{newline}'
        return Block(raw, Kind.LIVE, source, "", context, skipped=head.count("\n"))


def make_sentence(key: Key, references: Iterable[str] = (), comments: Iterable[str] = ()) -> Sentence:
    """Give the entry to be of a text and role."""
    places, notes = tuple(references), tuple(comments)
    lines = ["", *(f"#. {note}" for note in notes), *([f"#: {' '.join(places)}"] if places else []), ""]
    return Sentence(key, places, notes, name_of(key), "\n".join(lines))


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
    return tuple(make_sentence(key, references, comments) for key, (references, comments) in found.items())


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
    if segment.role is Role.TEXT and not segment.tags:
        return [place] if place else []
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
    blocks: Sequence[Block] | None = None,
) -> Catalog:
    """Give the template of a release; `old` itself when nothing is different. `title` names the newsroom.

    Headers of the old template are kept. `blocks` are the release's empty entries, from whoever has made them already.
    """
    if blocks is None:
        blocks = [sentence.make_block() for sentence in list_sentences(release)]
    fields = template_header(release.slug, release.language, title or PRODUCT)
    if old is None or old.header is None:
        return Catalog((make_header(fields), *blocks))
    return old.with_blocks((old.with_headers(_identity(fields)).header or old.header, *blocks))


def _identity(fields: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name.startswith("X-")}
