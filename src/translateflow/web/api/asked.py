"""Reading a request: path, query and body into the operation's types, or a problem that says what is wrong where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import msgspec

from translateflow.errors import UnknownLanguageError
from translateflow.model.language import parse_language
from translateflow.web.api.operation import JSON
from translateflow.web.api.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Request

    from translateflow.web.api.operation import Operation, Query

PATTERNS: Final = {"slug": r"[a-z0-9](?:[a-z0-9-]{0,99})", "number": r"[0-9]{1,18}", "segment": r"[A-Za-z0-9_-]{1,64}"}
"""What a parameter in the path may look like; `language` is a BCP 47 tag we know, `mail` anything."""


def read_parts(parts: Mapping[str, Any]) -> dict[str, str]:
    """Give the parameters of the path in their one spelling; what cannot be one is not found."""
    found = {name: str(value) for name, value in parts.items()}
    for name, value in found.items():
        pattern = PATTERNS.get(name)
        if pattern and not re.fullmatch(pattern, value):
            raise ProblemError(404, "no-such-address", f"“{value[:100]}” is no {name}.")
    if "language" in found:
        try:
            found["language"] = parse_language(found["language"])
        except UnknownLanguageError as error:
            raise ProblemError(404, "unknown-language", error.message, remedy=error.remedy) from error
    return found


def read_query(request: Request, operation: Operation) -> Query:
    """Give the parameters after the question mark; an unknown one is refused."""
    lists = {name for name, field in _fields(operation.query).items() if _is_list(field.type)}
    given: dict[str, Any] = {}
    for name, values in request.args.lists():
        if name not in lists and len(values) > 1:
            raise ProblemError(400, "bad-query", f"“{name}” is given more than once.")
        given[name] = values if name in lists else values[0]
    try:
        return msgspec.convert(given, operation.query, strict=False)
    except msgspec.ValidationError as error:
        known = ", ".join(_fields(operation.query)) or "none"
        raise ProblemError(400, "bad-query", f"{error}", remedy=f"Parameters here: {known}.") from error


def read_body(request: Request, operation: Operation) -> Any:
    """Give the body: a file as it is, or a JSON document of the operation's type; None where there is none."""
    if operation.takes_file:
        data = request.get_data()
        if not data:
            raise ProblemError(400, "no-body", "The body is empty.", remedy=f"Send the file as {operation.media}.")
        return data
    if operation.body is None:
        return None
    if request.mimetype != JSON:
        raise ProblemError(415, "not-json", "The body must be JSON.", remedy=f"Send Content-Type: {JSON}.")
    try:
        return msgspec.json.decode(request.get_data(), type=operation.body)
    except msgspec.ValidationError as error:
        raise ProblemError(400, "bad-body", f"{error}", remedy="See openapi.json.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProblemError(400, "bad-body", f"The body is not JSON: {error}.") from error


def _fields(query: type[Query]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.encode_name: field for field in msgspec.structs.fields(query)}


def _is_list(kind: object) -> bool:
    return getattr(kind, "__origin__", None) in {list, tuple}
