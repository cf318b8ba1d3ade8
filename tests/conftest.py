"""What every test folder may use: real programs of this machine, and real servers on loopback.

A program that is missing skips its tests on a person's machine; where CI is set it fails them, so that nothing is green
for not having run.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

SERVER_SECONDS = 30
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# A busy machine is no reason to fail; and what lands must not depend on luck: CI draws the same examples every time,
# people draw new ones.
settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("house")


class RequireProgram(Protocol):
    """Give a program's path; skips the test without it, or fails it where CI is set."""

    def __call__(self, name: str, package: str = "") -> str: ...


def find_program(name: str) -> str | None:
    """Look on PATH, and where Debian keeps PostgreSQL's server programs."""
    found = shutil.which(name)
    if found:
        return found
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(debian[-1]) if debian else None


@pytest.fixture(scope="session")
def require_program() -> RequireProgram:
    """Give the function that answers with a program's path, or ends the test."""

    def require(name: str, package: str = "") -> str:
        path = find_program(name)
        if path is None:
            reason = f"{name} is missing; run: sudo apt-get install -y {package or name}"
            if os.environ.get("CI"):
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)
        return path

    return require


@pytest.fixture(scope="session")
def chromium(require_program: RequireProgram) -> Iterator[Browser]:
    """Run one Chromium for the session, without a word to the outside: Playwright can only be there once a process."""
    from playwright.sync_api import sync_playwright

    path = require_program("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def free_port() -> int:
    """Give a port of loopback that was free a moment ago."""
    return find_free_port()


def find_free_port() -> int:
    """Ask the kernel for a port of loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def redis_url(require_program: RequireProgram, tmp_path: Path) -> Iterator[str]:
    """Run an empty redis-server of this test's own."""
    port = find_free_port()
    command = [require_program("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", "."]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        for line in server.stdout:
            if "eady to accept connections" in line:
                break
        yield f"redis://127.0.0.1:{port}/0"
        server.terminate()
        server.stdout.read()


@pytest.fixture(scope="session")
def postgres_url(require_program: RequireProgram) -> Iterator[str]:
    """Run an empty PostgreSQL of this session's own; the tests share one database."""
    initdb, postgres = require_program("initdb", "postgresql"), require_program("postgres", "postgresql")
    # PostgreSQL refuses to run as root; Debian's package brings a user for it, who cannot look into pytest's folders.
    user, as_user = ("postgres", ["runuser", "-u", "postgres", "--"]) if os.geteuid() == 0 else (_user_name(), [])
    folder = Path(tempfile.mkdtemp(prefix="translateflow-postgres-"))
    shutil.chown(folder, user)
    port = find_free_port()
    data = folder / "data"
    subprocess.run(
        [*as_user, initdb, "-D", str(data), "-U", user, "-A", "trust", "-N", "-E", "UTF8"],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=SERVER_SECONDS,
    )
    options = ["-h", "127.0.0.1", "-p", str(port), "-k", str(folder), "-F"]
    command = [*as_user, postgres, "-D", str(data), *options]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        for line in server.stderr:
            if "ready to accept connections" in line:
                break
        yield f"postgresql+psycopg://{user}@127.0.0.1:{port}/postgres"
        # runuser does not hand the signal on; the pid file names the server itself.
        pid = int((data / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, 2)
        server.stderr.read()
    shutil.rmtree(folder)


def _user_name() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name
