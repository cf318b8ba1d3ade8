"""What each web engine sends: headers, parameters and bodies, as the services document them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from translateflow.engines import make_engine
from translateflow.engines.deep import place_sessions
from translateflow.engines.probing import probe_by
from translateflow.errors import EngineError
from translateflow.model.engine import Draft, DraftRequest, EngineOptions, NoDraft
from translateflow.model.segment import TagShape

if TYPE_CHECKING:
    from tests.engines.conftest import Service, StartService

TAGGED = DraftRequest("The <em>old</em> bridge & {name}", (TagShape("em", paired=True),))


def send(service: Service, *requests: DraftRequest, key: str = "", target: str = "es") -> list[str]:
    engine = make_engine(EngineOptions(service.engine, url=service.url, api_key=key))
    outcomes = engine.draft(requests, "en", target)
    engine.close()
    return [outcome.text if isinstance(outcome, Draft) else outcome.reason for outcome in outcomes]


def body_of(service: Service) -> Any:
    return json.loads(service.asked[-1].body)


def test_deepl_gets_its_key_in_a_header_and_tags_as_xml(start_service: StartService) -> None:
    service = start_service("deepl")
    send(service, TAGGED, key="key-4711:fx")
    asked = service.asked[0]
    assert asked.path == "/v2/translate"
    assert asked.query == {}
    assert asked.headers["Authorization"] == "DeepL-Auth-Key key-4711:fx"
    assert body_of(service) == {
        "text": ['The <g id="1">old</g> bridge &amp; <k id="5">{name}</k>'],
        "source_lang": "EN",
        "target_lang": "ES",
        "split_sentences": "nonewlines",
        "preserve_formatting": True,
        "tag_handling": "xml",
        "ignore_tags": ["k"],
        "outline_detection": False,
    }


@pytest.mark.parametrize(("key", "host"), [("abc:fx", "https://api-free.deepl.com"), ("abc", "https://api.deepl.com")])
def test_the_key_decides_deepls_host(key: str, host: str) -> None:
    assert getattr(make_engine(EngineOptions("deepl", api_key=key)), "_url", "") == host


def test_deepl_gets_at_most_fifty_texts_a_request(start_service: StartService) -> None:
    service = start_service("deepl")
    send(service, *[DraftRequest(f"Bridge {number}") for number in range(120)], key="k")
    assert [len(asked.texts) for asked in service.asked] == [50, 50, 20]


def test_libretranslate_gets_an_array_and_the_key_in_the_body(start_service: StartService) -> None:
    service = start_service("libretranslate")
    service.url += "/translate"
    send(service, TAGGED, DraftRequest("Bridge"), key="key-4711")
    assert body_of(service) == {
        "q": [
            'The <i id="1">old</i> bridge &amp; <span id="5" class="notranslate" translate="no">{name}</span>',
            "Bridge",
        ],
        "source": "en",
        "target": "es",
        "format": "html",
        "api_key": "key-4711",
    }
    send(service, DraftRequest("R&D bridge"))
    assert body_of(service) == {"q": ["R&D bridge"], "source": "en", "target": "es", "format": "text"}


def test_google_gets_lines_in_one_address_and_a_browsers_name(start_service: StartService) -> None:
    service = start_service("google")
    assert send(service, TAGGED, DraftRequest("Bridge"), target="zh-Hant") == [
        "THE <em>OLD</em> BRIDGE & {name}", "BRIDGE",
    ]  # fmt: skip
    asked = service.asked[0]
    assert asked.query == {"tl": ["zh-TW"], "sl": ["en"], "q": ["The ⟦1⟧old⟦3⟧ bridge & ⟦5⟧\nBridge"]}
    assert asked.headers["User-Agent"].startswith("Mozilla/5.0")


def test_googles_addresses_stay_short_in_every_script(start_service: StartService) -> None:
    service = start_service("google")
    texts = [DraftRequest("大桥重新开放" * 20) for _ in range(12)]
    assert send(service, *texts) == [request.text for request in texts]
    assert len(service.asked) > 1
    assert max(len(asked.texts) for asked in service.asked) * 9 * 120 < 8000


def test_a_text_with_line_breaks_keeps_them_at_google(start_service: StartService) -> None:
    service = start_service("google")
    assert send(service, DraftRequest("one\ntwo"), DraftRequest("three")) == ["ONE\nTWO", "THREE"]
    assert len(service.asked) == 1


def test_a_short_text_google_gives_back_is_a_copy(start_service: StartService) -> None:
    service = start_service("google")
    service.mode = "source"
    assert send(service, DraftRequest("OK")) == ["OK"]


def test_mymemory_gets_regions_and_the_address_as_its_key(start_service: StartService) -> None:
    service = start_service("mymemory")
    send(service, DraftRequest("Bridge"), key="press@town.example")
    assert service.asked[0].query == {"langpair": ["en-GB|es-ES"], "q": ["Bridge"], "de": ["press@town.example"]}


def test_a_used_up_quota_at_mymemory_is_permanent(start_service: StartService) -> None:
    service = start_service("mymemory")
    service.translate = lambda _: (
        "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY. NEXT AVAILABLE IN  01 HOURS 00 MINUTES"
        " 00 SECONDS VISIT TO TRANSLATE MORE"
    )
    engine = make_engine(EngineOptions("mymemory", url=service.url))
    assert engine.draft([DraftRequest("The bridge opens.")], "en", "es") == [
        NoDraft("its free quota is used up", "mymemory", permanent=True, retry_after=3600.0)
    ]


def test_microsoft_gets_key_and_region_in_headers_and_tags_as_html(start_service: StartService) -> None:
    service = start_service("microsoft")
    send(service, TAGGED, key="key-4711:westland")
    asked = service.asked[0]
    assert asked.headers["Ocp-Apim-Subscription-Key"] == "key-4711"
    assert asked.headers["Ocp-Apim-Subscription-Region"] == "westland"
    assert asked.query == {"textType": ["html"], "from": ["en"], "to": ["es"]}
    send(service, DraftRequest("Bridge"), key="key-4711")
    assert "Ocp-Apim-Subscription-Region" not in service.asked[-1].headers
    assert service.asked[-1].query["textType"] == ["plain"]


def test_baidu_gets_a_signature_and_never_the_key(start_service: StartService) -> None:
    service = start_service("baidu")
    send(service, DraftRequest("Bridge"), key="app:key-4711", target="ja")
    query = service.asked[0].query
    assert (query["appid"], query["from"], query["to"]) == (["app"], ["en"], ["jp"])
    assert len(query["sign"][0]) == 32
    assert "key-4711" not in repr(query)


def test_the_library_itself_still_works_for_others(start_service: StartService) -> None:
    from deep_translator import google

    place_sessions(google)
    service = start_service("google")
    translator = google.GoogleTranslator(source="en", target="es")
    translator._base_url = service.url
    assert translator.translate("bridge") == "BRIDGE"
    assert google.requests.post is not None
    assert google.requests.Session is not None


@pytest.mark.parametrize("engine", ["deepl", "libretranslate"])
@pytest.mark.parametrize("answer", ["[]", "{}", '{"translations": "x", "translatedText": 7}'])
def test_json_without_translations_is_a_failure(start_service: StartService, engine: str, answer: str) -> None:
    service = start_service(engine)
    service.fixed_answer = answer
    with pytest.raises(EngineError, match="holds no translations"):
        make_engine(EngineOptions(engine, url=service.url, api_key="k")).draft([DraftRequest("x")], "en", "es")


def test_one_text_where_an_array_was_asked_for_is_taken_as_one(start_service: StartService) -> None:
    service = start_service("libretranslate")
    service.fixed_answer = '{"translatedText": "Puente"}'
    assert send(service, DraftRequest("Bridge")) == ["Puente"]


def test_something_else_at_the_address_is_told_from_an_instance(start_service: StartService) -> None:
    service = start_service("deepl")
    probe = make_engine(EngineOptions("libretranslate", url=service.url)).probe()
    assert (probe.ok, probe.message) == (False, "something answers there that is no LibreTranslate")


def test_a_probe_of_a_service_that_refuses_or_hangs_says_so(start_service: StartService) -> None:
    service = start_service("google")
    engine = make_engine(EngineOptions("google", url=service.url))
    service.mode = "null"
    assert not engine.probe().ok
    service.mode = "empty"
    assert not engine.probe().ok
    assert probe_by(lambda: str(service.release.wait(5)), seconds=0.05).message == "no answer within 0.05 seconds"
