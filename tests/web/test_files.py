"""Reading files for the network."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from translateflow.web import files
from translateflow.web.files import FileShelf, is_safe
from translateflow.website import media_type

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_read_once_while_it_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x" * 1000)
    shelf = FileShelf(tmp_path)
    assert shelf.read("a.html") is shelf.read("a.html")
    (tmp_path / "b.html").write_text("y")
    (tmp_path / "b.html").replace(tmp_path / "a.html")
    changed = shelf.read("a.html")
    assert changed
    assert (changed.data, changed.zipped) == (b"y", None)


def test_memory_is_bounded_and_the_oldest_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_KEPT_BYTES", 2500)
    for name in "abc":
        (tmp_path / f"{name}.png").write_bytes(b"x" * 1000)
    shelf = FileShelf(tmp_path)
    first = shelf.read("a.png")
    second = shelf.read("b.png")
    shelf.read("a.png")
    shelf.read("c.png")
    assert shelf.read("a.png") is first
    assert shelf.read("b.png") is not second


def test_folders_pipes_and_closed_files_are_not_files(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_text("x")
    shelf = FileShelf(tmp_path)
    for path in ("folder", "pipe", "file/x", "gone", "x" * 300):
        assert shelf.read(path) is None, path


@pytest.mark.parametrize("path", ["", "/", "a//b", "../a", "a/../b", ".a", "a/.b", "a\\b", "a\0b", "."])
def test_unsafe_paths_are_not_read(path: str) -> None:
    assert not is_safe(path)


def test_unknown_files_are_sent_as_bytes() -> None:
    assert media_type("x/y.unknown") == "application/octet-stream"
