"""Suggestions: texts that came in against a newer one, kept until a person decides. One catalog per language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.catalog.block import Kind
from translateflow.catalog.catalog import Catalog, Change, name_of
from translateflow.catalog.edit import BlockText, Part, read_block
from translateflow.catalog.header import catalog_header, make_header
from translateflow.catalog.template import PRODUCT, make_sentence
from translateflow.catalog.update import update_catalog

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection
    from pathlib import Path

    from translateflow.catalog.block import Block
    from translateflow.catalog.merge import MergeReport
    from translateflow.model.segment import Key

_EARLIER = "# translateflow: earlier suggestion: "


def add_suggestions(
    suggestions: Catalog | None, report: MergeReport, *, language: str, by: str, at: dt.datetime
) -> Catalog | None:
    """Add a merge's conflicts to the suggestions of this release and language; None when there are none at all.

    A second suggestion for a sentence goes in front, the first stays as a comment. `by` is who uploaded
    (default: who translated the upload).
    """
    news = {entry.key: entry.upload for entry in report.conflicts if entry.upload != entry.server}
    if not news:
        return suggestions
    if suggestions is None:
        server = report.catalog
        fields = catalog_header(
            server.slug, server.source_language, language, server.headers.get("Project-Id-Version", PRODUCT)
        )
        suggestions = Catalog((make_header(fields),))
    blocks = [_with_earlier(block, news, suggestions.style.newline) for block in suggestions.blocks]
    known = {block.name for block in blocks if block.kind is Kind.LIVE}
    blocks += [make_sentence(key).make_block() for key in news if name_of(key) not in known]
    changes = {key: Change(text) for key, text in news.items()}
    return suggestions.with_blocks(blocks).with_changes(changes, by=by or report.by, at=at)


def write_suggestions(path: Path, report: MergeReport, *, language: str, by: str, at: dt.datetime) -> bool:
    """Write a merge's conflicts to the suggestions on disk; True when there was anything to write.

    Raises CatalogError, LockedError, FileAccessError.
    """

    def add(suggestions: Catalog | None) -> Catalog | None:
        return add_suggestions(suggestions, report, language=language, by=by, at=at)

    return update_catalog(path, add)


def _with_earlier(block: Block, news: dict[Key, str], newline: str) -> Block:
    text = next((text for key, text in news.items() if name_of(key) == block.name), None)
    if block.kind is not Kind.LIVE or text is None or text == block.target:
        return block
    edited = BlockText(block.raw, newline)
    earlier = f"{_EARLIER}{' '.join(block.target.split())}{newline}"
    edited.put(Part.COMMENT, [*edited.lines(Part.COMMENT), earlier])
    return read_block(edited.raw)


def drop_suggestions(suggestions: Catalog, keys: Collection[Key]) -> Catalog:
    """Take out what a person has decided on."""
    decided = {name_of(key) for key in keys}
    return suggestions.with_blocks(
        block for block in suggestions.blocks if block.kind is not Kind.LIVE or block.name not in decided
    )
