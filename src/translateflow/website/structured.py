"""What machines read about a release: JSON-LD in the page, and `release.json` beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from markupsafe import Markup

from translateflow.model.edition import Provenance
from translateflow.website import addresses
from translateflow.website.markup import excerpt
from translateflow.website.scene import topic_name
from translateflow.website.wording import office_name

if TYPE_CHECKING:
    from translateflow.model.edition import Edition
    from translateflow.website.roster import Family, Roster
    from translateflow.website.scene import Scene

# schema.org/IPTCDigitalSourceEnumeration: made by a trained model, or by rules that were not trained on samples.
_TRAINED = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
_RULES = "https://schema.org/AlgorithmicMediaDigitalSource"
_RULE_BASED_ENGINES = {"apertium"}


def json_ld(scene: Scene, edition: Edition, family: Family) -> Markup:
    """Give the page's schema.org NewsArticle, safe inside `<script>`."""
    text = msgspec.json.encode(_article(scene, edition, family)).decode()
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 — JSON without the signs that could end the script element


def _article(scene: Scene, edition: Edition, family: Family) -> dict[str, Any]:
    base = addresses.way_to_root(addresses.release_path(edition.language, edition.slug))
    url = _url(scene, edition, base)
    publisher: dict[str, Any] = {"@type": "Organization", "name": scene.site.title}
    if scene.site.base_url:
        publisher["url"] = f"{scene.site.base_url}/"
    if scene.site.base_url and scene.site.theme.logo:
        logo = scene.canonical(scene.site.theme.logo.path)
        publisher["logo"] = {"@type": "ImageObject", "url": logo}
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": url,
        "mainEntityOfPage": url,
        "headline": edition.title,
        "description": edition.summary or excerpt(edition.body),
        "inLanguage": edition.language,
        "datePublished": edition.published.isoformat(),
        "dateModified": edition.modified.isoformat(),
        "publisher": publisher,
    }
    if edition.image:
        article["image"] = scene.url(scene.pictures[edition.image.path], base)
    if edition.topics:
        article["keywords"] = [topic_name(scene.site, topic, edition.language).striptags() for topic in edition.topics]
    if edition.correction:
        article["correction"] = {
            "@type": "CorrectionComment",
            "text": edition.correction.text,
            "datePublished": edition.correction.at.isoformat(),
        }
    return article | _translation(scene, edition, family, base)


def _translation(scene: Scene, edition: Edition, family: Family, base: str) -> dict[str, Any]:
    if edition.provenance is Provenance.ORIGINAL:
        others = [other for other in family.indexable if other is not edition]
        return {"workTranslation": [_work(scene, other, base) for other in others]} if others else {}
    original: dict[str, Any] = {"@type": "NewsArticle", "inLanguage": edition.source_language}
    if family.original:
        original = _work(scene, family.original, base)
    if edition.provenance is Provenance.MACHINE:
        rules = bool(edition.engines) and set(edition.engines) <= _RULE_BASED_ENGINES
        return {"translationOfWork": original, "digitalSourceType": _RULES if rules else _TRAINED}
    translator = {"@type": "Organization", "name": office_name(edition.approved_by, scene.site.title)}
    return {"translationOfWork": original, "translator": translator}


def _work(scene: Scene, edition: Edition, base: str) -> dict[str, Any]:
    return {"@type": "NewsArticle", "@id": _url(scene, edition, base), "inLanguage": edition.language}


def _url(scene: Scene, edition: Edition, base: str) -> str:
    return scene.url(addresses.release_path(edition.language, edition.slug), base)


def release_json(scene: Scene, edition: Edition, family: Family) -> bytes:
    """Give a release's record: its languages and their states, the source it corresponds to, who answers for it."""
    base = addresses.way_to_root(addresses.data_path(edition.language, edition.slug))
    record = {
        "slug": edition.slug,
        "language": edition.language,
        "title": edition.title,
        "summary": edition.summary,
        "date": edition.date.isoformat(),
        "published": edition.published.isoformat(),
        "modified": edition.modified.isoformat(),
        "state": edition.provenance.value,
        "correction": edition.correction.text if edition.correction else None,
        "topics": list(edition.topics),
        "downloads": [
            {"title": each.label, "language": each.language, "url": scene.url(each.path, base)}
            for each in edition.downloads
        ],
        "source": {
            "language": edition.source_language,
            "digest": edition.source_digest,
            "date": edition.source_date.isoformat(),
            "changed": edition.source_changed.isoformat() if edition.source_changed else None,
        },
        "evidence": {
            "approved_by": office_name(edition.approved_by, scene.site.title) if edition.approved_by else None,
            "engines": list(edition.engines),
        },
        "languages": _languages(scene, family, base),
    }
    return to_json(record)


def _languages(scene: Scene, family: Family, base: str) -> msgspec.Raw:
    """Give the editions of a release; of a site that knows its address, once for all of them."""
    kept = scene.records.get(family.slug)
    if kept is not None:
        return kept
    record = msgspec.Raw(
        msgspec.json.encode(
            {
                other.language: {"state": "withdrawn"}
                if other.withdrawn
                else {"state": other.provenance.value, "title": other.title, "url": _url(scene, other, base)}
                for other in family.editions
            }
        )
    )
    if scene.site.base_url:
        scene.records[family.slug] = record
    return record


def withdrawn_json(scene: Scene) -> bytes:
    """Give the list of what was taken back, by which a server answers 410."""
    found = (edition for family in scene.roster.families for edition in family.editions if edition.withdrawn)
    return to_json({"withdrawn": [_withdrawal(edition) for edition in found]})


def withdrawal_json(edition: Edition) -> bytes:
    """Give the record that stands beside the notice of a withdrawal."""
    return to_json(_withdrawal(edition))


def _withdrawal(edition: Edition) -> dict[str, str]:
    return {
        "address": addresses.address(addresses.release_path(edition.language, edition.slug)),
        "slug": edition.slug,
        "language": edition.language,
        "since": edition.withdrawn.at.isoformat() if edition.withdrawn else "",
    }


def moved_addresses(roster: Roster) -> dict[str, str]:
    """Give the addresses that releases once had and what has become of them; one that is in use again is not moved."""
    used = {(edition.language, family.slug) for family in roster.families for edition in family.editions}
    return {
        addresses.address(addresses.release_path(edition.language, former)): addresses.address(
            addresses.release_path(edition.language, edition.slug)
        )
        for family in roster.families
        for edition in family.editions
        for former in edition.formerly
        if (edition.language, former) not in used
    }


def moved_json(scene: Scene) -> bytes:
    """Give the list of addresses that moved, by which a server sends readers on."""
    return to_json({"moved": moved_addresses(scene.roster)})


def to_json(value: object) -> bytes:
    """Give JSON, the same bytes for the same value."""
    return msgspec.json.encode(value) + b"\n"
