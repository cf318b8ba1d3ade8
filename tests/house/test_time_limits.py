"""No call waits without a limit: whatever opens a connection or starts a program says how long it waits for it.

What a server does that accepts and never answers is tried out in the tests of each: `tests/engines`,
`tests/test_broker.py`, `tests/test_fetch.py`, `tests/storage/test_postgres.py`, `tests/worker/test_redis_away.py`.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

from translateflow.broker import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUSE = Path(__file__).resolve().parents[2]
SOURCES = sorted([*(HOUSE / "src").rglob("*.py"), *(HOUSE / "worker").rglob("*.py")])

# What may wait, by the last words of its name, and the argument that bounds it.
BOUNDED_BY = {
    "session.request": "timeout",
    "requests.get": "timeout",
    "requests.post": "timeout",
    "requests.request": "timeout",
    "urlopen": "timeout",
    "socket.create_connection": "timeout",
    "HTTPSConnection": "timeout",
    "SMTP": "timeout",
    "SMTP_SSL": "timeout",
    "subprocess.run": "timeout",
    "subprocess.check_output": "timeout",
    "Redis.from_url": "socket_timeout",
    "Redis": "socket_timeout",
    "sa.create_engine": "connect_args",
}

ALLOWED = {
    # The library of another, unchanged: outside of a call of ours nothing of it is replaced.
    ("deep.py", "requests.request"),
}


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Give every call of a module with its name as it is written."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def unbounded(path: Path) -> list[str]:
    """Give the calls of a module that may wait for ever."""
    found = []
    for name, call in calls(path):
        bound = next((limit for known, limit in BOUNDED_BY.items() if f".{name}".endswith(f".{known}")), None)
        given = {keyword.arg for keyword in call.keywords}
        if bound is not None and bound not in given and (path.name, name) not in ALLOWED:
            found.append(f"{path.name}:{call.lineno}: {name} without {bound}")
    return found


def test_whatever_may_wait_says_how_long() -> None:
    assert len(SOURCES) > 100
    assert [call for path in SOURCES for call in unbounded(path)] == []


def test_what_would_wait_for_ever_is_found(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(
        "import requests\nrequests.get('http://h')\nrequests.get('http://h', timeout=3)\n", encoding="utf-8"
    )
    assert unbounded(path) == ["module.py:2: requests.get without timeout"]


def test_messages_to_workers_have_a_limit_for_every_step() -> None:
    options = SETTINGS["broker_transport_options"]
    assert {"socket_connect_timeout", "socket_timeout", "max_retries"} <= set(options)
    assert SETTINGS["broker_connection_timeout"]
    assert SETTINGS["task_publish_retry_policy"]["max_retries"] == 1
