"""The settings of the public site: links, contact, colours, logo, topics; their rows and the object they become."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from translateflow.model.theme import LEGAL_LINKS, PALETTE, FooterLink
from translateflow.settings.spec import KeySpec
from translateflow.settings.values import BadValueError, as_count, as_flag, as_language, as_text, as_words

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINK = re.compile(r"(?:(?P<label>[^<>]*[^<>\s])\s*)?<(?P<href>[^<>\s]+)>|(?P<bare>[^<>\s]+)")
_HREF = re.compile(r"https?://\S+|mailto:\S+|/\S*")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
LINK_KIND = "URL | Label <URL>"


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What a newsroom decided about its site. `links` and `contacts` are by language, `logo` is a file or ""."""

    page_size: int = 20
    reports: bool = False
    changed_notice: bool = True
    snippets: str = ""
    links: Mapping[str, tuple[FooterLink, ...]] = field(default_factory=dict)
    contacts: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    logo: str = ""
    light: Mapping[str, str] = field(default_factory=dict)
    dark: Mapping[str, str] = field(default_factory=dict)


def as_link(raw: Any) -> tuple[str, str]:
    """Give label ("" for none) and address of a link; addresses are https, http, mailto or begin at the host's root."""
    match = _LINK.fullmatch(as_text(raw))
    href = (match["href"] or match["bare"]) if match else ""
    if match is None or not _HREF.fullmatch(href):
        msg = f"must be an address, or a label with one: “Imprint <https://…>”, not {raw!r}."
        raise BadValueError(msg)
    return match["label"] or "", href


def as_links(raw: Any) -> tuple[tuple[str, str], ...]:
    """Give several links, each with a label."""
    links = tuple(as_link(word) for word in as_words(raw))
    if not all(label for label, _ in links):
        msg = "must give each link a label: “Newsletter <https://…>”."
        raise BadValueError(msg)
    return links


def as_colour(raw: Any) -> str:
    """Give a colour as `#rrggbb`."""
    text = as_text(raw).lower()
    if re.fullmatch("#[0-9a-f]{3}", text):
        text = "#" + "".join(figure * 2 for figure in text[1:])
    if not _COLOUR.fullmatch(text):
        msg = f"must be a colour such as #0a5568, not {raw!r}."
        raise BadValueError(msg)
    return text


def as_names(raw: Any) -> dict[str, str]:
    """Give a name by language; a variable writes `de=Verkehr, en=Transport`."""
    pairs = dict(part.partition("=")[::2] for part in as_words(raw)) if isinstance(raw, str) else raw
    if not isinstance(pairs, dict) or not pairs:
        msg = f"must be names by language, not {raw!r}."
        raise BadValueError(msg)
    return {as_language(language.strip()): as_text(name) for language, name in pairs.items()}


def _colour_keys(mode: str) -> tuple[KeySpec, ...]:
    background = {"paper": "Background", "surface": "Background of what stands out", "ink": "Text"}
    words = background | {"muted": "Text of less weight", "line": "Rules", "accent": "Links and focus"}
    return tuple(
        KeySpec(f"theme.{mode}", name, "colour", "the theme's", f"{words[name]}, {mode} mode.", as_colour)
        for name in PALETTE
    )


def _link_keys(section: str, shown: str) -> tuple[KeySpec, ...]:
    helps = {"imprint": "Imprint", "accessibility": "Statement on accessibility", "privacy": "Privacy notice"}
    return tuple(
        KeySpec(section, kind, LINK_KIND, shown, f"{helps[kind]}, at the foot of every page.", as_link)
        for kind in LEGAL_LINKS
    )


SITE_KEYS: tuple[KeySpec, ...] = (
    KeySpec("site", "contact", "text", "none", "Press contact, where a release names none.", as_text),
    *_link_keys("site", "none"),
    KeySpec("site", "links", f"list of {LINK_KIND}", "none", "More links at the foot of every page.", as_links),
    KeySpec("site", "page_size", "count", "20", "Releases on one page of a list.", as_count),
    KeySpec(
        "site",
        "reports",
        "true | false",
        "false",
        "Whether readers can report a problem with a passage; needs `serve` behind the site.",
        as_flag,
    ),
    KeySpec(
        "publish",
        "changed_notice",
        "true | false",
        "true",
        "Whether a live text whose original was corrected says so.",
        as_flag,
    ),
    KeySpec(
        "publish",
        "snippets",
        "folder",
        "none",
        "Where `publish` keeps settings for nginx, Caddy and static hosts, below the newsroom.",
        as_text,
    ),
    KeySpec("theme", "logo", "file", "none", "Picture beside the newsroom's name (SVG, PNG …).", as_text),
    *_colour_keys("light"),
    *_colour_keys("dark"),
    KeySpec("topics.*", "names", "names by language", "none", "Name of a topic in each language.", as_names),
    KeySpec("languages.*", "contact", "text", "as site.contact", "Press contact for this language.", as_text),
    *_link_keys("languages.*", "as in [site]"),
    KeySpec("languages.*", "links", f"list of {LINK_KIND}", "as site.links", "More links for this language.", as_links),
)


def read_site_settings(values: Mapping[tuple[str, str], Any], source: str) -> SiteSettings:
    """Put the parsed values together. What stands in `[site]` counts for the newsroom's own language."""
    sections = {"site": source}
    sections |= {
        section: as_language(section.removeprefix("languages."))
        for section, _ in values
        if section.startswith("languages.")
    }
    links = {language: _links(values, section, language) for section, language in sections.items()}
    common = _links(values, "site", source)
    topics = {
        section.removeprefix("topics."): names
        for (section, _), names in values.items()
        if section.startswith("topics.")
    }
    colours = {
        mode: {name: found for (section, name), found in values.items() if section == f"theme.{mode}"}
        for mode in ("light", "dark")
    }
    return SiteSettings(
        page_size=values.get(("site", "page_size"), 20),
        reports=values.get(("site", "reports"), False),
        changed_notice=values.get(("publish", "changed_notice"), True),
        snippets=values.get(("publish", "snippets"), ""),
        links={language: found for language, own in links.items() if (found := _complete(own, common))},
        contacts={
            language: values[section, "contact"]
            for section, language in sections.items()
            if (section, "contact") in values
        },
        topics=topics,
        logo=values.get(("theme", "logo"), ""),
        light=colours["light"],
        dark=colours["dark"],
    )


def _links(values: Mapping[tuple[str, str], Any], section: str, language: str) -> tuple[FooterLink, ...]:
    named = [(kind, values[section, kind]) for kind in LEGAL_LINKS if (section, kind) in values]
    named += [("", link) for link in values.get((section, "links"), ())]
    return tuple(FooterLink(kind, href, label, language) for kind, (label, href) in named)


def _complete(own: tuple[FooterLink, ...], common: tuple[FooterLink, ...]) -> tuple[FooterLink, ...]:
    """Add the legal links that a language does not have of its own, in their order; the others stand as they are."""
    kinds = {link.kind for link in own}
    found = {link.kind: link for link in common if link.kind} | {link.kind: link for link in own if link.kind}
    others = [link for link in (own if "" in kinds else common) if not link.kind]
    return (*(found[kind] for kind in LEGAL_LINKS if kind in found), *others)
