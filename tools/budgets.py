"""Measure the house: what separates a pleasant codebase from another is its longest rooms, not its average.

python tools/budgets.py FOLDER...      prints the figures; ends with 1 and names each offender over a budget
"""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

FILE_LINES = 450
FUNCTION_LINES = 60
FUNCTION_LINES_P90 = 25
CLASS_LINES = 200


@dataclass(frozen=True)
class Room:
    """A file, a class or a function, with its length in lines (decorators not counted)."""

    kind: str
    name: str
    lines: int


BUDGETS = {"file": FILE_LINES, "class": CLASS_LINES, "function": FUNCTION_LINES}


def measure(path: Path) -> list[Room]:
    """Measure a Python file and what it defines."""
    text = path.read_text(encoding="utf-8")
    rooms = [Room("file", str(path), len(text.splitlines()))]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            kind = "class" if isinstance(node, ast.ClassDef) else "function"
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            rooms.append(Room(kind, f"{path}:{node.lineno} {node.name}", length))
    return rooms


def offences(rooms: list[Room]) -> list[str]:
    """Say what is over its budget."""
    found = [
        f"{room.name}: {room.lines} lines, a {room.kind} has at most {BUDGETS[room.kind]}"
        for room in rooms
        if room.lines > BUDGETS[room.kind]
    ]
    p90 = ninth_decile(rooms)
    if p90 > FUNCTION_LINES_P90:
        found.append(f"one function in ten is longer than {p90:.0f} lines, the budget is {FUNCTION_LINES_P90}")
    return found


def ninth_decile(rooms: list[Room]) -> float:
    """Give the length that nine of ten functions keep to."""
    lengths = [room.lines for room in rooms if room.kind == "function"]
    return quantiles(lengths, n=10)[-1] if len(lengths) > 1 else 0


def figures(rooms: list[Room]) -> str:
    """Put the house in one line."""
    files = [room.lines for room in rooms if room.kind == "file"]
    functions = [room.lines for room in rooms if room.kind == "function"] or [0]
    return (
        f"{len(files)} files, median {median(files):.0f} lines, longest {max(files)}; "
        f"{len(functions)} functions, median {median(functions):.0f}, p90 {ninth_decile(rooms):.0f}, "
        f"longest {max(functions)}"
    )


def main(folders: list[str]) -> int:
    """Measure the folders, print the figures and every offender."""
    rooms = [room for folder in folders for path in sorted(Path(folder).rglob("*.py")) for room in measure(path)]
    print(figures(rooms))
    found = offences(rooms)
    print("\n".join(found), end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
