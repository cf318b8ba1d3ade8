"""The whole road over the API: take in, draft, correct, sign off, preview, publish, prove, hand over, take back."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from werkzeug.test import Client

from translateflow.web.preview import PreviewApp
from translateflow.web.site import make_site_app
from translateflow.workflow.editions import make_site
from translateflow.workflow.keep_house import run_round

if TYPE_CHECKING:
    from tests.web.api.conftest import Office, Program

BRIDGE = "/releases/bruecke/languages"
ENGLISH = {
    "Neue Brücke öffnet": "New bridge opens",
    "Die Brücke kostet 12,8 Mio. Euro.": "The bridge costs €12.8 million.",
    "Sie ist <strong>186 m</strong> lang.": "It is <strong>186 m</strong> long.",
    "Anfahrt": "Getting there",
    "Die Linie 21 fährt alle zehn Minuten.": "Line 21 runs every ten minutes.",
}


def _translate(program: Program) -> None:
    for segment in program.get(f"{BRIDGE}/en/segments").get_json()["segments"]:
        saved = program.put(
            f"{BRIDGE}/en/segments/{segment['id']}",
            {"target": ENGLISH[segment["source"]]},
            headers={"If-Match": f'"{segment["tag"]}"'},
        )
        assert saved.status_code == 200, saved.get_data()


def test_a_release_walks_the_whole_road(office: Office) -> None:
    program = office.program("editor")
    assert program.post("/estimates", {"slugs": ["bruecke"], "languages": ["en"]}).get_json()["sent"] == 5
    job = program.post("/jobs", {"slugs": ["bruecke"], "languages": ["en"]}).get_json()
    assert job["state"] == "open"
    run_round(office.newsroom, threading.Event(), lambda _: None)
    done = program.get(f"/jobs/{job['job']}").get_json()
    assert done["sums"]["drafted"] == 5
    assert b"event: over" in program.get(f"/jobs/{job['job']}/events").get_data()

    refused = program.post(f"{BRIDGE}/en/approval", {"action": "sign off"})
    assert refused.status_code == 409
    assert {reason["code"] for reason in refused.get_json()["reasons"]}
    _translate(program)
    assert program.get(f"{BRIDGE}/en/approval").get_json() == {
        "approved": True, "reasons": [], "signed_by": "", "warning": ""
    }  # fmt: skip
    for language in ("de", "en"):
        signed = program.post(f"{BRIDGE}/{language}/approval", {"action": "sign off", "note": "Read twice."})
        assert signed.status_code == 200, signed.get_data()
        assert signed.get_json()["signed_by"] == "Editor <editor@desk.example>"

    path = program.post("/previews", {"slug": "bruecke", "hours": 2}).get_json()["paths"]["en"]
    shown = Client(PreviewApp(office.newsroom)).get(path.removeprefix("/preview"))
    assert "The bridge costs €12.8 million." in shown.get_data(as_text=True)

    published = program.post("/publications", {"slugs": ["bruecke"]}).get_json()
    assert {each["language"] for each in published["fresh"]} == {"de", "en"}
    site = Client(make_site_app(office.newsroom.site_folder, site=make_site(office.newsroom)))
    assert "The bridge costs €12.8 million." in site.get("/en/bruecke/").get_data(as_text=True)
    assert program.get("/verification").get_json()["holds"] is True

    assert program.get("/releases/bruecke/evidence").get_json()["slug"] == "bruecke"
    assert program.get("/releases/bruecke/evidence?format=html").get_data().startswith(b"<!doctype html>")
    assert b"bruecke" in program.get("/register?first=2000-01-01&last=2100-01-01").get_data()
    assert program.get("/register?first=2000-01-01&last=2100-01-01&format=ods").get_data().startswith(b"PK")
    hits = program.get("/memory?text=Die Brücke kostet 13,1 Mio. Euro.&language=en").get_json()["hits"]
    assert hits[0]["target"] == "The bridge costs €12.8 million."
    assert {"kind": "removed", "text": "12,8"} in hits[0]["diff"]

    gone = program.post("/withdrawals", {"slug": "bruecke", "languages": ["en"], "reason": "Wrong figures."})
    assert gone.get_json() == {"slug": "bruecke", "languages": ["en"]}
    assert site.get("/en/bruecke/").status_code == 410
    assert {record.action for record in office.newsroom.database.audit.records()} >= {
        "start job",
        "approve",
        "publish",
        "withdraw",
    }


def test_what_changed_since_the_sign_off_is_told_word_by_word(office: Office) -> None:
    program = office.program("editor")
    _translate(program)
    program.post(f"{BRIDGE}/de/approval", {"action": "sign off"})
    program.post(f"{BRIDGE}/en/approval", {"action": "sign off"})
    segment = program.get(f"{BRIDGE}/en/segments").get_json()["segments"][4]
    headers = {"If-Match": f'"{segment["tag"]}"'}
    program.put(f"{BRIDGE}/en/segments/{segment['id']}", {"target": "Line 21 runs each ten minutes."}, headers=headers)
    (change,) = program.get(f"{BRIDGE}/en/changes").get_json()["changes"]
    assert {"kind": "removed", "text": "every"} in change["text"]
    assert {"kind": "added", "text": "each"} in change["text"]


def test_words_are_learnt_and_given_back(office: Office) -> None:
    program = office.program("editor")
    csv = "source_language,language,source,target\nde,en,Brücke,bridge\n".encode()
    answer = program.post("/glossary?format=csv", csv)
    assert answer.get_json() == {"terms": 1}, answer.get_data()
    assert program.get("/glossary?language=en").get_json()["terms"][0]["target"] == "bridge"
    for kind in ("csv", "tbx"):
        out = program.get(f"/glossary/export?format={kind}").get_data()
        assert program.post(f"/glossary?format={kind}", out).status_code == 200
    tmx = program.get("/memory/export").get_data()
    assert program.post("/memory?format=tmx", tmx).status_code == 200
    broken = program.post("/memory?format=tmx", b"<tmx")
    assert broken.status_code == 422
    assert "translateflow-" not in broken.get_data(as_text=True)


def test_admins_manage_people_and_their_tokens(office: Office) -> None:
    program = office.program("admin")
    made = program.post("/users", {"name": "Ida Beispiel", "mail": "ida@desk.example", "roles": ["translator:ar"]})
    assert made.status_code == 201, made.get_data()
    changed = program.put("/users/ida@desk.example/roles", {"roles": ["reviewer:ar"]})
    assert changed.get_json()["roles"] == ["reviewer:ar"]
    token = program.post("/users/ida@desk.example/tokens", {"name": "script", "scopes": ["read"]}).get_json()["token"]
    (listed,) = program.get("/users/ida@desk.example/tokens").get_json()["tokens"]
    assert (listed["name"], token in str(listed)) == ("script", False)
    assert program.ask("DELETE", f"/users/ida@desk.example/tokens/{listed['id']}").get_json() == {"done": True}
    assert program.ask("DELETE", "/users/ida@desk.example").status_code == 200
    assert program.get("/users/ida@desk.example/tokens").status_code in {404, 422}
