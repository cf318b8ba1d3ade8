"""Who holds a lease, and whether they still live."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from translateflow.workflow.owner import is_alive, make_owner


def child() -> subprocess.Popen[bytes]:
    """Start a process that waits to be ended."""
    return subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)


def test_this_process_is_alive_and_keeps_its_name() -> None:
    assert make_owner() == make_owner()
    assert is_alive(make_owner())


def test_a_process_of_this_machine_that_ended_is_dead_even_before_its_parent_noticed() -> None:
    place, _, _ = make_owner().split("/")
    with child() as process:
        name = _name_of(place, process.pid)
        assert is_alive(name)
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # a zombie from here on
        assert not is_alive(name)
        process.wait()
        assert not is_alive(name)


def test_another_process_with_the_same_number_is_not_taken_for_the_dead_one() -> None:
    place, pid, started = make_owner().split("/")
    assert not is_alive(f"{place}/{pid}/{int(started) - 1}")


def test_of_other_machines_and_of_names_that_are_none_nobody_here_can_tell() -> None:
    _, pid, started = make_owner().split("/")
    assert is_alive(f"another-host.0123abcd.4026531836/{pid}/{int(started) - 1}")
    assert is_alive("nonsense")


def _name_of(place: str, pid: int) -> str:
    return f"{place}/{pid}/{Path(f'/proc/{pid}/stat').read_text(encoding='ascii').rpartition(')')[2].split()[19]}"
