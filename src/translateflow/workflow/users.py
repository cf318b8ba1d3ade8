"""Accounts: who may do what, and the tokens programs sign in with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.errors import BadGrantError
from translateflow.model.account import Account, AccountRole, Grant
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


def run_issue_token(newsroom: Newsroom, mail: str, actor: str) -> str:
    """Give a new token, shown this once; an earlier one stops working. Raises AccountError."""
    token = newsroom.database.accounts.issue_token(mail)
    newsroom.database.audit.record(actor, "issue token", mail)
    return token
