"""Apertium: free, rule-based, on this machine and without the internet. Debian packages, one per pair."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from translateflow.engines.apertium_modes import data_folder, debian_package, find_mode, installed_pairs
from translateflow.engines.apertium_pipeline import Pipeline, PipelineBrokenError, PipelineStalledError, read_stages
from translateflow.engines.apertium_stream import IN_PLACE, RESERVED, WORD_BOUND, polish_answer
from translateflow.engines.drafting import Plan, draft_requests
from translateflow.engines.protocol import EngineSpec, Probe
from translateflow.errors import EngineError, EngineUnreachableError
from translateflow.model.engine import EngineLimits
from translateflow.model.language import spaced_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.engines.protocol import Engine
    from translateflow.engines.styles import Wire
    from translateflow.model.engine import DraftOutcome, DraftRequest, EngineOptions

_LIMITS = EngineLimits(texts=50, characters=20_000)
# What Apertium's own programs write at the end of a text: without it the last full stop is held back.
_FRAME = "[][]"
_START_SECONDS = 5.0


class ApertiumEngine:
    """A pipeline per pair, started when first asked for and kept. `url` may name another data folder."""

    name = "apertium"
    limits = _LIMITS

    def __init__(self, options: EngineOptions) -> None:
        self._folder = Path(options.url) if options.url else data_folder()
        self._seconds = options.timeout
        self._lines: dict[Path, _Line] = {}
        self._lock = Lock()

    def supports(self, source: str, target: str) -> bool:
        """Whether the pair is installed."""
        return find_mode(self._folder, source, target) is not None

    def explain_pair(self, source: str, target: str) -> str:
        """Name the Debian package that brings the pair."""
        if self.supports(source, target):
            return ""
        package = debian_package(source, target)
        if package:
            return f"its pair {source} -> {target} is not installed: apt install {package}"
        return f"it has no pair {source} -> {target}"

    def draft(self, requests: Sequence[DraftRequest], source: str, target: str) -> list[DraftOutcome]:
        """Draft segments, streamed through the pair's pipeline."""
        mode = find_mode(self._folder, source, target)
        if mode is None:
            raise EngineError(self.name, self.explain_pair(source, target), permanent=True)
        line = self._line_of(mode)

        def translate(texts: Sequence[str], _wire: Wire) -> Sequence[object]:
            return line.translate(texts)

        styles = (WORD_BOUND, IN_PLACE)
        plan = Plan(self.name, self.limits, styles, spaced_sentences(target), also=RESERVED, polish=polish_answer)
        return draft_requests(requests, translate, plan)

    def _line_of(self, mode: Path) -> _Line:
        with self._lock:
            return self._lines.setdefault(mode, _Line(self.name, mode, self._seconds))

    def probe(self) -> Probe:
        """Say which pairs are installed."""
        pairs = installed_pairs(self._folder)
        if not shutil.which("apertium-wblank-mode"):
            return Probe(ok=False, message="not installed: apt install apertium apertium-eng-spa apertium-eng-cat")
        if not pairs:
            return Probe(ok=False, message="no pair is installed: apt install apertium-eng-spa apertium-eng-cat")
        return Probe(ok=True, message=f"installed pairs: {', '.join(pairs)}")

    def close(self) -> None:
        """End all pipelines."""
        with self._lock:
            lines = list(self._lines.values())
        for line in lines:
            line.close()


class _Line:
    """The pipeline of one mode: started when needed, again after a crash, used by one thread at a time."""

    def __init__(self, engine: str, mode: Path, seconds: float) -> None:
        self._engine = engine
        self._mode = mode
        self._seconds = seconds
        self._lock = Lock()
        self._pipeline: Pipeline | None = None

    def translate(self, texts: Sequence[str]) -> Sequence[object]:
        """Translate texts of the stream; fewer answers than texts when one of them makes the programs crash."""
        framed = [f"{text}{_FRAME}" for text in texts]
        if not self._lock.acquire(timeout=self._seconds):
            raise EngineError(self._engine, f"it was busy for {self._seconds:g} seconds", permanent=False)
        try:
            for _ in range(2):
                answers = self._exchange(framed)
                if answers is not None:
                    return [answer.replace("[]", "") for answer in answers]
            return [None] if len(texts) == 1 else []
        finally:
            self._lock.release()

    def _exchange(self, texts: Sequence[str]) -> Sequence[str] | None:
        """Exchange texts with a pipeline; None when it broke, and was put away."""
        pipeline = self._pipeline = self._pipeline or self._start()
        try:
            return pipeline.exchange(texts, self._seconds)
        except PipelineBrokenError:
            self._put_away()
            return None
        except PipelineStalledError as error:
            self._put_away(grace=0.0)
            reason = f"no answer within {self._seconds:g} seconds"
            raise EngineError(self._engine, reason, permanent=False) from error

    def _start(self) -> Pipeline:
        """Start the programs and make sure that they answer, so that a broken installation is told from a bad text."""
        try:
            pipeline = Pipeline(read_stages(self._mode))
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            reason = f"its programs cannot be started ({type(error).__name__}): apt install apertium"
            raise EngineUnreachableError(self._engine, reason) from error
        try:
            pipeline.exchange([], min(_START_SECONDS, self._seconds))
        except (PipelineBrokenError, PipelineStalledError) as error:
            pipeline.close()
            reason = f"its programs for {self._mode.stem} end at once: reinstall the pair's package"
            raise EngineUnreachableError(self._engine, reason) from error
        return pipeline

    def _put_away(self, *, grace: float = 1.0) -> None:
        if self._pipeline is not None:
            self._pipeline.close(grace=grace)
        self._pipeline = None

    def close(self) -> None:
        """End the pipeline, after the call under way."""
        with self._lock:
            self._put_away()


def make(options: EngineOptions) -> Engine:
    """Make the engine."""
    return ApertiumEngine(options)


SPEC = EngineSpec(
    name="apertium",
    factory=make,
    limits=_LIMITS,
    needs_key=False,
    publishable=True,
    known="Apertium on this machine: free and offline, rule-based drafts of modest quality; none from German.",
)
