"""Which pairs Apertium has on this machine, and which Debian package brings a pair that is missing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from translateflow.engines.languages import candidate_tags
from translateflow.model.language import VARIETIES, base_language

if TYPE_CHECKING:
    from collections.abc import Iterator

# Debian 12 and 13, packages whose pairs translate both ways, and those that translate from the first language only.
_BOTH_WAYS = (
    "eng-spa", "eng-cat", "en-gl", "spa-cat", "es-pt", "es-gl", "es-ro", "spa-ita", "spa-ast", "spa-arg",
    "fr-es", "fra-cat", "por-cat", "pt-gl", "cat-ita", "arg-cat", "oci-fra", "oc-ca", "oc-es", "dan-nor",
    "swe-nor", "swe-dan", "nno-nob", "isl-eng", "isl-swe", "mkd-bul", "hbs-eng", "hbs-slv", "hbs-mkd",
    "bel-rus", "rus-ukr", "afr-nld", "urd-hin",
)  # fmt: skip
_ONE_WAY = ("eu-es", "eu-en", "mkd-eng", "br-fr", "cat-srd", "srd-ita")
# ISO 639-3, which Apertium moved to; its older pairs keep the two letters.
_THREE_LETTERS = {
    "af": "afr", "ar": "ara", "an": "arg", "ast": "ast", "be": "bel", "bg": "bul", "br": "bre", "bs": "hbs_BS",
    "ca": "cat", "cy": "cym", "da": "dan", "en": "eng", "eo": "epo", "es": "spa", "eu": "eus", "fr": "fra", "gl": "glg",
    "hi": "hin", "hr": "hbs_HR", "is": "isl", "it": "ita", "mk": "mkd", "mt": "mlt", "nb": "nob", "nl": "nld",
    "nn": "nno", "no": "nob", "oc": "oci", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sc": "srd", "sl": "slv",
    "sr": "hbs_SR", "sv": "swe", "tr": "tur", "uk": "ukr", "ur": "urd",
}  # fmt: skip


def data_folder() -> Path:
    """Give the folder of Apertium's data: APERTIUM_DATADIR, which its own program reads too, or Debian's."""
    return Path(os.environ.get("APERTIUM_DATADIR", "/usr/share/apertium"))


def find_mode(folder: Path, source: str, target: str) -> Path | None:
    """Give the mode file of a pair, None when it is not installed. The variety asked for comes before the language."""
    for read in _codes(source):
        for written in _codes(target):
            mode = folder / "modes" / f"{read}-{written}.mode"
            if read != written and mode.is_file() and target not in VARIETIES:
                return mode
    return None


def installed_pairs(folder: Path) -> list[str]:
    """Give the names of the installed modes."""
    return sorted(path.stem for path in (folder / "modes").glob("*-*.mode"))


def debian_package(source: str, target: str) -> str:
    """Give the Debian package of a pair, "" when Debian has none or has it in the other direction only."""
    reads, writes = set(_codes(source)), set(_codes(target))
    for pair in (*_BOTH_WAYS, *_ONE_WAY):
        first, _, second = pair.partition("-")
        forth = _means(first, reads) and _means(second, writes)
        back = pair not in _ONE_WAY and _means(second, reads) and _means(first, writes)
        if (forth or back) and target not in VARIETIES:
            return f"apertium-{pair}"
    return ""


def _means(code: str, codes: set[str]) -> bool:
    # `nor` and `hbs` are packages of two and three written languages.
    members = {"nor": {"nob", "nno"}, "hbs": {"hbs_BS", "hbs_HR", "hbs_SR"}}.get(code, set())
    return code in codes or bool(members & codes)


def _codes(tag: str) -> Iterator[str]:
    """Give the names a mode may use for a language, the most specific first."""
    if tag in VARIETIES:
        tag = base_language(tag)
    for candidate in candidate_tags(tag):
        language, *rest = candidate.split("-")
        suffix = "".join(f"_{part}" for part in rest)
        for name in dict.fromkeys([_THREE_LETTERS.get(language, language), language]):
            yield f"{name}{suffix}"
    if base_language(tag) == "ca" and "valencia" not in tag:
        yield "cat"
