"""`tools/debian` on machines where this user may install, may not, or where there is nothing to install with."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]


class Machine:
    """A folder of fake programs that stands in for a machine; what apt-get was asked for is in its log."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "apt.log"
        for program in ("bash", "mktemp", "rm", "env", "timeout", "tail"):
            path = next(Path(place) / program for place in ("/usr/bin", "/bin") if (Path(place) / program).exists())
            (folder / program).symlink_to(path)
        self.program("dpkg-query", 'case "$*" in *gettext) printf installed;; *) exit 1;; esac')
        self.program("id", "echo 1000")

    def program(self, name: str, script: str) -> None:
        """Put a fake program onto the machine."""
        path = self.folder / name
        path.write_text(f"#!/usr/bin/bash\n{script}\n")
        path.chmod(0o755)

    def debian(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the tool there."""
        return subprocess.run(
            [str(HOUSE / "tools" / "debian"), *arguments],
            env={"PATH": str(self.folder), "TMPDIR": os.environ.get("TMPDIR", "/tmp")},  # noqa: S108 — where it is
            check=False,
            capture_output=True,
            text=True,
            timeout=30,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Give a machine with dpkg and an ordinary user, and gettext installed."""
    return Machine(tmp_path)


def test_nothing_is_said_when_everything_is_there(machine: Machine) -> None:
    run = machine.debian("gettext")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_a_person_without_rights_is_told_the_exact_command_and_the_work_goes_on(machine: Machine) -> None:
    machine.program("apt-get", "exit 1")
    run = machine.debian("gettext", "apertium", "apertium-eng-spa")
    assert run.returncode == 0
    assert "sudo apt-get update && sudo apt-get install -y apertium apertium-eng-spa" in run.stderr
    assert "Going on without." in run.stderr


def test_what_must_be_there_stops_the_work(machine: Machine) -> None:
    machine.program("apt-get", "exit 1")
    assert machine.debian("--must", "python3-venv").returncode == 1


def test_a_system_without_apt_is_told_so(machine: Machine) -> None:
    run = machine.debian("apertium")
    assert run.returncode == 0
    assert "no apt-get" in run.stderr


def test_root_installs_what_is_missing_and_nothing_else(machine: Machine) -> None:
    machine.program("id", "echo 0")
    machine.program("apt-get", f'echo "$*" >> "{machine.log}"')
    run = machine.debian("gettext", "apertium")
    assert run.returncode == 0, run.stderr
    update, install = machine.log.read_text().splitlines()
    assert update.endswith("update")
    assert install.endswith("install -y --no-install-recommends apertium")


def test_sudo_without_a_password_serves_as_well(machine: Machine) -> None:
    machine.program("sudo", 'shift; [[ $1 == true ]] || exec "$@"')
    machine.program("apt-get", f'echo "$*" >> "{machine.log}"')
    assert machine.debian("apertium").returncode == 0
    assert "install -y" in machine.log.read_text()


def test_a_failed_installation_shows_its_last_lines_and_goes_on(machine: Machine) -> None:
    machine.program("id", "echo 0")
    machine.program("apt-get", 'echo "E: no space left"; exit 100')
    run = machine.debian("apertium")
    assert run.returncode == 0
    assert "E: no space left" in run.stderr
    assert "sudo apt-get install -y apertium" in run.stderr
