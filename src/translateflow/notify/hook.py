"""Calls of hooks, signed as the Standard Webhooks specification has it (https://www.standardwebhooks.com).

The signature is an HMAC-SHA256 over id, timestamp and body, so that a receiver can refuse what is not ours, what was
changed and what is old; the id stays the same when a call is repeated, so that nothing is done twice.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from translateflow.model.notice import Notice

_PREFIX = "whsec_"


@dataclass(frozen=True, slots=True)
class HookCall:
    """A POST that is to be made."""

    url: str
    body: bytes
    headers: Mapping[str, str]


def make_hook_call(notice: Notice, url: str, secret: str, now: datetime, *, newsroom: str) -> HookCall:
    """Make the call that tells a hook of an event, signed for this moment."""
    event = notice.event
    data = {
        "newsroom": newsroom,
        "slug": event.slug,
        "language": event.language,
        "title": event.title,
        "count": event.count,
        "job": event.job,
        "address": event.address,
    }
    document = {
        "type": event.kind.value,
        "timestamp": notice.created.isoformat(),
        "data": {name: value for name, value in data.items() if value not in {"", 0}},
    }
    body = json.dumps(document, ensure_ascii=False).encode()
    number, moment = f"evt_{hashlib.sha256(event.key.encode()).hexdigest()[:32]}", str(int(now.timestamp()))
    headers = {
        "Content-Type": "application/json",
        "webhook-id": number,
        "webhook-timestamp": moment,
        "webhook-signature": sign_call(secret, number, moment, body),
    }
    return HookCall(url, body, headers)


def sign_call(secret: str, number: str, moment: str, body: bytes) -> str:
    """Give `v1,<signature>`. A secret that begins with `whsec_` is base64 after it, any other is taken as it is."""
    signed = hmac.digest(_key(secret), f"{number}.{moment}.".encode() + body, "sha256")
    return f"v1,{base64.b64encode(signed).decode()}"


def _key(secret: str) -> bytes:
    if secret.startswith(_PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
        except binascii.Error:
            pass
    return secret.encode()
