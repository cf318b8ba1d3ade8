"""Settings: every key by file and by variable; whatever is wrong is refused with file, line and remedy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.errors import FileAccessError, SettingsError
from translateflow.logs import LogFormat, LogLevel
from translateflow.model.edition import Policy, WarningRule
from translateflow.model.engine import EngineOptions
from translateflow.model.memory import ShieldTerms
from translateflow.model.notice import EventKind, MailSecurity, Target
from translateflow.model.segment import Segmentation
from translateflow.model.theme import LEGAL_LINKS, PALETTE
from translateflow.settings import FILE_NAME, KEYS, LanguageRules, Settings, read_settings
from translateflow.settings.operation import MetricsAccess

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Read = Callable[..., Settings]


def _issuer(settings: Settings) -> str:
    return settings.desk.provider.issuer if settings.desk.provider else ""


# Every key: where it stands in a file, its value as TOML, as a variable, and what Settings makes of it.
EXAMPLES: dict[str, tuple[str, str, Callable[[Settings], object], object]] = {
    "newsroom.title": ('"Stadt"', "Stadt", lambda s: s.title, "Stadt"),
    "newsroom.source": ('"PT-br"', "pt_BR", lambda s: s.source, "pt-BR"),
    "newsroom.targets": ('["en", "DE-simple", "en"]', "en, de-simple,en", lambda s: s.targets, ("en", "de-simple")),
    "newsroom.base_url": ('"https://x.example/"', "https://x.example/", lambda s: s.base_url, "https://x.example"),
    "newsroom.timezone": ('"Europe/Kyiv"', "Europe/Kyiv", lambda s: s.timezone, "Europe/Kyiv"),
    "newsroom.segmentation": ('"paragraph"', "paragraph", lambda s: s.segmentation, Segmentation.PARAGRAPH),
    "newsroom.protected": ('["IntMK", "Amt 5"]', "IntMK,Amt 5", lambda s: s.protected, ("IntMK", "Amt 5")),
    "review.four_eyes": ("true", "yes", lambda s: s.rules("en").four_eyes, True),
    "review.minor_keeps_signoff": ("true", "1", lambda s: s.rules("en").minor_keeps_signoff, True),
    "review.warnings": ('"waive"', "waive", lambda s: s.rules("en").warnings, WarningRule.WAIVE),
    "review.require_signature": ("true", "on", lambda s: s.require_signature, True),
    "review.responsible_editor": ('"Ada"', "Ada", lambda s: s.responsible_editor, "Ada"),
    "review.statement": ('"Read by us."', "Read by us.", lambda s: s.statement, "Read by us."),
    "publish.policy": ('"required"', "required", lambda s: s.rules("en").policy, Policy.REQUIRED),
    "publish.out": ('"site"', "site", lambda s: s.out, "site"),
    "engines.order": ('["deepl", "google"]', "deepl,google", lambda s: s.rules("en").engines, ("deepl", "google")),
    "engines.currency": ('"chf"', "CHF", lambda s: s.currency, "CHF"),
    "engines.max_characters_per_job": ("5000", "5000", lambda s: s.max_characters_per_job, 5000),
    "engines.deepl.max_characters_per_day": ("9", "9", lambda s: s.options("deepl").max_characters_per_day, 9),
    "engines.deepl.url": ('"http://x.example"', "http://x.example", lambda s: s.options("deepl").url, "http://x.example"),
    "engines.deepl.requests_per_second": ("2.5", "2.5", lambda s: s.options("deepl").requests_per_second, 2.5),
    "engines.deepl.characters_per_second": ("1000", "1000", lambda s: s.options("deepl").characters_per_second, 1000),
    "engines.deepl.price_per_million": ("20", "20", lambda s: s.options("deepl").price_per_million, 20),
    "engines.deepl.timeout": ("3", "3", lambda s: s.options("deepl").timeout, 3),
    "engines.deepl.concurrency": ("4", "4", lambda s: s.options("deepl").concurrency, 4),
    "queue.lease_seconds": ("30", "30", lambda s: s.lease_seconds, 30.0),
    "queue.sweep_seconds": ("2.5", "2.5", lambda s: s.sweep_seconds, 2.5),
    "queue.broker": ('"redis://h/1"', "redis://h/1", lambda s: s.broker, "redis://h/1"),
    "database.url": ('"sqlite:///x.db"', "sqlite:///x.db", lambda s: s.database_url, "sqlite:///x.db"),
    "engines.shield_terms": ('"never"', "never", lambda s: s.shield_terms, ShieldTerms.NEVER),
    "database.trigrams": ("true", "yes", lambda s: s.database_trigrams, True),
    "desk.url": ('"https://d.example/desk/"', "https://d.example/desk", lambda s: s.desk.url, "https://d.example/desk"),
    "desk.proxies": ("1", "1", lambda s: s.desk.proxies, 1),
    "oidc.issuer": ('"https://id.example"', "https://id.example", _issuer, "https://id.example"),
    "log.format": ('"json"', "json", lambda s: s.log.format, LogFormat.JSON),
    "log.level": ('"debug"', "debug", lambda s: s.log.level, LogLevel.DEBUG),
    "metrics.access": ('"loopback"', "loopback", lambda s: s.metrics.access, MetricsAccess.LOOPBACK),
    "metrics.worker_port": ("9100", "9100", lambda s: s.metrics.worker_port, 9100),
    "metrics.worker_host": ('"::1"', "::1", lambda s: s.metrics.worker_host, "::1"),
    "notify.sender": ('"P <p@x.example>"', "P <p@x.example>", lambda s: s.notify.server.sender, "P <p@x.example>"),
    "notify.smtp_host": ('"mx.example"', "mx.example", lambda s: s.notify.server.host, "mx.example"),
    "notify.smtp_port": ("2525", "2525", lambda s: s.notify.server.port, 2525),
    "notify.smtp_security": ('"tls"', "tls", lambda s: s.notify.server.security, MailSecurity.TLS),
    "notify.smtp_user": ('"press"', "press", lambda s: s.notify.server.user, "press"),
    "notify.allow_hosts": ('["cms"]', "cms", lambda s: s.notify.allow_hosts, ("cms",)),
    "notify.indexnow": ('"https://i.example"', "https://i.example", lambda s: s.notify.indexnow, "https://i.example"),
    "notify.indexnow_key": ('"abc12345"', "abc12345", lambda s: s.notify.indexnow_key, "abc12345"),
    "notify.websub_hub": ('"https://h.example"', "https://h.example", lambda s: s.notify.websub_hub, "https://h.example"),
    "languages.de-simple.engines": ("[]", "", lambda s: s.rules("de-simple").engines, ()),
    "languages.de-simple.policy": ('"required"', "required", lambda s: s.rules("de-simple").policy, Policy.REQUIRED),
    "languages.de-simple.four_eyes": ("true", "on", lambda s: s.rules("de-simple").four_eyes, True),
    "languages.de-simple.minor_keeps_signoff": (
        "true",
        "true",
        lambda s: s.rules("de-simple").minor_keeps_signoff,
        True,
    ),
    "languages.de-simple.warnings": ('"waive"', "waive", lambda s: s.rules("de-simple").warnings, WarningRule.WAIVE),
    "publish.changed_notice": ("false", "no", lambda s: s.site.changed_notice, False),
    "publish.snippets": ('"hosting"', "hosting", lambda s: s.site.snippets, "hosting"),
    "site.contact": ('"Tel. 1"', "Tel. 1", lambda s: next(iter(s.site.contacts.values())), "Tel. 1"),
    "site.reports": ("true", "yes", lambda s: s.site.reports, True),
    "site.page_size": ("5", "5", lambda s: s.site.page_size, 5),
    **{
        f"site.{kind}": (
            '"Law <https://x.example/l>"',
            "Law <https://x.example/l>",
            lambda s: [(link.label, link.href) for link in next(iter(s.site.links.values()))],
            [("Law", "https://x.example/l")],
        )
        for kind in LEGAL_LINKS
    },
    "site.links": (
        '["A </a>", "B <mailto:b@x.example>"]',
        "A </a>, B <mailto:b@x.example>",
        lambda s: [link.href for link in next(iter(s.site.links.values()))],
        ["/a", "mailto:b@x.example"],
    ),
    "theme.logo": ('"theme/logo.svg"', "theme/logo.svg", lambda s: s.site.logo, "theme/logo.svg"),
    **{f"theme.light.{name}": ('"#ABC"', "#ABC", lambda s: [*s.site.light.values()], ["#aabbcc"]) for name in PALETTE},
    **{f"theme.dark.{name}": ('"#0A5"', "#0a5", lambda s: [*s.site.dark.values()], ["#00aa55"]) for name in PALETTE},
    "topics.transport.names": (
        '{ de = "Verkehr", EN = "Transport" }',
        "de=Verkehr, EN=Transport",
        lambda s: s.site.topics["transport"],
        {"de": "Verkehr", "en": "Transport"},
    ),
    "languages.de-simple.contact": ('"Tel. 2"', "Tel. 2", lambda s: s.site.contacts["de-simple"], "Tel. 2"),
    **{
        f"languages.de-simple.{kind}": (
            '"https://x.example/l"',
            "https://x.example/l",
            lambda s: [(link.kind != "", link.label) for link in s.site.links["de-simple"]],
            [(True, "")],
        )
        for kind in LEGAL_LINKS
    },
    "languages.de-simple.links": (
        '["A </a>"]',
        "A </a>",
        lambda s: [(link.label, link.language) for link in s.site.links["de-simple"]],
        [("A", "de-simple")],
    ),
}  # fmt: skip


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Give the function that reads settings from a text and variables."""

    def read_text(text: str | bytes = "", environment: Mapping[str, str] | None = None) -> Settings:
        (tmp_path / FILE_NAME).write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_settings(tmp_path, environment or {})

    return read_text


