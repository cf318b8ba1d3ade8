"""The whole road as a person walks it: what each command shows, and what it says to do next."""

from __future__ import annotations

import datetime as dt
import http.client
import signal
import sys
from typing import TYPE_CHECKING

import pytest
from tests.conftest import find_free_port

from translateflow.cli.worker import ALL_QUEUES
from translateflow.errors import DatabaseError
from translateflow.model.memory import MemoryUnit
from translateflow.workflow.worker import plan_worker
from translateflow.workspace import Newsroom

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command, EngineServer, House, RunProcess, StartProcess
    from tests.conftest import RequireProgram

BY = "Editor <editor@stadt.example>"
LANGUAGES = ("--language", "de", "--language", "en")


def test_a_release_walks_the_road(served_house: House, in_served_house: Command, tmp_path: Path) -> None:
    (tmp_path / "steg.txt").write_text(
        "Neuer Steg am Ufer\n\n18.06.2026\n\nDer Steg ist fertig. Er ist aus Holz.\n", encoding="utf-8"
    )
    added = in_served_house("add", tmp_path / "steg.txt")
    assert "added releases/neuer-steg-am-ufer.txt" in added.out
    assert "next: read through releases/" in added.err
    synced = in_served_house("sync")
    assert "bruecke en: 5 segments, 5 new" in synced.out
    assert "1 release unchanged since the last sync" in synced.out
    assert "next: translateflow translate" in synced.err
    drafted = in_served_house("translate")
    assert "items = " in drafted.out
    assert "characters sent in" in drafted.out
    assert "next: review the drafts" in drafted.err
    assert "draft" in in_served_house("status").out
    served_house.review("en")
    signed = in_served_house("approve", "bruecke", *LANGUAGES, "--by", BY)
    assert "bruecke de: signed off\nbruecke en: signed off\n" in signed.out
    assert "next: translateflow publish" in signed.err
    published = in_served_house("publish")
    assert "now live: /en/bruecke/" in published.out
    assert "2 pages live in" in published.out
    assert "2 pages and 2 snapshots hold" in in_served_house("verify").out
    withdrawn = in_served_house("withdraw", "bruecke", "--language", "en", "--reason", "The opening is postponed.")
    assert "withdrawn: bruecke in en" in withdrawn.out
    assert in_served_house("verify").code == 0


def test_status_says_where_to_begin(in_house: Command, house: House) -> None:
    house.newsroom.sources()["bruecke"].unlink()
    told = in_house("status")
    assert told.out == "There are no releases yet.\n"
    assert "translateflow add FILE" in told.err


def test_status_shows_a_broken_source_among_the_others(in_house: Command, house: House) -> None:
    house.write_release("kaputt", "---\ntitle: [\n---\n")
    in_house("sync", "bruecke")
    told = in_house("status")
    assert told.code == 0
    assert "broken" in told.out
    assert "releases/kaputt.md:" in told.out


def test_an_edited_sentence_is_outdated_and_a_deleted_one_kept_in_reserve(in_house: Command, house: House) -> None:
    in_house("sync")
    house.review("en")
    text = house.newsroom.sources()["bruecke"].read_text(encoding="utf-8")
    house.write_release("bruecke", text.replace("12,8", "13,1").replace("## Anfahrt\n", ""))
    told = in_house("sync")
    assert "1 outdated" in told.out
    assert " obsolete" in told.out
    assert "outdated" in in_house("status").out


def test_a_text_that_was_refused_is_shown_with_every_reason(in_house: Command, house: House) -> None:
    in_house("sync")
    told = in_house("approve", "bruecke", "--language", "en", "--dry-run")
    assert told.code == 3
    assert "bruecke en: refused, 5 reasons" in told.out
    assert "empty: This sentence is not translated. — Anfahrt" in told.out
    sentences = " ".join(f"Der Bus Nummer {number} fährt heute nicht." for number in range(20))
    house.write_release("lang", f"---\ntitle: Lang\n---\n\n{sentences}\n")
    in_house("sync")
    many = in_house("approve", "lang", "--language", "en", "--dry-run")
    assert "… and 11 more (--json shows all)" in many.out
    assert "nothing blocks" in in_house("approve", "bruecke", "--language", "de", "--dry-run").out


