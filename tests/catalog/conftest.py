"""A small cast: a release of invented sentences, its translator, and the real gettext."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from translateflow.catalog import Catalog, Change, plan_sync
from translateflow.model.document import Document
from translateflow.model.release import FrontMatter, Release, SourceFormat
from translateflow.model.segment import Key, Role, Segment

NOON = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)
TRANSLATOR = "Iryna Vogel <iryna@example.org>"

MakeRelease = Callable[..., Release]
Run = Callable[..., subprocess.CompletedProcess[str]]


def text(source: str) -> Key:
    return Key(Role.TEXT, source)


def release_of(segments: Sequence[Segment | str], slug: str = "brunnen", language: str = "de") -> Release:
    made = tuple(
        segment if isinstance(segment, Segment) else Segment(segment, line=number, block=number)
        for number, segment in enumerate(segments, 1)
    )
    return Release(slug, language, SourceFormat.MARKDOWN, FrontMatter(), Document(language, made, ()), "0" * 64)


def synced(release: Release, catalog: Catalog | None = None, **options: object) -> Catalog:
    return plan_sync(release, "fr", catalog=catalog, template=None, **options).catalog  # type: ignore[arg-type]


@pytest.fixture
def make_release() -> MakeRelease:
    return release_of


@pytest.fixture
def translated() -> Callable[[Catalog, dict[str, str]], Catalog]:
    """Give a catalog with reviewed texts for body sentences."""

    def translate(catalog: Catalog, texts: dict[str, str]) -> Catalog:
        changes = {text(source): Change(target) for source, target in texts.items()}
        return catalog.with_changes(changes, by=TRANSLATOR, at=NOON)

    return translate


@pytest.fixture
def gettext(tmp_path: Path) -> Run:
    """Run one of GNU gettext's programs over the bytes of a PO file; CI must have them."""

    def run(program: str, *arguments: str, po: bytes) -> subprocess.CompletedProcess[str]:
        if shutil.which(program) is None:
            if os.environ.get("CI"):
                pytest.fail(f"{program} is missing: install gettext")
            pytest.skip(f"{program} is not installed")
        file = tmp_path / "catalog.po"
        file.write_bytes(po)
        # The messages are compared, so they have to be in English; the output is UTF-8 whatever the locale.
        env = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
        return subprocess.run(  # noqa: S603 — a list, no shell
            [program, *arguments, str(file)], capture_output=True, encoding="utf-8", check=False, env=env
        )

    return run
