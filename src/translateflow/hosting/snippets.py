"""The files: what `serve` does, said in each server's words. The same site gives the same bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from translateflow.hosting.wishes import choice, excluded_patterns, levels
from translateflow.model import headers

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEMPLATES = Path(__file__).parent / "templates"
FILES = ("nginx-http.conf", "nginx-server.conf", "Caddyfile", "_redirects")


@dataclass(frozen=True, slots=True)
class HostedSite:
    """What the servers need to know.

    `root` is the published folder, `languages` those of the newsroom in their order, `moved` and `withdrawn` addresses
    below the root (`de/bridge/`).
    """

    root: PurePosixPath
    languages: tuple[str, ...]
    default: str
    moved: Mapping[str, str] = field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()


def plan_snippets(site: HostedSite) -> dict[str, bytes]:
    """Give every file by its name."""
    environment = Environment(  # noqa: S701 — settings of servers, no HTML
        loader=FileSystemLoader(_TEMPLATES), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["variable"] = lambda language: re.sub(r"[^A-Za-z0-9]", "_", language)
    values = {
        "site": site,
        "headers": headers,
        "levels": tuple(levels()),
        "choice": choice(site.languages, site.default),
        "order": (site.default, *(language for language in site.languages if language != site.default)),
        "excluded": {language: excluded_patterns(language) for language in site.languages},
        "former_slugs": {before.split("/")[1]: after.split("/")[1] for before, after in site.moved.items()},
    }
    return {name: (environment.get_template(f"{name}.jinja").render(values) + "\n").encode() for name in FILES}
