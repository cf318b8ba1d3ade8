"""Say what works here and what does not: settings, folders, database, broker, engines, and the identity promise."""

from __future__ import annotations

import concurrent.futures
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from translateflow import __version__
from translateflow.broker import ping_broker
from translateflow.engines import ENGINES, make_engine
from translateflow.errors import TranslateflowError
from translateflow.files import read_file
from translateflow.model.diagnosis import Diagnosis, Health
from translateflow.workflow.doctor_machine import (
    look_at_clocks,
    look_at_disks,
    look_at_folders,
    look_at_keepers,
    look_at_notifications,
    look_at_secrets,
)
from translateflow.workflow.limits import read_limits, tell_standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.workspace import Newsroom


def run_doctor(newsroom: Newsroom) -> tuple[Diagnosis, ...]:
    """Look at everything once, within seconds; changes nothing but making the database if there is none."""
    looks = (
        _look_at_python,
        look_at_folders,
        look_at_disks,
        look_at_secrets,
        _look_at_database,
        _look_at_broker,
        look_at_clocks,
        look_at_keepers,
        look_at_notifications,
        _look_at_releases,
        _look_at_engines,
    )
    return tuple(diagnosis for look in looks for diagnosis in look(newsroom))


def _look_at_python(_: Newsroom) -> Iterator[Diagnosis]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Diagnosis("translateflow", Health.GOOD, f"{__version__} on Python {version}")


def _look_at_database(newsroom: Newsroom) -> Iterator[Diagnosis]:
    try:
        units = sum(newsroom.database.memory.counts().values())
    except TranslateflowError as error:
        yield Diagnosis("database", Health.BAD, str(error))
    else:
        yield Diagnosis("database", Health.GOOD, f"{newsroom.database.where}, {units:,} units in the memory")


def _look_at_broker(newsroom: Newsroom) -> Iterator[Diagnosis]:
    broker = newsroom.settings.broker
    if not broker:
        yield Diagnosis("broker", Health.ABSENT, "none is set: jobs run inside the command that starts them")
        return
    try:
        ping_broker(broker)
    except TranslateflowError as error:
        yield Diagnosis("broker", Health.BAD, str(error))
    else:
        yield Diagnosis("broker", Health.GOOD, "Redis answers")


def _look_at_releases(newsroom: Newsroom) -> Iterator[Diagnosis]:
    """Read every release and hold it against the promise: translated to itself it renders as its source does."""
    from translateflow.formats import canonical_body, keeps_identity  # noqa: PLC0415 — the parsers load for this only

    settings = newsroom.settings
    sources = newsroom.sources()
    broken: list[Diagnosis] = []
    for slug, path in sources.items():
        try:
            body = canonical_body(
                str(path), read_file(path), default_language=settings.source, timezone=settings.timezone
            )
            if not keeps_identity(newsroom.read_release(slug).document, body):
                message = "translated to itself it does not render as its source does; please report this"
                broken.append(Diagnosis(f"release {slug}", Health.BAD, message))
        except TranslateflowError as error:
            broken.append(Diagnosis(f"release {slug}", Health.BAD, str(error)))
    yield from broken
    yield Diagnosis("releases", Health.GOOD, f"{len(sources) - len(broken)} of {len(sources)} read well")


def _look_at_engines(newsroom: Newsroom) -> Iterator[Diagnosis]:
    settings = newsroom.settings
    used = list(dict.fromkeys(name for rules in settings.all_rules() for name in rules.engines))
    with concurrent.futures.ThreadPoolExecutor(max_workers=len(used) or 1) as pool:
        probed = list(pool.map(lambda name: _probe(newsroom, name), used))
    troubles = _troubles(newsroom)
    for name, diagnosis in zip(used, probed, strict=True):
        trouble = troubles.get(name)
        message = f"{diagnosis.message}; {trouble}"
        yield replace(diagnosis, health=Health.BAD, message=message) if trouble else diagnosis
    for name in ENGINES:
        if name not in used:
            yield Diagnosis(f"engine {name}", Health.ABSENT, f"not in engines.order. {ENGINES[name].known}")


def _troubles(newsroom: Newsroom) -> dict[str, str]:
    """Say of engines what keeps workers from asking them although they may answer: breaker, silence, budget."""
    try:
        states = read_limits(newsroom)
    except TranslateflowError:
        return {}  # the database's own line says why
    return {state.engine: trouble for state in states if (trouble := tell_standing(state))}


def _probe(newsroom: Newsroom, name: str) -> Diagnosis:
    what = f"engine {name}"
    try:
        engine = make_engine(newsroom.settings.options(name))
        try:
            probe = engine.probe()
        finally:
            engine.close()
    except TranslateflowError as error:
        return Diagnosis(what, Health.BAD, str(error))
    return Diagnosis(what, Health.GOOD if probe.ok else Health.BAD, probe.message)
