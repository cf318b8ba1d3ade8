"""Accounts of the desk, what they may do, what opens it for them, and the audit log's record of what they did."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class AccountRole(StrEnum):
    """What a person may do; translator and reviewer hold for one language each."""

    TRANSLATOR = "translator"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, and the language it holds for; "" means every language."""

    role: AccountRole
    language: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """A person at the desk. `mail` identifies it. `speech` is the language the desk speaks to it, "" the browser's.

    `identity` is issuer and subject at an identity provider, "" for who never signed in through one.
    """

    id: int
    name: str
    mail: str
    grants: tuple[Grant, ...] = ()
    has_password: bool = False
    identity: str = ""
    speech: str = ""

    @property
    def signature(self) -> str:
        """Give how this person signs: `Name <mail>`, as catalogs and evidence name people."""
        return f"{self.name} <{self.mail}>"


@dataclass(frozen=True, slots=True)
class Session:
    """One browser that is signed in. Times are aware, UTC; `seen` is exact to a minute."""

    id: int
    account: int
    created: datetime
    seen: datetime
    address: str
    agent: str


class LinkPurpose(StrEnum):
    """What a link that works once is for."""

    SETUP = "setup"
    INVITE = "invite"
    RESET = "reset"


class Scope(StrEnum):
    """What a program may do with a token, at most: never more than the account it belongs to."""

    READ = "read"
    WRITE = "write"
    APPROVE = "approve"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token of a program. The secret itself is shown once and not kept."""

    id: int
    account: int
    name: str
    scopes: tuple[Scope, ...]
    created: datetime
    expires: datetime | None = None
    used: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """Who did what to which object, and when (aware, UTC). Append-only; `detail` is JSON without any secret."""

    id: int
    at: datetime
    who: str
    action: str
    target: str
    detail: Mapping[str, Any] = field(default_factory=dict)
