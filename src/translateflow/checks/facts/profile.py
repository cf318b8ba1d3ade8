"""What checks know of a language: separators, months, number words, units. One object per language, made once.

CLDR's part comes from Babel; what CLDR lacks stands in `languages/<tag>.toml`. To teach the checks a language, add
such a file: a language without one is still checked, with fewer equivalences and with doubts instead of errors.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from translateflow.checks.facts.numerals import Separators, fold_letters
from translateflow.model.language import babel_tag, base_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from translateflow.checks.facts.fact import Amount

_FORMS = re.compile(r"([^\s()]+)(?:\(([^)]*)\))?")
_SHORTEST_MONTH = 3
_ARTICLE_AND_PAIR = 2


@dataclass(frozen=True, slots=True)
class Profile:
    """A language as the checks need it. Words are lower-case.

    `known` tells whether there is a file of our own: without one, number words and units are unknown.
    `orders` are the orders of day (d) and month (m) in a date of figures, the usual one first.
    `telling` are the number words above two and the magnitudes, with the compounds' pieces.
    `clock_words` are noon and midnight; `clock_marks` what may stand beside an hour, in lower case.
    `cardinals` are the words that are numbers and nothing else.
    `affixes` of the negation are word beginnings (`un-`) and endings (`-los`).
    """

    language: str
    known: bool
    spaced: bool
    script: str
    separators: Separators
    orders: tuple[str, ...]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    words: Mapping[str, Amount]
    cardinals: frozenset[str]
    scales: Mapping[str, int]
    units: Mapping[str, str]
    telling: frozenset[str]
    clock_words: Mapping[str, int]
    clock_marks: tuple[str, ...]
    hour_after: tuple[str, ...]
    hour_before: tuple[str, ...]
    morning: tuple[str, ...]
    evening: tuple[str, ...]
    half_days: bool
    negation: frozenset[str]
    negation_affixes: tuple[str, ...]
    quotes: tuple[str, ...]
    endings: str


@cache
def load_profile(language: str) -> Profile:
    """Give what is known of a BCP 47 language; a variety such as `de-simple` is its base."""
    base = base_language(language)
    own, shared = _read_language(base), _read_language("und")
    prefixes = ("", *own.get("prefixes", "").split())
    clock = own.get("clock", {})
    negation = [prefix + form for form in expand_forms(own.get("negation", "")) for prefix in prefixes]
    words = _number_words(own, prefixes)
    tables = (shared.get("scales", {}), own.get("scales", {}))
    scales = {form: int(key) for table in tables for key, form in _each_form(table, prefixes)}
    return Profile(
        language=base,
        known=bool(own),
        spaced=own.get("spaced", base not in {"zh", "th", "lo", "km", "my", "yue"}),
        script=_script_of(language),
        separators=_read_separators(language),
        orders=_date_orders(language),
        months=_month_names(language, own.get("months", {}), prefixes, shortest=4 if own.get("endings") else 3),
        weekdays=_weekday_names(language),
        words=words,
        cardinals=_cardinals(own),
        scales=scales,
        units={
            form: code
            for part in (shared, own)
            for table in ("currencies", "measures")
            for code, form in _each_form(part.get(table, {}), ("",))
        },
        telling=frozenset(word for word, value in words.items() if value > _ARTICLE_AND_PAIR) | scales.keys(),
        clock_marks=tuple(
            word.lower() for key in ("after", "before", "morning", "evening") for word in _markers(clock.get(key, ""))
        ),
        clock_words=dict.fromkeys(expand_forms(clock.get("noon", "")), 12)
        | dict.fromkeys(expand_forms(clock.get("midnight", "")), 24),
        hour_after=tuple(clock.get("after", "").split()),
        hour_before=tuple(clock.get("before", "").split()),
        morning=_markers(clock.get("morning", "")),
        evening=_markers(clock.get("evening", "")),
        half_days=base in {"en", "ar", "hi", "ko", "ja"},
        negation=frozenset(word for word in negation if word.strip("-") == word),
        negation_affixes=tuple(word for word in negation if word.strip("-") != word),
        quotes=tuple(own.get("quotes", "").split()),
        endings=own.get("endings", ""),
    )


def _read_language(base: str) -> dict[str, Any]:
    file = resources.files("translateflow.checks.facts") / "languages" / f"{base}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def expand_forms(text: str) -> Iterator[str]:
    """Give the forms a table lists: `dritt(e,en)` is dritte and dritten, `per_cent` two words."""
    for stem, endings in _FORMS.findall(text):
        for ending in endings.split(",") if endings else [""]:
            yield fold_letters((stem + ending).replace("_", " "))


def _each_form(table: Mapping[str, str], prefixes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key, text in table.items():
        for form in expand_forms(text):
            for prefix in prefixes:
                yield key, prefix + form


def _number_words(own: Mapping[str, Any], prefixes: tuple[str, ...]) -> dict[str, Amount]:
    words: dict[str, Amount] = {}
    for key, form in _each_form(own.get("words", {}), prefixes):
        words.setdefault(form, int(key) if key.isdigit() else Decimal(key))
    compounds = own.get("compounds")
    if compounds:
        words = {**dict(_compounds(words, compounds["order"], compounds["glue"])), **words}
    return words


def _cardinals(own: Mapping[str, Any]) -> frozenset[str]:
    """Give each number's first word in the table, the plain cardinal."""
    table = own.get("words", {})
    return frozenset(next(expand_forms(text)) for key, text in table.items() if key.isdigit())


