"""The Celery app: what it promises to the broker, and when it refuses to start."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from translateflow import broker
from translateflow_worker import app, tasks

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = {broker.DRAFT_TASK, broker.PROJECT_TASK, broker.PUBLISH_DUE_TASK, broker.SWEEP_TASK}


def test_every_task_that_may_be_sent_is_there_and_no_other() -> None:
    assert {name for name in app.tasks if not name.startswith("celery.")} == NAMES


def test_messages_are_json_and_nothing_else() -> None:
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"


def test_no_result_is_kept_anywhere() -> None:
    assert app.conf.result_backend is None
    assert app.conf.task_ignore_result


def test_a_message_is_acknowledged_after_its_work() -> None:
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost


def test_every_task_has_a_queue_of_its_own_kind() -> None:
    queues = {name: app.conf.task_routes[name]["queue"] for name in NAMES}
    assert queues[broker.DRAFT_TASK] == queues[broker.SWEEP_TASK] == broker.DRAFT_QUEUE
    assert queues[broker.PROJECT_TASK] == broker.CATALOGS_QUEUE
    assert queues[broker.PUBLISH_DUE_TASK] == broker.PUBLISH_QUEUE


def test_the_clock_only_asks_for_tasks_that_exist_and_its_ticks_do_not_pile_up() -> None:
    for entry in app.conf.beat_schedule.values():
        assert entry["task"] in NAMES
        assert entry["options"]["expires"] <= entry["schedule"]


def test_no_task_has_more_than_ten_lines() -> None:
    module = ast.parse(Path(tasks.__file__).read_bytes())
    functions = [node for node in module.body if isinstance(node, ast.FunctionDef) and node.decorator_list]
    # The first statement is the docstring.
    lengths = {each.name: (each.end_lineno or 0) - each.body[1].lineno + 1 for each in functions}
    assert len(lengths) == len(NAMES)
    assert {name: length for name, length in lengths.items() if length > 10} == {}


def start(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Start the app's programs in a folder, where they must end by themselves."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TRANSLATEFLOW")}
    return subprocess.run(
        [sys.executable, "-m", "celery", "-A", "translateflow_worker", *arguments],
        cwd=folder,
        env=clean | dict(environment or {}),
        check=False,
        capture_output=True,
        text=True,
        timeout=30,
    )


@pytest.mark.parametrize("program", ["worker", "beat"])
def test_a_newsroom_without_a_broker_starts_nothing_and_says_what_to_set(tmp_path: Path, program: str) -> None:
    (tmp_path / "translateflow.toml").write_text('[newsroom]\ntitle = "Lindenau"\n')
    run = start(tmp_path, program)
    assert run.returncode != 0
    assert "Set [queue] broker in translateflow.toml or TRANSLATEFLOW_QUEUE_BROKER." in run.stderr
    assert "Traceback" not in run.stderr


def test_outside_of_a_newsroom_a_worker_says_so(tmp_path: Path) -> None:
    run = start(tmp_path, "worker")
    assert run.returncode != 0
    assert "translateflow.toml" in run.stderr
    assert "Traceback" not in run.stderr
