"""Publish: the plan of the site, carried out. Thin; what the site is, is decided in `plan.py`."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.errors import FileAccessError
from translateflow.files import locked
from translateflow.website import tree
from translateflow.website.generation import fill
from translateflow.website.plan import Planner

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from translateflow.model.edition import Edition, Site
    from translateflow.website.generation import Generation, Record
    from translateflow.website.plan import SitePlan


NO_BASE_URL = (
    "newsroom.base_url is not set: pages carry no canonical URL, their language alternates are relative, and there "
    "is no sitemap.xml."
)
_DEPTH_OF_PAGES = 3  # <language>/<slug>/<file>


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What a publication did. Paths are below the site's root, sorted. `notes` say what had to be left out and why."""

    out: Path
    written: tuple[str, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages among the written files."""
        return tuple(path for path in self.written if path.endswith(".html"))


def publish_site(site: Site, editions: Sequence[Edition], assets: Mapping[str, bytes], out: Path) -> SiteReport:
    """Make `out` show the site of exactly these editions, in one step, as `Publisher.publish` does."""
    return Publisher().publish(site, editions, assets, out)


class Publisher:
    """Publishes sites one after the other, and remembers of the last one what the next may share with it."""

    def __init__(self) -> None:
        self._planner = Planner()
        self._plan: SitePlan = {}
        self._shown: Mapping[str, Record] = {}

    def publish(
        self,
        site: Site,
        editions: Sequence[Edition],
        assets: Mapping[str, bytes],
        out: Path,
        *,
        touched: Collection[str] = (),
    ) -> SiteReport:
        """Make `out` show the site of exactly these editions, in one step.

        `assets` are files by the names that editions use (`Edition.assets`, `EditionImage.path`). Only what changed is
        rendered. What somebody edited or added by hand in the published tree is made good: everywhere, or, when
        releases are `touched`, on their pages; of the others the manifest is believed, so that one release costs little
        on a large site.

        Raises FileAccessError (a full disk, a read-only folder), ForeignFolderError (`out` holds files of somebody
        else) and LockedError; readers then still see the old site.
        """
        out = tree.resolve_out(out.absolute())
        notes = () if site.base_url else (NO_BASE_URL,)
        try:
            tree.check_replaceable(out)
            out.parent.mkdir(parents=True, exist_ok=True)
            with locked(out.with_name(f".{out.name}.lock")):
                # Under the lock: a planner makes one plan at a time.
                plan = self._planner.plan(site, editions, assets)
                live = tree.live_generation(out)
                fresh = {path for path in self._suspects(plan, live, touched) if _is_fresh(plan, path, live, touched)}
                self._plan = plan
                return self._switch(fresh, live, out, notes, everywhere=not touched)
        except OSError as error:
            raise FileAccessError(error.filename or out, error) from error

    def _suspects(self, plan: SitePlan, live: Generation | None, touched: Collection[str]) -> Iterable[str]:
        """Give the paths that may have to be rendered."""
        if live is None or not touched or live.records is not self._shown:
            return plan
        # What is live was made of our last plan: the very same file in both needs no comparison.
        before = self._plan
        return (path for path, file in plan.items() if before.get(path) is not file or _is_looked_at(path, touched))

    def _switch(
        self, fresh: set[str], live: Generation | None, out: Path, notes: tuple[str, ...], *, everywhere: bool
    ) -> SiteReport:
        plan = self._plan
        removed = sorted(live.records.keys() - plan.keys()) if live else []
        tree.remove_leftovers(out)
        if live is None or fresh or removed or (everywhere and not live.is_tidy()):
            tree.switch(out, _build_generation(plan, fresh, live, out, check=everywhere))
            tree.remove_leftovers(out)
            live = tree.live_generation(out)
        self._shown = live.records if live else {}
        return SiteReport(out, tuple(sorted(fresh)), len(plan) - len(fresh), tuple(removed), notes)


def _is_fresh(plan: SitePlan, path: str, live: Generation | None, touched: Collection[str]) -> bool:
    look = not touched or _is_looked_at(path, touched)
    return live is None or not live.unchanged(path, plan[path].digest, look=look)


def _is_looked_at(path: str, touched: Collection[str]) -> bool:
    parts = path.split("/", 2)
    return len(parts) < _DEPTH_OF_PAGES or parts[1] in touched


def _build_generation(plan: SitePlan, fresh: set[str], live: Generation | None, out: Path, *, check: bool) -> Path:
    folder, spare = tree.start_folder(out, check=check)
    try:
        fill(folder, plan, fresh, live, spare)
        tree.sync_tree(folder)
    except BaseException:
        # Ctrl-C included: what is half-built goes, the old site stays.
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder
