from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.catalog import Change, SyncCounts, fill_drafts, parse_catalog
from translateflow.model.segment import Role, Segment
from translateflow.model.translation import EntryState

if TYPE_CHECKING:
    from tests.catalog.conftest import House

    from translateflow.catalog import Catalog

HOUNDS = "Zwei Hunde bellen laut vor dem Rathaus."
HOUNDS_EDITED = "Zwei Hunde bellten laut vor dem Rathaus."
HOUNDS_AGAIN = "Drei Hunde bellten laut vor dem Rathaus."
CATS = "Katzen schlafen auf der warmen Mauer."
BIRDS = "Im Park singen Amseln."


def states(catalog: Catalog) -> dict[str, tuple[EntryState, str, str | None]]:
    return {entry.source: (entry.state, entry.target, entry.previous) for entry in catalog.entries}


def kept_texts(catalog: Catalog) -> dict[str, str]:
    return {entry.source: entry.target for entry in catalog.obsolete}


def test_a_first_sync_gives_empty_entries_in_reading_order(house: House) -> None:
    plan = house.sync([Segment("Fest", Role.TITLE), HOUNDS, CATS])
    assert plan.counts == SyncCounts(total=3, new=3)
    assert [(entry.context, entry.source) for entry in plan.catalog.entries] == [
        ("title", "Fest"),
        (None, HOUNDS),
        (None, CATS),
    ]
    assert plan.catalog.headers["Plural-Forms"] == "nplurals=2; plural=(n > 1);"
    assert plan.catalog.headers["Language"] == "fr"


def test_a_sync_without_a_change_gives_the_same_catalog(house: House) -> None:
    catalog = house.reviewed({HOUNDS: "Chiens.", CATS: "Chats."})
    plan = house.sync([HOUNDS, CATS], catalog, before=[HOUNDS, CATS])
    assert plan.catalog is catalog
    assert plan.counts == SyncCounts(total=2, kept=2)


def test_a_file_that_an_editor_sorted_stays_sorted_while_the_source_does(house: House) -> None:
    catalog = house.reviewed({CATS: "Chats.", HOUNDS: "Chiens."})
    sentences = [Segment(HOUNDS, line=2, block=2), Segment(CATS, line=1, block=1)]
    plan = house.sync(sentences, catalog, before=sentences)
    assert plan.catalog is catalog


def test_an_edited_sentence_comes_along_as_outdated(house: House) -> None:
    catalog = house.reviewed({HOUNDS: "Chiens.", CATS: "Chats."})
    plan = house.sync([HOUNDS_EDITED, CATS], catalog, before=[HOUNDS, CATS])
    assert plan.counts == SyncCounts(total=2, kept=1, outdated=1, obsolete=1)
    assert states(plan.catalog)[HOUNDS_EDITED] == (EntryState.OUTDATED, "Chiens.", HOUNDS)
    assert kept_texts(plan.catalog) == {HOUNDS: "Chiens."}


def test_an_undone_edit_gives_the_file_back_byte_for_byte(house: House) -> None:
    catalog = house.reviewed({HOUNDS: "Chiens.", CATS: "Chats."})
    edited = house.sync([HOUNDS_EDITED, CATS], catalog).catalog
    plan = house.sync([HOUNDS, CATS], edited)
    assert plan.counts == SyncCounts(total=2, kept=1, restored=1)
    assert plan.catalog.to_bytes() == catalog.to_bytes()


def test_an_undone_edit_loses_neither_text_when_a_person_had_translated_the_edit(house: House) -> None:
    edited = house.sync([HOUNDS_EDITED], house.reviewed({HOUNDS: "Chiens."})).catalog
    again = house.sync([HOUNDS], house.translate(edited, {HOUNDS_EDITED: "Les chiens aboyaient."})).catalog
    assert states(again)[HOUNDS] == (EntryState.REVIEWED, "Chiens.", None)
    assert kept_texts(again) == {HOUNDS_EDITED: "Les chiens aboyaient."}
    third = house.sync([HOUNDS_EDITED], again).catalog
    assert states(third)[HOUNDS_EDITED] == (EntryState.REVIEWED, "Les chiens aboyaient.", None)


