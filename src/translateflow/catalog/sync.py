"""Sync: a catalog brought up to date with its source, every translation kept.

What happens to a sentence's translation:

    unchanged, moved, other role   stays as it is, reviewed stays reviewed
    edited                         comes along as outdated (fuzzy, with the previous source); the reviewed text of the
                                   old wording is also kept as obsolete
    deleted                        becomes obsolete
    came back, edit undone         gets its reviewed text back, confirmed
    edited, but declared minor     comes along as it is

Entries that no sentence asks for are never dropped while a person's text stands in them only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from translateflow.catalog.align import align
from translateflow.catalog.block import Kind
from translateflow.catalog.catalog import Catalog, name_of
from translateflow.catalog.edit import BlockText, Part, as_live, as_obsolete, read_block, set_apart
from translateflow.catalog.header import SOURCE_LANGUAGE, catalog_header, make_header
from translateflow.catalog.template import PRODUCT, list_sentences, make_template, refresh_block
from translateflow.model.segment import Key, Role

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from translateflow.catalog.align import Alignment
    from translateflow.catalog.block import Block, Name
    from translateflow.catalog.template import Sentence
    from translateflow.model.release import Release


@dataclass(frozen=True, slots=True)
class SyncCounts:
    """What a sync did. total = new + kept + moved + outdated + restored.

    `new` entries are empty. `kept` counts minor edits too. `outdated` were edited in the source since the last sync.
    `obsolete` is how many entries became so, beyond the total.
    """

    total: int = 0
    new: int = 0
    kept: int = 0
    moved: int = 0
    outdated: int = 0
    restored: int = 0
    obsolete: int = 0


@dataclass(frozen=True, slots=True)
class SyncPlan:
    """The catalog as it should be, and what was done to it. `catalog` is the old object when nothing was."""

    catalog: Catalog
    counts: SyncCounts


def plan_sync(  # noqa: PLR0913 — what is known about a catalog and its source; all but two by name
    release: Release,
    language: str,
    *,
    catalog: Catalog | None,
    template: Catalog | None,
    minor: bool | Collection[Key] = False,
    title: str = PRODUCT,
) -> SyncPlan:
    """Plan the catalog of a release in one language from what it is now. Pure.

    The same as `ReleaseSync.plan`, which is the way to sync a release in all its languages.
    """
    return ReleaseSync(release, template, minor=minor, title=title).plan(language, catalog)


class ReleaseSync:
    """The sync of one release: what its template and the catalogs of all its languages share is worked out once. Pure.

    `template` is the one of the last sync: it knows in which order the old sentences were read. `minor` declares
    all edits minor, or those that led to the given sentences. `title` names the newsroom in new files.
    """

    def __init__(
        self,
        release: Release,
        template: Catalog | None = None,
        *,
        minor: bool | Collection[Key] = False,
        title: str = PRODUCT,
    ) -> None:
        self._release = release
        self._template = template
        self._minor = minor
        self._title = title or PRODUCT
        self._sentences = list_sentences(release)
        self._wanted = [sentence.key for sentence in self._sentences]
        self._template_order = [] if template is None else [entry.key for entry in template.entries]
        self._keys = {name_of(key): key for key in (*self._template_order, *self._wanted)}
        self._aligned: tuple[list[Key], Alignment] = ([], align([], self._wanted))

    def plan(self, language: str, catalog: Catalog | None) -> SyncPlan:
        """Plan the catalog of one language from what it is now."""
        if catalog is None:
            return self._plan_new(language)
        if catalog.header is not None:
            catalog = catalog.with_headers({SOURCE_LANGUAGE: self._release.language})
        order = reading_order(catalog, self._template_order, self._keys)
        return _Sync(catalog, self._sentences, order, self._align(order), self._minor).plan()

    def _plan_new(self, language: str) -> SyncPlan:
        fields = catalog_header(self._release.slug, self._release.language, language, self._title)
        blocks = (make_header(fields), *self._empty)
        return SyncPlan(Catalog(blocks), SyncCounts(len(self._empty), new=len(self._empty)))

    @cached_property
    def _empty(self) -> tuple[Block, ...]:
        return tuple(sentence.make_block() for sentence in self._sentences)

    def _align(self, order: list[Key]) -> Alignment:
        """Pair old and new sentences; the languages of a release almost always have the same old ones."""
        if order != self._aligned[0]:
            self._aligned = (order, align(order, self._wanted))
        return self._aligned[1]

    def make_template(self) -> Catalog:
        """Give the template as it should be; the old object when nothing is different."""
        return make_template(self._release, old=self._template, title=self._title, blocks=self._empty)


class _Sync:
    """One sync under way: takes the blocks of the old catalog one by one, and what nobody took becomes obsolete."""

    def __init__(
        self,
        catalog: Catalog,
        sentences: Sequence[Sentence],
        old_order: list[Key],
        alignment: Alignment,
        minor: bool | Collection[Key],
    ) -> None:
        self.catalog = catalog
        self.newline = catalog.style.newline
        self.sentences = sentences
        self.minor = minor
        self.live = {block.name: block for block in catalog.blocks if block.kind is Kind.LIVE and not block.plural}
        self.kept_texts = {b.name: b for b in catalog.blocks if b.kind is Kind.OBSOLETE and not b.plural}
        self.kept_by_source = {b.source: b for b in self.kept_texts.values() if b.reviewed}
        self.old_order = old_order
        self.alignment = alignment
        self.carried: set[Name] = set()
        self.restored: set[Name] = set()
        self.counts = dict.fromkeys(("new", "kept", "moved", "outdated", "restored"), 0)

    def plan(self) -> SyncPlan:
        entries = [self._entry(sentence) for sentence in self.sentences]
        retired = self._retired({block.name for block in entries})
        counts = SyncCounts(len(entries), **self.counts, obsolete=len(retired))
        return SyncPlan(self._assemble(entries, retired), counts)

    def _entry(self, sentence: Sentence) -> Block:
        """Give a sentence's block, from wherever its translation is."""
        name = sentence.name
        block = self.live.get(name)
        if block is not None:
            self.counts["moved" if sentence.key in self.alignment.moved else "kept"] += 1
            return block if sentence.is_plainly_noted(block) else refresh_block(block, sentence, self.newline)
        before = self.alignment.predecessors.get(sentence.key)
        predecessor = self.live.get(name_of(before)) if before else None
        # The very sentence, or the same words in another role.
        kept_text = self.kept_texts.get(name) or self.kept_by_source.get(sentence.key.text)
        same_words = predecessor is not None and predecessor.source == sentence.key.text
        if kept_text and not same_words and _comes_back(kept_text, predecessor):
            self.restored.add(kept_text.name)
            text = self._in_role(read_block(set_apart(as_live(kept_text.raw), self.newline)), name)
            return self._take("restored", read_block(text.raw), sentence)
        if predecessor and predecessor.target.strip():
            return self._carry(predecessor, sentence)
        self.counts["new"] += 1
        return sentence.make_block(self.newline)

    def _take(self, count: str, block: Block, sentence: Sentence) -> Block:
        self.counts[count] += 1
        return refresh_block(block, sentence, self.newline)

    def _carry(self, old: Block, sentence: Sentence) -> Block:
        """Bring the text of the sentence this one was made from."""
        self.carried.add(old.name)
        context, source = sentence.name
        text = self._in_role(old, (context, source))
        same_text = source == old.source
        if not same_text:
            text.put_string(Part.SOURCE, "msgid", source)
        if same_text or self._is_minor(sentence.key):
            return self._take("moved" if same_text else "kept", read_block(text.raw), sentence)
        # The source it was translated from is the one before the first of several edits.
        previous = old.source if old.previous is None or not old.fuzzy else old.previous
        text.put_previous(None if previous == source else previous)
        if not old.fuzzy:
            text.put_draft_note("")
            text.put_fuzzy(fuzzy=True)
        return self._take("outdated", read_block(text.raw), sentence)

    def _in_role(self, block: Block, name: Name) -> BlockText:
        """Give a block's text with the context of another name; it stays as it is written when that is the same."""
        text = BlockText(block.raw, self.newline)
        if name[0] != block.context:
            text.put(Part.CONTEXT, [])
            if name[0] is not None:
                text.put_string(Part.CONTEXT, "msgctxt", name[0])
        return text

    def _is_minor(self, key: Key) -> bool:
        return self.minor if isinstance(self.minor, bool) else key in self.minor

    def _retired(self, wanted: set[Name]) -> list[Block]:
        """Give, as obsolete, the entries that nothing asks for any more and whose text would otherwise be lost."""
        retired = []
        for block in self.catalog.blocks:
            if block.kind is Kind.LIVE and block.name not in wanted and self._is_needed(block, wanted):
                raw = set_apart(as_obsolete(block.raw), self.newline)
                retired.append(block._replace(raw=raw, kind=Kind.OBSOLETE))
        return retired

    def _is_needed(self, block: Block, wanted: set[Name]) -> bool:
        if block.plural:
            return True
        if not block.target.strip():
            return False
        if block.name in self.carried:
            same_text_elsewhere = any(name[1] == block.source for name in wanted)
            return block.reviewed and not same_text_elsewhere
        origin = self.catalog.by_name.get((block.context, block.previous or ""))
        is_copy = block.fuzzy and origin is not None and origin.target == block.target
        return not is_copy

    def _assemble(self, entries: list[Block], retired: list[Block]) -> Catalog:
        fresh = {block.name: block for block in entries}
        live = {block.name for block in self.catalog.blocks if block.kind is Kind.LIVE}
        if live == fresh.keys() and self.old_order == [sentence.key for sentence in self.sentences]:
            # The same sentences in the same order: an editor may have sorted the file, and it stays sorted.
            return self.catalog.with_blocks(
                fresh[block.name] if block.kind is Kind.LIVE else block for block in self.catalog.blocks
            )
        gone = fresh.keys() | self.restored
        obsolete = [b for b in self.catalog.blocks if b.kind is Kind.OBSOLETE and b.name not in gone]
        tail = [b for b in self.catalog.blocks if b.kind is Kind.TAIL]
        header = [self.catalog.header] if self.catalog.header else []
        body = [self._apart(block) for block in (*entries, *obsolete, *retired)]
        return self.catalog.with_blocks((*header, *body, *tail))

    def _apart(self, block: Block) -> Block:
        raw = set_apart(block.raw, self.newline)
        return block if raw == block.raw else block._replace(raw=raw)


def _comes_back(kept_text: Block, predecessor: Block | None) -> bool:
    """Whether an obsolete text of exactly this sentence is better than the text of the one it was made from."""
    if not kept_text.target.strip():
        return False
    return kept_text.reviewed or not kept_text.drafted_by or predecessor is None or not predecessor.reviewed


def reading_order(catalog: Catalog, template_order: Sequence[Key], known_keys: Mapping[Name, Key]) -> list[Key]:
    """Give the live sentences of a catalog as the source had them.

    An editor may have sorted the file; the template still has the order. One that does not know all of the
    catalog's sentences is of another time and counts for nothing.
    """
    live = [block for block in catalog.blocks if block.kind is Kind.LIVE and not block.plural]
    own = [known_keys.get(block.name) or _key_of(block) for block in live]
    keys = [key for key in own if key is not None]
    if keys == template_order:
        return keys
    known = set(keys)
    order = [key for key in template_order if key in known]
    return order if len(order) == len(known) else keys


def _key_of(block: Block) -> Key | None:
    try:
        return Key(Role(block.context or ""), block.source)
    except ValueError:
        return None
