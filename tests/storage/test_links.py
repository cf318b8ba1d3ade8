from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.model.account import LinkPurpose

if TYPE_CHECKING:
    from tests.storage.conftest import Clock

    from translateflow.storage import Database


def test_a_link_works_once(database: Database) -> None:
    ali = database.accounts.add("Ali", "ali@example.org").id
    secret = database.links.make(LinkPurpose.RESET, ali, 60)
    assert database.links.look(secret) == (LinkPurpose.RESET, ali)
    assert database.links.use(secret) == (LinkPurpose.RESET, ali)
    assert database.links.use(secret) is None
    assert database.links.look(secret) is None


def test_a_link_works_for_a_while(database: Database, clock: Clock) -> None:
    secret = database.links.make(LinkPurpose.SETUP, None, 60)
    clock.advance(61)
    assert database.links.look(secret) is None
    assert database.links.use(secret) is None


def test_a_new_link_ends_the_one_before(database: Database) -> None:
    ali = database.accounts.add("Ali", "ali@example.org").id
    invitation = database.links.make(LinkPurpose.INVITE, ali, 60)
    first, second = (database.links.make(LinkPurpose.RESET, ali, 60) for _ in range(2))
    assert database.links.look(first) is None
    assert database.links.look(second) == (LinkPurpose.RESET, ali)
    assert database.links.look(invitation) == (LinkPurpose.INVITE, ali)
    setups = [database.links.make(LinkPurpose.SETUP, None, 60) for _ in range(2)]
    assert [database.links.look(secret) for secret in setups] == [None, (LinkPurpose.SETUP, None)]
