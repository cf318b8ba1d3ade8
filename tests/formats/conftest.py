"""The promise of the formats, ready to be asked of any body."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.formats import read_release
from translateflow.formats.split import Splitter
from translateflow.formats.tokens import normalize, scan
from translateflow.model.document import Document
from translateflow.model.segment import Segmentation

if TYPE_CHECKING:
    from collections.abc import Callable

    from translateflow.model.release import Release


def split_html(html: str, language: str = "en", segmentation: Segmentation = Segmentation.SENTENCE) -> Document:
    splitter = Splitter(language, segmentation)
    splitter.split(normalize(scan(html)))
    return Document(language, tuple(splitter.segments), tuple(splitter.body))


def read_source_text(name: str, data: str | bytes, segmentation: Segmentation = Segmentation.SENTENCE) -> Release:
    raw = data.encode() if isinstance(data, str) else data
    return read_release(
        name, raw, slug="example", default_language="de", timezone="Europe/Berlin", segmentation=segmentation
    )


@pytest.fixture(name="split")
def split_fixture() -> Callable[..., Document]:
    return split_html


@pytest.fixture(name="read")
def read_fixture() -> Callable[..., Release]:
    return read_source_text
