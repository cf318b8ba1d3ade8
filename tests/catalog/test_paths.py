from __future__ import annotations

from pathlib import Path

from translateflow.catalog import CatalogPaths, lock_of

PATHS = CatalogPaths(Path("/news"))


def test_paths_are_gettext_s() -> None:
    assert PATHS.template("brunnen") == Path("/news/locales/brunnen.pot")
    assert PATHS.catalog("brunnen", "pt-BR") == Path("/news/locales/pt_BR/LC_MESSAGES/brunnen.po")
    assert PATHS.suggestions("brunnen", "de-simple") == Path("/news/locales/de@simple/suggestions/brunnen.po")


def test_languages_and_releases_are_found_and_the_interface_is_none(tmp_path: Path) -> None:
    paths = CatalogPaths(tmp_path)
    files = [paths.catalog(slug, language) for slug in ("brunnen", "translateflow") for language in ("fr", "de-simple")]
    files += [tmp_path / "locales/unheard_OF/LC_MESSAGES/brunnen.po", paths.template("fest")]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    assert paths.languages() == ("de-simple", "fr")
    assert paths.languages_of("brunnen") == ("de-simple", "fr")
    assert paths.languages_of("translateflow") == ()
    assert paths.slugs() == ("brunnen", "fest")


def test_a_revision_from_an_upload_never_leads_out_of_the_exports() -> None:
    revision = "0123456789abcdef" * 2
    folder = Path("/news/.translateflow/exports")
    assert PATHS.export_base(revision) == folder / f"{revision}.po"
    for wrong in ("../../etc/passwd", "", "A" * 32):
        path = PATHS.export_base(wrong)
        assert path.parent == folder
        assert path.stem not in {wrong, revision}


def test_each_catalog_has_its_own_lock_in_the_state_folder() -> None:
    french, suggestions = PATHS.catalog("brunnen", "fr"), PATHS.suggestions("brunnen", "fr")
    assert lock_of(french) == Path("/news/.translateflow/locks/fr~LC_MESSAGES~brunnen.po.lock")
    assert lock_of(french) != lock_of(suggestions)


def test_a_file_outside_a_newsroom_has_its_lock_beside_it() -> None:
    assert lock_of(Path("/tmp/x.po")) == Path("/tmp/.x.po.lock")  # noqa: S108 — only a name, nothing is written
