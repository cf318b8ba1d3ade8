"""Bringing what is signed off to readers: by name, under embargo, all or none, labelled."""

from __future__ import annotations

import datetime as dt
import threading
from typing import TYPE_CHECKING

import pytest
from tests.workflow.conftest import EDITOR, NOW, RELEASE, SETTINGS, close

from translateflow.errors import EmbargoedError, HeldBackError, NoReleaseError, NotApprovedError
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.editions import read_frozen
from translateflow.workflow.keep_house import find_due, run_round
from translateflow.workflow.machine_text import freeze_machine_text
from translateflow.workflow.publish import PublishReport, PublishRequest, run_publish
from translateflow.workflow.published import read_live
from translateflow.workflow.sync import run_sync
from translateflow.workflow.translate import TranslateRequest, run_translate
from translateflow.workspace import open_newsroom

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflow.conftest import House

    from translateflow.workspace import Newsroom


def _sign(house: House, *languages: str, slug: str = "bruecke", now: dt.datetime = NOW) -> None:
    run_sync(house.newsroom, [slug])
    for language in languages:
        if language != "de":
            house.review(language, slug)
    verdicts = run_approve(house.newsroom, ApproveRequest([slug], languages, EDITOR), now)
    assert all(verdict.passed for verdict in verdicts), verdicts


def _publish(house: House, *slugs: str, now: dt.datetime = NOW, **wishes: object) -> PublishReport:
    return run_publish(house.newsroom, PublishRequest(slugs, **wishes), now)  # type: ignore[arg-type]  # test sugar


def _page(house: House, language: str, slug: str = "bruecke") -> str:
    return (house.root / "public" / language / slug / "index.html").read_text(encoding="utf-8")


def _site(house: House) -> dict[str, bytes]:
    site = (house.root / "public").resolve()
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_what_is_signed_off_is_live_and_nothing_else(house: House) -> None:
    _sign(house, "de", "en")
    report = _publish(house)
    assert set(report.fresh) == {("bruecke", "de"), ("bruecke", "en")}
    assert '<div class="body">' in _page(house, "de")
    assert not (house.root / "public" / "ar" / "bruecke").exists()


def test_editing_source_or_catalog_changes_nothing_readers_see(house: House) -> None:
    _sign(house, "de", "en")
    _publish(house)
    before = _page(house, "en")
    house.write_release("bruecke", RELEASE.replace("12,8", "99,9"))
    run_sync(house.newsroom, [])
    house.review("en")
    assert _publish(house).site.written == ()
    assert _page(house, "en") == before


def test_a_translation_says_when_the_original_has_moved_on(house: House) -> None:
    _sign(house, "de", "en")
    house.write_release("bruecke", RELEASE.replace("12,8", "13,1"))
    _sign(house, "de", now=NOW + dt.timedelta(days=3))
    _publish(house)
    assert "July 4, 2026" in _page(house, "en")
    assert "13,1" in _page(house, "de")


def test_one_release_is_published_and_what_was_live_stays(house: House) -> None:
    house.write_release("zweite", RELEASE.replace("Neue Brücke öffnet", "Zweite Meldung"))
    _sign(house, "de")
    _publish(house)
    _sign(house, "de", "en", slug="zweite")
    report = _publish(house, "zweite", languages=["en"])
    assert report.fresh == (("zweite", "en"),)
    assert set(report.live) == {("bruecke", "de"), ("zweite", "en")}


def test_nothing_goes_out_before_its_embargo_ends(house: House) -> None:
    house.write_release("bruecke", RELEASE.replace("date: 2026-06-18", "embargo: 2026-07-01T18:00:00+02:00"))
    _sign(house, "de", "en")
    report = _publish(house)
    assert [held.slug for held in report.held] == ["bruecke"]
    assert "18:00" in report.held[0].reason
    assert not any("bruecke" in str(path) for path in (house.root / "public").rglob("*"))
    with pytest.raises(EmbargoedError, match="18:00"):
        _publish(house, "bruecke")
    due = _publish(house, due=True, now=NOW + dt.timedelta(hours=5))
    assert set(due.fresh) == {("bruecke", "de"), ("bruecke", "en")}


