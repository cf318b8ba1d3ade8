"""A small cast: releases of invented sentences, their translator, and the real gettext."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from typing import TYPE_CHECKING, Protocol

import pytest

from translateflow.catalog import Catalog, Change, make_template, plan_sync
from translateflow.model.document import Document
from translateflow.model.release import FrontMatter, Release, SourceFormat
from translateflow.model.segment import Key, Role, Segment

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from tests.conftest import RequireProgram

    from translateflow.catalog import SyncPlan


class House:
    """Makes what the tests need with few words. The release is German, its catalog French."""

    noon = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)
    translator = "Iryna Vogel <iryna@example.org>"

    @staticmethod
    def text(source: str, role: Role = Role.TEXT) -> Key:
        return Key(role, source)

    @staticmethod
    def release(sentences: Sequence[Segment | str], slug: str = "brunnen") -> Release:
        segments = tuple(
            sentence if isinstance(sentence, Segment) else Segment(sentence, line=number, block=number)
            for number, sentence in enumerate(sentences, 1)
        )
        return Release(slug, "de", SourceFormat.MARKDOWN, FrontMatter(), Document("de", segments, ()), "0" * 64)

    def sync(
        self,
        sentences: Sequence[Segment | str],
        catalog: Catalog | None = None,
        *,
        before: Sequence[Segment | str] | None = None,
        minor: bool | Collection[Key] = False,
    ) -> SyncPlan:
        """Sync a catalog with a source; `before` is the source the template was made from."""
        template = None if before is None else make_template(self.release(before))
        return plan_sync(self.release(sentences), "fr", catalog=catalog, template=template, minor=minor)

    def translate(self, catalog: Catalog, texts: Mapping[str, str | Change]) -> Catalog:
        """Give body sentences a reviewed text, or whatever the change says."""
        changes = {
            self.text(source): target if isinstance(target, Change) else Change(target)
            for source, target in texts.items()
        }
        return catalog.with_changes(changes, by=self.translator, at=self.noon)

    def reviewed(self, sentences: Mapping[str, str | Change]) -> Catalog:
        """Give the catalog of these sentences with their translations."""
        return self.translate(self.sync(list(sentences)).catalog, sentences)


@pytest.fixture(scope="session")
def house() -> House:
    return House()


class Gettext(Protocol):
    """Runs one of GNU gettext's programs on a PO file, and says what came out."""

    def __call__(self, program: str, *arguments: str, po: bytes) -> subprocess.CompletedProcess[bytes]: ...


@pytest.fixture
def gettext(tmp_path: Path, require_program: RequireProgram) -> Gettext:
    def run(program: str, *arguments: str, po: bytes) -> subprocess.CompletedProcess[bytes]:
        path = require_program(program, "gettext")
        file = tmp_path / "catalog.po"
        file.write_bytes(po)
        env = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}  # its messages are compared
        return subprocess.run([path, *arguments, str(file)], capture_output=True, check=False, env=env)

    return run
