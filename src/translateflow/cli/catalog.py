"""`translateflow catalog`."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translateflow.cli.exits import DONE, NEEDS_A_PERSON
from translateflow.cli.options import example, in_newsroom
from translateflow.cli.show import count, shorten, show, show_json, tell, tell_next
from translateflow.files import write_atomically
from translateflow.model.language import parse_language
from translateflow.workflow.exchange import (
    ExchangeFormat,
    ExportRequest,
    ImportReport,
    ImportRequest,
    run_export,
    run_import,
)
from translateflow.workflow.suggestions import Decision, Suggestion, list_suggestions, run_decide

if TYPE_CHECKING:
    from translateflow.catalog import MergedEntry
    from translateflow.workspace import Newsroom

language_option = click.option("-l", "--language", required=True, metavar="L", help="Language of the catalog.")
format_option = click.option(
    "--format",
    "exchange_format",
    type=click.Choice([each.value for each in ExchangeFormat]),
    help="[default: from the file's name, else po]",
)


@click.group(epilog=example("translateflow catalog export weidensteg-oeffnet --language uk uk.po"))
def command() -> None:
    """Hand catalogs out to translators and merge what comes back."""


@command.command("export", epilog=example("translateflow catalog export weidensteg-oeffnet --language uk uk.po"))
@click.argument("slug")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@language_option
@format_option
@in_newsroom
def export_command(
    *, newsroom: Newsroom, slug: str, file: Path | None, language: str, exchange_format: str | None, as_json: bool
) -> None:
    """Write a catalog to FILE, or to stdout when none is named."""
    chosen = _choose_format(exchange_format, file)
    report = run_export(newsroom, ExportRequest(slug, parse_language(language), chosen))
    if file is None:
        sys.stdout.buffer.write(report.data)
        sys.stdout.buffer.flush()
        return
    write_atomically(file, report.data)
    if as_json:
        show_json({"file": str(file), "format": chosen.value, "revision": report.revision, "entries": report.entries})
        return
    show(f"wrote {count(report.entries, 'entry', 'entries')} to {file}")
    tell_next(f"when it comes back: translateflow catalog import {slug} --language {language} {file}")


@command.command("import", epilog=example("translateflow catalog import weidensteg-oeffnet --language uk uk.po"))
@click.argument("slug")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@language_option
@format_option
@click.option("--by", default="", metavar='"Name <mail>"', help="Who translated. [default: the file's Last-Translator]")
@in_newsroom
def import_command(
    *,
    newsroom: Newsroom,
    slug: str,
    file: Path,
    language: str,
    exchange_format: str | None,
    by: str,
    as_json: bool,
) -> int:
    """Merge FILE into its catalog, compared with what was exported.

    Where both changed, the newsroom's text stays and the other waits as a suggestion. Exit code 1 when nothing was
    applied or something waits for a person.
    """
    request = ImportRequest(slug, parse_language(language), file, _choose_format(exchange_format, file), by)
    report = run_import(newsroom, request, dt.datetime.now(dt.UTC))
    if as_json:
        show_json(_to_json(newsroom, report))
    else:
        _show(newsroom, report)
    clean = report.merge.applied and not report.merge.conflicts and not report.merge.rejected
    return DONE if clean else NEEDS_A_PERSON


@command.command(
    "suggestions", epilog=example("translateflow catalog suggestions weidensteg-oeffnet --language uk --take 1")
)
@click.argument("slug")
@language_option
@click.option(
    "--take", "take", type=int, multiple=True, metavar="N", help="Make suggestion N the text; may be repeated."
)
@click.option("--drop", "drop", type=int, multiple=True, metavar="N", help="Keep the text, forget suggestion N.")
@click.option("--take-all", is_flag=True, help="Take every suggestion.")
@click.option("--drop-all", is_flag=True, help="Drop every suggestion.")
@click.option("--by", default="", metavar='"Name <mail>"', help="Who decides.")
@in_newsroom
def suggestions_command(
    *,
    newsroom: Newsroom,
    slug: str,
    language: str,
    take: tuple[int, ...],
    drop: tuple[int, ...],
    take_all: bool,
    drop_all: bool,
    by: str,
    as_json: bool,
) -> None:
    """List uploaded texts that differ from the newsroom's, and decide on them."""
    language = parse_language(language)
    numbers = [each.number for each in list_suggestions(newsroom, slug, language)]
    decision = Decision(numbers if take_all else take, numbers if drop_all else drop, by)
    if set(decision.take) & set(decision.drop):
        msg = "A suggestion cannot be taken and dropped at once."
        raise click.UsageError(msg)
    waiting = run_decide(newsroom, slug, language, decision, dt.datetime.now(dt.UTC))
    if as_json:
        show_json({"suggestions": [_suggestion(each) for each in waiting]})
        return
    for each in waiting:
        show(f"{each.number}. {shorten(each.key.text)}")
        show(f"   now:       {each.current}")
        show(f"   suggested: {each.suggested}")
    show(f"{count(len(waiting), 'suggestion')} waiting")


def _suggestion(each: Suggestion) -> dict[str, str | int]:
    return {
        "number": each.number,
        "context": each.key.role.value,
        "segment": each.key.text,
        "current": each.current,
        "suggested": each.suggested,
    }


def _choose_format(named: str | None, file: Path | None) -> ExchangeFormat:
    if named:
        return ExchangeFormat(named)
    suffixes: dict[str, ExchangeFormat] = {
        ".csv": ExchangeFormat.CSV,
        ".xlf": ExchangeFormat.XLIFF,
        ".xliff": ExchangeFormat.XLIFF,
    }
    return suffixes.get(file.suffix.lower() if file else "", ExchangeFormat.PO)


def _show(newsroom: Newsroom, report: ImportReport) -> None:
    merge = report.merge
    parts = (
        f"{len(merge.applied)} applied, {len(merge.unchanged)} unchanged, "
        f"{len(merge.conflicts)} in conflict, {len(merge.rejected)} rejected"
    )
    show(f"{newsroom.show(report.catalog)}: {parts}")
    for merged in merge.conflicts:
        show(f"  conflict: {shorten(merged.key.text, 50)}: {merged.reason}")
    for merged in merge.rejected:
        show(f"  rejected: {shorten(merged.key.text, 50)}: {merged.reason}")
    if not merge.applied:
        tell("nothing was applied")
    if report.suggestions:
        tell_next(f"decide on the suggestions: translateflow catalog suggestions {report.slug} -l {report.language}")


def _to_json(newsroom: Newsroom, report: ImportReport) -> dict[str, object]:
    merge = report.merge
    return {
        "catalog": newsroom.show(report.catalog),
        "suggestions": newsroom.show(report.suggestions) if report.suggestions else None,
        "applied": [_entry(merged) for merged in merge.applied],
        "unchanged": len(merge.unchanged),
        "conflicts": [_entry(merged) for merged in merge.conflicts],
        "rejected": [_entry(merged) for merged in merge.rejected],
    }


def _entry(merged: MergedEntry) -> dict[str, str]:
    return {
        "context": merged.key.role.value,
        "segment": merged.key.text,
        "reason": merged.reason,
        "server": merged.server,
        "upload": merged.upload,
    }
