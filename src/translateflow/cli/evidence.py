"""`translateflow evidence`: what a newsroom can hand over about a release."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translateflow.cli.exits import DONE, NEEDS_A_PERSON
from translateflow.cli.options import example, in_newsroom, languages_option
from translateflow.cli.show import tell
from translateflow.files import write_atomically
from translateflow.review.dossier import Dossier, dossier_to_json
from translateflow.workflow.evidence import run_evidence

if TYPE_CHECKING:
    from translateflow.workspace import Newsroom


@click.command(epilog=example("translateflow evidence weidensteg-oeffnet --format html --out weidensteg.html"))
@click.argument("slug")
@languages_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "html"]),
    default="json",
    show_default=True,
    help="Data, or a page to print.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write. [default: stdout]")
@in_newsroom
def command(
    *, newsroom: Newsroom, slug: str, languages: tuple[str, ...], form: str, out: Path | None, as_json: bool
) -> int:
    """Hand over the evidence of a release: who signed off which text, when, and what the machine had said.

    The JSON follows docs/reference/release-evidence.schema.json; the page needs no other file and prints on A4, in the
    newsroom's language. Exit code 1 when a chain of proof is broken; the evidence says where.
    """
    dossier = run_evidence(newsroom, slug, languages, dt.datetime.now(dt.UTC))
    data = _write(newsroom, dossier, "json" if as_json else form)
    if out is None:
        click.echo(data.decode(), nl=False)
    else:
        write_atomically(out, data)
        tell(f"{out}: {len(dossier.editions)} languages")
    broken = [edition for edition in dossier.editions if edition.broken]
    for edition in broken:
        tell(f"broken: {edition.evidence.language}: {edition.broken}")
    return NEEDS_A_PERSON if broken else DONE


def _write(newsroom: Newsroom, dossier: Dossier, form: str) -> bytes:
    if form == "json":
        return (json.dumps(dossier_to_json(dossier), ensure_ascii=False, indent=2) + "\n").encode()
    from translateflow.review.printed import print_dossier  # noqa: PLC0415 — JSON needs no templates

    return print_dossier(dossier, newsroom.settings.source)
