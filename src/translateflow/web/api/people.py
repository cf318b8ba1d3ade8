"""Accounts and tokens, for admins."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Final

import msgspec

from translateflow.model.account import Scope
from translateflow.web.api.operation import Document, Operation, Wish
from translateflow.web.desk.access import Action
from translateflow.workflow.users import (
    run_add_user,
    run_grant,
    run_issue_token,
    run_remove_user,
    run_revoke_token,
    show_grant,
)

if TYPE_CHECKING:
    from translateflow.model.account import Account
    from translateflow.web.api.operation import Call

Roles = Annotated[tuple[Annotated[str, msgspec.Meta(max_length=60)], ...], msgspec.Meta(max_length=100)]
"""`editor`, `admin`, `translator:uk`, `reviewer:uk`."""


class UserDocument(Document):
    """An account, known by its mail address."""

    name: str
    mail: str
    roles: list[str]


class UsersDocument(Document):
    """Accounts by name."""

    users: list[UserDocument]


class UserWish(Wish):
    """A person to come, and what they may do."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    mail: Annotated[str, msgspec.Meta(min_length=3, max_length=250)]
    roles: Roles = ()


class RolesWish(Wish):
    """What a person may do from now on."""

    roles: Roles


class TokenDocument(Document):
    """A token; the secret itself is shown when it is made, and never again."""

    id: int
    name: str
    scopes: list[str]
    created: dt.datetime
    expires: dt.datetime | None
    used: dt.datetime | None


class TokensDocument(Document):
    """The tokens of an account."""

    tokens: list[TokenDocument]


class TokenWish(Wish):
    """A token for a program that acts for this account, never further than the account and these scopes reach."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    scopes: Annotated[tuple[Scope, ...], msgspec.Meta(min_length=1, max_length=4)] = (Scope.READ,)
    days: Annotated[int, msgspec.Meta(ge=1, le=3660)] | None = None


class SecretDocument(Document):
    """A new token, shown this once."""

    token: str


class DoneDocument(Document):
    """Whether there was anything to do."""

    done: bool


def list_users(call: Call) -> UsersDocument:
    """List accounts."""
    return UsersDocument([_user(account) for account in call.newsroom.database.accounts.all()])


def add_user(call: Call) -> UserDocument:
    """Make an account."""
    wish: UserWish = call.body
    return _user(run_add_user(call.newsroom, wish.name, wish.mail, wish.roles, call.actor))


def change_roles(call: Call) -> UserDocument:
    """Replace what an account may do."""
    wish: RolesWish = call.body
    return _user(run_grant(call.newsroom, call.parts["mail"], wish.roles, call.actor))


def remove_user(call: Call) -> DoneDocument:
    """Remove an account with everything that opened it."""
    run_remove_user(call.newsroom, call.parts["mail"], call.actor)
    return DoneDocument(done=True)


def list_tokens(call: Call) -> TokensDocument:
    """List the tokens of an account."""
    account = call.newsroom.database.accounts.require(call.parts["mail"])
    found = call.newsroom.database.tokens.all(account.id)
    return TokensDocument(
        [
            TokenDocument(
                each.id, each.name, [scope.value for scope in each.scopes], each.created, each.expires, each.used
            )
            for each in found
        ]
    )


def issue_token(call: Call) -> SecretDocument:
    """Make a token."""
    wish: TokenWish = call.body
    secret = run_issue_token(
        call.newsroom, call.parts["mail"], call.actor, name=wish.name, scopes=wish.scopes, days=wish.days
    )
    return SecretDocument(secret)


def revoke_token(call: Call) -> DoneDocument:
    """End a token."""
    account = call.newsroom.database.accounts.require(call.parts["mail"])
    return DoneDocument(done=run_revoke_token(call.newsroom, account, call.number, call.actor))


def _user(account: Account) -> UserDocument:
    return UserDocument(account.name, account.mail, [show_grant(grant) for grant in account.grants])


OPERATIONS: Final = (
    Operation("list_users", "GET", "/users", Action.ADMINISTER, "Accounts by name.", list_users, UsersDocument),
    Operation(
        "add_user", "POST", "/users", Action.ADMINISTER, "Make an account.", add_user, UserDocument, body=UserWish,
        status=201,
    ),
    Operation(
        "change_roles", "PUT", "/users/{mail}/roles", Action.ADMINISTER, "Replace what an account may do.",
        change_roles, UserDocument, body=RolesWish,
    ),
    Operation(
        "remove_user", "DELETE", "/users/{mail}", Action.ADMINISTER,
        "Remove an account with everything that opened it.", remove_user, DoneDocument,
    ),
    Operation(
        "list_tokens", "GET", "/users/{mail}/tokens", Action.ADMINISTER, "The tokens of an account.", list_tokens,
        TokensDocument,
    ),
    Operation(
        "issue_token", "POST", "/users/{mail}/tokens", Action.ADMINISTER, "Make a token, shown this once.", issue_token,
        SecretDocument, body=TokenWish, status=201,
    ),
    Operation(
        "revoke_token", "DELETE", "/users/{mail}/tokens/{number}", Action.ADMINISTER, "End a token.", revoke_token,
        DoneDocument,
    ),
)  # fmt: skip
