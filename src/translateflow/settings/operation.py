"""How a newsroom is looked after: its logs, its metrics."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translateflow.files import read_file
from translateflow.logs import LogFormat, LogLevel
from translateflow.settings.spec import KeySpec
from translateflow.settings.values import as_choice, as_port, as_text

if TYPE_CHECKING:
    from collections.abc import Mapping

METRICS_TOKEN_VARIABLE = "TRANSLATEFLOW_METRICS_TOKEN"  # noqa: S105 — the variable's name


class MetricsAccess(StrEnum):
    """Who may read /metrics: nobody, this machine, or whoever shows the token."""

    OFF = "off"
    LOOPBACK = "loopback"
    TOKEN = "token"  # noqa: S105 — a choice, no secret


OPERATION_KEYS: tuple[KeySpec, ...] = (
    KeySpec(
        "log", "format", "text | json", "text", "How log lines look; JSON is one object a line.", as_choice(LogFormat)
    ),
    KeySpec(
        "log",
        "level",
        "debug | info | warning | error",
        "info for serve and workers, nothing for commands",
        "From which level on lines are logged, to stderr.",
        as_choice(LogLevel),
    ),
    KeySpec(
        "metrics",
        "access",
        "off | loopback | token",
        "off",
        "Who may read /metrics of `serve`: nobody, this machine without a proxy between, or who shows the token.",
        as_choice(MetricsAccess),
    ),
    KeySpec("metrics", "token_file", "file", "none", "File that holds the token for /metrics.", as_text),
    KeySpec("metrics", "worker_port", "port", "none", "Port of a worker's page of metrics.", as_port),
    KeySpec("metrics", "worker_host", "text", "127.0.0.1", "Address a worker's page of metrics listens on.", as_text),
)


@dataclass(frozen=True, slots=True)
class LogOptions:
    """`level` None: commands log nothing, `serve` and workers from INFO on."""

    format: LogFormat = LogFormat.TEXT
    level: LogLevel | None = None


@dataclass(frozen=True, slots=True)
class MetricsOptions:
    """`worker_port` 0: workers have no page of metrics."""

    access: MetricsAccess = MetricsAccess.OFF
    token: str = field(default="", repr=False)
    worker_port: int = 0
    worker_host: str = "127.0.0.1"


def read_log_options(values: Mapping[tuple[str, str], Any]) -> LogOptions:
    """Give what is set under [log]."""
    return LogOptions(values.get(("log", "format"), LogFormat.TEXT), values.get(("log", "level")))


def read_metrics_options(
    root: Path, values: Mapping[tuple[str, str], Any], environment: Mapping[str, str]
) -> MetricsOptions:
    """Give what is set under [metrics]. Raises FileAccessError for the token's file."""
    token = environment.get(METRICS_TOKEN_VARIABLE, "")
    file = values.get(("metrics", "token_file"), "")
    if file and not token:
        token = read_file(root / Path(file)).decode("utf-8", "replace").strip()
    return MetricsOptions(
        values.get(("metrics", "access"), MetricsAccess.OFF),
        token,
        int(values.get(("metrics", "worker_port"), 0)),
        values.get(("metrics", "worker_host"), "127.0.0.1"),
    )
