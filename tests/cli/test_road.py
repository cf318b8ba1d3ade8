"""The whole road as a person walks it: what each command shows, and what it says to do next."""

from __future__ import annotations

import datetime as dt
import http.client
import signal
import sys
from typing import TYPE_CHECKING

from tests.conftest import find_free_port

from translateflow.cli.worker import ALL_QUEUES
from translateflow.errors import DatabaseError
from translateflow.workflow.worker import plan_worker

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from tests.cli.conftest import Command, House, StartProcess

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
    assert "broken: source: approved/bruecke/sources/" in broken.out
    assert "were looked at" in broken.out


def test_findings_of_checks_point_at_the_line_of_the_po_file(in_house: Command, house: House) -> None:
    in_house("sync")
    assert "0 errors" in in_house("check").err
    house.review("en", texts={"Die Brücke kostet 12,8 Mio. Euro.": "The bridge costs 21.8 million euros."})
    told = in_house("check", "bruecke", "--language", "en")
    assert told.code == 1
    assert told.out.startswith("locales/en/LC_MESSAGES/bruecke.po:")
    assert "next: correct these lines" in told.err


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
