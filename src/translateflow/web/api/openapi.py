"""The OpenAPI 3.1 description, made of the table of operations and of the types themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from translateflow import __version__
from translateflow.web.api.asked import PATTERNS
from translateflow.web.api.operation import JSON
from translateflow.web.api.problems import MEDIA, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.web.api.operation import Operation

_REFERENCE: Final = "#/components/schemas/{name}"
# What any operation may answer besides its own: no token, no right, no such thing, too often, something is away.
_ALWAYS: Final = (400, 401, 403, 404, 405, 409, 413, 422, 429, 503)
_WORDS: Final = {
    304: "Nothing changed since the entity tag you have.",
    400: "The request cannot be read.",
    401: "No token, or one that does not work.",
    403: "Token or account do not reach that far.",
    404: "There is no such thing.",
    405: "The address takes another method.",
    409: "A rule says no, or something else is in the way.",
    412: "It has changed since you read it.",
    413: "The body is too large.",
    415: "The body is of another kind.",
    422: "The request is understood and cannot be carried out as it is.",
    428: "If-Match is missing.",
    429: "Too often; Retry-After says when.",
    503: "Something it needs cannot be reached.",
}


def openapi_document(operations: Sequence[Operation], title: str, root: str) -> dict[str, Any]:
    """Describe the operations. `root` is the path they are mounted at."""
    types: list[type[msgspec.Struct]] = [Problem]
    for operation in operations:
        types += [kind for kind in (operation.body, operation.answer) if kind is not None]
    _, components = msgspec.json.schema_components(dict.fromkeys(types), ref_template=_REFERENCE)
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _describe(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": f"translateflow, {title}", "version": __version__},
        "servers": [{"url": root or "/"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _describe(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [operation.group],
        "parameters": [*_path_parameters(operation), *_query_parameters(operation), *_headers(operation)],
        "responses": _responses(operation),
    }
    if operation.takes_file:
        content = {operation.media: {"schema": {"type": "string", "format": "binary", "minLength": 1}}}
        described["requestBody"] = {"required": True, "content": content}
    elif operation.body is not None:
        schema = {"$ref": _REFERENCE.format(name=operation.body.__name__)}
        described["requestBody"] = {"required": True, "content": {JSON: {"schema": schema}}}
    return described


def _path_parameters(operation: Operation) -> list[dict[str, Any]]:
    found = []
    for name in operation.parameters:
        schema: dict[str, Any] = {"type": "string"}
        if name in PATTERNS:
            schema["pattern"] = f"^{PATTERNS[name]}$"
        found.append({"name": name, "in": "path", "required": True, "schema": schema})
    return found


def _query_parameters(operation: Operation) -> list[dict[str, Any]]:
    (reference,), components = msgspec.json.schema_components([operation.query], ref_template=_REFERENCE)
    schema = components[reference["$ref"].rpartition("/")[2]]
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": each}
        for name, each in schema["properties"].items()
    ]


def _headers(operation: Operation) -> list[dict[str, Any]]:
    text = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"}
    if operation.method == "POST":
        return [{"name": "Idempotency-Key", "in": "header", "required": False, "schema": text}]
    return []


def _responses(operation: Operation) -> dict[str, Any]:
    if operation.answer is None:
        anything = {"schema": {"type": "string", "format": "binary"}}
        content = dict.fromkeys(operation.answers.split(", "), anything)
    else:
        content = {JSON: {"schema": {"$ref": _REFERENCE.format(name=operation.answer.__name__)}}}
    problem = {MEDIA: {"schema": {"$ref": _REFERENCE.format(name=Problem.__name__)}}}
    statuses = sorted({*_ALWAYS, *operation.refusals, *((415,) if operation.body else ())})
    responses: dict[str, Any] = {str(operation.status): {"description": "Done.", "content": content}}
    if operation.method == "GET":
        responses["304"] = {"description": _WORDS[304]}
    return responses | {str(status): {"description": _WORDS[status], "content": problem} for status in statuses}
