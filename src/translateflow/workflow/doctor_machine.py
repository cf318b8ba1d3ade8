"""Look at the machine: clocks, space, permissions, and whether anybody publishes what an embargo releases."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import TZPATH

from translateflow.broker import make_client
from translateflow.errors import TranslateflowError
from translateflow.model.diagnosis import Diagnosis, Health
from translateflow.model.notice import NoticeState
from translateflow.workflow.editions import read_frozen
from translateflow.workflow.pulse import ALIVE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from translateflow.workspace import Newsroom

SPACE_WANTED = 500_000_000  # bytes: a site, its next generation and the database of a busy newsroom
SPACE_NEEDED = 50_000_000  # bytes: below, writes begin to fail
SKEW_NOTED = 2.0  # seconds between two clocks that people would notice in logs and embargoes
SKEW_HARMFUL = 30.0  # seconds: leases of 120 seconds begin to be taken over from the living
OLD_ZONES = 2  # years: several countries change their rules in that time


def look_at_folders(newsroom: Newsroom) -> Iterator[Diagnosis]:
    """Look whether we may write where we have to."""
    root = newsroom.root
    folders = [root, newsroom.state_folder, newsroom.releases_folder, root / "locales", root / "approved"]
    closed = [str(each.name) for each in folders if each.exists() and not os.access(each, os.W_OK | os.X_OK)]
    if closed:
        remedy = "Give them to the user this runs as: chown -R."
        yield Diagnosis("newsroom", Health.BAD, f"this user cannot write to {', '.join(closed)}", remedy)
    else:
        yield Diagnosis("newsroom", Health.GOOD, str(root))


def look_at_disks(newsroom: Newsroom) -> Iterator[Diagnosis]:
    """Look how much space is left, on each disk we write to."""
    seen: set[int] = set()
    for name, folder in (("disk", newsroom.root), ("disk of the state", newsroom.state_folder)):
        if not folder.is_dir() or folder.stat().st_dev in seen:
            continue
        seen.add(folder.stat().st_dev)
        free = shutil.disk_usage(folder).free
        yield Diagnosis(name, *judge_space(free))


def judge_space(free: int) -> tuple[Health, str, str]:
    """Say whether so many free bytes are enough."""
    message = f"{free / 1e9:.1f} GB free"
    if free >= SPACE_WANTED:
        return Health.GOOD, message, ""
    health = Health.WARN if free >= SPACE_NEEDED else Health.BAD
    return health, message, f"Make room: {SPACE_WANTED / 1e9:.1f} GB are needed for the next generation of the site."


def look_at_secrets(newsroom: Newsroom) -> Iterator[Diagnosis]:
    """Look whether others on this machine can read keys and passwords."""
    files = [newsroom.keys.path, *find_secret_files(newsroom)]
    open_ones = [each for each in files if each.is_file() and each.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH)]
    exposed = [newsroom.show(each) for each in open_ones if each.stat().st_mode & stat.S_IROTH]
    if exposed:
        yield Diagnosis("secrets", Health.WARN, f"everybody here can read {', '.join(exposed)}", "chmod o-rwx them.")
    else:
        yield Diagnosis("secrets", Health.GOOD, "no key lies open")


def find_secret_files(newsroom: Newsroom) -> list[Path]:
    """Give the files that settings name as holding secrets."""
    return [newsroom.root / name for name in newsroom.settings.secret_files]


def look_at_clocks(newsroom: Newsroom) -> Iterator[Diagnosis]:
    """Compare our clock with those of database and Redis, and look how old our time zones are."""
    skews: dict[str, float] = {}
    try:
        skew = newsroom.database.pulses.skew()
    except TranslateflowError:
        skew = None  # the database's own line says why
    if skew is not None:
        skews["database"] = skew
    if newsroom.settings.broker and (skew := _redis_skew(newsroom.settings.broker)) is not None:
        skews["Redis"] = skew
    yield Diagnosis("clocks", *judge_skews(skews))
    yield Diagnosis("time zones", *judge_zones(read_zone_version(), dt.datetime.now(dt.UTC).year))


def _redis_skew(broker: str) -> float | None:
    from redis import RedisError  # noqa: PLC0415 — only a newsroom with a broker pays

    try:
        with make_client(broker) as client:
            before = time.time()
            seconds, micros = client.time()
            theirs: float = seconds + micros / 1e6
            return theirs - (before + time.time()) / 2
    except (RedisError, OSError, ValueError, TypeError):
        return None  # the broker's own line says why


def judge_skews(skews: Mapping[str, float]) -> tuple[Health, str, str]:
    """Say whether clocks agree; leases and embargoes compare times of several machines."""
    shown = ", ".join(f"{name} {skew:+.1f} s" for name, skew in skews.items()) or "only this machine's is used"
    worst = max(map(abs, skews.values()), default=0.0)
    if worst < SKEW_NOTED:
        return Health.GOOD, shown, ""
    health = Health.WARN if worst < SKEW_HARMFUL else Health.BAD
    return health, f"{shown} against this machine", "Let all machines follow a time server (NTP)."


def read_zone_version() -> str:
    """Give the version of the time zone database in use, such as 2026a; "" when nothing says."""
    for folder in TZPATH:
        for name, prefix in (("tzdata.zi", "# version "), ("+VERSION", "")):
            path = Path(folder) / name
            if path.is_file():
                with path.open(encoding="utf-8", errors="replace") as file:
                    return file.readline().strip().removeprefix(prefix)
    return ""


def judge_zones(version: str, year: int) -> tuple[Health, str, str]:
    """Say whether the rules of time zones are young enough for embargoes."""
    if not version[:4].isdigit():
        return Health.WARN, "nothing says how old the time zones are", "Install the package tzdata."
    if year - int(version[:4]) >= OLD_ZONES:
        return Health.WARN, f"version {version}", "Update the package tzdata: embargoes follow its rules."
    return Health.GOOD, f"version {version}", ""


def look_at_keepers(newsroom: Newsroom) -> Iterator[Diagnosis]:
    """Look whether anybody is there who publishes what an embargo releases."""
    now = dt.datetime.now(dt.UTC)
    try:
        pulses = newsroom.database.pulses.last()
        embargoes = [each.embargo for each in read_frozen(newsroom).values() if each.embargo and each.embargo > now]
    except TranslateflowError:
        return  # the lines of database or releases say why
    alive = [name for name, at in pulses.items() if (now - at).total_seconds() < ALIVE_SECONDS]
    yield Diagnosis("embargoes", *judge_keepers(alive, embargoes, newsroom))


def judge_keepers(alive: list[str], embargoes: list[dt.datetime], newsroom: Newsroom) -> tuple[Health, str, str]:
    """Say who would publish, and what waits for it."""
    if alive:
        return Health.GOOD, f"{' and '.join(sorted(alive))} publishes what is due; {len(embargoes)} waiting", ""
    remedy = "Start translateflow serve, or a worker with --beat, or let cron run translateflow publish --due."
    if embargoes:
        first = min(embargoes).astimezone(newsroom.timezone)
        return Health.WARN, f"nobody we know of will publish what is due on {first:%Y-%m-%d %H:%M %Z}", remedy
    return Health.ABSENT, "nothing waits, and neither serve nor beat runs", remedy


def look_at_notifications(newsroom: Newsroom) -> Iterator[Diagnosis]:
    """Look whether notices get through."""
    if not newsroom.settings.notify.is_used:
        yield Diagnosis("notifications", Health.ABSENT, "nobody is to be told of anything")
        return
    try:
        given_up = len(newsroom.database.outbox.newest(state=NoticeState.FAILED))
        waiting = sum(1 for each in newsroom.database.outbox.newest(state=NoticeState.WAITING) if each.attempts)
    except TranslateflowError:
        return  # the database's own line says why
    message = f"{given_up} given up, {waiting} waiting after a failure"
    if given_up or waiting:
        yield Diagnosis("notifications", Health.WARN, message, "See translateflow notifications list --waiting.")
    else:
        yield Diagnosis("notifications", Health.GOOD, "all were taken")
