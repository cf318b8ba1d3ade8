"""What to do about failed items."""

from __future__ import annotations

import pytest

from translateflow.model.job import Item, Outcome
from translateflow.model.segment import Key, Role
from translateflow.workflow.advice import advise, group_failures


def _item(number: int, language: str, reason: str) -> Item:
    key = Key(Role.TEXT, f"Satz {number}")
    return Item(number, 3, "fest", "de", language, key, (), Outcome.FAILED, "", "", reason)


def test_failures_are_grouped_by_reason_over_languages_the_most_frequent_first() -> None:
    away, lost = "deepl: it failed with status 503", "google: tags were lost in every masking: a1"
    items = [_item(1, "en", lost), *[_item(number, "uk" if number % 2 else "en", away) for number in range(2, 9)]]
    first, second = group_failures(items, examples=2)
    assert (first.reason, first.count, dict(first.languages)) == (away, 7, {"en": 4, "uk": 3})
    assert [item.id for item in first.examples] == [2, 3]
    assert (second.reason, second.count) == (lost, 1)


@pytest.mark.parametrize(
    ("reason", "advice"),
    [
        ("deepl: it failed with status 503", "translateflow doctor"),
        ("deepl: no key is set (api_key_file under [engines.deepl] in translateflow.toml)", "Look at the key"),
        ("deepl: it failed with status 403; before it google: it failed with status 503", "Look at the key"),
        ("google: it failed with status 429; left alone for 30 more seconds", "Give it a while"),
        ("apertium: it does not translate de -> ar; put another engine into engines.order for ar", "[languages.<L>]"),
        ("given up after 5 attempts: each worker stopped before it had an answer", "workers' log"),
        ("google: tags were lost in every masking: a1", "at the desk"),
        ("none is set for this language: people translate it", "at the desk"),
        ("not sent: the budget of 500 characters for this job is reached; to go on: resume", "--max-chars"),
        ("not sent: today's budget of 500 characters is reached; from midnight", "tomorrow"),
        ("something nobody has seen", "translateflow jobs resume 3"),
    ],
)
def test_each_reason_has_its_remedy(reason: str, advice: str) -> None:
    assert advice in advise(reason, 3)
