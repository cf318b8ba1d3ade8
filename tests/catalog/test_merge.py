from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.catalog import Change, Verdict, export_catalog, merge_upload, parse_catalog
from translateflow.model.segment import Key, Role, TagShape
from translateflow.model.translation import EntryState

if TYPE_CHECKING:
    from tests.catalog.conftest import House

    from translateflow.catalog import Catalog, MergedEntry

SHAPES = {Key(Role.TEXT, "Ein <em>Fest</em>."): (TagShape("em", paired=True),)}


def draft(text: str) -> Change:
    return Change(text, fuzzy=True)


def machine(text: str) -> Change:
    return Change(text, fuzzy=True, origin="apertium")


def merge_one(house: House, base: str | Change, upload: str | Change, server: str | Change) -> tuple[MergedEntry, str]:
    """Export a catalog with one sentence, change it on both sides, merge; give the decision and the server's text."""
    exported = parse_catalog(export_catalog(house.reviewed({"Eins.": base}))[0], "x")
    ours = house.reviewed({"Eins.": base})
    ours = house.translate(ours, {"Eins.": server})
    report = merge_upload(ours, exported, house.translate(exported, {"Eins.": upload}), shapes={})
    (merged,) = report.merged
    return merged, report.catalog.entries[0].target


@pytest.mark.parametrize(
    ("base", "upload", "server", "verdict", "text"),
    [
        ("", "Un.", "", Verdict.APPLIED, "Un."),
        ("Un.", "Une.", "Un.", Verdict.APPLIED, "Une."),
        (draft("Un."), "Un.", draft("Un."), Verdict.APPLIED, "Un."),
        (draft("Un."), "Une.", draft("Un."), Verdict.APPLIED, "Une."),
        ("", "Un.", machine("Machine."), Verdict.APPLIED, "Un."),
        ("", draft("Un ?"), machine("Machine."), Verdict.APPLIED, "Un ?"),
        ("", draft("Un ?"), "", Verdict.APPLIED, "Un ?"),
        ("", "", "Un.", Verdict.UNCHANGED, "Un."),
        ("Un.", "Un.", "Une.", Verdict.UNCHANGED, "Une."),
        ("", "Un.", "Un.", Verdict.UNCHANGED, "Un."),
        ("", draft("Un."), "Un.", Verdict.UNCHANGED, "Un."),
        ("Un.", "Une.", "L’un.", Verdict.CONFLICT, "L’un."),
        ("Un.", "Une.", draft("L’un ?"), Verdict.CONFLICT, "L’un ?"),
        ("Un.", draft("Une ?"), "Un.", Verdict.CONFLICT, "Un."),
        ("Un.", "", "Un.", Verdict.REJECTED, "Un."),
        ("Un.", "", "", Verdict.UNCHANGED, ""),
    ],
)
def test_each_side_s_changes_are_weighed_entry_by_entry(  # noqa: PLR0917 — a row of the table above
    house: House, base: str | Change, upload: str | Change, server: str | Change, verdict: Verdict, text: str
) -> None:
    merged, after = merge_one(house, base, upload, server)
    assert (merged.verdict, after) == (verdict, text)
    assert merged.reason


def test_an_uploaded_draft_stays_a_draft(house: House) -> None:
    exported = house.reviewed({"Eins.": ""})
    report = merge_upload(exported, exported, house.translate(exported, {"Eins.": draft("Un ?")}), shapes={})
    assert report.catalog.entries[0].fuzzy
    assert [entry.upload for entry in report.applied] == ["Un ?"]


@pytest.mark.parametrize(
    ("upload", "server", "verdict"),
    [
        ("Un.", "", Verdict.APPLIED),
        ("Un.", draft("Machine."), Verdict.APPLIED),
        (draft("Un."), draft("Autre."), Verdict.CONFLICT),
        ("Un.", "Une.", Verdict.CONFLICT),
        ("Un.", "Un.", Verdict.UNCHANGED),
        ("", "Un.", Verdict.UNCHANGED),
    ],
)
def test_without_the_downloaded_revision_only_gaps_and_drafts_are_filled(
    house: House, upload: str | Change, server: str | Change, verdict: Verdict
) -> None:
    theirs, ours = house.reviewed({"Eins.": upload}), house.reviewed({"Eins.": server})
    (merged,) = merge_upload(ours, None, theirs, shapes={}).merged
    assert merged.verdict is verdict


