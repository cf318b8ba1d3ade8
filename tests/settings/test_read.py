"""Settings: every key from the file and from its variable, and each mistake told with file, line and key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.errors import FileAccessError, SettingsError
from translateflow.model.edition import Policy
from translateflow.model.segment import Segmentation
from translateflow.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WHOLE = """\
[newsroom]
title = "City of Lindenau"
source = "en"
targets = ["de", "PT-br", "de-simple", "de"]
base_url = "https://press.lindenau.example/"
timezone = "Europe/Lisbon"
segmentation = "paragraph"
protected = ["LindenCard"]

[review]
four_eyes = true

[publish]
policy = "required"
out = "site"

[engines]
order = ["deepl", "google"]

[engines.deepl]
api_key_file = "deepl.key"
requests_per_second = 2
timeout = 5.5
concurrency = 3

[queue]
broker = "redis://127.0.0.1/0"

[database]
url = "postgresql+psycopg://127.0.0.1/press"

[languages.de-simple]
engines = []
four_eyes = false
"""


def settings_of(folder: Path, text: str, **variables: str) -> Settings:
    """Read a newsroom with this file and these variables."""
    (folder / "translateflow.toml").write_text(text, encoding="utf-8")
    return read_settings(folder, {f"TRANSLATEFLOW_{name}": value for name, value in variables.items()})


def refusal(folder: Path, text: str, **variables: str) -> str:
    """Give what is said about a mistake, the newsroom's folder left out."""
    with pytest.raises(SettingsError) as caught:
        settings_of(folder, text, **variables)
    return str(caught.value).replace(f"{folder}/", "")


def test_an_empty_file_is_a_newsroom_with_sensible_habits(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, "")
    assert settings.title == tmp_path.name
    assert (settings.source, settings.targets, settings.out) == ("de", (), "public")
    assert (settings.broker, settings.database_url) == ("", "")
    assert settings.rules("fr").engines == ("google",)
    assert settings.rules("fr").policy is Policy.APPROVED
    assert settings.options("google").timeout == 20


def test_every_section_is_read(tmp_path: Path) -> None:
    (tmp_path / "deepl.key").write_text("secret-of-deepl\n")
    settings = settings_of(tmp_path, WHOLE)
    assert settings.title == "City of Lindenau"
    assert settings.targets == ("de", "pt-BR", "de-simple")
    assert settings.base_url == "https://press.lindenau.example"
    assert settings.segmentation is Segmentation.PARAGRAPH
    assert settings.default_rules.policy is Policy.REQUIRED
    assert settings.options("deepl").api_key == "secret-of-deepl"
    assert settings.options("deepl").timeout == 5.5
    assert settings.broker == "redis://127.0.0.1/0"


def test_a_language_has_its_own_rules_and_the_newsrooms_for_the_rest(tmp_path: Path) -> None:
    (tmp_path / "deepl.key").write_text("k")
    settings = settings_of(tmp_path, WHOLE)
    assert settings.rules("de-simple").engines == ()
    assert not settings.rules("de-simple").four_eyes
    assert settings.rules("de-simple").policy is Policy.REQUIRED
    assert settings.rules("de").engines == ("deepl", "google")
    assert settings.rules("de").four_eyes


@pytest.mark.parametrize(
    ("variable", "value", "read", "expected"),
    [
        ("NEWSROOM_TITLE", "Lindenau", lambda s: s.title, "Lindenau"),
        ("NEWSROOM_TARGETS", "fr, ar", lambda s: s.targets, ("fr", "ar")),
        ("REVIEW_FOUR_EYES", "yes", lambda s: s.default_rules.four_eyes, True),
        ("PUBLISH_POLICY", "machine-labelled", lambda s: s.default_rules.policy, Policy.MACHINE_LABELLED),
        ("ENGINES_ORDER", "apertium", lambda s: s.default_rules.engines, ("apertium",)),
        ("ENGINES_DEEPL_TIMEOUT", "3", lambda s: s.options("deepl").timeout, 3.0),
        ("ENGINES_DEEPL_API_KEY", "k", lambda s: s.options("deepl").api_key, "k"),
        ("QUEUE_BROKER", "redis://other/1", lambda s: s.broker, "redis://other/1"),
        ("LANGUAGES_DE_SIMPLE_ENGINES", "", lambda s: s.rules("de-simple").engines, ()),
        ("LANGUAGES_ZH_HANS_POLICY", "required", lambda s: s.rules("zh-Hans").policy, Policy.REQUIRED),
    ],
)
def test_a_variable_wins_over_the_file(
    tmp_path: Path, variable: str, value: str, read: Callable[[Settings], object], expected: object
) -> None:
    text = '[newsroom]\ntitle = "File"\ntargets = ["uk"]\n[queue]\nbroker = "redis://file/0"\n'
    settings = settings_of(tmp_path, text, **{variable: value})

    assert read(settings) == expected