def test_an_undone_edit_keeps_what_a_person_had_begun_to_change(house: House) -> None:
    edited = house.sync([HOUNDS_EDITED], house.reviewed({HOUNDS: "Chiens."})).catalog
    begun = house.translate(edited, {HOUNDS_EDITED: Change("Deux chiens", fuzzy=True, previous=HOUNDS)})
    again = house.sync([HOUNDS], begun).catalog
    assert states(again)[HOUNDS] == (EntryState.REVIEWED, "Chiens.", None)
    assert kept_texts(again) == {HOUNDS_EDITED: "Deux chiens"}


def test_several_edits_keep_the_source_the_text_was_made_from(house: House) -> None:
    once = house.sync([HOUNDS_EDITED], house.reviewed({HOUNDS: "Chiens."})).catalog
    twice = house.sync([HOUNDS_AGAIN], once).catalog
    assert states(twice)[HOUNDS_AGAIN] == (EntryState.OUTDATED, "Chiens.", HOUNDS)
    assert kept_texts(twice) == {HOUNDS: "Chiens."}


def test_an_edit_back_to_the_previous_source_is_a_draft_when_the_kept_text_was_purged(house: House) -> None:
    edited = house.sync([HOUNDS_EDITED], house.reviewed({HOUNDS: "Chiens."})).catalog
    purged = edited.with_blocks(block for block in edited.blocks if not block.raw.lstrip().startswith("#~"))
    again = house.sync([HOUNDS], purged).catalog
    assert states(again)[HOUNDS] == (EntryState.DRAFT, "Chiens.", None)


def test_a_deleted_sentence_becomes_obsolete_and_comes_back_confirmed(house: House) -> None:
    catalog = house.reviewed({HOUNDS: "Chiens.", CATS: "Chats.", BIRDS: ""})
    without = house.sync([CATS], catalog)
    assert without.counts == SyncCounts(total=1, kept=1, obsolete=1)
    assert kept_texts(without.catalog) == {HOUNDS: "Chiens."}
    back = house.sync([HOUNDS, CATS], without.catalog)
    assert back.counts == SyncCounts(total=2, kept=1, restored=1)
    assert states(back.catalog)[HOUNDS] == (EntryState.REVIEWED, "Chiens.", None)


def test_a_deleted_draft_comes_back_as_a_draft(house: House) -> None:
    catalog = house.reviewed({HOUNDS: Change("Chiens.", fuzzy=True, origin="apertium"), CATS: "Chats."})
    back = house.sync([HOUNDS, CATS], house.sync([CATS], catalog).catalog).catalog
    assert states(back)[HOUNDS] == (EntryState.DRAFT, "Chiens.", None)
    note = back.draft_note(house.text(HOUNDS))
    assert note is not None
    assert note.origin == "apertium"


def test_a_reviewed_neighbour_is_worth_more_than_an_old_machine_draft(house: House) -> None:
    draft = house.reviewed({HOUNDS: Change("Machine.", fuzzy=True, origin="apertium"), CATS: ""})
    gone = house.sync([HOUNDS_EDITED, CATS], house.sync([CATS], draft).catalog).catalog
    plan = house.sync([HOUNDS, CATS], house.translate(gone, {HOUNDS_EDITED: "Chiens."}), before=[HOUNDS_EDITED, CATS])
    assert states(plan.catalog)[HOUNDS] == (EntryState.OUTDATED, "Chiens.", HOUNDS_EDITED)


def test_a_moved_sentence_keeps_its_text(house: House) -> None:
    catalog = house.reviewed({HOUNDS: "Chiens.", CATS: "Chats.", BIRDS: "Merles."})
    plan = house.sync([CATS, BIRDS, HOUNDS], catalog, before=[HOUNDS, CATS, BIRDS])
    assert plan.counts == SyncCounts(total=3, kept=2, moved=1)
    assert [entry.target for entry in plan.catalog.entries] == ["Chats.", "Merles.", "Chiens."]
    assert all(entry.state is EntryState.REVIEWED for entry in plan.catalog.entries)


