"""What the glossary says about a sentence, in the `#.` comments of its entry: `#. term: Bürgeramt = civic office`.

Only a catalog has these: the template is for all languages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.catalog.block import Kind
from translateflow.catalog.catalog import name_of
from translateflow.catalog.edit import BlockText, Part, read_block

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translateflow.catalog.block import Block
    from translateflow.catalog.catalog import Catalog
    from translateflow.model.segment import Key

TERM = "term: "


def put_terms(catalog: Catalog, terms: Mapping[Key, Sequence[str]]) -> Catalog:
    """Note terms at the entries they stand in, after what explains them, and drop those noted before; pure.

    The catalog itself when nothing is different. Texts, states and every other line stay as they are.
    """
    named = {name_of(key): lines for key, lines in terms.items()}
    newline = catalog.style.newline
    return catalog.with_blocks(
        _with_terms(block, named.get(block.name, ()), newline) if block.kind is Kind.LIVE else block
        for block in catalog.blocks
    )


def _with_terms(block: Block, lines: Sequence[str], newline: str) -> Block:
    if not lines and f"#. {TERM}" not in block.raw:
        return block
    text = BlockText(block.raw, newline)
    comments = [line[2:].strip() for line in text.lines(Part.EXTRACTED)]
    others = [comment for comment in comments if not comment.startswith(TERM)]
    text.put_extracted([*others, *(f"{TERM}{line}" for line in lines)])
    return block if text.raw == block.raw else read_block(text.raw)
