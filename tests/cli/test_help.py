"""`--help` of each command says what it does, with one example; a mistyped call is told what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from translateflow.cli import COMMANDS, cli

if TYPE_CHECKING:
    from tests.cli.conftest import Command


def every_command() -> list[tuple[str, ...]]:
    context = click.Context(cli)
    found: list[tuple[str, ...]] = []
    for name in COMMANDS:
        command = cli.get_command(context, name)
        found.append((name,))
        if isinstance(command, click.Group):
            found += [(name, sub) for sub in command.commands]
    return found


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_help_says_what_a_command_does_with_one_example(words: tuple[str, ...], command: Command) -> None:
    told = command(*words, "--help")
    assert told.code == 0
    assert told.err == ""
    usage, _, rest = told.out.partition("\n\n")
    assert usage.startswith(f"Usage: translateflow {' '.join(words)} ")
    sentence = rest.strip().splitlines()[0]
    assert sentence[0].isupper()
    assert told.out.count("Example:") == 1
    example = told.out.partition("Example:\n")[2]
    assert all(line.strip().startswith(("translateflow ", "--")) for line in example.rstrip().splitlines())
    # Groups may show the example of one of theirs.
    assert f"translateflow {words[0]}" in example


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_every_option_and_the_short_help_are_explained(words: tuple[str, ...], command: Command) -> None:
    context = click.Context(cli)
    found = cli.get_command(context, words[0])
    for word in words[1:]:
        assert isinstance(found, click.Group)
        found = found.commands[word]
    assert found is not None
    unexplained = [each.name for each in found.params if isinstance(each, click.Option) and not each.help]
    assert [name for name in unexplained if name != "loglevel"] == []
    assert command(*words, "-h").code == 0


def test_the_first_page_lists_every_command_in_the_order_of_the_road(command: Command) -> None:
    told = command("--help")
    places = [told.out.index(f"\n  {name}") for name in COMMANDS]
    assert places == sorted(places)
    assert "Exit codes:" in told.out
    assert command("--version").out.startswith("translateflow, version ")


def test_an_unknown_command_is_told_with_what_is_near(command: Command) -> None:
    told = command("trasnlate")
    assert told.code == 2
    assert "There is no command “trasnlate”. Did you mean: translate?" in told.err
    assert told.out == ""
    assert "Did you mean" not in command("xyz").err


@pytest.mark.parametrize(
    "words",
    [
        ("status", "--jsn"),
        ("translate", "--max-chars", "-1"),
        ("translate", "--max-chars", "many"),
        ("approve", "bruecke"),
        ("withdraw", "bruecke"),
        ("jobs", "show", "first"),
        ("jobs", "explode"),
        ("add",),
        ("catalog", "export", "bruecke", "--language", "en", "--format", "doc"),
        ("serve", "--port", "99999"),
        ("worker", "-c", "0"),
        ("users", "add", "a@x.example"),
    ],
    ids=" ".join,
)
def test_a_call_that_does_not_fit_is_usage(words: tuple[str, ...], in_house: Command) -> None:
    told = in_house(*words)
    assert told.code == 2
    assert "Error: " in told.err
    assert "Usage: translateflow" in told.err
    assert told.out == ""


def test_one_slug_cannot_name_two_releases(in_house: Command) -> None:
    told = in_house("add", "a.md", "b.md", "--slug", "x")
    assert told.code == 2
    assert "--slug names one release" in told.err


def test_without_a_command_the_help_is_shown(command: Command) -> None:
    told = command()
    assert "Usage: translateflow" in told.out + told.err
    assert told.code in {0, 2}
