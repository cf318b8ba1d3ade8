"""An upload merged into the server's catalog, entry by entry, against what was downloaded. Nothing is overwritten."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from translateflow.catalog.catalog import Catalog, Change, name_of
from translateflow.catalog.header import TRANSLATOR
from translateflow.catalog.strings import writable
from translateflow.model.markup import find_tag_faults
from translateflow.model.translation import Entry, EntryState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translateflow.model.segment import Key, TagShape


class Verdict(Enum):
    """What became of one uploaded entry."""

    APPLIED = "applied"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class MergedEntry:
    """One uploaded entry: what was decided and why. `key` is the entry on the server that it is about."""

    key: Key
    verdict: Verdict
    reason: str
    server: str = ""
    upload: str = ""


@dataclass(frozen=True, slots=True)
class MergeReport:
    """The merged catalog and what became of each uploaded entry. `catalog` is the server's own when nothing applied.

    `by` is who translated the upload, as far as is known.
    """

    catalog: Catalog
    merged: tuple[MergedEntry, ...] = field(default=())
    by: str = ""

    @property
    def applied(self) -> tuple[MergedEntry, ...]:
        """What stands in the catalog now."""
        return self._of(Verdict.APPLIED)

    @property
    def unchanged(self) -> tuple[MergedEntry, ...]:
        """What the upload had no news about."""
        return self._of(Verdict.UNCHANGED)

    @property
    def conflicts(self) -> tuple[MergedEntry, ...]:
        """What both sides have changed: the server's text stays, the upload's is to become a suggestion."""
        return self._of(Verdict.CONFLICT)

    @property
    def rejected(self) -> tuple[MergedEntry, ...]:
        """What cannot be used."""
        return self._of(Verdict.REJECTED)

    def _of(self, verdict: Verdict) -> tuple[MergedEntry, ...]:
        return tuple(entry for entry in self.merged if entry.verdict is verdict)


def merge_upload(  # noqa: PLR0913 — three catalogs, and who changes the one; all but three by name
    server: Catalog,
    base: Catalog | None,
    upload: Catalog,
    *,
    shapes: Mapping[Key, tuple[TagShape, ...]],
    by: str = "",
    at: dt.datetime | None = None,
) -> MergeReport:
    """Merge per entry, with `base`, the exported revision; without it (None) only gaps and drafts are filled.

    `shapes` are the tags each sentence must carry. `by` is who uploads (default: the upload's last translator) and
    `at` when (aware; default: now): both go into the header when something is applied. Whose file the upload is has
    been checked before: `require_identity`.
    """
    merge = _Merge(server, base, shapes)
    decided = [merge.decide(entry) for entry in upload.entries]
    changes = {
        merged.key: Change(entry.target, entry.fuzzy, previous=entry.previous if entry.fuzzy else None)
        for entry, merged in zip(upload.entries, decided, strict=True)
        if merged.verdict is Verdict.APPLIED
    }
    who = by or upload.headers.get(TRANSLATOR, "")
    return MergeReport(server.with_changes(changes, by=who, at=at or dt.datetime.now(dt.UTC)), tuple(decided), who)


@dataclass(frozen=True, slots=True)
class _Merge:
    server: Catalog
    base: Catalog | None
    shapes: Mapping[Key, tuple[TagShape, ...]]

    def decide(self, upload: Entry) -> MergedEntry:
        """Decide one uploaded entry."""
        key = upload.key
        base = self.base.get(key) if self.base else None
        if base is not None and (base.target, base.fuzzy) == (upload.target, upload.fuzzy):
            return MergedEntry(key, Verdict.UNCHANGED, "not changed since the download")
        if upload.state is EntryState.EMPTY:
            return self._decide_empty(upload, base)
        server = self.server.get(key)
        if server is None:
            return self._decide_unknown(upload, base)
        block = self.server.by_name[name_of(key)]
        if block.plural:
            return _merged(upload, Verdict.REJECTED, "the entry has plural forms, which releases do not have", server)
        faults = find_tag_faults(upload.target, self.shapes.get(key, ()))
        if faults:
            return _merged(upload, Verdict.REJECTED, f"broken tags: {'; '.join(faults)}", server)
        return self._decide_text(upload, server, base)

    def _decide_empty(self, upload: Entry, base: Entry | None) -> MergedEntry:
        server = self.server.get(upload.key)
        if base is None or server is None or server.state is EntryState.EMPTY:
            return _merged(upload, Verdict.UNCHANGED, "not translated in the upload", server)
        return _merged(upload, Verdict.REJECTED, "the upload empties a text; an upload never deletes one", server)

    def _decide_unknown(self, upload: Entry, base: Entry | None) -> MergedEntry:
        """Decide about a sentence that the catalog does not have: edited or deleted meanwhile, or never there."""
        successor = next((entry for entry in self.server.entries if entry.previous == upload.source), None)
        if successor is not None and successor.target != upload.target:
            reason = "the source was edited after the download; this is a translation of the earlier wording"
            return MergedEntry(successor.key, Verdict.CONFLICT, reason, successor.target, upload.target)
        name = (upload.context, upload.source)
        gone = base is not None or name in self.server.by_name
        reason = "the source no longer has this sentence" if gone else "the release has no such sentence"
        return _merged(upload, Verdict.REJECTED, reason, None)

    def _decide_text(self, upload: Entry, server: Entry, base: Entry | None) -> MergedEntry:
        target = writable(upload.target, server.source)
        if server.target == target:
            return _decide_same_text(upload, server)
        if server.state is EntryState.EMPTY:
            return _merged(upload, Verdict.APPLIED, "was empty", server)
        if upload.fuzzy and server.state is EntryState.REVIEWED:
            return _merged(upload, Verdict.CONFLICT, "a draft does not replace a reviewed text", server)
        if base is not None and (base.target, base.fuzzy) == (server.target, server.fuzzy):
            return _merged(upload, Verdict.APPLIED, "changed in the upload only", server)
        if self._is_machine_text(server) or (base is None and not upload.fuzzy and server.fuzzy):
            return _merged(upload, Verdict.APPLIED, "replaces a draft", server)
        return _merged(upload, Verdict.CONFLICT, "changed in the upload and on the server", server)

    def _is_machine_text(self, server: Entry) -> bool:
        return bool(server.fuzzy and self.server.draft_note(server.key))


def _decide_same_text(upload: Entry, server: Entry) -> MergedEntry:
    if upload.fuzzy == server.fuzzy:
        return _merged(upload, Verdict.UNCHANGED, "the server has this text already", server)
    if server.fuzzy:
        return _merged(upload, Verdict.APPLIED, "confirms the draft", server)
    return _merged(upload, Verdict.UNCHANGED, "reviewed on the server already", server)


def _merged(upload: Entry, verdict: Verdict, reason: str, server: Entry | None) -> MergedEntry:
    return MergedEntry(upload.key, verdict, reason, server.target if server else "", upload.target)
