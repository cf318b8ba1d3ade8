"""Where things stand."""

from __future__ import annotations

import pytest

from translateflow.website import asset_path
from translateflow.website.addresses import absolute, address, beside_page, rooted, way_to_root


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("index.html", ""),
        ("de/index.html", "de/"),
        ("de/bridge/index.html", "de/bridge/"),
        ("de/feed.xml", "de/feed.xml"),
        ("de/my-index.html", "de/my-index.html"),
    ],
)
def test_readers_never_see_index_html(path: str, shown: str) -> None:
    assert address(path) == shown
    assert absolute("https://e.example/news", path) == f"https://e.example/news/{shown}"


@pytest.mark.parametrize(("path", "way"), [("index.html", "./"), ("de/index.html", "../"), ("de/x/y.json", "../../")])
def test_the_way_to_the_root_is_relative(path: str, way: str) -> None:
    assert way_to_root(path) == way


@pytest.mark.parametrize(
    ("base_url", "root"), [("", "/"), ("https://e.example", "/"), ("https://e.example/a/b", "/a/b/")]
)
def test_the_rooted_base_keeps_the_sites_folder(base_url: str, root: str) -> None:
    assert rooted(base_url) == root


def test_an_assets_path_changes_with_its_content() -> None:
    assert asset_path("images/Bridge.SVG", b"a").startswith("assets/Bridge.")
    assert asset_path("images/Bridge.SVG", b"a").endswith(".svg")
    assert asset_path("x.svg", b"a") != asset_path("x.svg", b"b")


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a/../../x", ".hidden", "a/.git/x", "", "."])
def test_no_file_leaves_its_page_or_hides(name: str) -> None:
    assert beside_page("de", "bridge", name) is None


def test_a_file_stands_where_the_body_looks_for_it() -> None:
    assert beside_page("de", "bridge", "./images/x.png") == "de/bridge/images/x.png"