def test_a_sign_off_that_the_memory_could_not_learn_from_stands_and_says_so(
    in_house: Command, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise DatabaseError("state.db", "cannot be written")  # noqa: EM101 — a path

    in_house("sync")
    house.review("en")
    monkeypatch.setattr("translateflow.storage.memory.MemoryStore.add", fail)
    told = in_house("approve", "bruecke", "--language", "en", "--by", BY)
    assert told.code == 0
    assert "Signed off, but the memory could not learn from it: The database state.db cannot be written." in told.err
    assert (house.root / "approved/bruecke/en.json").is_file()


def test_a_damaged_database_signs_nothing_off(in_house: Command, house: House) -> None:
    in_house("sync")
    house.review("en")
    house.newsroom.state_folder.mkdir(exist_ok=True)
    (house.newsroom.state_folder / "state.db").write_bytes(b"this is no database" * 100)
    told = in_house("approve", "bruecke", "--language", "en", "--by", BY)
    assert told.code == 4
    assert "is damaged" in told.sentence
    assert not (house.root / "approved").exists()


def test_publishing_says_why_something_waits(in_house: Command, house: House) -> None:
    later = (dt.datetime.now(dt.UTC) + dt.timedelta(days=2)).isoformat(timespec="seconds")
    house.write_release("morgen", f"---\ntitle: Morgen\nembargo: {later}\n---\n\nText von morgen.\n")
    in_house("sync")
    assert "next: nothing is signed off yet" in in_house("publish").err
    in_house("approve", "morgen", "--language", "de", "--by", BY)
    told = in_house("publish")
    assert "held back: morgen:" in told.out
    assert in_house("publish", "--due").code == 0
    named = in_house("publish", "morgen")
    assert named.code == 3
    assert "embargo" in named.sentence


def test_a_withdrawal_before_anything_was_live_says_how_to_come_back(in_house: Command) -> None:
    in_house("approve", "bruecke", "--language", "de", "--by", BY)
    told = in_house("withdraw", "bruecke", "--reason", "Too early.")
    assert "next: approve bruecke again to bring it back" in told.err


def test_verify_names_what_is_broken_and_what_is_behind(in_house: Command, house: House) -> None:
    in_house("approve", "bruecke", "--language", "de", "--by", BY)
    in_house("publish")
    text = house.newsroom.sources()["bruecke"].read_text(encoding="utf-8")
    house.write_release("bruecke", text.replace("zehn", "zwölf"))
    in_house("approve", "bruecke", "--language", "de", "--by", BY)
    behind = in_house("verify")
    assert "matches an earlier sign-off" in behind.out
    assert "next: translateflow publish" in behind.err
    frozen = next((house.root / "approved/bruecke/sources").iterdir())
    frozen.write_bytes(b"# Something else\n")
    broken = in_house("verify")
    assert broken.code == 1
    assert "broken: approved/bruecke/sources/" in broken.out
    assert "were looked at" in broken.out


def test_findings_of_checks_point_at_the_line_of_the_po_file(in_house: Command, house: House) -> None:
    in_house("sync")
    assert "0 errors" in in_house("check").err
    house.review("en", texts={"Die Brücke kostet 12,8 Mio. Euro.": "The bridge costs 21.8 million euros."})
    told = in_house("check", "bruecke", "--language", "en")
    assert told.code == 1
    assert told.out.startswith("locales/en/LC_MESSAGES/bruecke.po:")
    assert "next: correct these lines" in told.err


def test_catalogs_come_and_go(in_house: Command, house: House) -> None:
    in_house("sync")
    out = in_house("catalog", "export", "bruecke", "--language", "en", "en.po")
    assert out.out == "wrote 5 entries to en.po\n"
    upload = (house.root / "en.po").read_text(encoding="utf-8")
    house.review("en", texts={"Anfahrt": "Directions"})
    (house.root / "en.po").write_text(
        upload.replace('msgid "Anfahrt"\nmsgstr ""', 'msgid "Anfahrt"\nmsgstr "Getting there"'), encoding="utf-8"
    )
    told = in_house("catalog", "import", "bruecke", "en.po", "--language", "en", "--by", BY)
    assert told.code == 1
    assert "1 in conflict" in told.out
    assert "  conflict: Anfahrt:" in told.out
    assert "next: decide on the suggestions in" in told.err
    assert house.targets("en")["Anfahrt"] == ("Directions", False)
    assert "suggestion" in in_house("status").out
    assert in_house("approve", "bruecke", "--language", "en", "--by", BY).code == 3


def test_an_entry_with_broken_tags_is_rejected_with_the_reason(in_house: Command, house: House) -> None:
    in_house("sync")
    in_house("catalog", "export", "bruecke", "--language", "en", "en.po")
    text = (house.root / "en.po").read_text(encoding="utf-8")
    source = 'msgid "Sie ist <strong>186 m</strong> lang."\nmsgstr "'
    assert source in text
    (house.root / "en.po").write_text(text.replace(source, source + "It is <strong>186 m long."), encoding="utf-8")
    told = in_house("catalog", "import", "bruecke", "en.po", "--language", "en", "--by", BY)
    assert told.code == 1
    assert "1 rejected" in told.out
    assert "  rejected: Sie ist" in told.out


@pytest.mark.parametrize("suffix", ["csv", "xlf", "po"])
def test_every_exchange_format_comes_back(suffix: str, in_house: Command, house: House) -> None:
    in_house("sync")
    name = f"out.{suffix}"
    assert in_house("catalog", "export", "bruecke", "--language", "en", name).code == 0
    before = house.files()
    told = in_house("catalog", "import", "bruecke", name, "--language", "en", "--by", BY)
    assert told.code == 1  # nothing was applied
    assert house.files() == before


def test_a_catalog_goes_to_stdout_when_no_file_is_named(house: House, process: RunProcess, in_house: Command) -> None:
    in_house("sync")
    told = process("catalog", "export", "bruecke", "--language", "en", "--newsroom", house.root)
    assert told.err == ""
    assert "X-Translateflow-Revision" in told.out
    as_csv = process("catalog", "export", "bruecke", "--language", "en", "--format", "csv", "--newsroom", house.root)
    assert "Anfahrt" in as_csv.out
    assert "msgid" not in as_csv.out


def test_the_memory_is_searched_and_the_ledger_read(
    served_house: House, in_served_house: Command, engine: EngineServer
) -> None:
    assert "There are no jobs yet." in in_served_house("jobs", "list").out
    assert in_served_house("jobs", "run").out == "No job is open.\n"
    engine.down = True
    in_served_house("translate", "--language", "en")
    shown = in_served_house("jobs", "show", "1")
    assert "job 1, done: bruecke" in shown.out
    assert "failed in en: 5 segments" in shown.out
    assert "next: translateflow jobs resume 1" in shown.err
    assert in_served_house("jobs", "resume", "1").code == 1
    assert "job 1: 0 items cancelled" in in_served_house("jobs", "cancel", "1").out
    assert "job  state" in in_served_house("jobs", "list").out
    unit = MemoryUnit("de", "en", "Der Eintritt ist frei.", "Admission is free.")
    served_house.newsroom.database.memory.add([unit])
    found = in_served_house("memory", "search", "Der Eintritt ist frei!", "--language", "en")
    assert "%  Der Eintritt ist frei." in found.out
    assert "Admission is free." in found.out
    assert in_served_house("memory", "search", "Ganz anderes", "--language", "en").out == "nothing similar\n"
    assert in_served_house("memory", "export", "m.tmx").out == "wrote 1 unit to m.tmx\n"
    assert "m.tmx: 1 unit" in in_served_house("memory", "import", "m.tmx").out


def test_a_memory_with_odd_units_says_what_was_passed_over(in_house: Command, house: House) -> None:
    (house.root / "odd.tmx").write_text(
        '<?xml version="1.0"?>\n<tmx version="1.4"><header srclang="de" datatype="plaintext" segtype="sentence" '
        'adminlang="en" o-tmf="x" creationtool="x" creationtoolversion="1"/><body>'
        '<tu><tuv xml:lang="de"><seg>Ja.</seg></tuv><tuv xml:lang="en"><seg>Yes.</seg></tuv></tu>'
        '<tu><tuv xml:lang="de"><seg>Nein.</seg></tuv><tuv xml:lang="xq"><seg>?</seg></tuv></tu>'
        "</body></tmx>",
        encoding="utf-8",
    )
    told = in_house("memory", "import", "odd.tmx")
    assert told.code == 0
    assert "odd.tmx: 1 unit" in told.out
    assert "passed over: " in told.err


def test_terms_and_accounts_are_listed(in_house: Command, house: House) -> None:
    assert in_house("glossary", "list").out == "There are no terms.\n"
    (house.root / "g.csv").write_text("source_language,language,source,target\nde,en,Brücke,bridge\n", encoding="utf-8")
    assert in_house("glossary", "import", "g.csv").out == "g.csv: 1 term\n"
    assert "Brücke" in in_house("glossary", "list", "--source", "de", "--language", "en").out
    assert in_house("glossary", "export", "g2.csv").out == "wrote 1 term to g2.csv\n"
    assert in_house("users", "list").out == "There are no accounts yet.\n"
    added = in_house("users", "add", "a@x.example", "--name", "Anna Beispiel", "--role", "editor")
    assert added.out == "added Anna Beispiel <a@x.example>: editor\n"
    assert "no role yet" in in_house("users", "add", "b@x.example", "--name", "Berta Beispiel").out
    assert "Anna Beispiel" in in_house("users", "list").out
    token = in_house("users", "token", "a@x.example")
    assert len(token.out.strip()) > 20
    assert "cannot be shown again" in token.err
    assert in_house("users", "remove", "b@x.example").out == "removed b@x.example\n"


def test_doctor_says_what_works_and_what_does_not(in_house: Command, house: House) -> None:
    told = in_house("doctor")
    assert told.code == 0
    assert "good" in told.out
    house.write_release("kaputt", "---\ntitle: [\n---\n")
    bad = in_house("doctor")
    assert bad.code == 1
    assert "bad" in bad.out
    assert "kaputt" in bad.out


def test_people_only_is_said(in_house: Command) -> None:
    told = in_house("translate")
    assert told.code == 0
    assert "10 segments left for people: no engine is set for their language" in told.err


def test_a_job_that_was_left_to_others_says_how_to_run_it(in_served_house: Command) -> None:
    told = in_served_house("translate", "--no-wait")
    assert "10 waiting" in told.out
    assert "next: translateflow jobs show 1, or translateflow jobs run" in told.err
    assert "10 drafted" in in_served_house("jobs", "run").out


def test_a_feed_s_known_items_are_passed_over(in_house: Command, house: House) -> None:
    (house.root / "feed.xml").write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><link>https://x.example</link>'
        "<description>D</description><item><title>Neuer Radweg</title><link>https://x.example/1</link>"
        "<description>&lt;p&gt;Der Radweg ist fertig und führt am Fluss entlang.&lt;/p&gt;</description></item>"
        "</channel></rss>",
        encoding="utf-8",
    )
    assert "added releases/neuer-radweg" in in_house("add", "feed.xml").out
    again = in_house("add", "feed.xml")
    assert again.code == 0
    assert "passed over “neuer-radweg”" in again.err


