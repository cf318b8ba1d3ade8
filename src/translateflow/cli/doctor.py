"""`translateflow doctor`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from translateflow.cli.exits import DONE, NEEDS_A_PERSON
from translateflow.cli.options import example, in_newsroom
from translateflow.cli.show import show, show_json
from translateflow.model.diagnosis import Health
from translateflow.workflow.doctor import run_doctor

if TYPE_CHECKING:
    from translateflow.workspace import Newsroom

MARKS = {
    Health.GOOD: ("good  ", "green"),
    Health.WARN: ("warn  ", "yellow"),
    Health.BAD: ("bad   ", "red"),
    Health.ABSENT: ("absent", "bright_black"),
}


@click.command(epilog=example("translateflow doctor"))
@in_newsroom
def command(*, newsroom: Newsroom, as_json: bool) -> int:
    """Say what works here, what does not and how to mend it: folders, clocks, database, broker, engines, releases."""
    diagnoses = run_doctor(newsroom)
    if as_json:
        show_json({"diagnoses": [asdict(diagnosis) for diagnosis in diagnoses]})
    else:
        for diagnosis in diagnoses:
            mark, colour = MARKS[diagnosis.health]
            show(f"{click.style(mark, fg=colour)}  {diagnosis.what}: {diagnosis.message}")
            if diagnosis.remedy and diagnosis.health is not Health.ABSENT:
                show(f"        {diagnosis.remedy}")
    return NEEDS_A_PERSON if any(diagnosis.health is Health.BAD for diagnosis in diagnoses) else DONE
