"""Errors as pages: one sentence, what to do, and the way back. The statuses are a table at the edge."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from flask import render_template, request
from werkzeug.exceptions import HTTPException

from translateflow.errors import (
    DeadLinkError,
    ForbiddenError,
    IdentityRefusedError,
    NoReleaseError,
    RefusedError,
    TooManyTriesError,
    TranslateflowError,
    UnknownJobError,
    UnreachableError,
    UsageError,
)
from translateflow.web.desk.asked import by_htmx, texts
from translateflow.web.desk.forgery import ForgedRequestError

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

# From the particular to the general: the first that fits decides.
STATUSES: Final[tuple[tuple[type[TranslateflowError], int], ...]] = (
    (ForbiddenError, 403),
    (ForgedRequestError, 403),
    (IdentityRefusedError, 403),
    (TooManyTriesError, 429),
    (DeadLinkError, 410),
    (NoReleaseError, 404),
    (UnknownJobError, 404),
    (RefusedError, 409),
    (UsageError, 422),
    (UnreachableError, 503),
)


def status_of(error: TranslateflowError) -> int:
    """Give the HTTP status of an error."""
    return next((status for family, status in STATUSES if isinstance(error, family)), 500)


def use_failures(app: Flask) -> None:
    """Show every error as a page of the desk."""
    app.register_error_handler(TranslateflowError, _show_ours)
    app.register_error_handler(HTTPException, _show_http)
    app.register_error_handler(Exception, _show_unforeseen)


def _show_ours(error: TranslateflowError) -> ResponseReturnValue:
    status = status_of(error)
    headers = {"Retry-After": str(error.seconds)} if isinstance(error, TooManyTriesError) else {}
    return _page(_headline(status), error.message, error.remedy), status, headers


def _show_http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:  # noqa: PLR2004 — a redirect that routing raised
        return error
    return _page(_headline(status), "", ""), status


def _show_unforeseen(error: Exception) -> ResponseReturnValue:
    logging.getLogger("translateflow.desk").error("%s %s", request.method, request.path, exc_info=error)
    return _page(_headline(500), "", ""), 500


def _headline(status: int) -> str:
    _ = texts().gettext
    return {
        403: _("You may not do this"),
        404: _("This page does not exist"),
        409: _("This cannot be done"),
        410: _("This link no longer works"),
        413: _("This file is too large"),
        422: _("Something is missing or not right"),
        429: _("Too many tries"),
        503: _("Something cannot be reached"),
    }.get(status, _("Something unforeseen happened"))


def _page(headline: str, message: str, remedy: str) -> str:
    template = "desk/failure_part.html.jinja" if by_htmx() else "desk/failure.html.jinja"
    return render_template(template, headline=headline, message=message, remedy=remedy)