def test_the_examples_below_are_all_keys_there_are() -> None:
    shown = {name.replace("deepl", "*").replace("de-simple", "*").replace("transport", "*") for name in EXAMPLES}
    with_others = {"engines.*.api_key_file", "oidc.client_id", "oidc.client_secret_file", "oidc.name"}
    with_others |= {"metrics.token_file", "notify.mail", "notify.smtp_password_file", "notify.smtp_ca_file"}
    with_others |= {f"notify.*.{name}" for name in ("mail", "url", "secret_file", "events", "languages", "speech")}
    assert shown | with_others == {f"{spec.section}.{spec.name}" for spec in KEYS}


@pytest.mark.parametrize("key", EXAMPLES)
def test_a_key_is_read_from_the_file(key: str, read: Read) -> None:
    toml, _, get, value = EXAMPLES[key]
    section, _, name = key.rpartition(".")
    assert get(read(f"[{section}]\n{name} = {toml}\n")) == value


@pytest.mark.parametrize("key", EXAMPLES)
def test_a_key_is_read_from_its_variable_which_wins_over_the_file(key: str, read: Read) -> None:
    _, written, get, value = EXAMPLES[key]
    variable = "TRANSLATEFLOW_" + key.replace(".", "_").replace("-", "_").upper()
    assert get(read("", {variable: written})) == value
    other = '[newsroom]\ntitle = "Other"\nsource = "fr"\n[engines]\norder = ["apertium"]\n[publish]\nout = "o"\n'
    assert get(read(other, {variable: written})) == value


