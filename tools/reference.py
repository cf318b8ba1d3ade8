"""Write docs/reference from the code: commands from the command line, settings, checks and engines from their tables.

`--check` writes nothing, and ends with 1 when a committed page says something else than the code.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
SCHEMA = "release-evidence.schema.json"
NOTE = "<!-- Written by `make docs` from the code; do not edit. -->"
SETTINGS_INTRO = """\
`translateflow.toml` stands in the newsroom's folder. A variable wins over the file; lists in variables are separated by
commas. An unknown key is refused. `*` stands for a language (`[languages.de-simple]`,
`TRANSLATEFLOW_LANGUAGES_DE_SIMPLE_ENGINES`) or an engine (`[engines.deepl]`).

Secrets never stand in the file: an engine's key comes from the file that `api_key_file` names or from
`TRANSLATEFLOW_ENGINES_<NAME>_API_KEY`; addresses with a password from the files that `TRANSLATEFLOW_QUEUE_BROKER_FILE`
and `TRANSLATEFLOW_DATABASE_URL_FILE` name. `TRANSLATEFLOW_KEYS_FILE` names the file of the newsroom's own keys; without
it they lie in `.translateflow/keys.json`."""

CHECKS_INTRO = """\
`translateflow check` runs these over every translated sentence. An error blocks the sign-off; a warning
asks for a look, and `translateflow waive` lets it stand with name and reason."""
ENGINES_INTRO = """\
`[engines] order` names those to ask, `[languages.XX] engines` decides per language, `[]` there means people only. What
works on your machine, `translateflow doctor` tells. Third parties add engines by the entry point
`translateflow.engines`."""


API_INTRO = """\
Below `/api/v1` of `translateflow serve`; the types stand in its own `/api/v1/openapi.json` (OpenAPI 3.1). Every request
carries `Authorization: Bearer tf_…`; what a token may do is what its account may do, within the token's scopes. Errors
are problem documents (RFC 9457) with a stable `type`, a sentence and a remedy. A POST with an `Idempotency-Key` can be
sent again after a lost answer: it is done once. A PUT of something that others change too names the version it has seen
(`If-Match`); who comes second gets 412 and both texts."""


def commands_page(group: click.Group, name: str) -> str:
    """Describe every command, in the order `--help` lists them."""
    sections = [_command(command, path) for path, command in _walk(group, name)]
    return "\n\n".join(["# Commands", NOTE, *sections]) + "\n"


def _walk(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None and not child.hidden:
                yield from _walk(child, f"{path} {name}")


def _command(command: click.Command, path: str) -> str:
    context = click.Context(command, info_name=path)
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    parts = [f"## {path}", f"    {usage}", _paragraphs(command.help or "")]
    options = [option for option in command.get_params(context) if isinstance(option, click.Option)]
    rows = [(_option_names(option), _option_help(option, context)) for option in options if not option.hidden]
    parts += [_table(("option", "does"), rows), _paragraphs(command.epilog or "")]
    return "\n\n".join(part for part in parts if part)


def _option_names(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in [*option.opts, *option.secondary_opts])
    return names if option.is_flag or option.count else f"{names} {option.metavar or option.type.name.upper()}"


def _option_help(option: click.Option, context: click.Context) -> str:
    extra = option.get_help_extra(context)
    notes = [f"default: {extra['default']}"] if "default" in extra else []
    notes += [extra["required"]] if "required" in extra else []
    if option.multiple and "repeated" not in (option.help or ""):
        notes.append("may be repeated")
    return (option.help or "") + (f" ({'; '.join(notes)})" if notes else "")


def _paragraphs(text: str) -> str:
    """Keep click's unwrapped blocks (examples) as code, join the other lines."""
    paragraphs = []
    for paragraph in text.split("\n\n"):
        lines = paragraph.strip("\n").splitlines()
        if lines and lines[0].strip() == "\b":
            paragraphs.append("\n".join(f"    {line}" for line in lines[1:]))
        else:
            paragraphs.append(" ".join(line.strip() for line in lines).strip())
    return "\n\n".join(paragraphs)


def settings_page() -> str:
    """Describe every key of `translateflow.toml`, section by section."""
    from translateflow.settings import KEYS  # noqa: PLC0415 — each page loads only the part of the house it describes

    parts = ["# Settings", NOTE, SETTINGS_INTRO]
    for section in dict.fromkeys(key.section for key in KEYS):
        rows = [
            (f"`{key.name}`", key.kind.replace("|", "or"), key.shown, f"`{key.variable}`", key.help)
            for key in KEYS
            if key.section == section
        ]
        parts += [f"## [{section}]", _table(("key", "takes", "default", "variable", "says"), rows)]
    return "\n\n".join(parts) + "\n"


def checks_page() -> str:
    """Describe every quality check."""
    from translateflow.checks import CHECKS  # noqa: PLC0415 — each page loads only the part of the house it describes

    rows = [(f"`{check.name}`", check.severity.value, check.explanation) for check in CHECKS]
    return "\n\n".join(["# Checks", NOTE, CHECKS_INTRO, _table(("check", "severity", "asks"), rows)]) + "\n"


def engines_page() -> str:
    """Describe every engine of the registry."""
    from translateflow.engines import ENGINES  # noqa: PLC0415 — each page loads only the part of the house it describes

    rows = [
        (
            f"`{spec.name}`",
            "yes" if spec.needs_key else "no",
            "yes" if spec.publishable else "never",
            f"{spec.limits.texts} texts, {spec.limits.characters} characters",
            spec.known,
        )
        for spec in ENGINES.values()
    ]
    head = ("engine", "needs a key", "may go out", "at most per request", "what is known")
    return "\n\n".join(["# Engines", NOTE, ENGINES_INTRO, _table(head, rows)]) + "\n"


def api_page() -> str:
    """Describe every operation of the API."""
    from translateflow.web.api.registry import OPERATIONS  # noqa: PLC0415 — as above

    parts = ["# API", NOTE, API_INTRO]
    for group in dict.fromkeys(operation.group for operation in OPERATIONS):
        rows = [
            (f"`{each.method} {each.path}`", each.action.value, each.summary)
            for each in OPERATIONS
            if each.group == group
        ]
        parts += [f"## {group}", _table(("operation", "asks for the right to", "does"), rows)]
    return "\n\n".join(parts) + "\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    if not lines:
        return ""
    return "\n".join(f"| {line} |" for line in [" | ".join(head), " | ".join("---" for _ in head), *lines])


def pages() -> Mapping[str, str]:
    """Make every page of the reference, by file name."""
    from translateflow.cli import cli  # noqa: PLC0415 — each page loads only the part of the house it describes

    return {
        "commands.md": commands_page(cli, "translateflow"),
        "settings.md": settings_page(),
        "checks.md": checks_page(),
        "engines.md": engines_page(),
        "api.md": api_page(),
        SCHEMA: evidence_schema(),
    }


def evidence_schema() -> str:
    """Give the JSON Schema of the release evidence."""
    from translateflow.review.dossier_schema import dossier_schema  # noqa: PLC0415 — as above

    return json.dumps(dossier_schema(), indent=2) + "\n"


def stale_pages(made: Mapping[str, str]) -> list[str]:
    """Name the pages whose committed text is not what the code says."""
    return [name for name, text in made.items() if not _says(FOLDER / name, text)]


def _says(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them."""
    made = pages()
    stale = stale_pages(made)
    if "--check" in arguments:
        for name in stale:
            print(f"docs/reference/{name} is not what the code says; run: make docs", file=sys.stderr)
        return 1 if stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (FOLDER / name).write_text(made[name], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
