"""Publish: the plan of the site, carried out. Thin; what the site is, is decided in `plan.py`."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.errors import FileAccessError
from translateflow.files import locked
from translateflow.website import tree
from translateflow.website.generation import fill
from translateflow.website.plan import plan_site

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from translateflow.model.edition import Edition, Site
    from translateflow.website.generation import Generation
    from translateflow.website.plan import SitePlan


NO_BASE_URL = (
    "newsroom.base_url is not set: pages carry no canonical URL, their language alternates are relative, and there "
    "is no sitemap.xml."
)


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
    """Make `out` show the site of exactly these editions, in one step.

    `assets` are files by the names that editions use (`Edition.assets`, `EditionImage.path`). Only what changed is
    rendered. Raises FileAccessError (a full disk, a read-only folder), ForeignFolderError (`out` holds files of
    somebody else) and LockedError; readers then still see the old site.
    """
    plan = plan_site(site, editions, assets)
    out = tree.resolve_out(out.absolute())
    notes = () if site.base_url else (NO_BASE_URL,)
    try:
        tree.check_replaceable(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        with locked(out.with_name(f".{out.name}.lock")):
            return _publish_plan(plan, out, notes)
    except OSError as error:
        raise FileAccessError(error.filename or out, error) from error


def _publish_plan(plan: SitePlan, out: Path, notes: tuple[str, ...]) -> SiteReport:
    live = tree.live_generation(out)
    fresh = {path for path, file in plan.items() if not (live and live.unchanged(path, file.digest))}
    removed = sorted(set(live.records) - set(plan)) if live else []
    tree.remove_leftovers(out)
    if live is None or fresh or removed or not live.is_tidy():
        tree.switch(out, _build_generation(plan, fresh, live, out))
        tree.remove_leftovers(out)
    return SiteReport(out, tuple(sorted(fresh)), len(plan) - len(fresh), tuple(removed), notes)


def _build_generation(plan: SitePlan, fresh: set[str], live: Generation | None, out: Path) -> Path:
    folder, spare = tree.start_folder(out)
    try:
        fill(folder, plan, fresh, live, spare)
        tree.sync_tree(folder)
    except BaseException:
        # Ctrl-C included: what is half-built goes, the old site stays.
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder
