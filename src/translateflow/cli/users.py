"""`translateflow users`."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING

import click

from translateflow.cli.options import example, in_newsroom
from translateflow.cli.show import show, show_json, show_table, tell
from translateflow.model.account import LinkPurpose, Scope
from translateflow.workflow.sign_in import check_password, run_make_link, set_password
from translateflow.workflow.users import run_add_user, run_grant, run_issue_token, run_remove_user, show_grant

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
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input; else a link is printed.")
@in_newsroom
def add_command(
    *, newsroom: Newsroom, mail: str, name: str, roles: tuple[str, ...], password_stdin: bool, as_json: bool
) -> None:
    """Make an account, and a link that lets its person choose a password."""
    password = sys.stdin.readline().rstrip("\n") if password_stdin else ""
    if password_stdin:
        check_password(password)
    account = run_add_user(newsroom, name, mail, roles, getpass.getuser())
    link = ""
    if password_stdin:
        set_password(newsroom, account, password, getpass.getuser())
    else:
        link = _link(newsroom, LinkPurpose.INVITE, account.mail)
    if as_json:
        show_json({**_to_json(account), "link": link or None})
        return
    show(f"added {account.name} <{account.mail}>: {_grants(account) or 'no role yet'}")
    if link:
        show(f"Send this link; it works once, for a week: {link}")


@command.command("link", epilog=example("translateflow users link uk@translators.example"))
@click.argument("mail")
@in_newsroom
def link_command(*, newsroom: Newsroom, mail: str, as_json: bool) -> None:
    """Make a link for a new password; it works once, for an hour."""
    link = _link(newsroom, LinkPurpose.RESET, mail)
    if as_json:
        show_json({"mail": mail, "link": link})
    else:
        show(link)


def _link(newsroom: Newsroom, purpose: LinkPurpose, mail: str) -> str:
    secret = run_make_link(newsroom, purpose, mail, getpass.getuser())
    return f"{newsroom.settings.desk.url or 'http://127.0.0.1:8000/desk'}/link/{secret}"


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


@command.command("roles", epilog=example("translateflow users roles uk@translators.example --role reviewer:uk"))
@click.argument("mail")
@click.option("--role", "roles", multiple=True, metavar="ROLE", help="As in users add; replaces all roles.")
@in_newsroom
def roles_command(*, newsroom: Newsroom, mail: str, roles: tuple[str, ...], as_json: bool) -> None:
    """Replace what an account may do."""
    account = run_grant(newsroom, mail, roles, getpass.getuser())
    if as_json:
        show_json(_to_json(account))
    else:
        show(f"{account.mail}: {_grants(account) or 'no role'}")


@command.command("token", epilog=example("translateflow users token cms@city.example --name cms --days 90"))
@click.argument("mail")
@click.option("--name", default="default", show_default=True, help="What the token is for; replaces one of this name.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice([scope.value for scope in Scope]),
    help="How far it reaches; may be repeated. [default: read, write]",
)
@click.option("--days", type=click.IntRange(1), help="How long it works. [default: until revoked]")
@in_newsroom
def token_command(
    *, newsroom: Newsroom, mail: str, name: str, scopes: tuple[str, ...], days: int | None, as_json: bool
) -> None:
    """Issue a token for programs. It is shown this once."""
    chosen = [Scope(scope) for scope in scopes] or [Scope.READ, Scope.WRITE]
    token = run_issue_token(newsroom, mail, getpass.getuser(), name=name, scopes=chosen, days=days)
    if as_json:
        show_json({"mail": mail, "name": name, "scopes": [scope.value for scope in chosen], "token": token})
    else:
        show(token)
        tell("Keep it safe: it is not stored and cannot be shown again.")


def _grants(account: Account) -> str:
    return ", ".join(show_grant(grant) for grant in account.grants)


def _to_json(account: Account) -> dict[str, object]:
    roles = [{"role": grant.role.value, "language": grant.language or None} for grant in account.grants]
    return {"mail": account.mail, "name": account.name, "roles": roles}
