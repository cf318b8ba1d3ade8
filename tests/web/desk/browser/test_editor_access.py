"""Editor and sign-off for everybody: axe-core in three languages, light and dark, on a phone and on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.web.desk.test_editor import COSTS, EDIT, LONG, draft, send
from tests.web.desk.test_signing import ready

from translateflow.model.edit import segment_id
from translateflow.workflow.comments import run_comment

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.web.desk.browser.conftest import Floor

WIDTHS = (320, 1280)
# WCAG 2.2 AA, and what axe-core's authors hold to be good practice.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def desk(floor: Floor) -> Floor:
    """Give a release with everything there is to see: drafts, findings, clashes, comments, history, a sign-off."""
    house = floor.house
    ready(house)
    reviewer = house.browser("reviewer")
    run_comment(house.newsroom, "bruecke", "en", segment_id(LONG), "Ada <ada@desk.example>", "Metres?")
    send(reviewer, LONG, "It is <strong>188 m</strong> long !")
    send(reviewer, COSTS, "")
    draft(house, COSTS, "It costs EUR 12.9 million.")
    return floor


def faults(page: Page) -> list[str]:
    """Give what axe-core finds, and whether anything needs scrolling sideways."""
    found = [
        f"{each['id']}: {each['nodes'][0]['html'][:160]}"
        for each in Axe().run(page, options=RULES).response["violations"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"{wide} px too wide"] if wide > 0 else [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "en", "ar"])
@pytest.mark.parametrize("path", [f"{EDIT}?segment={segment_id(LONG)}", "/releases/bruecke/en/sign-off"])
def test_everybody_can_use_it(desk: Floor, path: str, language: str, scheme: str) -> None:
    page = desk.open("editor", path, locale=language, color_scheme=scheme)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert faults(page) == [], f"{width} px"
