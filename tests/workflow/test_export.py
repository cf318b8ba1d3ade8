"""What is signed off, for other publishing systems."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
from tests.workflow.conftest import EDITOR, NOW, RELEASE

from translateflow.errors import EmbargoedError, NotApprovedError
from translateflow.formats import renders_as
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.export import ExportFormat, SiteExport, run_site_export
from translateflow.workflow.publish import PublishRequest
from translateflow.workflow.sync import run_sync
from translateflow.workflow.withdraw import run_withdraw

if TYPE_CHECKING:
    from tests.workflow.conftest import House


@pytest.fixture
def signed_house(house: House) -> House:
    """Give a newsroom whose release is signed off in German and English."""
    run_sync(house.newsroom, [])
    house.review("en", texts={source: source for source in house.targets("en")} | {"Anfahrt": "Getting there"})
    run_approve(house.newsroom, ApproveRequest(["bruecke"], ["de", "en"], EDITOR), NOW)
    return house


def _export(house: House, export_format: ExportFormat, *slugs: str) -> SiteExport:
    return run_site_export(house.newsroom, PublishRequest(slugs), export_format, NOW)


def test_markdown_has_front_matter_and_renders_to_the_page_s_body(signed_house: House) -> None:
    report = _export(signed_house, ExportFormat.MARKDOWN)
    assert [path.relative_to(report.out).as_posix() for path in report.files] == ["de/bruecke.md", "en/bruecke.md"]
    text = (report.out / "en" / "bruecke.md").read_text(encoding="utf-8")
    _, front, body = text.split("---\n", 2)
    assert 'title: "Neue Brücke öffnet"\n' in front
    assert 'provenance: "reviewed"\n' in front
    assert "## Getting there" in body
    frozen = (signed_house.root / "approved" / "bruecke" / "en.html").read_text(encoding="utf-8")
    assert renders_as(body, frozen)


def test_json_holds_the_body_as_it_was_signed(signed_house: House) -> None:
    report = _export(signed_house, ExportFormat.JSON)
    document = json.loads((report.out / "en" / "bruecke.json").read_text(encoding="utf-8"))
    frozen = (signed_house.root / "approved" / "bruecke" / "en.html").read_text(encoding="utf-8")
    assert (document["slug"], document["language"], document["body"]) == ("bruecke", "en", frozen)


def test_a_second_export_writes_nothing(signed_house: House) -> None:
    _export(signed_house, ExportFormat.JSON)
    assert _export(signed_house, ExportFormat.JSON).written == ()


def test_images_come_along_and_are_found_from_the_file(house: House) -> None:
    image = house.root / "releases" / "images" / "b.svg"
    image.parent.mkdir(parents=True)
    image.write_text("<svg/>", encoding="utf-8")
    house.write_release("bruecke", RELEASE + "\n![Plan](images/b.svg)\n")
    run_approve(house.newsroom, ApproveRequest(["bruecke"], ["de"], EDITOR), NOW)
    report = _export(house, ExportFormat.MARKDOWN)
    (asset,) = (path for path in report.files if path.suffix == ".svg")
    text = (report.out / "de" / "bruecke.md").read_text(encoding="utf-8")
    assert f"../{asset.relative_to(report.out).as_posix()}" in text


def test_the_rules_of_publishing_hold(signed_house: House) -> None:
    with pytest.raises(NotApprovedError):
        run_site_export(signed_house.newsroom, PublishRequest(["bruecke"], ["ar"]), ExportFormat.JSON, NOW)
    run_withdraw(signed_house.newsroom, "bruecke", ["en"], "Irrtum.", NOW)
    assert [path.name for path in _export(signed_house, ExportFormat.JSON).files] == ["bruecke.json"]
    later = (NOW + dt.timedelta(days=1)).isoformat()
    signed_house.write_release("geheim", RELEASE.replace("date: 2026-06-18", f"embargo: {later}"))
    run_approve(signed_house.newsroom, ApproveRequest(["geheim"], ["de"], EDITOR), NOW)
    assert [held.slug for held in _export(signed_house, ExportFormat.JSON).held] == ["geheim"]
    with pytest.raises(EmbargoedError):
        _export(signed_house, ExportFormat.JSON, "geheim")
