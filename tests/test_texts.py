"""The interface speaks: catalogs complete, template up to date, fallbacks in order."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polib
import pytest
from babel.messages.pofile import read_po

from translateflow import texts
from translateflow.model.language import parse_language
from translateflow.texts import DESK, NOTICES, SITE, fallbacks, spoken_languages, text_language, texts_for

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[1]
CATALOGS = sorted(path for domain in (SITE, DESK, NOTICES) for path in ROOT.glob(f"locales/*/LC_MESSAGES/{domain}.po"))
LANGUAGES = {
    SITE: {"de", "en", "fr", "es", "ca", "uk", "ar", "tr", "pl", "zh-Hans", "de-simple"},
    DESK: {"de", "en", "fr", "es", "uk", "ar", "tr", "pl"},
    NOTICES: {"de", "en", "fr", "es", "ar", "uk", "tr", "pl"},
}
PLACE = re.compile(r"\{[a-z_]*\}")


@pytest.fixture(scope="module")
def build_hook() -> ModuleType:
    """Give `hatch_build.py`, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["hatch_build"] = module
    spec.loader.exec_module(module)
    return module


def _catalog(path: Path) -> polib.POFile:
    return polib.pofile(str(path), check_for_duplicates=True)


def _name(path: Path) -> str:
    return f"{path.stem} {path.parent.parent.name}"


@pytest.mark.parametrize("domain", LANGUAGES)
def test_the_interface_speaks_these_languages(domain: str) -> None:
    spoken = {parse_language(path.parent.parent.name) for path in CATALOGS if path.stem == domain}
    assert spoken == LANGUAGES[domain]
    assert set(spoken_languages(domain)) == LANGUAGES[domain]


@pytest.mark.parametrize("domain", LANGUAGES)
def test_the_template_is_what_the_code_says(build_hook: ModuleType, tmp_path: Path, domain: str) -> None:
    fresh = tmp_path / "fresh.pot"
    build_hook.write_catalog(fresh, build_hook.extract_template(ROOT, domain))
    assert fresh.read_text() == (ROOT / "locales" / f"{domain}.pot").read_text(), "run: python hatch_build.py extract"


@pytest.mark.parametrize("path", CATALOGS, ids=_name)
def test_every_catalog_is_complete_and_confirmed(path: Path) -> None:
    catalog, template = _catalog(path), _catalog(ROOT / "locales" / f"{path.stem}.pot")
    assert {(entry.msgctxt, entry.msgid) for entry in catalog if not entry.obsolete} == {
        (entry.msgctxt, entry.msgid) for entry in template
    }
    assert [entry.msgid for entry in catalog if not entry.translated() or entry.fuzzy or entry.obsolete] == []
    plurals = [entry for entry in catalog if entry.msgid_plural]
    count = int(re.findall(r"nplurals=(\d)", catalog.metadata["Plural-Forms"])[0])
    assert all(len(entry.msgstr_plural) == count for entry in plurals)


@pytest.mark.parametrize("path", CATALOGS, ids=_name)
def test_every_translation_keeps_the_places_that_are_filled(path: Path) -> None:
    for entry in _catalog(path):
        if not entry.msgid_plural:
            assert sorted(PLACE.findall(entry.msgstr)) == sorted(PLACE.findall(entry.msgid)), entry.msgid


@pytest.mark.parametrize("path", CATALOGS, ids=_name)
def test_what_is_installed_is_what_the_catalogs_say(path: Path) -> None:
    language = parse_language(path.parent.parent.name)
    spoken = texts_for(language, path.stem)
    for entry in _catalog(path):
        if not entry.msgid_plural:
            assert spoken.gettext(entry.msgid) == entry.msgstr, "run: python hatch_build.py compile"


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 1, "{count} press release"),
        ("de", 0, "{count} Pressemitteilungen"),
        ("fr", 0, "{count} communiqué de presse"),
        ("uk", 21, "{count} пресреліз"),
        ("uk", 3, "{count} пресрелізи"),
        ("uk", 11, "{count} пресрелізів"),
        ("pl", 22, "{count} komunikaty prasowe"),
        ("pl", 112, "{count} komunikatów prasowych"),
        ("zh-Hans", 2, "{count} 篇新闻稿"),
        ("ar", 2, "بيانان صحفيان"),
        ("ar", 103, "{count} بيانات صحفية"),
        ("ar", 111, "{count} بيانًا صحفيًا"),
        ("ar", 100, "{count} بيان صحفي"),
    ],
)
def test_plurals_follow_the_language(language: str, count: int, said: str) -> None:
    assert texts_for(language).ngettext("{count} press release", "{count} press releases", count) == said


