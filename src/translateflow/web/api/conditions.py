"""If-Match: who changes a thing says which version of it was seen (RFC 9110, section 13.1.1)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from werkzeug.http import parse_etags

from translateflow.web.api.problems import ProblemError

if TYPE_CHECKING:
    from translateflow.web.api.operation import Call


def tag_of(data: bytes) -> str:
    """Give the entity tag of a file or a document."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def seen_tag(call: Call) -> str:
    """Give the one tag of If-Match. Raises ProblemError (428) where it is missing, (400) where it is not one."""
    header = call.headers.get("If-Match", "")
    if not header:
        detail = "This changes what others change too: say which version you have seen."
        raise ProblemError(428, "no-condition", detail, remedy="Send If-Match with the ETag you got.")
    strong = list(parse_etags(header).as_set())
    if len(strong) != 1:
        raise ProblemError(400, "bad-condition", "If-Match takes one entity tag here.")
    return strong[0]


def require_tag(call: Call, current: str) -> None:
    """Raise ProblemError (412) when the thing has changed since it was seen."""
    if seen_tag(call) != current:
        raise changed(())


def changed(reasons: tuple[dict[str, Any], ...]) -> ProblemError:
    """Give the problem of a change that came second."""
    detail = "It has changed since you read it; nothing was written."
    return ProblemError(412, "changed", detail, remedy="Read it again and decide.", reasons=reasons)
