"""Settings for nginx, Caddy and static hosts, kept beside the site they serve; never inside it."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from translateflow.errors import SnippetsInSiteError
from translateflow.files import read_if_there, write_atomically
from translateflow.hosting import HostedSite, plan_snippets
from translateflow.workflow.editions import make_site

if TYPE_CHECKING:
    from pathlib import Path

    from translateflow.workspace import Newsroom


def find_snippets_folder(newsroom: Newsroom, asked: Path | None, out: Path) -> Path | None:
    """Give the folder: what is asked for, else the setting, else None. Raises SnippetsInSiteError."""
    setting = newsroom.settings.site.snippets
    folder = asked or (newsroom.root / setting if setting else None)
    if folder is not None and out.absolute() in (folder.absolute(), *folder.absolute().parents):
        raise SnippetsInSiteError(folder, out)
    return folder


def write_snippets(newsroom: Newsroom, out: Path, folder: Path) -> tuple[Path, ...]:
    """Write what the published site needs of its web server; give the files that changed. Raises FileAccessError."""
    site = make_site(newsroom)
    hosted = HostedSite(
        # Not resolved: a publication puts another folder behind this link.
        root=PurePosixPath(out.absolute()),
        languages=tuple(dict.fromkeys((site.default_language, *site.languages))),
        default=site.default_language,
        moved=_listed(out, "moved", {}),
        withdrawn=tuple(edition["address"] for edition in _listed(out, "withdrawn", [])),
    )
    plan = plan_snippets(hosted)
    return tuple(folder / name for name, data in plan.items() if write_atomically(folder / name, data))


def _listed(out: Path, name: str, otherwise: Any) -> Any:
    data = read_if_there(out / f"{name}.json")
    return json.loads(data)[name] if data else otherwise