def test_an_empty_file_is_a_newsroom_with_defaults(read: Read, tmp_path: Path) -> None:
    settings = read()
    assert settings.title == tmp_path.name
    assert (settings.source, settings.targets, settings.timezone) == ("de", (), "Europe/Berlin")
    assert settings.rules("en") == LanguageRules(
        ("google",), Policy.APPROVED, four_eyes=False, minor_keeps_signoff=False
    )
    assert settings.options("deepl") == EngineOptions("deepl")
    assert Settings("x").rules("en") == settings.rules("en")


def test_a_language_overrides_what_it_names_and_inherits_the_rest(read: Read) -> None:
    settings = read(
        '[review]\nfour_eyes = true\n[publish]\npolicy = "machine-labelled"\n[engines]\norder = ["deepl"]\n'
        '[languages.de-simple]\nengines = []\n[languages.PT_br]\npolicy = "approved"\n'
    )
    assert settings.rules("de-simple") == LanguageRules(
        (), Policy.MACHINE_LABELLED, four_eyes=True, minor_keeps_signoff=False
    )
    assert settings.rules("pt-BR").policy is Policy.APPROVED
    assert settings.rules("pt-BR").engines == ("deepl",)
    assert settings.rules("uk").policy is Policy.MACHINE_LABELLED


