"""The API as a WSGI application: who asks, may they, what exactly, has it been done already; then the operation."""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING, Any, Final

import msgspec
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from translateflow.errors import TranslateflowError
from translateflow.web.api.asked import read_body, read_parts, read_query
from translateflow.web.api.door import Door
from translateflow.web.api.openapi import openapi_document
from translateflow.web.api.operation import JSON, Call, Download, Tagged
from translateflow.web.api.problems import ProblemError, answer_problem, problem_of
from translateflow.web.api.registry import OPERATIONS
from translateflow.web.api.replay import Replays
from translateflow.web.events import EventStreams

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from translateflow.web.api.operation import Answer, Operation
    from translateflow.workspace import Newsroom

MAX_REQUEST_BYTES: Final = 32 * 1024 * 1024
"""The largest body: a memory of some 100,000 units. Everything above is refused before it is read."""

_DESCRIPTION: Final = "openapi"
_HEADERS: Final = {
    "Cache-Control": "private, no-cache",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Vary": "Authorization, Accept-Encoding",
}
_logger = logging.getLogger("translateflow.api")


class Api:
    """A WSGI application, to be mounted at `/api/v1`."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._door = Door(newsroom)
        self._replays = Replays(newsroom)
        self._streams = EventStreams()
        self._operations = {operation.name: operation for operation in OPERATIONS}
        rules = [
            Rule(operation.path.replace("{", "<").replace("}", ">"), endpoint=name, methods=[operation.method])
            for name, operation in self._operations.items()
        ]
        self._map = Map([*rules, Rule("/openapi.json", endpoint=_DESCRIPTION, methods=["GET"])], strict_slashes=False)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        request.max_content_length = MAX_REQUEST_BYTES
        response = self._answer(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response(environ, start_response)

    def close(self) -> None:
        """End the open streams."""
        self._streams.close()

    def _answer(self, request: Request) -> Response:
        try:
            return self._route(request)
        except ProblemError as problem:
            return answer_problem(problem)
        except TranslateflowError as error:
            return answer_problem(problem_of(error))
        except HTTPException as error:
            return answer_problem(_problem_of_http(error))
        except Exception:
            # The address may hold nothing secret; the body and the headers do.
            _logger.exception("%s %s", request.method, request.path)
            return answer_problem(ProblemError(500, "unforeseen", "Something unforeseen happened."))

    def _route(self, request: Request) -> Response:
        endpoint, parts = self._map.bind_to_environ(request.environ).match()
        if endpoint == _DESCRIPTION:
            document = openapi_document(OPERATIONS, self._newsroom.settings.title, request.script_root)
            return _with_tag(request, Response(msgspec.json.encode(document), content_type=JSON))
        operation = self._operations[endpoint]
        token, account = self._door.identify(request)
        self._door.admit(operation, token, account, str(parts.get("language", "")))
        call = Call(
            self._newsroom,
            account,
            token,
            read_parts(parts),
            read_query(request, operation),
            read_body(request, operation),
            request.headers,
            self._streams,
        )
        if operation.method == "POST":
            return self._replays.once(request, token, lambda: self._run(request, operation, call))
        return self._run(request, operation, call)

    def _run(self, request: Request, operation: Operation, call: Call) -> Response:
        answer = operation.run(call)
        if isinstance(answer, Response):
            return answer
        response = _encode(answer, operation.status)
        return _with_tag(request, response) if operation.method == "GET" else response


def _encode(answer: Answer, status: int) -> Response:
    if isinstance(answer, Download):
        response = Response(answer.data, status, content_type=answer.media)
        response.headers.set("Content-Disposition", "attachment", filename=answer.name)
        return response
    document: Any = answer.document if isinstance(answer, Tagged) else answer
    response = Response(msgspec.json.encode(document), status, content_type=JSON)
    if isinstance(answer, Tagged):
        response.set_etag(answer.tag)
    return response


def _with_tag(request: Request, response: Response) -> Response:
    """Give an answer its entity tag, and nothing but that to who has it already."""
    if not response.get_etag()[0]:
        response.set_etag(hashlib.blake2b(response.get_data(), digest_size=16).hexdigest())
    response.make_conditional(request)
    return response


def _problem_of_http(error: HTTPException) -> ProblemError:
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted(error.valid_methods or ()))
        detail = f"This address takes: {allowed}."
        return ProblemError(405, "method-not-allowed", detail, headers={"Allow": allowed})
    if isinstance(error, RequestEntityTooLarge):
        detail = f"The body is larger than {MAX_REQUEST_BYTES // 1024 // 1024} MB."
        return ProblemError(413, "too-large", detail, remedy="Send it in parts.")
    if error.code == 404:  # noqa: PLR2004 — HTTP
        return ProblemError(404, "no-such-address", "There is nothing at this address.", remedy="See openapi.json.")
    return ProblemError(error.code or 500, "bad-request", error.description or "This request cannot be read.")
