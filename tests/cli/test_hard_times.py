"""A folder that cannot be written, a disk that is full, two commands at once."""

from __future__ import annotations

import os
import resource
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tests.cli.conftest import Command, EngineServer, House, RunProcess
    from tests.conftest import RequireProgram

    Unchanged = Callable[[House, Mapping[str, bytes]], None]

EDITOR = "Editor <editor@stadt.example>"


@pytest.fixture
def as_a_user(require_program: RequireProgram) -> tuple[str, ...]:
    """Give the words before a command that take root's right to write anywhere away; none for others."""
    if os.geteuid() != 0:
        return ()
    return (require_program("setpriv", "util-linux"), "--bounding-set=-dac_override,-dac_read_search", "--")


@pytest.fixture
def read_only() -> Iterator[Callable[[Path], None]]:
    """Give the function that takes the right to write a folder away until the test ends."""
    folders: list[Path] = []

    def protect(folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        folder.chmod(0o555)
        folders.append(folder)

    yield protect
    for folder in folders:
        folder.chmod(0o755)


READ_ONLY: dict[str, tuple[str, tuple[str, ...]]] = {
    "add": ("releases", ("add", "{tmp}/neu.md")),
    "sync": ("locales", ("sync",)),
    "translate": (".translateflow", ("translate",)),
    "approve": ("approved", ("approve", "bruecke", "--language", "de", "--by", EDITOR)),
    "publish": ("", ("publish",)),
    "catalog export": ("", ("catalog", "export", "bruecke", "--language", "en", "{root}/out.po")),
    "memory export": ("", ("memory", "export", "{root}/out.tmx")),
}


@pytest.mark.parametrize("case", READ_ONLY)
def test_a_folder_that_cannot_be_written_is_named(  # noqa: PLR0917 — fixtures
    case: str,
    house: House,
    command: Command,
    process: RunProcess,
    as_a_user: tuple[str, ...],
    read_only: Callable[[Path], None],
    unchanged: Unchanged,
    tmp_path: Path,
) -> None:
    (tmp_path / "neu.md").write_text("# Neu\n\nText.\n", encoding="utf-8")
    if case != "sync":
        command("sync", "--newsroom", house.root)
    if case == "memory export":
        command("memory", "export", tmp_path / "m.tmx", "--newsroom", house.root)
    folder, arguments = READ_ONLY[case]
    read_only(house.root / folder)
    before = house.files()
    filled = [argument.format(tmp=tmp_path, root=house.root) for argument in arguments]
    told = process(*filled, "--newsroom", house.root, prefix=as_a_user)
    assert told.code == 4, told
    assert str(house.root / folder) in told.sentence or folder in told.sentence
    assert "ermission denied" in told.sentence or "cannot be" in told.sentence
    unchanged(house, before)


def test_a_file_where_a_folder_should_be_is_named(house: House, command: Command) -> None:
    (house.root / "locales").write_text("not a folder")
    told = command("sync", "--newsroom", house.root)
    assert told.code == 4
    assert "locales" in told.sentence


def full_disk(limit: int) -> Callable[[], None]:
    """Give what a child does before it starts, so that no file of it can grow beyond this many bytes."""

    def limit_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return limit_files


FULL: dict[str, tuple[str, ...]] = {
    "sync": ("sync",),
    "translate": ("translate",),
    "approve": ("approve", "bruecke", "--language", "de", "--by", EDITOR),
    "publish": ("publish",),
    "memory export": ("memory", "export", "{root}/out.tmx"),
    "catalog export": ("catalog", "export", "bruecke", "--language", "en", "{root}/out.po"),
}


@pytest.mark.parametrize("case", FULL)
def test_a_full_disk_is_told_and_leaves_every_file_as_it_was(
    case: str, house: House, command: Command, process: RunProcess, unchanged: Unchanged
) -> None:
    if case != "sync":
        command("sync", "--newsroom", house.root)
    if case == "publish":
        command("approve", "bruecke", "--language", "de", "--by", EDITOR, "--newsroom", house.root)
    before = house.files()
    filled = [argument.format(root=house.root) for argument in FULL[case]]
    told = process(*filled, "--newsroom", house.root, preexec=full_disk(100))
    assert told.code == 4, told
    assert told.sentence
    unchanged(house, before)
    assert list(house.root.rglob("*.tmp")) == []


def test_after_a_full_disk_the_same_command_finishes(house: House, process: RunProcess) -> None:
    assert process("sync", "--newsroom", house.root, preexec=full_disk(100)).code == 4
    assert process("sync", "--newsroom", house.root).code == 0
    assert len(house.targets("en")) == 5


def test_two_commands_at_once_lose_nothing_and_pay_once(
    served_house: House, engine: EngineServer, process: RunProcess
) -> None:
    served_house.write_release("depot", "---\ntitle: Depot\n---\n\nEin Wagen fährt. Zwei Wagen stehen.\n")
    with ThreadPoolExecutor(4) as pool:
        verbs = [("sync",), ("translate",), ("sync", "--json"), ("status", "--json")]
        runs = list(pool.map(lambda verb: process(*verb, "--newsroom", served_house.root), verbs))
    assert [(run.code, run.err) for run in runs if run.code != 0] == []
    for slug in ("bruecke", "depot"):
        for language in ("en", "ar"):
            assert all(target for target, _ in served_house.targets(language, slug).values())
    assert engine.asked["Ein Wagen fährt."] == 2  # once for each language


def test_two_jobs_for_the_same_text_end_with_ledgers_that_add_up(served_house: House, process: RunProcess) -> None:
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda _: process("translate", "--json", "--newsroom", served_house.root), range(2)))
    for told in runs:
        assert told.code == 0, told.err
        sums = told.document
        assert sums["items"] == sums["drafted"] + sums["memory"] + sums["kept"] + sums["failed"] == 10
    assert all(target for target, _ in served_house.targets("en").values())


def test_two_people_add_the_same_release_and_one_of_them_is_told(
    house: House, process: RunProcess, tmp_path: Path
) -> None:
    for folder, text in (("a", "Erster Text."), ("b", "Zweiter Text.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "neu.md").write_text(f"# Neu\n\n{text}\n", encoding="utf-8")
    with ThreadPoolExecutor(2) as pool:
        runs = list(
            pool.map(lambda folder: process("add", tmp_path / folder / "neu.md", "--newsroom", house.root), "ab")
        )
    assert sorted(run.code for run in runs) == [0, 3], runs