def test_a_new_newsroom_is_ready_for_its_first_release(command: Command, tmp_path: Path) -> None:
    root = tmp_path / "neu"
    told = command("init", root, "--title", "Stadt Neu", "--source", "de", "--target", "en")
    assert told.code == 0
    assert f"made {root}" in told.out
    assert command("status", "--newsroom", root).code == 0
    again = command("init", root)
    assert again.code == 3
    assert "exists already" in again.sentence


def test_serve_shows_the_site_until_ctrl_c(house: House, in_house: Command, start: StartProcess) -> None:
    in_house("approve", "bruecke", "--language", "de", "--by", BY)
    in_house("publish")
    port = find_free_port()
    running = start("serve", "--port", str(port), "--newsroom", house.root)
    assert running.stdout is not None
    assert f"http://127.0.0.1:{port}" in running.stdout.readline()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/de/bruecke/")
    assert "Neue Brücke öffnet" in connection.getresponse().read().decode()
    taken = in_house("serve", "--port", str(port))
    assert taken.code == 4
    assert f"127.0.0.1:{port}" in taken.sentence
    connection.close()
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert "Traceback" not in out + err


def test_worker_becomes_celery_s_worker(
    house: House, in_house: Command, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[str, list[str], str]] = []

    def become(path: str, command: list[str], environment: dict[str, str]) -> None:
        started.append((path, command, environment["TRANSLATEFLOW_NEWSROOM"]))

    monkeypatch.setattr("os.execve", become)
    monkeypatch.setenv("TRANSLATEFLOW_QUEUE_BROKER", redis_url)
    assert in_house("worker", "-c", "4", "--beat").code == 0
    expected = plan_worker(queues=ALL_QUEUES, concurrency=4, beat=True, loglevel="INFO")
    assert started == [(sys.executable, expected, str(house.root.resolve()))]


