from __future__ import annotations

from pathlib import Path

import pytest

from translateflow.errors import ExchangeError, UnknownLanguageError
from translateflow.memory import read_tbx, write_tbx
from translateflow.model.memory import Term, TermStatus

DATA = Path(__file__).parent / "data"

TERMS = (
    Term("de", "en", "Beirat", "advisory board", TermStatus.ADMITTED, "", "gives advice"),
    Term("de", "en", "IntMK", "IntMK", TermStatus.KEEP),
    Term("de", "en", "Stadtrat", "city council", TermStatus.PREFERRED, "noun", "elected body <of> a city & more"),
    Term("de", "en", "Stadtrat", "city senate", TermStatus.FORBIDDEN, "noun", "elected body <of> a city & more"),
    Term("de", "uk", "Stadtrat", "міська рада", TermStatus.PREFERRED, "noun", "elected body <of> a city & more"),
    Term("en", "de", "mayor", "Oberbürgermeisterin"),
)


def test_what_was_written_is_read_again() -> None:
    assert read_tbx(write_tbx(reversed(TERMS)), "terms.tbx") == TERMS
    assert read_tbx(write_tbx([]), "terms.tbx") == ()


def test_the_same_terms_give_the_same_bytes() -> None:
    assert write_tbx(TERMS[2:5]) == (DATA / "council.tbx").read_bytes()


def test_older_files_are_read_with_their_groups_and_notes() -> None:
    terms = read_tbx((DATA / "martif.tbx").read_bytes(), "martif.tbx")
    assert terms == (
        Term("en", "de", "budget", "Haushalt", TermStatus.PREFERRED, "noun", "plan of income and spending"),
        Term("en", "de", "budget", "Etat", TermStatus.FORBIDDEN, "noun", "plan of income and spending"),
    )


def test_the_source_language_can_be_chosen() -> None:
    terms = read_tbx((DATA / "martif.tbx").read_bytes(), "martif.tbx", source_language="DE")
    assert [(term.source_language, term.source, term.target) for term in terms] == [("de", "Haushalt", "budget")]


def test_a_concept_without_the_source_language_or_without_terms_gives_nothing() -> None:
    assert read_tbx(write_tbx(TERMS), "terms.tbx", source_language="fr") == ()
    section = "<langSec xml:lang='de'><termSec/></langSec>"
    empty = f"<tbx><text><body><conceptEntry/><conceptEntry>{section}</conceptEntry></body></text></tbx>".encode()
    assert read_tbx(empty, "terms.tbx") == ()


def test_a_language_nobody_knows_is_refused_with_its_line() -> None:
    data = b"<tbx>\n<text><body><conceptEntry>\n<langSec xml:lang='klingon-x'/></conceptEntry></body></text></tbx>"
    with pytest.raises(ExchangeError, match="klingon-x") as caught:
        read_tbx(data, "terms.tbx")
    assert caught.value.line == 3
    with pytest.raises(UnknownLanguageError):
        read_tbx(data, "terms.tbx", source_language="klingon-x")


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(ExchangeError, match="instead of <tbx>"):
        read_tbx(b"<tmx/>", "terms.tbx")


def test_descriptions_that_define_nothing_are_passed_over() -> None:
    group = "<descrip type='context'>c</descrip><descripGrp><descrip type='x'>y</descrip></descripGrp>"
    sections = "".join(
        f"<langSec xml:lang='{tag}'><termSec><term>{tag}</term></termSec></langSec>" for tag in ("de", "en")
    )
    data = f"<tbx><text><body><conceptEntry>{group}{sections}</conceptEntry></body></text></tbx>".encode()
    assert read_tbx(data, "terms.tbx") == (Term("de", "en", "de", "en"),)
