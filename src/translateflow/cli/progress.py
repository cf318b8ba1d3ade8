"""Progress of long work: a bar on a terminal, plain lines elsewhere. Always on stderr."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from types import TracebackType

    from tqdm import tqdm

    from translateflow.model.job import Sums

LINE_EVERY = 5.0  # seconds between two plain lines


class ProgressDisplay:
    """Shows a job's ledger while it is worked off; call it with the sums as they are now."""

    def __init__(self, engines: str = "") -> None:
        self._bar: tqdm[None] | None = None
        self._engines = engines
        self._terminal = sys.stderr.isatty()
        self._last = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def __call__(self, sums: Sums) -> None:
        """Show the sums as they are now."""
        if self._terminal:
            self._show_bar(sums)
        elif time.monotonic() - self._last >= LINE_EVERY and sums.waiting:
            self._last = time.monotonic()
            click.echo(progress_line(sums), err=True)

    def _show_bar(self, sums: Sums) -> None:
        bar = self._bar
        if bar is None:
            from tqdm import tqdm  # noqa: PLC0415 — 30 ms that only a terminal pays

            kept = sums.kept + sums.memory
            unit = " segments"
            bar = self._bar = tqdm([], total=sums.items, initial=kept, unit=unit, leave=False, desc=self._engines)
        bar.n = sums.done
        bar.set_postfix_str(f"{sums.characters:,} characters, {sums.failed} failed", refresh=False)
        bar.refresh()


def progress_line(sums: Sums) -> str:
    """Give the figures of a job under way in one plain line."""
    failed = f", {sums.failed:,} failed" if sums.failed else ""
    return f"{sums.done:,} of {sums.items:,} segments ({sums.percent} %){failed}, {sums.characters:,} characters sent"
