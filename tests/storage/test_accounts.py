from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.errors import AccountError
from translateflow.model.account import AccountRole, Grant, LinkPurpose, Scope

if TYPE_CHECKING:
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


def test_a_removed_account_is_gone_with_everything_that_opened_it(database: Database) -> None:
    account = database.accounts.add("Ali", "ali@example.org", [EDITS])
    token = database.tokens.issue(account.id, "ci", [Scope.READ])
    session = database.sessions.open(account.id)
    link = database.links.make(LinkPurpose.RESET, account.id, 60)
    database.accounts.remove("ali@example.org")
    assert (database.tokens.find(token), database.sessions.find(session), database.links.look(link)) == (None,) * 3
    assert database.accounts.add("Ali", "ali@example.org").grants == ()


@pytest.mark.parametrize("mail", ["nobody", "two@@example.org", "a@b\r\nBcc: c@d", "<a@b>", ""])
def test_what_is_no_address_makes_no_account(sqlite_database: Database, mail: str) -> None:
    with pytest.raises(AccountError, match="is no mail address"):
        sqlite_database.accounts.add("Ali", mail)


@pytest.mark.parametrize("name", ["", "  ", "Ali <other@example.org>", "Ali\nBcc: x"])
def test_a_name_cannot_pretend_to_be_an_address(sqlite_database: Database, name: str) -> None:
    with pytest.raises(AccountError, match="is no name"):
        sqlite_database.accounts.add(name, "ali@example.org")


def test_an_account_remembers_password_language_and_identity(database: Database) -> None:
    account = database.accounts.add("Ali", "ali@example.org")
    assert (account.has_password, account.speech, account.identity) == (False, "", "")
    database.accounts.set_password("ali@example.org", "$argon2id$…")
    database.accounts.set_speech("ali@example.org", "ar")
    database.accounts.set_identity("ali@example.org", "https://id.example 42")
    found = database.accounts.by_identity("https://id.example 42")
    assert found
    assert (found.id, found.has_password, found.speech) == (account.id, True, "ar")
    assert database.accounts.password_of("ALI@example.org") == "$argon2id$…"
    assert database.accounts.count() == 1


def test_an_unknown_address_is_named(database: Database) -> None:
    with pytest.raises(AccountError, match=r"“nobody@example\.org” has no account"):
        database.accounts.require("nobody@example.org")
    with pytest.raises(AccountError):
        database.accounts.remove("nobody@example.org")
    with pytest.raises(AccountError):
        database.accounts.grant("nobody@example.org", [])
