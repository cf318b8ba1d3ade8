"""A small newsroom with an API, and a cast of programs before it, each with a token of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.web.desk.conftest import SETTINGS, House
from werkzeug.test import Client

from translateflow.model.account import Scope
from translateflow.storage import open_database
from translateflow.web.api.app import Api
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from werkzeug.test import TestResponse


class Program:
    """A program with a token. `name` is one of the cast."""

    def __init__(self, api: Api, token: str) -> None:
        self.token = token
        self._client = Client(api)

    def ask(self, method: str, path: str, body: Any = None, **options: Any) -> TestResponse:
        """Send a request; a body that is no bytes goes as JSON."""
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        if isinstance(body, bytes):
            options |= {"data": body, "content_type": "application/octet-stream"}
        elif body is not None:
            options |= {"data": json.dumps(body), "content_type": "application/json"}
        return self._client.open(path, method=method, headers=headers, **options)

    def get(self, path: str, **options: Any) -> TestResponse:
        """Read."""
        return self.ask("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> TestResponse:
        """Do."""
        return self.ask("POST", path, body, **options)

    def put(self, path: str, body: Any = None, **options: Any) -> TestResponse:
        """Replace."""
        return self.ask("PUT", path, body, **options)


class Office(House):
    """A newsroom under test with an API."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.api = Api(self.newsroom)

    def program(self, name: str, *scopes: Scope) -> Program:
        """Give a program of a member of the cast; with all scopes unless told."""
        account = self.account(name)
        secret = self.newsroom.database.tokens.issue(account.id, f"test {scopes}", scopes or tuple(Scope))
        return Program(self.api, secret)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Give a newsroom with one synced release, and its API."""
    (tmp_path / "translateflow.toml").write_text(SETTINGS, encoding="utf-8")
    open_database(f"sqlite:///{tmp_path}/.translateflow/state.db").close()
    made = Office(tmp_path)
    made.write_release("bruecke")
    run_sync(made.newsroom, [])
    yield made
    made.api.close()
    made.newsroom.database.close()
