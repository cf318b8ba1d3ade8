"""Releases over the API: take in, read, replace, list in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.web.api.conftest import Office

TEXT = "# Der Hafen wird größer\n\nDer Hafen bekommt 3 neue Stege.\n"


def test_a_text_becomes_a_release_with_catalogs(office: Office) -> None:
    program = office.program("editor")
    added = program.post("/releases", {"text": TEXT, "name": "hafen.md"})
    assert added.status_code == 201, added.get_data()
    (release,) = added.get_json()["added"]
    assert release["slug"] == "der-hafen-wird-groesser"
    assert set(program.get(f"/releases/{release['slug']}").get_json()["languages"]) == {"de", "en", "ar"}


def test_an_uploaded_file_is_named_and_nothing_but_named(office: Office) -> None:
    program = office.program("editor")
    added = program.post("/releases/upload?name=../../../etc/hafen.md", TEXT.encode())
    assert added.status_code == 201, added.get_data()
    assert [path.name for path in (office.root / "releases").iterdir()] == ["bruecke.md", "der-hafen-wird-groesser.md"]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/x", "http://[::1]/x", "http://169.254.169.254/", "http://10.0.0.1/"]
)
def test_a_web_address_of_the_own_network_is_refused(office: Office, url: str) -> None:
    answer = office.program("editor").post("/releases", {"url": url})
    assert answer.status_code in {409, 422}, answer.get_data()


@pytest.mark.parametrize("url", ["file:///etc/passwd", "/etc/passwd", "ftp://city.example/x"])
def test_nothing_but_the_web_is_an_address(office: Office, url: str) -> None:
    assert office.program("editor").post("/releases", {"url": url}).status_code == 422


def test_a_source_is_replaced_by_who_has_seen_the_old_one(office: Office) -> None:
    program = office.program("editor")
    old = program.get("/releases/bruecke/source")
    text = old.get_data().replace(b"12,8", b"13,1")
    assert program.put("/releases/bruecke/source", text).status_code == 428
    stale = program.put("/releases/bruecke/source", text, headers={"If-Match": '"other"'})
    assert stale.status_code == 412
    done = program.put("/releases/bruecke/source", text, headers={"If-Match": old.headers["ETag"]})
    assert done.status_code == 200, done.get_data()
    assert b"13,1" in (office.root / "releases" / "bruecke.md").read_bytes()


def test_a_source_that_cannot_be_read_is_not_written(office: Office) -> None:
    program = office.program("editor")
    old = program.get("/releases/bruecke/source")
    answer = program.put("/releases/bruecke/source", b"---\ntitle: [\n---\n", headers={"If-Match": old.headers["ETag"]})
    assert answer.status_code == 422
    assert (office.root / "releases" / "bruecke.md").read_bytes() == old.get_data()


def test_releases_are_listed_in_pages(office: Office) -> None:
    for number in range(4):
        office.write_release(f"r{number}")
    program = office.program("translator")
    first = program.get("/releases?limit=3").get_json()
    assert [release["slug"] for release in first["releases"]] == ["bruecke", "r0", "r1"]
    rest = program.get(f"/releases?limit=3&after={first['after']}").get_json()
    assert [release["slug"] for release in rest["releases"]] == ["r2", "r3"]
    assert rest["after"] == ""
