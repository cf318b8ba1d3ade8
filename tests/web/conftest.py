"""A published site to serve."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from werkzeug.test import Client

from translateflow.model.edition import Edition, Provenance, Site, Withdrawal
from translateflow.web.site import make_site_app
from translateflow.website import publish_site

if TYPE_CHECKING:
    from pathlib import Path

MOMENT = dt.datetime(2026, 6, 18, 9, 0, tzinfo=dt.UTC)


@dataclass
class Press:
    """A press office whose site can be published again and read over HTTP."""

    out: Path
    site: Site
    editions: dict[tuple[str, str], Edition] = field(default_factory=dict)

    def publish(self, slug: str, language: str, title: str = "Title", *, withdrawn: bool = False) -> None:
        """Publish everything so far and this edition."""
        self.editions[slug, language] = Edition(
            slug=slug,
            language=language,
            source_language="de",
            title=title,
            text=f"<p>{title}</p>" + "<p>More text.</p>" * 60,
            date=MOMENT.date(),
            published=MOMENT,
            modified=MOMENT,
            provenance=Provenance.ORIGINAL if language == "de" else Provenance.REVIEWED,
            source_digest="d",
            source_date=MOMENT.date(),
            assets=("plan.pdf", "drawing.svg"),
            withdrawn=Withdrawal(MOMENT, "Falsch") if withdrawn else None,
        )
        assets = {"plan.pdf": b"%PDF-", "drawing.svg": b"<svg/>" * 200}
        publish_site(self.site, list(self.editions.values()), assets, self.out)

    def client(self) -> Client:
        """Give a browser without cookies."""
        return Client(make_site_app(self.out, site=self.site))


@pytest.fixture
def press(tmp_path: Path) -> Press:
    """Give a press office that has not published anything."""
    languages = ("de", "en", "ar", "uk", "pt-BR")
    return Press(tmp_path / "public", Site("Stadt", "https://press.example", "UTC", "de", languages))


@pytest.fixture
def client(press: Press) -> Client:
    """Give a browser before a site with one release in three languages, one of them withdrawn."""
    press.publish("bridge", "de", "Brücke")
    press.publish("bridge", "ar", "جسر")
    press.publish("bridge", "pt-BR", "Ponte")
    press.publish("bridge", "en", withdrawn=True)
    return press.client()
