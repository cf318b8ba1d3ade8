"""`serve` as a process: its log and its page of metrics."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest
from tests.cli.conftest import StartProcess, start
from tests.workflow.conftest import House, house

if TYPE_CHECKING:
    import subprocess

__all__ = ["House", "house", "start"]


def _ready(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip().rpartition(" ")[2]


def test_a_newsroom_that_wants_metrics_shows_them_on_this_machine(house: House, start: StartProcess) -> None:
    settings = house.root / "translateflow.toml"
    settings.write_text(
        settings.read_text() + '[metrics]\naccess = "loopback"\n[log]\nformat = "json"\nlevel = "debug"\n'
    )
    serving = start("serve", "--port", "0", "--newsroom", house.root)
    url = _ready(serving)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{url}nowhere/", timeout=30)
    page = urllib.request.urlopen(f"{url}metrics", timeout=30).read().decode()
    assert 'translateflow_request_seconds_count{part="site",status="4xx"} 1.0' in page
    assert "translateflow_open_jobs 0.0" in page
    proxied = urllib.request.Request(f"{url}metrics", headers={"X-Forwarded-For": "192.0.2.1"})
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(proxied, timeout=30)
    serving.terminate()
    _, err = serving.communicate(timeout=30)
    logged = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
    [request] = [line for line in logged if line["message"].startswith("GET /nowhere/ 404")]
    assert len(request["request_id"]) == 16


def test_nobody_sees_metrics_unless_the_newsroom_says_so(house: House, start: StartProcess) -> None:
    serving = start("serve", "--port", "0", "--newsroom", house.root)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{_ready(serving)}metrics", timeout=30)
