"""`translateflow changes`: what changed since the last sign-off, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from translateflow.cli.exits import DONE
from translateflow.cli.options import example, in_newsroom
from translateflow.cli.show import count, show, show_json, tell
from translateflow.model.worddiff import DiffKind
from translateflow.workflow.changes import run_changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.model.worddiff import DiffPart
    from translateflow.workflow.changes import Change, Changes
    from translateflow.workspace import Newsroom


@click.command(epilog=example("translateflow changes weidensteg-oeffnet --language en"))
@click.argument("slug")
@click.option("-l", "--language", required=True, metavar="L", help="Language to look at, the original included.")
@in_newsroom
def command(*, newsroom: Newsroom, slug: str, language: str, as_json: bool) -> int:
    """Show what changed in a language since it was last signed off: [-taken out-] {+put in+}, source and text."""
    changes = run_changes(newsroom, slug, language)
    if as_json:
        show_json(changes_to_json(changes))
        return DONE
    if changes.signed_at is None:
        tell(f"{slug} {changes.language} has not been signed off yet: all of it is new.")
        return DONE
    show_changes(changes)
    return DONE


def show_changes(changes: Changes) -> None:
    """Print what changed, for people; nothing where nothing was ever signed off."""
    if changes.signed_at is None:
        return
    since = f"since the sign-off of {changes.signed_at:%Y-%m-%d} by {changes.signed_by}"
    show(f"{changes.slug} {changes.language}: {count(len(changes.each), 'sentence')} changed {since}")
    for change in changes.each:
        kind = f"{change.kind.value}, {change.context}" if change.context else change.kind.value
        show(f"  {kind}")
        if changes.language != changes.source_language:
            show(f"    {changes.source_language}: {_marked(change.source)}")
        show(f"    {changes.language}: {_marked(change.text)}")


def _marked(parts: Sequence[DiffPart]) -> str:
    """Mark words so that they can be told without colours, too."""
    shown = {
        DiffKind.SAME: "{}",
        DiffKind.REMOVED: click.style("[-{}-]", fg="red"),
        DiffKind.ADDED: click.style("{{+{}+}}", fg="green"),
    }
    return " ".join("".join(shown[part.kind].format(part.text) for part in parts).splitlines())


def changes_to_json(changes: Changes) -> dict[str, object]:
    """Give the document."""
    return {
        "slug": changes.slug,
        "language": changes.language,
        "signed_at": changes.signed_at.isoformat() if changes.signed_at else None,
        "signed_by": changes.signed_by or None,
        "changes": [_change_json(change) for change in changes.each],
    }


def _change_json(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind.value,
        "context": change.context,
        "source_before": change.before[0],
        "source": change.after[0],
        "text_before": change.before[1],
        "text": change.after[1],
        "source_diff": [{"kind": part.kind.value, "text": part.text} for part in change.source],
        "text_diff": [{"kind": part.kind.value, "text": part.text} for part in change.text],
    }
