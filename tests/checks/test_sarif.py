from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from translateflow.checks import CHECKS, Place, make_sarif

if TYPE_CHECKING:
    from tests.checks.conftest import Found

FILE = "locales/en/LC_MESSAGES/brücke.po"


def document(found: Found, line: int = 12) -> Any:
    source, target = "Es kommen 500 Gäste.", "600 guests will come."
    places = [Place(FILE, line, source, issue) for issue in found(source, target)]
    return json.loads(json.dumps(make_sarif(places, "1.2.3")))


def test_every_check_is_a_rule_with_its_explanation(found: Found) -> None:
    rules = document(found)["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["name"] for rule in rules] == [check.name for check in CHECKS]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(" " not in rule["id"] and rule["shortDescription"]["text"] for rule in rules)


def test_a_result_stands_at_its_line_with_both_values(found: Found) -> None:
    (result,) = document(found)["runs"][0]["results"]
    assert (result["ruleId"], result["level"]) == ("numbers", "error")
    place = result["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": FILE}, "region": {"startLine": 12}}
    assert result["properties"] == {"sourceValue": "500", "targetValue": "600"}


def test_a_result_is_known_again_on_another_line(found: Found) -> None:
    one, other = (document(found, line)["runs"][0]["results"][0] for line in (12, 0))
    assert one["partialFingerprints"] == other["partialFingerprints"]
    assert other["locations"][0]["physicalLocation"]["region"]["startLine"] == 1
