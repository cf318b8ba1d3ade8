"""The programs of one Apertium mode, started once and kept: text in, NUL, text out, NUL.

A start costs a quarter of a second, a text then some milliseconds. The programs stand in a session of their own, so
that Ctrl-C at the terminal reaches us and not them; they end when their input is closed, also when we are killed.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import shlex
import subprocess
import time
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_END = b"\0"
_GRACE_SECONDS = 1.0


class PipelineBrokenError(Exception):
    """A program of the pipeline ended. Stays inside `engines`."""


class PipelineStalledError(Exception):
    """The pipeline did not answer in time. Stays inside `engines`."""


def read_stages(mode: Path, *, seconds: float = 5.0) -> list[list[str]]:
    """Give the commands of a mode with NUL flush switched on, as Apertium's own program writes them.

    Raises OSError or subprocess.SubprocessError when that program is missing or fails.
    """
    command = ["apertium-wblank-mode", "-z", str(mode)]
    shown = subprocess.run(command, capture_output=True, check=True, text=True, timeout=seconds)
    stages: list[list[str]] = [[]]
    # A mode file is a line of shell: $1 asks the generator to mark unknown words, $2 is an option we do not use.
    for word in shlex.split(shown.stdout):
        if word == "|":
            stages.append([])
        elif word != "$2":
            stages[-1].append("-g" if word == "$1" else word)
    return stages


class Pipeline:
    """A running pipeline. One caller at a time."""

    def __init__(self, stages: Sequence[Sequence[str]]) -> None:
        self._programs: list[subprocess.Popen[bytes]] = []
        self._exchanges = 0
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        upstream: IO[bytes] | int = subprocess.PIPE
        try:
            for stage in stages:
                program = subprocess.Popen(
                    stage,
                    stdin=upstream,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=environment,
                    start_new_session=True,
                )
                self._programs.append(program)
                if not isinstance(upstream, int):
                    upstream.close()
                upstream = _pipe(program.stdout)
        except OSError:
            self.close()
            raise
        self._input = _pipe(self._programs[0].stdin)
        self._output = _pipe(self._programs[-1].stdout)
        os.set_blocking(self._input.fileno(), False)
        os.set_blocking(self._output.fileno(), False)

    def exchange(self, texts: Sequence[str], seconds: float) -> list[str]:
        """Send texts and give as many answers, in order. After an error the pipeline has to be closed.

        Raises PipelineBrokenError, or PipelineStalledError after so many seconds.
        """
        # Programs whose input ends write what they have, cut off, and a NUL: that looks like an answer. A last text
        # that only a whole pipeline gives back tells the two apart.
        self._exchanges += 1
        seal = f"[{self._exchanges}]"
        *answers, last = self._exchange([*texts, seal], seconds)
        if seal not in last:
            raise PipelineBrokenError
        return answers

    def _exchange(self, texts: Sequence[str], seconds: float) -> list[str]:
        waiting = b"".join(text.encode() + _END for text in texts)
        received = bytearray()
        deadline = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self._output, selectors.EVENT_READ)
            selector.register(self._input, selectors.EVENT_WRITE)
            while received.count(_END) < len(texts):
                ready = selector.select(max(0.0, deadline - time.monotonic()))
                if not ready:
                    raise PipelineStalledError
                for key, _ in ready:
                    if key.fileobj is self._output:
                        received += self._read()
                    else:
                        waiting = waiting[self._write(waiting) :]
                        if not waiting:
                            selector.unregister(self._input)
        return [answer.decode(errors="replace") for answer in bytes(received).split(_END)[: len(texts)]]

    def _read(self) -> bytes:
        chunk = os.read(self._output.fileno(), 65536)
        if not chunk:
            raise PipelineBrokenError
        return chunk

    def _write(self, data: bytes) -> int:
        try:
            return os.write(self._input.fileno(), data[:65536])
        except BrokenPipeError as error:
            raise PipelineBrokenError from error

    def close(self, *, grace: float = _GRACE_SECONDS) -> None:
        """End all programs and collect them: none is left as a zombie. May be called twice."""
        # Closing the input ends them in order; what has not ended after the grace time is killed.
        for program in self._programs:
            for end in (program.stdin, program.stdout):
                if end is not None:
                    with contextlib.suppress(OSError):
                        end.close()
        deadline = time.monotonic() + grace
        for program in self._programs:
            try:
                program.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
        self._programs = []


def _pipe(end: IO[bytes] | None) -> IO[bytes]:
    if end is None:  # never, with stdin and stdout as PIPE
        raise PipelineBrokenError
    return end
