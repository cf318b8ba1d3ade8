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
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from translateflow.model.edition import Edition, Site
    from translateflow.website.generation import Generation
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


def publish_site(  # noqa: PLR0913 — the last two, by name, for who publishes again and again
    site: Site,
    editions: Sequence[Edition],
    assets: Mapping[str, bytes],
    out: Path,
    *,
    planner: Planner | None = None,
    touched: Collection[str] | None = None,
) -> SiteReport:
    """Make `out` show the site of exactly these editions, in one step.

    `assets` are files by the names that editions use (`Edition.assets`, `EditionImage.path`). Only what changed is
    rendered. Who publishes again and again gives the same `planner` each time.

    What somebody edited or added by hand in the published tree is made good: everywhere, or, with `touched`, on the
    pages of these releases; of the others the manifest is believed, so that one release costs little on a large site.

    Raises FileAccessError (a full disk, a read-only folder), ForeignFolderError (`out` holds files of somebody else)
    and LockedError; readers then still see the old site.
    """
    out = tree.resolve_out(out.absolute())
    notes = () if site.base_url else (NO_BASE_URL,)
    try:
        tree.check_replaceable(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        with locked(out.with_name(f".{out.name}.lock")):
            # Under the lock: a planner makes one plan at a time.
            plan = (planner or Planner()).plan(site, editions, assets)
            return _publish_plan(plan, out, notes, touched)
    except OSError as error:
        raise FileAccessError(error.filename or out, error) from error


def _publish_plan(plan: SitePlan, out: Path, notes: tuple[str, ...], touched: Collection[str] | None) -> SiteReport:
    live = tree.live_generation(out)
    fresh = {
        path
        for path, file in plan.items()
        if not (live and live.unchanged(path, file.digest, look=_is_looked_at(path, touched)))
    }
    removed = sorted(set(live.records) - set(plan)) if live else []
    tree.remove_leftovers(out)
    everywhere = touched is None
    if live is None or fresh or removed or (everywhere and not live.is_tidy()):
        tree.switch(out, _build_generation(plan, fresh, live, out, check=everywhere))
        tree.remove_leftovers(out)
    return SiteReport(out, tuple(sorted(fresh)), len(plan) - len(fresh), tuple(removed), notes)


def _is_looked_at(path: str, touched: Collection[str] | None) -> bool:
    if touched is None:
        return True
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
