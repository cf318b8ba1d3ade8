"""A small newsroom with a desk, and a cast of people before it, each in a browser of their own."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from translateflow.model.account import Account, AccountRole, Grant
from translateflow.storage import open_database
from translateflow.web.desk.app import Desk, make_desk
from translateflow.web.desk.identity import COOKIE
from translateflow.workspace import Newsroom, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from werkzeug.test import TestResponse

SETTINGS = """[newsroom]
title = "Stadt Beispiel"
source = "de"
targets = ["en", "ar"]
base_url = "https://presse.stadt.example"

[engines]
order = ["pseudo"]
"""

RELEASE = """---
title: Neue Brücke öffnet
date: 2026-06-18
---

Die Brücke kostet 12,8 Mio. Euro. Sie ist **186 m** lang.

## Anfahrt

Die Linie 21 fährt alle zehn Minuten.
"""

CAST = {
    "admin": (Grant(AccountRole.ADMIN),),
    "editor": (Grant(AccountRole.EDITOR),),
    "reviewer": (Grant(AccountRole.REVIEWER, "en"),),
    "translator": (Grant(AccountRole.TRANSLATOR, "ar"),),
    "outsider": (),
}
PASSWORD = "the heron waits at noon"


class Browser:
    """A browser at the desk. `name` is one of the cast, "" before signing in."""

    def __init__(self, app: Desk, account: Account | None = None) -> None:
        self.app = app
        self.account = account
        self.client = app.test_client()
        if account:
            self.client.set_cookie(COOKIE, app.newsroom.database.sessions.open(account.id))

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, **options)

    def token(self) -> str:
        """Read the token of a page, as its script does."""
        page = self.get("/account" if self.account else "/sign-in").get_data(as_text=True)
        found = re.search(r'"X-CSRF-Token": "([^"]+)"', page)
        assert found, page
        return found[1]

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """Send a form as a page of this desk does."""
        return self.client.post(path, data={"csrf": self.token(), **(data or {})}, **options)


class House:
    """A newsroom under test, its desk, and its people."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.newsroom: Newsroom = open_newsroom(root, {})
        self.app = make_desk(self.newsroom)

    def configure(self, more: str, environment: dict[str, str] | None = None) -> None:
        """Add settings and make the desk anew."""
        self.newsroom.database.close()
        (self.root / "translateflow.toml").write_text(SETTINGS + more, encoding="utf-8")
        self.newsroom = open_newsroom(self.root, environment or {})
        self.app = make_desk(self.newsroom)

    def account(self, name: str) -> Account:
        """Give a member of the cast, hired when first asked for."""
        mail = f"{name}@desk.example"
        accounts = self.newsroom.database.accounts
        return accounts.find(mail) or accounts.add(name.title(), mail, CAST[name])

    def browser(self, name: str = "") -> Browser:
        """Give somebody's browser, signed in; without a name, one that nobody signed in with."""
        return Browser(self.app, self.account(name) if name else None)

    def write_release(self, slug: str, text: str = RELEASE) -> None:
        """Write a source."""
        (self.root / "releases").mkdir(exist_ok=True)
        (self.root / "releases" / f"{slug}.md").write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def empty_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty database once: a copy is ten times faster than a migration."""
    path = tmp_path_factory.mktemp("template") / "state.db"
    open_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def house(tmp_path: Path, empty_state: Path) -> Iterator[House]:
    """Give a newsroom with one release, and its desk."""
    (tmp_path / ".translateflow").mkdir()
    shutil.copy(empty_state, tmp_path / ".translateflow" / "state.db")
    (tmp_path / "translateflow.toml").write_text(SETTINGS, encoding="utf-8")
    made = House(tmp_path)
    made.write_release("bruecke")
    yield made
    made.newsroom.database.close()
