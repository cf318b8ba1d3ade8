"""Idempotency keys: a POST that is sent again after a lost answer is answered again, not done again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from werkzeug.wrappers import Response

from translateflow.storage.answers import AnswerState
from translateflow.web.api.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Request

    from translateflow.model.account import ApiToken
    from translateflow.workspace import Newsroom

HEADER: Final = "Idempotency-Key"
_LONGEST_KEY: Final = 200


class Replays:
    """Keeps the answers to keyed requests, by token, for a day."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom

    def once(self, request: Request, token: ApiToken, run: Callable[[], Response]) -> Response:
        """Do it, or give the answer it had. A failure of ours is not kept: the next try may succeed."""
        key = request.headers.get(HEADER)
        if key is None:
            return run()
        if not 0 < len(key) <= _LONGEST_KEY:
            raise ProblemError(400, "bad-key", f"{HEADER} takes 1 to {_LONGEST_KEY} characters.")
        answers = self._newsroom.database.answers
        kept = answers.reserve(token.id, key, _fingerprint(request))
        if kept.state is AnswerState.OTHER:
            detail = f"This {HEADER} came with another request before."
            raise ProblemError(422, "key-reused", detail, remedy="Make a new key for each request.")
        if kept.state is AnswerState.RUNNING:
            detail = "The first request with this key is still at work."
            raise ProblemError(409, "key-in-use", detail, headers={"Retry-After": "2"})
        if kept.state is AnswerState.DONE:
            return Response(
                kept.body, kept.status, content_type=kept.content_type, headers={"Idempotent-Replayed": "true"}
            )
        try:
            response = run()
        except BaseException:
            answers.forget(token.id, key)
            raise
        answers.keep(token.id, key, response.status_code, response.content_type or "", response.get_data())
        return response


def _fingerprint(request: Request) -> bytes:
    """Tell requests apart: method, address and body."""
    digest = hashlib.blake2b(digest_size=16)
    for part in (request.method.encode(), request.full_path.encode(), request.get_data()):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()
