"""The command line: parse, call one workflow function, show its report.

A command is a module here and a line in COMMANDS. Modules are imported when their command is asked for, so that
`--help` costs next to nothing; keep it that way and import the workflow there, not here.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
from typing import TYPE_CHECKING

import click

from translateflow import __version__
from translateflow.cli.exits import DONE, INTERRUPTED, USAGE, exit_code, tell_error
from translateflow.cli.state import CliState

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "init": "Make a newsroom.",
    "add": "Take in a release: a file, a web page, a feed.",
    "sync": "Bring the catalogs up to date with their sources.",
    "translate": "Draft what is empty.",
    "status": "Show where everything stands, and what blocks.",
    "check": "Look for what a reader would trip over.",
    "waive": "Let a warning stand, with name and reason.",
    "changes": "Show what changed since the last sign-off.",
    "approve": "Sign a release off in a language.",
    "preview": "Give journalists a link to what is not out yet.",
    "publish": "Bring what is signed off to readers.",
    "withdraw": "Take a release back.",
    "verify": "Prove that every page is what was signed off.",
    "evidence": "Hand over what proves a release's sign-offs.",
    "register": "List what was published in a period.",
    "catalog": "Exchange catalogs with translators.",
    "memory": "Import, export and search earlier translations.",
    "glossary": "Import, export and list terms.",
    "jobs": "List, show, resume, run and cancel jobs.",
    "serve": "Show the site in a browser.",
    "worker": "Run a Celery worker.",
    "users": "Manage accounts.",
    "notifications": "See who was told of what, tell again, try it.",
    "keys": "List, change and give up the newsroom's keys.",
    "doctor": "Say what works here and what does not.",
    "demo": "Walk the whole road on sample releases.",
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 — click's signature
        """Give the commands in the order of the road."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            close = [name for name in COMMANDS if name.startswith(cmd_name[:2])]
            hint = f" Did you mean: {', '.join(close)}?" if close else ""
            ctx.fail(f"There is no command “{cmd_name}”.{hint}")
        command: click.Command = importlib.import_module(f"translateflow.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 — click's
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


HELP = """Press releases from one language to many: drafted by machines, signed off by people, published with proof.

\b
The road of a release:
  add -> sync -> translate -> (review in a PO editor) -> approve -> publish -> serve

Every command works on the newsroom you stand in, or on the one named by --newsroom DIR.

\b
Exit codes: 0 done; 1 done, and something needs a person; 2 usage or settings;
3 refused by a rule; 4 a service cannot be reached; 130 interrupted.
"""


@click.group(
    cls=LazyGroup, help=HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="translateflow")
def cli() -> None:
    """Hold the commands together."""


def run(arguments: Sequence[str]) -> int:
    """Run a command line; give its exit code. Nothing but `--debug` shows a traceback."""
    state = CliState()
    # What libraries log is told in our own words where it matters; `--debug` shows all of it.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        code = cli.main(list(arguments), prog_name="translateflow", standalone_mode=False, obj=state)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except SystemExit:  # how click answers a reader of our output that has gone, `| head`
        return DONE
    except click.ClickException as error:
        error.show()
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo(f"Interrupted. {state.on_interrupt}".rstrip(), err=True)
        return INTERRUPTED
    except Exception as error:
        if state.debug:
            raise
        return _tell(error, state)
    return code if isinstance(code, int) else DONE


def _tell(error: Exception, state: CliState) -> int:
    """Say an error in one sentence: the last line of defence between a mistake and a traceback."""
    with contextlib.suppress(BrokenPipeError):  # the reader of our messages may have gone, too
        tell_error(error, as_json=state.as_json)
    return exit_code(error)
