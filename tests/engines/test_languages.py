from __future__ import annotations

import pytest

from translateflow.engines import ENGINES, make_engine
from translateflow.engines.deepl import _SOURCES as DEEPL_SOURCES
from translateflow.engines.deepl import _TARGETS as DEEPL_TARGETS
from translateflow.engines.google import _CODES as GOOGLE
from translateflow.engines.languages import candidate_tags, pair_codes, service_code
from translateflow.engines.microsoft import _CODES as MICROSOFT
from translateflow.engines.mymemory import _CODES as MYMEMORY
from translateflow.model.engine import EngineOptions


@pytest.mark.parametrize(
    ("tag", "google", "mymemory", "microsoft"),
    [
        ("de", "de", "de-DE", "de"),
        ("de-AT", "de", "de-DE", "de"),
        ("he", "iw", "he-IL", "he"),
        ("nb", "no", "nb-NO", "nb"),
        ("no", "no", "nb-NO", "nb"),
        ("fil", "tl", None, "fil"),
        ("jv", "jw", None, None),
        ("zh", "zh-CN", "zh-CN", "zh-Hans"),
        ("zh-Hans", "zh-CN", "zh-CN", "zh-Hans"),
        ("zh-TW", "zh-TW", "zh-TW", "zh-Hant"),
        ("zh-HK", "zh-TW", "zh-TW", "zh-Hant"),
        ("pt-BR", "pt", "pt-BR", "pt"),
        ("pt-PT", "pt-PT", "pt-PT", "pt-PT"),
        ("sr-Latn", "sr", "sr-Latn-RS", "sr-Latn"),
        ("sr", "sr", "sr-RS", "sr-Cyrl"),
        ("en", "en", "en-GB", "en"),
        ("tlh", None, None, None),
    ],
)
def test_each_service_gets_its_own_code(
    tag: str, google: str | None, mymemory: str | None, microsoft: str | None
) -> None:
    found = tuple(service_code(tag, table) for table in (GOOGLE, MYMEMORY, MICROSOFT))
    assert found == (google, mymemory, microsoft)


@pytest.mark.parametrize(
    ("source", "target", "codes"),
    [
        ("de", "en", ("DE", "EN-US")),
        ("de", "en-GB", ("DE", "EN-GB")),
        ("de-simple", "en", ("DE", "EN-US")),
        ("en-GB", "de", ("EN", "DE")),
        ("de", "pt", ("DE", "PT-BR")),
        ("de", "zh-TW", ("DE", "ZH-HANT")),
        ("de", "nb", ("DE", "NB")),
        ("de", "ar", ("DE", "AR")),
        ("de", "de-simple", None),
        ("de", "de", None),
        ("de-AT", "de-CH", None),
        ("en", "en-GB", None),
        ("de", "so", None),
    ],
)
def test_deepl_reads_a_language_and_writes_a_regional_one(
    source: str, target: str, codes: tuple[str, str] | None
) -> None:
    assert pair_codes(source, target, DEEPL_SOURCES, DEEPL_TARGETS) == codes


def test_the_most_specific_tag_is_looked_for_first() -> None:
    assert candidate_tags("zh-HK") == ("zh-HK", "zh-Hant-HK", "zh-Hant", "zh")
    assert candidate_tags("nb") == ("nb", "no")


@pytest.mark.parametrize("name", sorted(set(ENGINES) - {"apertium"}))
def test_every_engine_knows_the_newsrooms_own_languages(name: str) -> None:
    engine = make_engine(EngineOptions(name, api_key="k"))
    assert [target for target in ("en", "es", "ar") if not engine.supports("de", target)] == []
