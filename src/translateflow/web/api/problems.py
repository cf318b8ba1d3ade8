"""Errors as RFC 9457 problem documents. The statuses are a table at the edge."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

import msgspec
from werkzeug.wrappers import Response

from translateflow.errors import (
    ForbiddenError,
    NoCatalogError,
    NoReleaseError,
    RefusedError,
    TooManyTriesError,
    TranslateflowError,
    UnknownJobError,
    UnknownSegmentError,
    UnreachableError,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

MEDIA: Final = "application/problem+json"

# From the particular to the general: the first that fits decides.
STATUSES: Final[tuple[tuple[type[TranslateflowError], int], ...]] = (
    (ForbiddenError, 403),
    (TooManyTriesError, 429),
    (NoReleaseError, 404),
    (NoCatalogError, 404),
    (UnknownJobError, 404),
    (UnknownSegmentError, 404),
    (RefusedError, 409),
    (UsageError, 422),
    (UnreachableError, 503),
)


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What went wrong. `type` is stable and for programs, `detail` and `remedy` are sentences for people."""

    type: str
    title: str
    status: int
    detail: str = ""
    remedy: str = ""
    reasons: tuple[dict[str, Any], ...] = ()


class ProblemError(Exception):
    """A request ends here with this status; raised by the edge itself, never by the workflow."""

    def __init__(  # noqa: PLR0913 — a problem's parts, by name
        self,
        status: int,
        code: str,
        detail: str,
        *,
        remedy: str = "",
        headers: Mapping[str, str] | None = None,
        reasons: tuple[dict[str, Any], ...] = (),
    ) -> None:
        super().__init__(detail)
        self.problem = Problem(_type(code), HTTPStatus(status).phrase, status, detail, remedy, reasons)
        self.headers = dict(headers or {})


def problem_of(error: TranslateflowError) -> ProblemError:
    """Give the problem of an error of ours."""
    status = next((status for family, status in STATUSES if isinstance(error, family)), 500)
    code = re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__.removesuffix("Error")).lower()
    headers = {"Retry-After": str(error.seconds)} if isinstance(error, TooManyTriesError) else {}
    return ProblemError(status, code, error.message, remedy=error.remedy, headers=headers)


def answer_problem(error: ProblemError) -> Response:
    """Give the answer."""
    data = msgspec.json.encode(error.problem)
    return Response(data, error.problem.status, headers=error.headers, content_type=MEDIA)


def _type(code: str) -> str:
    return f"urn:translateflow:problem:{code}"
