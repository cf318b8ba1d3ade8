"""Calls of hooks: their signature as receivers verify it, and what pings say."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json

from translateflow.model.notice import Channel, Event, EventKind, Notice, NoticeState
from translateflow.notify import indexnow_call, make_hook_call, sign_call, websub_call

NOW = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)
EVENT = Event(
    "published:fest:en:1", EventKind.PUBLISHED, "fest", "en", "Straßenfest", 5, address="https://x.example/en/"
)


def _notice(attempts: int = 1) -> Notice:
    return Notice(4, EVENT, Channel.HOOK, "cms", "cms", NoticeState.WAITING, attempts, NOW, None, "")


def test_the_signature_is_that_of_the_specifications_own_example() -> None:
    # Example of the reference implementations of Standard Webhooks.
    secret, number, moment = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330"
    expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert sign_call(secret, number, moment, b'{"test": 2432232314}') == expected


def test_a_plain_secret_signs_as_it_is() -> None:
    expected = base64.b64encode(hmac.digest(b"geheim", b"evt_1.17.{}", "sha256")).decode()
    assert sign_call("geheim", "evt_1", "17", b"{}") == f"v1,{expected}"


def test_a_call_names_the_event_and_is_signed_for_now() -> None:
    call = make_hook_call(_notice(), "https://cms.example/hook", "geheim", NOW, newsroom="Stadt")
    document = json.loads(call.body)
    assert document["type"] == "published"
    assert document["data"] == {
        "newsroom": "Stadt",
        "slug": "fest",
        "language": "en",
        "title": "Straßenfest",
        "count": 5,
        "address": "https://x.example/en/",
    }
    moment = str(int(NOW.timestamp()))
    assert call.headers["webhook-timestamp"] == moment
    assert call.headers["webhook-signature"] == sign_call("geheim", call.headers["webhook-id"], moment, call.body)


def test_a_call_that_is_repeated_has_the_same_id_and_body() -> None:
    first = make_hook_call(_notice(1), "https://cms.example/", "geheim", NOW, newsroom="S")
    again = make_hook_call(_notice(2), "https://cms.example/", "geheim", NOW + dt.timedelta(hours=1), newsroom="S")
    assert first.headers["webhook-id"] == again.headers["webhook-id"]
    assert hashlib.sha256(first.body).digest() == hashlib.sha256(again.body).digest()
    assert first.headers["webhook-signature"] != again.headers["webhook-signature"]


def test_indexnow_is_told_of_the_page_and_where_the_key_stands() -> None:
    call = indexnow_call(
        "https://i.example/indexnow", "abc123", "https://x.example/en/fest/", base_url="https://x.example"
    )
    assert json.loads(call.body) == {
        "host": "x.example",
        "key": "abc123",
        "keyLocation": "https://x.example/abc123.txt",
        "urlList": ["https://x.example/en/fest/"],
    }


def test_a_hub_is_told_of_the_feed() -> None:
    call = websub_call("https://hub.example/", "https://x.example/en/feed.xml")
    assert call.body.startswith(b"hub.mode=publish&hub.topic=https%3A%2F%2Fx.example%2Fen%2Ffeed.xml")
