"""A small newsroom for the website's tests: one original, its translations in every state, and a second release."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

import pytest
from tests.website import press_site as press_site_maker

from translateflow.model.edition import Correction, Edition, EditionDownload, EditionImage, Provenance, Site, Withdrawal
from translateflow.model.theme import FooterLink
from translateflow.website import plan_site

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PUBLISHED = dt.datetime(2026, 6, 18, 11, 0, tzinfo=ZoneInfo("Europe/Berlin"))
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900"><rect width="1" height="1"/></svg>'


class MakeEdition(Protocol):
    """Make an edition; every field can be given by name."""

    def __call__(self, slug: str = "bridge", language: str = "de", **fields: Any) -> Edition: ...


class RenderSite(Protocol):
    """Give the bytes of every file of a site."""

    def __call__(
        self, editions: Sequence[Edition], *, other: Site | None = None, assets: Mapping[str, bytes] | None = None
    ) -> dict[str, str]: ...


@pytest.fixture
def site() -> Site:
    """Give a newsroom in German with a known address."""
    return Site(
        title="Stadt Eschenwarth",
        base_url="https://press.example",
        timezone="Europe/Berlin",
        default_language="de",
        languages=("de", "en", "ar", "uk", "de-simple", "zh-Hans", "es", "ca"),
        protected=("Weidensteg",),
        page_size=2,
        contacts={"de": "Pressestelle, presse@eschenwarth.example", "en": "Press office"},
        links={
            "de": (FooterLink("imprint", "https://press.example/de/", "", "de"),),
            "ar": (FooterLink("", "https://press.example/de/", "أخبار", "ar"),),
        },
        topics={"transport": {"de": "Verkehr", "en": "Transport", "ar": "النقل"}},
    )


@pytest.fixture
def make_edition() -> MakeEdition:
    """Give a maker of editions: an original where source and language agree, else a reviewed translation."""

    def make(slug: str = "bridge", language: str = "de", **fields: Any) -> Edition:
        source = fields.pop("source_language", "de")
        own = Provenance.ORIGINAL if language == source else Provenance.REVIEWED
        edition = Edition(
            slug=slug,
            language=language,
            source_language=source,
            title=f"{slug} in {language}",
            text=f"<p>The Weidensteg opens, {language}.</p>",
            date=PUBLISHED.date(),
            published=PUBLISHED,
            modified=PUBLISHED,
            provenance=own,
            source_digest="5d" * 32,
            source_date=PUBLISHED.date(),
            summary=f"A bridge, {language}.",
            approved_by="Press Office <press@eschenwarth.example>",
            topics=("transport",) if slug == "bridge" else (),
        )
        return replace(edition, **fields)

    return make


@pytest.fixture
def assets() -> dict[str, bytes]:
    """Give the files that the cast refers to."""
    return {"images/bridge.svg": PICTURE, "plan.pdf": b"%PDF-", "assets/0-plan.pdf": b"%PDF-" + 340_000 * b" "}


@pytest.fixture
def cast(make_edition: MakeEdition) -> list[Edition]:
    """Give editions in every state: original, reviewed, machine, withdrawn; two releases."""
    image = EditionImage("images/bridge.svg", "A bridge over a river", "186 m long")
    plan = (EditionDownload("Plan of the bridge", "assets/0-plan.pdf", "de"),)
    return [
        make_edition(
            image=image,
            assets=("images/bridge.svg", "plan.pdf"),
            contact="Press, press@eschenwarth.example",
            downloads=plan,
        ),
        make_edition(language="en", image=image, source_changed=dt.date(2026, 6, 20)),
        make_edition(language="ar", title="جسر جديد", text="<p>نص</p>", contact="Rathausplatz 1"),
        make_edition(language="uk", provenance=Provenance.MACHINE, engines=("google",)),
        make_edition(language="de-simple"),
        make_edition(language="zh-Hans", title="新桥"),
        make_edition(language="es", withdrawn=Withdrawal(PUBLISHED, "Falsche Zahlen")),
        make_edition(
            "library",
            "en",
            source_language="en",
            modified=PUBLISHED + dt.timedelta(days=1),
            correction=Correction("The loan period is 14 days, not 41.", PUBLISHED + dt.timedelta(days=1)),
            formerly=("library-of-tools",),
        ),
        make_edition("library", "de", source_language="en", date=dt.date(2025, 12, 30)),
    ]


@pytest.fixture
def render_site(site: Site) -> RenderSite:
    """Give the function that renders a whole site to text by path."""

    def render(
        editions: Sequence[Edition], *, other: Site | None = None, assets: Mapping[str, bytes] | None = None
    ) -> dict[str, str]:
        plan = plan_site(other or site, editions, assets or {})
        return {path: file.render().decode(errors="replace") for path, file in plan.items()}

    return render


@pytest.fixture
def pages(render_site: RenderSite, cast: list[Edition], assets: dict[str, bytes]) -> dict[str, str]:
    """Give the cast's whole site as text by path."""
    return render_site(cast, assets=assets)


@pytest.fixture(scope="session")
def press_site(tmp_path_factory: pytest.TempPathFactory) -> press_site_maker.PressSite:
    """Give a published site with every kind of page in six languages."""
    return press_site_maker.publish(tmp_path_factory.mktemp("press"))