def test_the_demo_walks_the_whole_road(process: RunProcess, require_program: RequireProgram, tmp_path: Path) -> None:
    require_program("apertium", "apertium-eng-spa apertium-eng-cat")
    told = process("demo", tmp_path / "demo")
    assert told.code == 0, told.out + told.err
    assert "The road is walked" in told.out
    assert "$ translateflow publish" in told.out
    assert (tmp_path / "demo/public/index.html").is_file()
    assert "Traceback" not in told.out + told.err
    again = process("demo", tmp_path / "demo")
    assert again.code == 0
    assert "The earlier demo is now in" in again.out


def test_the_demo_ends_well_without_any_engine(
    process: RunProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    told = process("demo", tmp_path / "demo")
    assert told.code == 0, told.out + told.err
    assert "engine apertium: its programs cannot be started" in told.err
    assert "The road is walked" in told.out


def test_the_demo_never_writes_into_a_folder_of_somebody_else(command: Command, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    told = command("demo", tmp_path)
    assert told.code == 3
    assert "holds something else already" in told.sentence


def test_a_step_of_the_demo_that_fails_is_named(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Newsroom) -> None:
        message = "a mistake of ours"
        raise RuntimeError(message)

    monkeypatch.setattr(Newsroom, "sources", fail)
    told = command("demo", tmp_path / "demo")
    assert told.code == 4
    assert "The step “status” ended with 4. Run translateflow doctor" in told.err
