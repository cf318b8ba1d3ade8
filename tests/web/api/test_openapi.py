"""The description is true: Schemathesis asks every operation what the description allows, and what it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from translateflow.web.api.operation import Operation, Query
from translateflow.web.api.registry import OPERATIONS

if TYPE_CHECKING:
    from schemathesis.schemas import APIOperation
    from tests.web.api.conftest import Office

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance]


SETTINGS = settings(
    max_examples=10,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def _cases() -> list[tuple[Operation, GenerationMode]]:
    """Give each operation with data as described, and, where there is any to spoil, with data that is not."""
    found = [(operation, GenerationMode.POSITIVE) for operation in OPERATIONS]
    spoilt = [each for each in OPERATIONS if each.parameters or each.body or each.query is not Query]
    return found + [(operation, GenerationMode.NEGATIVE) for operation in spoilt]


@pytest.mark.parametrize(("operation", "mode"), _cases(), ids=lambda value: getattr(value, "name", ""))
def test_whatever_is_sent_the_answer_is_as_described(
    office: Office, operation: Operation, mode: GenerationMode
) -> None:
    schema = schemathesis.openapi.from_wsgi("/openapi.json", office.api)
    headers = {"Authorization": f"Bearer {office.program('admin').token}"}

    @given(case=schema[operation.path][operation.method].as_strategy(generation_mode=mode))
    @SETTINGS
    def ask(case: schemathesis.Case[APIOperation[Any, Any, Any, Any]]) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)

    ask()


def test_the_description_names_every_operation_once(office: Office) -> None:
    document = office.program("outsider").get("/openapi.json").get_json()
    named = [each["operationId"] for path in document["paths"].values() for each in path.values()]
    assert sorted(named) == sorted(operation.name for operation in OPERATIONS)
    assert len(set(named)) == len(named)
