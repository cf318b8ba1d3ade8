from __future__ import annotations

import pytest

from translateflow.memory import adapt_match


@pytest.mark.parametrize(
    ("source", "unit_source", "unit_target", "expected"),
    [
        ("Im Jahr 2026 begann es.", "Im Jahr 2025 begann es.", "It began in 2025.", "It began in 2026."),
        ("25 Busse und 40 Bahnen", "24 Busse und 40 Bahnen", "24 buses and 40 trains", "25 buses and 40 trains"),
        ("Bis 2030", "Bis 2029", "حتى 2029", "حتى 2030"),
        ("(2026)", "(2025)", "(2025)", "(2026)"),
    ],
)
def test_the_one_number_that_differs_is_put_right(
    source: str, unit_source: str, unit_target: str, expected: str
) -> None:
    assert adapt_match(source, unit_source, unit_target) == expected


@pytest.mark.parametrize(
    ("source", "unit_source", "unit_target"),
    [
        pytest.param("5 von 6", "3 von 4", "3 of 4", id="two numbers differ"),
        pytest.param("Heute 5 Busse", "Morgen 3 Busse", "3 buses tomorrow", id="more than a number differs"),
        pytest.param("Jahr 2025", "Jahr 2025", "year 2025", id="nothing differs"),
        pytest.param("2 Tage", "1 Tage", "1 day", id="one changes the grammar"),
        pytest.param("1 Tag", "7 Tag", "7 days", id="to one changes the grammar"),
        pytest.param("5 Busse", "3 Busse", "three buses", id="the target has it in words"),
        pytest.param("5 Busse", "3 Busse", "3 buses, yes, 3", id="the target has it twice"),
        pytest.param("5 Busse", "3 Busse", "3.5 buses", id="the target has another number with it"),
        pytest.param("5 und 3", "3 und 3", "3 and 3", id="the unit has the old number twice"),
        pytest.param("1.300 Euro", "1.200 Euro", "1,200 euros", id="separators differ by language"),
        pytest.param("A5", "A4", "A4", id="part of a name"),
        pytest.param("50 %", "40 %", "40.5 %", id="a decimal in the target"),
        pytest.param("14:30", "14:20", "14:20", id="a time"),
        pytest.param("-5 Grad", "-3 Grad", "-3 degrees", id="a sign"),
    ],
)
def test_whatever_might_be_misunderstood_stays_as_it_was(source: str, unit_source: str, unit_target: str) -> None:
    assert adapt_match(source, unit_source, unit_target) == unit_target


@pytest.mark.parametrize(
    ("source", "unit_source", "unit_target", "expected"),
    [
        pytest.param(
            "Siehe <a2>hier</a2>.", "Siehe <a1>hier</a1>.", "See <a1>here</a1>.", "See <a2>here</a2>.", id="a"
        ),
        pytest.param(
            "<a1>A</a1> und <a2>B</a2>",
            "<a2>A</a2> und <a1>B</a1>",
            "<a1>B</a1> and <a2>A</a2>",
            "<a2>B</a2> and <a1>A</a1>",
            id="two that change places",
        ),
        pytest.param(
            "Der neue Park", "Der <em>neue</em> Park", "The <em>new</em> park", "The new park", id="none left"
        ),
        pytest.param(
            "Am <a3>5. Mai</a3>", "Am <a1>4. Mai</a1>", "On <a1>4 May</a1>", "On <a3>5 May</a3>", id="and a number"
        ),
    ],
)
def test_tags_take_the_names_they_have_here(source: str, unit_source: str, unit_target: str, expected: str) -> None:
    assert adapt_match(source, unit_source, unit_target) == expected


@pytest.mark.parametrize(
    ("source", "unit_source", "unit_target"),
    [
        pytest.param("Der <em>neue</em> Park", "Der neue Park", "The new park", id="nobody knows where it goes"),
        pytest.param("Der <a1>neue</a1> Park", "Der <em>neue</em> Park", "The <em>new</em> park", id="another element"),
        pytest.param("Rathaus Markt", "Rathaus<br/>Markt", "Town hall<br/>market", id="a line break parts words"),
        pytest.param("<a1>A</a1> <a1>B</a1>", "<a1>A</a1> <a2>B</a2>", "<a1>A</a1> <a2>B</a2>", id="two become one"),
    ],
)
def test_tags_that_might_end_up_wrong_stay_as_they_were(source: str, unit_source: str, unit_target: str) -> None:
    assert adapt_match(source, unit_source, unit_target) == unit_target
