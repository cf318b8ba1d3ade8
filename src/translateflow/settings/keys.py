"""The table of settings: behind `translateflow.toml`, the TRANSLATEFLOW_* variables and docs/reference/settings.md."""

from __future__ import annotations

import re

from translateflow.model.edition import Policy, WarningRule
from translateflow.model.memory import ShieldTerms
from translateflow.model.segment import Segmentation
from translateflow.settings.notices import NOTIFY_KEYS
from translateflow.settings.operation import OPERATION_KEYS
from translateflow.settings.site import SITE_KEYS
from translateflow.settings.spec import PREFIX, KeySpec
from translateflow.settings.values import (
    as_choice,
    as_count,
    as_currency,
    as_flag,
    as_language,
    as_languages,
    as_number,
    as_span,
    as_text,
    as_timezone,
    as_url,
    as_words,
)

KEYS: tuple[KeySpec, ...] = (
    KeySpec("newsroom", "title", "text", "the folder's name", "Name of the press office, on every page.", as_text),
    KeySpec("newsroom", "source", "language", "de", "Language of releases that do not name their own.", as_language),
    KeySpec("newsroom", "targets", "languages", "none", "Languages every release goes to.", as_languages),
    KeySpec(
        "newsroom", "base_url", "URL", "none", "Public address of the site, for canonical links and feeds.", as_url
    ),
    KeySpec(
        "newsroom", "timezone", "time zone", "Europe/Berlin", "Zone of dates and embargoes without one.", as_timezone
    ),
    KeySpec(
        "newsroom",
        "segmentation",
        "sentence | paragraph",
        "sentence",
        "The unit of translation.",
        as_choice(Segmentation),
    ),
    KeySpec("newsroom", "protected", "words", "none", "Names that stay as they are in every language.", as_words),
    KeySpec(
        "review", "four_eyes", "true | false", "false", "Whether the approver must not be the last translator.", as_flag
    ),
    KeySpec(
        "review",
        "minor_keeps_signoff",
        "true | false",
        "false",
        "Whether an edit declared minor leaves a sign-off standing.",
        as_flag,
    ),
    KeySpec(
        "review",
        "warnings",
        "allow | waive",
        "allow",
        "Whether warnings of the checks may stand at a sign-off, or each has to be corrected or waived first.",
        as_choice(WarningRule),
    ),
    KeySpec(
        "review",
        "require_signature",
        "true | false",
        "false",
        "Whether `verify` counts a sign-off without a signature as broken.",
        as_flag,
    ),
    KeySpec(
        "review",
        "responsible_editor",
        "text",
        "who signs off",
        "Who is responsible for what is published, as evidence and register name them.",
        as_text,
    ),
    KeySpec(
        "review",
        "statement",
        "text",
        "our own words",
        "What evidence and register say about the law, in the newsroom's words.",
        as_text,
    ),
    KeySpec(
        "publish",
        "policy",
        "approved | machine-labelled | required",
        "approved",
        "When a language goes out: signed off only; labelled machine text until then; or all required ones together.",
        as_choice(Policy),
    ),
    KeySpec("publish", "out", "folder", "public", "Where the site is written, below the newsroom.", as_text),
    KeySpec("engines", "order", "engines", "google", "Engines to ask, the next one takes over.", as_words),
    KeySpec(
        "engines",
        "shield_terms",
        "safe, always or never",
        "safe",
        "Which preferred terms engines without glossaries get in place of the word: those that need no inflection, "
        "all, or none.",
        as_choice(ShieldTerms),
    ),
    KeySpec("engines", "currency", "three letters", "EUR", "Currency of the prices below.", as_currency),
    KeySpec(
        "engines",
        "max_characters_per_job",
        "count",
        "no limit",
        "Most characters a job may send; `translate --max-chars` overrides it.",
        as_count,
    ),
    KeySpec("engines.*", "url", "URL", "the service's", "Address of your own instance.", as_url),
    KeySpec("engines.*", "api_key_file", "file", "none", "File that holds the key, and nothing else.", as_text),
    KeySpec("engines.*", "requests_per_second", "number", "no limit", "Most requests per second.", as_number),
    KeySpec("engines.*", "characters_per_second", "number", "no limit", "Most characters per second.", as_number),
    KeySpec(
        "engines.*",
        "price_per_million",
        "number",
        "0",
        "Price of a million characters.",
        as_number,
    ),
    KeySpec(
        "engines.*",
        "max_characters_per_day",
        "count",
        "no limit",
        "Most characters per day of the newsroom's time zone, all jobs and workers together.",
        as_count,
    ),
    KeySpec("engines.*", "timeout", "seconds", "20", "Longest wait for one answer.", as_number),
    KeySpec("engines.*", "concurrency", "count", "8", "Most requests at once.", as_count),
    KeySpec("queue", "broker", "URL", "none", "Redis for Celery workers; without it jobs run in this process.", as_url),
    KeySpec(
        "queue",
        "lease_seconds",
        "seconds",
        "120",
        "How long a chunk stays with a worker that gives no sign of life; a living one extends it.",
        as_span,
    ),
    KeySpec(
        "queue", "sweep_seconds", "seconds", "30", "How often beat looks for work that no message speaks of.", as_span
    ),
    KeySpec(
        "desk", "url", "URL", "newsroom.base_url with /desk", "Public address of the desk, for links in mails.", as_url
    ),
    KeySpec(
        "desk",
        "proxies",
        "number",
        "0",
        "How many proxies of your own stand before `serve`; so many of their X-Forwarded headers are believed.",
        as_number,
    ),
    KeySpec("oidc", "issuer", "URL", "none", "Identity provider (OpenID Connect) to sign in through.", as_url),
    KeySpec("oidc", "client_id", "text", "translateflow", "How the provider knows the desk.", as_text),
    KeySpec("oidc", "client_secret_file", "file", "none", "File that holds the provider's secret.", as_text),
    KeySpec("oidc", "name", "text", "the provider's host", "Name of the provider on the sign-in page.", as_text),
    KeySpec("database", "url", "URL", "SQLite in .translateflow/", "Database of jobs, memory and accounts.", as_url),
    KeySpec(
        "database",
        "trigrams",
        "yes or no",
        "false",
        "Near matches by PostgreSQL's pg_trgm: no index in each process, but slow look-ups.",
        as_flag,
    ),
    KeySpec(
        "languages.*",
        "engines",
        "engines",
        "as engines.order",
        "Engines for this language; [] is people only.",
        as_words,
    ),
    KeySpec(
        "languages.*",
        "policy",
        "approved | machine-labelled | required",
        "as publish.policy",
        "Policy for this language.",
        as_choice(Policy),
    ),
    KeySpec("languages.*", "four_eyes", "true | false", "as review.four_eyes", "Four eyes for this language.", as_flag),
    KeySpec(
        "languages.*",
        "minor_keeps_signoff",
        "true | false",
        "as review.minor_keeps_signoff",
        "Minor edits for this language.",
        as_flag,
    ),
    KeySpec(
        "languages.*",
        "warnings",
        "allow | waive",
        "as review.warnings",
        "Warnings for this language.",
        as_choice(WarningRule),
    ),
    *OPERATION_KEYS,
    *NOTIFY_KEYS,
    *SITE_KEYS,
)


