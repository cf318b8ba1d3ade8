"""In which language the desk speaks: the account's choice, a choice made before signing in, what the browser asks."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal, format_percent
from flask import g, request
from markupsafe import Markup

from translateflow.errors import UnknownLanguageError
from translateflow.model.language import autonym, babel_tag, language_name, parse_language, text_direction
from translateflow.model.negotiation import choose_language
from translateflow.texts import DESK, SOURCE_LANGUAGE, spoken_languages, texts_for
from translateflow.web.desk.asked import newsroom, somebody, speech, texts

if TYPE_CHECKING:
    import datetime as dt

    from flask import Flask

COOKIE = "translateflow_speech"


def use_speech(app: Flask) -> None:
    """Choose a language for every answer, and give templates its words."""
    app.before_request(_choose)
    app.jinja_env.globals.update(
        _=lambda message: texts().gettext(message),
        ngettext=lambda one, many, count: texts().ngettext(one, many, count),
        speech=speech,
        direction=lambda: text_direction(speech()),
        language_name=_language_name,
        autonym=autonym,
        direction_of=text_direction,
        moment=moment,
        day=day,
        number=lambda value: format_decimal(value, locale=babel_tag(speech())),
        money=lambda value, currency: format_currency(value, currency, locale=babel_tag(speech())),
        percent=lambda value: format_percent(value, locale=babel_tag(speech())),
    )


def _language_name(tag: str) -> str:
    """Name a language; what somebody mistyped is shown as it is."""
    try:
        return language_name(parse_language(tag), speech())
    except UnknownLanguageError:
        return tag


def moment(at: dt.datetime) -> Markup:
    """Give a moment in the newsroom's zone, as people of this language write it."""
    local = at.astimezone(newsroom().timezone)
    shown = format_datetime(local, "short", locale=babel_tag(speech()))
    return Markup('<time datetime="{}">{}</time>').format(local.isoformat(timespec="seconds"), shown)


def day(at: dt.date) -> Markup:
    """Give a day."""
    shown = format_date(at, "medium", locale=babel_tag(speech()))
    return Markup('<time datetime="{}">{}</time>').format(at.isoformat(), shown)


def _choose() -> None:
    account = somebody()
    languages = spoken_languages(DESK)
    chosen = (account.speech if account else "") or request.cookies.get(COOKIE, "")
    if chosen not in languages:
        chosen = _negotiated(request.headers.get("Accept-Language", ""))
    g.speech = chosen
    g.texts = texts_for(chosen, DESK)


@lru_cache(maxsize=256)
def _negotiated(header: str) -> str:
    return choose_language(spoken_languages(DESK), "", header, SOURCE_LANGUAGE) or SOURCE_LANGUAGE
