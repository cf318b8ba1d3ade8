"""TMX 1.4b, the exchange format of translation memories (https://www.gala-global.org/tmx-14b)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from translateflow.errors import ExchangeError, UnknownLanguageError
from translateflow.memory.codes import Codes, write_codes
from translateflow.memory.xml import (
    children,
    collapse,
    iterate_elements,
    language_of,
    line_of,
    local_name,
    text_of,
    write_attribute,
    write_text,
)
from translateflow.model.language import VARIETIES, base_language, parse_language
from translateflow.model.memory import MemoryUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from lxml import etree

_SLUG = "x-translateflow-slug"
_CONTEXT = "x-translateflow-context"
_ANY_LANGUAGE = "*all*"
_TOOL = (
    'creationtool="translateflow" creationtoolversion="1" segtype="sentence" o-tmf="translateflow"'
    ' adminlang="en" datatype="html"'
)


@dataclass(frozen=True, slots=True)
class TmxContent:
    """What a TMX file holds for us: units, tags of languages we do not know, and how many pairs were left out.

    A pair is left out when one side is empty, of an unknown language, or in the same language as the other.
    """

    units: tuple[MemoryUnit, ...]
    unknown_languages: tuple[str, ...] = ()
    skipped: int = 0


class _Variant(NamedTuple):
    """A `<tuv>`; its language is "" when we do not know it."""

    language: str
    text: str
    author: str

    @property
    def usable(self) -> bool:
        return bool(self.language and self.text)


def read_tmx(data: bytes, path: Path | str) -> TmxContent:
    """Read a TMX file of any version; one unit for each target language of a `<tu>`.

    The source is what the file says it is, or the first text where it leaves that open. Inline codes become tags.
    Raises ExchangeError with the line.
    """
    source_language = _ANY_LANGUAGE
    units: list[MemoryUnit] = []
    unknown: dict[str, None] = {}
    skipped = 0
    for element in iterate_elements(data, path, root="tmx", names=("header", "tu")):
        if local_name(element) == "header":
            source_language = element.get("srclang") or _ANY_LANGUAGE
            continue
        for unit in _read_unit(element, path, element.get("srclang") or source_language, unknown):
            if unit is None:
                skipped += 1
            else:
                units.append(unit)
    return TmxContent(tuple(units), tuple(unknown), skipped)


def _read_unit(
    element: etree._Element, path: Path | str, source_language: str, unknown: dict[str, None]
) -> Iterator[MemoryUnit | None]:
    codes = Codes()
    variants = [_read_variant(variant, path, codes, unknown) for variant in children(element, "tuv")]
    source = _find_source(variants, source_language)
    if source is None:
        yield None
        return
    properties = {prop.get("type", ""): text_of(prop) for prop in children(element, "prop")}
    for variant in variants:
        if variant is source:
            continue
        if not source.text or not variant.usable or variant.language == source.language:
            yield None
            continue
        yield MemoryUnit(
            source_language=source.language,
            language=variant.language,
            source=source.text,
            target=variant.text,
            context=properties.get(_CONTEXT, ""),
            slug=properties.get(_SLUG, ""),
            author=variant.author,
        )


def _read_variant(variant: etree._Element, path: Path | str, codes: Codes, unknown: dict[str, None]) -> _Variant:
    author = variant.get("changeid") or variant.get("creationid") or ""
    return _Variant(_language(variant, path, unknown), _text(variant, path, codes), author)


def _language(variant: etree._Element, path: Path | str, unknown: dict[str, None]) -> str:
    tag = language_of(variant)
    if not tag:
        raise ExchangeError(path, "a <tuv> without xml:lang", line=line_of(variant), remedy="Add its language.")
    try:
        return parse_language(tag)
    except UnknownLanguageError:
        unknown[tag] = None
        return ""


def _text(variant: etree._Element, path: Path | str, codes: Codes) -> str:
    segments = children(variant, "seg")
    if len(segments) != 1:
        problem = f"a <tuv> with {len(segments)} <seg> elements instead of one"
        raise ExchangeError(path, problem, line=line_of(variant), remedy="Export the file again.")
    return collapse(codes.read(segments[0]))


def _find_source(variants: list[_Variant], wanted: str) -> _Variant | None:
    if wanted.lower() == _ANY_LANGUAGE:
        return next((variant for variant in variants if variant.language), None)
    try:
        canonical = parse_language(wanted)
    except UnknownLanguageError:
        return None
    # Tools write srclang="en" over texts in en-US, and the other way round.
    alike = [variant for variant in variants if _is_region_of_same(variant.language, canonical)]
    return next((variant for variant in alike if variant.language == canonical), alike[0] if alike else None)


def _is_region_of_same(language: str, other: str) -> bool:
    if language == other:
        return True
    return base_language(language) == base_language(other) and not VARIETIES.keys() & {language, other}


def write_tmx(units: Iterable[MemoryUnit]) -> bytes:
    """Write TMX 1.4, a `<tu>` for each unit; the same units give the same bytes.

    Tags become inline codes; what XML cannot hold (control characters) is left out.
    """
    listed = list(units)
    languages = {unit.source_language for unit in listed}
    source_language = languages.pop() if len(languages) == 1 else _ANY_LANGUAGE
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<tmx version="1.4">',
        f"  <header {_TOOL} srclang={write_attribute(source_language)}/>",
        "  <body>",
    ]
    for unit in listed:
        lines += _write_unit(unit, source_language)
    return "\n".join([*lines, "  </body>", "</tmx>", ""]).encode()


def _write_unit(unit: MemoryUnit, source_language: str) -> Iterator[str]:
    numbers: dict[str, int] = {}
    own_source = "" if unit.source_language == source_language else f" srclang={write_attribute(unit.source_language)}"
    author = f" changeid={write_attribute(unit.author)}" if unit.author else ""
    yield f"    <tu{own_source}>"
    for kind, value in ((_SLUG, unit.slug), (_CONTEXT, unit.context)):
        if value:
            yield f'      <prop type="{kind}">{write_text(value)}</prop>'
    for language, text, by in ((unit.source_language, unit.source, ""), (unit.language, unit.target, author)):
        yield f"      <tuv xml:lang={write_attribute(language)}{by}><seg>{write_codes(text, numbers)}</seg></tuv>"
    yield "    </tu>"
