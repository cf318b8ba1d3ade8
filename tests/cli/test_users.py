"""Accounts from the command line: invited by a link, with a password from standard input, with roles and tokens."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from translateflow.cli import run
from translateflow.model.account import LinkPurpose, Scope
from translateflow.workflow.sign_in import Visitor, look_at_link, run_sign_in
from translateflow.workspace import open_newsroom

if TYPE_CHECKING:
    from pathlib import Path


class Office:
    """Somebody at the command line of a newsroom."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.newsroom = open_newsroom(root, {})
        self._root = root
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def users(self, *arguments: str, stdin: str = "") -> int:
        """Run `users …`; give the exit code."""
        self._monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        return run(["users", *arguments, "--newsroom", str(self._root)])

    def said(self) -> str:
        """Give what was printed since the last time."""
        return self._capsys.readouterr().out

    def document(self, *arguments: str) -> dict[str, Any]:
        """Run a command for its document."""
        self.said()
        assert self.users(*arguments, "--json") == 0
        found: dict[str, Any] = json.loads(self.said())
        return found


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    (tmp_path / "translateflow.toml").write_text('[newsroom]\nbase_url = "https://press.example"\n')
    return Office(tmp_path, capsys, monkeypatch)


def test_a_new_person_gets_a_link(office: Office) -> None:
    document = office.document("add", "olena@press.example", "--name", "Olena", "--role", "translator:uk")
    assert document["link"].startswith("https://press.example/desk/link/")
    purpose, account = look_at_link(office.newsroom, document["link"].rpartition("/")[2])
    assert account
    assert (purpose, account.name) == (LinkPurpose.INVITE, "Olena")


def test_a_password_comes_from_standard_input_alone(office: Office) -> None:
    arguments = ("add", "ada@press.example", "--name", "Ada", "--role", "admin", "--password-stdin")
    assert office.users(*arguments, stdin="short\n") == 2
    assert office.newsroom.database.accounts.count() == 0
    assert office.users(*arguments, stdin="the heron waits at noon\n") == 0
    assert "the heron" not in office.said()
    assert run_sign_in(office.newsroom, "ada@press.example", "the heron waits at noon", Visitor())


def test_roles_are_replaced_and_the_last_admin_stays(office: Office) -> None:
    office.users("add", "ada@press.example", "--name", "Ada", "--role", "admin")
    office.users("add", "bo@press.example", "--name", "Bo")
    assert office.users("roles", "bo@press.example", "--role", "editor") == 0
    assert "bo@press.example: editor" in office.said()
    assert office.users("roles", "ada@press.example", "--role", "editor") == 3
    assert office.users("remove", "ada@press.example") == 3
    assert office.users("roles", "bo@press.example", "--role", "emperor") == 2


def test_a_token_has_a_name_scopes_and_an_end(office: Office) -> None:
    office.users("add", "cms@press.example", "--name", "CMS")
    options = ("--name", "cms", "--scope", "read", "--days", "9")
    found = office.newsroom.database.tokens.find(office.document("token", "cms@press.example", *options)["token"])
    assert found
    assert (found[0].name, found[0].scopes, found[0].expires is not None) == ("cms", (Scope.READ,), True)
    assert office.users("link", "nobody@press.example") == 2
