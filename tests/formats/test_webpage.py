"""Pages of the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.errors import SourceError
from translateflow.formats import import_web_page
from translateflow.formats.webpage import sanitize_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from translateflow.model.release import Release

URL = "https://stadt.example/presse/1.html?a=1"
PARAGRAPH = (
    "Die Stadt Musterstadt baut in den kommenden zwei Jahren neue Wege für alle, die mit dem Rad unterwegs sind. "
)
PAGE = f"""<!doctype html><html lang="de"><head><title>Neue Radwege</title>
<meta property="og:title" content="Neue Radwege"><meta name="date" content="2025-06-30"></head>
<body><nav><a href="/">Start</a></nav><article><h1>Neue Radwege</h1>
<p>{PARAGRAPH * 2}</p><p>Mehr im <a href="plan.html?x=1&amp;y=2" onclick="x()">Plan</a>. {PARAGRAPH}</p>
<script>alert(1)</script><p>{PARAGRAPH * 3}</p></article><footer>Impressum</footer></body></html>"""


def test_the_article_of_a_page_becomes_a_source(read: Callable[..., Release]) -> None:
    imported = import_web_page(URL, PAGE.encode(), default_language="en")
    text = imported.data.decode()
    assert (imported.slug, imported.suffix, imported.language) == ("neue-radwege", "html", "de")
    assert f"# source {URL}\n" in text
    assert 'href="https://stadt.example/presse/plan.html?x=1&amp;y=2"' in text
    assert "alert" not in text
    assert "Impressum" not in text
    release = read("a.html", imported.data)
    assert release.front.title == "Neue Radwege"
    assert str(release.front.date) == "2025-06-30"


def test_what_a_feed_says_about_a_page_counts() -> None:
    imported = import_web_page(
        URL, PAGE.encode(), default_language="en", title="Anders", date="2024-01-01", slug="x", language="fr"
    )
    assert imported.slug == "x"
    assert 'title: "Anders"\ndate: 2024-01-01\nlanguage: fr\n' in imported.data.decode()


def test_the_text_of_a_feed_is_all_article() -> None:
    imported = import_web_page(
        URL, b"<p>Kurz. Am 30.06.2025.</p>", default_language="de", title="Titel", whole_page=False
    )
    assert imported.data.decode().endswith("---\n<p>Kurz. Am 30.06.2025.</p>\n")
    assert "date: 2025-06-30" in imported.data.decode()


def test_a_language_nobody_knows_is_guessed_anew() -> None:
    page = PAGE.replace('lang="de"', 'lang="x-y-z"')
    assert import_web_page(URL, page.encode(), default_language="en").language == "de"


@pytest.mark.parametrize("html", [b"<html><body></body></html>", b"<p></p>"])
def test_a_page_without_article_is_refused(html: bytes) -> None:
    with pytest.raises(SourceError, match="holds no article"):
        import_web_page(URL, html, default_language="en")
    with pytest.raises(SourceError, match="holds no article"):
        import_web_page(URL, html, default_language="en", whole_page=False)


def test_strangers_html_is_sanitized() -> None:
    html = '<p onclick="x">a<img src=x><a href="javascript:x()">b</a><iframe src=y></iframe><style>p{}</style></p>'
    assert sanitize_html(html, URL) == "<p>a<a>b</a></p>"
