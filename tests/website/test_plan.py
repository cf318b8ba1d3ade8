"""The plan is a pure function, and a page's digest changes exactly when something on the page does."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from translateflow.model.edition import EditionImage, Provenance
from translateflow.website import plan_site

if TYPE_CHECKING:
    from tests.website.conftest import MakeEdition

    from translateflow.model.edition import Edition, Site
    from translateflow.website import SitePlan


def _changed(before: SitePlan, after: SitePlan) -> set[str]:
    return {path for path in before | after if _digest(before, path) != _digest(after, path)}


def _digest(plan: SitePlan, path: str) -> str:
    return plan[path].digest if path in plan else ""


def test_the_same_input_gives_the_same_paths_digests_and_bytes(
    site: Site, cast: list[Edition], assets: dict[str, bytes]
) -> None:
    one, other = plan_site(site, cast, assets), plan_site(site, list(cast), dict(assets))
    assert {path: file.digest for path, file in one.items()} == {path: file.digest for path, file in other.items()}
    assert {path: file.render() for path, file in one.items()} == {path: file.render() for path, file in other.items()}


def test_the_order_of_editions_does_not_matter(site: Site, cast: list[Edition], assets: dict[str, bytes]) -> None:
    assert not _changed(plan_site(site, cast, assets), plan_site(site, cast[::-1], assets))


def test_equal_digests_mean_equal_bytes_after_any_change_of_one_edition(
    site: Site, cast: list[Edition], assets: dict[str, bytes]
) -> None:
    before = plan_site(site, cast, assets)
    english = cast[1]
    for other in (
        replace(english, title="Other"),
        replace(english, text="<p>Other</p>"),
        replace(english, provenance=Provenance.MACHINE),
        replace(english, modified=english.modified + dt.timedelta(hours=1)),
        replace(english, source_changed=None),
        replace(english, image=None),
        replace(english, date=dt.date(2024, 1, 1)),
    ):
        after = plan_site(site, [other if edition is english else edition for edition in cast], assets)
        for path in set(before) & set(after):
            if before[path].digest == after[path].digest:
                assert before[path].render() == after[path].render(), path


def test_one_more_language_touches_its_releases_pages_its_indexes_and_feeds_and_nothing_else(
    site: Site, make_edition: MakeEdition, cast: list[Edition], assets: dict[str, bytes]
) -> None:
    library = make_edition("library", "ar", source_language="en")
    touched = _changed(plan_site(site, cast, assets), plan_site(site, [*cast, library], assets))
    assert touched == {
        *(f"{language}/library/{name}" for language in ("de", "en", "ar") for name in ("index.html", "release.json")),
        *(f"ar/{name}" for name in ("index.html", "archive/index.html", "archive/2026/index.html")),
        *(f"ar/{name}" for name in ("search/index.html", "search/2026-06.json")),
        *(f"{language}/feed.xml" for language in ("de", "en", "ar")),
        "sitemap.xml",
    }


def test_a_corrected_text_touches_only_its_own_language_and_the_records_that_show_its_title(
    site: Site, cast: list[Edition], assets: dict[str, bytes]
) -> None:
    corrected = [replace(cast[2], text="<p>أحدث</p>"), *cast[:2], *cast[3:]]
    touched = _changed(plan_site(site, cast, assets), plan_site(site, corrected, assets))
    assert touched == {
        *("ar/bridge/index.html", "ar/bridge/release.json", "ar/feed.xml"),
        *("ar/index.html", "ar/archive/2026/index.html", "ar/search/index.html", "ar/search/2026-06.json"),
        "ar/topics/transport/index.html",
    }


def test_files_that_a_body_refers_to_come_to_the_page(
    site: Site, make_edition: MakeEdition, assets: dict[str, bytes]
) -> None:
    edition = make_edition(
        text='<img src="images/bridge.svg" alt="">', assets=("images/bridge.svg", "plan.pdf", "../x", "gone.png")
    )
    plan = plan_site(site, [edition], {**assets, "../x": b"x"})
    assert plan["de/bridge/images/bridge.svg"].render() == assets["images/bridge.svg"]
    assert "de/bridge/plan.pdf" in plan
    assert not [path for path in plan if path.endswith(("x", "gone.png")) and "index" not in path]


def test_a_lead_image_stands_once_under_its_content(site: Site, cast: list[Edition], assets: dict[str, bytes]) -> None:
    plan = plan_site(site, cast, assets)
    assert len([path for path in plan if path.endswith(".svg")]) == 1


def test_an_image_that_was_addressed_by_the_caller_stays_where_it_is(site: Site, make_edition: MakeEdition) -> None:
    edition = make_edition(image=EditionImage("assets/b.1.png", "B"), assets=("assets/b.1.png",))
    plan = plan_site(site, [edition], {"assets/b.1.png": b"png", "unused.png": b""})
    assert plan["assets/b.1.png"].render() == b"png"
    assert not [path for path in plan if path.endswith("unused.png")]


def test_a_new_image_is_a_new_page(site: Site, cast: list[Edition], assets: dict[str, bytes]) -> None:
    before = plan_site(site, cast, assets)
    after = plan_site(site, cast, {**assets, "images/bridge.svg": b"<svg/>"})
    assert "de/bridge/index.html" in _changed(before, after)


def test_the_later_of_two_editions_counts(site: Site, make_edition: MakeEdition) -> None:
    plan = plan_site(site, [make_edition(title="old"), make_edition(title="new")], {})
    assert b"new" in plan["de/bridge/index.html"].render()
