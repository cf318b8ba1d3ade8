from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from translateflow.model.job import NewItem
from translateflow.model.segment import Key, Role
from translateflow.storage.cutting import ChunkLimits, plan_chunks

if TYPE_CHECKING:
    from collections.abc import Sequence


def item(text: str, language: str = "en") -> NewItem:
    """Plan an item of one text."""
    return NewItem("brueckenfest", "de", language, Key(Role.TEXT, text))


def cut(items: Sequence[NewItem], *, texts: int = 25, characters: int = 4000) -> list[list[str]]:
    """Cut, and show texts only."""
    return [[piece.key.text for piece in chunk] for chunk in plan_chunks(items, ChunkLimits(texts, characters))]


def test_a_chunk_holds_at_most_so_many_texts() -> None:
    assert cut([item("a"), item("b"), item("c")], texts=2) == [["a", "b"], ["c"]]


def test_a_chunk_holds_at_most_so_many_characters() -> None:
    assert cut([item("aaa"), item("bbb"), item("cc")], characters=6) == [["aaa", "bbb"], ["cc"]]


def test_a_text_longer_than_a_chunk_may_be_stands_alone() -> None:
    assert cut([item("a"), item("b" * 9), item("c")], characters=6) == [["a"], ["b" * 9], ["c"]]


def test_languages_never_share_a_chunk_even_where_they_alternate() -> None:
    mixed = [item("a"), item("a", "uk"), item("b"), item("b", "uk")]
    assert cut(mixed) == [["a", "b"], ["a", "b"]]


def test_each_language_has_the_limits_of_its_own_engine() -> None:
    limits = ChunkLimits(3, 4000, {"uk": (2, 4000), "ar": (9, 4)})
    pieces = [item(text, language) for language in ("en", "uk", "ar") for text in ("aa", "bb", "cc")]
    assert [len(chunk) for chunk in plan_chunks(pieces, limits)] == [3, 2, 1, 2, 1]


def test_what_is_due_at_different_times_never_shares_a_chunk() -> None:
    pieces = [item("a"), item("bb"), item("c")]
    chunks = plan_chunks(pieces, ChunkLimits(), due=lambda piece: float(len(piece.key.text)))
    assert [[piece.key.text for piece in chunk] for chunk in chunks] == [["a", "c"], ["bb"]]


@settings(max_examples=150)
@given(
    st.lists(st.builds(item, st.text("ab", min_size=1, max_size=12), st.sampled_from(["en", "uk"])), max_size=40),
    st.integers(1, 6),
    st.integers(1, 30),
)
def test_every_item_is_in_exactly_one_chunk_and_limits_hold(items: list[NewItem], texts: int, characters: int) -> None:
    chunks = plan_chunks(items, ChunkLimits(texts, characters))
    assert sorted(id(piece) for chunk in chunks for piece in chunk) == sorted(map(id, items))
    for chunk in chunks:
        assert len({piece.language for piece in chunk}) == 1
        assert len(chunk) <= texts
        assert len(chunk) == 1 or sum(len(piece.key.text) for piece in chunk) <= characters
