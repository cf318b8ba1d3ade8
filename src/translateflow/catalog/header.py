"""The header of a catalog: which fields we write, and how one field changes without touching the others."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from translateflow.catalog.edit import BlockText, Part, read_block
from translateflow.catalog.strings import escape
from translateflow.model.language import babel_tag, gettext_name, language_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from translateflow.catalog.block import Block

RELEASE = "X-Translateflow-Release"
SOURCE_LANGUAGE = "X-Translateflow-Source-Language"
REVISION = "X-Translateflow-Revision"
LANGUAGE = "Language"
REVISED = "PO-Revision-Date"
TRANSLATOR = "Last-Translator"


def read_header(target: str) -> dict[str, str]:
    """Give the fields of a header's text, in order; of a field that stands twice, the last."""
    fields: dict[str, str] = {}
    for line in target.split("\n"):
        name, colon, value = line.partition(":")
        if colon and name.strip():
            fields[name.strip()] = value.strip()
    return fields


def catalog_header(slug: str, source_language: str, language: str, newsroom: str) -> dict[str, str]:
    """Give the fields of a new catalog. The revision date stays empty until a person or an engine has written."""
    return {
        "Project-Id-Version": newsroom,
        "Report-Msgid-Bugs-To": "",
        REVISED: "",
        TRANSLATOR: "",
        "Language-Team": language_name(language, "en"),
        LANGUAGE: gettext_name(language),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms(language),
        RELEASE: slug,
        SOURCE_LANGUAGE: source_language,
    }


def template_header(slug: str, source_language: str, newsroom: str) -> dict[str, str]:
    """Give the fields of a template. No creation date: it would change when nothing else does."""
    fields = catalog_header(slug, source_language, source_language, newsroom)
    return fields | {"Language-Team": "", LANGUAGE: ""}


@cache
def plural_forms(language: str) -> str:
    """Give CLDR's plural rule as gettext writes it."""
    from babel.messages.plurals import get_plural  # noqa: PLC0415 — 40 ms that `--help` need not pay

    plural = get_plural(babel_tag(language))
    return f"nplurals={plural.num_plurals}; plural={plural.plural_expr};"


def make_header(fields: Mapping[str, str]) -> Block:
    """Give the block of a new header."""
    lines = [_field_line(name, value, "\n") for name, value in fields.items()]
    return read_block("".join(['msgid ""\n', 'msgstr ""\n', *lines]))


def with_fields(header: Block, changes: Mapping[str, str], newline: str) -> Block:
    """Change or add fields; every other line of the header stays as it is."""
    fields = read_header(header.target)
    changed = {name: value for name, value in changes.items() if fields.get(name) != " ".join(value.split())}
    if not changed:
        return header
    text = BlockText(header.raw, newline)
    lines = text.lines(Part.TARGET)
    if not _one_field_per_line(lines, fields):
        lines = [f'msgstr ""{newline}', *(_field_line(name, value, newline) for name, value in fields.items())]
    for name, value in changed.items():
        lines = _put_field(lines, name, value, newline)
    text.put(Part.TARGET, lines)
    return read_block(text.raw)._replace(kind=header.kind)


def _one_field_per_line(lines: list[str], fields: Mapping[str, str]) -> bool:
    written = [match[1] for line in lines[1:] if (match := re.match(r'"([^":]+):[^"]*\\n"\s*$', line))]
    return len(written) == len(lines) - 1 and set(written) == set(fields)


def _field_line(name: str, value: str, newline: str) -> str:
    # A line feed in a name or title would begin a field of its own.
    value = " ".join(value.split())
    return f'"{escape(f"{name}: {value}")}\\n"{newline}'


def _put_field(lines: list[str], name: str, value: str, newline: str) -> list[str]:
    line = _field_line(name, value, newline)
    for index, old in enumerate(lines):
        if old.startswith(f'"{name}:'):
            return [*lines[:index], line, *lines[index + 1 :]]
    return [*lines, line]


def revision_fields(by: str, at: dt.datetime) -> dict[str, str]:
    """Give the two fields that say who changed a catalog last, and when (aware time)."""
    return {REVISED: at.strftime("%Y-%m-%d %H:%M%z"), TRANSLATOR: by}
