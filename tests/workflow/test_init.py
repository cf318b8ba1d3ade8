"""Making a newsroom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.errors import FileAccessError, NewsroomExistsError, UnknownLanguageError
from translateflow.workflow.init import InitRequest, plan_settings, run_init
from translateflow.workspace import open_newsroom

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_newsroom_opens_with_what_was_asked_for(tmp_path: Path) -> None:
    run_init(InitRequest(tmp_path / "n", 'Stadt "Beispiel"', "de", ["EN", "pt_br", "de-simple"], "https://p.example"))
    settings = open_newsroom(tmp_path / "n", {}).settings
    assert settings.title == 'Stadt "Beispiel"'
    assert settings.targets == ("en", "pt-BR", "de-simple")
    assert settings.rules("de-simple").engines == ()
    assert settings.base_url == "https://p.example"


def test_the_source_language_is_no_target(tmp_path: Path) -> None:
    assert "targets = []" in plan_settings(InitRequest(tmp_path, "T", "de", ["de"]))


def test_settings_are_never_overwritten(tmp_path: Path) -> None:
    run_init(InitRequest(tmp_path, "One", "de", []))
    before = (tmp_path / "translateflow.toml").read_bytes()
    with pytest.raises(NewsroomExistsError, match="exists already"):
        run_init(InitRequest(tmp_path, "Two", "de", []))
    assert (tmp_path / "translateflow.toml").read_bytes() == before


def test_an_unknown_language_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnknownLanguageError, match="klingon"):
        run_init(InitRequest(tmp_path / "n", "T", "de", ["klingon"]))
    assert not (tmp_path / "n").exists()


def test_a_file_where_the_folder_should_be_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "n").write_text("a file")
    with pytest.raises(FileAccessError, match="n"):
        run_init(InitRequest(tmp_path / "n", "T", "de", []))


def test_a_title_cannot_break_the_settings_file(tmp_path: Path) -> None:
    run_init(InitRequest(tmp_path / "n", 'a\\b"\n[engines]\norder = []', "de", []))
    assert open_newsroom(tmp_path / "n", {}).settings.title.startswith('a\\b"\n[engines]')
