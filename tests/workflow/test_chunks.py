"""How much goes into one chunk."""

from __future__ import annotations

from translateflow.engines import ENGINES
from translateflow.workflow.chunks import chunk_limits


def test_a_chunk_is_one_call_of_the_engine_that_is_asked_first() -> None:
    limits = chunk_limits({"en": ["deepl", "libretranslate"], "uk": ["libretranslate"]})
    assert limits["en"][0] == ENGINES["deepl"].limits.texts
    assert limits["uk"][0] == ENGINES["libretranslate"].limits.texts
    for language, engine in (("en", "deepl"), ("uk", "libretranslate")):
        assert limits[language][1] < ENGINES[engine].limits.characters


def test_an_engine_for_single_texts_gets_several_calls_and_one_without_limits_no_endless_chunk() -> None:
    limits = chunk_limits({"en": ["mymemory"], "uk": ["pseudo"]})
    assert limits["en"][0] == 8
    assert limits["en"][1] > 7 * ENGINES["mymemory"].limits.characters
    assert limits["uk"][0] == 100


def test_a_language_left_for_people_or_for_an_engine_we_do_not_know_has_the_usual_limits() -> None:
    assert chunk_limits({"en": [], "uk": ["of-another-package"]}) == {}
