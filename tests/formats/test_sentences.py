"""Where sentences end: the cases of `data/sentences.txt`, and what holds for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translateflow.formats import split_sentences

LANGUAGES = [
    "de",
    "en",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "cs",
    "uk",
    "ru",
    "tr",
    "ar",
    "fa",
    "he",
    "el",
    "zh",
    "ja",
    "ko",
    "hi",
]
WANTED_SHARE = 0.95


def read_cases() -> list[tuple[str, list[str]]]:
    cases = []
    language = ""
    for line in Path(__file__).with_name("data").joinpath("sentences.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            language = line.strip("[]")
        elif line and not line.startswith("#"):
            cases.append((language, line.split(" | ")))
    return cases


CASES = read_cases()


def split_as_case(language: str, sentences: list[str]) -> list[str]:
    text = ("" if language in {"zh", "ja"} else " ").join(sentences)
    return [sentence.strip() for sentence in split_sentences(text, language)]


def test_the_set_has_300_cases_in_all_languages() -> None:
    assert len(CASES) >= 300
    assert {language for language, _ in CASES} == set(LANGUAGES)


def test_at_least_95_percent_of_press_texts_are_split_right() -> None:
    wrong = [(language, want) for language, want in CASES if split_as_case(language, want) != want]
    assert len(wrong) <= len(CASES) * (1 - WANTED_SHARE), wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_is_split_worse_than_nine_times_in_ten(language: str) -> None:
    cases = [want for of, want in CASES if of == language]
    wrong = [want for want in cases if split_as_case(language, want) != want]
    assert len(wrong) <= len(cases) * 0.1, wrong


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(alphabet=st.sampled_from('aB1.!?… \xa0„“”"«»()。」،؟।IV-–:;,\n'), max_size=60),
    language=st.sampled_from([*LANGUAGES, "de-simple", "xx", "pt-BR"]),
)
def test_splitting_is_lossless_in_every_language(text: str, language: str) -> None:
    sentences = split_sentences(text, language)
    assert "".join(sentences) == text
    assert all(sentences)


def test_a_variety_is_split_like_its_base_language() -> None:
    text = "Am 1. Juli ist z. B. Markt. Das ist gut."
    assert split_sentences(text, "de-simple") == split_sentences(text, "de")


def test_a_list_typed_into_one_line_is_split_at_its_numbers() -> None:
    assert split_sentences("1. Mehr Busse 2. Mehr Räder 3. Mehr Grün", "de") == [
        "1. Mehr Busse ",
        "2. Mehr Räder ",
        "3. Mehr Grün",
    ]


def test_a_quotation_that_is_too_long_is_split_after_all() -> None:
    quotation = "„" + "Das ist ein sehr langer Satz in einer sehr langen Rede. " * 20 + "Ende.“"
    assert len(split_sentences(quotation, "de")) > 10


def test_a_wide_space_before_a_full_stop_does_no_harm() -> None:
    assert split_sentences("Henri I\u202f. Il vient.", "fr") == ["Henri I\u202f. Il vient."]


class PanicException(BaseException):  # the name under which PyO3 raises it
    pass


def test_a_crash_of_the_proposing_library_costs_only_its_proposals(monkeypatch: pytest.MonkeyPatch) -> None:
    def panic(language: str, text: str) -> list[str]:
        raise PanicException(language, text)

    monkeypatch.setattr("sentencex.segment", panic)
    assert split_sentences("Gut! Sehr gut! Ja.", "de") == ["Gut! ", "Sehr gut! ", "Ja."]


def test_an_interruption_is_not_taken_for_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(language: str, text: str) -> list[str]:
        raise KeyboardInterrupt(language, text)

    monkeypatch.setattr("sentencex.segment", interrupt)
    with pytest.raises(KeyboardInterrupt):
        split_sentences("Gut! Sehr gut!", "de")


def test_an_endless_paragraph_is_split_in_parts_and_stays_whole() -> None:
    text = "„Das Haus ist alt. " * 3_000
    assert "".join(split_sentences(text, "de")) == text
    assert len(split_sentences("Das Haus ist alt. " * 3_000, "de")) == 3_000


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["i.) More buses", "ii.) More bikes"]),
        (
            "en",
            [
                "vv. no number",
            ],
        ),
        ("en", ["One . . . two."]),
        ("en", ["What I mean . . . I did not mean it."]),
        ("en", ["Words may be left out . . . .", "The next sentence follows."]),
        ("en", ["It was combined. ", ". . . It was not abandoned."]),
        ("en", ["On Monday at 6 a.m. Mr. Sample arrived."]),
        ("en", ["She left at 6 p.m.", "Mr. Sample stayed on."]),
        ("en", ["The town was founded in 753 B.C.", "Augusta grew later."]),
        ("de", ["Sie zog ein Buch aus dem Regal.", "»Das ist gut«, sagte sie.", "»Sehr gut.«"]),
        ("el", ["Δεν δούλευε κανένας.", "το κόστος ήταν μεγάλο."]),
        ("el", ["Κοστίζει 3 εκατ. ευρώ."]),
        ("ar", ["قال د\u202a.\u202c سامي مثال ذلك.", "ثم غادر."]),
        ("da", ["Spørg Jane og co.", "De ved det."]),
        ("da", ["Mødet er den 5. maj."]),
        ("he", ['הוא אמר: "זה טוב."', "אחר כך הלך."]),
    ],
)
def test_a_text_is_split_at(language: str, sentences: list[str]) -> None:
    want = [sentence.strip() for sentence in sentences]
    assert split_as_case(language, want) == want


def test_a_title_of_a_film_is_not_split() -> None:
    assert split_sentences("我们去看《摔跤吧！爸爸》好吗？好！", "zh") == ["我们去看《摔跤吧！爸爸》好吗？", "好！"]
