"""A new password by mail: from a real mail server on loopback, for who has an account and for nobody else."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.desk.conftest import House


class Box:
    """A letter box."""

    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 — aiosmtpd's name
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def box(house: House, free_port: int) -> Iterator[Box]:
    """Run a mail server, and a desk that uses it and does everything in turn."""
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=free_port)
    controller.start()
    house.configure(
        f'[notify]\nsmtp_host = "127.0.0.1"\nsmtp_port = {free_port}\nsmtp_security = "none"\n'
        'sender = "Desk <desk@press.example>"\n[desk]\nurl = "https://press.example/desk"\n'
    )
    house.app.aside = lambda work: work()
    house.account("editor")
    yield box
    controller.stop()


def test_a_link_comes_by_mail_and_opens_the_door_once(house: House, box: Box) -> None:
    browser = house.browser()
    assert "Forgot the password?" in browser.get("/sign-in").get_data(as_text=True)
    page = browser.post("/forgotten", {"mail": "Editor@desk.example"}).get_data(as_text=True)
    assert "a link is on its way" in page
    (mail,) = box.mails
    assert mail["To"] == "Editor <editor@desk.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    (path,) = re.findall(r"https://press\.example/desk(/link/[\w-]+)", mail.get_content())
    assert browser.post(path, {"password": "the heron waits at noon"}).status_code == 302
    assert browser.get("/").status_code == 200
    assert house.browser().get(path).status_code == 410


def test_a_stranger_is_told_the_same_and_gets_nothing(house: House, box: Box) -> None:
    known = house.browser().post("/forgotten", {"mail": "editor@desk.example"})
    stranger = house.browser().post("/forgotten", {"mail": "stranger@desk.example"})
    bodies = [re.sub(r'"X-CSRF-Token": "[^"]+"', "", answer.get_data(as_text=True)) for answer in (known, stranger)]
    assert bodies[0] == bodies[1]
    assert len(box.mails) == 1


def test_nobody_floods_a_letter_box(house: House, box: Box) -> None:
    browser = house.browser()
    statuses = [browser.post("/forgotten", {"mail": "editor@desk.example"}).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    assert len(box.mails) == 3


def test_a_mail_server_that_is_away_is_noted_for_the_admins(house: House, free_port: int) -> None:
    house.configure(
        f'[notify]\nsmtp_host = "127.0.0.1"\nsmtp_port = {free_port}\n'
        'smtp_security = "none"\nsender = "d@press.example"\n'
    )
    house.app.aside = lambda work: work()
    house.account("editor")
    assert house.browser().post("/forgotten", {"mail": "editor@desk.example"}).status_code == 200
    assert house.newsroom.database.audit.records()[0].action == "reset mail not sent"


def test_without_a_mail_server_an_admin_makes_the_link(house: House) -> None:
    assert "Forgot the password?" not in house.browser().get("/sign-in").get_data(as_text=True)
