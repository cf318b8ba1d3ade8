"""Telling services of the open web that pages are new: search engines by IndexNow, readers of feeds by WebSub.

https://www.indexnow.org/documentation and https://www.w3.org/TR/websub/
"""

from __future__ import annotations

import json
from urllib.parse import urlencode, urlsplit

from translateflow.notify.hook import HookCall


def indexnow_call(service: str, key: str, page: str, *, base_url: str) -> HookCall:
    """Tell of one page. The key's file stands at the root of the site."""
    document = {
        "host": urlsplit(base_url).hostname or "",
        "key": key,
        "keyLocation": f"{base_url}/{key}.txt",
        "urlList": [page],
    }
    return HookCall(service, json.dumps(document).encode(), {"Content-Type": "application/json; charset=utf-8"})


def websub_call(hub: str, feed: str) -> HookCall:
    """Tell a hub that a feed has changed."""
    body = urlencode({"hub.mode": "publish", "hub.topic": feed, "hub.url": feed}).encode()
    return HookCall(hub, body, {"Content-Type": "application/x-www-form-urlencoded"})
