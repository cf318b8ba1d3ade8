"""What changed between two texts: nothing lost, and readable."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.model.worddiff import DiffKind, DiffPart, split_words, word_diff

pieces = st.sampled_from(
    [
        "Die ",
        "Brücke ",
        "öffnet ",
        "am ",
        "1. ",
        "Juli",
        "August",
        ", ",
        ".",
        "<strong>",
        "</strong>",
        "橋",
        "は",
        "7月",
        " ",
    ]
)
texts = st.one_of(st.lists(pieces, max_size=14).map("".join), st.text(max_size=20))


def show(parts: tuple[DiffPart, ...]) -> str:
    """Write a diff as people would: [-removed-]{+added+}."""
    marks = {DiffKind.SAME: "{}", DiffKind.REMOVED: "[-{}-]", DiffKind.ADDED: "{{+{}+}}"}
    return "".join(marks[part.kind].format(part.text) for part in parts)


@given(texts, texts)
def test_same_and_removed_join_to_the_old_text_same_and_added_to_the_new(old: str, new: str) -> None:
    parts = word_diff(old, new)
    assert "".join(part.text for part in parts if part.kind is not DiffKind.ADDED) == old
    assert "".join(part.text for part in parts if part.kind is not DiffKind.REMOVED) == new


@given(texts, texts)
def test_no_part_is_empty_and_neighbours_differ_in_kind(old: str, new: str) -> None:
    parts = word_diff(old, new)
    assert all(part.text for part in parts)
    assert all(one.kind is not other.kind for one, other in itertools.pairwise(parts))


@given(texts)
def test_a_text_compared_with_itself_is_one_part(text: str) -> None:
    assert word_diff(text, text) == ((DiffPart(DiffKind.SAME, text),) if text else ())


@given(texts)
def test_words_join_to_their_text(text: str) -> None:
    assert "".join(split_words(text)) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Um 14.30 Uhr", ["Um", " ", "14.30", " ", "Uhr"]),
        ("1.234,5 Mio. €", ["1.234,5", " ", "Mio", ".", " ", "€"]),
        ("l’eau d'ici", ["l’eau", " ", "d'ici"]),
        ("<a1>Das Amt</a1><br/>", ["<a1>", "Das", " ", "Amt", "</a1>", "<br/>"]),
        ("x < 5", ["x", " ", "<", " ", "5"]),
        ("हिन्दी में", ["हिन्दी", " ", "में"]),
        ("כתב־העת", ["כתב", "־", "העת"]),
        ("می‌روم", ["می‌روم"]),
        ("橋は7月に", ["橋", "は", "7", "月", "に"]),
        ("東京タワー", ["東", "京", "タワー"]),
        ("สะพาน", ["ส", "ะ", "พ", "า", "น"]),
        ("ﷺ 👩‍💻!", ["ﷺ", " ", "👩‍", "💻", "!"]),
        ("e\u0301te\u0301 ici", ["e\u0301te\u0301", " ", "ici"]),
    ],
)
def test_words_are_those_that_people_see(text: str, words: list[str]) -> None:
    assert list(split_words(text)) == words


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (
            "Die Brücke öffnet am 1. Juli um 10 Uhr.",
            "Die Brücke öffnet am 1. August um 11 Uhr.",
            "Die Brücke öffnet am 1. [-Juli-]{+August+} um [-10-]{+11+} Uhr.",
        ),
        ("Am 1. Juli, um zehn.", "Am 1. August, um zehn.", "Am 1. [-Juli-]{+August+}, um zehn."),
        ("Ein Haus am See", "Eine alte Villa im Wald", "[-Ein Haus am See-]{+Eine alte Villa im Wald+}"),
        ("Die Brücke öffnet.", "Die neue Brücke öffnet.", "Die {+neue +}Brücke öffnet."),
        ("Die neue Brücke öffnet.", "Die Brücke öffnet.", "Die [-neue -]Brücke öffnet."),
        ("Das <strong>Amt</strong>", "Das <em>Amt</em>", "Das [-<strong>Amt</strong>-]{+<em>Amt</em>+}"),
        ("橋は7月1日に開通します。", "橋は8月1日に開通します。", "橋は[-7-]{+8+}月1日に開通します。"),
        ("สะพานเปิดวันที่ 1", "สะพานปิดวันที่ 1", "สะพาน[-เ-]ปิดวันที่ 1"),
        ("", "Neu", "{+Neu+}"),
        ("Alt", "", "[-Alt-]"),
    ],
)
def test_a_change_is_shown_as_people_would_mark_it(old: str, new: str, shown: str) -> None:
    assert show(word_diff(old, new)) == shown


def test_what_stayed_for_a_whole_clause_is_never_swallowed_by_the_changes_around_it() -> None:
    clause = " wird am ersten Samstag im Juli von der Oberbürgermeisterin eröffnet "
    old = f"{'Alte Worte ' * 20}{clause}{'mit Musik ' * 20}"
    new = f"{'Neue Sätze ' * 20}{clause}{'ohne Reden ' * 20}"
    assert any(part.kind is DiffKind.SAME and clause.strip() in part.text for part in word_diff(old, new))
