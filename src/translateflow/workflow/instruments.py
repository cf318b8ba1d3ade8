"""What this process counts while it works, for its page of metrics: calls to engines, requests of readers.

One registry a process; what stands in the ledger is not counted here but read from it (`metrics.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, Counter, Histogram

if TYPE_CHECKING:
    from translateflow.engines import CallSeen

REGISTRY: Final = CollectorRegistry()

_CALL_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60)
_REQUEST_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)

ENGINE_CALLS: Final = Histogram(
    "translateflow_engine_call_seconds",
    "How long engines took to answer one request, without the wait for its turn.",
    ["engine"],
    buckets=_CALL_SECONDS,
    registry=REGISTRY,
)
ENGINE_ERRORS: Final = Counter(
    "translateflow_engine_errors", "Requests that an engine failed.", ["engine", "kind"], registry=REGISTRY
)
REQUESTS: Final = Histogram(
    "translateflow_request_seconds",
    "How long `serve` took until an answer began.",
    ["part", "status"],
    buckets=_REQUEST_SECONDS,
    registry=REGISTRY,
)


def count_call(call: CallSeen) -> None:
    """Count one request to an engine."""
    ENGINE_CALLS.labels(call.engine).observe(call.seconds)
    if call.problem:
        ENGINE_ERRORS.labels(call.engine, call.problem).inc()


def count_request(part: str, status: str, seconds: float) -> None:
    """Count one request of a reader, a person at the desk or a program."""
    REQUESTS.labels(part, status).observe(seconds)
