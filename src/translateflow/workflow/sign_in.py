"""Come into the desk: by password, or by a link that works once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from translateflow.errors import DeadLinkError, SignInRefusedError, WeakPasswordError
from translateflow.model.account import AccountRole, Grant, LinkPurpose

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from translateflow.model.account import Account
    from translateflow.workspace import Newsroom

SHORTEST_PASSWORD: Final = 10
# Longer ones would only be a way to keep the machine busy.
_LONGEST_PASSWORD: Final = 1000
LINK_SECONDS: Final = {
    LinkPurpose.SETUP: 24 * 3600.0,
    LinkPurpose.INVITE: 7 * 24 * 3600.0,
    LinkPurpose.RESET: 3600.0,
}
# A digest of nothing: who has no account waits as long for the answer as who has one.
_NOBODY: Final = "$argon2id$v=19$m=19456,t=2,p=1$8qgKyk5GfZpth9qtK/5wtg$QUdQVUxvJYWsWsBGkTdplwQp15M/PPS+HcecIoqrv8E"


@dataclass(frozen=True, slots=True)
class Visitor:
    """The browser that asks: where it is, and what it calls itself. For the list of sessions."""

    address: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who makes an account, as typed."""

    name: str
    mail: str
    password: str


def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # noqa: PLC0415 — only where a password is typed

    # OWASP's password storage cheat sheet: argon2id with 19 MiB, two passes, one lane.
    return PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


def _fits(digest: str, password: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 — as above

    try:
        return _hasher().verify(digest, password)
    except (VerificationError, InvalidHashError):
        return False


def run_sign_in(newsroom: Newsroom, mail: str, password: str, visitor: Visitor) -> str:
    """Give the secret of a new session. Raises SignInRefusedError, never saying whether the account exists."""
    database = newsroom.database
    digest = database.accounts.password_of(mail)
    account = database.accounts.find(mail)
    fits = _fits(digest or _NOBODY, password[: _LONGEST_PASSWORD + 1])
    if account is None or digest is None or not fits:
        database.audit.record(mail.strip()[:200], "sign in refused", mail.strip()[:200], {"address": visitor.address})
        raise SignInRefusedError
    if _hasher().check_needs_rehash(digest):
        database.accounts.set_password(account.mail, _hasher().hash(password))
    return open_session(newsroom, account, visitor, "password")


def open_session(newsroom: Newsroom, account: Account, visitor: Visitor, by: str) -> str:
    """Sign somebody in whose identity is proven; the audit log says by what."""
    newsroom.database.audit.record(account.mail, "sign in", account.mail, {"address": visitor.address, "by": by})
    return newsroom.database.sessions.open(account.id, address=visitor.address, agent=visitor.agent)


def run_sign_out(newsroom: Newsroom, account: Account, session: int) -> None:
    """End this session."""
    newsroom.database.sessions.end(account.id, session)
    newsroom.database.audit.record(account.mail, "sign out", account.mail)


def set_password(newsroom: Newsroom, account: Account, password: str, actor: str) -> None:
    """Keep a new password. Raises WeakPasswordError."""
    check_password(password, account)
    newsroom.database.accounts.set_password(account.mail, _hasher().hash(password))
    newsroom.database.audit.record(actor, "set password", account.mail)


def run_change_password(newsroom: Newsroom, account: Account, old: str, new: str, session: int) -> None:
    """Change one's own password; every other session of the account ends. Raises SignInRefusedError for a wrong one."""
    digest = newsroom.database.accounts.password_of(account.mail)
    if digest is not None and not _fits(digest, old):
        raise SignInRefusedError
    set_password(newsroom, account, new, account.mail)
    newsroom.database.sessions.end_all(account.id, but=session)


def check_password(password: str, account: Account | None = None) -> None:
    """Raise WeakPasswordError for a password that is short, endless, or the person's own address or name."""
    if len(password) < SHORTEST_PASSWORD:
        problem = f"is shorter than {SHORTEST_PASSWORD} characters"
    elif len(password) > _LONGEST_PASSWORD:
        problem = f"is longer than {_LONGEST_PASSWORD} characters"
    elif account and password.casefold() in {account.mail.casefold(), account.name.casefold()}:
        problem = "is your own name or address"
    elif len(set(password)) < 4:  # noqa: PLR2004 — aaaaaaaaaa is no password
        problem = "repeats the same few characters"
    else:
        return
    raise WeakPasswordError(problem)


def run_make_link(newsroom: Newsroom, purpose: LinkPurpose, mail: str, actor: str) -> str:
    """Give the secret of a link for an account. Raises AccountError."""
    account = newsroom.database.accounts.require(mail)
    secret = newsroom.database.links.make(purpose, account.id, LINK_SECONDS[purpose])
    newsroom.database.audit.record(actor, f"make {purpose} link", account.mail)
    return secret


def make_setup_link(newsroom: Newsroom) -> str:
    """Give the secret of the link that makes the first admin; "" where there are accounts."""
    if newsroom.database.accounts.count():
        return ""
    return newsroom.database.links.make(LinkPurpose.SETUP, None, LINK_SECONDS[LinkPurpose.SETUP])


def look_at_link(newsroom: Newsroom, secret: str) -> tuple[LinkPurpose, Account | None]:
    """Say what a link is for and whom it belongs to. Raises DeadLinkError."""
    found = newsroom.database.links.look(secret)
    if found is None or (found[0] is LinkPurpose.SETUP and newsroom.database.accounts.count()):
        raise DeadLinkError
    return found[0], None if found[1] is None else newsroom.database.accounts.get(found[1])


def run_use_link(newsroom: Newsroom, secret: str, password: str, visitor: Visitor) -> str:
    """Set the password of the link's account and sign in; all its other sessions end.

    Raises DeadLinkError, WeakPasswordError; a password that is refused leaves the link working.
    """
    _, account = look_at_link(newsroom, secret)
    check_password(password, account)
    if account is None or newsroom.database.links.use(secret) is None:
        raise DeadLinkError
    set_password(newsroom, account, password, account.mail)
    newsroom.database.sessions.end_all(account.id)
    return open_session(newsroom, account, visitor, "link")


def run_set_up(newsroom: Newsroom, secret: str, person: NewPerson, visitor: Visitor) -> str:
    """Make the first account, an admin, and sign in. Raises DeadLinkError, WeakPasswordError, AccountError."""
    purpose, _ = look_at_link(newsroom, secret)
    check_password(person.password)
    if purpose is not LinkPurpose.SETUP or newsroom.database.links.use(secret) is None:
        raise DeadLinkError
    account = newsroom.database.accounts.add(person.name, person.mail, [Grant(AccountRole.ADMIN)])
    newsroom.database.audit.record(account.mail, "add user", account.mail, {"roles": [AccountRole.ADMIN.value]})
    set_password(newsroom, account, person.password, account.mail)
    return open_session(newsroom, account, visitor, "setup link")
