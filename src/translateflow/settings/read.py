"""Settings of a newsroom: one frozen object, read here and nowhere else.

A variable wins over the file. Whatever is not in the table of keys is refused with file, line and key, so that a typing
error never turns a rule off.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from translateflow.errors import SettingsError
from translateflow.files import read_file
from translateflow.model.edition import Policy, WarningRule
from translateflow.model.engine import EngineOptions
from translateflow.model.memory import ShieldTerms
from translateflow.model.notice import NotifyOptions
from translateflow.model.segment import Segmentation
from translateflow.settings.desk import DeskOptions, read_desk_options
from translateflow.settings.keys import find_key, is_section, section_of_variable, suggest_key
from translateflow.settings.notices import read_notify_options
from translateflow.settings.operation import LogOptions, MetricsOptions, read_log_options, read_metrics_options
from translateflow.settings.site import SiteSettings, read_site_settings
from translateflow.settings.spec import PREFIX
from translateflow.settings.values import BadValueError, as_language

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE_NAME = "translateflow.toml"
# Variables that are read elsewhere: the newsroom's folder and the switch for tracebacks, both by the command line.
OTHER_VARIABLES = frozenset({"TRANSLATEFLOW_NEWSROOM", "TRANSLATEFLOW_DEBUG"})
# The file of the newsroom's keys is named by a variable only: it belongs to the machine, not beside the releases.
KEYS_VARIABLE = f"{PREFIX}KEYS_FILE"


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """What holds for one target language, overrides applied. `engines` empty: people only."""

    engines: tuple[str, ...]
    policy: Policy
    four_eyes: bool
    minor_keeps_signoff: bool
    warnings: WarningRule = WarningRule.ALLOW


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a newsroom has decided. `database_url`, `broker` and `keys_file` are "" when the default serves.

    The first two may hold a password, so neither shows in a repr.
    """

    title: str
    source: str = "de"
    targets: tuple[str, ...] = ()
    base_url: str = ""
    timezone: str = "Europe/Berlin"
    segmentation: Segmentation = Segmentation.SENTENCE
    protected: tuple[str, ...] = ()
    out: str = "public"
    currency: str = "EUR"
    shield_terms: ShieldTerms = ShieldTerms.SAFE
    max_characters_per_job: int | None = None
    broker: str = field(default="", repr=False)
    lease_seconds: float = 120.0
    sweep_seconds: float = 30.0
    database_url: str = field(default="", repr=False)
    database_trigrams: bool = False
    keys_file: str = ""
    require_signature: bool = False
    responsible_editor: str = ""
    statement: str = ""
    default_rules: LanguageRules = field(
        default_factory=lambda: LanguageRules(("google",), Policy.APPROVED, four_eyes=False, minor_keeps_signoff=False)
    )
    desk: DeskOptions = field(default_factory=DeskOptions)
    log: LogOptions = field(default_factory=LogOptions)
    metrics: MetricsOptions = field(default_factory=MetricsOptions)
    notify: NotifyOptions = field(default_factory=NotifyOptions)
    secret_files: tuple[str, ...] = ()
    language_rules: Mapping[str, LanguageRules] = field(default_factory=dict)
    engine_options: Mapping[str, EngineOptions] = field(default_factory=dict)
    site: SiteSettings = field(default_factory=SiteSettings)

    def rules(self, language: str) -> LanguageRules:
        """Give what holds for this language."""
        return self.language_rules.get(language, self.default_rules)

    def all_rules(self) -> tuple[LanguageRules, ...]:
        """Give the rules of the newsroom and those of each language that has its own."""
        return (self.default_rules, *self.language_rules.values())

    def options(self, engine: str) -> EngineOptions:
        """Give how this engine is used here."""
        return self.engine_options.get(engine, EngineOptions(engine))

    def secrets(self) -> tuple[str, ...]:
        """Give every secret that is known here, so that logs can leave them out."""
        keys = [options.api_key for options in self.engine_options.values()]
        hooks = [target.secret for target in self.notify.targets]
        provider = self.desk.provider.client_secret if self.desk.provider else ""
        addresses = [urlsplit(url).password or "" for url in (self.broker, self.database_url)]
        others = [self.metrics.token, self.notify.server.password, provider]
        return tuple(filter(None, (*keys, *hooks, *addresses, *others)))


# Variables that hold a secret, or name a file that does where the setting itself may be one.
_SECRETS = (
    r"ENGINES_\w+_API_KEY",
    r"NOTIFY_\w+_SECRET",
    "NOTIFY_SMTP_PASSWORD",
    "METRICS_TOKEN",
    "OIDC_CLIENT_SECRET",
    "QUEUE_BROKER_FILE",
    "DATABASE_URL_FILE",
)

