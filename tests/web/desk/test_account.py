from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translateflow.model.account import Scope
from translateflow.texts import DESK, texts_for
from translateflow.workflow.sign_in import set_password

if TYPE_CHECKING:
    from tests.web.desk.conftest import House

PASSWORD = "the heron waits at noon"


def test_somebody_chooses_name_and_language(house: House) -> None:
    browser = house.browser("translator")
    assert browser.post("/account", {"name": "Samir", "language": "ar"}).status_code == 302
    page = browser.get("/account").get_data(as_text=True)
    assert '<html lang="ar" dir="rtl">' in page
    assert "Samir" in page
    saved = texts_for("ar", DESK).gettext("Saved.")
    assert saved in page
    assert saved not in browser.get("/account").get_data(as_text=True)


def test_a_new_password_needs_the_old_one_and_signs_out_everywhere_else(house: House) -> None:
    here, there = house.browser("editor"), house.browser("editor")
    set_password(house.newsroom, house.account("editor"), PASSWORD, "test")
    assert here.post("/account/password", {"old": "wrong", "new": "another fine sentence"}).status_code == 409
    assert here.post("/account/password", {"old": PASSWORD, "new": "short"}).status_code == 422
    assert there.get("/account").status_code == 200
    assert here.post("/account/password", {"old": PASSWORD, "new": "another fine sentence"}).status_code == 302
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302


def test_a_session_can_be_ended_from_another(house: House) -> None:
    here, there = house.browser("editor"), house.browser("editor")
    page = here.get("/account").get_data(as_text=True)
    (path,) = re.findall(r'action="(/account/sessions/\d+/end)"', page)
    here.post(path)
    assert there.get("/account").status_code == 302
    third = house.browser("editor")
    here.post("/account/sessions/end")
    assert third.get("/account").status_code == 302
    assert here.get("/account").status_code == 200


def test_nobody_ends_the_session_of_another_person(house: House) -> None:
    editor = house.browser("editor")
    (session,) = house.newsroom.database.sessions.of(house.account("editor").id)
    house.browser("outsider").post(f"/account/sessions/{session.id}/end")
    assert editor.get("/account").status_code == 200


def test_a_token_is_shown_once_and_can_be_revoked(house: House) -> None:
    browser = house.browser("editor")
    page = browser.post("/account/tokens", {"name": "cms", "scope": ["read", "write"], "days": "30"}).get_data(
        as_text=True
    )
    (secret,) = re.findall(r"tf_[\w-]{43}", page)
    found = house.newsroom.database.tokens.find(secret)
    assert found
    assert (found[0].name, found[0].scopes) == ("cms", (Scope.READ, Scope.WRITE))
    page = browser.get("/account").get_data(as_text=True)
    assert secret not in page
    (path,) = re.findall(r'action="(/account/tokens/\d+/revoke)"', page)
    house.browser("outsider").post(path)
    assert house.newsroom.database.tokens.find(secret)
    browser.post(path)
    assert house.newsroom.database.tokens.find(secret) is None


def test_without_a_role_there_is_only_the_own_account(house: House) -> None:
    browser = house.browser("outsider")
    assert browser.get("/").status_code == 403
    assert "Nothing yet. An admin can change that." in browser.get("/account").get_data(as_text=True)