def test_a_paragraph_that_becomes_a_heading_keeps_its_text(house: House) -> None:
    catalog = house.reviewed({HOUNDS: "Chiens.", CATS: "Chats."})
    plan = house.sync([Segment(HOUNDS, Role.HEADING), CATS], catalog)
    assert plan.counts == SyncCounts(total=2, kept=1, moved=1)
    heading = plan.catalog.get(house.text(HOUNDS, Role.HEADING))
    assert heading is not None
    assert (heading.target, heading.state) == ("Chiens.", EntryState.REVIEWED)
    assert plan.catalog.obsolete == ()


def test_a_sentence_that_is_split_loses_nothing(house: House) -> None:
    whole = "Der Brunnen fließt wieder und die Kinder baden darin bis zum Abend."
    catalog = house.reviewed({whole: "Tout.", CATS: "Chats."})
    plan = house.sync(["Der Brunnen fließt wieder.", "Die Kinder baden darin bis zum Abend.", CATS], catalog)
    assert plan.counts == SyncCounts(total=3, new=1, kept=1, outdated=1, obsolete=1)
    assert states(plan.catalog)["Die Kinder baden darin bis zum Abend."] == (EntryState.OUTDATED, "Tout.", whole)
    assert kept_texts(plan.catalog) == {whole: "Tout."}


def test_sentences_that_are_merged_lose_nothing(house: House) -> None:
    catalog = house.reviewed({HOUNDS: "Chiens.", CATS: "Chats.", BIRDS: "Merles."})
    merged = "Zwei Hunde bellen laut vor dem Rathaus, und Katzen schlafen auf der Mauer."
    plan = house.sync([merged, BIRDS], catalog)
    assert states(plan.catalog)[merged] == (EntryState.OUTDATED, "Chiens.", HOUNDS)
    assert kept_texts(plan.catalog) == {HOUNDS: "Chiens.", CATS: "Chats."}


def test_another_sentence_in_the_same_place_gets_nothing(house: House) -> None:
    catalog = house.reviewed({HOUNDS: "Chiens.", CATS: "Chats."})
    plan = house.sync(["Der Eintritt kostet drei Euro.", CATS], catalog)
    assert states(plan.catalog)["Der Eintritt kostet drei Euro."] == (EntryState.EMPTY, "", None)
    assert kept_texts(plan.catalog) == {HOUNDS: "Chiens."}


def test_a_minor_edit_outdates_nothing_and_can_be_undone(house: House) -> None:
    catalog = house.reviewed({HOUNDS: "Chiens.", CATS: "Chats."})
    plan = house.sync([HOUNDS_EDITED, CATS], catalog, minor=True)
    assert plan.counts == SyncCounts(total=2, kept=2, obsolete=1)
    assert states(plan.catalog)[HOUNDS_EDITED] == (EntryState.REVIEWED, "Chiens.", None)
    assert states(house.sync([HOUNDS, CATS], plan.catalog).catalog)[HOUNDS] == (EntryState.REVIEWED, "Chiens.", None)


def test_edits_can_be_declared_minor_one_by_one(house: House) -> None:
    catalog = house.reviewed({HOUNDS: "Chiens.", CATS: "Chats."})
    cats = CATS.replace("warmen", "heißen")
    plan = house.sync([HOUNDS_EDITED, cats], catalog, minor={house.text(cats)})
    assert states(plan.catalog)[cats] == (EntryState.REVIEWED, "Chats.", None)
    assert states(plan.catalog)[HOUNDS_EDITED][0] is EntryState.OUTDATED


def test_a_minor_edit_does_not_confirm_what_was_outdated(house: House) -> None:
    outdated = house.sync([HOUNDS_EDITED], house.reviewed({HOUNDS: "Chiens."})).catalog
    minor = house.sync([HOUNDS_AGAIN], outdated, minor=True).catalog
    assert states(minor)[HOUNDS_AGAIN] == (EntryState.OUTDATED, "Chiens.", HOUNDS)


