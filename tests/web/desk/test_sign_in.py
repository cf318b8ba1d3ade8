from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.model.account import AccountRole, LinkPurpose
from translateflow.web.desk.identity import COOKIE
from translateflow.workflow.sign_in import make_setup_link, run_make_link, set_password

if TYPE_CHECKING:
    from tests.web.desk.conftest import Browser, House

PASSWORD = "the heron waits at noon"


@pytest.fixture
def editor(house: House) -> Browser:
    """Give a browser before the sign-in page, and an editor who has a password."""
    set_password(house.newsroom, house.account("editor"), PASSWORD, "test")
    return house.browser()


def sign_in(
    browser: Browser, password: str = PASSWORD, mail: str = "editor@desk.example", **more: str
) -> tuple[int, str]:
    answer = browser.post("/sign-in", {"mail": mail, "password": password, **more})
    return answer.status_code, answer.headers.get("Location", "")


def test_who_is_not_signed_in_is_led_to_the_door_and_back(editor: Browser) -> None:
    assert editor.get("/?q=bridge").headers["Location"] == "/sign-in"
    assert sign_in(editor) == (302, "/")
    page = editor.get("/").get_data(as_text=True)
    assert "Neue Brücke öffnet" in page
    assert "Editor" in page


@pytest.mark.parametrize("target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "/ok\r\nX: y"])
def test_the_way_back_never_leads_away_from_the_desk(editor: Browser, target: str) -> None:
    assert sign_in(editor, next=target) == (302, "/")


@pytest.mark.parametrize(("mail", "password"), [("editor@desk.example", "wrong"), ("nobody@desk.example", PASSWORD)])
def test_a_refusal_does_not_say_what_was_wrong(editor: Browser, mail: str, password: str) -> None:
    answer = editor.post("/sign-in", {"mail": mail, "password": password})
    assert answer.status_code == 401
    assert "Address and password do not belong together." in answer.get_data(as_text=True)
    assert editor.app.newsroom.database.audit.records(target=mail)[0].action == "sign in refused"


def test_after_ten_wrong_passwords_even_the_right_one_waits(editor: Browser) -> None:
    assert [sign_in(editor, "wrong")[0] for _ in range(10)] == [401] * 10
    answer = editor.post("/sign-in", {"mail": "EDITOR@desk.example ", "password": PASSWORD})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60


def test_the_session_lives_in_the_database_and_ends_there_at_once(editor: Browser) -> None:
    sign_in(editor)
    account = editor.app.newsroom.database.accounts.require("editor@desk.example")
    (session,) = editor.app.newsroom.database.sessions.of(account.id)
    assert editor.get("/").status_code == 200
    editor.app.newsroom.database.sessions.end(account.id, session.id)
    assert editor.get("/").status_code == 302


def test_the_cookie_is_out_of_reach_for_scripts_and_foreign_pages(editor: Browser) -> None:
    answer = editor.client.post(
        "/sign-in",
        data={"mail": "editor@desk.example", "password": PASSWORD, "csrf": editor.token()},
        base_url="https://desk.example/desk/",
    )
    assert answer.status_code == 403  # the visit's cookie belongs to another host here
    answer = editor.post("/sign-in", {"mail": "editor@desk.example", "password": PASSWORD})
    cookie = next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith(COOKIE))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_signing_out_ends_the_session(editor: Browser) -> None:
    sign_in(editor)
    editor.account = editor.app.newsroom.database.accounts.find("editor@desk.example")
    assert editor.post("/sign-out").status_code == 302
    assert editor.get("/").status_code == 302


def test_the_first_link_makes_the_admin_and_works_once(house: House) -> None:
    secret = make_setup_link(house.newsroom)
    browser = house.browser()
    page = browser.get(f"/link/{secret}").get_data(as_text=True)
    assert "Set up the desk" in page
    form = {"name": "Ada", "mail": "ada@desk.example", "password": "short"}
    assert browser.post(f"/link/{secret}", form).status_code == 422
    assert browser.post(f"/link/{secret}", {**form, "password": PASSWORD}).status_code == 302
    account = house.newsroom.database.accounts.require("ada@desk.example")
    assert [grant.role for grant in account.grants] == [AccountRole.ADMIN]
    assert browser.get("/").status_code == 200
    assert house.browser().get(f"/link/{secret}").status_code == 410
    assert make_setup_link(house.newsroom) == ""


def test_a_reset_link_sets_the_password_and_ends_every_session(house: House) -> None:
    elsewhere = house.browser("editor")
    secret = run_make_link(house.newsroom, LinkPurpose.RESET, "editor@desk.example", "admin@desk.example")
    browser = house.browser()
    assert browser.post(f"/link/{secret}", {"password": PASSWORD}).status_code == 302
    assert browser.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    assert sign_in(house.browser()) == (302, "/")
    assert browser.client.get(f"/link/{secret}").status_code == 410


def test_the_desk_speaks_what_the_visitor_chose(house: House) -> None:
    browser = house.browser()
    assert 'lang="en"' in browser.get("/sign-in").get_data(as_text=True)
    assert browser.post("/speech", {"language": "xx"}).status_code == 302
    german = browser.get("/sign-in", headers={"Accept-Language": "de-AT, en;q=0.5"}).get_data(as_text=True)
    assert '<html lang="de" dir="ltr">' in german
    browser.post("/speech", {"language": "ar"})
    assert '<html lang="ar" dir="rtl">' in browser.get("/sign-in").get_data(as_text=True)


def test_behind_a_proxy_of_the_house_its_word_counts_and_nobody_elses(house: House) -> None:
    set_password(house.newsroom, house.account("editor"), PASSWORD, "test")
    headers = {"X-Forwarded-For": "192.0.2.9", "X-Forwarded-Proto": "https"}
    form = {"mail": "editor@desk.example", "password": PASSWORD}
    house.browser().post("/sign-in", form, headers=headers)
    house.configure("[desk]\nproxies = 1\n")
    browser = house.browser()
    answer = browser.post("/sign-in", form, headers=headers)
    cookie = next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith(COOKIE))
    assert "Secure" in cookie
    addresses = {session.address for session in house.newsroom.database.sessions.of(house.account("editor").id)}
    assert addresses == {"127.0.0.1", "192.0.2.9"}
