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
    """Prove that every published page is what was signed off, and that the newsroom's key signed it.

    The chain is page, frozen text, catalog and source, evidence, signature, key. Exit code 1 when it is broken; of each
    text the first broken link is named, with the file and what to do. A sign-off without a signature is only told,
    unless review.require_signature asks for one.
    """
    report = run_verify(newsroom, out)
    if as_json:
        show_json({"verified": not report.broken, **asdict(report)})
        return NEEDS_A_PERSON if report.broken else DONE
    for broken in report.broken:
        show(f"broken: {broken.link}: {broken.path} {broken.problem} {broken.remedy}".rstrip())
    for page in report.behind:
        show(f"behind: {page} matches an earlier sign-off")
    result = "hold" if not report.broken else "were looked at"
    show(f"{count(report.pages, 'page')} and {count(report.snapshots, 'snapshot')} {result}")
    if report.signed:
        show(f"{count(report.signed, 'sign-off')} proved by the newsroom's key")
    if report.unsigned:
        told = count(len(report.unsigned), "sign-off carries", "sign-offs carry")
        show(f"{told} no signature that counts: only digests vouch for the text")
    if report.behind:
        tell_next("translateflow publish")
    return NEEDS_A_PERSON if report.broken else DONE
