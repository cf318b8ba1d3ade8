"""`translateflow glossary`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translateflow.cli.options import example, in_newsroom
from translateflow.cli.show import count, shorten, show, show_json, show_table
from translateflow.workflow.glossary import list_terms, run_glossary_export, run_glossary_import

if TYPE_CHECKING:
    from translateflow.workspace import Newsroom


@click.group(epilog=example("translateflow glossary import memory/glossary.csv"))
def command() -> None:
    """Import, export and list the words the house has decided on."""


@command.command("import", epilog=example("translateflow glossary import memory/glossary.csv"))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@in_newsroom
def import_command(*, newsroom: Newsroom, file: Path, as_json: bool) -> None:
    """Learn terms from a CSV or TBX file."""
    terms = run_glossary_import(newsroom, file)
    if as_json:
        show_json({"file": str(file), "terms": terms})
    else:
        show(f"{file}: {count(terms, 'term')}")


@command.command("export", epilog=example("translateflow glossary export glossary.tbx"))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@in_newsroom
def export_command(*, newsroom: Newsroom, file: Path, as_json: bool) -> None:
    """Write all terms to a CSV or TBX file."""
    terms = run_glossary_export(newsroom, file)
    if as_json:
        show_json({"file": str(file), "terms": terms})
    else:
        show(f"wrote {count(terms, 'term')} to {file}")


@command.command("list", epilog=example("translateflow glossary list --language en"))
@click.option("--source", "source_language", default="", metavar="L", help="Only from this language.")
@click.option("-l", "--language", default="", metavar="L", help="Only into this language.")
@in_newsroom
def list_command(*, newsroom: Newsroom, source_language: str, language: str, as_json: bool) -> None:
    """List terms."""
    terms = list_terms(newsroom, source_language, language)
    if as_json:
        show_json({"terms": [asdict(term) for term in terms]})
        return
    rows = [
        (
            term.source_language,
            term.source,
            term.language,
            term.target,
            term.status.value,
            term.part_of_speech,
            shorten(term.definition, 50),
        )
        for term in terms
    ]
    if rows:
        show_table(("from", "term", "to", "translation", "status", "kind", "meaning"), rows)
    else:
        show("There are no terms.")