REFUSED: dict[str, tuple[str, int | None, str, str]] = {
    "a mistyped key": ("[newsroom]\n\ntarget = []\n", 3, "there is no setting “newsroom.target”", "“targets”"),
    "a key like none": ("[queue]\nxyz = 1\n", 2, "“queue.xyz”", "[queue] takes: broker, lease_seconds, sweep_seconds."),
    "a mistyped section": ("[newsrom]\ntitle = 'x'\n", 2, "“newsrom.title”", "Sections are: newsroom, review"),
    "a mistyped section without keys": ("\n[publsh]\n# policy = 'required'\n", 2, "[publsh]", "Sections are: newsroom"),
    "an unknown language section without keys": ("[languages.klingonisch]\n", 1, "klingonisch", "BCP 47"),
    "a key without section": ("title = 'x'\n", 1, "“title”", "Sections are: newsroom"),
    "a mistyped engine key": ("[engines.deepl]\ntimout = 3\n", 2, "“engines.deepl.timout”", "“timeout”"),
    "a mistyped language key": ("[languages.uk]\nengine = []\n", 2, "“languages.uk.engine”", "“engines”"),
    "an inline table": ("[engines]\ndeepl = {timeout = 0.5, timout = 3}\n", 2, "engines.deepl.timout", "timeout"),
    "an unknown language section": ("[languages.klingonisch]\nengines = []\n", 2, "klingonisch", "BCP 47"),
    "a language as title": ("[newsroom]\nsource = 'deutsch!'\n", 2, "newsroom.source names no language", "language"),
    "text for a flag": ("[review]\nfour_eyes = 'perhaps'\n", 2, "must be true or false", "true | false"),
    "a number for a flag": ("[review]\nfour_eyes = 1\n", 2, "must be true or false", "true | false"),
    "a flag for a number": ("[engines.x]\ntimeout = true\n", 2, "must be a number", "seconds"),
    "a negative number": ("[engines.x]\ntimeout = -1\n", 2, "must be a number", "seconds"),
    "no number at all": ("[engines.x]\ntimeout = nan\n", 2, "must be a number", "seconds"),
    "an infinite number": ("[engines.x]\ntimeout = inf\n", 2, "must be a number", "seconds"),
    "a number no float holds": ("[engines.x]\ntimeout = 1" + "0" * 400 + "\n", 2, "must be a number", "seconds"),
    "a number no parser takes": ("[engines.x]\ntimeout = 1" + "0" * 5000 + "\n", None, "this is not TOML", "docs/"),
    "nested without end": ("[newsroom]\ntitle = " + "[" * 5000 + "\n", None, "this is not TOML", "docs/"),
    "half a count": ("[engines.x]\nconcurrency = 1.5\n", 2, "must be a whole number from 1", "count"),
    "a count of none": ("[engines.x]\nconcurrency = 0\n", 2, "must be a whole number from 1", "count"),
    "an empty title": ("[newsroom]\ntitle = '  '\n", 2, "must be text", "text"),
    "a number for a list": ("[newsroom]\ntargets = 3\n", 2, "must be a list of words", "languages"),
    "a list of numbers": ("[newsroom]\nprotected = [1]\n", 2, "must be a list of words", "words"),
    "no address": ("[newsroom]\nbase_url = 'city.example'\n", 2, "must be an address", "URL"),
    "an unknown policy": ("[publish]\npolicy = 'never'\n", 2, "must be one of approved, machine-labelled", "required"),
    "a list for a policy": ("[publish]\npolicy = ['approved']\n", 2, "must be one of", "required"),
    "an unknown zone": ("[newsroom]\ntimezone = 'Berlin'\n", 2, "names no time zone", "time zone"),
    "a zone outside of its folder": ("[newsroom]\ntimezone = '../x'\n", 2, "names no time zone", "time zone"),
    "broken TOML": ("[newsroom]\ntitle = \n", 2, "this is not TOML", "docs/reference/settings.md"),
    "a section twice": ("[newsroom]\ntitle = 'a'\n[newsroom]\n", 3, "this is not TOML", "docs/reference"),
    "a secret in the file": ("[engines.deepl]\napi_key = 'geheim'\n", 2, "would put a secret", "api_key_file"),
    "a dotted key": ("newsroom.titel = 'x'\n", 1, "“newsroom.titel”", "“title”"),
    "a quoted heading": ('[engines."deepl"]\n"timout" = 3\n', 2, "“engines.deepl.timout”", "“timeout”"),
    "a language of nobody, dotted": ("[languages]\nxq.engines = []\n", 2, "[languages.xq] names no language", "BCP 47"),
    "a date": ("[newsroom]\ntitle = 2026-07-01\n", 2, "must be text", "text"),
    "mails without a server": ("[notify]\nmail = ['a@b.example']\n", None, "not how mails are sent", "smtp_host"),
    "a mail address with a name": ("[notify]\nmail = ['Ada <a@b.example>']\n", 2, "must be a list of mail", "mail"),
    "a mail address with a header": ("[notify]\nmail = ['a@b\\nBcc: c@d']\n", 2, "must be a list of mail", "mail"),
    "mails unprotected on the way": (
        "[notify]\nsmtp_host = 'mx.example'\nsmtp_security = 'none'\n",
        None,
        "unprotected to mx.example",
        "starttls",
    ),
    "a target that is nobody": ("[notify.desk]\nevents = ['outdated']\n", None, "neither mail nor url", "who is to be"),
    "a hook without a secret": ("[notify.cms]\nurl = 'https://c.example'\n", None, "no secret to sign", "secret_file"),
    "an event nobody knows": ("[notify.cms]\nevents = ['publish']\n", 2, "must be some of ready-to", "events"),
    "a key that is no file name": ("[notify]\nindexnow_key = '../robots'\n", 2, "must be 8 to 128 letters", "text"),
    "a port beyond all ports": ("[metrics]\nworker_port = 70000\n", 2, "must be a port", "port"),
    "a section that is an array": ("[[newsroom]]\ntitle = 'x'\n", 1, "“newsroom”", "Sections are"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_refused_with_file_line_and_remedy(case: str, read: Read, tmp_path: Path) -> None:
    text, line, problem, remedy = REFUSED[case]
    with pytest.raises(SettingsError) as refused:
        read(text)
    error = refused.value
    where = f"{tmp_path / FILE_NAME}:{line}: " if line else f"{tmp_path / FILE_NAME}: "
    assert error.message.startswith(where), error.message
    assert problem in error.message
    assert remedy in error.remedy
    assert "geheim" not in str(error)


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(read: Read) -> None:
    with pytest.raises(SettingsError, match=r"translateflow\.toml:2: is not UTF-8"):
        read("[newsroom]\ntitle = 'Grün'\n".encode("latin-1"))


def test_an_editor_s_byte_order_mark_does_no_harm(read: Read) -> None:
    assert read(b"\xef\xbb\xbf[newsroom]\ntitle = 'Amt'\n").title == "Amt"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match=r"translateflow\.toml"):
        read_settings(tmp_path, {})


@pytest.mark.parametrize(
    ("variable", "value", "problem"),
    [
        ("TRANSLATEFLOW_NEWSROOM_TITEL", "x", "there is no setting"),
        ("TRANSLATEFLOW_ENGINES_ORDER_X", "x", "there is no setting"),
        ("TRANSLATEFLOW_REVIEW_FOUR_EYES", "perhaps", "must be true or false"),
        ("TRANSLATEFLOW_ENGINES_DEEPL_TIMEOUT", "soon", "must be a number"),
        ("TRANSLATEFLOW_PUBLISH_POLICY", "never", "must be one of"),
        ("TRANSLATEFLOW_LANGUAGES_XQ_POLICY", "approved", "names no language"),
    ],
)
def test_a_variable_that_is_wrong_is_named(variable: str, value: str, problem: str, read: Read) -> None:
    with pytest.raises(SettingsError, match=variable) as refused:
        read("", {variable: value})
    assert problem in refused.value.message


def test_variables_of_others_and_the_command_line_s_own_are_left_alone(read: Read) -> None:
    settings = read("", {"PATH": "/bin", "TRANSLATEFLOW_NEWSROOM": "/x", "TRANSLATEFLOW_DEBUG": "1"})
    assert settings.source == "de"


class TestSecrets:
    def test_a_key_comes_from_a_file_of_its_own(self, read: Read, tmp_path: Path) -> None:
        (tmp_path / "deepl.key").write_text("geheim\n")
        options = read('[engines.deepl]\napi_key_file = "deepl.key"\n').options("deepl")
        assert options.api_key == "geheim"
        assert "geheim" not in repr(options)

    def test_a_key_comes_from_a_variable_which_wins(self, read: Read, tmp_path: Path) -> None:
        (tmp_path / "deepl.key").write_text("file\n")
        environment = {"TRANSLATEFLOW_ENGINES_DEEPL_API_KEY": "variable"}
        assert read("", environment).options("deepl").api_key == "variable"
        assert read('[engines.deepl]\napi_key_file = "deepl.key"', environment).options("deepl").api_key == "variable"

    def test_a_key_file_by_variable(self, read: Read, tmp_path: Path) -> None:
        (tmp_path / "k").write_text("geheim")
        environment = {"TRANSLATEFLOW_ENGINES_DEEPL_API_KEY_FILE": str(tmp_path / "k")}
        assert read("", environment).options("deepl").api_key == "geheim"

    @pytest.mark.parametrize("name", ["QUEUE_BROKER", "DATABASE_URL"])
    def test_addresses_with_passwords_come_from_files_as_well(self, name: str, read: Read, tmp_path: Path) -> None:
        (tmp_path / "url").write_text("redis://:geheim@h/0\n")
        settings = read("", {f"TRANSLATEFLOW_{name}_FILE": str(tmp_path / "url")})
        assert "redis://:geheim@h/0" in {settings.broker, settings.database_url}

    def test_settings_never_show_a_password(self, read: Read) -> None:
        text = '[queue]\nbroker = "redis://u:geheim@h/0"\n[database]\nurl = "postgresql://u:geheim@h/x"\n'
        assert "geheim" not in repr(read(text))

    def test_a_bad_address_is_refused_without_being_shown(self, read: Read) -> None:
        with pytest.raises(SettingsError) as refused:
            read('[queue]\nbroker = "geheim@h"\n')
        assert "geheim" not in str(refused.value)

    def test_a_key_file_that_is_empty_is_refused(self, read: Read, tmp_path: Path) -> None:
        (tmp_path / "k").write_text(" \n")
        with pytest.raises(SettingsError, match=r"engines\.deepl\.api_key_file names an empty file"):
            read('[engines.deepl]\napi_key_file = "k"\n')

    def test_a_key_file_that_is_not_there_is_told(self, read: Read) -> None:
        with pytest.raises(FileAccessError, match="nirgends"):
            read('[engines.deepl]\napi_key_file = "nirgends"\n')


plain = st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.times())
anything = st.recursive(
    plain, lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)), max_leaves=5
)
names = st.one_of(st.sampled_from(sorted({spec.name for spec in KEYS})), st.text(max_size=6))
sections = st.sampled_from(["newsroom", "review", "publish", "engines", "queue", "database", "languages", "x", ""])


