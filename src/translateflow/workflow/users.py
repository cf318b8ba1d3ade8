"""Accounts: who may do what, and the tokens programs sign in with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.errors import BadGrantError, LastAdminError
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


def show_grant(grant: Grant) -> str:
    """Write what `parse_grant` reads."""
    return f"{grant.role.value}:{grant.language}" if grant.language else grant.role.value


def run_add_user(newsroom: Newsroom, name: str, mail: str, grants: Sequence[str], actor: str) -> Account:
    """Make an account; the audit log remembers. Raises AccountError, BadGrantError, UnknownLanguageError."""
    account = newsroom.database.accounts.add(name, mail, [parse_grant(grant) for grant in grants])
    newsroom.database.audit.record(actor, "add user", account.mail, {"roles": list(grants)})
    return account


def run_grant(newsroom: Newsroom, mail: str, grants: Sequence[str], actor: str) -> Account:
    """Replace what an account may do. Raises AccountError, BadGrantError, LastAdminError."""
    given = [parse_grant(grant) for grant in grants]
    if not any(grant.role is AccountRole.ADMIN for grant in given):
        _keep_an_admin(newsroom, mail)
    account = newsroom.database.accounts.grant(mail, given)
    newsroom.database.audit.record(actor, "change roles", account.mail, {"roles": list(grants)})
    return account


def run_remove_user(newsroom: Newsroom, mail: str, actor: str) -> None:
    """Remove an account with everything that opened it. Raises AccountError, LastAdminError."""
    account = newsroom.database.accounts.require(mail)
    _keep_an_admin(newsroom, mail)
    newsroom.database.accounts.remove(account.mail)
    newsroom.database.audit.record(actor, "remove user", account.mail)


def _keep_an_admin(newsroom: Newsroom, mail: str) -> None:
    """Raise LastAdminError where this account is the only admin there is among several accounts."""
    accounts = newsroom.database.accounts.all()
    admins = {account.mail for account in accounts if Grant(AccountRole.ADMIN) in account.grants}
    if len(accounts) > 1 and admins == {mail.strip().casefold()}:
        raise LastAdminError(mail)


def run_end_sessions(newsroom: Newsroom, mail: str, actor: str, *, but: int | None = None) -> int:
    """Sign an account out everywhere, save perhaps here; give how many sessions ended. Raises AccountError."""
    account = newsroom.database.accounts.require(mail)
    ended = newsroom.database.sessions.end_all(account.id, but=but)
    newsroom.database.audit.record(actor, "end sessions", account.mail, {"sessions": ended})
    return ended


def run_end_session(newsroom: Newsroom, account: Account, session: int) -> bool:
    """End one session of one's own; say whether it was there."""
    newsroom.database.audit.record(account.mail, "end session", account.mail)
    return newsroom.database.sessions.end(account.id, session)


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


def run_revoke_token(newsroom: Newsroom, account: Account, token: int, actor: str) -> bool:
    """End a token of an account; say whether it was there."""
    newsroom.database.audit.record(actor, "revoke token", account.mail, {"token": token})
    return newsroom.database.tokens.revoke(account.id, token)
