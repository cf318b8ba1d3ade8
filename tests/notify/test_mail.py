"""Mails: what they say in several languages, and a real server on loopback that takes or refuses them."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
import subprocess
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from translateflow.errors import NotSentError
from translateflow.model.notice import Channel, Event, EventKind, MailSecurity, MailServer, Notice, NoticeState
from translateflow.notify import make_mail, send_mail, word_event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage
    from pathlib import Path

NOW = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)
EVENT = Event("k", EventKind.READY_TO_REVIEW, "fest", "uk", "Fest <am> See", 12)


def _notice(event: Event = EVENT, recipient: str = "ada@press.example") -> Notice:
    return Notice(1, event, Channel.MAIL, recipient, "desk", NoticeState.WAITING, 1, NOW, None, "")


def _mail(speech: str = "en", event: Event = EVENT) -> EmailMessage:
    wording = word_event(event, speech=speech, newsroom="Stadt", target="desk", desk="https://d.example/desk/")
    return make_mail(_notice(event), wording, speech=speech, sender="Presse Köln <presse@stadt.example>")


@dataclass
class Post:
    """What the server took; `refuse` answers every recipient."""

    taken: list[EmailMessage] = field(default_factory=list)
    refuse: str = ""
    tls: list[bool] = field(default_factory=list)
    users: list[bytes] = field(default_factory=list)

    async def handle_RCPT(self, _s: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 — aiosmtpd's names
        self.tls.append(session.ssl is not None)
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"

    def sign_in(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        self.users.append(given.login)
        return AuthResult(success=given.password == b"geheim-1", handled=False)


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate for localhost: key and certificate in one file."""
    folder = tmp_path_factory.mktemp("tls")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_text((folder / "key.pem").read_text() + (folder / "cert.pem").read_text())
    return both


@pytest.fixture
def serve_mail(post: Post, certificate: Path) -> Iterator[Callable[[MailSecurity], MailServer]]:
    """Give the function that starts a mail server on loopback, protected as asked."""
    running: list[Controller] = []

    def start(security: MailSecurity) -> MailServer:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        server = _Controller(post, security, context)
        server.start()
        running.append(server)
        user = ("press", "geheim-1") if security is MailSecurity.STARTTLS else ("", "")
        return MailServer("localhost", server.port, security, *user, ca_file=str(certificate), sender="p@stadt.example")

    yield start
    for server in running:
        server.stop()


class _Controller(Controller):
    def __init__(self, post: Post, security: MailSecurity, context: ssl.SSLContext) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self._tls = context if security is MailSecurity.STARTTLS else None
        self._needs_sign_in = self._tls is not None
        wrapped = context if security is MailSecurity.TLS else None
        super().__init__(post, hostname="127.0.0.1", port=port, ssl_context=wrapped)

    def factory(self) -> SMTP:
        return SMTP(
            self.handler,
            tls_context=self._tls,
            require_starttls=self._tls is not None,
            auth_required=self._needs_sign_in,
            auth_require_tls=self._tls is not None,
            authenticator=self.handler.sign_in if self._needs_sign_in else None,
        )


@pytest.mark.parametrize("security", MailSecurity)
def test_a_mail_goes_to_a_real_server_by_every_way(
    security: MailSecurity, serve_mail: Callable[[MailSecurity], MailServer], post: Post
) -> None:
    assert send_mail(serve_mail(security), _mail()) == "taken by localhost"
    [taken] = post.taken
    assert post.users == ([b"press"] if security is MailSecurity.STARTTLS else [])
    assert post.tls == [security is MailSecurity.STARTTLS]  # aiosmtpd notes only what began in plain
    assert taken["Subject"] == "Ready to review: Fest <am> See (Ukrainian)"
    assert taken["To"] == "ada@press.example"
    assert taken["Auto-Submitted"] == "auto-generated"
    plain, hypertext = (part.get_content() for part in taken.iter_parts())
    assert "Drafts that wait for a person: 12." in plain
    assert "Open the desk: https://d.example/desk/" in plain
    assert "Fest &lt;am&gt; See" in hypertext
    assert "<am>" not in hypertext


def test_a_wrong_password_is_tried_again_later_and_never_told(
    serve_mail: Callable[[MailSecurity], MailServer],
) -> None:
    server = serve_mail(MailSecurity.STARTTLS)
    wrong = MailServer(server.host, server.port, server.security, "press", "falsch-99", server.ca_file, server.sender)
    with pytest.raises(NotSentError, match="localhost answers 535") as refused:
        send_mail(wrong, _mail())
    assert not refused.value.permanent
    assert "falsch" not in str(refused.value)


@pytest.mark.parametrize(("answer", "final"), [("550 no such person", True), ("451 come back", False)])
def test_what_the_server_says_of_the_mail_decides_whether_to_try_again(
    answer: str, *, final: bool, serve_mail: Callable[[MailSecurity], MailServer], post: Post
) -> None:
    post.refuse = answer
    with pytest.raises(NotSentError, match=answer) as refused:
        send_mail(serve_mail(MailSecurity.NONE), _mail())
    assert refused.value.permanent is final


def test_a_certificate_nobody_vouches_for_is_refused(serve_mail: Callable[[MailSecurity], MailServer]) -> None:
    server = serve_mail(MailSecurity.TLS)
    with pytest.raises(NotSentError, match="no secure connection"):
        send_mail(MailServer(server.host, server.port, server.security, sender=server.sender), _mail())


def test_a_server_without_starttls_gets_no_mail(serve_mail: Callable[[MailSecurity], MailServer], post: Post) -> None:
    server = serve_mail(MailSecurity.NONE)
    with pytest.raises(NotSentError, match="STARTTLS"):
        send_mail(MailServer(server.host, server.port, MailSecurity.STARTTLS, sender=server.sender), _mail())
    assert post.taken == []


def test_a_server_that_is_away_is_tried_again() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        server = MailServer("127.0.0.1", closed.getsockname()[1], MailSecurity.NONE, sender="p@stadt.example")
        with pytest.raises(NotSentError) as away:
            send_mail(server, _mail())
    assert not away.value.permanent


def test_the_same_notice_twice_is_the_same_mail_to_every_mail_program() -> None:
    assert _mail()["Message-ID"] == _mail()["Message-ID"]
    assert _mail()["Message-ID"] != _mail(event=Event("other", EventKind.PUBLISHED))["Message-ID"]


def test_a_title_with_line_breaks_cannot_add_a_header() -> None:
    evil = Event("k", EventKind.PUBLISHED, "fest", "en", "Fest\r\nBcc: all@x.example")
    mail = _mail(event=evil)
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Published: Fest Bcc: all@x.example (English)"


@pytest.mark.parametrize("kind", EventKind)
@pytest.mark.parametrize("speech", ["en", "de", "fr", "es", "ar", "uk", "tr", "pl", "ja"])
def test_every_event_has_words_in_every_language(kind: EventKind, speech: str) -> None:
    event = Event("k", kind, "fest", "en", "{title}", 3, 7, "busy {0}", embargoed=True)
    wording = word_event(event, speech=speech, newsroom="{Stadt}", target="desk", desk="")
    english = word_event(event, speech="en", newsroom="{Stadt}", target="desk", desk="")
    assert all((wording.subject, *wording.lines, wording.footer))
    assert (wording.lines == english.lines) is (speech in {"en", "ja"})


def test_arabic_is_written_from_right_to_left() -> None:
    hypertext = _mail("ar").get_body(("html",))
    assert hypertext is not None
    assert 'lang="ar" dir="rtl"' in hypertext.get_content()
