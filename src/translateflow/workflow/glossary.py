"""The glossary: the words the house has decided on, in and out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from translateflow.errors import EmptyTermError, ExchangeError, NotFoundError
from translateflow.files import read_file, read_if_there, write_atomically
from translateflow.memory import read_tbx, read_terms_csv, write_tbx, write_terms_csv
from translateflow.model.language import parse_language
from translateflow.model.memory import TermStatus

if TYPE_CHECKING:
    from pathlib import Path

    from translateflow.model.memory import Term
    from translateflow.workspace import Newsroom

READERS = {".csv": read_terms_csv, ".tbx": read_tbx}
WRITERS = {".csv": write_terms_csv, ".tbx": write_tbx}


def run_glossary_import(newsroom: Newsroom, path: Path) -> int:
    """Read a CSV or TBX file; give how many terms. Raises ExchangeError and then stores nothing."""
    if not path.is_file():
        raise NotFoundError(path)
    if path.suffix.lower() not in READERS:
        raise ExchangeError(path, "is neither CSV nor TBX.", remedy="Name a file that ends in .csv or .tbx.")
    added = newsroom.database.terms.add(READERS[path.suffix.lower()](read_file(path), path))
    _mark(newsroom)
    return added


def glossary_mark(newsroom: Newsroom) -> str:
    """Give what changes when terms do, and "" without any: cheap, the database stays closed."""
    data = read_if_there(_mark_path(newsroom))
    return "" if data is None else data.decode(errors="replace")


def _mark(newsroom: Newsroom) -> None:
    """Note which terms there are, so that the next sync brings the comments of the catalogs up to date."""
    write_atomically(
        _mark_path(newsroom), hashlib.sha256(write_terms_csv(newsroom.database.terms.all())).hexdigest().encode()
    )


def _mark_path(newsroom: Newsroom) -> Path:
    return newsroom.state_folder / "glossary"


def run_glossary_export(newsroom: Newsroom, path: Path) -> int:
    """Write all terms as the file's name says; give how many."""
    if path.suffix.lower() not in WRITERS:
        raise ExchangeError(path, "is neither CSV nor TBX.", remedy="Name a file that ends in .csv or .tbx.")
    terms = newsroom.database.terms.all()
    write_atomically(path, WRITERS[path.suffix.lower()](terms))
    return len(terms)


def list_terms(newsroom: Newsroom, source_language: str, language: str) -> list[Term]:
    """Give the terms of these languages, "" for any."""
    source = parse_language(source_language) if source_language else None
    target = parse_language(language) if language else None
    return newsroom.database.terms.all(source, target)


def run_add_term(newsroom: Newsroom, term: Term) -> None:
    """Add a term, or give a known one another status, part of speech and definition. Raises EmptyTermError."""
    if not term.source.strip() or not (term.target.strip() or term.status is TermStatus.KEEP):
        raise EmptyTermError
    newsroom.database.terms.add([term])
    _mark(newsroom)


def run_remove_term(newsroom: Newsroom, term: Term) -> bool:
    """Remove a term; say whether it was there."""
    removed = newsroom.database.terms.remove(term)
    _mark(newsroom)
    return removed
