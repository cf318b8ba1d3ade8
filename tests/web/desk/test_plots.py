from __future__ import annotations

import re

import pytest
from defusedxml.ElementTree import fromstring

from translateflow.web.desk.plots import Bar, make_bars

BARS = [Bar("de<->en", (2.0, 1.0)), Bar("uk", (6.0,))]


def rects(svg: str) -> list[tuple[float, float]]:
    return [
        (float(x), float(width))
        for x, width in re.findall(r'<rect class="part-\d" x="([\d.]+)" y="\d+" width="([\d.]+)"', svg)
    ]


def test_a_picture_has_a_name_and_is_well_formed() -> None:
    svg = make_bars("weeks", BARS, 'Weeks & "days"')
    root = fromstring(svg)
    assert root.attrib["aria-labelledby"] == "weeks-title"
    assert root[0].text == 'Weeks & "days"'
    assert "style=" not in svg


def test_bars_are_as_long_as_what_they_stand_for() -> None:
    (first, second, third) = rects(make_bars("x", BARS, "X"))
    assert first[1] == pytest.approx(2 * second[1], abs=0.2)
    assert third[1] == pytest.approx(2 * (first[1] + second[1]), abs=0.2)
    assert second[0] == pytest.approx(first[0] + first[1], abs=0.2)


def test_who_reads_from_the_right_sees_bars_from_the_right() -> None:
    ltr, rtl = rects(make_bars("x", BARS, "X")), rects(make_bars("x", BARS, "X", rtl=True))
    assert [640 - x - width for x, width in ltr] == pytest.approx([x for x, _ in rtl], abs=0.2)


def test_nothing_is_drawn_of_nothing() -> None:
    assert make_bars("x", [], "X") == ""
    assert "rect" in make_bars("x", [Bar("a", (0.0,))], "X")
