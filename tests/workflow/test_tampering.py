"""Whatever is changed between the newsroom's key and a page, the link that was changed is named."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.workflow.conftest import EDITOR, NOW, RELEASE, SETTINGS

from translateflow.review.evidence import evidence_from_json, evidence_to_json
from translateflow.review.links import Link
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.publish import PublishRequest, run_publish
from translateflow.workflow.sync import run_sync
from translateflow.workflow.verify import Broken, run_verify
from translateflow.workflow.withdraw import run_withdraw

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.workflow.conftest import House

IMAGE = "image: bilder/steg.svg\nimage_description: Ein Steg.\n"
STRICT = SETTINGS + "[review]\nrequire_signature = true\n[engines]\norder = []\n"


@pytest.fixture
def live_house(house: House) -> House:
    """Give a newsroom whose release, with a picture, is signed off and live in German and English."""
    house.write_release("bruecke", RELEASE.replace("---\n", f"---\n{IMAGE}", 1))
    picture = house.root / "releases" / "bilder" / "steg.svg"
    picture.parent.mkdir()
    picture.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    sign(house)
    run_publish(house.newsroom, PublishRequest(), NOW)
    return house


def sign(house: House) -> None:
    run_sync(house.newsroom, [])
    house.review("en")
    verdicts = run_approve(house.newsroom, ApproveRequest(["bruecke"], ["de", "en"], EDITOR), NOW)
    assert all(verdict.passed for verdict in verdicts)


def only(house: House) -> Broken:
    (broken,) = run_verify(house.newsroom).broken
    assert broken.remedy
    return broken


def approved(house: House, name: str = "en.json") -> Path:
    return house.root / "approved" / "bruecke" / name


def change_record(house: House, field: str, value: object) -> None:
    """Change a field as somebody would who knows how records are written: the digest is made anew."""
    path = approved(house)
    evidence = evidence_from_json(path.read_bytes(), path)
    path.write_bytes(evidence_to_json(replace(evidence, **{field: value})))  # type: ignore[arg-type]  # any field


def test_an_untouched_chain_holds_and_is_proved_by_the_key(live_house: House) -> None:
    report = run_verify(live_house.newsroom)
    assert (report.broken, report.unsigned, report.signed, report.snapshots) == ((), (), 2, 2)


FIELDS: dict[str, object] = {
    "approved_by": "Somebody <else@stadt.example>",
    "approved_at": NOW.replace(year=2025),
    "note": "Gelesen.",
    "reviewed_by": "",
    "responsible_editor": "Nobody",
    "review_seconds": 3600,
    "kept": ("2026-07-02",),
    "segments": (),
    "catalog_digest": "0" * 64,
    "source_digest": "0" * 64,
    "body_digest": "0" * 64,
    "assets": {},
}


@pytest.mark.parametrize("field", FIELDS)
def test_a_changed_field_whose_digest_was_made_anew_breaks_the_signature(field: str, live_house: House) -> None:
    change_record(live_house, field, FIELDS[field])
    broken = only(live_house)
    assert (broken.link, broken.path) == (Link.SIGNATURE, "approved/bruecke/en.json")
    assert run_verify(live_house.newsroom).signed == 1


@pytest.mark.parametrize("field", ["approved_by", "note", "reviewed_by", "first_approved_at"])
def test_a_field_changed_by_hand_breaks_the_evidence(field: str, live_house: House) -> None:
    path = approved(live_house)
    record = json.loads(path.read_bytes())
    record[field] = "2026-01-01T00:00:00+00:00"
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    broken = only(live_house)
    assert (broken.link, broken.path) == (Link.EVIDENCE, "approved/bruecke/en.json")
    assert "never mended by hand" in broken.remedy


def _edit(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))


def source_of(house: House) -> Path:
    (path,) = approved(house, "sources").iterdir()
    return path


def asset_of(house: House) -> Path:
    (path,) = approved(house, "assets").iterdir()
    return path


FILES: dict[Link, Callable[[House], Path]] = {
    Link.CATALOG: lambda house: approved(house, "en.po"),
    Link.BODY: lambda house: approved(house, "en.html"),
    Link.SOURCE: source_of,
    Link.ASSET: asset_of,
}


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.sampled_from(sorted(FILES)), st.integers(0, 10**6), st.integers(1, 255))
def test_one_changed_byte_of_a_frozen_file_names_that_file(
    live_house: House, link: Link, place: int, twist: int
) -> None:
    path = FILES[link](live_house)
    whole = path.read_bytes()
    at = place % len(whole)
    path.write_bytes(whole[:at] + bytes([whole[at] ^ twist]) + whole[at + 1 :])
    try:
        broken = [each for each in run_verify(live_house.newsroom).broken if "/de" not in each.path]
        assert {(each.link, each.path) for each in broken} == {(link.value, live_house.newsroom.show(path))}
    finally:
        path.write_bytes(whole)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.integers(1, 255))
def test_one_changed_byte_of_the_record_names_evidence_signature_or_key(
    live_house: House, place: int, twist: int
) -> None:
    path = approved(live_house)
    whole = path.read_bytes()
    at = place % len(whole)
    path.write_bytes(whole[:at] + bytes([whole[at] ^ twist]) + whole[at + 1 :])
    try:
        broken = only(live_house)
    finally:
        path.write_bytes(whole)
    assert broken.path == "approved/bruecke/en.json"
    value = whole.index(b'"signature": "') + len(b'"signature": "')
    in_signature = value <= at < len(whole) - len('"\n}\n')
    assert broken.link in ({Link.SIGNATURE, Link.KEY, Link.EVIDENCE} if in_signature else {Link.EVIDENCE})


def test_a_changed_mac_names_the_signature_and_a_changed_key_name_the_key(live_house: House) -> None:
    path = approved(live_house)
    signature = evidence_from_json(path.read_bytes(), path).signature
    change_record(live_house, "signature", signature[:-1] + ("0" if signature[-1] != "0" else "1"))
    assert only(live_house).link == Link.SIGNATURE
    change_record(live_house, "signature", "00000000" + signature[8:])
    broken = only(live_house)
    assert broken.link == Link.KEY
    assert "00000000, which this machine does not have" in broken.problem
    assert "TRANSLATEFLOW_KEYS_FILE" in broken.remedy


def test_a_signature_of_another_record_proves_nothing(live_house: House) -> None:
    german = approved(live_house, "de.json")
    change_record(live_house, "signature", evidence_from_json(german.read_bytes(), german).signature)
    assert only(live_house).link == Link.SIGNATURE


@pytest.mark.parametrize(("old", "new"), [("alle zehn", "alle elf"), ("Neue Brücke", "Alte Brücke")])
def test_a_changed_page_is_named_itself(live_house: House, old: str, new: str) -> None:
    page = live_house.root / "public" / "en" / "bruecke" / "index.html"
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new), encoding="utf-8")
    broken = only(live_house)
    assert (broken.link, broken.path) == (Link.PAGE, "public/en/bruecke/index.html")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.integers(1, 255))
def test_one_changed_byte_anywhere_in_a_page_names_the_page(live_house: House, place: int, twist: int) -> None:
    path = live_house.root / "public" / "de" / "bruecke" / "index.html"
    whole = path.read_bytes()
    at = place % len(whole)
    path.write_bytes(whole[:at] + bytes([whole[at] ^ twist]) + whole[at + 1 :])
    try:
        broken = only(live_house)
    finally:
        path.write_bytes(whole)
    assert (broken.link, broken.path) == (Link.PAGE, "public/de/bruecke/index.html")


def test_feeds_indexes_and_strange_files_are_looked_at_too(live_house: House) -> None:
    site = live_house.root / "public"
    _edit(site / "en" / "feed.xml", lambda data: data.replace(b"Stadt", b"Land"))
    (site / "en" / "evil.html").write_text("<p>Not ours</p>")
    (site / "de" / "index.html").unlink()
    named = {broken.path: broken.problem for broken in run_verify(live_house.newsroom).broken}
    assert named == {
        "public/de/index.html": "is missing.",
        "public/en/evil.html": "was not put there by publishing.",
        "public/en/feed.xml": "was changed after it was published.",
    }
    run_publish(live_house.newsroom, PublishRequest(), NOW)
    assert run_verify(live_house.newsroom).broken == ()


def test_a_site_made_under_other_settings_is_not_called_changed(live_house: House) -> None:
    live_house.configure(SETTINGS.replace("Stadt Beispiel", "Stadt Anderswo") + "[engines]\norder = []\n")
    assert run_verify(live_house.newsroom).broken == ()


def test_a_page_that_claims_another_provenance_is_named(live_house: House) -> None:
    page = live_house.root / "public" / "en" / "bruecke" / "index.html"
    _edit(page, lambda data: data.replace(b'data-provenance="reviewed"', b'data-provenance="original"'))
    assert only(live_house).link == Link.PAGE


def test_after_a_rotation_everything_still_holds(live_house: House) -> None:
    live_house.newsroom.keys.rotate()
    assert run_verify(live_house.newsroom).signed == 2


def test_a_revoked_key_names_every_sign_off_until_it_is_given_again(live_house: House) -> None:
    (key,) = live_house.newsroom.keys.describe()
    live_house.newsroom.keys.revoke(key.id)
    report = run_verify(live_house.newsroom)
    assert {(each.link, each.path) for each in report.broken} == {
        (Link.KEY.value, f"approved/bruecke/{language}.json") for language in ("de", "en")
    }
    assert all("compromised" in each.problem for each in report.broken)
    sign(live_house)
    assert run_verify(live_house.newsroom).broken == ()


def test_earlier_sign_offs_of_a_revoked_key_are_told_and_not_broken_for_ever(live_house: House) -> None:
    live_house.review("en", texts={"Anfahrt": "Getting there"})
    run_approve(live_house.newsroom, ApproveRequest(["bruecke"], ["en"], EDITOR), NOW.replace(day=2))
    live_house.configure(STRICT)
    (key,) = live_house.newsroom.keys.describe()
    live_house.newsroom.keys.revoke(key.id)
    run_approve(live_house.newsroom, ApproveRequest(["bruecke"], ["de", "en"], EDITOR), NOW.replace(day=3))
    run_publish(live_house.newsroom, PublishRequest(), NOW.replace(day=3))
    report = run_verify(live_house.newsroom)
    assert (report.broken, report.signed, len(report.unsigned)) == ((), 2, 1)
    assert report.unsigned[0].startswith("approved/bruecke/archive/en.")


def test_on_a_machine_without_the_key_nothing_counts_as_proved(live_house: House) -> None:
    (live_house.root / ".translateflow" / "keys.json").unlink()
    report = run_verify(live_house.newsroom)
    assert {each.link for each in report.broken} == {Link.KEY}
    assert (report.signed, report.unsigned) == (0, ())


def unsign(house: House) -> None:
    for name in ("de.json", "en.json"):
        path = approved(house, name)
        path.write_bytes(evidence_to_json(replace(evidence_from_json(path.read_bytes(), path), signature="")))


def test_sign_offs_without_a_signature_are_told_and_only_broken_where_one_is_required(live_house: House) -> None:
    unsign(live_house)
    report = run_verify(live_house.newsroom)
    assert (report.broken, report.signed) == ((), 0)
    assert report.unsigned == ("approved/bruecke/de.json", "approved/bruecke/en.json")
    live_house.configure(STRICT)
    assert {each.link for each in run_verify(live_house.newsroom).broken} == {Link.SIGNATURE}


def test_without_a_signature_the_frozen_catalog_still_vouches_for_the_sentences(live_house: House) -> None:
    unsign(live_house)
    path = approved(live_house)
    evidence = evidence_from_json(path.read_bytes(), path)
    first, *rest = evidence.segments
    path.write_bytes(evidence_to_json(replace(evidence, segments=(replace(first, target="Something else"), *rest))))
    broken = only(live_house)
    assert (broken.link, broken.path) == (Link.EVIDENCE, "approved/bruecke/en.json")
    assert "approved/bruecke/en.po" in broken.problem


def test_a_withdrawal_somebody_rewrote_is_named(live_house: House) -> None:
    run_withdraw(live_house.newsroom, "bruecke", ["en"], "Irrtum.", NOW)
    assert run_verify(live_house.newsroom).broken == ()
    _edit(approved(live_house, "en.withdrawn.json"), lambda data: data.replace(b"Irrtum.", b"Wetter."))
    broken = only(live_house)
    assert broken.path == "approved/bruecke/en.withdrawn.json"
    assert broken.link == Link.SIGNATURE


def test_an_earlier_sign_off_that_was_changed_is_named_too(live_house: House) -> None:
    live_house.review("en", texts={"Anfahrt": "Getting there"})
    sign_again = run_approve(live_house.newsroom, ApproveRequest(["bruecke"], ["en"], EDITOR), NOW.replace(day=2))
    assert sign_again[0].passed
    run_publish(live_house.newsroom, PublishRequest(), NOW.replace(day=2))
    assert run_verify(live_house.newsroom).archived == 1
    (record,) = approved(live_house, "archive").glob("*.json")
    _edit(record, lambda data: data.replace(b"Pressestelle", b"Poststelle"))
    broken = only(live_house)
    assert (broken.link, broken.path) == (Link.EVIDENCE, live_house.newsroom.show(record))
    assert "archive" in broken.remedy
