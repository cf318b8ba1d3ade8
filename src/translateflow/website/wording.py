"""What the site says in its own words: dates, provenance. Always in the language of the page."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date, format_time, get_timezone_gmt, get_timezone_name
from babel.units import format_unit
from markupsafe import Markup, escape

from translateflow.model.edition import Provenance
from translateflow.model.language import babel_tag, language_name, spaced_sentences, text_direction
from translateflow.texts import fallbacks, text_language, texts_for

if TYPE_CHECKING:
    import datetime as dt

    from translateflow.model.edition import Edition, Site

_MEGABYTE = 1_000_000


# A thousand releases in two dozen languages have as many days to show.
_DAYS = 32768


@lru_cache(maxsize=_DAYS)
def show_date(day: dt.date, language: str) -> Markup:
    """Give `<time>` with the day written out."""
    return _time(day.isoformat(), format_date(day, "long", locale=babel_tag(language)))


@lru_cache(maxsize=_DAYS)
def show_instant(instant: dt.datetime, language: str, timezone: str) -> Markup:
    """Give `<time>` with day, time and zone of the newsroom."""
    local = instant.astimezone(ZoneInfo(timezone))
    tag = babel_tag(language)
    clock = f"{format_time(local, 'short', locale=tag)} {_zone(local, tag)}"
    pattern = str(Locale.parse(tag).datetime_formats["long"]).replace("'", "")
    day = format_date(local, "long", locale=tag)
    return _time(local.isoformat(), pattern.replace("{1}", day).replace("{0}", clock))


def _zone(local: dt.datetime, tag: str) -> str:
    name = get_timezone_name(local, width="short", locale=tag)
    return name if name[:1].isalpha() else get_timezone_gmt(local, width="long", locale=tag)


def _time(machine: str, people: str) -> Markup:
    return Markup(f'<time datetime="{escape(machine)}">{escape(people)}</time>')  # noqa: S704 — escaped here


@lru_cache(maxsize=4096, typed=True)  # a text and the same characters as markup are two things
def say(language: str, message: str, /, **values: str | Markup) -> Markup:
    """Give an interface text with its places filled; values that are not markup are escaped and isolated."""
    shown = {name: value if isinstance(value, Markup) else isolate(value) for name, value in values.items()}
    said = Markup(str(_escaped(language, message)).format(**shown))  # noqa: S704 — markup put into escaped text
    # Some languages end a date with a full stop, and so does the sentence: one is enough.
    return said[:-1] if said.endswith(("..", ">.", ";.")) and said.striptags().endswith("..") else said


@lru_cache(maxsize=4096)
def _escaped(language: str, message: str) -> Markup:
    return escape(texts_for(language).gettext(message))


def isolate(text: str) -> Markup:
    """Escape a text and keep its direction from its surroundings'."""
    return Markup(f"<bdi>{escape(text)}</bdi>")  # noqa: S704 — escaped here


@cache
def speech_attributes(language: str) -> Markup:
    """Give the `lang` and `dir` that the site's own words need on a page in a language it has no texts in."""
    spoken = text_language(language)
    if spoken in fallbacks(language):
        return Markup("")
    return Markup(' lang="{}" dir="{}"').format(spoken, text_direction(spoken))


def link_to(href: str, language: str, shown: str) -> Markup:
    """Give a link to a text in another language."""
    link = f'<a href="{escape(href)}" hreflang="{escape(language)}" rel="alternate">{escape(shown)}</a>'
    return Markup(link)  # noqa: S704 — escaped here


@lru_cache(maxsize=4096)
def foreign(text: str, language: str, page_language: str) -> Markup:
    """Give a passage that somebody else wrote, isolated, and marked with its language where it is not the page's."""
    if language == page_language:
        return isolate(text)
    return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(language, text_direction(language), text)


def office_name(approved_by: str, newsroom: str) -> str:
    """Give who answers for a text: the name without its mail address, the newsroom where no name is recorded."""
    return approved_by.partition("<")[0].strip() or newsroom


def tell_provenance(edition: Edition, newsroom: str, original_href: str | None) -> Markup:
    """Say where a text comes from, in its own language. `original_href` None: the original is not live."""
    language = text_language(edition.language)
    office = office_name(edition.approved_by, newsroom)
    if edition.provenance is Provenance.ORIGINAL:
        sentences = [say(language, "This is the original text."), say(language, "Released by {office}.", office=office)]
    else:
        name = language_name(edition.source_language, language)
        original = name if original_href is None else link_to(original_href, edition.source_language, name)
        sentences = [say(language, "Original language: {language}.", language=original)]
        if edition.provenance is Provenance.REVIEWED:
            sentences.append(say(language, "Translation reviewed by {office}.", office=office))
        date = show_date(edition.source_date, language)
        sentences.append(say(language, "It corresponds to the original of {date}.", date=date))
    return escape(" " if spaced_sentences(language) else "").join(sentences)


def tell_change(edition: Edition) -> Markup | None:
    """Say that the original has moved on, None while it has not."""
    if edition.source_changed is None:
        return None
    language = text_language(edition.language)
    changed = show_date(edition.source_changed, language)
    if edition.provenance is Provenance.ORIGINAL:
        return say(language, "This text has been under revision since {date}.", date=changed)
    return say(language, "The original has changed since then, on {date}.", date=changed)


def tell_file(suffix: str, size: int, language: str, page_language: str) -> Markup:
    """Say what kind of file it is, how large, and in which language where that is not the page's."""
    spoken = text_language(page_language)
    facts = [suffix.removeprefix(".").upper(), _show_size(size, babel_tag(page_language))]
    if language != page_language:
        facts.append(language_name(language, spoken))
    # Each on its own: a Latin name beside a figure would take it to the wrong side of an Arabic line.
    return Markup(" · ").join(Markup("<bdi>{}</bdi>").format(fact) for fact in facts if fact)


def _show_size(size: int, tag: str) -> str:
    if not size:
        return ""
    if size < _MEGABYTE:
        return format_unit(max(1, round(size / 1000)), "digital-kilobyte", "short", locale=tag)
    return format_unit(round(size / _MEGABYTE, 1), "digital-megabyte", "short", locale=tag)


def tell_preview(site: Site, language: str) -> Markup:
    """Say that a page is not out yet, and until when it must not be."""
    spoken = text_language(language)
    said = Markup("<strong>{}</strong>").format(texts_for(language).gettext("Preview: not published yet."))
    if site.preview is None or site.preview.embargo is None:
        return said
    moment = show_instant(site.preview.embargo, spoken, site.timezone)
    return said + " " + say(language, "Not for publication before {moment}.", moment=moment)
