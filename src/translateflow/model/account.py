"""Accounts of the desk, what they may do, and the audit log's record of what they did."""

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
    """A person at the desk. `mail` identifies it. `has_token` says whether a token was issued, never which."""

    id: int
    name: str
    mail: str
    grants: tuple[Grant, ...] = ()
    has_token: bool = False


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """Who did what to which object, and when (aware, UTC). Append-only; `detail` is JSON without any secret."""

    id: int
    at: datetime
    who: str
    action: str
    target: str
    detail: Mapping[str, Any] = field(default_factory=dict)
