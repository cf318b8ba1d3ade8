"""Accounts: who may do what, and the tokens programs sign in with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.errors import BadGrantError
from translateflow.model.account import Account, AccountRole, Grant, Scope
from translateflow.model.language import parse_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.workspace import Newsroom


def parse_grant(text: str) -> Grant:
    """Read `editor`, `admin`, `translator:uk` or `reviewer:uk`. Raises BadGrantError, UnknownLanguageError."""
    role, _, language = text.partition(":")
    try:
        return Grant(AccountRole(role.strip()), parse_language(language) if language else "")
    except ValueError as error:
        raise BadGrantError(text, tuple(AccountRole)) from error


def run_add_user(newsroom: Newsroom, name: str, mail: str, grants: Sequence[str], actor: str) -> Account:
    """Make an account; the audit log remembers."""
    account = newsroom.database.accounts.add(name, mail, [parse_grant(grant) for grant in grants])
    newsroom.database.audit.record(actor, "add user", mail, {"roles": list(grants)})
    return account


def run_remove_user(newsroom: Newsroom, mail: str, actor: str) -> None:
    """Remove an account and its token. Raises AccountError."""
    newsroom.database.accounts.remove(mail)
    newsroom.database.audit.record(actor, "remove user", mail)


def run_issue_token(  # noqa: PLR0913 — what a token is, each by name
    newsroom: Newsroom,
    mail: str,
    actor: str,
    *,
    name: str = "default",
    scopes: Sequence[Scope] = (Scope.READ, Scope.WRITE),
    days: int | None = None,
) -> str:
    """Give a new token, shown this once; one of the same name stops working. Raises AccountError."""
    account = newsroom.database.accounts.require(mail)
    seconds = None if days is None else days * 24 * 3600.0
    token = newsroom.database.tokens.issue(account.id, name, scopes, seconds=seconds)
    newsroom.database.audit.record(actor, "issue token", account.mail, {"name": name, "scopes": list(scopes)})
    return token
