"""The evidence of a release as one page that stands on its own and prints on A4, in the newsroom's language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from translateflow.model.language import babel_tag, language_name, text_direction
from translateflow.model.worddiff import DiffKind, word_diff
from translateflow.review import wording
from translateflow.texts import texts_for

if TYPE_CHECKING:
    import datetime as dt

    from translateflow.review.dossier import Dossier

_FOLDER = Path(__file__).parent / "templates"
_MARKS = {
    DiffKind.SAME: Markup("{}"),
    DiffKind.REMOVED: Markup("<del>{}</del>"),
    DiffKind.ADDED: Markup("<ins>{}</ins>"),
}


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def print_dossier(dossier: Dossier, language: str) -> bytes:
    """Render the page in UTF-8; no script, no other file, nothing from the network."""
    zone = ZoneInfo(dossier.timezone)
    tag = babel_tag(language)

    def show_time(instant: dt.datetime) -> Markup:
        local = instant.astimezone(zone)
        shown = format_datetime(local, "long", locale=tag)
        return Markup('<time datetime="{}">{}</time>').format(local.isoformat(timespec="seconds"), shown)

    page = (
        _environment()
        .get_template("evidence.html.jinja")
        .render(
            _=texts_for(language).gettext,
            dossier=dossier,
            language=language,
            direction=text_direction(language),
            show_time=show_time,
            show_diff=show_diff,
            name_of=lambda each: language_name(each, language),
            direction_of=text_direction,
            say=wording.Wording(language),
        )
    )
    return (page + "\n").encode()


def show_diff(machine: str, final: str) -> Markup:
    """Mark what a person took out of the machine's text and what they put in."""
    return Markup("").join(_MARKS[part.kind].format(part.text) for part in word_diff(machine, final))
