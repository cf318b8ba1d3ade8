"""`translateflow memory`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translateflow.cli.options import example, in_newsroom
from translateflow.cli.show import count, show, show_diff, show_json, tell
from translateflow.model.segment import Role
from translateflow.workflow.memory import MemoryQuestion, run_memory_export, run_memory_import, run_memory_search

if TYPE_CHECKING:
    from translateflow.workflow.memory import MemoryHit
    from translateflow.workspace import Newsroom

_ROLES = {role.value.replace(" ", "-") or "text": role for role in Role}


@click.group(epilog=example("translateflow memory import memory/eschenwarth.tmx"))
def command() -> None:
    """Import, export and search earlier translations."""


@command.command("import", epilog=example("translateflow memory import memory/eschenwarth.tmx"))
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE...")
@in_newsroom
def import_command(*, newsroom: Newsroom, files: tuple[Path, ...], as_json: bool) -> None:
    """Learn from TMX or XLIFF files, or from PO catalogs of a newsroom: from what people have confirmed in them."""
    reports = run_memory_import(newsroom, files)
    if as_json:
        show_json(
            {
                "files": [
                    {"file": str(each.path), "units": each.units, "passed_over": list(each.passed_over)}
                    for each in reports
                ]
            }
        )
        return
    for report in reports:
        show(f"{report.path}: {count(report.units, 'unit')}")
        for note in report.passed_over:
            tell(f"  passed over: {note}")


@command.command("export", epilog=example("translateflow memory export memory.tmx --source de --language uk"))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--source", "source_language", default="", metavar="L", help="Only from this language.")
@click.option("-l", "--language", default="", metavar="L", help="Only into this language.")
@in_newsroom
def export_command(*, newsroom: Newsroom, file: Path, source_language: str, language: str, as_json: bool) -> None:
    """Write the memory to a TMX file."""
    units = run_memory_export(newsroom, file, source_language, language)
    if as_json:
        show_json({"file": str(file), "units": units})
    else:
        show(f"wrote {count(units, 'unit')} to {file}")


@command.command("search", epilog=example('translateflow memory search "Der Eintritt ist frei." --language en'))
@click.argument("text")
@click.option("--source", "source_language", default="", metavar="L", help="[default: the newsroom's language]")
@click.option("-l", "--language", required=True, metavar="L", help="Language of the translations.")
@click.option("--release", "slug", default="", metavar="SLUG", help="Show this release's own sentences first.")
@click.option("--role", default="text", type=click.Choice([*_ROLES]), help="Show sentences of this role first.")
@click.option("--limit", default=5, type=click.IntRange(1, 50), show_default=True, help="Show so many at most.")
@in_newsroom
def search_command(*, newsroom: Newsroom, role: str, as_json: bool, **asked: Any) -> None:
    """Find what is most like TEXT, from 75 % on, and show what differs.

    [-So-] is what the memory has and TEXT has not, {+so+} what TEXT has and the memory has not.
    """
    hits = run_memory_search(newsroom, MemoryQuestion(role=_ROLES[role], **asked))
    if as_json:
        show_json({"matches": [_describe(hit) for hit in hits]})
        return
    for hit in hits:
        show(f"{hit.match.score:3} %  {show_diff(hit.diff)}")
        show(f"       {hit.text}")
        show(f"       {_origin(hit)}")
    if not hits:
        show("nothing similar")


def _describe(hit: MemoryHit) -> dict[str, object]:
    unit = hit.match.unit
    return {
        "score": hit.match.score,
        "source": unit.source,
        "target": unit.target,
        "text": hit.text,
        "adapted": hit.adapted,
        "diff": [{"kind": part.kind, "text": part.text} for part in hit.diff],
        "context": unit.context,
        "slug": unit.slug,
        "author": unit.author,
        "confirmed": unit.confirmed.isoformat(timespec="seconds") if unit.confirmed else None,
        "source_language": unit.source_language,
        "language": unit.language,
    }


def _origin(hit: MemoryHit) -> str:
    """Say where a match comes from, and whether it was made to fit."""
    unit = hit.match.unit
    place = ", ".join(filter(None, (unit.slug or "imported", unit.context)))
    when = f"{unit.confirmed:%Y-%m-%d}" if unit.confirmed else ""
    known = " · ".join(filter(None, (place, unit.author, when)))
    return f"{known} · adapted from: {unit.target}" if hit.adapted else known
