"""What a newsroom makes its own of the site: templates, colours, logo, links, names of topics. Data, no files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PALETTE = ("paper", "surface", "ink", "muted", "line", "accent")
"""The colours a newsroom may set, for light and for dark; the notices' own colours stay as they are."""

LEGAL_LINKS = ("imprint", "accessibility", "privacy")
"""The links at the foot of every page that have a name of their own in every language."""


@dataclass(frozen=True, slots=True)
class FooterLink:
    """A link at the foot of every page. `kind` is one of LEGAL_LINKS, or "" for any other.

    `label` "" is the kind's name in the page's language. `language` is the target's, as far as the settings
    tell.
    """

    kind: str
    href: str
    label: str
    language: str


@dataclass(frozen=True, slots=True)
class Logo:
    """The picture beside the newsroom's name: `path` on the site, size in CSS pixels where the file tells it."""

    path: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """What differs from the theme that comes with the program.

    `folder` is how messages name the newsroom's templates, `templates` their texts by name; `style` is CSS behind ours.
    """

    folder: str = "theme/templates"
    templates: Mapping[str, str] = field(default_factory=dict)
    style: str = ""
    light: Mapping[str, str] = field(default_factory=dict)
    dark: Mapping[str, str] = field(default_factory=dict)
    logo: Logo | None = None
