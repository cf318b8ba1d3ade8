"""The built wheel, in an environment that holds what requirements.lock pins and nothing else, walks the whole road."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest


def run(*command: str | Path, cwd: Path) -> str:
    """Run a program without this environment's Python variables and give what it printed."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "TRANSLATEFLOW"))
    }
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def link_pinned(lock: Path, site_packages: Path) -> None:
    """Link what the lock pins out of the environment the tests run in: as installed, without a network."""
    for name in re.findall(r"^([\w.-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE):
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue  # for another platform or another Python
        for entry in {file.parts[0] for file in found.files or () if file.parts[0] != ".."}:
            link = site_packages / entry
            if entry != "__pycache__" and not link.exists():
                link.symlink_to(Path(str(found.locate_file(entry))))


@pytest.fixture
def installed(copy_of_house: Path, tmp_path: Path) -> Path:
    """Build the wheel, install it into an empty environment and give that environment's `bin`."""
    dist = tmp_path / "dist"
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", dist, cwd=copy_of_house)
    folder = tmp_path / "environment"
    venv.create(folder, symlinks=True)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    link_pinned(copy_of_house / "requirements.lock", folder / "lib" / version / "site-packages")
    python = folder / "bin" / "python"
    (wheel,) = dist.glob("*.whl")
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "-q",
        "--no-index",
        "--no-deps",
    ]
    run(*pip, "--disable-pip-version-check", wheel, cwd=tmp_path)
    return folder / "bin"


def test_the_wheel_walks_the_road_where_nothing_else_is_installed(installed: Path, tmp_path: Path) -> None:
    where = run(installed / "python", "-c", "import translateflow as t; print(t.__file__)", cwd=tmp_path)
    assert where.startswith(str(installed.parent))
    run(installed / "python", "-c", "import translateflow_worker", cwd=tmp_path)
    printed = run(installed / "translateflow", "demo", "newsroom", cwd=tmp_path)
    assert "serve" in printed
    pages = {
        page.relative_to(tmp_path / "newsroom" / "public") for page in tmp_path.glob("newsroom/public/*/*/index.html")
    }
    assert {page.parts[0] for page in pages} >= {"ar", "de", "en"}
    run(installed / "translateflow", "verify", cwd=tmp_path / "newsroom")
