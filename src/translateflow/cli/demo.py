"""`translateflow demo`: the whole road, by the same commands a person would type."""

from __future__ import annotations

import contextlib
import shlex
import time
from dataclasses import dataclass
from pathlib import Path

import click

from translateflow.cli import run
from translateflow.cli.exits import DONE, NEEDS_A_PERSON, REFUSED
from translateflow.cli.options import debug_option, example
from translateflow.cli.show import show
from translateflow.errors import DemoFailedError
from translateflow.workflow.sample import run_copy_sample

BY = "Pressestelle Eschenwarth <presse@eschenwarth.example>"


@dataclass(frozen=True, slots=True)
class Step:
    """A command of the demo, what it is for, and the exit codes that are right here."""

    why: str
    arguments: tuple[str, ...]
    right: tuple[int, ...] = (DONE,)


STEPS = (
    Step("Where does everything stand? Two releases are signed off in several languages already.", ("status",)),
    Step("Teach the memory earlier translations …", ("memory", "import", "memory/eschenwarth.tmx")),
    Step("… and the words the house has decided on.", ("glossary", "import", "memory/glossary.csv")),
    Step(
        "A text copied from a web page becomes a release. What had to be guessed is said.",
        ("add", "docs/samples/ministerium-flusswacht.txt"),
    ),
    Step(
        "Draft what is empty: the memory first, then Apertium, offline, from English to Spanish and Catalan. What no"
        " engine can do is left for people, and the ledger says so for every segment.",
        ("translate",),
        (DONE, NEEDS_A_PERSON),
    ),
    Step("The ledger can be read at any time.", ("jobs", "list")),
    Step(
        "A person now reviews the drafts in locales/, in Poedit or any other PO editor. Here a translator's file comes"
        " back and is merged: nothing anybody wrote is overwritten.",
        ("catalog", "import", "library-of-things", "docs/samples/library-of-things.de.po", "--language", "de"),
    ),
    Step("Did every figure, date, name and tag survive?", ("check", "library-of-things", "--language", "de")),
    Step(
        "A machine's draft cannot be signed off by mistake: this is refused, with every reason.",
        ("approve", "library-of-things", "--language", "es", "--dry-run"),
        (REFUSED,),
    ),
    Step(
        "The original and its reviewed translation are signed off: source and text are frozen with evidence.",
        ("approve", "library-of-things", "--language", "en", "--language", "de", "--by", BY),
    ),
    Step("What is signed off goes to readers, in one step.", ("publish",)),
    Step(
        "Proof: every page is exactly what was signed off, and the newsroom's key signed it. The sample's own"
        " sign-offs carry no signature: a key that lies in a repository would be no secret.",
        ("verify",),
    ),
    Step(
        "What can be shown to whoever asks: who signed which text, what the machine had said, what people made of it.",
        ("evidence", "library-of-things", "--format", "html", "--out", "evidence.html"),
    ),
    Step(
        "And a register of everything that was published, as a spreadsheet.",
        ("register", "--from", "2026-01-01", "--to", "2099-12-31", "--out", "register.ods"),
    ),
    Step("And this is where everything stands now.", ("status",)),
)


@click.command(epilog=example("translateflow demo demo-newsroom"))
@click.argument("folder", default="demo-newsroom", type=click.Path(file_okay=False, path_type=Path))
@debug_option
def command(*, folder: Path) -> None:
    """Walk the whole road of a release on sample releases, in FOLDER [default: demo-newsroom].

    Needs no account, no key, no server and no internet. An earlier demo is moved aside.
    """
    started = time.monotonic()
    report = run_copy_sample(folder)
    if report.moved:
        show(f"The earlier demo is now in {report.moved}.")
    show(f"A newsroom to try things in: {folder}")
    with contextlib.chdir(folder):
        for number, step in enumerate(STEPS, 1):
            _walk(number, step)
    show()
    show(click.style(f"The road is walked, in {time.monotonic() - started:.0f} seconds.", bold=True))
    show(f"Look at the site:  make serve   (or: translateflow serve --newsroom {shlex.quote(str(folder))})")
    show("Then try it yourself: change a sentence under releases/, run sync, and see what status says.")


def _walk(number: int, step: Step) -> None:
    show()
    show(click.style(f"{number}. {step.why}", fg="cyan", bold=True))
    show(click.style(f"$ translateflow {shlex.join(step.arguments)}", dim=True))
    code = run(step.arguments)
    if code not in step.right:
        raise DemoFailedError(shlex.join(step.arguments), code)
