"""Every service of docker-compose.yml, its own command as a local process: a release walks the road through them.

No container engine is needed: what the compose file says of paths and ports inside the containers is put in place of a
temporary folder and free ports; Redis and PostgreSQL are real. What only a container gives (users, read-only file
systems, networks) `test_compose.py` reads in the file.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import yaml
from redis import Redis
from redis.exceptions import RedisError
from tests.conftest import find_free_port
from tests.worker.counting_engine import CountingEngine
from tests.worker.troupe import PostgresServer

from translateflow.catalog import Change, update_catalog
from translateflow.workspace import open_newsroom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import RequireProgram

    from translateflow.catalog import Catalog

COMPOSE = yaml.safe_load((Path(__file__).resolve().parents[2] / "docker-compose.yml").read_text(encoding="utf-8"))
SECONDS = 90.0
PASSWORD = "only for this test"
RELEASE = """---
title: Die Brücke öffnet
date: 2026-06-18
{front}---

Die Brücke ist **186 m** lang. Sie öffnet am Montag.
"""


class House:
    """The services, started as the compose file says, and commands typed at the newsroom's own host."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "newsroom"
        self.secrets = folder / "secrets"
        self.web_port, self.redis_port = find_free_port(), find_free_port()
        self.engine = CountingEngine(latency=0.0)
        self.postgres = PostgresServer()
        self.postgres.start()
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._write_files()

    def _write_files(self) -> None:
        for folder in (self.root / "releases", self.secrets, self.folder / "settings", self.folder / "tmp"):
            folder.mkdir(parents=True)
        settings = (
            '[newsroom]\ntitle = "Stadt Beispiel"\nsource = "de"\ntargets = ["en"]\n'
            f'[engines]\norder = ["libretranslate"]\n[engines.libretranslate]\nurl = "{self.engine.url}"\n'
        )
        (self.root / "translateflow.toml").write_text(settings, encoding="utf-8")
        # What a drafting worker's volume holds, and nothing else.
        shutil.copy(self.root / "translateflow.toml", self.folder / "settings")
        password = PASSWORD.replace(" ", "-")
        for name, secret in (
            ("redis_password", password),
            ("broker_url", f"redis://:{password}@127.0.0.1:{self.redis_port}/0"),
            ("database_url", self.postgres.url),
        ):
            (self.secrets / name).write_text(f"{secret}\n", encoding="utf-8")

    def localize(self, word: str) -> str:
        """Put this test's folder and ports in the place of the container's."""
        here = {
            "/run/secrets": str(self.secrets),
            "/tmp/": f"{self.folder / 'tmp'}/",  # noqa: S108 — the container's
            "0.0.0.0": "127.0.0.1",  # noqa: S104 — replaced, not listened on
            ":8000": f":{self.web_port}",
            "$$": "$",
            "redis-server ": f"redis-server --bind 127.0.0.1 --port {self.redis_port} --dir {self.folder / 'tmp'} ",
            "redis-cli ": f"redis-cli -p {self.redis_port} ",
        }
        word = re.sub("|".join(map(re.escape, here)), lambda there: here[there[0]], word)
        return str(self.web_port) if word == "8000" else word

    def environment(self, service: str) -> dict[str, str]:
        """Give the variables that the compose file gives a service."""
        said = {
            name: self.localize(value) for name, value in COMPOSE["services"][service].get("environment", {}).items()
        }
        if "TRANSLATEFLOW_NEWSROOM" in said:
            whole = "./:/newsroom" in COMPOSE["services"][service]["volumes"]
            said["TRANSLATEFLOW_NEWSROOM"] = str(self.root if whole else self.folder / "settings")
        clean = {name: value for name, value in os.environ.items() if not name.startswith("TRANSLATEFLOW_")}
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        quick = {"TRANSLATEFLOW_QUEUE_SWEEP_SECONDS": "1"}
        return {**clean, **said, **quick, "PATH": path, "HOSTNAME": socket.gethostname()}

    def start(self, service: str, *, number: int = 1) -> None:
        """Start a service; what it prints goes to a file."""
        words = [self.localize(word) for word in COMPOSE["services"][service]["command"]]
        with (self.folder / f"{service}-{number}.log").open("wb") as log:
            self._running[f"{service}-{number}"] = subprocess.Popen(
                words, cwd=self.folder, env=self.environment(service), stdout=log, stderr=subprocess.STDOUT
            )

    def is_healthy(self, service: str) -> bool:
        """Ask as the compose file does."""
        kind, *words = COMPOSE["services"][service]["healthcheck"]["test"]
        words = [self.localize(word) for word in words]
        command = ["sh", "-c", *words] if kind == "CMD-SHELL" else words
        asked = subprocess.run(
            command, env=self.environment(service), cwd=self.folder, capture_output=True, timeout=SECONDS, check=False
        )
        return asked.returncode == 0

    def run(self, *words: str) -> str:
        """Type a command at the newsroom's host; gives what it says."""
        done = subprocess.run(
            ["translateflow", *words],
            cwd=self.root,
            env=self.environment("catalogs"),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}{self.story()}"
        return done.stdout

    def page(self, path: str) -> str:
        """Fetch a page from the web service; "" when there is none."""
        try:
            with urlopen(f"http://127.0.0.1:{self.web_port}{path}", timeout=10) as answer:
                return str(answer.read().decode())
        except HTTPError as error:
            error.close()
            return ""

    def story(self) -> str:
        """Tell what the services said."""
        logs = sorted(self.folder.glob("*.log"))
        return "\n".join(f"== {log.name}\n{log.read_text(encoding='utf-8')[-2000:]}" for log in logs)

    def stop(self) -> dict[str, int]:
        """Stop everything as Docker does, with SIGTERM; gives exit codes."""
        order = sorted(self._running, key=lambda name: name.startswith("redis"))
        codes = {}
        for name in order:
            process = self._running.pop(name)
            process.send_signal(signal.SIGTERM)
            codes[name] = process.wait(SECONDS)
        return codes

    def close(self) -> None:
        """Leave nothing behind."""
        for process in self._running.values():
            process.kill()
            process.wait(SECONDS)
        self.postgres.kill()
        self.postgres.remove()
        self.engine.end()