def test_the_draft_of_an_edited_sentence_is_outdated_and_may_be_drafted_again(house: House) -> None:
    catalog = house.reviewed({HOUNDS: Change("Machine.", fuzzy=True, origin="apertium"), CATS: "Chats."})
    edited = house.sync([HOUNDS_EDITED, CATS], catalog).catalog
    assert states(edited)[HOUNDS_EDITED] == (EntryState.OUTDATED, "Machine.", HOUNDS)
    assert edited.obsolete == ()
    filled = fill_drafts(edited, {house.text(HOUNDS_EDITED): Change("Neuf.", origin="apertium")}).catalog
    assert states(filled)[HOUNDS_EDITED] == (EntryState.DRAFT, "Neuf.", None)


def test_a_person_s_outdated_text_is_not_taken_for_a_draft_by_an_old_note(house: House) -> None:
    draft = house.reviewed({HOUNDS: Change("Machine.", fuzzy=True, origin="apertium")})
    by_poedit = parse_catalog(draft.to_bytes().replace(b"#, fuzzy\n", b""), "x")
    edited = house.sync([HOUNDS_EDITED], by_poedit).catalog
    result = fill_drafts(edited, {house.text(HOUNDS_EDITED): Change("Neuf.", origin="apertium")})
    assert result.catalog is edited
    assert result.kept == (house.text(HOUNDS_EDITED),)


def test_comments_and_flags_of_translators_survive_an_edit(house: House) -> None:
    data = house.reviewed({HOUNDS: "Chiens."}).to_bytes()
    data = data.replace(
        b"#: releases/brunnen.md:1\n", b"# Joli !\n#: releases/brunnen.md:1\n#, no-wrap\n#= range: 0..9\n"
    )
    edited = house.sync([HOUNDS_EDITED], parse_catalog(data, "x")).catalog.to_bytes()
    assert b"# Joli !\n#: releases/brunnen.md:1\n#, fuzzy, no-wrap\n#= range: 0..9\n#| msgid" in edited


def test_only_references_change_when_a_line_is_inserted(house: House) -> None:
    catalog = house.reviewed({HOUNDS: "Chiens."})
    plan = house.sync([Segment(HOUNDS, line=3)], catalog, before=[HOUNDS])
    assert plan.catalog.to_bytes() == catalog.to_bytes().replace(b"brunnen.md:1\n", b"brunnen.md:3\n")


def test_references_that_another_tool_wrapped_stay_as_they_are(house: House) -> None:
    sentences = [Segment(HOUNDS, line=1), Segment(HOUNDS, line=7)]
    data = house.sync(sentences).catalog.to_bytes()
    wrapped = data.replace(b"brunnen.md:1 releases", b"brunnen.md:1\n#: releases")
    assert wrapped != data
    assert house.sync(sentences, parse_catalog(wrapped, "x")).catalog.to_bytes() == wrapped


def test_entries_of_other_tools_become_obsolete_rather_than_vanish(house: House) -> None:
    alien = (
        '\nmsgctxt "menu"\nmsgid "Datei"\nmsgstr "Fichier"\n'
        '\nmsgid "%d Gast"\nmsgid_plural "%d Gäste"\nmsgstr[0] "%d invité"\nmsgstr[1] "%d invités"\n'
    ).encode()
    catalog = parse_catalog(house.reviewed({HOUNDS: "Chiens."}).to_bytes() + alien, "x")
    plan = house.sync([HOUNDS], catalog)
    assert plan.counts == SyncCounts(total=1, kept=1, obsolete=2)
    assert '#~ msgid_plural "%d Gäste"\n#~ msgstr[0] "%d invité"' in plan.catalog.to_bytes().decode()
    assert house.sync([HOUNDS], plan.catalog).catalog is plan.catalog


