"""Files: the old content or the new, never half of one, whoever is killed and however full the disk."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.errors import FileAccessError, LockedError
from translateflow.files import locked, read_file, sync_folder, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 30

# Writes two contents in turn for ever; says when it has begun.
WRITE_FOR_EVER = """
import sys
from pathlib import Path
from translateflow.files import write_atomically
path, size = Path(sys.argv[1]), int(sys.argv[2])
write_atomically(path, b"a" * size)
print("begun", flush=True)
while True:
    for sign in (b"b", b"a"):
        write_atomically(path, sign * size)
"""

HOLD = """
import sys
from pathlib import Path
from translateflow.files import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""

WRITE_ONCE = """
import sys
from pathlib import Path
from translateflow.errors import FileAccessError
from translateflow.files import write_atomically
try:
    write_atomically(Path(sys.argv[1]), b"x" * 5000)
except FileAccessError as error:
    print(error)
"""


def test_what_was_written_is_read_and_writing_it_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file.txt"
    assert write_atomically(path, b"one") is True
    assert read_file(path) == b"one"
    before = path.stat()
    assert write_atomically(path, b"one") is False
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert write_atomically(path, b"two") is True
    assert read_file(path) == b"two"
    assert [each.name for each in path.parent.iterdir()] == ["file.txt"]


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_any_bytes_replace_any_bytes(tmp_path_factory: pytest.TempPathFactory, one: bytes, other: bytes) -> None:
    path = tmp_path_factory.mktemp("files") / "f"
    write_atomically(path, one)
    assert write_atomically(path, other) is (one != other)
    assert read_file(path) == other


def test_of_many_files_each_folder_need_be_synced_once(tmp_path: Path) -> None:
    folders: set[Path] = set()
    for number in range(3):
        assert write_atomically(tmp_path / "a" / f"{number}", b"one", unsynced=folders)
    assert write_atomically(tmp_path / "b" / "one", b"one", unsynced=folders)
    assert folders == {tmp_path / "a", tmp_path / "b"}
    for folder in folders:
        sync_folder(folder)
    folders.clear()
    assert not write_atomically(tmp_path / "b" / "one", b"one", unsynced=folders)
    assert folders == set()


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_bytes(b"one")
    path.chmod(0o600)
    write_atomically(path, b"two")
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("size", [10, 3_000_000])
def test_killed_at_any_moment_it_leaves_the_old_content_or_the_new(size: int, tmp_path: Path) -> None:
    path = tmp_path / "file"
    for delay in (0.0, 0.003, 0.01, 0.03, 0.05):
        command = [sys.executable, "-c", WRITE_FOR_EVER, str(path), str(size)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "begun\n"
            threading.Event().wait(delay)
            writer.send_signal(signal.SIGKILL)
        assert path.read_bytes() in {b"a" * size, b"b" * size}


def test_a_full_disk_leaves_the_old_content_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    told = subprocess.run(
        [sys.executable, "-c", WRITE_ONCE, str(path)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
        capture_output=True,
        text=True,
        check=True,
        timeout=SECONDS,
    )
    assert told.stdout.startswith(f"{path}: File too large. Nothing was changed.")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileAccessError, match="file/below: Not a directory") as refused:
        write_atomically(tmp_path / "file" / "below", b"x")
    assert "Mend this" in refused.value.remedy
    with pytest.raises(FileAccessError, match="Not a directory"), locked(tmp_path / "file" / "lock" / "x"):
        pytest.fail("nobody can hold this")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match="Is a directory"):
        read_file(tmp_path)
    with pytest.raises(FileAccessError):
        write_atomically(tmp_path, b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match="No such file or directory"):
        read_file(tmp_path / "nothing")


def test_two_processes_never_hold_one_lock(tmp_path: Path) -> None:
    lock = tmp_path / "locks" / "x.lock"
    command = [sys.executable, "-c", HOLD, str(lock)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockedError, match="in use by another command") as refused, locked(lock, seconds=0.1):
            pytest.fail("two hold one lock")
        assert refused.value.path == lock
        holder.send_signal(signal.SIGKILL)
        holder.wait(SECONDS)
        with locked(lock, seconds=SECONDS):  # a dead process holds nothing
            pass


def test_threads_of_one_process_wait_for_each_other(tmp_path: Path) -> None:
    lock, held, release = tmp_path / "lock", threading.Event(), threading.Event()

    def hold() -> None:
        with locked(lock):
            held.set()
            release.wait(SECONDS)

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(SECONDS)
    with pytest.raises(LockedError), locked(lock, seconds=0.05):
        pytest.fail("two hold one lock")
    release.set()
    thread.join()
    with locked(lock):
        pass


def test_a_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    def fail() -> None:
        with locked(tmp_path / "lock"):
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with locked(tmp_path / "lock", seconds=0.1):
        pass
