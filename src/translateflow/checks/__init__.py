"""(source, target) -> issues. Pure functions, one registry line each."""

from translateflow.checks.context import CheckContext
from translateflow.checks.entry import check_entry
from translateflow.checks.finding import Check
from translateflow.checks.habits import group_habits
from translateflow.checks.registry import CHECKS
from translateflow.checks.sarif import Place, make_sarif

__all__ = ["CHECKS", "Check", "CheckContext", "Place", "check_entry", "group_habits", "make_sarif"]
