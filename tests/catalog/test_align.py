from __future__ import annotations

import itertools
import random
import time

from hypothesis import given
from hypothesis import strategies as st

from translateflow.catalog.align import align, heaviest_chain, longest_increasing
from translateflow.model.segment import Key, Role

WORDS = [
    f"{first}{second}" for first in ("wa", "bo", "ke", "mi", "tu", "re", "so", "li") for second in "abdefghklmnoprst"
]


def body(*texts: str) -> list[Key]:
    return [Key(Role.TEXT, text) for text in texts]


def write(rng: random.Random) -> str:
    return " ".join(rng.choices(WORDS, k=rng.randint(7, 16)))


def edit(rng: random.Random, text: str) -> str:
    words = text.split()
    words[rng.randrange(len(words))] = "neu" + rng.choice(WORDS)
    return " ".join(words)


def test_an_edited_sentence_is_paired_where_it_stood() -> None:
    old = body("Der Markt öffnet um acht Uhr.", "Der Markt schließt um zehn Uhr.")
    new = body("Der Markt öffnet um neun Uhr.", "Der Markt schließt um elf Uhr.")
    assert align(old, new).predecessors == dict(zip(new, old, strict=True))


def test_a_sentence_that_still_exists_is_nobody_s_predecessor() -> None:
    old = body("Der Markt öffnet um acht Uhr.")
    new = body("Der Markt öffnet um neun Uhr.", "Der Markt öffnet um acht Uhr.")
    assert align(old, new).predecessors == {}


def test_a_sentence_that_was_moved_and_edited_is_found_when_it_is_very_alike() -> None:
    moved, edited = "Die Bürgermeisterin eröffnet den neuen Brunnen am Kornmarkt.", "am alten Kornmarkt."
    others = ["Es regnet heute kaum.", "Der Bus fährt später ab."]
    new = body(*others, moved.replace("am Kornmarkt.", edited))
    assert align(body(moved, *others), new).predecessors == {new[-1]: Key(Role.TEXT, moved)}


def test_an_edited_sentence_elsewhere_in_another_role_is_another_sentence() -> None:
    text = "Die Bürgermeisterin eröffnet den neuen Brunnen am Kornmarkt."
    heading = Key(Role.HEADING, text.replace("neuen", "alten"))
    assert align(body(text, "Es regnet."), [*body("Es regnet."), heading]).predecessors == {}


def test_of_two_alike_the_one_with_the_same_role_is_the_predecessor() -> None:
    old = [Key(Role.HEADING, "Der Markt öffnet um acht"), Key(Role.TEXT, "Der Markt öffnet um acht")]
    new = body("Der Markt öffnet um neun")
    assert align(old, new).predecessors == {new[0]: old[1]}


def test_a_heading_with_a_typo_mended_is_the_same_heading() -> None:
    old, new = [Key(Role.HEADING, "Progamm")], [Key(Role.HEADING, "Programm")]
    assert align(old, new).predecessors == {new[0]: old[0]}


def test_sentences_without_spaces_are_compared_by_character() -> None:
    old, new = body("市政府将于七月开放新的图书馆。"), body("市政府将于八月开放新的图书馆。")
    assert align(old, new).predecessors == {new[0]: old[0]}


def test_alike_by_letters_is_not_alike_by_words() -> None:
    assert align(body("w0a w0b w0c w0d w0e"), body("w1a w1b w1c w1d w1e")).predecessors == {}


def test_a_big_text_with_every_sentence_edited_is_paired_in_under_a_second() -> None:
    rng = random.Random(7)  # noqa: S311 — the same text each time, no secret
    old = body(*dict.fromkeys(write(rng) for _ in range(10_000)))
    new = body(*(edit(rng, key.text) for key in old))
    started = time.process_time()
    pairs = align(old, new).predecessors
    seconds = time.process_time() - started
    right = sum(pairs.get(theirs) == ours for ours, theirs in zip(old, new, strict=True))
    assert right / len(old) > 0.99
    assert seconds < 3  # 0.6 s alone; the margin is for a machine that is busy with others


def test_a_big_text_with_few_edits_moves_and_other_sentences_is_paired_without_a_mistake() -> None:
    rng = random.Random(8)  # noqa: S311 — the same text each time, no secret
    old = body(*dict.fromkeys(write(rng) for _ in range(3_000)))
    new: list[Key] = []
    expected = {}
    for key in old:
        chance = rng.random()
        if chance < 0.1:
            edited = Key(Role.TEXT, edit(rng, key.text))
            expected[edited] = key
            new.append(edited)
        elif chance > 0.2:
            new += [key] if chance < 0.9 else [Key(Role.TEXT, write(rng)), key]
    assert align(old, new).predecessors == expected


@given(st.lists(st.integers(0, 30), unique=True), st.lists(st.integers(0, 30), unique=True))
def test_pairs_join_vanished_sentences_with_new_ones_and_each_only_once(old: list[int], new: list[int]) -> None:
    before, after = (body(*(f"Satz {'mit Worten ' * (n % 3)}{n}" for n in numbers)) for numbers in (old, new))
    found = align(before, after)
    assert set(found.predecessors) <= set(after) - set(before)
    assert set(found.predecessors.values()) <= set(before) - set(after)
    assert len(set(found.predecessors.values())) == len(found.predecessors)
    assert found.moved <= set(before) & set(after)


@given(st.lists(st.integers(0, 50), unique=True))
def test_the_longest_increasing_run_increases_and_none_is_longer(numbers: list[int]) -> None:
    chosen = [numbers[index] for index in longest_increasing(numbers)]
    assert chosen == sorted(chosen)
    best = [1] * len(numbers)
    for i, number in enumerate(numbers):
        best[i] = 1 + max((best[j] for j in range(i) if numbers[j] < number), default=0)
    assert len(chosen) == max(best, default=0)


@given(
    st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.sampled_from([0.5, 0.7, 0.9, 1.0]), max_size=8)
)
def test_the_heaviest_chain_keeps_both_orders_and_none_is_heavier(scores: dict[tuple[int, int], float]) -> None:
    chain = heaviest_chain([(i, j, score) for (i, j), score in scores.items()], 6)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in itertools.pairwise(chain))
    best: dict[tuple[int, int], float] = {}
    for i, j in sorted(scores):
        before = max((best[other] for other in best if other[0] < i and other[1] < j), default=0.0)
        best[i, j] = before + scores[i, j] ** 3
    assert abs(sum(scores[pair] ** 3 for pair in chain) - max(best.values(), default=0.0)) < 1e-9
