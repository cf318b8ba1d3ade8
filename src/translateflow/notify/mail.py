"""Mails: made from words, handed to the newsroom's mail server."""

from __future__ import annotations

import email.utils
import hashlib
import html
import smtplib
import ssl
from email.message import EmailMessage
from typing import TYPE_CHECKING

from translateflow.errors import NotSentError
from translateflow.model.language import text_direction
from translateflow.model.notice import MailSecurity

if TYPE_CHECKING:
    from translateflow.model.notice import MailServer, Notice
    from translateflow.notify.wording import Wording

MAIL_SECONDS = 20.0
"""Longest wait for one answer of the mail server."""

_SIGN_IN = frozenset({530, 534, 535, 538})
_PERMANENT = 500  # replies from here on say that trying again is of no use (RFC 5321, 4.2.1)


def make_mail(notice: Notice, wording: Wording, *, speech: str, sender: str) -> EmailMessage:
    """Make a mail of text and the same as minimal HTML. A notice that is sent twice has the same Message-ID."""
    message = EmailMessage()
    message["Subject"] = wording.subject
    message["From"] = sender
    message["To"] = notice.recipient
    message["Date"] = email.utils.format_datetime(notice.created)
    domain = email.utils.parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    seen = hashlib.sha256(f"{notice.event.key}\n{notice.recipient}".encode()).hexdigest()[:32]
    message["Message-ID"] = f"<{seen}@{domain}>"
    message["Content-Language"] = speech
    # No answer of a machine to a machine (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message["X-Translateflow-Event"] = notice.event.kind.value
    message.set_content(_plain(wording))
    message.add_alternative(_hypertext(wording, speech), subtype="html")
    return message


def _plain(wording: Wording) -> str:
    link = f"{wording.link}: {wording.address}\n\n" if wording.address else ""
    lines = "\n".join(wording.lines)
    return f"{wording.subject}\n\n{lines}\n\n{link}-- \n{wording.footer}\n"


def _hypertext(wording: Wording, speech: str) -> str:
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in wording.lines)
    address = html.escape(wording.address)
    link = f'<p><a href="{address}">{html.escape(wording.link)}</a></p>' if address else ""
    subject, footer = html.escape(wording.subject), html.escape(wording.footer)
    return (
        f'<!doctype html><html lang="{html.escape(speech)}" dir="{text_direction(speech)}"><head><meta charset="utf-8">'
        f"<title>{subject}</title></head><body><h1>{subject}</h1>{lines}{link}<hr><p><small>{footer}</small></p></body></html>"
    )


def send_mail(server: MailServer, message: EmailMessage) -> str:
    """Hand a mail in; give what the server is called. Raises NotSentError, whose text holds no password."""
    try:
        with _connect(server) as connection:
            if server.user:
                connection.login(server.user, server.password)
            connection.send_message(message)
    except (smtplib.SMTPException, OSError) as error:
        raise _explain(server, error) from error
    return f"taken by {server.host}"


def _connect(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context(cafile=server.ca_file or None)
    if server.security is MailSecurity.TLS:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=MAIL_SECONDS, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=MAIL_SECONDS)
    if server.security is MailSecurity.STARTTLS:
        try:
            connection.starttls(context=context)
        except BaseException:
            connection.close()
            raise
    return connection


def _explain(server: MailServer, error: Exception) -> NotSentError:
    """Say what went wrong, and whether trying again can help."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _refused(server, *next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPResponseException):
        return _refused(server, error.smtp_code, error.smtp_error)
    said = str(error) if isinstance(error, smtplib.SMTPNotSupportedError) else type(error).__name__
    if isinstance(error, ssl.SSLError):
        said = f"no secure connection: {error.reason or 'TLS'}"
    return NotSentError(f"the mail server {server.host} cannot be used ({said})", permanent=False)


def _refused(server: MailServer, code: int, said: bytes | str) -> NotSentError:
    shown = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    # A refused password may be mended in the settings; only what is said of the mail itself is final.
    is_final = code >= _PERMANENT and code not in _SIGN_IN
    return NotSentError(f"{server.host} answers {code} {shown[:200]}", permanent=is_final)
