from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.model.account import Scope

if TYPE_CHECKING:
    from tests.storage.conftest import Clock

    from translateflow.storage import Database


def test_a_token_opens_its_account_until_the_next_of_its_name_is_issued(database: Database) -> None:
    ali = database.accounts.add("Ali", "ali@example.org").id
    first = database.tokens.issue(ali, "ci", [Scope.READ, Scope.WRITE, Scope.READ])
    other = database.tokens.issue(ali, "cms", [Scope.READ])
    found = database.tokens.find(first)
    assert found
    assert (found[0].name, found[0].scopes, found[1].mail) == ("ci", (Scope.READ, Scope.WRITE), "ali@example.org")
    second = database.tokens.issue(ali, " ci ", [Scope.READ])
    assert database.tokens.find(first) is None
    assert [token.name for token in database.tokens.all(ali)] == ["ci", "cms"]
    assert database.tokens.find(second)
    assert database.tokens.find(other)
    assert database.tokens.find("") is None


def test_a_token_ends_when_it_was_meant_to(database: Database, clock: Clock) -> None:
    ali = database.accounts.add("Ali", "ali@example.org").id
    token = database.tokens.issue(ali, "ci", [Scope.READ], seconds=60)
    assert database.tokens.find(token)
    clock.advance(61)
    assert database.tokens.find(token) is None


def test_a_token_says_when_it_was_last_used(database: Database, clock: Clock) -> None:
    ali = database.accounts.add("Ali", "ali@example.org").id
    token = database.tokens.issue(ali, "ci", [Scope.READ])
    assert [each.used for each in database.tokens.all()] == [None]
    clock.advance(600)
    database.tokens.find(token)
    (used,) = (each.used for each in database.tokens.all())
    assert used
    assert used.timestamp() == clock.now


def test_nobody_revokes_the_tokens_of_others(database: Database) -> None:
    ali = database.accounts.add("Ali", "ali@example.org").id
    zoe = database.accounts.add("Zoë", "zoe@example.org").id
    secret = database.tokens.issue(ali, "ci", [Scope.READ])
    (token,) = database.tokens.all(ali)
    assert not database.tokens.revoke(zoe, token.id)
    assert database.tokens.revoke(ali, token.id)
    assert database.tokens.find(secret) is None
