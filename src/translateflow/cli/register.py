"""`translateflow register`: what was published in a period, for whoever supervises the newsroom."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translateflow.cli.exits import DONE
from translateflow.cli.options import example, in_newsroom
from translateflow.cli.show import count, show_json, tell
from translateflow.files import write_atomically
from translateflow.workflow.register import Register, register_to_csv, register_to_ods, run_register

if TYPE_CHECKING:
    import datetime as dt

    from translateflow.workspace import Newsroom

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(epilog=example("translateflow register --from 2026-01-01 --to 2026-12-31 --out register-2026.ods"))
@click.option("--from", "first", type=_DAY, required=True, metavar="DAY", help="First day, as 2026-01-01.")
@click.option("--to", "last", type=_DAY, required=True, metavar="DAY", help="Last day, included.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["ods", "csv"]),
    help="Kind of table. [default: as --out says, else csv]",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write. [default: stdout]")
@in_newsroom
def command(
    *, newsroom: Newsroom, first: dt.datetime, last: dt.datetime, form: str | None, out: Path | None, as_json: bool
) -> int:
    """Make a register of a period: a row for each release in each language that was published, corrected or withdrawn.

    It says for each who reviewed and signed it, whether and how a machine translated it, and what became of its text.
    """
    register = run_register(newsroom, first.date(), last.date())
    if as_json:
        show_json(_to_json(register))
        return DONE
    chosen = form or ("ods" if out is not None and out.suffix == ".ods" else "csv")
    data = register_to_ods(register) if chosen == "ods" else register_to_csv(register)
    if out is None:
        sys.stdout.buffer.write(data)
    else:
        write_atomically(out, data)
        tell(f"{out}: {count(len(register.rows), 'row')}")
    return DONE


def _to_json(register: Register) -> dict[str, object]:
    return {
        "newsroom": register.title,
        "from": register.period.first.isoformat(),
        "to": register.period.last.isoformat(),
        "statement": register.statement,
        "rows": [asdict(row) for row in register.rows],
    }
