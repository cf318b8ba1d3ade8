"""What the house knows: memory and glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec

from translateflow.files import read_file
from translateflow.model.segment import Role
from translateflow.web.api.operation import Document, Download, Operation, Query
from translateflow.web.api.releases import Slug
from translateflow.web.api.review import PartDocument
from translateflow.web.api.upload import blank, laid_down
from translateflow.web.desk.access import Action
from translateflow.workflow.glossary import list_terms, run_glossary_export, run_glossary_import
from translateflow.workflow.memory import MemoryQuestion, run_memory_export, run_memory_import, run_memory_search

if TYPE_CHECKING:
    from translateflow.web.api.operation import Call

_MEDIA: Final = {"csv": "text/csv; charset=utf-8", "tbx": "application/x-tbx", "tmx": "application/x-tmx+xml"}


class SearchQuery(Query):
    """What is looked for in the memory, into which language; matches of this release and this role come first."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=5000)]
    language: str
    source_language: str = ""
    slug: Slug | None = None
    role: Role = Role.TEXT
    limit: Annotated[int, msgspec.Meta(ge=1, le=50)] = 5


class HitDocument(Document):
    """A match. `text` is its translation, fitted where that is safe; `diff` leads to the text that was asked for."""

    score: int
    source: str
    target: str
    text: str
    adapted: bool
    diff: list[PartDocument]
    slug: str
    role: str
    author: str


class HitsDocument(Document):
    """Matches, best first."""

    hits: list[HitDocument]


class PairQuery(Query):
    """Which pair of languages, "" for any."""

    source_language: str = ""
    language: str = ""


class MemoryUploadQuery(Query):
    """What the file is."""

    format: Literal["tmx", "xliff", "po"] = "tmx"


class LearntDocument(Document):
    """How much of a file is known now, and what was passed over."""

    units: int
    passed_over: list[str]


class TermDocument(Document):
    """A glossary entry of one language pair."""

    source_language: str
    language: str
    source: str
    target: str
    status: str
    part_of_speech: str
    definition: str


class TermsDocument(Document):
    """Glossary entries."""

    terms: list[TermDocument]


class GlossaryFormatQuery(Query):
    """What the file is, or is to be."""

    format: Literal["csv", "tbx"] = "csv"


class TermsLearntDocument(Document):
    """How many terms a file brought."""

    terms: int


def search_memory(call: Call) -> HitsDocument:
    """Find what is most like a text."""
    wish: SearchQuery = call.query
    question = MemoryQuestion(wish.text, wish.language, wish.source_language, wish.slug or "", wish.role, wish.limit)
    hits = []
    for hit in run_memory_search(call.newsroom, question):
        unit = hit.match.unit
        diff = [PartDocument(part.kind.value, part.text) for part in hit.diff]
        hits.append(
            HitDocument(
                hit.match.score, unit.source, unit.target, hit.text, hit.adapted, diff, unit.slug, unit.context,
                unit.author,
            )
        )  # fmt: skip
    return HitsDocument(hits)


def import_memory(call: Call) -> LearntDocument:
    """Learn from a TMX, XLIFF or PO file."""
    wish: MemoryUploadQuery = call.query
    with laid_down(call.body, f"upload.{wish.format}") as path:
        (report,) = run_memory_import(call.newsroom, [path])
    call.newsroom.database.audit.record(call.actor, "import memory", wish.format, {"units": report.units})
    return LearntDocument(report.units, list(report.passed_over))


def export_memory(call: Call) -> Download:
    """Give the memory as TMX."""
    wish: PairQuery = call.query
    with blank("memory.tmx") as path:
        run_memory_export(call.newsroom, path, wish.source_language, wish.language)
        return Download(read_file(path), _MEDIA["tmx"], path.name)


def show_terms(call: Call) -> TermsDocument:
    """List terms."""
    wish: PairQuery = call.query
    found = list_terms(call.newsroom, wish.source_language, wish.language)
    return TermsDocument([msgspec.convert(term, TermDocument, from_attributes=True) for term in found])


def import_glossary(call: Call) -> TermsLearntDocument:
    """Learn terms from a CSV or TBX file."""
    wish: GlossaryFormatQuery = call.query
    with laid_down(call.body, f"upload.{wish.format}") as path:
        number = run_glossary_import(call.newsroom, path)
    call.newsroom.database.audit.record(call.actor, "import glossary", wish.format, {"terms": number})
    return TermsLearntDocument(number)


def export_glossary(call: Call) -> Download:
    """Give all terms as a file."""
    wish: GlossaryFormatQuery = call.query
    with blank(f"glossary.{wish.format}") as path:
        run_glossary_export(call.newsroom, path)
        return Download(read_file(path), _MEDIA[wish.format], path.name)


OPERATIONS: Final = (
    Operation(
        "search_memory", "GET", "/memory", Action.READ, "What is most like a text, best first.", search_memory,
        HitsDocument, query=SearchQuery,
    ),
    Operation(
        "import_memory", "POST", "/memory", Action.TEACH, "Learn from a TMX, XLIFF or PO file.", import_memory,
        LearntDocument, query=MemoryUploadQuery, media="application/octet-stream",
    ),
    Operation(
        "export_memory", "GET", "/memory/export", Action.READ, "The memory as TMX.", export_memory, None,
        query=PairQuery, answers=_MEDIA["tmx"],
    ),
    Operation(
        "list_terms", "GET", "/glossary", Action.READ, "The words the house has decided on.", show_terms, TermsDocument,
        query=PairQuery,
    ),
    Operation(
        "import_glossary", "POST", "/glossary", Action.TEACH, "Learn terms from a CSV or TBX file.", import_glossary,
        TermsLearntDocument, query=GlossaryFormatQuery, media="application/octet-stream",
    ),
    Operation(
        "export_glossary", "GET", "/glossary/export", Action.READ, "All terms as a file.", export_glossary, None,
        query=GlossaryFormatQuery, answers="text/csv, application/x-tbx",
    ),
)  # fmt: skip