def _compounds(words: Mapping[str, Amount], order: str, glue: str) -> Iterator[tuple[str, Amount]]:
    units = [(word, value) for word, value in words.items() if value in range(1, 10)]
    tens = [(word, value) for word, value in words.items() if value in range(20, 100, 10)]
    for ten, ten_value in tens:
        for unit, unit_value in units:
            pair = (unit, ten) if order == "unit tens" else (ten, unit)
            yield glue.join(pair), ten_value + unit_value


def _markers(text: str) -> tuple[str, ...]:
    return tuple(word.replace("\u00a0", " ") for word in text.split(" ") if word)


def _script_of(language: str) -> str:
    from babel.core import Locale, get_global  # noqa: PLC0415 — 25 ms that `--help` need not pay

    explicit = Locale.parse(babel_tag(language)).script
    likely = get_global("likely_subtags").get(base_language(language), "")
    return str(explicit or (likely.split("_")[1] if likely.count("_") > 1 else ""))


def _read_separators(language: str) -> Separators:
    from babel.core import Locale  # noqa: PLC0415 — 25 ms that `--help` need not pay

    symbols = Locale.parse(babel_tag(language)).number_symbols
    latin = symbols.get("latn") or next(iter(symbols.values()))
    return Separators(str(latin["decimal"]), str(latin["group"]))


def _date_orders(language: str) -> tuple[str, ...]:
    from babel.core import Locale  # noqa: PLC0415 — 25 ms that `--help` need not pay

    pattern = str(Locale.parse(babel_tag(language)).date_formats["short"].pattern).lower()
    usual = "md" if 0 <= pattern.find("m") < pattern.find("d") else "dm"
    # English without a region is written by Americans and by everybody else.
    return (usual, usual[::-1]) if language == "en" else (usual,)


def _month_names(language: str, own: Mapping[str, str], prefixes: tuple[str, ...], *, shortest: int) -> dict[str, int]:
    from babel.core import Locale  # noqa: PLC0415 — 25 ms that `--help` need not pay

    months: dict[str, int] = {}
    if base_language(language) in {"ja", "zh", "yue", "ko"}:  # figures before 月 and 월, read by a rule of their own
        return months
    tables = Locale.parse(babel_tag(language)).months
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in tables[context][width].items():
                _add_name(months, name, number, prefixes)
    for key, text in own.items():
        for name in [text] if " " in text and language.startswith("ar") else text.split():
            _add_name(months, name, int(key), prefixes)
    # Where endings are glued on, an abbreviation is the beginning of too many words.
    return {name: number for name, number in months.items() if len(name) >= shortest or not name.isascii()}


def _add_name(names: dict[str, int], name: str, number: int, prefixes: tuple[str, ...]) -> None:
    plain = fold_letters(name).rstrip(".")
    for article in ("de ", "d’", "d'"):  # Catalan: "de gener", "d’abril"
        plain = plain.removeprefix(article)
    if len(plain) >= _SHORTEST_MONTH or not plain.isascii():
        for prefix in prefixes:
            names.setdefault(prefix + plain, number)


def _weekday_names(language: str) -> dict[str, int]:
    from babel.core import Locale  # noqa: PLC0415 — 25 ms that `--help` need not pay

    tables = Locale.parse(babel_tag(language)).days
    return {
        fold_letters(name): number
        for context in ("format", "stand-alone")
        for number, name in tables[context]["wide"].items()
    }
