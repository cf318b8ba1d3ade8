"""The tree tells the story: tests stand where their subject stands, and nothing private or foreign is committed."""

from __future__ import annotations

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).resolve().parents[2]
PACKAGE = HOUSE / "src" / "translateflow"
# Folders of tests whose subject is no package below src: the house itself, the worker, what is deployed.
OTHER_SUBJECTS = {"house", "worker", "deploy"}

# Written in two halves where this file would else find itself.
FORBIDDEN = {
    "a path of somebody's machine": re.compile(r"(?<![\w.-])/(?:wor" r"k/|ro" r"ot/)"),
    "the host of a package registry": re.compile(
        r"py" r"pi\.org|pythonho" r"sted|registry\.npm" r"js|deb\.deb" r"ian\.org", re.IGNORECASE
    ),
    "a private key": re.compile(r"BEGIN [A-Z ]*PRIV" r"ATE KEY"),
    "a key of a service": re.compile(r"\b(?:sk-[A-Za-z0-9]{20,}|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{30,})\b"),
}


@cache
def committed_files() -> tuple[Path, ...]:
    """List what git tracks; in a copy without git, everything that is no build product."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=HOUSE, check=False, capture_output=True, text=True, timeout=30
    )
    return tuple(HOUSE / name for name in listing.stdout.split("\0") if name and (HOUSE / name).is_file())


def test_git_tracks_this_house() -> None:
    assert HOUSE / "pyproject.toml" in committed_files()


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_committed_file_holds(what: str) -> None:
    found = []
    for path in committed_files():
        text = path.read_bytes().decode("utf-8", "ignore")
        found += [f"{path.relative_to(HOUSE)}: {match[0]}" for match in FORBIDDEN[what].finditer(text)]
    assert found == []


def test_no_build_product_is_committed() -> None:
    products = {".mo", ".pyc", ".db", ".whl"}
    assert [path for path in committed_files() if path.suffix in products] == []


def test_every_test_folder_mirrors_a_package() -> None:
    folders = {
        path.name for path in (HOUSE / "tests").iterdir() if path.is_dir() and not path.name.startswith(("_", "."))
    }
    packages = {path.name for path in PACKAGE.iterdir() if path.is_dir()}
    assert folders - OTHER_SUBJECTS <= packages


@pytest.mark.parametrize(
    "package",
    sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file() and any(path.glob("[!_]*.py"))),
)
def test_every_package_has_its_tests(package: str) -> None:
    assert list((HOUSE / "tests" / package).rglob("test_*.py"))


def test_lock_files_pin_with_hashes_and_name_no_host() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (HOUSE / name).read_text(encoding="utf-8")
        requirements = re.findall(r"^[a-z0-9][^\n]*?(?= \\$|$)", text, re.MULTILINE | re.IGNORECASE)
        assert all("==" in requirement for requirement in requirements)
        assert len(re.findall(r"^\S+==.*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(requirements) > 0
        assert not re.search(r"https?://|^-", text, re.MULTILINE)


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["postgres"]]
    groups = project["dependency-groups"]
    assert names(needed + groups["build"]) <= pinned("requirements.lock")
    assert names([line for line in groups["dev"] if isinstance(line, str)]) <= pinned("requirements-dev.lock")


def names(requirements: list[str]) -> set[str]:
    """Give the names of requirements, in their one spelling."""
    return {canonicalize_name(Requirement(requirement).name) for requirement in requirements}


def pinned(lock: str) -> set[str]:
    """Give the names a lock file pins."""
    return set(re.findall(r"^([\w.-]+)==", (HOUSE / lock).read_text(encoding="utf-8"), re.MULTILINE))


def test_both_lock_files_pin_the_same_versions() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^(\S+==\S+)", (HOUSE / name).read_text(encoding="utf-8"), re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")
