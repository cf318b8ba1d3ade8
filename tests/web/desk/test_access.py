"""Who may what: by role, and for every address of the desk by enumeration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.model.account import Account, AccountRole, Grant, Scope
from translateflow.web.desk.access import (
    PER_LANGUAGE,
    Action,
    action_of,
    allowed_languages,
    may,
    may_anywhere,
    within,
)

if TYPE_CHECKING:
    from flask import Flask
    from tests.web.desk.conftest import House
    from werkzeug.routing import Rule

READERS = {Action.OPEN, Action.OWN, Action.READ}
EXPECTED = {
    "": {Action.OPEN},
    "outsider": {Action.OPEN, Action.OWN},
    "translator": READERS | {Action.TRANSLATE},
    "reviewer": READERS | {Action.TRANSLATE, Action.SIGN_OFF, Action.TEACH},
    "editor": set(Action) - {Action.ADMINISTER},
    "admin": set(Action),
}
OWN_LANGUAGE = {"translator": "ar", "reviewer": "en", "editor": "ar", "admin": "ar"}
# Values that fit the converters of every address there is.
VALUES = {"language": "en", "slug": "bruecke", "job": 1, "secret": "s", "digest": "d", "name": "n"}


def account(*grants: Grant) -> Account:
    return Account(1, "Somebody", "somebody@desk.example", grants)


def test_a_translator_works_in_their_languages_only() -> None:
    somebody = account(Grant(AccountRole.TRANSLATOR, "ar"), Grant(AccountRole.REVIEWER, "en"))
    assert may(somebody, Action.TRANSLATE, "ar")
    assert may(somebody, Action.SIGN_OFF, "en")
    assert not may(somebody, Action.SIGN_OFF, "ar")
    assert not may(somebody, Action.TRANSLATE, "fr")
    assert allowed_languages(somebody, Action.TRANSLATE, ["en", "fr", "ar"]) == ("en", "ar")


def test_a_right_in_one_language_is_none_without_a_language() -> None:
    somebody = account(Grant(AccountRole.REVIEWER, "en"))
    assert not may(somebody, Action.TEACH)
    assert may_anywhere(somebody, Action.TEACH)
    assert may(account(Grant(AccountRole.REVIEWER)), Action.TEACH)


@pytest.mark.parametrize("scope", list(Scope))
def test_a_token_never_reaches_beyond_its_scopes(scope: Scope) -> None:
    reached = {action for action in Action if within([scope], action)}
    others = {action for other in Scope if other is not scope for action in Action if within([other], action)}
    assert reached
    assert not reached & others


def rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def test_every_address_names_its_action(house: House) -> None:
    nameless = [rule.rule for rule in rules(house.app) if action_of(house.app.view_functions[rule.endpoint]) is None]
    assert nameless == []


@pytest.mark.parametrize("name", EXPECTED)
def test_nobody_reaches_what_their_role_does_not_allow(house: House, name: str) -> None:
    browser = house.browser(name)
    reached, refused = [], []
    for rule in rules(house.app):
        action = action_of(house.app.view_functions[rule.endpoint])
        assert action
        language = VALUES["language"] if "language" in rule.arguments else ""
        allowed = action in EXPECTED[name] and (
            action not in PER_LANGUAGE or name not in OWN_LANGUAGE or _in(name, str(language))
        )
        path = house.app.url_map.bind("desk.example").build(
            rule.endpoint, {key: VALUES.get(key, 1) for key in rule.arguments}, method=_method(rule)
        )
        # No token is sent: what is let through ends at the check for forged requests, and does nothing.
        answer = browser.client.open(path, method=_method(rule))
        let_in = not _turned_away(answer.status_code, answer.headers.get("Location", ""), answer.get_data(as_text=True))
        if let_in and not allowed:
            reached.append(f"{_method(rule)} {rule.rule}")
        if allowed and not let_in:
            refused.append(f"{_method(rule)} {rule.rule}")
    assert (reached, refused) == ([], [])


def _in(name: str, language: str) -> bool:
    if name in {"editor", "admin"}:
        return True
    return language == OWN_LANGUAGE[name]


def _method(rule: Rule) -> str:
    return next(iter((rule.methods or set()) - {"HEAD", "OPTIONS"}))


def _turned_away(status: int, location: str, page: str) -> bool:
    """Tell the guard's answers from a form that is out of date, which is checked after it."""
    if status == 302:
        return "/sign-in?" in location or location.endswith("/sign-in")
    return status == 403 and "does not have the right" in page


def test_a_view_that_names_no_action_is_closed_to_everybody(house: House) -> None:
    house.app.add_url_rule("/nameless", "nameless", lambda: "open")
    assert house.browser("admin").get("/nameless").status_code == 403
    assert house.browser().get("/nameless").status_code == 403
