"""`--json`: one document on stdout with exactly these keys, and nothing else there; messages are on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.review.gate import Code

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command, EngineServer, House

BY = "Editor <editor@stadt.example>"
SUMS = {"items", "waiting", "drafted", "memory", "kept", "failed", "cancelled", "characters", "engine_calls"}
COST = {"sent", "money", "currency"}


@pytest.fixture
def signed(house: House, in_house: Command) -> Command:
    """Let everything be reviewed and signed off in German and English."""
    in_house("sync")
    house.review("en")
    assert in_house("approve", "bruecke", "--language", "de", "--language", "en", "--by", BY).code == 0
    return in_house


def test_status(in_house: Command) -> None:
    in_house("sync")
    document = in_house("status", "--json").document
    assert set(document) == {"releases"}
    release = document["releases"][0]
    assert set(release) == {"slug", "source_language", "title", "problem", "languages"}
    assert (release["slug"], release["source_language"], release["title"]) == ("bruecke", "de", "Neue Brücke öffnet")
    assert list(release["languages"]) == ["de", "en", "ar"]
    counts = {"total", "empty", "draft", "outdated", "reviewed", "errors", "warnings", "waived", "suggestions"}
    assert set(release["languages"]["en"]) == {*counts, "state", "approved_by", "published", "blocked_by"}
    assert release["languages"]["en"] | {"blocked_by": []} == {
        "total": 5,
        "empty": 5,
        "draft": 0,
        "outdated": 0,
        "reviewed": 0,
        "errors": 0,
        "warnings": 0,
        "waived": 0,
        "suggestions": 0,
        "state": "empty",
        "approved_by": None,
        "published": None,
        "blocked_by": [],
    }


def test_status_of_what_is_published(signed: Command) -> None:
    signed("publish")
    english = signed("status", "--json").document["releases"][0]["languages"]["en"]
    assert (english["state"], english["approved_by"]) == ("published", BY)
    assert english["published"]
    assert english["blocked_by"] == []


def test_add(in_house: Command, tmp_path: Path) -> None:
    (tmp_path / "neu.md").write_text("# Neuer Steg\n\nText des Stegs am Ufer.\n", encoding="utf-8")
    told = in_house("add", tmp_path / "neu.md", "--json")
    assert told.code == 0
    assert set(told.document) == {"added", "passed_over", "sync"}
    added = told.document["added"][0]
    assert set(added) == {"slug", "file", "origin", "guesses"}
    assert (added["slug"], added["file"]) == ("neuer-steg", "releases/neuer-steg.md")
    assert all(set(guess) == {"field", "value", "how"} for guess in added["guesses"])
    assert {guess["field"] for guess in added["guesses"]} >= {"slug", "title"}


def test_sync(in_house: Command) -> None:
    document = in_house("sync", "--json").document
    assert set(document) == {"catalogs", "unchanged", "failures", "kept_signoffs"}
    counts = {"total", "new", "moved", "outdated", "restored", "obsolete"}
    assert set(document["catalogs"][0]) >= {"slug", "language", "changed", *counts}
    assert in_house("sync", "--json").document["unchanged"] == 1


def test_translate(served_house: House, in_served_house: Command, engine: EngineServer) -> None:
    engine.answer = lambda text, language: "" if text.startswith("Die Linie") else f"{text} [{language}]"
    told = in_served_house("translate", "--language", "en", "--json")
    document = told.document
    asked = {"job", "items", "drafted", "memory", "kept", "failed", "characters", "engine_calls", "seconds", "failures"}
    assert set(document) == asked | {"state", "waiting", "cancelled", "left_for_people", "engines_failed", *COST}
    assert told.code == 1
    assert (document["job"], document["items"], document["drafted"], document["failed"]) == (1, 5, 4, 1)
    assert document["characters"] > 0
    assert document["engine_calls"] >= 1
    failure = document["failures"][0]
    assert set(failure) == {"slug", "language", "segment", "reason"}
    assert failure["segment"] == "Die Linie 21 fährt alle zehn Minuten."
    assert served_house.targets("en")[failure["segment"]] == ("", False)


def test_translate_without_waiting_leaves_an_open_job(in_served_house: Command, engine: EngineServer) -> None:
    told = in_served_house("translate", "--no-wait", "--json")
    assert (told.document["state"], told.document["waiting"], told.document["drafted"]) == ("open", 10, 0)
    assert not engine.asked
    ran = in_served_house("jobs", "run", "--json")
    assert set(ran.document) == {"jobs", "seconds", "state", "engines_failed", *SUMS, *COST}
    assert (ran.document["jobs"], ran.document["drafted"]) == ([1], 10)


def test_check(house: House, in_house: Command) -> None:
    in_house("sync")
    house.review("en", texts={"Die Brücke kostet 12,8 Mio. Euro.": "The bridge costs 21.8 million euros."})
    told = in_house("check", "--json")
    assert told.code == 1
    assert set(told.document) == {"issues", "terms", "errors", "warnings", "waived", "catalogs", "segments"}
    issue = next(issue for issue in told.document["issues"] if issue["severity"] == "error")
    asked = {"slug", "language", "segment", "check", "severity", "message"}
    assert set(issue) == asked | {"file", "line", "source_value", "target_value", "waived"}
    assert (issue["slug"], issue["language"], issue["file"]) == ("bruecke", "en", "locales/en/LC_MESSAGES/bruecke.po")
    assert issue["line"] > 0
    assert told.document["errors"] == 1
    assert in_house("check", "--format", "json").document == told.document


def test_check_for_code_hosts(house: House, in_house: Command) -> None:
    in_house("sync")
    house.review("en", texts={"Die Brücke kostet 12,8 Mio. Euro.": "The bridge costs 21.8 million euros."})
    told = in_house("check", "--format", "sarif")
    assert told.code == 1
    assert told.document["version"] == "2.1.0"
    (run,) = told.document["runs"]
    result = next(result for result in run["results"] if result["level"] == "error")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "locales/en/LC_MESSAGES/bruecke.po"
    assert place["region"]["startLine"] > 0
    assert in_house("check", "--format", "xml").code == 2


def test_check_tells_the_terms_that_stand_in_each_segment(house: House, in_house: Command) -> None:
    (house.root / "words.csv").write_text(
        "source_language,language,source,target\nde,en,Brücke,bridge\n", encoding="utf-8"
    )
    in_house("glossary", "import", "words.csv")
    in_house("sync")
    found = in_house("check", "--language", "en", "--json").document["terms"]
    assert [each["segment"] for each in found] == ["Neue Brücke öffnet", "Die Brücke kostet 12,8 Mio. Euro."]
    assert set(found[0]) == {"slug", "language", "file", "line", "segment", "terms"}
    assert found[0]["terms"] == [{"source": "Brücke", "target": "bridge", "status": "preferred"}]


def test_approve(house: House, in_house: Command) -> None:
    in_house("sync")
    house.review("en")
    told = in_house("approve", "bruecke", "--language", "en", "--by", BY, "--json")
    assert told.code == 0
    evidence = {"approved_by", "approved_at", "source_digest", "catalog_digest"}
    assert set(told.document) == {"slug", "language", "approved", "dry_run", "reasons", "changes", "results", *evidence}
    assert told.document["approved"] is True
    assert told.document["reasons"] == []
    assert told.document["approved_by"] == BY


def test_approve_refused(in_house: Command) -> None:
    in_house("sync")
    told = in_house("approve", "bruecke", "--language", "en", "--by", BY, "--json")
    assert told.code == 3
    assert told.document["approved"] is False
    assert told.document["approved_at"] is None
    assert len(told.document["reasons"]) == 5
    for reason in told.document["reasons"]:
        assert set(reason) == {"slug", "language", "code", "message", "segment"}
        assert reason["code"] in set(Code)


def test_a_dry_run_approves_nothing(house: House, in_house: Command) -> None:
    in_house("sync")
    house.review("en")
    before = house.files()
    told = in_house("approve", "bruecke", "--language", "en", "--dry-run", "--json")
    assert told.code == 0
    assert (told.document["approved"], told.document["dry_run"], told.document["reasons"]) == (False, True, [])
    assert house.files() == before


def test_publish_withdraw_and_verify(signed: Command) -> None:
    published = signed("publish", "--json").document
    assert set(published) == {"out", "live", "fresh", "held", "written", "unchanged", "removed", "notes", "snippets"}
    assert {each["language"] for each in published["live"]} == {"de", "en"}
    verified = signed("verify", "--json")
    counted = {"pages", "snapshots", "archived", "signed"}
    assert set(verified.document) == {"verified", *counted, "unsigned", "behind", "broken"}
    assert verified.document["signed"] == 2
    assert (verified.code, verified.document["verified"], verified.document["pages"]) == (0, True, 2)
    withdrawn = signed("withdraw", "bruecke", "--language", "en", "--reason", "Postponed.", "--json").document
    assert set(withdrawn) == {"slug", "withdrawn", "reason", "publish"}
    assert withdrawn["withdrawn"] == ["en"]
    assert set(withdrawn["publish"]) == set(published)


def test_a_page_that_was_changed_by_hand_is_broken(house: House, signed: Command) -> None:
    signed("publish")
    page = (house.root / "public").resolve() / "en" / "bruecke" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"12,8", b"21,8"))
    told = signed("verify", "--json")
    assert told.code == 1
    assert told.document["verified"] is False
    assert set(told.document["broken"][0]) == {"path", "link", "problem", "remedy"}
    assert told.document["broken"][0]["link"] == "page"


def test_jobs(in_served_house: Command) -> None:
    in_served_house("translate")
    job = {"job", "state", "title", "created", "finished", "max_characters", *SUMS}
    listed = in_served_house("jobs", "list", "--json").document
    assert set(listed) == {"jobs"}
    assert set(listed["jobs"][0]) == job
    shown = {*job, *COST, "failures", "engines_in_trouble", "reasons"}
    assert set(in_served_house("jobs", "show", "1", "--json").document) == shown
    assert in_served_house("jobs", "cancel", "1", "--json").document == {"job": 1, "cancelled": 0}


def test_catalog_export_and_import(house: House, in_house: Command) -> None:
    in_house("sync")
    exported = in_house("catalog", "export", "bruecke", "--language", "en", "uk.po", "--json").document
    assert set(exported) == {"file", "format", "revision", "entries"}
    assert (exported["format"], exported["entries"]) == ("po", 5)
    upload = house.root / "uk.po"
    text = upload.read_text(encoding="utf-8")
    upload.write_text(
        text.replace('msgid "Anfahrt"\nmsgstr ""', 'msgid "Anfahrt"\nmsgstr "Getting there"'), encoding="utf-8"
    )
    told = in_house("catalog", "import", "bruecke", "uk.po", "--language", "en", "--by", BY, "--json")
    assert told.code == 0
    assert set(told.document) == {"catalog", "suggestions", "applied", "unchanged", "conflicts", "rejected"}
    assert set(told.document["applied"][0]) == {"context", "segment", "reason", "server", "upload"}
    assert told.document["unchanged"] == 4


def test_memory_and_glossary(house: House, in_house: Command) -> None:
    (house.root / "words.csv").write_text(
        "source_language,language,source,target,status\nde,en,Brücke,bridge,preferred\n", encoding="utf-8"
    )
    imported = in_house("glossary", "import", "words.csv", "--json")
    assert imported.document == {"file": "words.csv", "terms": 1}
    terms = in_house("glossary", "list", "--json").document["terms"]
    assert (terms[0]["source"], terms[0]["target"]) == ("Brücke", "bridge")
    assert in_house("glossary", "export", "out.tbx", "--json").document == {"file": "out.tbx", "terms": 1}
    assert in_house("memory", "export", "out.tmx", "--json").document == {"file": "out.tmx", "units": 0}
    learnt = in_house("memory", "import", "out.tmx", "--json").document
    assert set(learnt["files"][0]) == {"file", "units", "passed_over"}
    assert in_house("memory", "search", "Brücke", "--language", "en", "--json").document == {"matches": []}


def test_users_and_doctor(in_house: Command) -> None:
    added = in_house("users", "add", "uk@translators.example", "--name", "Desk", "--role", "translator:uk", "--json")
    account = {
        "mail": "uk@translators.example",
        "name": "Desk",
        "roles": [{"role": "translator", "language": "uk"}],
    }
    link = added.document["link"]
    assert link.startswith("https://presse.stadt.example/desk/link/")
    assert added.document == account | {"link": link}
    token = in_house("users", "token", "uk@translators.example", "--json").document
    assert set(token) == {"mail", "token", "name", "scopes"}
    assert in_house("users", "list", "--json").document == {"users": [account]}
    assert in_house("users", "remove", "uk@translators.example", "--json").document == {
        "removed": "uk@translators.example"
    }
    diagnoses = in_house("doctor", "--json").document["diagnoses"]
    assert all(set(diagnosis) >= {"what", "health", "message"} for diagnosis in diagnoses)


def test_an_error_is_a_document_too(in_house: Command) -> None:
    told = in_house("status", "nirgends", "--json")
    assert told.code == 2
    assert told.document["error"]["type"] == "NoReleaseError"
    assert set(told.document["error"]) == {"type", "message", "remedy"}
    assert told.sentence == f"{told.document['error']['message']} {told.document['error']['remedy']}"
