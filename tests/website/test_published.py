"""What is online can be read back exactly as it was approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.errors import FileAccessError
from translateflow.model.edition import Provenance
from translateflow.website import publish_site, read_published
from translateflow.website.published import parse_page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.website.conftest import MakeEdition

    from translateflow.model.edition import Edition, Site


def test_every_page_is_read_back_as_it_was_approved(
    site: Site, cast: list[Edition], assets: dict[str, bytes], tmp_path: Path
) -> None:
    publish_site(site, cast, assets, tmp_path / "public")
    found = {(page.slug, page.language): page for page in read_published(tmp_path / "public")}
    assert set(found) == {(edition.slug, edition.language) for edition in cast}
    for edition in cast:
        page = found[edition.slug, edition.language]
        assert page.path == f"{edition.language}/{edition.slug}/index.html"
        if edition.withdrawn:
            assert page.withdrawn
            assert page.provenance is None
        else:
            assert (page.body, page.title, page.provenance) == (edition.body, edition.title, edition.provenance)
            assert page.source_digest == edition.source_digest


@pytest.mark.parametrize(
    "body",
    [
        "<p>a</div><!-- /body --> b</p>",
        '<p><span class="name" translate="no">Weidensteg</span> and Weidensteg</p>',
        '<div class="body">nested</div><!-- /body -->',
        "<p>Weidensteg &amp; <code>Weidensteg</code></p>",
        "",
    ],
)
def test_no_body_can_confuse_its_reader(site: Site, make_edition: MakeEdition, tmp_path: Path, body: str) -> None:
    publish_site(site, [make_edition(text=body, title="<A> & B Weidensteg")], {}, tmp_path / "public")
    (page,) = read_published(tmp_path / "public")
    assert page.body == body
    assert page.title == "<A> & B Weidensteg"


def test_a_tampered_page_matches_no_approved_text(site: Site, make_edition: MakeEdition, tmp_path: Path) -> None:
    publish_site(site, [make_edition()], {}, tmp_path / "public")
    file = tmp_path / "public" / "de" / "bridge" / "index.html"
    text = file.read_text()
    for wrong in (text.replace("<!-- /body -->", ""), text.replace("original", "approved"), "", "\udcff"):
        file.write_text(wrong, errors="surrogateescape")
        (page,) = read_published(tmp_path / "public")
        assert (page.body, page.provenance, page.withdrawn) == ("", None, False)


def test_a_page_without_a_headline_has_no_title() -> None:
    text = (
        '<article class="release" data-provenance="machine" data-source="a&amp;b">'
        '<div class="body">x</div><!-- /body -->'
    )
    page = parse_page("de/x/index.html", text)
    assert (page.title, page.provenance, page.source_digest) == ("", Provenance.MACHINE, "a&b")


def test_a_site_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match="No such file"):
        list(read_published(tmp_path / "public"))
