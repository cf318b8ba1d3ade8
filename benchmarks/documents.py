"""What releases cost on their way to catalogs and back, beside po4a, mdpo and translate-toolkit in the same run.

    python benchmarks/documents.py [--releases N] [--runs N] [--sample N]
                                   [--po4a PROGRAM] [--mdpo PYTHON] [--toolkit FOLDER]

PYTHON is the interpreter of an environment with mdpo, FOLDER the one that holds translate-toolkit's md2po, po2md and
pot2po. A peer that is not given, or not there, is left out and named.

Every stage is a process of its own over all releases and languages, start included; figures are medians of the runs.
Peers get fewer releases (`--sample`) and are counted per release and language, so are we. A segment is what a tool
gives translators as one entry: a paragraph with the peers, a sentence with us. Prints Markdown tables.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from press import SENTENCES, edit_release, fill_catalog, write_release

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LANGUAGES = ("en", "fr", "es", "uk", "ar")
STAGES = ("first extraction", "update after an edit", "rendering back")
EXTRACT, UPDATE, RENDER = STAGES


class Cost(NamedTuple):
    """What processes took: seconds of processor time (children included) and by the clock, MiB at the most."""

    cpu: float
    wall: float
    memory: float


class Result(NamedTuple):
    """What a tool made, and what each stage cost."""

    name: str
    catalogs: int
    entries: int
    stages: Mapping[str, Cost]


class Tool(NamedTuple):
    """How a tool does the stages in a folder: the commands of each, and where its catalogs then are."""

    name: str
    source: str
    catalogs: str
    commands: Callable[[str], list[list[str]]]


def run(commands: Sequence[Sequence[str]], folder: Path) -> Cost:
    """Run commands one after the other and add up what they take. Ends with what one printed when it fails."""
    cpu = memory = 0.0
    start = time.perf_counter()
    for command in commands:
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                said.seek(0)
                sys.exit(f"{' '.join(command)} failed:\n{said.read().decode()}")
        cpu += usage.ru_utime + usage.ru_stime
        memory = max(memory, usage.ru_maxrss / 1024)
    return Cost(cpu, time.perf_counter() - start, memory)


def median(costs: Sequence[Cost]) -> Cost:
    """Give the median of each figure."""
    return Cost(*(statistics.median(figures) for figures in zip(*costs, strict=True)))


# ---------------------------------------------------------------------------------------------------------------- us

_OURS = """
import sys
from pathlib import Path
from translateflow.catalog import parse_catalog
from translateflow.formats import render_body
from translateflow.model.segment import Key, Role
from translateflow.workspace import open_newsroom
newsroom = open_newsroom(Path("."))
for slug, source in newsroom.sources().items():
    release = newsroom.parse_release(slug, source, source.read_bytes())
    for language in newsroom.targets(release):
        path = newsroom.catalogs.catalog(slug, language)
        entries = parse_catalog(path.read_bytes(), path).entries
        targets = {Key(Role(entry.context or ""), entry.source): entry.target for entry in entries}
        Path(f"{sys.argv[1]}/{language}-{slug}.html").write_text(render_body(release.document, targets, language))
"""
_WRITE = """
import sys
from pathlib import Path
from translateflow.files import sync_folder, write_atomically
folders = set()
for path in Path("locales").rglob("*.po*"):
    write_atomically("written" / path, path.read_bytes(), unsynced=folders)
for folder in folders:
    sync_folder(folder)
