"""Templates: a release's sentences as entries, in reading order, with what translators need to know about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.catalog.catalog import Catalog, name_of
from translateflow.catalog.edit import BlockText, Part, read_block
from translateflow.catalog.header import make_header, template_header
from translateflow.model.segment import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.catalog.block import Block
    from translateflow.model.release import Release
    from translateflow.model.segment import Key, Segment

PRODUCT = "translateflow"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One entry to be: a text and role that the release has at `references`, and the comments that explain it."""

    key: Key
    references: tuple[str, ...]
    comments: tuple[str, ...]


def list_sentences(release: Release) -> tuple[Sentence, ...]:
    """Give the entries a release asks for, in reading order; what stands in it twice is one with two references."""
    segments = release.document.segments
    places = _places_in_block(segments)
    found: dict[Key, tuple[dict[str, None], dict[str, None]]] = {}
    for segment, place in zip(segments, places, strict=True):
        references, comments = found.setdefault(segment.key, ({}, {}))
        comments.update(dict.fromkeys(_explain(segment, "" if references else place)))
        references[f"releases/{release.slug}.{release.source_format}:{segment.line}"] = None
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
    return [" ".join(comment.split()) for comment in comments if comment]


def make_block(sentence: Sentence, newline: str = "\n") -> Block:
    """Give an empty entry."""
    context, source = name_of(sentence.key)
    text = BlockText(newline, newline)
    text.put_extracted(sentence.comments)
    text.put_references(sentence.references)
    if context is not None:
        text.put_string(Part.CONTEXT, "msgctxt", context)
    text.put_string(Part.SOURCE, "msgid", source)
    text.put_string(Part.TARGET, "msgstr", "")
    return read_block(text.raw)


def refresh_block(block: Block, sentence: Sentence, newline: str) -> Block:
    """Bring references and comments of an entry up to date; itself when they are."""
    if _is_fresh(block.raw, sentence, newline):
        return block
    text = BlockText(block.raw, newline)
    text.put_extracted(sentence.comments)
    text.put_references(sentence.references)
    return block if text.raw == block.raw else read_block(text.raw)


def _is_fresh(raw: str, sentence: Sentence, newline: str) -> bool:
    """Whether references and comments are there as we write them: almost always so, and cheap to see."""
    lines = [*(f"#. {comment}" for comment in sentence.comments), f"#: {' '.join(sentence.references)}"]
    written = f"\n{newline.join(lines)}{newline}"
    return written in raw and raw.count("#.") == len(sentence.comments) and raw.count("#:") == 1


def make_template(release: Release, *, old: Catalog | None = None, title: str = PRODUCT) -> Catalog:
    """Give the template of a release; `old` itself when nothing is different. `title` names the newsroom.

    Headers of the old template are kept.
    """
    blocks = [make_block(sentence) for sentence in list_sentences(release)]
    fields = template_header(release.slug, release.language, title or PRODUCT)
    if old is None or old.header is None:
        return Catalog((make_header(fields), *blocks))
    return old.with_blocks((old.with_headers(_identity(fields)).header or old.header, *blocks))


def _identity(fields: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name.startswith("X-")}
