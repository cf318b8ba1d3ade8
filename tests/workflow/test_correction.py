"""The road of a correction: source, outdated sentences, live pages as approved, the new version, the archive."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import feedparser
import pytest
from lxml import html
from tests.workflow.conftest import EDITOR, NOW, RELEASE, SETTINGS
from werkzeug.test import Client

from translateflow.web.site import make_site_app
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.editions import make_site
from translateflow.workflow.publish import PublishRequest, run_publish
from translateflow.workflow.sync import run_sync
from translateflow.workflow.withdraw import run_withdraw

if TYPE_CHECKING:
    from tests.workflow.conftest import House

LATER = NOW + dt.timedelta(days=2)
LATEST = NOW + dt.timedelta(days=3)
WRONG, RIGHT = "Die Brücke kostet 12,8 Mio. Euro.", "Die Brücke kostet 12,9 Mio. Euro."


@pytest.fixture
def live(house: House) -> House:
    """Give a newsroom whose release is live in German, English and Arabic."""
    run_sync(house.newsroom, [])
    for language in ("en", "ar"):
        house.review(language)
    _approve(house, ["de", "en", "ar"], NOW)
    return house


def _approve(house: House, languages: list[str], now: dt.datetime, correction: str | None = None) -> None:
    verdicts = run_approve(house.newsroom, ApproveRequest(["bruecke"], languages, EDITOR, correction=correction), now)
    assert all(verdict.passed for verdict in verdicts), verdicts
    run_publish(house.newsroom, PublishRequest(), now)


def _page(house: House, language: str) -> str:
    return (house.newsroom.site_folder / language / "bruecke" / "index.html").read_text()


def _data(house: House, language: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_tree(house, language).xpath("//script")[0].text)
    return found


def _tree(house: House, language: str) -> Any:
    return html.document_fromstring(_page(house, language))


def test_a_correction_walks_the_whole_road(live: House) -> None:
    before = _page(live, "en")
    published = _data(live, "en")["datePublished"]
    live.write_release("bruecke", RELEASE.replace("12,8", "12,9"))
    run_sync(live.newsroom, [])

    # Exactly the touched sentence is outdated, everywhere; what readers see stays.
    for language in ("en", "ar"):
        fuzzy = [source for source, (_, outdated) in live.targets(language).items() if outdated]
        assert fuzzy == [RIGHT]
    run_publish(live.newsroom, PublishRequest(), LATER)
    assert _page(live, "en") == before

    # The corrected original goes out; translations say that it has changed.
    _approve(live, ["de"], LATER, "Die Brücke kostet 12,9 Mio. Euro, nicht 12,8.")
    assert "12,9" in _page(live, "de")
    assert "12,9" not in _page(live, "en")
    assert "The original has changed since then, on " in _page(live, "en")
    assert 'datetime="2026-07-03"' in _page(live, "en")

    # The translation follows, with its own note in its own language.
    live.review("en", texts={RIGHT: "The bridge costs 12.9 million euros."})
    _approve(live, ["en"], LATEST, "The bridge costs 12.9 million euros, not 12.8.")
    page, data = _page(live, "en"), _data(live, "en")
    assert "12.9 million euros" in page
    assert "has changed since" not in page
    assert '<strong>Corrected on <time datetime="2026-07-04">' in page
    assert data["correction"] == {
        "@type": "CorrectionComment",
        "text": "The bridge costs 12.9 million euros, not 12.8.",
        "datePublished": "2026-07-04T14:00:00+02:00",
    }
    assert data["datePublished"] == published < data["dateModified"]
    assert "has changed since" not in _page(live, "de")

    # The feed moves, its id does not; the version before lies in the archive.
    entry = feedparser.parse((live.newsroom.site_folder / "en/feed.xml").read_bytes()).entries[0]
    assert entry.updated.startswith("2026-07-04")
    assert entry.published < entry.updated
    assert entry.id == "tag:presse.stadt.example,2026:en/bruecke"
    archived = live.newsroom.snapshots.archived("bruecke", "en")
    assert [evidence.approved_at for evidence in archived] == [NOW]
    assert '"lastmod"' not in (live.newsroom.site_folder / "sitemap.xml").read_text()
    assert "<lastmod>2026-07-04" in (live.newsroom.site_folder / "sitemap.xml").read_text()


def test_a_note_keeps_its_day_until_another_takes_its_place_or_it_is_taken_away(live: House) -> None:
    _approve(live, ["de"], LATER, "Erste Berichtigung.")
    _approve(live, ["de"], LATEST)
    assert 'Berichtigt am <time datetime="2026-07-03">' in _page(live, "de")
    assert "Erste Berichtigung." in _page(live, "de")
    _approve(live, ["de"], LATEST, "Zweite Berichtigung.")
    assert 'Berichtigt am <time datetime="2026-07-04">' in _page(live, "de")
    _approve(live, ["de"], LATEST, "")
    assert "Berichtigt" not in _page(live, "de")
    assert "correction" not in _data(live, "de")


def test_a_note_in_the_source_is_translated_like_the_rest(live: House) -> None:
    corrected = RELEASE.replace("12,8", "12,9").replace("date:", "correction: Der Preis stimmte nicht.\ndate:")
    live.write_release("bruecke", corrected)
    run_sync(live.newsroom, [])
    assert "Der Preis stimmte nicht." in live.targets("en")
    live.review(
        "en", texts={RIGHT: "The bridge costs 12.9 million euros.", "Der Preis stimmte nicht.": "The price was wrong."}
    )
    _approve(live, ["de", "en"], LATER)
    assert "The price was wrong." in _page(live, "en")
    assert _data(live, "de")["correction"]["text"] == "Der Preis stimmte nicht."


def test_a_newsroom_may_keep_quiet_about_a_changed_original(live: House) -> None:
    live.write_release("bruecke", RELEASE.replace("12,8", "12,9"))
    live.configure(SETTINGS + "[publish]\nchanged_notice = false\n")
    run_sync(live.newsroom, [])
    _approve(live, ["de"], LATER)
    assert "has changed since" not in _page(live, "en")


def test_a_withdrawal_leaves_a_notice_and_no_other_trace(live: House) -> None:
    run_withdraw(live.newsroom, "bruecke", ["ar"], "Die Zahlen waren falsch.", LATER)
    out = live.newsroom.site_folder
    client = Client(make_site_app(out, site=make_site(live.newsroom)))
    gone = client.get("/ar/bruecke/")
    assert gone.status_code == 410
    assert 'lang="de"' in gone.text
    assert "Die Zahlen waren falsch." in gone.text
    assert 'href="../../en/bruecke/"' in gone.text
    # Out of indexes, lists, search, feeds, sitemap, records, and every other page's alternates and switcher.
    for path in sorted(out.resolve().rglob("*.*")):
        name = path.relative_to(out.resolve()).as_posix()
        if name.startswith(("ar/", "assets/")) or name in {
            "withdrawn.json",
            "de/bruecke/release.json",
            "en/bruecke/release.json",
        }:
            continue
        assert "/ar/" not in path.read_text(), name
    assert not (out / "ar/feed.xml").exists()
    assert not (out / "ar/search").exists()
    assert "bruecke" not in (out / "ar/index.html").read_text()
    assert json.loads((out / "en/bruecke/release.json").read_text())["languages"]["ar"] == {"state": "withdrawn"}
    assert client.get("/releases/bruecke", headers={"Accept-Language": "ar"}).headers["Location"] == "/de/bruecke/"


def test_all_languages_are_withdrawn_and_each_notice_is_in_its_language(live: House) -> None:
    run_withdraw(live.newsroom, "bruecke", [], "Irrtum", LATER)
    client = Client(make_site_app(live.newsroom.site_folder, site=make_site(live.newsroom)))
    for language, words in (("de", "zurückgezogen"), ("en", "withdrawn"), ("ar", "سُحب")):
        answer = client.get(f"/{language}/bruecke/")
        assert answer.status_code == 410
        assert words in answer.text
        assert "noindex" in answer.text
    assert client.get("/releases/bruecke").status_code == 404


def test_a_renamed_release_is_found_under_its_former_address(live: House) -> None:
    (live.root / "releases/bruecke.md").unlink()
    live.write_release("steg", RELEASE.replace("date:", "formerly: [bruecke]\ndate:"))
    run_sync(live.newsroom, [])
    import shutil

    shutil.rmtree(live.root / "approved/bruecke")
    run_approve(live.newsroom, ApproveRequest(["steg"], ["de"], EDITOR), LATER)
    run_publish(live.newsroom, PublishRequest(), LATER)
    client = Client(make_site_app(live.newsroom.site_folder, site=make_site(live.newsroom)))
    for former in ("/de/bruecke/", "/de/bruecke"):
        answer = client.get(former)
        assert (answer.status_code, answer.headers["Location"]) == (308, "/de/steg/")
    assert client.get("/releases/bruecke").headers["Location"] == "/de/steg/"
    assert json.loads((live.newsroom.site_folder / "moved.json").read_text()) == {"moved": {"de/bruecke/": "de/steg/"}}


def test_downloads_are_frozen_and_come_in_the_readers_language_where_there_is_one(house: House) -> None:
    files = house.root / "releases/files"
    files.mkdir(parents=True)
    (files / "plan.pdf").write_bytes(b"%PDF-" + 2_300_000 * b" ")
    (files / "plan.en.pdf").write_bytes(b"%PDF-english")
    house.write_release("bruecke", RELEASE.replace("date:", 'downloads: ["Lageplan <files/plan.pdf>"]\ndate:'))
    run_sync(house.newsroom, [])
    house.review("en", texts=None)
    house.review("ar", texts=None)
    _approve(house, ["de", "en", "ar"], NOW)
    assert ">Lageplan</a> <span>(<bdi>PDF</bdi> · <bdi>2,3 MB</bdi>)</span>" in _page(house, "de")
    english = _tree(house, "en").xpath("//ul[@class='downloads']//a")[0]
    assert (english.get("hreflang"), english.get("type")) == ("en", "application/pdf")
    assert (house.newsroom.site_folder / "en/bruecke" / english.get("href")).read_bytes() == b"%PDF-english"
    assert 'hreflang="de" type="application/pdf"' in _page(house, "ar")
    assert "الألمانية" in _page(house, "ar")
