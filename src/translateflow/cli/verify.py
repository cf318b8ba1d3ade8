"""`translateflow verify`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translateflow.cli.exits import DONE, NEEDS_A_PERSON
from translateflow.cli.options import example, in_newsroom
from translateflow.cli.show import count, show, show_json, tell_next
from translateflow.workflow.verify import run_verify

if TYPE_CHECKING:
    from translateflow.workspace import Newsroom


@click.command(epilog=example("translateflow verify"))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder of the site. [default: public]")
@in_newsroom
def command(*, newsroom: Newsroom, out: Path | None, as_json: bool) -> int:
    """Prove that every published page is what was signed off, and every snapshot what its evidence says.

    Exit code 1 when a link of the chain is broken; the first broken one of each page is named.
    """
    report = run_verify(newsroom, out)
    if as_json:
        show_json({"verified": not report.broken, **asdict(report)})
        return NEEDS_A_PERSON if report.broken else DONE
    for broken in report.broken:
        show(f"broken: {broken.path} {broken.problem}")
    for page in report.behind:
        show(f"behind: {page} matches an earlier sign-off")
    result = "hold" if not report.broken else "were looked at"
    show(f"{count(report.pages, 'page')} and {count(report.snapshots, 'snapshot')} {result}")
    if report.behind:
        tell_next("translateflow publish")
    return NEEDS_A_PERSON if report.broken else DONE
