"""`translateflow keys`: what signs evidence, preview links and sessions. No secret is ever shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from translateflow.cli.exits import DONE
from translateflow.cli.options import example, in_newsroom
from translateflow.cli.show import show, show_json, show_table, tell, tell_next

if TYPE_CHECKING:
    from translateflow.keys import Key
    from translateflow.workspace import Newsroom


@click.group(epilog=example("translateflow keys list"))
def command() -> None:
    """Look at the newsroom's keys, and change them.

    They lie in .translateflow/keys.json, or where TRANSLATEFLOW_KEYS_FILE says. Back that file up: without it, nothing
    that it signed can be proved.
    """


@command.command("list", epilog=example("translateflow keys list"))
@in_newsroom
def list_keys(*, newsroom: Newsroom, as_json: bool) -> int:
    """List the keys: which one signs, which ones only prove, which ones count for nothing."""
    keys = newsroom.keys.describe()
    if as_json:
        show_json({"file": newsroom.show(newsroom.keys.path), "keys": [_to_json(key) for key in keys]})
        return DONE
    if not keys:
        tell("There is no key yet; the first sign-off makes one.")
        return DONE
    rows = [
        (key.id, key.state.value, f"{key.created:%Y-%m-%d}", f"{key.ended:%Y-%m-%d}" if key.ended else "")
        for key in keys
    ]
    show_table(("key", "state", "since", "until"), rows)
    return DONE


@command.command("rotate", epilog=example("translateflow keys rotate"))
@in_newsroom
def rotate(*, newsroom: Newsroom, as_json: bool) -> int:
    """Make a new key that signs from now on; what was signed before stays proved."""
    return _tell_current(newsroom, newsroom.keys.rotate(), as_json=as_json)


@command.command("revoke", epilog=example("translateflow keys revoke 3f9a0c71"))
@click.argument("name", metavar="KEY")
@in_newsroom
def revoke(*, newsroom: Newsroom, name: str, as_json: bool) -> int:
    """Give up a key that others may know: nothing it signed counts any more, and a new one signs.

    `translateflow verify` then names every sign-off that has to be given again.
    """
    current = newsroom.keys.revoke(name)
    code = _tell_current(newsroom, current, as_json=as_json)
    tell_next("translateflow verify")
    return code


def _tell_current(newsroom: Newsroom, key: Key, *, as_json: bool) -> int:
    if as_json:
        show_json({"current": _to_json(key)})
        return DONE
    show(f"{key.id} signs from now on")
    tell(f"Back up {newsroom.show(newsroom.keys.path)}: without it, nothing it signs can be proved.")
    return DONE


def _to_json(key: Key) -> dict[str, str | None]:
    return {
        "key": key.id,
        "state": key.state.value,
        "created": key.created.isoformat(),
        "ended": key.ended.isoformat() if key.ended else None,
    }
