"""The site over HTTP, as a browser meets it."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.web.conftest import Press
    from werkzeug.test import Client


def test_a_page_goes_out_with_its_language_type_and_guards(client: Client) -> None:
    response = client.get("/ar/bridge/")
    assert response.status_code == 200
    assert response.headers["Content-Language"] == "ar"
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "Set-Cookie" not in response.headers
    assert "جسر" in response.text


def test_an_unchanged_page_is_not_sent_twice(client: Client, press: Press) -> None:
    first = client.get("/de/bridge/")
    known = {"If-None-Match": first.headers["ETag"]}
    again = client.get("/de/bridge/", headers=known)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    press.publish("bridge", "de", "Neue Brücke")
    changed = client.get("/de/bridge/", headers=known)
    assert changed.status_code == 200
    assert "Neue Brücke" in changed.text


def test_a_new_publication_is_seen_at_once(client: Client, press: Press) -> None:
    assert client.get("/uk/bridge/").status_code == 404
    press.publish("bridge", "uk", "Міст")
    assert client.get("/uk/bridge/").status_code == 200
    press.publish("bridge", "uk", withdrawn=True)
    assert client.get("/uk/bridge/").status_code == 410


def test_text_is_compressed_for_those_who_take_it_under_another_entity_tag(client: Client) -> None:
    plain = client.get("/de/bridge/")
    zipped = client.get("/de/bridge/", headers={"Accept-Encoding": "br, gzip"})
    assert gzip.decompress(zipped.data) == plain.data
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert zipped.headers["ETag"] != plain.headers["ETag"]
    assert plain.headers["Vary"] == zipped.headers["Vary"] == "Accept-Encoding"
    refused = client.get("/de/bridge/", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_head_sends_headers_alone(client: Client) -> None:
    full, head = client.get("/de/bridge/"), client.head("/de/bridge/")
    assert head.data == b""
    assert head.headers["Content-Length"] == str(len(full.data))


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    response = client.open("/de/bridge/", method=method.upper())
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("header", "target"),
    [("ar", "/ar/"), ("pt-PT, ar;q=0.5", "/pt-BR/"), ("fr", "/de/"), ("", "/de/"), ("de;q=0", "/ar/"), ("en", "/de/")],
)
def test_the_root_sends_readers_to_their_language(client: Client, header: str, target: str) -> None:
    response = client.get("/", headers={"Accept-Language": header})
    assert (response.status_code, response.headers["Location"]) == (302, target)
    assert response.headers["Vary"] == "Accept-Language, Cookie"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_choice_is_remembered_before_the_header(client: Client) -> None:
    chosen = client.get("/?language=ar")
    assert chosen.headers["Location"] == "/ar/"
    assert "SameSite=Lax" in chosen.headers["Set-Cookie"]
    assert client.get("/", headers={"Accept-Language": "de"}).headers["Location"] == "/ar/"


def test_a_choice_that_is_not_there_is_not_remembered(client: Client) -> None:
    response = client.get("/?language=%0d%0ax")
    assert response.headers["Location"] == "/de/"
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("path", ["/releases/bridge", "/releases/bridge/"])
def test_a_release_without_a_language_is_negotiated_among_those_it_has(client: Client, path: str) -> None:
    response = client.get(path, headers={"Accept-Language": "en, ar;q=0.5"})
    assert (response.status_code, response.headers["Location"]) == (302, "/ar/bridge/")


@pytest.mark.parametrize("path", ["/releases/", "/releases/unknown", "/releases/..", "/releases/a/b", "/releases"])
def test_a_release_that_is_not_there_is_missing(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_addresses_with_a_language_never_redirect_by_language(client: Client) -> None:
    client.set_cookie("language", "ar")
    assert client.get("/de/bridge/", headers={"Accept-Language": "ar"}).status_code == 200


def test_a_withdrawn_release_is_gone_in_its_language_and_names_what_remains(client: Client) -> None:
    response = client.get("/en/bridge/")
    assert response.status_code == 410
    assert response.headers["Content-Language"] == "en"
    assert "This text has been withdrawn" in response.text
    assert 'href="../../ar/bridge/"' in response.text
    known = {"If-None-Match": response.headers["ETag"]}
    assert client.get("/en/bridge/index.html", headers=known).status_code == 410


def test_a_release_missing_in_a_language_says_so_in_it_and_links_the_live_ones(client: Client) -> None:
    response = client.get("/uk/bridge/")
    assert response.status_code == 404
    assert response.headers["Content-Language"] == "uk"
    assert '<html lang="uk" dir="ltr">' in response.text
    assert "Цього тексту немає цією мовою" in response.text
    assert 'href="/de/bridge/"' in response.text
    assert 'href="/en/bridge/"' not in response.text


def test_a_language_that_is_not_the_newsrooms_still_gets_its_answer(client: Client) -> None:
    assert "Ce texte n’est pas disponible" in client.get("/fr/bridge/").text


def test_an_unknown_address_is_answered_in_the_readers_language_and_not_kept(client: Client) -> None:
    response = client.get("/what/is/this", headers={"Accept-Language": "ar"})
    assert response.status_code == 404
    assert response.headers["Content-Language"] == "ar"
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/de/bridge", "/de/bridge/"),
        ("/DE/bridge/", "/de/bridge/"),
        ("/pt_br/bridge", "/pt-BR/bridge/"),
        ("/de", "/de/"),
        ("/AR/feed.xml", "/ar/feed.xml"),
    ],
)
def test_other_spellings_lead_to_the_one_address(client: Client, path: str, target: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (308, target)


@pytest.mark.parametrize(
    "path",
    [
        "/../public/de/bridge/index.html",
        "/de/../../.public-1/manifest.json",
        "/.public-1/manifest.json",
        "/../x",
        "//evil.example",
        "//evil.example/..",
        "/de//bridge/",
        "/de/bridge/index.html/x",
        "/de\\bridge",
        "/de/\0",
        "/" + "a" * 5000,
    ],
)
def test_no_address_leaves_the_site(client: Client, path: str) -> None:
    # The path as a server hands it on: a browser's own tidying must not be what protects the site.
    response = client.get("/", environ_overrides={"PATH_INFO": path})
    assert response.status_code == 404
    assert "Location" not in response.headers


def test_data_and_files_link_their_other_languages(client: Client) -> None:
    links = client.get("/ar/bridge/release.json").headers.getlist("Link")
    assert '</de/bridge/release.json>; rel="alternate"; hreflang="de"' in links
    assert len(links) == 2
    assert client.get("/ar/bridge/plan.pdf").headers.getlist("Link")
    assert not client.get("/ar/bridge/").headers.getlist("Link")


def test_files_named_by_their_content_are_kept_for_ever_and_pages_asked_about(client: Client) -> None:
    style = client.get("/de/bridge/").text.partition('rel="stylesheet" href="../..')[2].partition('"')[0]
    response = client.get(style)
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "Content-Language" not in response.headers
    assert client.get("/de/bridge/").headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/de/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/de/bridge/plan.pdf", "application/pdf"),
        ("/de/bridge/drawing.svg", "image/svg+xml"),
    ],
)
def test_every_file_has_its_type(client: Client, path: str, content_type: str) -> None:
    assert client.get(path).headers["Content-Type"] == content_type


def test_a_drawing_opened_on_its_own_runs_nothing(client: Client) -> None:
    assert "sandbox" in client.get("/de/bridge/drawing.svg").headers["Content-Security-Policy"]


def test_the_chooser_stands_where_it_is_asked_for_by_name(client: Client) -> None:
    response = client.get("/index.html")
    assert response.status_code == 200
    assert response.headers["Content-Language"] == "de"


def test_before_anything_is_published_every_address_is_missing(press: Press) -> None:
    response = press.client().get("/")
    assert response.status_code == 404
    assert response.headers["Content-Language"] == "de"


def test_a_site_without_releases_shows_the_chooser(press: Press) -> None:
    press.publish("bridge", "en", withdrawn=True)
    response = press.client().get("/")
    assert response.status_code == 200
    assert "Sprache wählen" in response.text


def test_a_damaged_list_of_withdrawals_hides_no_page(client: Client, press: Press) -> None:
    (press.out / "withdrawn.json").write_text("{")
    assert press.client().get("/de/bridge/").status_code == 200
    assert client.get("/de/bridge/").status_code == 200


def test_the_app_works_below_a_path(client: Client) -> None:
    response = client.get("/", base_url="https://press.example/news")
    assert response.headers["Location"] == "/news/de/"
    chosen = client.get("/?language=ar", base_url="https://press.example/news")
    assert "Secure" in chosen.headers["Set-Cookie"]
