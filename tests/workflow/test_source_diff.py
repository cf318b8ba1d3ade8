from __future__ import annotations

from translateflow.model.worddiff import DiffKind
from translateflow.workflow.source_diff import diff_lines, leave_out

OLD = "\n".join(f"Zeile {number}" for number in range(10))


def test_only_what_is_near_a_change_is_shown() -> None:
    lines = list(leave_out(list(diff_lines(OLD, OLD.replace("Zeile 5", "Satz 5")))))
    assert [line.skipped for line in lines] == [3, 0, 0, 0, 0]
    (changed,) = [line for line in lines if line.is_changed]
    assert [(part.kind, part.text) for part in changed.parts if part.kind is not DiffKind.SAME] == [
        (DiffKind.REMOVED, "Zeile"),
        (DiffKind.ADDED, "Satz"),
    ]


def test_equal_texts_show_nothing() -> None:
    assert list(leave_out(list(diff_lines(OLD, OLD)))) == []


def test_lines_that_come_and_go_are_told() -> None:
    lines = list(diff_lines("a\n", "a\nb\n"))
    assert [line.is_changed for line in lines] == [False, True]
