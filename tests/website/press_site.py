"""A site with every kind of page in six languages, for the checks that look at pages as readers and machines do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from translateflow.model.edition import (
    Correction,
    Edition,
    EditionDownload,
    EditionImage,
    Provenance,
    Site,
    Withdrawal,
)
from translateflow.model.theme import FooterLink, Logo, Theme
from translateflow.website import publish_site

if TYPE_CHECKING:
    from pathlib import Path

BASE_URL = "https://press.example"
LANGUAGES = ("de", "en", "ar", "uk", "zh-Hans", "de-simple")
PUBLISHED = dt.datetime(2026, 6, 18, 11, 0, tzinfo=ZoneInfo("Europe/Berlin"))

TITLES = {
    "de": "Neue Brücke über die Sirle öffnet am 1. Juli",
    "en": "New bridge across the Sirle opens on 1 July",
    "ar": "جسر جديد فوق نهر سيرله يُفتتح في الأول من يوليو",
    "uk": "Новий міст через Сірле відкривають 1 липня",
    "zh-Hans": "锡尔勒河新桥将于7月1日开放",
    "de-simple": "Eine neue Brücke",
}
WORDS = {
    "de": "Verbandsgemeindeverwaltungsangestellte öffnen den Weidensteg.",
    "en": "The mayor opens the Weidensteg on Wednesday.",
    "ar": "تفتتح رئيسة البلدية الجسر يوم الأربعاء.",
    "uk": "Міська голова відкриє міст у середу.",
    "zh-Hans": "市长将于周三为大桥揭幕。",
    "de-simple": "Die Bürger-Meisterin öffnet die Brücke.",
}
SITE = Site(
    title="Stadt Eschenwarth",
    base_url=BASE_URL,
    timezone="Europe/Berlin",
    default_language="de",
    languages=(*LANGUAGES, "es"),
    protected=("Weidensteg",),
    page_size=3,
    contacts={"de": "Pressestelle, Tel. 030 23125-117, presse@eschenwarth.example", "ar": "المكتب الصحفي"},
    links={
        "de": (
            FooterLink("imprint", f"{BASE_URL}/de/", "", "de"),
            FooterLink("accessibility", f"{BASE_URL}/de/", "", "de"),
            FooterLink("privacy", f"{BASE_URL}/de/", "", "de"),
            FooterLink("", f"{BASE_URL}/de/", "Amtsblatt", "de"),
        )
    },
    topics={
        "transport": {"de": "Verkehr", "en": "Transport", "ar": "النقل", "uk": "Транспорт", "zh-Hans": "交通"},
        "city": {"de": "Stadtentwicklung"},
    },
    theme=Theme(logo=Logo("assets/logo.svg", 48, 48)),
)
ASSETS = {
    "assets/logo.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48"/>',
    "assets/0123456789abcdef-bridge.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900"/>',
    "assets/0123456789abcdef-plan.pdf": b"%PDF-1.7" + 1_200_000 * b" ",
}
IMAGE = EditionImage("assets/0123456789abcdef-bridge.svg", "Zeichnung: eine Brücke", "Der Weidensteg, 186 m")
PLAN = EditionDownload("Plan of the bridge", "assets/0123456789abcdef-plan.pdf", "de")


def body_in(language: str) -> str:
    """Give a body with everything that press releases hold."""
    words = WORDS[language]
    return (
        f'<p><strong>{words}</strong> {words} <a href="https://www.eschenwarth.example/">www.eschenwarth.example</a></p>'
        f"<h2>{words}</h2><ul><li>{words}</li><li>{words}</li></ul>"
        f"<blockquote><p>{words}</p></blockquote><pre><code>{'x' * 120}</code></pre>"
        f"<table><thead><tr><th>{words}</th><th>2025</th><th>2026</th><th>2027</th></tr></thead>"
        f"<tbody><tr><td>{words}</td><td>1.234.567</td><td>41 %</td><td>82 %</td></tr></tbody></table>"
    )


def make_edition(slug: str, language: str, date: dt.date, provenance: Provenance | None = None) -> Edition:
    """Make an edition whose original is German."""
    moment = dt.datetime.combine(date, dt.time(11), ZoneInfo("Europe/Berlin"))
    rich = slug == "bridge"
    return Edition(
        slug=slug,
        language=language,
        source_language="de",
        title=TITLES[language] if rich else f"{TITLES[language]} ({slug})",
        text=body_in(language),
        date=date,
        published=moment,
        modified=moment + dt.timedelta(days=2) if rich else moment,
        provenance=provenance or (Provenance.ORIGINAL if language == "de" else Provenance.REVIEWED),
        source_digest="5d" * 32,
        source_date=date,
        summary=WORDS[language],
        contact="Pressestelle der Stadt Eschenwarth, presse@eschenwarth.example" if rich else "",
        approved_by="Pressestelle <presse@eschenwarth.example>",
        source_changed=date + dt.timedelta(days=3) if language == "uk" else None,
        image=IMAGE if rich else None,
        topics=("transport", "city") if rich else ("transport",),
        downloads=(PLAN,) if rich else (),
        correction=Correction(WORDS[language], moment + dt.timedelta(days=2)) if rich else None,
        formerly=("footbridge",) if rich else (),
    )


def all_editions() -> list[Edition]:
    """Give the editions: a release in full dress, a labelled machine text, a withdrawn one, and years of others."""
    editions = [make_edition("bridge", language, PUBLISHED.date()) for language in LANGUAGES]
    editions += [
        make_edition(f"note-{number}", language, dt.date(2026 - number // 5, 1 + number, 3))
        for number in range(8)
        for language in LANGUAGES
    ]
    for language in ("en", "ar"):
        editions.append(make_edition("draft", language, PUBLISHED.date(), Provenance.MACHINE))
        editions.append(withdrawn(make_edition("taken-back", language, PUBLISHED.date())))
    editions.append(make_edition("draft", "de", PUBLISHED.date()))
    editions.append(make_edition("taken-back", "de", PUBLISHED.date()))
    return editions


def withdrawn(edition: Edition) -> Edition:
    """Take an edition back."""
    return replace(edition, withdrawn=Withdrawal(PUBLISHED, "Die Zahlen waren falsch."))


@dataclass(frozen=True)
class PressSite:
    """The published site, and the kinds of page it has: an address in a language by the kind's name."""

    out: Path
    kinds: dict[str, str]

    def pages(self) -> list[Path]:
        """Give every page."""
        return sorted(self.out.resolve().rglob("*.html"))


KINDS = {
    "index": "{language}/",
    "release": "{language}/bridge/",
    "archive": "{language}/archive/",
    "year": "{language}/archive/2026/",
    "second page of a year": "{language}/archive/2026/2/",
    "topics": "{language}/topics/",
    "topic": "{language}/topics/transport/",
    "search": "{language}/search/",
    "not found": "{language}/nothing/",
}


def publish(folder: Path) -> PressSite:
    """Publish the site below a folder."""
    publish_site(SITE, all_editions(), ASSETS, folder / "public")
    return PressSite(folder / "public", KINDS)