"""


def our_commands(stage: str) -> list[list[str]]:
    """Give how we do a stage."""
    if stage == RENDER:
        return [[sys.executable, "-c", _OURS, "out"]]
    return [[sys.executable, "-m", "translateflow", "sync"]]


US = Tool("translateflow", "releases", "locales", our_commands)
_START = [sys.executable, "-m", "translateflow", "--help"]
MORE = {
    "sync, nothing changed": our_commands(UPDATE),
    "the files of the catalogs alone": [[sys.executable, "-c", _WRITE]],
    "`translateflow --help`": [_START],
    "Python alone": [[sys.executable, "-c", "pass"]],
}


# ------------------------------------------------------------------------------------------------------------- peers

_MDPO = """
import os, sys
from mdpo.md2po import markdown_to_pofile
from mdpo.po2md import pofile_to_markdown
for language in sys.argv[2:]:
    os.makedirs(f"po/{language}", exist_ok=True)
    for name in sorted(os.listdir("src")):
        po, out = f"po/{language}/{name[:-3]}.po", f"out/{language}-{name}"
        if sys.argv[1] == "rendering back":
            pofile_to_markdown(f"src/{name}", po, save=out, wrapwidth=0)
        else:
            markdown_to_pofile(f"src/{name}", po_filepath=po, save=True, wrapwidth=0)