def test_due_publishes_only_what_an_embargo_held(house: House) -> None:
    _sign(house, "de")
    assert _publish(house, due=True).live == ()


def test_housekeeping_publishes_what_has_become_due(house: House, never: threading.Event) -> None:
    past = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1)
    house.write_release("bruecke", RELEASE.replace("date: 2026-06-18", f"embargo: {past.isoformat()}"))
    _sign(house, "de")
    told: list[str] = []
    assert find_due(house.newsroom, dt.datetime.now(dt.UTC)) == ("bruecke",)
    run_round(house.newsroom, never, told.append)
    assert told == ["now live: /de/bruecke/"]
    assert find_due(house.newsroom, dt.datetime.now(dt.UTC)) == ()


def test_housekeeping_works_off_open_jobs(served_house: House, never: threading.Event) -> None:
    run_translate(served_house.newsroom, TranslateRequest(wait=False), lambda _: None)
    run_round(served_house.newsroom, never, lambda _: None)
    assert all(text for text, _ in served_house.targets("en").values())


def test_a_required_language_holds_back_the_whole_release(house: House) -> None:
    house.configure(SETTINGS + '[languages.ar]\npolicy = "required"\n')
    _sign(house, "de", "en")
    assert _publish(house).live == ()
    with pytest.raises(HeldBackError, match="ar"):
        _publish(house, "bruecke")
    _sign(house, "ar")
    assert len(_publish(house).live) == 3


def test_all_or_none_whoever_asks_for_one_language_brings_the_required_ones(house: House) -> None:
    house.configure(SETTINGS + '[languages.ar]\npolicy = "required"\n')
    _sign(house, "de", "en", "ar")
    assert _publish(house, "bruecke", languages=["en"]).live == (("bruecke", "ar"), ("bruecke", "en"))


def test_what_readers_have_stays_when_a_language_becomes_required_later(house: House) -> None:
    _sign(house, "de", "en")
    _publish(house)
    house.configure(SETTINGS + '[languages.ar]\npolicy = "required"\n')
    report = _publish(house)
    assert (report.live, report.held) == ((("bruecke", "de"), ("bruecke", "en")), ())


def test_labelled_machine_text_does_not_stand_in_for_a_required_sign_off(served_house: House) -> None:
    house = served_house
    settings = (house.root / "translateflow.toml").read_text(encoding="utf-8")
    house.configure(settings + '[languages.en]\npolicy = "machine-labelled"\n')
    run_translate(house.newsroom, TranslateRequest(languages=["en"]), lambda _: None)
    _sign(house, "de")
    freeze_machine_text(house.newsroom, NOW)
    house.configure(settings + '[languages.en]\npolicy = "required"\n')
    with pytest.raises(HeldBackError, match="en"):
        _publish(house, "bruecke")


def test_what_is_not_signed_off_cannot_be_published_by_name(house: House) -> None:
    with pytest.raises(NotApprovedError):
        _publish(house, "bruecke")
    with pytest.raises(NoReleaseError):
        _publish(house, "nope")
    _sign(house, "de")
    with pytest.raises(NotApprovedError, match="en"):
        _publish(house, "bruecke", languages=["en"])


def test_labelled_machine_text_goes_out_until_a_person_s_text_takes_its_place(served_house: House) -> None:
    house = served_house
    settings = (house.root / "translateflow.toml").read_text(encoding="utf-8")
    house.configure(settings + '[languages.en]\npolicy = "machine-labelled"\n')
    run_translate(house.newsroom, TranslateRequest(languages=["en"]), lambda _: None)
    assert _publish(house).live == ()
    _sign(house, "de")
    assert ("bruecke", "en") in _publish(house).live
    assert "noindex" in _page(house, "en")
    _sign(house, "en")
    _publish(house)
    assert "noindex" not in _page(house, "en")