# Settings that name a file with a secret: `doctor` looks who can read it.
_SECRET_FILES = frozenset({"api_key_file", "secret_file", "token_file", "smtp_password_file", "client_secret_file"})

Values = dict[tuple[str, str], Any]
"""Parsed values by section and key, e.g. ("engines.deepl", "timeout")."""


def read_settings(root: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Read a newsroom's settings. Raises SettingsError (file, line, key, remedy) and FileAccessError."""
    path = root / FILE_NAME
    text = _decode(path, read_file(path))
    values = _values_of_file(path, text) | _values_of_environment(environment)
    return _settings(root, path, values, environment)


def read_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read settings where there is no newsroom: variables alone. Files of keys are relative to the current folder."""
    here = Path.cwd()
    return _settings(here, here, _values_of_environment(environment), environment)


def _decode(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SettingsError(path, "is not UTF-8.", line=line, remedy="Save the file as UTF-8.") from error


def _values_of_file(path: Path, text: str) -> Values:
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, and what its parser lets through
        line = re.search(r"line (\d+)", str(error))
        problem = f"this is not TOML: {str(error).partition(' (at')[0]}."
        remedy = "Compare with docs/reference/settings.md."
        raise SettingsError(path, problem, line=int(line[1]) if line else None, remedy=remedy) from error
    values: Values = {}
    for section, table in _flatten(tables):
        if not table:
            # A heading above keys that are all commented out must be right as well.
            _check_heading(path, _line_of(text, section, ""), section)
        for name, raw in table.items():
            line_number = _line_of(text, section, name)
            values[_one_spelling(path, line_number, section), name] = _parse(path, line_number, section, name, raw)
    return values


def _check_heading(path: Path, line: int | None, section: str) -> None:
    if not is_section(section):
        raise SettingsError(path, f"there is no section [{section}].", line=line, remedy=suggest_key(section, ""))
    _one_spelling(path, line, section)


def _flatten(tables: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Give `[engines.deepl]` its own row; a bare key at the top becomes a section that no table knows."""
    rows: list[tuple[str, dict[str, Any]]] = []
    for section, table in tables.items():
        if not isinstance(table, dict):
            rows.append(("", {section: table}))
            continue
        named = section in {"languages", "engines", "notify", "theme", "topics"}
        rows.append((section, {name: raw for name, raw in table.items() if not (named and isinstance(raw, dict))}))
        rows += [(f"{section}.{name}", raw) for name, raw in table.items() if named and isinstance(raw, dict)]
    return rows


def _line_of(text: str, section: str, name: str) -> int | None:
    """Find the line of a key: below its heading, dotted, or in an inline table that begins there."""
    wanted = f"{section}.{name}".strip(".") + "."
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        heading = re.match(r"\s*\[+([^\]]+)\]", line)
        if heading:
            current = re.sub(r"[\s\"']", "", heading[1]) + "."
            if wanted == current:
                return number
            continue
        key = re.sub(r"[\s\"']", "", line.partition("=")[0])
        if key and wanted.startswith(f"{current}{key}."):
            return number
    return None


def _parse(path: Path | str, line: int | None, section: str, name: str, raw: object) -> Any:
    spec = find_key(section, name)
    shown = f"{section}.{name}".strip(".")
    if spec is None and name == "api_key":
        remedy = f"Put the key into a file of its own and name it: api_key_file = … (or set {PREFIX}…_API_KEY)."
        raise SettingsError(path, f"{shown} would put a secret beside your releases.", line=line, remedy=remedy)
    if spec is None:
        raise SettingsError(path, f"there is no setting “{shown}”.", line=line, remedy=suggest_key(section, name))
    try:
        return spec.parse(raw)
    except BadValueError as error:
        raise SettingsError(path, f"{shown} {error}", line=line, remedy=f"It takes: {spec.kind}.") from error


def _values_of_environment(environment: Mapping[str, str]) -> Values:
    values: Values = {}
    for variable, raw in environment.items():
        if not variable.startswith(PREFIX) or variable in {*OTHER_VARIABLES, KEYS_VARIABLE} or _is_secret(variable):
            continue
        section, name = section_of_variable(variable)
        values[_one_spelling(variable, None, section), name] = _parse(variable, None, section, name, raw)
    return values


def _one_spelling(path: Path | str, line: int | None, section: str) -> str:
    """Give `languages.pt-BR` for `languages.pt-br`, so that file and variables speak of one language."""
    head, _, name = section.partition(".")
    if head != "languages" or not name:
        return section
    try:
        return f"languages.{as_language(name)}"
    except BadValueError as error:
        raise SettingsError(path, f"[{section}] {error}", line=line, remedy="Use a BCP 47 tag.") from error


def _is_secret(variable: str) -> bool:
    return re.fullmatch(rf"{PREFIX}({'|'.join(_SECRETS)})", variable) is not None


def _settings(root: Path, path: Path, values: Values, environment: Mapping[str, str]) -> Settings:
    def value(section: str, name: str, default: Any) -> Any:
        return values.get((section, name), default)

    default_rules = LanguageRules(
        engines=value("engines", "order", ("google",)),
        policy=value("publish", "policy", Policy.APPROVED),
        four_eyes=value("review", "four_eyes", default=False),
        minor_keeps_signoff=value("review", "minor_keeps_signoff", default=False),
        warnings=value("review", "warnings", WarningRule.ALLOW),
    )
    return Settings(
        title=value("newsroom", "title", root.resolve().name),
        source=value("newsroom", "source", "de"),
        targets=value("newsroom", "targets", ()),
        base_url=value("newsroom", "base_url", ""),
        timezone=value("newsroom", "timezone", "Europe/Berlin"),
        segmentation=value("newsroom", "segmentation", Segmentation.SENTENCE),
        protected=value("newsroom", "protected", ()),
        out=value("publish", "out", "public"),
        shield_terms=value("engines", "shield_terms", ShieldTerms.SAFE),
        currency=value("engines", "currency", "EUR"),
        max_characters_per_job=value("engines", "max_characters_per_job", None),
        broker=_secret_or(environment, "QUEUE_BROKER", value("queue", "broker", "")),
        lease_seconds=value("queue", "lease_seconds", 120.0),
        sweep_seconds=value("queue", "sweep_seconds", 30.0),
        database_url=_secret_or(environment, "DATABASE_URL", value("database", "url", "")),
        database_trigrams=value("database", "trigrams", False),
        require_signature=value("review", "require_signature", default=False),
        responsible_editor=value("review", "responsible_editor", ""),
        statement=value("review", "statement", ""),
        keys_file=environment.get(KEYS_VARIABLE, ""),
        default_rules=default_rules,
        desk=read_desk_options(root, values, environment, value("newsroom", "base_url", "")),
        log=read_log_options(values),
        metrics=read_metrics_options(root, values, environment),
        notify=read_notify_options(root, path, values, environment),
        secret_files=tuple(str(found) for (_, name), found in values.items() if name in _SECRET_FILES),
        language_rules=_language_rules(values, default_rules),
        engine_options=_engine_options(root, path, values, environment),
        site=read_site_settings(values, value("newsroom", "source", "de")),
    )


def _secret_or(environment: Mapping[str, str], name: str, otherwise: str) -> str:
    file = environment.get(f"{PREFIX}{name}_FILE")
    return _read_secret(file) if file else otherwise


def _read_secret(file: Path | str) -> str:
    return read_file(Path(file)).decode("utf-8", "replace").strip()


def _language_rules(values: Values, default: LanguageRules) -> dict[str, LanguageRules]:
    rules: dict[str, LanguageRules] = {}
    for section in dict.fromkeys(section for section, _ in values if section.startswith("languages.")):
        rules[as_language(section.removeprefix("languages."))] = LanguageRules(
            engines=values.get((section, "engines"), default.engines),
            policy=values.get((section, "policy"), default.policy),
            four_eyes=values.get((section, "four_eyes"), default.four_eyes),
            minor_keeps_signoff=values.get((section, "minor_keeps_signoff"), default.minor_keeps_signoff),
            warnings=values.get((section, "warnings"), default.warnings),
        )
    return rules


def _engine_options(root: Path, path: Path, values: Values, environment: Mapping[str, str]) -> dict[str, EngineOptions]:
    names = {section.removeprefix("engines.") for section, _ in values if section.startswith("engines.")}
    names |= {
        match[1].lower()
        for variable in environment
        if (match := re.fullmatch(rf"{PREFIX}ENGINES_(\w+)_API_KEY", variable))
    }
    options: dict[str, EngineOptions] = {}
    for name in sorted(names):
        chosen = {key: found for (section, key), found in values.items() if section == f"engines.{name}"}
        file = chosen.pop("api_key_file", "")
        key = environment.get(f"{PREFIX}ENGINES_{name.upper()}_API_KEY", "")
        if file and not key:
            key = _read_secret(root / file)
            if not key:
                raise SettingsError(
                    path, f"engines.{name}.api_key_file names an empty file.", remedy="Put the key into it."
                )
        options[name] = EngineOptions(name=name, api_key=key, **chosen)
    return options
