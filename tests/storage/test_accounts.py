from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.errors import AccountError
from translateflow.model.account import AccountRole, Grant

if TYPE_CHECKING:
    from pathlib import Path

    from translateflow.storage import Database

TRANSLATES_UKRAINIAN = Grant(AccountRole.TRANSLATOR, "uk")
EDITS = Grant(AccountRole.EDITOR)


def test_an_account_is_found_by_its_address_in_any_case(database: Database) -> None:
    made = database.accounts.add("Olena Demchuk", " Olena@Example.org ", [TRANSLATES_UKRAINIAN, TRANSLATES_UKRAINIAN])
    assert (made.name, made.mail, made.grants) == ("Olena Demchuk", "olena@example.org", (TRANSLATES_UKRAINIAN,))
    assert database.accounts.find("OLENA@example.org") == made
    assert database.accounts.find("nobody@example.org") is None


def test_an_address_has_one_account(database: Database) -> None:
    database.accounts.add("One", "press@example.org")
    with pytest.raises(AccountError, match="has an account already"):
        database.accounts.add("Two", "PRESS@example.org")
    assert [account.name for account in database.accounts.all()] == ["One"]


def test_accounts_are_listed_by_name_each_with_its_own_roles(database: Database) -> None:
    database.accounts.add("Zoë", "zoe@example.org", [EDITS])
    database.accounts.add("Ali", "ali@example.org", [TRANSLATES_UKRAINIAN, EDITS])
    assert [(account.name, account.grants) for account in database.accounts.all()] == [
        ("Ali", (EDITS, TRANSLATES_UKRAINIAN)),
        ("Zoë", (EDITS,)),
    ]


def test_roles_are_replaced_as_a_whole(database: Database) -> None:
    database.accounts.add("Ali", "ali@example.org", [TRANSLATES_UKRAINIAN])
    assert database.accounts.grant("ali@example.org", [EDITS]).grants == (EDITS,)
    assert database.accounts.grant("ali@example.org", []).grants == ()


def test_a_token_opens_its_account_until_the_next_is_issued(database: Database) -> None:
    database.accounts.add("Ali", "ali@example.org")
    database.accounts.add("Zoë", "zoe@example.org")
    first = database.accounts.issue_token("ali@example.org")
    found = database.accounts.by_token(first)
    assert found is not None
    assert (found.mail, found.has_token) == ("ali@example.org", True)
    second = database.accounts.issue_token("ali@example.org")
    assert database.accounts.by_token(first) is None
    assert database.accounts.by_token(second) == found
    assert database.accounts.by_token("") is None


def test_a_token_is_nowhere_in_the_database_file(sqlite_database: Database, tmp_path: Path) -> None:
    sqlite_database.accounts.add("Ali", "ali@example.org")
    token = sqlite_database.accounts.issue_token("ali@example.org").encode()
    sqlite_database.close()
    assert all(token not in path.read_bytes() for path in tmp_path.iterdir())


def test_a_removed_account_is_gone_with_its_token_and_its_roles(database: Database) -> None:
    database.accounts.add("Ali", "ali@example.org", [EDITS])
    token = database.accounts.issue_token("ali@example.org")
    database.accounts.remove("ali@example.org")
    assert database.accounts.by_token(token) is None
    assert database.accounts.add("Ali", "ali@example.org").grants == ()


def test_an_unknown_address_is_named(database: Database) -> None:
    with pytest.raises(AccountError, match=r"“nobody@example\.org” has no account"):
        database.accounts.issue_token("nobody@example.org")
    with pytest.raises(AccountError):
        database.accounts.remove("nobody@example.org")
    with pytest.raises(AccountError):
        database.accounts.grant("nobody@example.org", [])
