"""Languages as services spell them: one table per service, and one way from BCP 47 into it.

A table maps BCP 47 tags (as `model.language` spells them) to the service's own codes. A tag that is not in it falls
back from the most specific form to the base language, and over the few pairs of codes that mean the same language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.model.language import VARIETIES, base_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# The script a region is written in where the language alone means another one (CLDR, likelySubtags).
_SCRIPT_OF_REGION = {
    "zh": {"TW": "Hant", "HK": "Hant", "MO": "Hant", "CN": "Hans", "SG": "Hans", "MY": "Hans", "": "Hans"},
    "sr": {"ME": "Latn", "RS": "Cyrl", "BA": "Cyrl", "": "Cyrl"},
}
# Codes of one language, or of a macrolanguage and the member that its name means (ISO 639-3; CLDR, languageAlias).
_SAME_LANGUAGE = {"nb": "no", "no": "nb", "fil": "tl", "tl": "fil", "he": "iw", "jv": "jw", "ckb": "ku", "cmn": "zh"}


def candidate_tags(tag: str) -> tuple[str, ...]:
    """Give the tags a table may know this language by, the most specific first."""
    language, *rest = tag.split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")  # noqa: PLR2004 — BCP 47: a script
    region = next((part for part in rest if len(part) in {2, 3}), "")
    scripts = _SCRIPT_OF_REGION.get(language, {})
    script = script or scripts.get(region, scripts.get("", ""))
    tails = (f"-{script}-{region}", f"-{script}", f"-{region}", "")
    tags = [tag]
    for name in (language, _SAME_LANGUAGE.get(language, language)):
        tags += [f"{name}{tail}" for tail in tails if "--" not in tail and tail != "-" and not tail.endswith("-")]
    return tuple(dict.fromkeys(tags))


def service_code(tag: str, table: Mapping[str, str]) -> str | None:
    """Give the service's code for a language, None where it has none."""
    return next((table[candidate] for candidate in candidate_tags(tag) if candidate in table), None)


def pair_codes(
    source: str, target: str, sources: Mapping[str, str], targets: Mapping[str, str]
) -> tuple[str, str] | None:
    """Give a service's codes for a pair, None where it cannot be drafted.

    A variety of our own register (`de-simple`) is read like its base language, and is never a target: no service
    writes it. Two tags of one code (`pt` and `pt-BR` where the service has only `pt`), or a code and its own region,
    are no pair either.
    """
    if target in VARIETIES or source == target:
        return None
    if source in VARIETIES:
        source = base_language(source)
    read, write = service_code(source, sources), service_code(target, targets)
    if read is None or write is None or read in {write, write.partition("-")[0]}:
        return None
    return read, write


def same_codes(tags: str | Iterable[str], /, **special: str) -> dict[str, str]:
    """Make a table of tags that a service spells as BCP 47 does; `special` by tag, with `_` for `-`."""
    words = tags.split() if isinstance(tags, str) else tags
    return {tag: tag for tag in words} | {tag.replace("_", "-"): code for tag, code in special.items()}
