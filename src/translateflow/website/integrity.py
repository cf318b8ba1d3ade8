"""The whole site, byte for byte: which published files are not what was written. For `verify`; it changes nothing."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from translateflow.errors import FileAccessError, InputFileError
from translateflow.files import read_if_there
from translateflow.website import tree
from translateflow.website.generation import SITE
from translateflow.website.plan import plan_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from translateflow.model.edition import Edition, Site


def find_altered(
    site: Site, editions: Sequence[Edition], assets: Mapping[str, bytes], out: Path
) -> Iterator[tuple[str, str]]:
    """Give the path of each file that was changed, added or lost since it was published, and what is wrong with it.

    Each is made anew and compared. A file that would be made of something else today (another setting, another version
    of the theme) cannot be told from an older one and is passed over, and so is a tree without our manifest.
    """
    live = tree.live_generation(tree.resolve_out(out.absolute()))
    if live is None:
        return
    plan = plan_site(site, editions, assets)
    root = live.folder / SITE
    for path, record in sorted(live.records.items()):
        planned = plan.get(path)
        data = read_if_there(root / path)
        if data is None:
            yield path, "is missing."
        elif planned is not None and planned.digest == record.digest:
            # A frozen text that is broken itself has been named before.
            with contextlib.suppress(InputFileError, FileAccessError):
                if planned.render() != data:
                    yield path, "was changed after it was published."
    for found in sorted(file for file in root.rglob("*") if file.is_file()):
        path = found.relative_to(root).as_posix()
        if path not in live.records:
            yield path, "was not put there by publishing."
