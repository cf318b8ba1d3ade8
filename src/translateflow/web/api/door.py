"""Who asks, by a token; and whether token and account reach as far as the operation. No cookie opens this door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from translateflow.errors import ForbiddenError
from translateflow.web.api.problems import ProblemError
from translateflow.web.desk.access import PER_LANGUAGE, may, may_anywhere, within
from translateflow.web.desk.throttle import Throttle

if TYPE_CHECKING:
    from werkzeug.wrappers import Request

    from translateflow.model.account import Account, ApiToken
    from translateflow.web.api.operation import Operation
    from translateflow.workspace import Newsroom

ORDINARY_PACE: Final = "600/minute"
FAILURES_PER_ADDRESS: Final = "30/5minutes"


class Door:
    """Counts in this process: one `serve` answers for a newsroom."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._throttle = Throttle()

    def identify(self, request: Request) -> tuple[ApiToken, Account]:
        """Find token and account. Raises ProblemError (401), TooManyTriesError."""
        address = request.remote_addr or ""
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not secret.strip():
            detail = "This address wants a token."
            remedy = "Send Authorization: Bearer tf_…; make one at the desk, or with `translateflow users token`."
            raise ProblemError(401, "no-token", detail, remedy=remedy, headers=_challenge(""))
        found = self._newsroom.database.tokens.find(secret.strip())
        if found is None:
            # Guessing is hopeless anyway; this keeps a broken program from filling the log.
            self._throttle.count("api failure", (FAILURES_PER_ADDRESS, address))
            detail = "This token does not work (any more)."
            raise ProblemError(401, "bad-token", detail, headers=_challenge(' error="invalid_token"'))
        self._throttle.count("api", (ORDINARY_PACE, str(found[0].id)))
        return found

    def admit(self, operation: Operation, token: ApiToken, account: Account, language: str) -> None:
        """Let pass who may. Raises ForbiddenError, ProblemError (403) for a token that is too narrow."""
        if not within(token.scopes, operation.action):
            detail = f"This token's scopes ({', '.join(token.scopes)}) do not reach to: {operation.action.value}."
            raise ProblemError(403, "scope", detail, headers=_challenge(' error="insufficient_scope"'))
        # Where the languages stand in the body, the operation asks again for each.
        by_language = operation.action in PER_LANGUAGE and "language" not in operation.parameters
        allowed = may_anywhere(account, operation.action) if by_language else may(account, operation.action, language)
        if not allowed:
            raise ForbiddenError(operation.action.value, language)


def _challenge(error: str) -> dict[str, str]:
    return {"WWW-Authenticate": f'Bearer realm="translateflow"{error}'}
