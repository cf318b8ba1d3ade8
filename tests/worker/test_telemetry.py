"""A real worker's log as JSON with job, chunk and language, and its page of metrics."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING, Any

from tests.conftest import find_free_port

from translateflow.workflow.translate import TranslateRequest, run_translate
from translateflow.workspace import open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SETTINGS = """[newsroom]
title = "Lindenau"
source = "en"
targets = ["es"]
[engines]
order = ["pseudo"]
[queue]
broker = "{broker}"
[log]
format = "json"
"""


def _until(lines: Iterator[dict[str, Any]], *begins: str) -> Iterator[dict[str, Any]]:
    """Give lines until one has begun with each of these words."""
    waiting = set(begins)
    for line in lines:
        yield line
        waiting -= {begin for begin in waiting if line["message"].startswith(begin)}
        if not waiting:
            return


def test_a_worker_logs_what_it_is_about_and_shows_its_metrics(tmp_path: Path, redis_url: str) -> None:
    port = find_free_port()
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "bridge.md").write_text("---\ntitle: Bridge\n---\nIt opens today.\n")
    (tmp_path / "translateflow.toml").write_text(SETTINGS.format(broker=redis_url))
    newsroom = open_newsroom(tmp_path, {})
    run_translate(newsroom, TranslateRequest(wait=False), lambda _: None)
    newsroom.database.close()
    command = [sys.executable, "-m", "translateflow", "worker", "-c", "2", "--metrics-port", str(port)]
    environment = os.environ | {"TRANSLATEFLOW_NEWSROOM": str(tmp_path)}
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment
    ) as worker:
        # Who runs as root is warned by Celery before any log is set up.
        assert worker.stderr is not None
        logged = (json.loads(line) for line in worker.stderr if line.startswith("{"))
        try:
            lines = list(_until(logged, "metrics on", "chunk done"))
            page = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30).read().decode()
        finally:
            worker.terminate()
    done = next(line for line in lines if str(line["message"]).startswith("chunk done"))
    assert (done["job"], done["language"], done["level"]) == (1, "es", "info")
    assert isinstance(done["chunk"], int)
    assert 'translateflow_items{engine="pseudo",outcome="drafted"} 2.0' in page
