from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translateflow.model.account import AccountRole, Grant

if TYPE_CHECKING:
    from tests.web.desk.conftest import House


def test_an_invited_person_comes_in_by_the_link(house: House) -> None:
    form = {"name": "Olena", "mail": "olena@desk.example", "grant": ["translator:uk", "reviewer:uk"]}
    page = house.browser("admin").post("/people", form).get_data(as_text=True)
    (path,) = re.findall(r"http://localhost(/link/[\w-]+)", page)
    visitor = house.browser()
    assert "Welcome to the desk" in visitor.get(path).get_data(as_text=True)
    assert visitor.post(path, {"password": "the heron waits at noon"}).status_code == 302
    assert visitor.get("/").status_code == 200
    account = house.newsroom.database.accounts.require("olena@desk.example")
    assert account.grants == (Grant(AccountRole.REVIEWER, "uk"), Grant(AccountRole.TRANSLATOR, "uk"))


def test_roles_change_at_once(house: House) -> None:
    editor, admin = house.browser("editor"), house.browser("admin")
    assert editor.get("/").status_code == 200
    admin.post(f"/people/{house.account('editor').id}/roles", {"grant": []})
    assert editor.get("/").status_code == 403


def test_the_last_admin_stays(house: House) -> None:
    admin = house.browser("admin")
    house.account("editor")
    path = f"/people/{house.account('admin').id}"
    assert admin.post(f"{path}/roles", {"grant": ["editor"]}).status_code == 409
    assert "is the only admin" in admin.post(f"{path}/remove").get_data(as_text=True)
    assert admin.get("/people").status_code == 200


def test_who_is_removed_is_out_at_once(house: House) -> None:
    editor, admin = house.browser("editor"), house.browser("admin")
    admin.post(f"/people/{house.account('editor').id}/remove")
    assert editor.get("/account").status_code == 302
    assert admin.post("/people/999/remove").status_code == 404


def test_an_admin_signs_somebody_out_and_makes_a_link_for_a_new_password(house: House) -> None:
    editor, admin = house.browser("editor"), house.browser("admin")
    admin.post(f"/people/{house.account('editor').id}/sign-out")
    assert editor.get("/account").status_code == 302
    page = admin.post(f"/people/{house.account('editor').id}/link").get_data(as_text=True)
    (path,) = re.findall(r"http://localhost(/link/[\w-]+)", page)
    assert "Choose a new password" in house.browser().get(path).get_data(as_text=True)


def test_a_role_that_there_is_not_is_refused(house: House) -> None:
    answer = house.browser("admin").post("/people", {"name": "X", "mail": "x@desk.example", "grant": ["emperor"]})
    assert answer.status_code == 422
    assert house.newsroom.database.accounts.find("x@desk.example") is None
