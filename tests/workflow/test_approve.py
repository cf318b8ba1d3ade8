"""Signing off: refused with every reason, or frozen with evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.workflow.conftest import EDITOR, NOW, RELEASE, SETTINGS, TRANSLATOR

from translateflow.errors import BadApproverError, LanguageNotTargetedError, NoReleaseError
from translateflow.model.edition import Provenance
from translateflow.review.evidence import Decision
from translateflow.review.gate import Code
from translateflow.workflow.approve import ApproveRequest, Verdict, run_approve
from translateflow.workflow.sync import run_sync
from translateflow.workflow.translate import TranslateRequest, run_translate

if TYPE_CHECKING:
    from tests.workflow.conftest import House

FIRST = "Die Brücke kostet 12,8 Mio. Euro."


def _approve(house: House, *languages: str, by: str = EDITOR, dry_run: bool = False) -> tuple[Verdict, ...]:
    return run_approve(house.newsroom, ApproveRequest(["bruecke"], languages, by, dry_run=dry_run), NOW)


def test_every_reason_is_listed_at_once(house: House) -> None:
    run_sync(house.newsroom, [])
    house.review("en", texts={FIRST: "The bridge costs 128 million euros."})
    (verdict,) = _approve(house, "en")
    codes = [reason.code for reason in verdict.reasons]
    assert codes.count(Code.EMPTY) == 4
    assert Code.CHECK in codes
    assert not (house.root / "approved").exists()


def test_a_complete_catalog_is_frozen_with_its_source_and_evidence(house: House) -> None:
    run_sync(house.newsroom, [])
    house.review("en")
    (verdict,) = _approve(house, "en")
    evidence = verdict.evidence
    assert evidence is not None
    assert (evidence.approved_by, evidence.provenance) == (EDITOR, Provenance.REVIEWED)
    assert {segment.decision for segment in evidence.segments} == {Decision.WRITTEN}
    frozen = house.root / "approved" / "bruecke"
    assert (frozen / "en.po").read_bytes() == house.catalog_path("en").read_bytes()
    assert (frozen / evidence.source_file).read_text(encoding="utf-8") == RELEASE
    assert not house.newsroom.snapshots.find_broken(evidence)


def test_a_dry_run_says_what_would_happen_and_writes_nothing(house: House) -> None:
    run_sync(house.newsroom, [])
    house.review("en")
    before = house.files()
    assert _approve(house, "en", "ar", by="", dry_run=True)[0].passed
    assert house.files() == before


def test_the_original_is_signed_off_like_the_rest(house: House) -> None:
    (verdict,) = _approve(house, "de")
    assert verdict.evidence is not None
    assert verdict.evidence.provenance is Provenance.ORIGINAL
    assert {segment.decision for segment in verdict.evidence.segments} == {Decision.ORIGINAL}
    assert _approve(house, "de", dry_run=True)[0].passed


def test_several_releases_are_judged_each_on_its_own(house: House) -> None:
    house.write_release("zweite", RELEASE)
    run_sync(house.newsroom, [])
    house.review("en")
    verdicts = run_approve(house.newsroom, ApproveRequest(["bruecke", "zweite"], ["en"], EDITOR), NOW)
    assert [verdict.passed for verdict in verdicts] == [True, False]
    assert house.newsroom.snapshots.slugs() == ("bruecke",)


def test_evidence_tells_accepted_from_amended(served_house: House) -> None:
    run_translate(served_house.newsroom, TranslateRequest(languages=["en"]), lambda _: None)
    drafts = {source: text for source, (text, _) in served_house.targets("en").items()}
    served_house.review("en", texts=drafts | {FIRST: "The bridge costs 12.8 million euros."})
    (verdict,) = _approve(served_house, "en")
    assert verdict.evidence is not None
    by_source = {segment.source: segment for segment in verdict.evidence.segments}
    assert by_source[FIRST].decision is Decision.AMENDED
    assert by_source[FIRST].machine == f"{FIRST} [en]"
    assert by_source["Anfahrt"].decision is Decision.ACCEPTED
    assert by_source["Anfahrt"].engine == "libretranslate"


def test_what_is_signed_off_enters_the_memory(house: House) -> None:
    run_sync(house.newsroom, [])
    house.review("en", texts={"Anfahrt": "Getting there"})
    house.review("en", texts={source: source for source in house.targets("en") if source != "Anfahrt"})
    _approve(house, "en")
    units = {unit.source: unit.target for unit in house.newsroom.database.memory.units("de", "en")}
    assert units["Anfahrt"] == "Getting there"


def test_with_four_eyes_the_last_translator_cannot_sign(house: House) -> None:
    house.configure(SETTINGS + "[review]\nfour_eyes = true\n")
    run_sync(house.newsroom, [])
    house.review("en")
    assert [reason.code for reason in _approve(house, "en", by=TRANSLATOR)[0].reasons] == [Code.FOUR_EYES]
    assert _approve(house, "en")[0].passed


def test_four_eyes_can_be_asked_for_in_one_language_alone(house: House) -> None:
    house.configure(SETTINGS + "[review]\nfour_eyes = true\n[languages.ar]\nfour_eyes = false\n")
    run_sync(house.newsroom, [])
    house.review("en")
    house.review("ar")
    english, arabic = _approve(house, "en", "ar", by=TRANSLATOR)
    assert ([reason.code for reason in english.reasons], arabic.passed) == ([Code.FOUR_EYES], True)


def test_a_source_that_moved_on_after_the_sync_blocks(house: House) -> None:
    run_sync(house.newsroom, [])
    house.review("en")
    house.write_release("bruecke", RELEASE + "\nEin neuer Satz.\n")
    reasons = _approve(house, "en")[0].reasons
    assert [(reason.code, reason.segment) for reason in reasons] == [(Code.MISSING, "Ein neuer Satz.")]


def test_pseudo_text_never_goes_out(served_house: House) -> None:
    run_translate(served_house.newsroom, TranslateRequest(languages=["en"], engine="pseudo"), lambda _: None)
    served_house.review("en", texts={source: text for source, (text, _) in served_house.targets("en").items()})
    codes = {reason.code for reason in _approve(served_house, "en")[0].reasons}
    assert Code.PSEUDO in codes


def test_a_waiting_suggestion_has_to_be_decided_on_first(house: House) -> None:
    run_sync(house.newsroom, [])
    house.review("en")
    suggestions = house.newsroom.catalogs.suggestions("bruecke", "en")
    suggestions.parent.mkdir(parents=True)
    suggestions.write_bytes(house.catalog_path("en").read_bytes())
    assert {reason.code for reason in _approve(house, "en")[0].reasons} == {Code.CONFLICT}


def test_somebody_has_to_answer_for_it(house: House) -> None:
    for nobody in ("", "Pressestelle", "<presse@stadt.example>", "a b@c"):
        with pytest.raises(BadApproverError):
            _approve(house, "de", by=nobody)


def test_names_that_are_not_there_are_told_before_anything_is_frozen(house: House) -> None:
    with pytest.raises(LanguageNotTargetedError):
        _approve(house, "de", "fr")
    with pytest.raises(NoReleaseError):
        run_approve(house.newsroom, ApproveRequest(["bruecke", "nope"], ["de"], EDITOR), NOW)
    assert not (house.root / "approved").exists()


def test_without_a_catalog_the_reason_names_the_command(house: House) -> None:
    assert "translateflow sync bruecke" in _approve(house, "en")[0].reasons[0].message


def test_signing_again_keeps_the_earlier_sign_off_in_the_archive(house: House) -> None:
    _approve(house, "de")
    house.write_release("bruecke", RELEASE.replace("12,8", "13,1"))
    (again,) = run_approve(house.newsroom, ApproveRequest(["bruecke"], ["de"], EDITOR), NOW.replace(day=2))
    assert again.evidence is not None
    assert again.evidence.first_approved_at == NOW
    (earlier,) = house.newsroom.snapshots.archived("bruecke", "de")
    assert house.newsroom.snapshots.source_path(earlier).read_text(encoding="utf-8") == RELEASE
