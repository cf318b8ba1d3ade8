"""What a reader, a search engine and a screen reader find on a page."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from translateflow.model.edition import EditionImage, Provenance

if TYPE_CHECKING:
    from tests.website.conftest import MakeEdition, RenderSite

    from translateflow.model.edition import Edition, Site

DE = "de/bridge/index.html"
EN = "en/bridge/index.html"
AR = "ar/bridge/index.html"
UK = "uk/bridge/index.html"
LIVE = ["de", "en", "ar", "de-simple", "zh-Hans", "x-default"]


def _tree(page: str) -> Any:
    return html.document_fromstring(page)


def _text(page: str, path: str) -> str:
    return " ".join("".join(_tree(page).xpath(path)[0].itertext()).split())


def _alternates(page: str) -> dict[str, str]:
    return {link.get("hreflang"): link.get("href") for link in _tree(page).xpath("//head/link[@hreflang]")}


def test_the_html_element_names_language_and_direction(pages: dict[str, str]) -> None:
    assert '<html lang="de" dir="ltr">' in pages[DE]
    assert '<html lang="ar" dir="rtl">' in pages[AR]
    assert '<html lang="de-simple" dir="ltr">' in pages["de-simple/bridge/index.html"]
    assert '<html lang="zh-Hans" dir="ltr">' in pages["zh-Hans/bridge/index.html"]


def test_a_page_is_canonical_to_itself(pages: dict[str, str]) -> None:
    assert '<link rel="canonical" href="https://press.example/ar/bridge/">' in pages[AR]
    assert '<link rel="canonical" href="https://press.example/">' in pages["index.html"]


def test_alternates_are_absolute_complete_and_include_itself_and_the_default(pages: dict[str, str]) -> None:
    found = _alternates(pages[DE])
    assert list(found) == LIVE
    assert found["ar"] == "https://press.example/ar/bridge/"
    assert found["x-default"] == "https://press.example/de/bridge/"


def test_the_default_is_the_original_even_when_it_is_not_the_newsrooms_language(pages: dict[str, str]) -> None:
    assert _alternates(pages["de/library/index.html"])["x-default"] == "https://press.example/en/library/"


def test_machine_text_is_labelled_kept_from_indexes_and_nobodys_alternate(pages: dict[str, str]) -> None:
    page = pages[UK]
    assert '<meta name="robots" content="noindex">' in page
    assert _alternates(page) == {}
    assert "Машинний переклад, не перевірений." in _text(page, "//aside")
    assert page.index("<aside") < page.index('<div class="body">')
    assert "uk" not in _alternates(pages[DE])
    assert "uk" in {link.get("hreflang") for link in _tree(pages[DE]).xpath("//nav//a")}


def test_a_reviewed_page_says_so_above_its_text_in_its_own_language(pages: dict[str, str]) -> None:
    page = pages[EN]
    assert _text(page, "//aside/p[1]") == (
        "Original language: German. Translation reviewed by Press Office. "
        "It corresponds to the original of June 18, 2026."
    )
    assert "noindex" not in page
    assert _tree(page).xpath("//aside//a/@href") == ["../../de/bridge/"]
    assert "press@eschenwarth" not in page


def test_an_original_says_that_it_is_one(pages: dict[str, str]) -> None:
    assert _text(pages[DE], "//aside/p") == "Dies ist der Originaltext. Freigegeben von Press Office."


def test_a_page_tells_that_the_original_has_moved_on(pages: dict[str, str]) -> None:
    assert _text(pages[EN], "//aside/p[2]") == "The original has changed since then, on June 20, 2026."


def test_an_original_under_revision_says_so(render_site: RenderSite, make_edition: MakeEdition) -> None:
    page = render_site([make_edition(source_changed=dt.date(2026, 6, 20))])[DE]
    assert _text(page, "//aside/p[2]") == "Dieser Text wird seit dem 20. Juni 2026 überarbeitet."


def test_without_a_live_original_its_language_is_named_without_a_link(
    render_site: RenderSite, make_edition: MakeEdition
) -> None:
    page = render_site([make_edition(language="en")])[EN]
    assert "Original language: German." in _text(page, "//aside")
    assert _tree(page).xpath("//aside//a") == []
    assert _alternates(page)["x-default"] == "https://press.example/en/bridge/"


def test_without_a_name_the_newsroom_answers(render_site: RenderSite, make_edition: MakeEdition) -> None:
    page = render_site([make_edition(approved_by="")])[DE]
    assert "Freigegeben von Stadt Eschenwarth." in _text(page, "//aside")


def test_the_switcher_lists_live_languages_by_their_own_names_and_marks_the_current_one(pages: dict[str, str]) -> None:
    links = _tree(pages[AR]).xpath("//nav[@aria-label='اللغات']//a")
    assert [link.get("lang") for link in links] == ["de", "en", "ar", "uk", "de-simple", "zh-Hans"]
    assert [link.text for link in links][:3] == ["Deutsch", "English", "العربية"]
    assert [link.get("lang") for link in links if link.get("aria-current") == "page"] == ["ar"]
    assert [link.get("dir") for link in links][:3] == ["ltr", "ltr", "rtl"]


def test_the_body_stands_as_approved_between_its_markers_in_the_article(
    render_site: RenderSite, make_edition: MakeEdition
) -> None:
    body = '<h2 id="x">A &amp; B</h2>\n<p>x &lt; 5 <a href="https://e.example" title="a > b">link</a></p>\n'
    page = render_site([make_edition(text=body)])[DE]
    assert f'<div class="body">{body}</div><!-- /body -->' in page
    assert len(_tree(page).xpath("//article//div[@class='body']")) == 1


def test_there_is_one_first_heading_on_every_page(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        if path.endswith(".html"):
            assert page.count("<h1") == 1, path


def test_protected_names_are_kept_from_machine_translation(pages: dict[str, str]) -> None:
    assert '<p>The <span class="name" translate="no">Weidensteg</span> opens, de.</p>' in pages[DE]
    assert 'data-names="marked"' in pages[DE]
    assert "data-names" not in pages[AR]


def test_strings_of_people_are_escaped_and_isolated(render_site: RenderSite, make_edition: MakeEdition) -> None:
    page = render_site([make_edition(title="<b>Wasser & Brot</b>", summary='"><script>x</script>')])[DE]
    assert "<h1><bdi>&lt;b&gt;Wasser &amp; Brot&lt;/b&gt;</bdi></h1>" in page
    assert "<script>x" not in page


def test_the_newsrooms_name_carries_its_language_on_foreign_pages(pages: dict[str, str]) -> None:
    assert '<bdi lang="de" dir="ltr">Stadt Eschenwarth</bdi>' in pages[AR]
    assert "<bdi>Stadt Eschenwarth</bdi>" in pages[DE]


def test_an_untranslated_contact_carries_its_language_and_its_mail_is_a_link(pages: dict[str, str]) -> None:
    assert '<bdi lang="de" dir="ltr">Rathausplatz 1</bdi>' in pages[AR]
    assert '<a href="mailto:press@eschenwarth.example" dir="ltr">press@eschenwarth.example</a>' in pages[DE]


def test_times_are_machine_readable_and_worded_in_the_pages_language(pages: dict[str, str]) -> None:
    assert '<time datetime="2026-06-18">18 يونيو 2026</time>' in pages[AR]
    assert '<time datetime="2026-06-18T11:00:00+02:00">18. Juni 2026, 11:00 MESZ</time>' in pages[DE]


def test_only_a_corrected_page_says_updated(pages: dict[str, str]) -> None:
    assert "<dt>Updated</dt>" in pages["en/library/index.html"]
    assert "<dt>Updated</dt>" not in pages[EN]


def test_the_lead_image_has_its_description_caption_and_size(pages: dict[str, str]) -> None:
    image = _tree(pages[DE]).xpath("//figure/img")[0]
    assert re.fullmatch(r"\.\./\.\./assets/bridge\.[0-9a-f]{12}\.svg", image.get("src"))
    assert (image.get("alt"), image.get("width"), image.get("height")) == ("A bridge over a river", "1600", "900")
    assert _text(pages[DE], "//figcaption") == "186 m long"


def test_an_image_without_caption_or_known_size_still_shows(render_site: RenderSite, make_edition: MakeEdition) -> None:
    page = render_site([make_edition(image=EditionImage("assets/old.png", "Old"))])[DE]
    assert '<img src="../../assets/old.png" alt="Old">' in page
    assert "<figcaption" not in page


def test_social_previews_get_locale_alternates_and_an_absolute_image(pages: dict[str, str]) -> None:
    metas = {meta.get("property"): meta.get("content") for meta in _tree(pages[DE]).xpath("//meta[@property]")}
    assert metas["og:locale"] == "de_DE"
    assert metas["og:image"].startswith("https://press.example/assets/bridge.")
    others = _tree(pages[DE]).xpath("//meta[@property='og:locale:alternate']/@content")
    assert others == ["ar_EG", "en_US", "zh_CN"]


def test_description_is_the_summary_or_the_beginning_of_the_text(
    render_site: RenderSite, make_edition: MakeEdition
) -> None:
    page = render_site([make_edition(summary="", text="<p>Ein <b>Anfang</b> &amp; mehr.</p>")])[DE]
    assert '<meta name="description" content="Ein Anfang &amp; mehr.">' in page


def test_feeds_are_found_from_pages_of_live_languages_only(pages: dict[str, str]) -> None:
    assert (
        'type="application/atom+xml" title="Pressemitteilungen – Stadt Eschenwarth" href="../../de/feed.xml"'
        in pages[DE]
    )
    assert "application/atom+xml" not in pages["ca/index.html"]
    assert "ca/feed.xml" not in pages


def test_without_a_base_url_links_are_relative_and_nothing_claims_an_address(
    site: Site, render_site: RenderSite, cast: list[Edition], assets: dict[str, bytes]
) -> None:
    pages = render_site(cast, other=replace(site, base_url=""), assets=assets)
    assert 'rel="canonical"' not in pages[DE]
    assert "og:image" not in pages[DE]
    assert _alternates(pages[DE])["ar"] == "../../ar/bridge/"
    assert "sitemap.xml" not in pages
    assert "Sitemap" not in pages["robots.txt"]


def test_json_ld_tells_a_translation_from_its_original(pages: dict[str, str]) -> None:
    def data(path: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(_tree(pages[path]).xpath("//script")[0].text)
        return found

    english, original, machine = data(EN), data(DE), data(UK)
    assert english["@type"] == "NewsArticle"
    assert english["inLanguage"] == "en"
    assert english["datePublished"] == "2026-06-18T11:00:00+02:00"
    assert english["translationOfWork"]["@id"] == "https://press.example/de/bridge/"
    assert english["translator"] == {"@type": "Organization", "name": "Press Office"}
    assert [work["inLanguage"] for work in original["workTranslation"]] == ["en", "ar", "de-simple", "zh-Hans"]
    assert machine["digitalSourceType"] == "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
    assert "translator" not in machine
    assert "correction" not in original
    assert data("en/library/index.html")["correction"] == {
        "@type": "CorrectionComment",
        "text": "The loan period is 14 days, not 41.",
        "datePublished": "2026-06-19T11:00:00+02:00",
    }


def test_text_of_a_rule_based_engine_is_not_called_trained(render_site: RenderSite, make_edition: MakeEdition) -> None:
    machine = make_edition(language="es", provenance=Provenance.MACHINE, engines=("apertium",))
    page = render_site([machine])["es/bridge/index.html"]
    assert "https://schema.org/AlgorithmicMediaDigitalSource" in page


def test_no_title_can_break_out_of_the_data_block(render_site: RenderSite, make_edition: MakeEdition) -> None:
    page = render_site([make_edition(title="</script><script>alert(1)</script>")])[DE]
    assert page.count("</script>") == 1


def test_release_json_names_languages_states_and_source(pages: dict[str, str]) -> None:
    record = json.loads(pages["en/bridge/release.json"])
    assert record["state"] == "reviewed"
    assert record["source"] == {"language": "de", "digest": "5d" * 32, "date": "2026-06-18", "changed": "2026-06-20"}
    assert record["evidence"] == {"approved_by": "Press Office", "engines": []}
    assert record["languages"]["es"] == {"state": "withdrawn"}
    assert record["languages"]["uk"]["state"] == "machine"


def test_a_withdrawn_release_leaves_a_notice_in_its_language_and_nothing_else(pages: dict[str, str]) -> None:
    page = pages["es/bridge/index.html"]
    assert "Este texto ha sido retirado" in page
    assert "Motivo: Falsche Zahlen" in _text(page, "//main")
    assert '<bdi lang="de" dir="ltr">Falsche Zahlen</bdi>' in page
    assert [a.get("hreflang") for a in _tree(page).xpath("//main//li/a")] == [*LIVE[:3], "uk", "de-simple", "zh-Hans"]
    assert "noindex" in page
    assert "bridge in es" not in page
    assert "es/bridge/release.json" not in pages
    assert "/es/bridge/" not in pages[DE] + pages["sitemap.xml"] + pages["en/feed.xml"]


def test_a_withdrawal_without_a_reason_gives_none(render_site: RenderSite, cast: list[Edition]) -> None:
    spanish = next(edition for edition in cast if edition.withdrawn)
    assert spanish.withdrawn
    quiet = replace(spanish, withdrawn=replace(spanish.withdrawn, reason=""))
    assert "Motivo" not in render_site([quiet])["es/bridge/index.html"]


def test_the_list_of_withdrawals_is_machine_readable(pages: dict[str, str]) -> None:
    assert json.loads(pages["withdrawn.json"]) == {
        "withdrawn": [
            {"address": "es/bridge/", "slug": "bridge", "language": "es", "since": "2026-06-18T11:00:00+02:00"}
        ]
    }


def test_an_index_lists_newest_first_by_year_and_labels_machine_text(pages: dict[str, str]) -> None:
    german = _tree(pages["de/index.html"])
    assert [heading.text for heading in german.xpath("//section/h2")] == ["2026", "2025", "Pressekontakt"]
    assert german.xpath("//h3/a/@href") == ["../de/bridge/", "../de/library/"]
    assert "2 Pressemitteilungen" in pages["de/index.html"]
    assert "Машинний переклад" in _text(pages["uk/index.html"], "//*[@class='label']")


def test_an_index_without_releases_says_so_and_stays_out_of_search(pages: dict[str, str]) -> None:
    assert "Encara no s’ha publicat res en aquesta llengua." in pages["ca/index.html"]
    assert "noindex" in pages["ca/index.html"]


def test_indexes_are_alternates_of_each_other_with_the_chooser_as_default(pages: dict[str, str]) -> None:
    found = _alternates(pages["ar/index.html"])
    assert found["x-default"] == "https://press.example/"
    assert found == _alternates(pages["index.html"]) == _alternates(pages["de/index.html"])


def test_the_chooser_offers_live_languages_or_all_while_there_are_none(
    pages: dict[str, str], render_site: RenderSite
) -> None:
    def offered(page: str) -> list[str]:
        return [str(tag) for tag in _tree(page).xpath("//main//a/@lang")]

    assert offered(pages["index.html"]) == ["de", "en", "ar", "uk", "de-simple", "zh-Hans"]
    empty = render_site([])["index.html"]
    assert offered(empty) == ["de", "en", "ar", "uk", "de-simple", "zh-Hans", "es", "ca"]
    assert _alternates(empty) == {}


def test_unknown_addresses_find_a_page_whose_links_work_from_anywhere(
    site: Site, render_site: RenderSite, cast: list[Edition]
) -> None:
    page = render_site(cast, other=replace(site, base_url="https://press.example/news"))["uk/404.html"]
    assert "Такої сторінки немає" in page
    assert 'href="/news/assets/site.' in page
    assert 'href="/news/de/"' in page


@pytest.mark.parametrize("path", [DE, AR, "index.html", "de/index.html", "uk/404.html", "es/bridge/index.html"])
def test_no_page_needs_a_script_or_a_third_party(pages: dict[str, str], path: str) -> None:
    tree = _tree(pages[path])
    assert tree.xpath("//script[not(@type='application/ld+json')]") == []
    loaded = tree.xpath("//link[@rel='stylesheet']/@href | //img/@src | //iframe/@src | //source/@src")
    assert not [url for url in loaded if "//" in url]


def test_where_the_site_has_no_words_in_a_language_they_are_marked_as_english(
    render_site: RenderSite, make_edition: MakeEdition
) -> None:
    page = render_site([make_edition(language="ja")])["ja/bridge/index.html"]
    assert '<aside class="provenance" lang="en" dir="ltr"' in page
    assert '<p class="dateline"><time datetime="2026-06-18">2026年6月18日</time></p>' in page


def test_chinese_is_spoken_without_spaces_in_the_way(pages: dict[str, str]) -> None:
    page = pages["zh-Hans/bridge/index.html"]
    assert _text(page, "//aside/p[1]").startswith("原文语言：德语。译文审校：Press Office。译文对应")
    assert 'lang="en" dir="ltr" aria-label' not in page
