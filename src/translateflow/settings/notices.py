"""Who is told of what: `[notify]`, and a `[notify.<name>]` for each group of people or each hook."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translateflow.errors import SettingsError
from translateflow.files import read_file
from translateflow.model.notice import MailSecurity, MailServer, NotifyOptions, Target
from translateflow.settings.spec import KeySpec
from translateflow.settings.values import (
    BadValueError,
    as_choice,
    as_events,
    as_language,
    as_languages,
    as_mails,
    as_port,
    as_text,
    as_url,
    as_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    Values = Mapping[tuple[str, str], Any]

EVERYBODY = "mail"
"""Name of the target that `[notify] mail` makes: told of everything."""

PREFIX = "TRANSLATEFLOW_NOTIFY_"
PORTS = {MailSecurity.STARTTLS: 587, MailSecurity.TLS: 465, MailSecurity.NONE: 25}
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def as_key(raw: Any) -> str:
    """Give a key as IndexNow has them: it becomes the name of a file."""
    if not isinstance(raw, str) or not re.fullmatch(r"[A-Za-z0-9-]{8,128}", raw):
        msg = f"must be 8 to 128 letters, digits and hyphens, not {raw!r}."
        raise BadValueError(msg)
    return raw


NOTIFY_KEYS: tuple[KeySpec, ...] = (
    KeySpec("notify", "mail", "mail addresses", "none", "Who is told of everything by mail.", as_mails),
    KeySpec("notify", "sender", "text", "none", "Sender of mails, `Name <mail>`.", as_text),
    KeySpec("notify", "smtp_host", "text", "none", "Mail server that takes our mails.", as_text),
    KeySpec("notify", "smtp_port", "port", "587, 465 with tls, 25 with none", "Its port.", as_port),
    KeySpec(
        "notify",
        "smtp_security",
        "starttls | tls | none",
        "starttls",
        "How the way there is protected; none only for a server on this machine.",
        as_choice(MailSecurity),
    ),
    KeySpec("notify", "smtp_user", "text", "none", "User name at the mail server.", as_text),
    KeySpec("notify", "smtp_password_file", "file", "none", "File that holds the password there.", as_text),
    KeySpec(
        "notify", "smtp_ca_file", "file", "the system's", "Certificates to trust, for a server of the house.", as_text
    ),
    KeySpec(
        "notify",
        "allow_hosts",
        "words",
        "none",
        "Hosts in your own network that hooks may go to, over http as well.",
        as_words,
    ),
    KeySpec("notify", "indexnow", "URL", "none", "IndexNow service told of published pages.", as_url),
    KeySpec(
        "notify", "indexnow_key", "text", "none", "Key for IndexNow; publishing puts its file into the site.", as_key
    ),
    KeySpec("notify", "websub_hub", "URL", "none", "WebSub hub named in feeds and told when they change.", as_url),
    KeySpec("notify.*", "mail", "mail addresses", "none", "Who is told by mail.", as_mails),
    KeySpec("notify.*", "url", "URL", "none", "Hook that is called, https or a host of notify.allow_hosts.", as_url),
    KeySpec(
        "notify.*",
        "secret_file",
        "file",
        "none",
        "File that holds the secret the hook's calls are signed with.",
        as_text,
    ),
    KeySpec(
        "notify.*",
        "events",
        "events",
        "all",
        "What they are told of: ready-to-translate, ready-to-review, ready-to-sign-off, published, outdated, "
        "job-failed.",
        as_events,
    ),
    KeySpec("notify.*", "languages", "languages", "all", "Only what concerns these languages.", as_languages),
    KeySpec(
        "notify.*", "speech", "language", "the account's, or newsroom.source", "Language of the mails.", as_language
    ),
)


def read_notify_options(root: Path, path: Path, values: Values, environment: Mapping[str, str]) -> NotifyOptions:
    """Give who is told of what, from values that are parsed. Raises SettingsError, FileAccessError for secrets."""
    names = [section.partition(".")[2] for section, _ in values if section.startswith("notify.")]
    targets = [_target(root, path, name, values, environment) for name in dict.fromkeys(names)]
    everybody = values.get(("notify", "mail"), ())
    if everybody:
        targets.insert(0, Target(EVERYBODY, mail=everybody))
    server = _server(root, path, values, environment)
    if any(target.mail for target in targets) and not (server.host and server.sender):
        remedy = "Set smtp_host and sender under [notify]."
        raise SettingsError(path, "notify names mail addresses, but not how mails are sent.", remedy=remedy)
    return NotifyOptions(
        targets=tuple(targets),
        server=server,
        allow_hosts=values.get(("notify", "allow_hosts"), ()),
        indexnow=values.get(("notify", "indexnow"), ""),
        indexnow_key=values.get(("notify", "indexnow_key"), ""),
        websub_hub=values.get(("notify", "websub_hub"), ""),
    )


def _target(root: Path, path: Path, name: str, values: Values, environment: Mapping[str, str]) -> Target:
    section = f"notify.{name}"
    mail, url = values.get((section, "mail"), ()), values.get((section, "url"), "")
    secret = _secret(root, values.get((section, "secret_file"), ""), environment, f"{name.upper()}_SECRET")
    if not mail and not url:
        raise SettingsError(path, f"[{section}] names neither mail nor url.", remedy="Say who is to be told.")
    if url and not secret:
        remedy = f"Name a file that holds one: secret_file = … (or set {PREFIX}{name.upper()}_SECRET)."
        raise SettingsError(path, f"{section}.url has no secret to sign with.", remedy=remedy)
    return Target(
        name,
        mail=mail,
        url=url,
        secret=secret,
        kinds=values.get((section, "events"), ()),
        languages=values.get((section, "languages"), ()),
        speech=values.get((section, "speech"), ""),
    )


def _server(root: Path, path: Path, values: Values, environment: Mapping[str, str]) -> MailServer:
    def value(name: str, default: Any) -> Any:
        return values.get(("notify", name), default)

    security = value("smtp_security", MailSecurity.STARTTLS)
    host = value("smtp_host", "")
    if host and security is MailSecurity.NONE and host not in _LOOPBACK:
        problem = f"notify.smtp_security = “none” would send mails and password unprotected to {host}."
        raise SettingsError(path, problem, remedy="Use starttls or tls; none is for a server on this machine.")
    return MailServer(
        host=host,
        port=value("smtp_port", PORTS[security]),
        security=security,
        user=value("smtp_user", ""),
        password=_secret(root, value("smtp_password_file", ""), environment, "SMTP_PASSWORD"),
        ca_file=str(root / value("smtp_ca_file", "")) if value("smtp_ca_file", "") else "",
        sender=value("sender", ""),
    )


def _secret(root: Path, file: str, environment: Mapping[str, str], variable: str) -> str:
    found = environment.get(PREFIX + variable.replace("-", "_"), "")
    if file and not found:
        found = read_file(root / Path(file)).decode("utf-8", "replace").strip()
    return found
