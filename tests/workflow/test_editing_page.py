from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.workflow.conftest import SETTINGS
from tests.workflow.test_editing import COSTS, LONG, opened_house

from translateflow.model.edit import segment_id
from translateflow.workflow.editing import open_editor
from translateflow.workflow.editing_page import mark_segment, page_path, read_page
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from tests.workflow.conftest import House

__all__ = ["opened_house"]

PATH = page_path("bruecke", "en")


def page(house: House, slug: str = "bruecke", language: str = "en") -> str:
    data = read_page(house.newsroom, slug, language, page_path(slug, language))
    assert data is not None
    return data.decode()


def test_the_page_is_the_site_s_own_with_every_sentence_of_the_body_marked(opened_house: House) -> None:
    opened_house.review("en", texts={"Neue Brücke öffnet": "New bridge opens", "Anfahrt": "Getting there"})

    html = page(opened_house)

    assert re.search(r"<h1><bdi>New bridge opens</bdi></h1>", html)
    assert f'<span data-segment="{segment_id(COSTS)}" lang="de" dir="ltr" data-untranslated>Die Brücke kostet' in html
    marked = set(re.findall(r'data-segment="([^"]+)"', html))
    assert marked == {each.id for each in open_editor(opened_house.newsroom, "bruecke", "en").segments[1:]}


def test_what_the_page_refers_to_comes_with_it(house: House) -> None:
    picture = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    (house.root / "logo.svg").write_bytes(picture)
    house.configure(SETTINGS + '[theme]\nlogo = "logo.svg"\n')
    folder = house.newsroom.releases_folder / "bilder"
    folder.mkdir()
    for name in ("fest.svg", "plan.svg"):
        (folder / name).write_bytes(picture)
    front = "---\ntitle: T\nimage: bilder/fest.svg\nimage_description: Das Fest\n---\n\n"
    house.write_release("fest", f"{front}Der Plan: ![Plan](bilder/plan.svg)\n")
    run_sync(house.newsroom, ["fest"])

    html = page(house, "fest")

    references = re.findall(r'(?:src|href)="([^"#:]+\.(?:svg|css))"', html)
    assert {"logo" in each for each in references} == {True, False}
    for reference in references:
        parts = ["en", "fest"]
        for part in reference.split("/"):
            parts = parts[:-1] if part == ".." else [*parts, part]
        assert read_page(house.newsroom, "fest", "en", "/".join(parts)), reference
    assert read_page(house.newsroom, "fest", "en", "en/other/index.html") is None


def test_a_missing_picture_does_not_stop_the_page(house: House) -> None:
    house.write_release("fest", "---\ntitle: T\nimage: fehlt.svg\nimage_description: Das Fest\n---\n\nText.\n")
    run_sync(house.newsroom, ["fest"])

    assert "Das Fest" in page(house, "fest")


def test_one_sentence_is_rendered_as_it_is_or_as_it_would_be(opened_house: House) -> None:
    newsroom = opened_house.newsroom
    assert mark_segment(newsroom, "bruecke", "en", LONG) == ("Sie ist <strong>186 m</strong> lang.",)

    typed = mark_segment(newsroom, "bruecke", "en", LONG, "It is <strong>186 m</strong> & long.")

    assert typed == ("It is <strong>186 m</strong> &amp; long.",)
