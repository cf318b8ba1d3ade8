"""A newsroom makes the site its own: single templates, colours, logo, links, topics; a mistake leaves the old site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.workflow.conftest import EDITOR, NOW, RELEASE, SETTINGS

from translateflow.errors import FileAccessError, TemplateFaultError, ThemeError
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.publish import PublishRequest, run_publish

if TYPE_CHECKING:
    from tests.workflow.conftest import House

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>'


def _publish(house: House) -> dict[str, str]:
    out = run_publish(house.newsroom, PublishRequest(), NOW).out
    return {path.relative_to(out).as_posix(): path.read_text() for path in out.rglob("*.*") if path.is_file()}


@pytest.fixture
def signed(house: House) -> House:
    """Give a newsroom with its original signed off."""
    run_approve(house.newsroom, ApproveRequest(["bruecke"], ["de"], EDITOR), NOW)
    return house


def _template(house: House, name: str, text: str) -> None:
    path = house.root / "theme" / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_single_template_is_overridden_and_may_extend_ours(signed: House) -> None:
    before = _publish(signed)
    own = "{% block colophon %}{{ super() }}<li>Auch im Amtsblatt</li>{% endblock %}"
    _template(signed, "release.html.jinja", '{% extends "default/release.html.jinja" %}' + own)
    after = _publish(signed)
    assert "<li>Auch im Amtsblatt</li>" in after["de/bruecke/index.html"]
    assert "Amtsblatt" not in after["de/index.html"]
    assert len(after["de/bruecke/index.html"]) > len(before["de/bruecke/index.html"])


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('{% extends "default/release.html.jinja" %}\n\n{% block main %}{{ release.titel }}{% endblock %}', 3, "titel"),
        ("<p>\n{% if %}", 2, "Expected an expression"),
        ("\n\n\n{{ 1 / 0 }}", 4, "division by zero"),
        ('{% extends "default/nothing.jinja" %}', 1, "nothing.jinja"),
    ],
)
def test_a_broken_template_names_file_and_line_and_the_old_site_stays(
    signed: House, text: str, line: int, said: str
) -> None:
    before = _publish(signed)
    _template(signed, "release.html.jinja", text)
    with pytest.raises(TemplateFaultError, match=said) as caught:
        _publish(signed)
    assert str(caught.value).startswith(f"theme/templates/release.html.jinja:{line}: ")
    out = signed.newsroom.site_folder
    assert (out / "de/bruecke/index.html").read_text() == before["de/bruecke/index.html"]


def test_a_template_that_nothing_asks_for_is_a_typing_error(signed: House) -> None:
    _template(signed, "relase.html.jinja", "x")
    with pytest.raises(ThemeError, match=r"relase.html.jinja: is the name of no template.*release.html.jinja"):
        _publish(signed)


def test_a_piece_that_an_own_template_includes_is_welcome(signed: House) -> None:
    _template(signed, "banner.jinja", "<p>Achtung</p>")
    text = (
        '{% extends "default/list.html.jinja" %}{% block main %}{% include "banner.jinja" %}{{ super() }}{% endblock %}'
    )
    _template(signed, "list.html.jinja", text)
    assert "<p>Achtung</p>" in _publish(signed)["de/index.html"]


def test_colours_come_to_the_style_sheet_for_screens_only(signed: House) -> None:
    signed.configure(SETTINGS + '[theme.light]\naccent = "#800020"\n[theme.dark]\naccent = "#ffb3c1"\n')
    style = next(text for path, text in _publish(signed).items() if path.endswith(".css"))
    assert "@media screen and (prefers-color-scheme: light) { :root { --accent: #800020; } }" in style
    assert "@media screen and (prefers-color-scheme: dark) { :root { --accent: #ffb3c1; } }" in style


@pytest.mark.parametrize(
    ("colours", "said"),
    [
        ('[theme.light]\naccent = "#8fd0df"\n', "in light mode “accent” on “paper” has a contrast of 1.6 to 1"),
        ('[theme.dark]\npaper = "#e8e5de"\n', "in dark mode “ink” on “paper” has a contrast of 1.0 to 1"),
        ('[theme.light]\nsurface = "#777777"\n', "“ink” on “surface”|“muted” on “surface”"),
    ],
)
def test_colours_that_are_hard_to_read_are_refused(signed: House, colours: str, said: str) -> None:
    _publish(signed)
    signed.configure(SETTINGS + colours)
    with pytest.raises(ThemeError, match=said):
        _publish(signed)


def test_the_logo_is_copied_with_its_size(signed: House) -> None:
    signed.configure(SETTINGS + '[theme]\nlogo = "theme/logo.svg"\n')
    with pytest.raises(FileAccessError, match=r"logo\.svg"):
        _publish(signed)
    (signed.root / "theme").mkdir()
    (signed.root / "theme/logo.svg").write_text(LOGO)
    pages = _publish(signed)
    name = next(path for path in pages if path.startswith("assets/logo."))
    assert pages[name] == LOGO
    assert f'<img src="../../{name}" alt="" width="40" height="30">' in pages["de/bruecke/index.html"]
    assert f'<link rel="icon" href="../../{name}">' in pages["de/bruecke/index.html"]


def test_own_style_stands_behind_ours(signed: House) -> None:
    (signed.root / "theme").mkdir()
    (signed.root / "theme/site.css").write_text(".masthead { color: red }")
    style = next(text for path, text in _publish(signed).items() if path.endswith(".css"))
    assert style.endswith(".masthead { color: red }")


def test_links_contact_and_topics_are_said_in_the_language_of_the_page(house: House) -> None:
    house.write_release("bruecke", RELEASE.replace("date:", "topics: [verkehr]\ndate:"))
    house.configure(
        SETTINGS
        + '[site]\ncontact = "Pressestelle, presse@stadt.example"\nimprint = "https://stadt.example/impressum"\n'
        + 'links = ["Amtsblatt <https://stadt.example/amtsblatt>"]\n'
        + '[languages.en]\ncontact = "Press office"\nimprint = "Legal notice <https://stadt.example/legal>"\n'
        + '[topics.verkehr.names]\nde = "Verkehr"\nen = "Transport"\n[engines]\norder = []\n'
    )
    from translateflow.workflow.sync import run_sync

    run_sync(house.newsroom, [])
    house.review("en")
    run_approve(house.newsroom, ApproveRequest(["bruecke"], ["de", "en"], EDITOR), NOW)
    pages = _publish(house)
    assert '<a href="https://stadt.example/impressum">Impressum</a>' in pages["de/index.html"]
    assert '<a href="https://stadt.example/legal"><bdi>Legal notice</bdi></a>' in pages["en/index.html"]
    assert '<a href="https://stadt.example/amtsblatt" hreflang="de"><bdi lang="de"' in pages["en/index.html"]
    assert "Press office" in pages["en/bruecke/index.html"]
    assert '<a href="../../en/topics/verkehr/" rel="tag">Transport</a>' in pages["en/bruecke/index.html"]
    assert re.search(r"<h1>Transport</h1>", pages["en/topics/verkehr/index.html"])
    assert '"keywords":["Transport"]' in pages["en/bruecke/index.html"]
    assert '<category term="verkehr" label="Verkehr"/>' in pages["de/feed.xml"]
