"""Machine text into catalogs. A person's words are sacred: this is the only door, and it lets nothing replace them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from translateflow.catalog.block import Kind
from translateflow.catalog.catalog import Catalog, Change, change_block, name_of
from translateflow.catalog.header import REVISED, TRANSLATOR, revision_fields
from translateflow.catalog.template import PRODUCT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translateflow.catalog.block import Block
    from translateflow.model.segment import Key


class Filled(NamedTuple):
    """The catalog with drafts, the sentences that got one, and those that had something better."""

    catalog: Catalog
    filled: tuple[Key, ...]
    kept: tuple[Key, ...]


def fill_drafts(catalog: Catalog, drafts: Mapping[Key, Change], *, at: dt.datetime | None = None) -> Filled:
    """Write machine drafts into entries that are empty or themselves drafts; every other one stays as it is.

    Drafts come in as fuzzy whatever the change says. An outdated text stays, unless it is a machine's draft of the
    older wording. A sentence that the catalog no longer has is kept, not filled. `at` (aware) is now when not given.
    The last translator stays: it names a person, and who that is decides who may sign off.
    """
    filled: dict[tuple[str | None, str], Change] = {}
    for key, change in drafts.items():
        block = catalog.by_name.get(name_of(key))
        if block is not None and _is_open(block) and change.target.strip():
            filled[name_of(key)] = Change(change.target, fuzzy=True, origin=change.origin, warnings=change.warnings)
    changed = catalog.with_blocks(
        change_block(block, filled[block.name], catalog.style.newline)
        if block.kind is Kind.LIVE and block.name in filled
        else block
        for block in catalog.blocks
    )
    if changed is not catalog:
        changed = changed.with_headers(_revision(catalog, at or dt.datetime.now(dt.UTC)))
    done = tuple(key for key in drafts if name_of(key) in filled)
    return Filled(changed, done, tuple(key for key in drafts if name_of(key) not in filled))


def _is_open(block: Block) -> bool:
    if block.kind is not Kind.LIVE or block.plural:
        return False
    if not block.target.strip():
        return True
    return block.fuzzy and (block.previous is None or bool(block.drafted_by))


def _revision(catalog: Catalog, at: dt.datetime) -> dict[str, str]:
    fields = revision_fields(PRODUCT, at)
    if catalog.headers.get(TRANSLATOR):
        del fields[TRANSLATOR]
    return {name: fields[name] for name in (REVISED, TRANSLATOR) if name in fields}
