"""A newsroom is found, opened and read; it decides nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from translateflow.errors import NoNewsroomError, NoReleaseError, SourceError, TwoSourcesError
from translateflow.workspace import Newsroom, find_newsroom, open_newsroom

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "---\ntitle: Neue Brücke\n---\n\nDie Brücke ist offen. Sie ist lang.\n"
SETTINGS = '[newsroom]\nsource = "de"\ntargets = ["en", "de", "ar"]\ntimezone = "Europe/Kyiv"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a newsroom with one release."""
    (tmp_path / "translateflow.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "bruecke.md").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def newsroom(root: Path) -> Newsroom:
    """Open it."""
    return open_newsroom(root, {})


def test_the_nearest_newsroom_upwards_is_found(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = root / "releases" / "2026"
    below.mkdir()
    assert find_newsroom(below) == root.resolve()
    monkeypatch.chdir(below)
    assert open_newsroom(None, {}).root == root.resolve()


def test_where_there_is_none_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for ask in (lambda: open_newsroom(None, {}), lambda: open_newsroom(tmp_path, {}), lambda: find_newsroom(tmp_path)):
        with pytest.raises(NoNewsroomError, match=r"has no translateflow\.toml"):
            ask()


def test_a_variable_names_the_newsroom_and_an_argument_wins(root: Path, tmp_path: Path) -> None:
    assert open_newsroom(None, {"TRANSLATEFLOW_NEWSROOM": str(root)}).root == root
    assert open_newsroom(root, {"TRANSLATEFLOW_NEWSROOM": str(tmp_path / "x")}).root == root
    with pytest.raises(NoNewsroomError):
        open_newsroom(None, {"TRANSLATEFLOW_NEWSROOM": str(tmp_path / "x")})


def test_it_says_what_lies_where(newsroom: Newsroom, root: Path) -> None:
    assert newsroom.releases_folder == root / "releases"
    assert newsroom.state_folder == root / ".translateflow"
    assert newsroom.site_folder == root / "public"
    assert newsroom.timezone.key == "Europe/Kyiv"
    assert newsroom.show(root / "releases" / "bruecke.md") == "releases/bruecke.md"
    assert newsroom.show(root.parent / "x") == str(root.parent / "x")


def test_asking_for_a_database_makes_one_and_asking_whether_does_not(newsroom: Newsroom, root: Path) -> None:
    assert [newsroom.has_database, newsroom.state_folder.exists()] == [False, False]
    newsroom.database.close()
    assert newsroom.has_database
    assert (root / ".translateflow" / "state.db").is_file()
    assert open_newsroom(root, {"TRANSLATEFLOW_DATABASE_URL": "postgresql://h/x"}).has_database


def test_sources_are_the_files_that_can_be_releases(newsroom: Newsroom, root: Path) -> None:
    for name in (".hidden.md", "~lock.docx", "notes.odt", "picture.jpg", "bruecke.md~"):
        (root / "releases" / name).write_bytes(b"x")
    (root / "releases" / "folder.md").mkdir()
    (root / "releases" / "anfang.html").write_text("<p>x</p>")
    assert list(newsroom.sources()) == ["anfang", "bruecke"]


def test_without_a_folder_of_releases_there_are_none(newsroom: Newsroom, root: Path) -> None:
    (root / "releases" / "bruecke.md").unlink()
    (root / "releases").rmdir()
    assert newsroom.sources() == {}
    with pytest.raises(NoReleaseError, match="There are none yet"):
        newsroom.choose(["x"])


def test_two_files_for_one_slug_are_refused(newsroom: Newsroom, root: Path) -> None:
    (root / "releases" / "bruecke.txt").write_text("x")
    with pytest.raises(TwoSourcesError, match=r"bruecke\.md and bruecke\.txt"):
        newsroom.sources()


def test_releases_are_chosen_by_slug_each_once_in_the_order_asked_for(newsroom: Newsroom, root: Path) -> None:
    (root / "releases" / "anfang.txt").write_text("x")
    assert list(newsroom.choose(["bruecke", "anfang", "bruecke"])) == ["bruecke", "anfang"]
    assert list(newsroom.choose([])) == ["anfang", "bruecke"]
    with pytest.raises(NoReleaseError, match="“weg”") as refused:
        newsroom.choose(["bruecke", "weg"])
    assert refused.value.known == ("anfang", "bruecke")


def test_a_release_is_read_once_per_version_of_its_file(newsroom: Newsroom, root: Path) -> None:
    first = newsroom.read_release("bruecke")
    assert newsroom.read_release("bruecke") is first
    path = root / "releases" / "bruecke.md"
    path.write_text(TEXT.replace("Neue", "Alte"), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert newsroom.read_release("bruecke").title == "Alte Brücke"


def test_a_release_that_cannot_be_read_is_named_as_people_know_it(newsroom: Newsroom, root: Path) -> None:
    (root / "releases" / "leer.md").write_bytes(b"")
    with pytest.raises(SourceError, match=r"^releases/leer\.md: is empty"):
        newsroom.read_release("leer")


@pytest.mark.parametrize(
    ("front", "targets"), [("", ("en", "ar")), ("targets: [uk, de]\n", ("uk",)), ("targets: []\n", ())]
)
def test_a_release_goes_to_its_own_targets_else_to_the_newsroom_s_without_its_language(
    front: str, targets: tuple[str, ...], newsroom: Newsroom, root: Path
) -> None:
    text = TEXT.replace("title:", f"{front}title:")
    release = newsroom.parse_release("bruecke", root / "releases" / "bruecke.md", text.encode())
    assert newsroom.targets(release) == targets
