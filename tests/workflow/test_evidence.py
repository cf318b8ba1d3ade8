"""The evidence of a release, as data that follows its published schema, and as a page that stands on its own."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest
from tests.workflow.conftest import EDITOR, NOW, SETTINGS, TRANSLATOR
from tests.workflow.test_tampering import live_house, sign
from tests.workflow.test_waive import REASON, TEXTS, waive

from translateflow.errors import InputFileError, NoReleaseError, NotApprovedError
from translateflow.keys import SignatureState
from translateflow.review.dossier import Dossier, dossier_to_json
from translateflow.review.evidence import Decision, evidence_from_json, evidence_to_json
from translateflow.review.printed import print_dossier, show_diff
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.evidence import run_evidence
from translateflow.workflow.publish import PublishRequest, run_publish
from translateflow.workflow.sync import run_sync
from translateflow.workflow.translate import TranslateRequest, run_translate
from translateflow.workflow.withdraw import run_withdraw

if TYPE_CHECKING:
    from tests.workflow.conftest import House

__all__ = ["live_house"]  # the newsroom of the tampering tests

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "release-evidence.schema.json"
FIRST = "Die Brücke kostet 12,8 Mio. Euro."


def hand_over(house: House, *languages: str) -> Dossier:
    return run_evidence(house.newsroom, "bruecke", languages, NOW)


def valid(dossier: Dossier) -> dict[str, object]:
    """Give the document, when it follows the published schema."""
    document = json.loads(json.dumps(dossier_to_json(dossier)))
    jsonschema_rs.validate(json.loads(SCHEMA.read_bytes()), document)
    return dict(document)


def test_the_document_follows_the_published_schema_and_says_who_when_and_what(live_house: House) -> None:
    dossier = hand_over(live_house)
    document = valid(dossier)
    assert document["newsroom"] == "Stadt Beispiel"
    german, english = dossier.editions
    assert (german.evidence.language, english.evidence.language) == ("de", "en")
    assert (english.signature, english.broken, english.published) == (SignatureState.VALID, "", NOW)
    assert (english.evidence.approved_by, english.evidence.reviewed_by) == (EDITOR, TRANSLATOR)
    assert english.decisions[Decision.WRITTEN] == 6
    assert "Article 50(4) of Regulation (EU) 2024/1689" in run_evidence_in_english(live_house).statement


def run_evidence_in_english(house: House) -> Dossier:
    """Hand over as an English-speaking newsroom would."""
    settings = replace(house.newsroom.settings, source="en")
    house.newsroom.settings = settings
    return hand_over(house)


def test_the_newsroom_words_the_statement_itself(live_house: House) -> None:
    live_house.configure(SETTINGS + '[review]\nstatement = "Von uns gelesen."\n[engines]\norder = []\n')
    assert hand_over(live_house).statement == "Von uns gelesen."


def test_what_a_machine_said_and_what_a_person_made_of_it_stand_side_by_side(served_house: House) -> None:
    run_translate(served_house.newsroom, TranslateRequest(languages=["en"]), lambda _: None)
    drafts = {source: text for source, (text, _) in served_house.targets("en").items()}
    served_house.review("en", texts=drafts | {FIRST: "The bridge costs €12.8 million."})
    run_approve(served_house.newsroom, ApproveRequest(["bruecke"], ["en"], EDITOR), NOW)
    dossier = hand_over(served_house)
    (edition,) = dossier.editions
    assert (edition.decisions[Decision.ACCEPTED], edition.decisions[Decision.AMENDED]) == (4, 1)
    assert edition.engines == ("libretranslate",)
    valid(dossier)
    page = print_dossier(dossier, "de").decode()
    assert f"{FIRST} [en]" in page.replace("<del>", "").replace("</del>", "")
    assert "<ins>The bridge costs €12.8 million</ins>" in page or "<ins>" in page
    assert "Maschinelle Übersetzung, von einem Menschen geprüft" in page


def test_a_waiver_is_handed_over_with_name_and_reason(house: House) -> None:
    run_sync(house.newsroom, [])
    house.review("en", texts=TEXTS)
    waive(house)
    run_approve(house.newsroom, ApproveRequest(["bruecke"], ["en"], EDITOR), NOW)
    dossier = hand_over(house, "en")
    assert dossier.editions[0].waived == 1
    valid(dossier)
    page = print_dossier(dossier, "en").decode()
    assert f"waived: {REASON}" in page


def test_a_correction_is_handed_over_in_the_words_readers_got(live_house: House) -> None:
    live_house.review("en", texts={"Anfahrt": "Getting there"})
    request = ApproveRequest(["bruecke"], ["en"], EDITOR, correction="The heading was wrong.")
    run_approve(live_house.newsroom, request, NOW.replace(day=2))
    assert "The heading was wrong." in print_dossier(hand_over(live_house, "en"), "de").decode()


def test_a_broken_chain_is_said_first(live_house: House) -> None:
    path = live_house.root / "approved" / "bruecke" / "en.json"
    evidence = evidence_from_json(path.read_bytes(), path)
    path.write_bytes(evidence_to_json(replace(evidence, approved_by="Somebody <else@stadt.example>")))
    dossier = hand_over(live_house, "en")
    assert dossier.editions[0].broken.startswith("signature: approved/bruecke/en.json carries a signature")
    valid(dossier)
    assert 'class="broken"' in print_dossier(dossier, "de").decode()


def test_withdrawals_and_earlier_sign_offs_are_part_of_it(live_house: House) -> None:
    live_house.review("en", texts={"Anfahrt": "Getting there"})
    run_approve(live_house.newsroom, ApproveRequest(["bruecke"], ["en"], EDITOR), NOW.replace(day=2))
    run_publish(live_house.newsroom, PublishRequest(), NOW.replace(day=2))
    run_withdraw(live_house.newsroom, "bruecke", ["en"], "Irrtum.", NOW.replace(day=3))
    dossier = hand_over(live_house, "en")
    (edition,) = dossier.editions
    assert [earlier.approved_at for earlier in edition.earlier] == [NOW]
    assert edition.withdrawal is not None
    document = valid(dossier)
    assert "Irrtum." in json.dumps(document)
    assert "Irrtum." in print_dossier(dossier, "de").decode()


def test_the_page_needs_no_other_file_and_speaks_the_newsroom_s_language(live_house: House) -> None:
    page = print_dossier(hand_over(live_house), "ar").decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "إثبات الاعتماد" in page
    assert '<td lang="en" dir="ltr">' in page
    assert "@page { size: A4" in page
    assert not re.search(r"<(script|link|img|iframe)|url\(|https?://", page)


def test_markup_in_texts_and_names_is_shown_and_never_run(live_house: House) -> None:
    live_house.review("en", texts={"Anfahrt": "<script>alert(1)</script>"})
    request = ApproveRequest(["bruecke"], ["en"], EDITOR, note="<i>x</i>")
    run_approve(live_house.newsroom, request, NOW.replace(day=2))
    page = print_dossier(hand_over(live_house, "en"), "de").decode()
    assert "<script" not in page
    assert "<i>" not in page
    assert "&lt;presse@stadt.example&gt;" in page
    assert str(show_diff("<i>", "<b>")) == "<del>&lt;i&gt;</del><ins>&lt;b&gt;</ins>"


def test_nothing_signed_off_is_no_evidence(house: House) -> None:
    with pytest.raises(NotApprovedError):
        hand_over(house)
    with pytest.raises(NoReleaseError):
        run_evidence(house.newsroom, "nope", (), NOW)
    sign(house)
    with pytest.raises(NotApprovedError):
        hand_over(house, "ar")


def test_half_a_record_is_not_handed_over(live_house: House) -> None:
    (live_house.root / "approved" / "bruecke" / "en.json").write_text("{}")
    with pytest.raises(InputFileError, match=r"en\.json"):
        hand_over(live_house)