def test_broken_tags_are_rejected_with_what_is_wrong(house: House) -> None:
    source = "Ein <em>Fest</em>."
    server = house.reviewed({source: ""})
    report = merge_upload(server, server, house.translate(server, {source: "Une <em>fête."}), shapes=SHAPES)
    (rejected,) = report.rejected
    assert rejected.reason == "broken tags: <em> is never closed"
    assert report.catalog is server
    assert report.applied == ()


def test_unknown_and_vanished_sentences_are_told_apart(house: House) -> None:
    server = house.sync(["Zwei Hunde."], house.reviewed({"Ganz etwas anderes kommt.": "Autre."})).catalog
    base = house.reviewed({"Ganz etwas anderes kommt.": "Autre."})
    upload = house.reviewed({"Ganz etwas anderes kommt.": "Nouveau.", "Niemand.": "Personne."})
    gone, unknown = merge_upload(server, base, upload, shapes={}).rejected
    assert gone.reason == "the source no longer has this sentence"
    assert unknown.reason == "the release has no such sentence"


def test_work_on_the_earlier_wording_is_kept_for_the_sentence_it_became(house: House) -> None:
    before, after = "Zwei Hunde bellen laut vor dem Rathaus.", "Zwei Hunde bellten laut vor dem Rathaus."
    base = house.reviewed({before: "Chiens."})
    server = house.sync([after], base).catalog
    report = merge_upload(server, base, house.translate(base, {before: "Deux chiens."}), shapes={})
    (conflict,) = report.conflicts
    assert (conflict.key, conflict.server, conflict.upload) == (house.text(after), "Chiens.", "Deux chiens.")
    assert "earlier wording" in conflict.reason


def test_plural_entries_are_left_alone(house: House) -> None:
    plural = b'msgid "Gast"\nmsgid_plural "G\xc3\xa4ste"\nmsgstr[0] "invit\xc3\xa9"\nmsgstr[1] "invit\xc3\xa9s"\n'
    server = parse_catalog(plural, "x")
    upload = parse_catalog(plural.replace(b"invit\xc3\xa9", b"h\xc3\xb4te"), "x")
    (rejected,) = merge_upload(server, None, upload, shapes={}).rejected
    assert "plural" in rejected.reason
    assert house.text("Gast") == rejected.key


def test_who_uploaded_stands_in_the_header(house: House) -> None:
    server = house.sync(["Eins."]).catalog
    upload = house.translate(server, {"Eins.": "Un."})
    assert _last_translator(merge_upload(server, server, upload, shapes={}).catalog) == house.translator
    named = merge_upload(server, server, upload, shapes={}, by="Amina <a@example.org>", at=house.noon)
    assert _last_translator(named.catalog) == "Amina <a@example.org>"
    assert named.catalog.headers["PO-Revision-Date"] == "2026-07-01 12:00+0000"


def _last_translator(catalog: Catalog) -> str:
    return catalog.headers["Last-Translator"]


def test_the_same_catalog_is_exported_as_the_same_revision(house: House) -> None:
    catalog = house.reviewed({"Eins.": "Un."})
    data, revision = export_catalog(catalog)
    assert export_catalog(parse_catalog(catalog.to_bytes(), "x")) == (data, revision)
    assert parse_catalog(data, "x").revision == revision
    assert export_catalog(house.translate(catalog, {"Eins.": "Une."}))[1] != revision


SIDES = st.sampled_from(["", "Un.", "Une.", draft("Un."), draft("Une."), machine("Machine."), machine("Un.")])


@given(SIDES, SIDES, SIDES, st.booleans())
def test_no_merge_loses_a_text_of_either_side(
    house: House, base: str | Change, upload: str | Change, server: str | Change, base_is_known: bool
) -> None:
    exported = house.reviewed({"Eins.": base})
    ours, theirs = house.translate(exported, {"Eins.": server}), house.translate(exported, {"Eins.": upload})
    report = merge_upload(ours, exported if base_is_known else None, theirs, shapes={})
    (merged,) = report.merged
    before, sent, after = (catalog.entries[0] for catalog in (ours, theirs, report.catalog))
    if before.state is EntryState.REVIEWED and after.target != before.target:
        assert base_is_known
        assert (before.target, before.fuzzy) == (exported.entries[0].target, exported.entries[0].fuzzy)
    if sent.target and merged.verdict is not Verdict.UNCHANGED:
        assert sent.target in {after.target, merged.upload}
    if merged.verdict is Verdict.APPLIED:
        assert (after.target, after.fuzzy) == (sent.target, sent.fuzzy)
    else:
        assert report.catalog is ours
