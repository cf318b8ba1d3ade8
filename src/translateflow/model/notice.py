"""Notifications: what happened, who is told by which way, and what became of telling them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class EventKind(StrEnum):
    """What people and programs are told of. The values stand in settings, mails' headers and hooks."""

    READY_TO_TRANSLATE = "ready-to-translate"
    READY_TO_REVIEW = "ready-to-review"
    READY_TO_SIGN_OFF = "ready-to-sign-off"
    PUBLISHED = "published"
    OUTDATED = "outdated"
    JOB_FAILED = "job-failed"
    TEST = "test"


class Channel(StrEnum):
    """The way a notice goes."""

    MAIL = "mail"
    HOOK = "hook"
    INDEXNOW = "indexnow"
    WEBSUB = "websub"


class NoticeState(StrEnum):
    """WAITING until it was taken by the other side; FAILED when patience is at its end or no try can help."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class MailSecurity(StrEnum):
    """How the way to the mail server is protected; NONE is refused for any server but one on this machine."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, once: `key` names it, and a second event of the same key is none.

    `language` is "" where all are meant; `count` is of segments; `address` is of the published page, "" when unknown.
    `embargoed`: nothing of it may leave the house yet.
    """

    key: str
    kind: EventKind
    slug: str = ""
    language: str = ""
    title: str = ""
    count: int = 0
    job: int = 0
    reason: str = ""
    address: str = ""
    embargoed: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """Who is told: mail addresses, a hook, or both. Empty `kinds` and `languages` mean all.

    `speech` is the language mails are written in, "" that of the account with this address, or of the newsroom.
    """

    name: str
    mail: tuple[str, ...] = ()
    url: str = ""
    secret: str = field(default="", repr=False)
    kinds: tuple[EventKind, ...] = ()
    languages: tuple[str, ...] = ()
    speech: str = ""

    def wants(self, event: Event) -> bool:
        """Whether this target is told of the event."""
        of_kind = not self.kinds or event.kind in self.kinds or event.kind is EventKind.TEST
        return of_kind and (not self.languages or not event.language or event.language in self.languages)


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails are handed in. `host` is "" when none is set."""

    host: str = ""
    port: int = 587
    security: MailSecurity = MailSecurity.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""
    sender: str = ""


@dataclass(frozen=True, slots=True)
class NotifyOptions:
    """Everything a newsroom has decided about notifications."""

    targets: tuple[Target, ...] = ()
    server: MailServer = field(default_factory=MailServer)
    allow_hosts: tuple[str, ...] = ()
    indexnow: str = ""
    indexnow_key: str = ""
    websub_hub: str = ""

    @property
    def is_used(self) -> bool:
        """Whether anybody is told of anything."""
        return bool(self.targets or self.indexnow or self.websub_hub)


@dataclass(frozen=True, slots=True)
class Notice:
    """One event on its way to one recipient: a mail address, a hook's name, or a service. Times are aware, UTC.

    `outcome` says of the last attempt what the other side said.
    """

    id: int
    event: Event
    channel: Channel
    recipient: str
    target: str
    state: NoticeState
    attempts: int
    created: datetime
    tried: datetime | None
    outcome: str