def test_an_obsolete_plural_never_comes_back_as_a_sentence(house: House) -> None:
    plural = b'\n#~ msgid "Gast"\n#~ msgid_plural "G\xc3\xa4ste"\n#~ msgstr[0] "invit\xc3\xa9"\n'
    catalog = parse_catalog(house.reviewed({HOUNDS: "Chiens."}).to_bytes() + plural, "x")
    plan = house.sync([HOUNDS, "Gast"], catalog)
    assert states(plan.catalog)["Gast"] == (EntryState.EMPTY, "", None)


def test_an_obsolete_entry_without_a_text_is_nothing_to_come_back(house: House) -> None:
    obsolete = f'\n#~ msgid "{CATS}"\n#~ msgstr ""\n'.encode()
    catalog = parse_catalog(house.reviewed({HOUNDS: "Chiens."}).to_bytes() + obsolete, "x")
    plan = house.sync([HOUNDS, CATS], catalog)
    assert plan.counts == SyncCounts(total=2, kept=1, new=1)
    assert plan.catalog.obsolete == ()


def test_a_text_kept_under_another_role_comes_back_with_the_new_one(house: House) -> None:
    edited = house.sync([HOUNDS_EDITED, CATS], house.reviewed({HOUNDS: "Chiens.", CATS: "Chats."})).catalog
    plan = house.sync([Segment(HOUNDS, Role.HEADING), CATS], edited)
    heading = plan.catalog.get(house.text(HOUNDS, Role.HEADING))
    assert heading is not None
    assert (heading.target, heading.state) == ("Chiens.", EntryState.REVIEWED)
    assert plan.catalog.obsolete == ()


def test_entries_without_blank_lines_and_a_last_line_without_its_end_can_be_moved(house: House) -> None:
    data = b'msgid "a b c"\nmsgstr "1"\nmsgid "d e f"\nmsgstr "2"'
    plan = house.sync(["d e f", "g h i", "a b c"], parse_catalog(data, "x"))
    assert [entry.target for entry in parse_catalog(plan.catalog.to_bytes(), "x").entries] == ["2", "", "1"]


def test_new_entries_are_written_in_the_file_s_own_line_ends(house: House) -> None:
    data = house.reviewed({HOUNDS: "Chiens."}).to_bytes().replace(b"\n", b"\r\n")
    after = house.sync([HOUNDS_EDITED, CATS], parse_catalog(data, "x")).catalog.to_bytes()
    assert b"\n" not in after.replace(b"\r\n", b"")


def test_a_template_of_another_time_counts_for_nothing(house: House) -> None:
    catalog = house.reviewed({HOUNDS: "Chiens.", CATS: "Chats."})
    plan = house.sync([HOUNDS_EDITED, CATS], catalog, before=["Etwas ganz anderes."])
    assert plan.counts.outdated == 1


def test_the_header_follows_a_release_that_changes_its_language(house: House) -> None:
    catalog = house.reviewed({HOUNDS: "Chiens."}).with_headers({"X-Translateflow-Source-Language": "en"})
    assert house.sync([HOUNDS], catalog).catalog.source_language == "de"


def test_comments_after_the_last_entry_stay_at_the_end(house: House) -> None:
    catalog = parse_catalog(house.reviewed({HOUNDS: "Chiens."}).to_bytes() + b"\n# The end.\n", "x")
    assert house.sync([HOUNDS, CATS], catalog).catalog.to_bytes().endswith(b"\n# The end.\n")


@pytest.mark.parametrize("language", ["pt-BR", "zh-Hans", "sr-Latn", "de-simple", "ar"])
def test_every_language_gets_a_header_of_its_own(house: House, language: str) -> None:
    from translateflow.catalog import plan_sync

    catalog = plan_sync(house.release([HOUNDS]), language, catalog=None, template=None, title="Presse").catalog
    names = {"pt-BR": "pt_BR", "zh-Hans": "zh_Hans", "sr-Latn": "sr@latin", "de-simple": "de@simple", "ar": "ar"}
    assert catalog.language == names[language]
    assert catalog.headers["Plural-Forms"].startswith("nplurals=")
    assert catalog.headers["Project-Id-Version"] == "Presse"
