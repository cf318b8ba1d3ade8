"""Hand what is signed off to other publishing systems: a Markdown or JSON file per release and language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from translateflow.files import write_atomically
from translateflow.formats import write_markdown
from translateflow.model.edition import Provenance
from translateflow.workflow.publish import Held, PublishRequest, choose_editions

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from translateflow.model.edition import Edition
    from translateflow.workspace import Newsroom

UP = "../../"  # how a page of the site refers to the site's root


class ExportFormat(StrEnum):
    """The formats; the value is what `--format` takes."""

    MARKDOWN = "markdown"
    JSON = "json"


SUFFIXES: Mapping[ExportFormat, str] = {ExportFormat.MARKDOWN: "md", ExportFormat.JSON: "json"}


@dataclass(frozen=True, slots=True)
class SiteExport:
    """The files that were looked at and those that were written, sorted, and what is held back."""

    out: Path
    files: tuple[Path, ...]
    written: tuple[Path, ...]
    held: tuple[Held, ...]


def run_site_export(
    newsroom: Newsroom, request: PublishRequest, export_format: ExportFormat, now: dt.datetime
) -> SiteExport:
    """Write `<out>/<language>/<slug>.md` or `.json`, and the images under `<out>/assets/`.

    The rules of publishing hold: nothing under embargo, nothing that is not signed off, nothing withdrawn. What is in
    the folder already stays, so that another system can take single releases.
    """
    out = request.out or newsroom.root / "export"
    editions, assets, held = choose_editions(newsroom, request, frozenset(), now)
    write = edition_markdown if export_format is ExportFormat.MARKDOWN else edition_json
    contents = {
        out / edition.language / f"{edition.slug}.{SUFFIXES[export_format]}": write(edition)
        for edition in editions
        if edition.withdrawn is None
    }
    contents |= {out / name: data for name, data in assets.items()}
    written = tuple(path for path, data in sorted(contents.items()) if write_atomically(path, data))
    return SiteExport(out, tuple(sorted(contents)), written, tuple(held))


def edition_markdown(edition: Edition) -> bytes:
    """Give an edition as Markdown with front matter; its rendering is the page's body."""
    body = write_markdown(edition.body.replace(UP, "../"))
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in _fields(edition).items() if value]
    return ("\n".join(["---", *lines, "---", "", body.rstrip()]) + "\n").encode()


def edition_json(edition: Edition) -> bytes:
    """Give an edition as one document, the body as HTML."""
    document = {"slug": edition.slug, **_fields(edition), "body": edition.body.replace(UP, "../")}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _fields(edition: Edition) -> dict[str, str | None]:
    image = edition.image
    changed = edition.source_changed
    return {
        "title": edition.title,
        "date": edition.date.isoformat(),
        "language": edition.language,
        "summary": edition.summary or None,
        "image": f"../{image.path}" if image else None,
        "image_description": image.description if image else None,
        "image_caption": (image.caption or None) if image else None,
        "contact": edition.contact or None,
        "source_language": edition.source_language,
        "provenance": edition.provenance.value,
        "approved_by": edition.approved_by if edition.provenance is not Provenance.MACHINE else None,
        "published": edition.published.isoformat(timespec="seconds"),
        "modified": edition.modified.isoformat(timespec="seconds"),
        "source_digest": edition.source_digest,
        "source_changed": changed.isoformat() if changed else None,
    }