@pytest.mark.parametrize(
    ("language", "chain"),
    [
        ("de", ("de",)),
        ("de-simple", ("de-simple", "de")),
        ("pt-BR", ("pt-BR", "pt")),
        ("zh-Hant-TW", ("zh-Hant-TW", "zh-Hant", "zh")),
    ],
)
def test_a_text_is_looked_up_from_the_particular_to_the_general(language: str, chain: tuple[str, ...]) -> None:
    assert fallbacks(language) == chain


@pytest.mark.parametrize(
    ("language", "spoken", "said"),
    [
        ("de-AT", "de", "Sprachen"),
        ("de-simple", "de-simple", "Sprachen"),
        ("en-GB", "en-GB", "Languages"),
        ("ja", "en", "Languages"),
    ],
)
def test_a_language_without_texts_speaks_its_kin_or_english(language: str, spoken: str, said: str) -> None:
    assert text_language(language) == spoken
    assert texts_for(language).gettext("Languages") == said


def test_an_unknown_text_is_shown_as_it_is() -> None:
    assert texts_for("de").gettext("Nobody wrote this") == "Nobody wrote this"


def test_a_text_missing_in_a_language_is_taken_from_the_next(
    build_hook: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (
        ("de", 'msgid "A"\nmsgstr "a"\n\nmsgid "B"\nmsgstr "b"\n'),
        ("de@simple", 'msgid "A"\nmsgstr "x"\n'),
    ):
        path = tmp_path / "locales" / name / "LC_MESSAGES" / "translateflow.po"
        path.parent.mkdir(parents=True)
        path.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n' + text)
    (tmp_path / "src" / "translateflow" / "interface").mkdir(parents=True)
    stale = tmp_path / "src" / "translateflow" / "interface" / SITE / "xx.mo"
    stale.parent.mkdir()
    stale.write_bytes(b"")
    build_hook.compile_catalogs(tmp_path)
    assert not stale.exists()
    monkeypatch.setattr(texts, "INTERFACE", stale.parents[1])
    spoken = texts_for.__wrapped__("de-simple")
    assert (spoken.gettext("A"), spoken.gettext("B")) == ("x", "b")


def test_the_wheel_carries_the_sample_newsroom_without_our_own_texts(build_hook: ModuleType, tmp_path: Path) -> None:
    for name in (
        "translateflow.toml",
        "releases/images/a.svg",
        "locales/bridge.pot",
        "locales/de/LC_MESSAGES/bridge.po",
        "locales/de/LC_MESSAGES/translateflow.po",
        "locales/de/LC_MESSAGES/translateflow-desk.po",
        "locales/translateflow.pot",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert set(build_hook.sample_files(tmp_path).values()) == {
        "translateflow/sample/translateflow.toml",
        "translateflow/sample/releases/images/a.svg",
        "translateflow/sample/locales/bridge.pot",
        "translateflow/sample/locales/de/LC_MESSAGES/bridge.po",
    }


def test_updating_catalogs_keeps_translations_and_marks_what_is_new(build_hook: ModuleType, tmp_path: Path) -> None:
    source = tmp_path / "de.po"
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nLanguage: de\\n"\n\n'
        'msgid "Languages"\nmsgstr "Sprachen"\n'
    )
    with source.open("rb") as file:
        catalog: Any = read_po(file)
    catalog.update(build_hook.extract_template(ROOT, SITE))
    build_hook.write_catalog(source, catalog)
    written = _catalog(source)
    found = written.find("Languages")
    assert found
    assert found.msgstr == "Sprachen"
    assert written.untranslated_entries()
