"""docker-compose.yml and the systemd units name only what exists, and keep what docs/operator.md promises of them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from celery.bin.celery import celery as celery_commands

from translateflow.broker import CATALOGS_QUEUE, DRAFT_QUEUE, PUBLISH_QUEUE
from translateflow.cli import cli
from translateflow.settings import KEYS

HOUSE = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((HOUSE / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "worker/Dockerfile" in str(service.get("build"))}
PROGRAMS: dict[str, click.Command] = {"translateflow": cli, "celery": celery_commands}
UNITS = {path.name: path.read_text(encoding="utf-8") for path in sorted((HOUSE / "worker").glob("*.service"))}


def unknown_words(words: list[str]) -> list[str]:
    """Give the commands and options of a command line that the program does not have."""
    command, rest = PROGRAMS[words[0]], words[1:]
    while rest:
        options = {name: each for each in command.params if isinstance(each, click.Option) for name in each.opts}
        word = rest.pop(0)
        if word.startswith("-"):
            if word not in options:
                return [word]
            if not options[word].is_flag:
                rest.pop(0)
        elif isinstance(command, click.Group):
            context = click.Context(command)
            found = command.get_command(context, word) if word in command.list_commands(context) else None
            if found is None:
                return [word]
            command = found
    return []


def variables(service: dict[str, Any]) -> list[str]:
    """Give the settings that a service gets by its environment."""
    return [name for name in service.get("environment", {}) if name.startswith("TRANSLATEFLOW_")]


@pytest.mark.parametrize("name", OURS)
def test_every_command_exists_with_its_options(name: str) -> None:
    assert unknown_words(list(OURS[name]["command"])) == []


def test_a_command_that_does_not_exist_would_be_noticed() -> None:
    assert unknown_words(["translateflow", "no-such-command"]) == ["no-such-command"]
    assert unknown_words(["celery", "-A", "app", "beat", "--no-such-option", "x"]) == ["--no-such-option"]


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_starts_a_command_that_exists(name: str) -> None:
    words = shlex.split(re.findall(r"^ExecStart=(.*)$", UNITS[name], re.MULTILINE)[0])
    assert unknown_words([Path(words[0]).name, *words[1:]]) == []


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_gives_no_rights_that_are_not_needed(name: str) -> None:
    lines = UNITS[name].splitlines()
    assert {"NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet="} <= set(lines)
    assert any(line.startswith(("User=", "DynamicUser=yes")) for line in lines)


def test_every_queue_has_a_worker() -> None:
    served = [queue for service in OURS.values() for queue in queues(service["command"])]
    assert set(served) == {DRAFT_QUEUE, CATALOGS_QUEUE, PUBLISH_QUEUE}


def queues(command: list[str]) -> list[str]:
    """Give the queues a worker listens to."""
    return command[command.index("--queues") + 1].split(",") if "--queues" in command else []


def test_all_the_house_needs_is_there() -> None:
    assert set(SERVICES) >= {"redis", "postgres", "web", "draft", "catalogs", "beat"}
    assert SERVICES["draft-apertium"]["profiles"] == ["apertium"]
    assert SERVICES["libretranslate"]["profiles"] == ["libretranslate"]


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_runs_hardened_and_says_how_it_is(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert int(service["user"].partition(":")[0]) > 0
    assert service["healthcheck"]["test"]


def test_only_the_web_has_a_port_and_only_on_loopback() -> None:
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"web": ["127.0.0.1:8000:8000"]}


def test_a_drafting_worker_gets_the_settings_and_nothing_else_of_the_newsroom() -> None:
    for name in ("draft", "draft-apertium", "beat"):
        assert SERVICES[name]["volumes"] == ["./translateflow.toml:/newsroom/translateflow.toml:ro"]


@pytest.mark.parametrize("name", SERVICES)
def test_secrets_come_from_files(name: str) -> None:
    for secret in SERVICES[name].get("secrets", []):
        assert set(COMPOSE["secrets"][secret]) == {"file"}
    plain = {variable: value for variable, value in SERVICES[name].get("environment", {}).items() if "://" in value}
    assert plain == {}


def test_every_variable_is_one_that_the_house_reads() -> None:
    known = {"TRANSLATEFLOW_NEWSROOM", *(key.variable for key in KEYS), *(f"{key.variable}_FILE" for key in KEYS)}
    named = {name for service in OURS.values() for name in variables(service)}
    for unit in UNITS.values():
        named |= set(re.findall(r"^Environment=(TRANSLATEFLOW_\w+)", unit, re.MULTILINE))
    assert named <= known


def test_the_image_is_built_from_what_is_there() -> None:
    dockerfile = (HOUSE / "worker" / "Dockerfile").read_text(encoding="utf-8")
    copied = [words.split()[:-1] for words in re.findall(r"^COPY (?!--from)(.*)$", dockerfile, re.MULTILINE)]
    assert all((HOUSE / name).exists() for names in copied for name in names)
    assert "--require-hashes -r requirements.lock" in dockerfile
    assert re.findall(r"^USER (.*)$", dockerfile, re.MULTILINE) == ["10001:10001"]
