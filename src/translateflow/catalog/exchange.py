"""What XLIFF and CSV have in common: a catalog as rows going out, rows as a catalog coming back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from translateflow.catalog.block import Kind
from translateflow.catalog.catalog import Catalog
from translateflow.catalog.edit import BlockText, Part, read_block
from translateflow.catalog.header import LANGUAGE, RELEASE, REVISION, SOURCE_LANGUAGE, make_header
from translateflow.errors import CatalogError
from translateflow.model.translation import Entry, EntryState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

FIELDS = (RELEASE, SOURCE_LANGUAGE, LANGUAGE, REVISION)
"""What has to travel with the texts, so that the file can be merged when it comes back."""


class Row(NamedTuple):
    """An entry and what explains it to translators."""

    entry: Entry
    comments: tuple[str, ...] = ()


def list_rows(catalog: Catalog) -> Iterator[Row]:
    """Give the live entries in file order; entries with plural forms stay at home."""
    live = [block for block in catalog.blocks if block.kind is Kind.LIVE]
    for entry, block in zip(catalog.entries, live, strict=True):
        if not block.plural:
            comments = BlockText(block.raw).lines(Part.EXTRACTED)
            yield Row(entry, tuple(comment[2:].strip() for comment in comments))


def identity_of(catalog: Catalog) -> dict[str, str]:
    """Give the header fields that travel along."""
    return {field: catalog.headers.get(field, "") for field in FIELDS}


def build_catalog(fields: Mapping[str, str], entries: Iterable[Entry], path: Path | str) -> Catalog:
    """Give the catalog of what came back. `Entry.line` is the line in the file; an entry twice is refused."""
    header = make_header({name: value for name, value in fields.items() if value})
    blocks = [header]
    seen: dict[tuple[str | None, str], int] = {}
    for entry in entries:
        name = (entry.context, entry.source)
        if name in seen:
            problem = f"the entry “{entry.source[:60]}” stands here and in line {seen[name]}."
            raise CatalogError(path, problem, line=entry.line, remedy="Delete one of the two; nothing was changed.")
        seen[name] = entry.line
        text = BlockText("\n")
        text.put_fuzzy(entry.fuzzy)
        text.put_previous(entry.previous)
        if entry.context is not None:
            text.put_string(Part.CONTEXT, "msgctxt", entry.context)
        text.put_string(Part.SOURCE, "msgid", entry.source)
        text.put_string(Part.TARGET, "msgstr", entry.target)
        blocks.append(read_block(text.raw))
    return Catalog(tuple(blocks))


def is_draft(state: str) -> bool:
    """Whether a state of ours means that nobody has confirmed the text."""
    return state in {EntryState.DRAFT, EntryState.OUTDATED}