def test_incomplete_machine_text_stays_at_home(served_house: House) -> None:
    house = served_house
    settings = (house.root / "translateflow.toml").read_text(encoding="utf-8")
    house.configure(settings + '[publish]\npolicy = "machine-labelled"\n')
    run_sync(house.newsroom, [])
    run_translate(house.newsroom, TranslateRequest(languages=["en"], max_characters=30), lambda _: None)
    _sign(house, "de")
    assert _publish(house).live == (("bruecke", "de"),)


def test_pseudo_text_does_not_go_out_labelled_either(served_house: House) -> None:
    house = served_house
    settings = (house.root / "translateflow.toml").read_text(encoding="utf-8")
    house.configure(settings + '[publish]\npolicy = "machine-labelled"\n')
    run_translate(house.newsroom, TranslateRequest(engine="pseudo"), lambda _: None)
    _sign(house, "de")
    assert _publish(house).live == (("bruecke", "de"),)


def test_images_are_frozen_and_the_page_shows_the_frozen_one(house: House) -> None:
    image = house.root / "releases" / "images" / "bruecke.svg"
    image.parent.mkdir(parents=True)
    image.write_text('<svg xmlns="http://www.w3.org/2000/svg"><title>1</title></svg>', encoding="utf-8")
    front = "image: images/bruecke.svg\nimage_description: Eine Brücke\n---"
    body = "\n![Plan der Brücke](images/bruecke.svg)\n"
    house.write_release("bruecke", RELEASE.replace("---\n\nDie", f"{front}\n\nDie") + body)
    _sign(house, "de", "en")
    image.write_text("<svg/>", encoding="utf-8")
    _publish(house)
    (frozen,) = (house.root / "public" / "assets").glob("*bruecke*.svg")
    assert "<title>1</title>" in frozen.read_text(encoding="utf-8")
    assert frozen.name in _page(house, "en")
    assert "images/bruecke.svg" not in _page(house, "en")


def test_deleting_the_site_and_publishing_again_gives_the_same_bytes(house: House) -> None:
    _sign(house, "de", "en", "ar")
    _publish(house)
    first = _site(house)
    (house.root / "public").unlink()
    _publish(house)
    assert _site(house) == first
    assert "ar/bruecke/index.html" in first


def test_one_language_signed_again_leaves_the_editions_of_the_others_the_very_same(house: House) -> None:
    _sign(house, "de", "en", "ar")
    before = read_frozen(house.newsroom)["bruecke"]
    editions = {language: before.edition(house.newsroom, language) for language in ("de", "en", "ar")}
    run_approve(
        house.newsroom, ApproveRequest(["bruecke"], ["ar"], EDITOR, note="Read again"), NOW + dt.timedelta(hours=1)
    )
    after = read_frozen(house.newsroom)["bruecke"]
    assert after.edition(house.newsroom, "en") is editions["en"]
    assert after.edition(house.newsroom, "de") is editions["de"]
    assert after.edition(house.newsroom, "ar") is not editions["ar"]


def test_two_who_publish_at_once_take_nothing_back_from_each_other(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    _sign(house, "de")
    other = open_newsroom(house.root, {})
    looked, go_on = threading.Event(), threading.Event()

    def look_slowly(newsroom: Newsroom, out: Path | None = None) -> frozenset[tuple[str, str]]:
        found = read_live(newsroom, out)
        if newsroom is other:
            looked.set()
            go_on.wait(10)
        return found

    monkeypatch.setattr("translateflow.workflow.publish.read_live", look_slowly)
    clock = threading.Thread(target=run_publish, args=(other, PublishRequest(due=True), NOW))
    clock.start()
    assert looked.wait(10)
    editor = threading.Thread(target=run_publish, args=(house.newsroom, PublishRequest(["bruecke"]), NOW))
    editor.start()
    editor.join(0.5)
    go_on.set()
    for each in (clock, editor):
        each.join(30)
    close(other)
    assert "bruecke" in (house.root / "public/de/index.html").read_text(encoding="utf-8")
