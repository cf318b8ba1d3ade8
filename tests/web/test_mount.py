from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from translateflow.web.mount import Mounted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment


def speaker(name: str) -> object:
    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        return Response(f"{name} {request.script_root} {request.path}")(environ, start_response)

    return answer


def test_each_prefix_has_its_application_and_the_site_has_the_rest() -> None:
    made: list[str] = []

    def make() -> object:
        made.append("desk")
        return speaker("desk")

    client = Client(Mounted(speaker("site"), {"/desk": make}))  # type: ignore[arg-type,dict-item]  # a plain function serves
    assert client.get("/de/bridge/").text == "site  /de/bridge/"
    assert client.get("/desktop").text == "site  /desktop"
    assert made == []
    assert client.get("/desk/jobs/1").text == "desk /desk /jobs/1"
    assert client.get("/desk/").text == "desk /desk /"
    assert made == ["desk"]
    assert client.get("/desk").headers["Location"] == "/desk/"


def test_what_was_made_is_closed_and_nothing_else() -> None:
    closed: list[str] = []

    class Desk:
        def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            return Response("desk")(environ, start_response)

        def close(self) -> None:
            closed.append("desk")

    mounted = Mounted(Response("site"), {"/desk": Desk, "/api": Desk})
    mounted.close()
    Client(mounted).get("/desk/")
    mounted.close()
    assert closed == ["desk"]
