"""HTML sources: fragments and whole pages."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from translateflow.errors import SourceError
from translateflow.formats import canonical_body

if TYPE_CHECKING:
    from collections.abc import Callable

    from translateflow.model.release import Release

PAGE = """<!doctype html>
<html lang="fr"><head><title>Vélos | Ville</title>
<meta name="description" content="R&eacute;sum&eacute;">
<meta property="article:published_time" content="2025-06-30T10:00:00+02:00">
</head><body><nav><a href="/">Accueil</a></nav>
<main>
<h1>Des vélos</h1>
<p>La ville construit &amp; plante.
Elle paie.</p>
</main></body></html>
"""


def test_a_page_says_in_its_head_what_front_matter_would(read: Callable[..., Release]) -> None:
    release = read("a.html", PAGE)
    assert release.language == "fr"
    assert release.front.title == "Des vélos"
    assert release.front.summary == "Résumé"
    assert release.front.date == dt.date(2025, 6, 30)


def test_only_the_text_of_a_page_is_read(read: Callable[..., Release]) -> None:
    release = read("a.html", PAGE)
    assert [(s.text, s.line) for s in release.document.segments] == [
        ("Des vélos", 7),
        ("Résumé", 3),
        ("La ville construit & plante.", 8),
        ("Elle paie.", 9),
    ]


def test_front_matter_above_html_wins(read: Callable[..., Release]) -> None:
    release = read("a.html", "---\ntitle: Autre\nlanguage: it\n---\n" + PAGE)
    assert (release.front.title, release.language) == ("Autre", "it")
    assert release.document.segments[-1].line == 13


def test_the_title_of_the_head_serves_when_there_is_no_headline(read: Callable[..., Release]) -> None:
    page = "<html lang='x-y'><head><title>Nur so</title><meta name=date content=gestern></head><p>Text.</p></html>"
    release = read("a.html", page.replace("</html>", "</html>"))
    assert release.front.title == "Nur so"
    assert (release.language, release.front.date) == ("de", None)


def test_a_fragment_is_all_body(read: Callable[..., Release]) -> None:
    assert canonical_body("a.html", b"<p>Eins</p>\n", default_language="de", timezone="UTC") == "<p>Eins</p>\n"
    assert read("a.html", "<p>Eins</p>").document.title is None


def test_markup_is_kept_to_the_byte() -> None:
    html = "<P CLASS='a'  id=b >Text&nbsp;hier</P >\n\n<pre>  a &lt; b\n</pre>"
    body = canonical_body("a.html", html.encode(), default_language="de", timezone="UTC")
    assert body == html.replace("&nbsp;", "\xa0")


@pytest.mark.parametrize(
    ("html", "line"),
    [("<p>a\n<b>b</p>", 2), ("<p>a\n", 1), ("<i>\n<b>x</i>\n</b>", 2), ("x</p>", 1), ("<p>\n<a href='x>y</a></p>", 2)],
)
def test_unclosed_and_crossed_elements_are_refused_with_their_line(
    read: Callable[..., Release], html: str, line: int
) -> None:
    with pytest.raises(SourceError) as caught:
        read("a.html", html)
    assert caught.value.line == line
