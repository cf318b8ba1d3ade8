"""`translateflow users`."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

import click

from translateflow.cli.options import example, in_newsroom
from translateflow.cli.show import show, show_json, show_table, tell
from translateflow.workflow.users import run_add_user, run_issue_token, run_remove_user

if TYPE_CHECKING:
    from translateflow.model.account import Account
    from translateflow.workspace import Newsroom


@click.group(epilog=example("translateflow users list"))
def command() -> None:
    """Manage accounts: who may do what, and the tokens of programs."""


@command.command(
    "add", epilog=example('translateflow users add uk@translators.example --name "Desk Kyiv" --role translator:uk')
)
@click.argument("mail")
@click.option("--name", required=True, help="How the person or desk is called.")
@click.option(
    "--role", "roles", multiple=True, metavar="ROLE", help="admin, editor, translator:L or reviewer:L; may be repeated."
)
@in_newsroom
def add_command(*, newsroom: Newsroom, mail: str, name: str, roles: tuple[str, ...], as_json: bool) -> None:
    """Make an account."""
    account = run_add_user(newsroom, name, mail, roles, getpass.getuser())
    if as_json:
        show_json(_to_json(account))
    else:
        show(f"added {account.name} <{account.mail}>: {_grants(account) or 'no role yet'}")


@command.command("list", epilog=example("translateflow users list --json"))
@in_newsroom
def list_command(*, newsroom: Newsroom, as_json: bool) -> None:
    """List accounts."""
    accounts = newsroom.database.accounts.all()
    if as_json:
        show_json({"users": [_to_json(account) for account in accounts]})
        return
    rows = [(account.mail, account.name, _grants(account)) for account in accounts]
    if rows:
        show_table(("mail", "name", "roles"), rows)
    else:
        show("There are no accounts yet.")


@command.command("remove", epilog=example("translateflow users remove uk@translators.example"))
@click.argument("mail")
@in_newsroom
def remove_command(*, newsroom: Newsroom, mail: str, as_json: bool) -> None:
    """Remove an account and its token."""
    run_remove_user(newsroom, mail, getpass.getuser())
    if as_json:
        show_json({"removed": mail})
    else:
        show(f"removed {mail}")


@command.command("token", epilog=example("translateflow users token uk@translators.example"))
@click.argument("mail")
@in_newsroom
def token_command(*, newsroom: Newsroom, mail: str, as_json: bool) -> None:
    """Issue a token for programs; an earlier one stops working. It is shown this once."""
    token = run_issue_token(newsroom, mail, getpass.getuser())
    if as_json:
        show_json({"mail": mail, "token": token})
    else:
        show(token)
        tell("Keep it safe: it is not stored and cannot be shown again.")


def _grants(account: Account) -> str:
    return ", ".join(
        f"{grant.role.value}:{grant.language}" if grant.language else grant.role.value for grant in account.grants
    )


def _to_json(account: Account) -> dict[str, object]:
    roles = [{"role": grant.role.value, "language": grant.language or None} for grant in account.grants]
    return {"mail": account.mail, "name": account.name, "roles": roles}
