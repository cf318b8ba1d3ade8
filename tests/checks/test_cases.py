"""The golden cases of data/cases.txt."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from translateflow.model.issue import Severity
from translateflow.model.segment import TagShape

if TYPE_CHECKING:
    from tests.checks.conftest import Found

CASES = Path(__file__).parent / "data" / "cases.txt"
_CODE = re.compile(r"<U\+([0-9A-F]{4})>")


class Case(NamedTuple):
    title: str
    languages: str
    source: str
    target: str
    tags: tuple[str, ...]
    expected: frozenset[str]


def read_cases() -> list[Case]:
    cases = []
    for block in CASES.read_text(encoding="utf-8").split("\n\n")[1:]:
        title, *lines = block.strip().splitlines()
        fields = [line.split(": ", 1) for line in lines]
        texts = [(name, _CODE.sub(lambda match: chr(int(match[1], 16)), value)) for name, value in fields[:2]]
        rest = dict(fields[2:])
        expected = frozenset(() if rest["expect"] == "nothing" else rest["expect"].split(", "))
        (source_language, source), (language, target) = texts
        tags = tuple(rest.get("tags", "").split())
        cases.append(Case(title.removeprefix("# "), f"{source_language} {language}", source, target, tags, expected))
    return cases


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.title)
def test_the_checks_say_what_the_case_expects(case: Case, found: Found) -> None:
    shapes = tuple(TagShape(name, paired=True) for name in case.tags)
    issues = found(case.source, case.target, case.languages, shapes=shapes, protected=("IntMK",))
    assert {f"{issue.check}{'!' if issue.severity is Severity.ERROR else ''}" for issue in issues} == case.expected
