"""The README's commands work: each line of its `sh` blocks is run, in a copy of what is committed."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
ENVIRONMENT = Path(sys.executable).parent.parent


def command_lines(page: Path) -> list[str]:
    """Give the commands of a page, in its order."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip() and not line.startswith("#")]


def free_port() -> int:
    """Ask the kernel for a port of loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_commands_of_the_readme_do_what_it_says(copy_of_house: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("TRANSLATEFLOW")},
        "PATH": f"{ENVIRONMENT / 'bin'}{os.pathsep}{os.environ['PATH']}",
        # The environment these tests run in is as good as the one that make would make.
        "MAKEFLAGS": f"VENV={ENVIRONMENT} READY= READY_DEV=",
        "PORT": str(free_port()),
        "PYTHONUNBUFFERED": "1",
    }
    folder = copy_of_house
    lines = command_lines(copy_of_house / "README.md")
    assert lines[:2] == ["make demo", "make serve"]
    for line in lines:
        if line.startswith("cd "):
            folder /= line.removeprefix("cd ")
        elif line.endswith(" serve"):
            look_at_the_site(line, folder, environment)
        else:
            shell = ["bash", "-euo", "pipefail", "-c", line]
            run = subprocess.run(
                shell, cwd=folder, env=environment, check=False, capture_output=True, text=True, timeout=240
            )
            assert run.returncode == 0, f"{line}\n{run.stdout}\n{run.stderr}"


def look_at_the_site(line: str, folder: Path, environment: dict[str, str]) -> None:
    """Start a server as a reader of the README would, look at the address it prints, and press Ctrl-C."""
    with subprocess.Popen(
        ["bash", "-c", f"exec {line}"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        process_group=0,
    ) as server:
        assert server.stdout is not None
        printed = []
        try:
            address = None
            while address is None:
                printed.append(server.stdout.readline())
                assert printed[-1], "".join(printed)
                address = re.search(r"http://[\w.:]+/?", printed[-1])
            request = urllib.request.Request(address[0], headers={"Accept-Language": "ar"})
            with urllib.request.urlopen(request, timeout=20) as answer:
                assert answer.geturl().endswith("/ar/")
                assert 'dir="rtl"' in answer.read().decode()
        finally:
            os.killpg(server.pid, signal.SIGINT)
            server.stdout.read()
