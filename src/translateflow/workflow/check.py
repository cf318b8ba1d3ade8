"""Check translations: what of a catalog a reader would trip over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow import __version__
from translateflow.catalog import read_catalog
from translateflow.checks import CheckContext, Place, check_entry, group_habits, make_sarif
from translateflow.errors import LanguageNotTargetedError, NoCatalogError
from translateflow.model.issue import Severity
from translateflow.model.language import parse_language
from translateflow.model.translation import EntryState
from translateflow.review.waivers import read_waivers
from translateflow.terms import Glossary
from translateflow.workflow.checked import CHECKED_FILE, CheckedTexts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from translateflow.model.issue import Issue
    from translateflow.model.memory import Term
    from translateflow.model.release import Release
    from translateflow.model.segment import Key, TagShape
    from translateflow.model.translation import Entry
    from translateflow.review.waivers import Waiver
    from translateflow.workspace import Newsroom


@dataclass(frozen=True, slots=True)
class Finding:
    """One issue where it stands: the PO file relative to the newsroom, its line, the segment's source text.

    `waiver` says who let a warning stand, and why.
    """

    slug: str
    language: str
    file: str
    line: int
    segment: str
    issue: Issue
    waiver: Waiver | None = None


@dataclass(frozen=True, slots=True)
class SegmentTerms:
    """The terms of the glossary that stand in a segment, empty ones included: what its translation is asked for."""

    slug: str
    language: str
    file: str
    line: int
    segment: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found, and in how many catalogs and translated segments it was looked for."""

    findings: tuple[Finding, ...]
    catalogs: int
    segments: int
    terms: tuple[SegmentTerms, ...] = ()

    @property
    def errors(self) -> int:
        """How many findings block a sign-off."""
        return sum(finding.issue.severity is Severity.ERROR for finding in self.findings)

    @property
    def waived(self) -> int:
        """How many a person let stand."""
        return sum(finding.waiver is not None for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many ask for a look: neither errors nor waived."""
        return len(self.findings) - self.errors - self.waived


def run_check(newsroom: Newsroom, slugs: Sequence[str], languages: Sequence[str]) -> CheckReport:
    """Check these releases in these languages, all when none is named. Raises when one is named that is not there."""
    findings: list[Finding] = []
    in_use: list[SegmentTerms] = []
    catalogs = segments = 0
    checked = CheckedTexts(newsroom.state_folder / CHECKED_FILE)
    for release, language in chosen_catalogs(newsroom, slugs, languages):
        path = newsroom.catalogs.catalog(release.slug, language)
        entries = read_catalog(path, slug=release.slug, language=language).entries
        terms = read_terms(newsroom, release, language)
        house = CheckContext(release.language, language, protected=newsroom.settings.protected, terms=terms)
        issues = ask_checks(release, entries, house, checked.checker(house))
        glossary = Glossary(terms, release.language)
        catalogs += 1
        segments += sum(entry.state is not EntryState.EMPTY for entry in entries)
        file = newsroom.show(path)
        waivers = read_waivers(newsroom.catalogs.waivers(release.slug, language))
        for entry in entries:
            found = issues.get(entry.key, ())
            findings += [
                Finding(release.slug, language, file, entry.line, entry.source, issue, waivers.find(entry, issue))
                for issue in found
            ]
            own = tuple(dict.fromkeys(match.term for match in glossary.find(entry.source)))
            if own:
                in_use.append(SegmentTerms(release.slug, language, file, entry.line, entry.source, own))
    checked.save(complete=not slugs and not languages)
    return CheckReport(tuple(findings), catalogs, segments, tuple(in_use))


def report_sarif(report: CheckReport) -> dict[str, object]:
    """Give the findings as one SARIF document."""
    places = (
        Place(each.file, each.line, each.segment, each.issue, each.waiver.reason if each.waiver else "")
        for each in report.findings
    )
    return make_sarif(places, __version__)


def chosen_catalogs(newsroom: Newsroom, slugs: Sequence[str], languages: Sequence[str]) -> list[tuple[Release, str]]:
    """Give releases and languages to work on.

    Raises LanguageNotTargetedError, NoCatalogError for what was asked by name.
    """
    asked = [parse_language(language) for language in languages]
    chosen: list[tuple[Release, str]] = []
    for slug in newsroom.choose(slugs):
        release = newsroom.read_release(slug)
        targets = newsroom.targets(release)
        for language in asked or targets:
            if language not in targets:
                if slugs:
                    raise LanguageNotTargetedError(slug, language, targets)
                continue
            if newsroom.catalogs.catalog(slug, language).is_file():
                chosen.append((release, language))
            elif slugs and asked:
                raise NoCatalogError(slug, language)
    return chosen


def read_terms(newsroom: Newsroom, release: Release, language: str) -> tuple[Term, ...]:
    """Give the glossary of a language pair; a newsroom without a database has none."""
    if not newsroom.has_database:
        return ()
    return tuple(newsroom.database.terms.all(release.language, language))


def check_entries(
    release: Release, language: str, entries: Iterable[Entry], protected: tuple[str, ...], terms: tuple[Term, ...]
) -> Mapping[Key, tuple[Issue, ...]]:
    """Run every check over the translated entries of one catalog; only entries with issues are in the answer."""
    house = CheckContext(release.language, language, protected=protected, terms=terms)
    return ask_checks(release, entries, house, check_entry)


def ask_checks(
    release: Release,
    entries: Iterable[Entry],
    house: CheckContext,
    check: Callable[[str, str, CheckContext], tuple[Issue, ...]],
) -> Mapping[Key, tuple[Issue, ...]]:
    """Ask `check` about the translated entries of one catalog; `house` has what they have in common."""
    shapes: dict[Key, tuple[TagShape, ...]] = {}
    for segment in release.document.segments:
        shapes.setdefault(segment.key, segment.shapes)
    found: dict[Key, tuple[Issue, ...]] = {}
    translated = [entry for entry in entries if entry.state is not EntryState.EMPTY]
    for entry in translated:
        own = shapes.get(entry.key, ())
        context = CheckContext(house.source_language, house.language, entry.key.role, own, house.protected, house.terms)
        issues = check(entry.source, entry.target, context)
        if issues:
            found[entry.key] = issues
    return group_habits(found, {entry.key: entry.target for entry in translated})
