from __future__ import annotations

import email.utils
import logging
import threading
from typing import TYPE_CHECKING

import pytest
import requests
import urllib3

from translateflow.engines.sessions import Sessions, hush_query_strings, read_retry_after
from translateflow.errors import EngineError, EngineUnreachableError

if TYPE_CHECKING:
    from tests.engines.conftest import StartService


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        (" 120 ", 120.0),
        (email.utils.formatdate(1_000_030, usegmt=True), 30.0),
        (email.utils.formatdate(999_000, usegmt=True), 0.0),
        ("", None),
        ("soon", None),
        ("-5", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: float | None) -> None:
    assert read_retry_after(value, 1_000_000.0) == seconds


@pytest.mark.parametrize(
    ("error", "kind", "reason"),
    [
        (requests.exceptions.ConnectTimeout(), EngineUnreachableError, "no connection within 3 seconds"),
        (requests.exceptions.ProxyError(), EngineUnreachableError, "the proxy of this machine"),
        (requests.exceptions.SSLError(), EngineUnreachableError, "its certificate is not valid"),
        (requests.exceptions.ReadTimeout(), EngineError, "no answer within 2 seconds"),
        (urllib3.exceptions.ReadTimeoutError, EngineError, "no answer within 2 seconds"),
        (requests.exceptions.InvalidURL(), EngineError, "its url setting is no web address"),
        (requests.exceptions.ChunkedEncodingError(), EngineError, "the connection was cut"),
        (ConnectionResetError(), EngineError, "the connection was cut"),
    ],
)
def test_every_failure_of_the_network_has_its_words(
    monkeypatch: pytest.MonkeyPatch, error: Exception | type[Exception], kind: type[EngineError], reason: str
) -> None:
    raised = error if isinstance(error, Exception) else urllib3.exceptions.ReadTimeoutError(None, "", "")  # type: ignore[arg-type]  # no pool is read

    def fail(*_: object, **__: object) -> object:
        raise raised

    monkeypatch.setattr(requests.Session, "request", fail)
    with pytest.raises(EngineError, match=reason) as caught:
        Sessions("deepl", timeout=2.0).get("http://127.0.0.1/")
    assert type(caught.value) is kind


@pytest.mark.parametrize("url", ["", "no-scheme", "http://"])
def test_an_address_that_is_none_is_the_settings_fault(url: str) -> None:
    with pytest.raises(EngineError, match="url setting") as caught:
        Sessions("deepl", timeout=2.0).get(url)
    assert caught.value.permanent


def test_connections_are_kept_and_lent_to_one_thread_at_a_time(start_service: StartService) -> None:
    service = start_service("deepl")
    sessions = Sessions("deepl", timeout=5.0)
    together = threading.Barrier(4)
    service.translate = lambda text: str(together.wait(5)) + text

    def post() -> None:
        sessions.post_json(f"{service.url}/v2/translate", {"text": ["x"]})

    for _ in range(3):
        threads = [threading.Thread(target=post) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(5)
    assert len(service.asked) == 12
    assert sessions._idle.qsize() == 4
    sessions.close()
    assert sessions._idle.qsize() == 0


def test_an_answer_without_end_is_refused(start_service: StartService) -> None:
    service = start_service("deepl")
    service.translate = lambda _: "x" * (9 * 1024 * 1024)
    with pytest.raises(EngineError, match="its answer is too large"):
        Sessions("deepl", timeout=5.0).post_json(f"{service.url}/v2/translate", {"text": ["x"]})


def test_query_strings_are_cut_out_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    hush_query_strings()
    logger = logging.getLogger("urllib3.connectionpool")
    logger.debug('%s "%s" %s', "GET", "/m?q=sekret", 200)
    logger.debug("nothing to cut")
    assert [record.getMessage() for record in caplog.records] == ['GET "/m" 200', "nothing to cut"]