"""


def mdpo(python: str) -> Tool:
    """Give mdpo: a call per document and language, as its documentation shows, all in one process."""
    return Tool("mdpo", "src", "po", lambda stage: [[python, "-c", _MDPO, stage, *LANGUAGES]])


def toolkit(folder: str) -> Tool:
    """Give translate-toolkit: a template of each document, then a catalog of each template and language."""

    def commands(stage: str) -> list[list[str]]:
        programs = Path(folder)
        if stage == RENDER:
            call = [str(programs / "po2md"), "--progress=none", "-t", "src"]
            return [[*call, f"po/{language}", f"out/{language}"] for language in LANGUAGES]
        call = [str(programs / "pot2po"), "--progress=none"]
        merges = [[*call, "-t", f"po/{one}", "pot", f"po/{one}"] for one in LANGUAGES]
        if stage == EXTRACT:
            merges = [[*call, "pot", f"po/{language}"] for language in LANGUAGES]
        return [[str(programs / "md2po"), "--progress=none", "-P", "src", "pot"], *merges]

    return Tool("translate-toolkit", "src", "po", commands)


def po4a(program: str) -> Tool:
    """Give po4a: one call for all documents and languages, a catalog for each."""
    only = {EXTRACT: "--no-translations", UPDATE: "--no-translations", RENDER: "--no-update"}
    return Tool("po4a", "src", "po", lambda stage: [[program, "--force", "--keep", "0", only[stage], "po4a.cfg"]])


def write_po4a_settings(folder: Path) -> None:
    """Write what po4a wants to know: every document by name."""
    lines = ["[po4a_langs] " + " ".join(LANGUAGES), "[po4a_paths] pot/$master.pot $lang:po/$lang/$master.po"]
    lines += [
        f'[type: text] src/{path.name} $lang:out/$lang/{path.name} opt:"-o markdown -o neverwrap"'
        for path in sorted((folder / "src").glob("*.md"))
    ]
    (folder / "po4a.cfg").write_text("\n".join(lines) + "\n")


# ----------------------------------------------------------------------------------------------------------- measure


def make_folder(folder: Path, tool: Tool, releases: int) -> None:
    """Write the sources; peers get the title as a heading, as they know no front matter."""
    for name in (tool.source, "pot", *(f"{kind}/{language}" for kind in ("out", "po") for language in LANGUAGES)):
        (folder / name).mkdir(parents=True)
    for number in range(releases):
        text = write_release(number, front_matter=tool.source == "releases")
        (folder / tool.source / f"meldung-{number:04}.md").write_text(text)
    quoted = ", ".join(f'"{language}"' for language in LANGUAGES)
    (folder / "translateflow.toml").write_text(f'[newsroom]\ntitle = "Presse"\nsource = "de"\ntargets = [{quoted}]\n')
    write_po4a_settings(folder)


def measure(
    tool: Tool, folder: Path, releases: int, more: Mapping[str, list[list[str]]]
) -> tuple[dict[str, Cost], int]:
    """Take releases through all stages, then what `more` names; give the costs and the number of entries."""
    make_folder(folder, tool, releases)
    costs = {EXTRACT: run(tool.commands(EXTRACT), folder)}
    catalogs = list((folder / tool.catalogs).rglob("*.po"))
    entries = sum(fill_catalog(path) for path in catalogs)
    costs[RENDER] = run(tool.commands(RENDER), folder)
    if len(list((folder / "out").rglob("*.*"))) < releases * len(LANGUAGES):
        sys.exit(f"{tool.name} rendered less than it was given")
    for number, path in enumerate(sorted((folder / tool.source).iterdir())):
        path.write_text(edit_release(path.read_text(), number))
    costs[UPDATE] = run(tool.commands(UPDATE), folder)
    for name, commands in more.items():
        costs[name] = run(commands, folder)
    return costs, entries


def find_tools(options: argparse.Namespace) -> list[Tool]:
    """Give the peers that are here, and say which are not."""
    found = []
    for name, make, place, probe in (
        ("po4a", po4a, options.po4a, options.po4a),
        ("mdpo", mdpo, options.mdpo, options.mdpo),
        ("translate-toolkit", toolkit, options.toolkit, f"{options.toolkit}/md2po"),
    ):
        if place and shutil.which(probe):
            found.append(make(place))
        else:
            print(f"{name} is left out: not given, or not there.\n")
    return found


def measure_all(releases: Mapping[Tool, int], runs: int) -> list[Result]:
    """Measure each tool with so many releases, in turn and several times: no machine is equally fast all the time."""
    seen: dict[Tool, list[dict[str, Cost]]] = {tool: [] for tool in releases}
    entries: dict[Tool, int] = {}
    with tempfile.TemporaryDirectory(prefix="documents-") as name:
        for number in range(runs):
            for tool, count in releases.items():
                # A folder for each run: where files were deleted a moment ago, ext4 makes new ones slowly.
                folder = Path(name) / f"{tool.name}-{number}"
                costs, entries[tool] = measure(tool, folder, count, MORE if tool is US else {})
                seen[tool].append(costs)
    return [
        Result(
            tool.name,
            count * len(LANGUAGES),
            entries[tool],
            {stage: median([costs[stage] for costs in seen[tool]]) for stage in seen[tool][0]},
        )
        for tool, count in releases.items()
    ]


def print_comparison(ours: Result, peers: Sequence[Result]) -> None:
    """Print a row per stage and tool."""
    print(
        "| stage | tool | entries | CPU ms / catalog | wall ms / catalog | CPU µs / entry | ratio / catalog | / entry |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for stage in STAGES:
        for tool in (ours, *peers):
            mine, cost = ours.stages[stage], tool.stages[stage]
            cpu, wall = cost.cpu / tool.catalogs * 1e3, cost.wall / tool.catalogs * 1e3
            ratio = cpu / (mine.cpu / ours.catalogs * 1e3)
            per_entry = cost.cpu / tool.entries / (mine.cpu / ours.entries)
            print(
                f"| {stage} | {tool.name} | {tool.entries / tool.catalogs:.1f} | {cpu:.2f} | {wall:.2f} "
                f"| {cost.cpu / tool.entries * 1e6:.1f} | {ratio:.1f} | {per_entry:.1f} |"
            )


def print_totals(ours: Result) -> None:
    """Print what our stages take for all releases."""
    print("\n| ours, all catalogs | CPU s | wall s | memory MiB |\n|---|---|---|---|")
    for stage, cost in ours.stages.items():
        print(f"| {stage} | {cost.cpu:.2f} | {cost.wall:.2f} | {cost.memory:.0f} |")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=int, default=1_000)
    parser.add_argument("--sample", type=int, default=50, help="releases that peers get")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--po4a", default="po4a", help="program; looked for on the path")
    parser.add_argument("--mdpo", default="", help="interpreter of an environment with mdpo")
    parser.add_argument("--toolkit", default="", help="folder with md2po, po2md and pot2po")
    options = parser.parse_args()
    tools = find_tools(options)
    ours, *peers = measure_all({US: options.releases} | dict.fromkeys(tools, options.sample), options.runs)
    print(
        f"{options.releases} releases of {SENTENCES} sentences in {len(LANGUAGES)} languages; peers {options.sample}.\n"
    )
    print_comparison(ours, peers)
    print_totals(ours)


if __name__ == "__main__":
    main()
