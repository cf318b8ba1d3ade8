"""A drafting worker on a host without the newsroom: database and broker, told by variables, and no file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from tests.worker.troupe import Program

from translateflow.errors import NoNewsroomError
from translateflow.workflow.translate import TranslateRequest, run_translate
from translateflow.workspace import open_newsroom, open_workplace

if TYPE_CHECKING:
    from pathlib import Path

    from tests.worker.conftest import Stage


def worker(stage: Stage, postgres_url: str, folder: Path, *words: str) -> Program:
    """Make a worker in an empty folder that belongs to nobody, with the settings as secrets and variables."""
    for name, secret in (("broker", stage.redis.url), ("database", postgres_url)):
        (stage.folder / name).write_text(f"{secret}\n", encoding="utf-8")
    environment = {
        "TRANSLATEFLOW_QUEUE_BROKER_FILE": str(stage.folder / "broker"),
        "TRANSLATEFLOW_DATABASE_URL_FILE": str(stage.folder / "database"),
        "TRANSLATEFLOW_ENGINES_LIBRETRANSLATE_URL": stage.engine.url,
    }
    return Program(words, folder, environment, stage.folder / "bare.log", newsroom=False)


def test_a_worker_drafts_where_there_is_no_newsroom_and_leaves_no_file(
    stage: Stage, postgres_url: str, tmp_path: Path
) -> None:
    stage.write_release("bridge", 30)
    empty = tmp_path / "empty"
    empty.mkdir()
    newsroom = open_newsroom(stage.root, {"TRANSLATEFLOW_DATABASE_URL": postgres_url})
    bare = worker(stage, postgres_url, empty, "translateflow", "worker", "-Q", "draft", "-c", "2")
    bare.start()
    try:
        bare.wait_until_it_says(" ready.")
        report = run_translate(newsroom, TranslateRequest(), lambda _: None)
    finally:
        bare.stop()
        newsroom.database.close()
    assert report.run.sums.drafted == report.run.sums.items == 30
    assert list(empty.iterdir()) == []
    assert os.listdir(stage.root / "locales" / "en" / "LC_MESSAGES")  # noqa: PTH208 — the drafts came home


def test_queues_that_work_on_files_are_refused_there(stage: Stage, postgres_url: str, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    bare = worker(stage, postgres_url, empty, "translateflow", "worker", "-Q", "draft,catalogs")
    bare.start()
    assert bare.wait(60) == 2
    assert f"{empty} is not a newsroom: it has no translateflow.toml." in bare.said()


@pytest.mark.parametrize("missing", ["TRANSLATEFLOW_QUEUE_BROKER", "TRANSLATEFLOW_DATABASE_URL"])
def test_without_broker_or_database_a_folder_without_files_is_no_place_to_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.chdir(tmp_path)
    complete = {"TRANSLATEFLOW_QUEUE_BROKER": "redis://h/0", "TRANSLATEFLOW_DATABASE_URL": "postgresql://h/n"}
    assert open_workplace(environment=complete).is_bare
    with pytest.raises(NoNewsroomError):
        open_workplace(environment={name: value for name, value in complete.items() if name != missing})
    with pytest.raises(NoNewsroomError):
        open_workplace(environment={**complete, "TRANSLATEFLOW_NEWSROOM": str(tmp_path / "misspelt")})