@pytest.fixture
def house(tmp_path: Path, require_program: RequireProgram) -> Iterator[House]:
    """Give a house whose services are all up."""
    require_program("redis-server")
    require_program("initdb", "postgresql")
    made = House(tmp_path)
    try:
        made.start("redis")
        wait_until(lambda: answers(made))
        for service in ("web", "catalogs", "beat", "draft"):
            made.start(service)
        made.start("draft", number=2)
        yield made
    finally:
        made.close()


def answers(house: House) -> bool:
    """Whether Redis does, with its password and not without."""
    try:
        with Redis(port=house.redis_port, password=PASSWORD.replace(" ", "-"), socket_timeout=1) as redis:
            return bool(redis.ping())
    except RedisError:
        return False


def wait_until(true: Callable[[], bool], tell: Callable[[], str] = str) -> None:
    """Wait for what comes within a minute."""
    until = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < until, tell()
        time.sleep(0.2)


def review(house: House, slug: str) -> None:
    """Confirm every draft, as a translator does in a PO editor."""
    newsroom = open_newsroom(house.root, {})

    def confirm(catalog: Catalog | None) -> Catalog:
        assert catalog is not None
        changes = {entry.key: Change(entry.target.replace(" [en]", "")) for entry in catalog.entries}
        return catalog.with_changes(changes, by="Desk <desk@translators.example>", at=dt.datetime.now(dt.UTC))

    update_catalog(newsroom.catalogs.catalog(slug, "en"), confirm)


def walk(house: House, slug: str, front: str = "") -> None:
    """Bring a release from its source to its sign-off."""
    source = house.folder / f"{slug}.md"
    source.write_text(RELEASE.format(front=front), encoding="utf-8")
    house.run("add", str(source), "--slug", slug)
    house.run("translate", slug)
    review(house, slug)
    house.run("approve", slug, "--language", "en", "--by", "Editor <editor@stadt.example>")


def test_a_release_walks_the_road_through_all_services(house: House) -> None:
    for service in ("redis", "web", "catalogs", "beat", "draft"):
        wait_until(lambda service=service: house.is_healthy(service), house.story)  # type: ignore[misc] # bound now
    walk(house, "bruecke")
    house.run("publish", "bruecke")
    assert "186 m" in house.page("/en/bruecke/")

    ahead = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=25)
    walk(house, "sperrfrist", f"embargo: {ahead.isoformat()}\n")
    assert house.page("/en/sperrfrist/") == ""
    wait_until(lambda: house.page("/en/sperrfrist/") != "", house.story)
    assert dt.datetime.now(dt.UTC) >= ahead
    assert "translateflow.publish_due" in (house.folder / "catalogs-1.log").read_text(encoding="utf-8")

    assert sorted(path.name for path in (house.folder / "settings").iterdir()) == ["translateflow.toml"]
    assert {name: code for name, code in house.stop().items() if code} == {}
    assert PASSWORD.replace(" ", "-") not in house.story()
