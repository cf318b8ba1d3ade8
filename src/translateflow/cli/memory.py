"""`translateflow memory`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from translateflow.cli.options import example, in_newsroom
from translateflow.cli.show import count, show, show_json, tell
from translateflow.workflow.memory import run_memory_export, run_memory_import, run_memory_search

if TYPE_CHECKING:
    from translateflow.workspace import Newsroom


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
@in_newsroom
def search_command(*, newsroom: Newsroom, text: str, source_language: str, language: str, as_json: bool) -> None:
    """Find what is most like TEXT, from 75 % on."""
    matches = run_memory_search(newsroom, text, source_language, language)
    if as_json:
        show_json(
            {
                "matches": [
                    {
                        "score": match.score,
                        "source": match.unit.source,
                        "target": match.unit.target,
                        "context": match.unit.context,
                        "slug": match.unit.slug,
                    }
                    for match in matches
                ]
            }
        )
        return
    for match in matches:
        show(f"{match.score:3} %  {match.unit.source}")
        show(f"       {match.unit.target}")
    if not matches:
        show("nothing similar")