def test_file_and_variable_speak_of_one_language_however_it_is_spelled(tmp_path: Path) -> None:
    text = '[languages.pt-BR]\npolicy = "required"\n'
    rules = settings_of(tmp_path, text, LANGUAGES_PT_BR_ENGINES="deepl").rules("pt-BR")
    assert (rules.policy, rules.engines) == (Policy.REQUIRED, ("deepl",))


def test_addresses_with_passwords_come_from_files(tmp_path: Path) -> None:
    (tmp_path / "broker").write_text("redis://:hunter2@redis/0\n")
    settings = settings_of(tmp_path, "", QUEUE_BROKER_FILE=str(tmp_path / "broker"))
    assert settings.broker == "redis://:hunter2@redis/0"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[newsroom]\nttile = 'x'\n",
            "translateflow.toml:2: there is no setting “newsroom.ttile”. Did you mean “title”?",
        ),
        ("[newsrom]\ntitle = 'x'\n", "there is no setting “newsrom.title”. Sections are: newsroom,"),
        ("title = 'x'\n", "there is no setting “title”."),
        ("[review]\nxyzzy = 1\n", "[review] takes: four_eyes, minor_keeps_signoff."),
        ("[newsroom]\ntargets = ['klingon']\n", "translateflow.toml:2: newsroom.targets names no language we know"),
        ("[newsroom]\ntargets = 'de'\n[newsroom.x]\n", "there is no setting “newsroom.x”"),
        ("[newsroom]\ntargets = [1]\n", "newsroom.targets must be a list of words"),
        ("[newsroom]\ntimezone = 'Mars/Base'\n", "newsroom.timezone names no time zone"),
        ("[newsroom]\nsegmentation = 'word'\n", "must be one of sentence, paragraph"),
        ("[newsroom]\ntitle = ' '\n", "newsroom.title must be text"),
        ("[newsroom]\nbase_url = 'press'\n", "must be an address that starts with a scheme"),
        ("[review]\nfour_eyes = 'maybe'\n", "must be true or false"),
        ("[engines.deepl]\ntimeout = -1\n", "must be a number that is not negative"),
        ("[engines.deepl]\nconcurrency = 0\n", "must be a whole number from 1"),
        ("[engines.deepl]\nconcurrency = true\n", "must be a number that is not negative"),
        ("[languages.klingon]\nengines = []\n", "[languages.klingon]"),
        ("[newsroom\n", "translateflow.toml:1: this is not TOML"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_key(tmp_path: Path, text: str, said: str) -> None:
    assert said in refusal(tmp_path, text)


def test_a_key_in_the_settings_is_refused_and_not_repeated(tmp_path: Path) -> None:
    said = refusal(tmp_path, '[engines.deepl]\napi_key = "secret-of-deepl"\n')
    assert "api_key_file" in said
    assert "secret-of-deepl" not in said


def test_an_empty_key_file_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "deepl.key").write_text("\n")
    assert "names an empty file" in refusal(tmp_path, '[engines.deepl]\napi_key_file = "deepl.key"\n')


def test_a_missing_key_file_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match=r"deepl\.key"):
        settings_of(tmp_path, '[engines.deepl]\napi_key_file = "deepl.key"\n')


def test_a_misspelled_variable_is_refused_by_name(tmp_path: Path) -> None:
    assert "TRANSLATEFLOW_NEWSROOM_TITEL" in refusal(tmp_path, "", NEWSROOM_TITEL="x")


def test_a_bad_value_in_a_variable_names_the_variable(tmp_path: Path) -> None:
    assert refusal(tmp_path, "", REVIEW_FOUR_EYES="maybe").startswith("TRANSLATEFLOW_REVIEW_FOUR_EYES: ")


def test_a_file_in_another_encoding_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "translateflow.toml").write_bytes("[newsroom]\ntitle = 'Büro'\n".encode("latin-1"))
    with pytest.raises(SettingsError, match=r"translateflow\.toml:2: is not UTF-8"):
        read_settings(tmp_path, {})


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "translateflow.toml").write_bytes('[newsroom]\ntitle = "Büro"\n'.encode("utf-8-sig"))
    assert read_settings(tmp_path, {}).title == "Büro"


def test_no_key_shows_when_settings_are_printed(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, "", ENGINES_DEEPL_API_KEY="secret-of-deepl")
    assert "secret-of-deepl" not in repr(settings)
