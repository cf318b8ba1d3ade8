"""What `add` does with a stranger's file: guesses what it does not say, and writes that into its front matter."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from translateflow.formats.dates import find_date
from translateflow.formats.decode import decode_source, unify_lines
from translateflow.formats.detect import guess_language
from translateflow.formats.frontmatter import read_front_block
from translateflow.formats.frontmatter_edit import complete_front_block
from translateflow.formats.read import read_source, source_format
from translateflow.formats.slug import check_slug, slugify
from translateflow.formats.source import Defaults, SourceText, plain
from translateflow.formats.word_properties import WordProperties, complete_properties, read_properties
from translateflow.model.language import parse_language
from translateflow.model.release import SourceFormat

if TYPE_CHECKING:
    from collections.abc import Mapping

_ALIASES = {"markdown": "md", "mdown": "md", "htm": "html", "xhtml": "html", "text": "txt"}
_DATED_PART = 1_500
_TITLE_FOUND = {
    SourceFormat.MARKDOWN: "its first heading",
    SourceFormat.HTML: "the page's headline",
    SourceFormat.PLAIN_TEXT: "the line above the text",
    SourceFormat.WORD: "its first heading or paragraph",
}
_ANY_ZONE = "UTC"


@dataclass(frozen=True, slots=True)
class Guess:
    """Something a source did not say itself; `how` says where it comes from. `value` is "" when nothing was found."""

    field: str
    value: str
    how: str


@dataclass(frozen=True, slots=True)
class ImportedSource:
    """A source ready to be stored as `releases/<slug>.<suffix>`, and what was guessed about it."""

    slug: str
    suffix: str
    data: bytes
    guesses: tuple[Guess, ...]
    language: str


def guess_import(
    name: str, data: bytes, *, default_language: str, slug: str = "", language: str = ""
) -> ImportedSource:
    """Make a release source of a file; `slug` and `language` overrule every guess.

    Text sources become UTF-8 and get the front matter they lack, their body stays byte for byte; Word files get the
    core properties they lack, all other parts stay. Raises SourceError as reading does, UsageError for a bad slug.
    """
    name = _with_known_suffix(name)
    language = parse_language(language) if language else ""
    if slug:
        check_slug(slug)
    importer = _import_word if source_format(name) is SourceFormat.WORD else _import_text
    return importer(name, data, Wishes(slug, language, default_language))


def _with_known_suffix(name: str) -> str:
    path = PurePath(name)
    suffix = path.suffix.lower().removeprefix(".")
    return str(path.with_suffix(f".{_ALIASES[suffix]}")) if suffix in _ALIASES else name


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person who imports has decided ("": nothing), and the newsroom's language."""

    slug: str
    language: str
    default_language: str


def _import_text(name: str, data: bytes, wishes: Wishes) -> ImportedSource:
    decoded = decode_source(name, data, assume=True)
    text = unify_lines(decoded.text)
    block = read_front_block(name, text, _ANY_ZONE)
    source = read_source(name, text.encode(), Defaults(wishes.default_language, _ANY_ZONE))
    guesses = []
    if decoded.encoding != "utf-8":
        how = "its letters look like it" if decoded.assumed else "its byte order mark"
        guesses.append(Guess("encoding", decoded.encoding, how))
    # In Markdown a line `30. Juni 2025` is a list, so that its date shows in the raw text alone.
    raw = "" if source_format(name) is SourceFormat.HTML else text[block.body_at :]
    found = _guess_fields(name, source, block.lines, wishes, raw)
    missing = {key: guess.value for key, guess in found.items() if guess.value and key not in block.lines}
    if wishes.language and block.front.language != wishes.language:
        missing["language"] = wishes.language
    completed = complete_front_block(decoded.text, block, missing)
    return _finish(name, completed.encode(), source, found, (wishes, guesses))


def _import_word(name: str, data: bytes, wishes: Wishes) -> ImportedSource:
    source = read_source(name, data, Defaults(wishes.default_language, _ANY_ZONE))
    properties = read_properties(name, data)
    said = {key: 1 for key, value in properties._asdict().items() if value}
    found = _guess_fields(name, source, said, wishes, "")
    values = {key: guess.value for key, guess in found.items()}
    date = dt.date.fromisoformat(values["date"]) if values.get("date") else None
    language = wishes.language or values.get("language", "")
    wanted = WordProperties(values.get("title", ""), language, date)
    completed = complete_properties(name, data, wanted, overrule=frozenset({"language"} if wishes.language else ()))
    return _finish(name, completed, source, found, (wishes, []))


def _guess_fields(name: str, source: SourceText, said: Mapping[str, int], wishes: Wishes, raw: str) -> dict[str, Guess]:
    """Guess title, language and date, those left out that the source's front matter says itself."""
    front = source.front
    text = plain(source.tokens)
    guesses: dict[str, Guess] = {}
    if "title" not in said:
        how = _TITLE_FOUND[source_format(name)] if front.title else "no title was found; the file's name"
        guesses["title"] = Guess("title", front.title or _title_of_file(name), how)
    language = wishes.language or front.language
    if not language:
        language, how = guess_language(f"{front.title}. {text}", wishes.default_language)
        guesses["language"] = Guess("language", language, how)
    elif "language" not in said and not wishes.language:
        guesses["language"] = Guess("language", language, "the page's own statement")
    elif wishes.language:
        guesses["language"] = Guess("language", language, "as asked for")
    if "date" not in said:
        guesses["date"] = _guess_date(source, (text, raw), language)
    return guesses


def _title_of_file(name: str) -> str:
    words = re.sub(r"[-_\s]+", " ", PurePath(name).stem).strip()
    return words[:1].upper() + words[1:] or "Untitled"


def _guess_date(source: SourceText, texts: tuple[str, str], language: str) -> Guess:
    if source.front.date:
        return Guess("date", source.front.date.isoformat(), "the date line or the page's own statement")
    for text in texts:
        for part in (text[:_DATED_PART], text[-_DATED_PART:]):
            if found := find_date(part, language):
                return Guess("date", found.date.isoformat(), f"“{part[found.start : found.end]}” in the text")
    return Guess("date", "", "no date was found")


def _finish(
    name: str, data: bytes, source: SourceText, found: Mapping[str, Guess], rest: tuple[Wishes, list[Guess]]
) -> ImportedSource:
    wishes, guesses = rest
    title = found["title"].value if "title" in found else source.front.title
    language = found["language"].value if "language" in found else source.front.language
    slug = wishes.slug or slugify(title, language)
    if not wishes.slug:
        guesses.insert(0, Guess("slug", slug, "the title"))
    asked = {key: guess for key, guess in found.items() if guess.how != "as asked for"}
    return ImportedSource(slug, source_format(name).value, data, (*guesses, *asked.values()), language)
