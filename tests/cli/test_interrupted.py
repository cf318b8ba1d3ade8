"""Killed or interrupted in the middle: nothing that was stored is lost, or asked for again."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

import pytest
from tests.conftest import find_free_port

from translateflow.model.job import Outcome
from translateflow.workflow.sync import run_sync
from translateflow.workspace import open_newsroom

if TYPE_CHECKING:
    import subprocess

    from tests.cli.conftest import Command, EngineServer, House, RunProcess, StartProcess

CHUNKS = 6
WAIT_SECONDS = 30
# With the title they fill their chunks: none is so small that two of them are not fifty drafts.
SENTENCES = [
    f"Der Wagen Nummer {number} fährt heute zum Depot und kommt morgen wieder." for number in range(25 * CHUNKS - 1)
]


class Gate:
    """Lets the first calls of an engine through and holds the others until it opens."""

    def __init__(self, free: int) -> None:
        self._free = threading.Semaphore(free)
        self.held = threading.Event()
        self.opened = threading.Event()

    def pass_through(self) -> None:
        if not self._free.acquire(blocking=False):
            self.held.set()
            self.opened.wait(WAIT_SECONDS)


@pytest.fixture
def depot(served_house: House) -> House:
    """Give the newsroom with the engine a release of several chunks."""
    served_house.write_release("depot", "---\ntitle: Depot\n---\n\n" + "\n\n".join(SENTENCES) + "\n")
    return served_house


def stored(house: House) -> set[str]:
    """Give the texts the ledger has a draft of."""
    newsroom = open_newsroom(house.root, {})
    try:
        return {item.key.text for item in newsroom.database.ledger.items(1, outcome=Outcome.DRAFTED)}
    finally:
        newsroom.database.close()


def wait_until_stored(house: House, number: int) -> set[str]:
    """Wait until the ledger has this many drafts."""
    pause = threading.Event()
    for _ in range(WAIT_SECONDS * 20):
        found = stored(house)
        if len(found) >= number:
            return found
        pause.wait(0.05)
    pytest.fail("the drafts never came")


def translate_until_held(house: House, engine: EngineServer, start: StartProcess, gate: Gate) -> subprocess.Popen[str]:
    """Start drafting; come back when two chunks are stored and another is with the engine."""
    engine.before_answer = gate.pass_through
    running = start("translate", "depot", "--language", "en", "--newsroom", house.root)
    if not gate.held.wait(WAIT_SECONDS):
        running.kill()
        pytest.fail(f"the engine was not asked: {running.communicate()}")
    wait_until_stored(house, 50)
    return running


def test_killed_in_the_middle_it_goes_on_and_asks_for_nothing_that_was_stored(
    depot: House, engine: EngineServer, start: StartProcess, process: RunProcess
) -> None:
    gate = Gate(free=2)
    running = translate_until_held(depot, engine, start, gate)
    running.send_signal(signal.SIGKILL)
    running.wait(WAIT_SECONDS)
    kept = stored(depot)
    assert len(kept) >= 50
    gate.opened.set()
    told = process("jobs", "resume", "--json", "--newsroom", depot.root)
    assert told.code == 0, told.err
    assert told.document["waiting"] == 0
    assert told.document["drafted"] + told.document["kept"] == told.document["items"]
    assert [text for text in kept if engine.asked[text] != 1] == []
    targets = depot.targets("en", "depot")
    assert [source for source in SENTENCES if not targets[source][0]] == []


def test_ctrl_c_ends_with_a_sentence_how_to_go_on(
    depot: House, engine: EngineServer, start: StartProcess, process: RunProcess
) -> None:
    gate = Gate(free=2)
    running = translate_until_held(depot, engine, start, gate)
    running.send_signal(signal.SIGINT)
    gate.opened.set()
    _, err = running.communicate(timeout=WAIT_SECONDS)
    assert running.returncode == 130
    assert "Interrupted. What was drafted is kept. Go on with: translateflow jobs resume" in err
    assert "Traceback" not in err
    told = process("jobs", "resume", "--newsroom", depot.root)
    assert told.code == 0, told.err
    assert max(engine.asked[text] for text in SENTENCES) == 1
    assert all(target for target, _ in depot.targets("en", "depot").values())


def test_status_says_of_an_interrupted_job_what_is_missing(
    depot: House, engine: EngineServer, start: StartProcess, command: Command
) -> None:
    gate = Gate(free=2)
    running = translate_until_held(depot, engine, start, gate)
    running.send_signal(signal.SIGKILL)
    running.wait(WAIT_SECONDS)
    gate.opened.set()
    listed = command("jobs", "list", "--json", "--newsroom", depot.root).document["jobs"]
    assert [(job["job"], job["state"]) for job in listed] == [(1, "open")]
    assert listed[0]["waiting"] > 0


def test_ctrl_c_ends_a_server_without_a_traceback(house: House, start: StartProcess) -> None:
    running = start("serve", "--port", str(find_free_port()), "--newsroom", house.root)
    assert running.stdout is not None
    assert "http://127.0.0.1:" in running.stdout.readline()
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=WAIT_SECONDS)
    assert running.returncode in {0, 130}
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "arguments",
    [("status", "--json"), ("--help",), ("jobs", "list"), ("catalog", "export", "bruecke", "--language", "en")],
    ids=" ".join,
)
def test_a_reader_that_has_gone_is_no_error(arguments: tuple[str, ...], house: House, start: StartProcess) -> None:
    where = () if arguments == ("--help",) else ("--newsroom", str(house.root))
    run_sync(house.newsroom, [])
    running = start(*arguments, *where)
    assert running.stdout is not None
    running.stdout.close()
    running.stdout = None
    assert running.stderr is not None
    err = running.stderr.read()
    assert running.wait(WAIT_SECONDS) == 0, err
    assert err == ""