def to_toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {to_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(to_toml, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return json.dumps(value) if isinstance(value, bool) else str(value)


@given(sections, st.one_of(st.none(), st.text(max_size=8)), names, anything)
def test_whatever_toml_says_it_is_settings_or_a_settings_error(
    tmp_path_factory: pytest.TempPathFactory, section: str, middle: str | None, name: str, value: Any
) -> None:
    root = tmp_path_factory.mktemp("any")
    heading = f"[{section}" + (f".{json.dumps(middle)}]" if middle is not None else "]") if section else ""
    text = f"{heading}\n{json.dumps(name)} = {to_toml(value)}\n"
    (root / FILE_NAME).write_bytes(text.encode("utf-8", "replace"))
    try:
        settings = read_settings(root, {})
    except SettingsError:
        pass
    except FileAccessError:
        assert name == "api_key_file"
    else:
        assert isinstance(settings, Settings)


@given(st.text(), st.text(alphabet=st.characters(blacklist_characters="\0", blacklist_categories=["Cs"])))
def test_whatever_a_variable_says_it_is_settings_or_a_settings_error(
    tmp_path_factory: pytest.TempPathFactory, name: str, value: str
) -> None:
    root = tmp_path_factory.mktemp("any")
    (root / FILE_NAME).write_text("")
    for spec in (*KEYS[:3], KEYS[12], KEYS[20]):
        for variable in (f"TRANSLATEFLOW_{name}", spec.variable.replace("<NAME>", "X")):
            try:
                assert isinstance(read_settings(root, {variable: value}), Settings)
            except SettingsError:
                pass
            except FileAccessError:
                assert variable.endswith("_FILE")


def test_a_language_keeps_the_newsrooms_links_that_it_has_no_own_of(read: Read) -> None:
    settings = read(
        '[site]\nimprint = "https://x.example/impressum"\nprivacy = "https://x.example/datenschutz"\n'
        'links = ["Amtsblatt <https://x.example/amtsblatt>"]\n'
        '[languages.en]\nimprint = "Legal notice <https://x.example/legal>"\n'
    )
    assert [(link.kind, link.language) for link in settings.site.links["en"]] == [
        ("imprint", "en"),
        ("privacy", "de"),
        ("", "de"),
    ]
    assert len(settings.site.links["de"]) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[site]\nimprint = "javascript:alert(1)"', "must be an address"),
        ('[site]\nlinks = ["https://x.example/"]', "must give each link a label"),
        ('[theme.light]\naccent = "blue"', "must be a colour"),
        ('[theme.red]\naccent = "#fff"', "there is no setting “theme.red.accent”"),
        ("[topics.x]\nnames = 5", "must be names by language"),
        ('[topics.x]\nnames = { qqqq = "Verkehr" }', "names no language"),
    ],
)
def test_a_setting_of_the_site_that_cannot_work_is_refused(read: Read, text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read(text)


def test_who_is_told_of_what_and_where_secrets_come_from(read: Read, tmp_path: Path) -> None:
    for name, secret in (("smtp", "pass-word"), ("hook", "whsec-1234"), ("metrics", "metrics-1")):
        (tmp_path / name).write_text(f"{secret}\n")
    settings = read(
        "[metrics]\naccess = 'token'\ntoken_file = 'metrics'\n"
        "[notify]\nmail = ['chief@press.example']\nsender = 'Press <press@press.example>'\nsmtp_host = 'mx.example'\n"
        "smtp_password_file = 'smtp'\nsmtp_ca_file = 'ca.pem'\n[notify.desk]\nmail = ['a@t.example', 'b@t.example']\n"
        "events = ['ready-to-review', 'outdated']\nlanguages = ['en']\nspeech = 'uk'\n"
        "[notify.cms]\nurl = 'https://cms.example/hook'\nsecret_file = 'hook'\n"
    )
    chief, desk, cms = settings.notify.targets
    assert chief == Target("mail", mail=("chief@press.example",))
    assert desk == Target(
        "desk",
        mail=("a@t.example", "b@t.example"),
        kinds=(EventKind.READY_TO_REVIEW, EventKind.OUTDATED),
        languages=("en",),
        speech="uk",
    )
    assert (cms.url, cms.secret) == ("https://cms.example/hook", "whsec-1234")
    assert (settings.notify.server.password, settings.notify.server.port) == ("pass-word", 587)
    assert settings.notify.server.ca_file == str(tmp_path / "ca.pem")
    assert set(settings.secrets()) == {"pass-word", "whsec-1234", "metrics-1"}
    for secret in settings.secrets():
        assert secret not in repr(settings)


def test_secrets_of_notifications_and_metrics_come_from_variables_too(read: Read) -> None:
    text = "[notify.cms]\nurl = 'https://cms.example/hook'\n"
    environment = {
        "TRANSLATEFLOW_NOTIFY_CMS_SECRET": "whsec-1234",
        "TRANSLATEFLOW_NOTIFY_SMTP_PASSWORD": "pass-word",
        "TRANSLATEFLOW_METRICS_TOKEN": "metrics-1",
    }
    settings = read(text, environment)
    assert settings.notify.targets[0].secret == "whsec-1234"
    assert settings.notify.server.password == "pass-word"
    assert settings.metrics.token == "metrics-1"
