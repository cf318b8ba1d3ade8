"""The product's own words, in the language of whoever reads them.

Message ids are the English texts. The catalogs are `locales/<lang>/LC_MESSAGES/translateflow.po` for the site and
`translateflow-desk.po` beside it for the desk (`src/translateflow/web/`), `translateflow-notices.po` for mails
(`src/translateflow/notify/`); `hatch_build.py` compiles them to
`interface/<domain>/*.mo` whenever the package is built or installed, editable installs included.
To add or change a text: write it in a template as `_("…")` or in Python as `texts.gettext("…")`, then
`python hatch_build.py extract`, translate the catalogs, `python hatch_build.py compile`.
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

from translateflow.model.language import VARIETIES, base_language, gettext_name, parse_language

INTERFACE = Path(__file__).with_name("interface")
SOURCE_LANGUAGE = "en"
SITE = "translateflow"
DESK = "translateflow-desk"
NOTICES = "translateflow-notices"

Texts = gettext.NullTranslations
"""What `texts_for` gives: `gettext(msgid)` and `ngettext(singular, plural, count)`."""


@cache
def texts_for(language: str, domain: str = SITE) -> Texts:
    """Give the interface texts in a language; a text or language that is missing falls back along `fallbacks`."""
    found = [_read_texts(tag, domain) for tag in fallbacks(language)]
    first, *rest = [texts for texts in found if texts is not None] or [gettext.NullTranslations()]
    for texts in rest:
        first.add_fallback(texts)
    return first


@cache
def fallbacks(language: str) -> tuple[str, ...]:
    """Give the chain a text is looked up in: the language, its base, the language without region or script.

    English, the language of the message ids, ends every chain unspoken.
    """
    chain = [language]
    if language in VARIETIES:
        chain.append(VARIETIES[language].base)
    head, *rest = language.split("-")
    chain.extend("-".join([head, *rest[:count]]) for count in reversed(range(len(rest))))
    return tuple(dict.fromkeys(chain))


@cache
def text_language(language: str) -> str:
    """Give the language in which `texts_for` really speaks: pages mark texts that fell back with it."""
    for tag in fallbacks(language):
        if base_language(tag) == SOURCE_LANGUAGE or _catalog(tag, SITE).is_file():
            return tag
    return SOURCE_LANGUAGE


@cache
def spoken_languages(domain: str) -> tuple[str, ...]:
    """Give the languages there are texts in, as BCP 47 tags, sorted; English, which the code is written in, is one."""
    names = (path.stem for path in (INTERFACE / domain).glob("*.mo"))
    return tuple(sorted({SOURCE_LANGUAGE, *map(parse_language, names)}))


def _catalog(tag: str, domain: str) -> Path:
    return INTERFACE / domain / f"{gettext_name(tag)}.mo"


def _read_texts(tag: str, domain: str) -> Texts | None:
    # Read afresh for each chain: a fallback is added to the object itself.
    try:
        with _catalog(tag, domain).open("rb") as file:
            return gettext.GNUTranslations(file)
    except FileNotFoundError:
        return None