def find_key(section: str, name: str) -> KeySpec | None:
    """Find the row for a section such as `engines.deepl` and a key."""
    wildcard = re.sub(r"\..*", ".*", section)
    return next((spec for spec in KEYS if spec.section in {section, wildcard} and spec.name == name), None)


def is_section(section: str) -> bool:
    """Whether a section such as `engines.deepl` takes keys; `languages` and `engines` are headings of such sections."""
    wildcard = re.sub(r"\..*", ".*", section)
    return any(spec.section in {section, wildcard, f"{section}.*"} for spec in KEYS)


def section_of_variable(variable: str) -> tuple[str, str]:
    """Find section and key of a variable; languages are written `DE_SIMPLE`."""
    rest = variable.removeprefix(PREFIX).lower()
    for spec in sorted(KEYS, key=lambda spec: -len(spec.name)):
        head = spec.section.removesuffix(".*").replace(".", "_") + "_"
        if not rest.startswith(head) or not rest.endswith(spec.name):
            continue
        middle = rest[len(head) : len(rest) - len(spec.name)].strip("_")
        if spec.section.endswith(".*") and middle:
            return f"{spec.section[:-1]}{middle.replace('_', '-')}", spec.name
        if not spec.section.endswith(".*") and not middle:
            return spec.section, spec.name
    return "", variable


def suggest_key(section: str, name: str) -> str:
    """Say what the section does take."""
    wildcard = re.sub(r"\..*", ".*", section)
    known = [spec.name for spec in KEYS if spec.section in {section, wildcard}]
    if not known:
        return "Sections are: " + ", ".join(dict.fromkeys(spec.section for spec in KEYS)) + "."
    from difflib import get_close_matches  # noqa: PLC0415 — only on the way to an error

    close = get_close_matches(name, known, 1)
    return f"Did you mean “{close[0]}”?" if close else f"[{section}] takes: " + ", ".join(known) + "."
