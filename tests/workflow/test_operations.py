"""Accounts, doctor, the sample newsroom, and how a worker is started."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from tests.workflow.conftest import SETTINGS

from translateflow.errors import AccountError, BadGrantError, FileAccessError, ForeignDemoError
from translateflow.model.account import AccountRole, Grant
from translateflow.model.diagnosis import Health
from translateflow.workflow.doctor import run_doctor
from translateflow.workflow.sample import run_copy_sample
from translateflow.workflow.users import parse_grant, run_add_user, run_issue_token, run_remove_user
from translateflow.workflow.worker import plan_worker

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflow.conftest import EngineServer, House


def test_accounts_come_and_go_and_the_audit_log_remembers(house: House) -> None:
    database = house.newsroom.database
    run_add_user(house.newsroom, "Desk Kyiv", "uk@desk.example", ["translator:uk"], "root")
    token = run_issue_token(house.newsroom, "uk@desk.example", "root")
    found = database.tokens.find(token)
    assert found is not None
    assert found[1].grants == (Grant(AccountRole.TRANSLATOR, "uk"),)
    run_remove_user(house.newsroom, "uk@desk.example", "root")
    assert database.tokens.find(token) is None
    actions = {record.action for record in database.audit.records()}
    assert actions == {"add user", "issue token", "remove user"}
    assert token not in str(list(database.audit.records()))


def test_a_role_that_there_is_not_is_told(house: House) -> None:
    with pytest.raises(BadGrantError, match="translator:uk"):
        parse_grant("emperor")
    with pytest.raises(AccountError):
        run_issue_token(house.newsroom, "nobody@desk.example", "root")


def test_the_doctor_finds_a_healthy_newsroom_healthy(served_house: House) -> None:
    diagnoses = {diagnosis.what: diagnosis for diagnosis in run_doctor(served_house.newsroom)}
    assert {diagnosis.health for diagnosis in diagnoses.values()} == {Health.GOOD, Health.ABSENT}
    assert diagnoses["releases"].message == "1 of 1 read well"


def test_the_doctor_names_what_is_wrong(served_house: House, engine: EngineServer) -> None:
    engine.server_close()
    settings = (served_house.root / "translateflow.toml").read_text(encoding="utf-8")
    served_house.configure(
        settings + '[queue]\nbroker = "redis://127.0.0.1:1/0"\n[database]\nurl = "sqlite:////dev/null/x"\n'
    )
    served_house.write_release("kaputt", "")
    bad = {each.what: each.message for each in run_doctor(served_house.newsroom) if each.health is Health.BAD}
    assert set(bad) == {"broker", "database", "engine libretranslate", "release kaputt"}
    assert "127.0.0.1:1" in bad["broker"]


def test_an_engine_that_is_misspelled_is_bad(house: House) -> None:
    house.configure(SETTINGS + '[engines]\norder = ["gogle"]\n')
    bad = {each.what for each in run_doctor(house.newsroom) if each.health is Health.BAD}
    assert "engine gogle" in bad


def test_the_sample_is_a_newsroom_without_the_product_s_own_texts(tmp_path: Path) -> None:
    report = run_copy_sample(tmp_path / "demo")
    assert report.moved is None
    assert (tmp_path / "demo" / "translateflow.toml").is_file()
    assert not list((tmp_path / "demo").rglob("translateflow.po*"))


def test_an_earlier_demo_is_moved_aside_with_all_that_was_tried_in_it(tmp_path: Path) -> None:
    run_copy_sample(tmp_path / "demo")
    (tmp_path / "demo" / "releases" / "mine.md").write_text("# Mine\n")
    report = run_copy_sample(tmp_path / "demo")
    assert report.moved == tmp_path / "demo.1"
    assert (tmp_path / "demo.1" / "releases" / "mine.md").is_file()
    assert run_copy_sample(tmp_path / "demo").moved == tmp_path / "demo.2"


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    with pytest.raises(ForeignDemoError):
        run_copy_sample(tmp_path)
    with pytest.raises(FileAccessError):
        run_copy_sample(tmp_path / "mine")


def test_a_worker_runs_threads_and_beat_only_where_asked() -> None:
    command = plan_worker(queues="draft", concurrency=4, beat=False, loglevel="INFO")
    assert command[:3] == [sys.executable, "-m", "celery"]
    assert command[command.index("-P") + 1] == "threads"
    assert "--beat" not in command
    assert "--beat" in plan_worker(queues="draft", concurrency=4, beat=True, loglevel="INFO")
