"""Mail somebody who forgot the password a link that works once."""

from __future__ import annotations

import contextlib
import datetime as dt
import email.utils
from email.message import EmailMessage
from typing import TYPE_CHECKING

from translateflow.errors import NotSentError
from translateflow.model.account import LinkPurpose
from translateflow.notify import send_mail
from translateflow.workflow.sign_in import run_make_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from translateflow.model.account import Account
    from translateflow.workspace import Newsroom


def can_mail(newsroom: Newsroom) -> bool:
    """Whether the newsroom has a mail server to hand mails to."""
    server = newsroom.settings.notify.server
    return bool(server.host and server.sender)


def run_mail_reset(newsroom: Newsroom, mail: str, desk_url: str, say: Callable[[str], str]) -> bool:
    """Mail a link, where there is an account with this address; say whether a mail went out.

    Whoever asks is told neither: only the audit log knows. `say` gives the mail's words in a language.
    """
    account = newsroom.database.accounts.find(mail)
    if account is None or not can_mail(newsroom):
        return False
    secret = run_make_link(newsroom, LinkPurpose.RESET, account.mail, account.mail)
    message = make_reset_mail(account, f"{desk_url}/link/{secret}", newsroom.settings.notify.server.sender, say)
    with contextlib.suppress(NotSentError):
        send_mail(newsroom.settings.notify.server, message)
        return True
    newsroom.database.audit.record(account.mail, "reset mail not sent", account.mail)
    return False


def make_reset_mail(account: Account, link: str, sender: str, say: Callable[[str], str]) -> EmailMessage:
    """Write the mail. Pure but for the date and the message's id."""
    message = EmailMessage()
    message["Subject"] = say("A new password for the desk")
    message["From"] = sender
    message["To"] = email.utils.formataddr((account.name, account.mail))
    message["Date"] = email.utils.format_datetime(dt.datetime.now(dt.UTC))
    message["Message-ID"] = email.utils.make_msgid(domain=email.utils.parseaddr(sender)[1].rpartition("@")[2] or None)
    message["Auto-Submitted"] = "auto-generated"
    lines = (
        say("Somebody asked for a new password for your account. With this link you choose one:"),
        link,
        say("It works once, for an hour. If it was not you, do nothing: your password stays as it is."),
    )
    message.set_content("\n\n".join(lines) + "\n")
    return message
