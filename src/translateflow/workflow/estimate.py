"""Say what drafting would cost before anything is sent: items, characters and money per engine. Writes nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translateflow.catalog import ReleaseSync, parse_catalog, read_catalog
from translateflow.engines import make_engine
from translateflow.errors import EngineKeyMissingError
from translateflow.files import read_if_there
from translateflow.model.cost import EngineCost
from translateflow.model.job import Outcome
from translateflow.workflow.house_terms import HouseTerms
from translateflow.workflow.known_answers import KnownAnswers
from translateflow.workflow.plan_job import plan_job
from translateflow.workflow.questions import Questions
from translateflow.workflow.scopes import find_scopes, require_known_engines
from translateflow.workflow.translate import find_budget

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from translateflow.engines import Engine
    from translateflow.model.engine import DraftRequest
    from translateflow.model.job import NewItem
    from translateflow.model.release import Release
    from translateflow.model.segment import Key
    from translateflow.model.translation import Entry
    from translateflow.workflow.translate import TranslateRequest
    from translateflow.workspace import Newsroom


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a job would be made of. Its items are those in `engines` and the six sums, each counted once.

    `cached`: an engine has answered exactly this before; `repeats`: the same question stands in the job already;
    `unanswered`: none of the engines can draft this pair of languages. Characters are those of the source texts, tags
    included; masks and second tries can add some on the way.
    """

    items: int
    memory: int
    kept: int
    cached: int
    repeats: int
    unanswered: int
    engines: tuple[EngineCost, ...]
    currency: str
    budget: int | None = None

    @property
    def sent(self) -> int:
        """Give how many items would be sent to an engine."""
        return sum(each.items for each in self.engines)

    @property
    def characters(self) -> int:
        """Give how many characters would be sent."""
        return sum(each.characters for each in self.engines)

    @property
    def money(self) -> float:
        """Give what it would cost."""
        return sum(each.money for each in self.engines)


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that waits for an engine. `engine` is the first that can answer, "" when none can."""

    source_language: str
    language: str
    request: DraftRequest
    engine: str
    cached: bool = False


def plan_estimate(
    items: Sequence[NewItem],
    asks: Sequence[Ask],
    prices: Mapping[str, float],
    *,
    currency: str,
    budget: int | None = None,
) -> Estimate:
    """Add up a planned job: what is decided already, and what each engine would be asked."""
    outcomes = Counter(item.outcome for item in items)
    seen: set[tuple[str, str, DraftRequest]] = set()
    sums: Counter[str] = Counter()
    to_send: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for ask in asks:
        question = (ask.source_language, ask.language, ask.request)
        if ask.cached:
            sums["cached"] += 1
        elif not ask.engine:
            sums["unanswered"] += 1
        elif question in seen:
            sums["repeats"] += 1
        else:
            seen.add(question)
            to_send[ask.engine] += 1
            characters[ask.engine] += len(ask.request.text)
    return Estimate(
        items=len(items),
        memory=outcomes[Outcome.MEMORY],
        kept=outcomes[Outcome.KEPT],
        cached=sums["cached"],
        repeats=sums["repeats"],
        unanswered=sums["unanswered"],
        engines=tuple(
            EngineCost(name, characters[name], prices.get(name, 0.0), items=number) for name, number in to_send.items()
        ),
        currency=currency,
        budget=budget,
    )


def run_estimate(newsroom: Newsroom, request: TranslateRequest) -> Estimate:
    """Estimate what drafting would send and cost, after memory and cache. Writes nothing, calls no engine.

    Raises what `run_translate` raises for a wish that cannot be understood, and SourceError.
    """
    require_known_engines(newsroom, request.engine)
    catalogs = _Catalogs(newsroom)
    scopes = list(find_scopes(newsroom, request, catalogs.entries, skip_broken=False))
    items = plan_job(scopes, force_drafts=request.force_drafts)
    order = {scope.language: scope.engines for scope in scopes}
    asks = list(_find_asks(newsroom, items, order))
    settings = newsroom.settings
    prices = {ask.engine: settings.options(ask.engine).price_per_million for ask in asks if ask.engine}
    return plan_estimate(items, asks, prices, currency=settings.currency, budget=find_budget(settings, request))


class _Catalogs:
    """Catalogs as a sync would leave them, in memory."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._plans: dict[str, ReleaseSync] = {}

    def entries(self, release: Release, language: str) -> Mapping[Key, Entry]:
        path = self._newsroom.catalogs.catalog(release.slug, language)
        there = read_catalog(path, slug=release.slug, language=language) if path.is_file() else None
        catalog = self._plan(release).plan(language, there).catalog
        return {entry.key: entry for entry in catalog.entries}

    def _plan(self, release: Release) -> ReleaseSync:
        if release.slug not in self._plans:
            path = self._newsroom.catalogs.template(release.slug)
            data = read_if_there(path)
            template = None if data is None else parse_catalog(data, path)
            self._plans[release.slug] = ReleaseSync(release, template, title=self._newsroom.settings.title)
        return self._plans[release.slug]


def _find_asks(newsroom: Newsroom, items: Iterable[NewItem], order: Mapping[str, Sequence[str]]) -> Iterator[Ask]:
    terms = HouseTerms(newsroom.database.terms.all if newsroom.has_database else lambda _source, _language: ())
    questions = Questions(newsroom.settings, terms)
    by_pair: dict[tuple[str, str], list[DraftRequest]] = {}
    for item in items:
        if item.outcome is Outcome.WAITING:
            by_pair.setdefault((item.source_language, item.language), []).append(questions.request(item))
    offers = _Offers(newsroom)
    answers = KnownAnswers(newsroom.database, questions) if newsroom.has_database else None
    for pair, requests in by_pair.items():
        engines = order[pair[1]]
        engine = next((name for name in engines if offers.can(name, *pair)), "")
        known = answers.find(engines, pair, requests) if answers else {}
        for request in requests:
            yield Ask(*pair, request, engine, cached=request in known)
    offers.close()


@dataclass(slots=True)
class _Offers:
    """Which engine can draft which pair; asks no service."""

    newsroom: Newsroom
    made: dict[str, Engine | None] = field(default_factory=dict)

    def can(self, name: str, source_language: str, language: str) -> bool:
        if name not in self.made:
            try:
                self.made[name] = make_engine(self.newsroom.settings.options(name))
            except EngineKeyMissingError:
                self.made[name] = None
        engine = self.made[name]
        return engine is not None and engine.supports(source_language, language)

    def close(self) -> None:
        for engine in self.made.values():
            if engine is not None:
                engine.close()
