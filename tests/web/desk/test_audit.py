from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from flask import Blueprint

from translateflow.web.desk.access import Action, needs
from translateflow.web.desk.app import make_desk

if TYPE_CHECKING:
    from tests.web.desk.conftest import House


def test_whatever_changes_something_is_written_down(house: House) -> None:
    probe = Blueprint("probe", __name__)

    @probe.post("/probe/<slug>/<language>")
    @needs(Action.WRITE)
    def do_something(slug: str, language: str) -> tuple[str, int]:
        return slug, 409 if language == "ar" else 200

    house.app = make_desk(house.newsroom)
    house.app.register_blueprint(probe)
    editor = house.browser("editor")
    editor.post("/probe/bruecke/en")
    editor.post("/probe/bruecke/ar")  # refused: nothing was done
    house.browser("translator").post("/probe/bruecke/en")  # may not
    editor.get("/")
    (record,) = house.newsroom.database.audit.records()
    assert (record.who, record.action, record.target) == ("editor@desk.example", "do something", "bruecke")
    assert record.detail == {"language": "en"}


def test_the_log_can_be_read_filtered_and_taken_away(house: House) -> None:
    log = house.newsroom.database.audit
    for number in range(150):
        log.record("ada@desk.example", "publish", f"release-{number}")
    log.record("=cmd()", "publish", "release-7")
    admin = house.browser("admin")
    page = admin.get("/audit").get_data(as_text=True)
    assert "release-149" in page
    assert "release-20<" not in page
    earlier = admin.get("/audit?before=52").get_data(as_text=True)
    assert "release-20<" in earlier
    rows = list(csv.reader(io.StringIO(admin.get("/audit.csv?target=release-7").get_data(as_text=True))))
    assert [row[2] for row in rows] == ["who", "'=cmd()", "ada@desk.example"]
    records = admin.get("/audit.json?who=ada@desk.example").get_json()["records"]
    assert len(records) == 150
    assert admin.get("/audit?who=nobody").status_code == 200
