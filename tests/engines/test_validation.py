from __future__ import annotations

import pytest

from translateflow.engines.validation import COPY_WARNING, Answer, Refusal, unescape_entities, validate_answer

SOURCE = "The council opened the restored bridge to all visitors on Monday morning."


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (None, "answered nothing"),
        ("", "is empty"),
        (" \n\u00a0", "is empty"),
        (["Die Brücke"], "is a list"),
        (42, "is of type int"),
        ({"text": "x"}, "is of type dict"),
        ("<!DOCTYPE html><html><head><title>Sorry</title></head></html>", "error page"),
        ("<HTML><body>no</body></HTML>", "error page"),
        ('<?xml version="1.0"?><error/>', "error page"),
        ("Error 500 (Server Error)!!1500.That’s an error.There was an error. Please try again later.", "error page"),
        ("502 Bad Gateway", "error page"),
        ("MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY.", "quota"),
        ("INVALID LANGUAGE PAIR SPECIFIED. EXAMPLE: LANGPAIR=EN|IT USING 2 LETTER ISO", "message of the service"),
        ("QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS", "message of the service"),
        ("PLEASE SELECT TWO DISTINCT LANGUAGES", "message of the service"),
        ("'XX' IS AN INVALID TARGET LANGUAGE . EXAMPLE: LANGPAIR=EN|IT", "message of the service"),
        ("Ja", "2 characters for"),
        ("Sehr lang. " * 100, "1100 characters for"),
    ],
)
def test_what_is_no_translation_is_refused_with_a_reason(answer: object, reason: str) -> None:
    judged = validate_answer(answer, SOURCE)
    assert isinstance(judged, Refusal)
    assert reason in judged.reason


@pytest.mark.parametrize(
    "source",
    ["Error 500 (Server Error)!!1 was all visitors read.", "How </html> ends a page", "MYMEMORY WARNING: a poem"],
)
def test_a_text_about_error_pages_may_be_translated(source: str) -> None:
    assert isinstance(validate_answer(f"{source} (de)", source), Answer)


def test_a_used_up_quota_says_when_it_comes_back() -> None:
    warning = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY."
    judged = validate_answer(f"{warning} NEXT AVAILABLE IN  02 HOURS 03 MINUTES 04 SECONDS", SOURCE)
    assert isinstance(judged, Refusal)
    assert judged.permanent
    assert judged.retry_after == 2 * 3600 + 3 * 60 + 4


def test_entities_that_services_leave_are_unescaped() -> None:
    assert validate_answer("l&#39;eau &amp; l&#x27;air &quot;pur&quot;", "water and air") == Answer(
        "l'eau & l'air \"pur\""
    )
    assert unescape_entities("&unknown; &#39;") == "&unknown; '"


def test_entities_stay_where_the_source_has_them_or_they_are_part_of_the_wire() -> None:
    assert validate_answer("Schreib &amp;", "Write &amp;") == Answer("Schreib &amp;")
    assert validate_answer("a &lt; b", "x &lt; y", escaped=True) == Answer("a &lt; b")
    assert validate_answer("a &lt; b", "c", escaped=True) == Answer("a &lt; b")


def test_a_copy_of_the_source_is_a_warning_where_there_are_letters() -> None:
    assert validate_answer(SOURCE, SOURCE) == Answer(SOURCE, (COPY_WARNING,))
    assert validate_answer("2026", "2026") == Answer("2026")


@pytest.mark.parametrize(
    ("source", "answer"), [("Ja", "Yes, that is what they said in the end"), ("大桥重新开放" * 4, "Open " * 30)]
)
def test_lengths_that_languages_differ_by_pass(source: str, answer: str) -> None:
    assert isinstance(validate_answer(answer, source), Answer)
