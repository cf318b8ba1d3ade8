"""Catalogs out to translators, and back by three-way merge."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from translateflow.catalog import (
    Catalog,
    MergeReport,
    export_catalog,
    merge_upload,
    parse_catalog,
    read_catalog,
    read_csv,
    read_xliff,
    require_identity,
    update_catalog,
    write_csv,
    write_suggestions,
    write_xliff,
)
from translateflow.errors import NoCatalogError, NotFoundError
from translateflow.files import read_file, write_atomically

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from translateflow.model.segment import Key, TagShape
    from translateflow.workspace import Newsroom


class ExchangeFormat(StrEnum):
    """The formats catalogs travel in."""

    PO = "po"
    XLIFF = "xliff"
    XLIFF_2 = "xliff2"
    CSV = "csv"


READERS: Mapping[ExchangeFormat, Callable[[bytes, Path], Catalog]] = {
    ExchangeFormat.PO: parse_catalog,
    ExchangeFormat.XLIFF: read_xliff,
    ExchangeFormat.XLIFF_2: read_xliff,
    ExchangeFormat.CSV: read_csv,
}


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """A catalog to hand out."""

    slug: str
    language: str
    exchange_format: ExchangeFormat = ExchangeFormat.PO


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What goes out. `revision` is what a merge will compare with."""

    data: bytes
    revision: str
    entries: int


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """A translator's file that comes back. `by` (`Name <mail>`) becomes Last-Translator of what it changes."""

    slug: str
    language: str
    path: Path
    exchange_format: ExchangeFormat = ExchangeFormat.PO
    by: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of every entry. `suggestions` is where conflicts wait, None when there are none."""

    slug: str
    language: str
    merge: MergeReport
    catalog: Path
    suggestions: Path | None


def run_export(newsroom: Newsroom, request: ExportRequest) -> ExportReport:
    """Give a catalog for a translator, and keep its base so that what comes back can be merged."""
    path = _catalog_path(newsroom, request.slug, request.language)
    catalog = read_catalog(path, slug=request.slug, language=request.language)
    data, revision = export_catalog(catalog)
    base = newsroom.catalogs.export_base(revision)
    if base is not None:
        write_atomically(base, data)
    handed_out = parse_catalog(data, path)
    if request.exchange_format in {ExchangeFormat.XLIFF, ExchangeFormat.XLIFF_2}:
        version: Literal["1.2", "2.0"] = "1.2" if request.exchange_format is ExchangeFormat.XLIFF else "2.0"
        data = write_xliff(handed_out, version=version, shapes=_shapes(newsroom, request.slug))
    elif request.exchange_format is ExchangeFormat.CSV:
        data = write_csv(handed_out)
    return ExportReport(data, revision, len(catalog.entries))


def run_import(newsroom: Newsroom, request: ImportRequest, now: dt.datetime) -> ImportReport:
    """Merge a file into its catalog: nothing a person wrote meanwhile is overwritten.

    Raises CatalogError when the file is damaged, of another release, of another language or without header; nothing has
    changed then.
    """
    path = _catalog_path(newsroom, request.slug, request.language)
    if not request.path.is_file():
        raise NotFoundError(request.path)
    upload = READERS[request.exchange_format](read_file(request.path), request.path)
    require_identity(upload, request.path, slug=request.slug, language=request.language)
    base = _read_base(newsroom, upload.revision)
    shapes = _shapes(newsroom, request.slug)
    report: MergeReport | None = None

    def merge(server: Catalog | None) -> Catalog | None:
        nonlocal report
        if server is None:
            raise NoCatalogError(request.slug, request.language)
        report = merge_upload(server, base, upload, shapes=shapes, by=request.by, at=now)
        return report.catalog

    update_catalog(path, merge, slug=request.slug, language=request.language)
    if report is None:
        raise NoCatalogError(request.slug, request.language)
    waiting = _keep_conflicts(newsroom, request, report, now)
    return ImportReport(request.slug, request.language, report, path, waiting)


def _keep_conflicts(newsroom: Newsroom, request: ImportRequest, report: MergeReport, now: dt.datetime) -> Path | None:
    if not report.conflicts:
        return None
    path = newsroom.catalogs.suggestions(request.slug, request.language)
    write_suggestions(path, report, language=request.language, by=request.by, at=now)
    return path if path.is_file() else None


def _catalog_path(newsroom: Newsroom, slug: str, language: str) -> Path:
    newsroom.choose([slug])
    path = newsroom.catalogs.catalog(slug, language)
    if not path.is_file():
        raise NoCatalogError(slug, language)
    return path


def _read_base(newsroom: Newsroom, revision: str) -> Catalog | None:
    """Give the catalog as it was handed out, None when this newsroom did not hand it out."""
    path = newsroom.catalogs.export_base(revision) if revision else None
    return parse_catalog(read_file(path), path) if path is not None and path.is_file() else None


def _shapes(newsroom: Newsroom, slug: str) -> dict[Key, tuple[TagShape, ...]]:
    return {segment.key: segment.shapes for segment in newsroom.read_release(slug).document.segments}
