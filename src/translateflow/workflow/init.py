"""Make a newsroom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.errors import NewsroomExistsError
from translateflow.files import write_atomically
from translateflow.model.language import parse_language
from translateflow.settings import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_IGNORED = "# what translateflow makes anew at any time\n/public\n/.public-*\n/.public.lock\n/.translateflow/\n"


@dataclass(frozen=True, slots=True)
class InitRequest:
    """What a newsroom begins with."""

    folder: Path
    title: str
    source: str
    targets: Sequence[str]
    base_url: str = ""


@dataclass(frozen=True, slots=True)
class InitReport:
    """What was made."""

    folder: Path
    settings: Path


def run_init(request: InitRequest) -> InitReport:
    """Write `translateflow.toml` and the folders. Raises NewsroomExistsError, UnknownLanguageError, FileAccessError."""
    settings = request.folder / FILE_NAME
    if settings.exists():
        raise NewsroomExistsError(settings)
    text = plan_settings(request)
    ignore = request.folder / ".gitignore"
    if not ignore.exists():
        write_atomically(ignore, _IGNORED.encode())
    for name in ("releases", "locales"):
        write_atomically(request.folder / name / ".gitkeep", b"")
    write_atomically(settings, text.encode())
    return InitReport(request.folder, settings)


def plan_settings(request: InitRequest) -> str:
    """Give the text of `translateflow.toml`."""
    source = parse_language(request.source)
    targets = dict.fromkeys(parse_language(target) for target in request.targets)
    targets.pop(source, None)
    lines = [
        "# Every key: docs/reference/settings.md. Each has its TRANSLATEFLOW_* variable as well.",
        "[newsroom]",
        f"title = {_quote(request.title or request.folder.resolve().name)}",
        f"source = {_quote(source)}",
        f"targets = [{', '.join(_quote(target) for target in targets)}]",
    ]
    lines.append(
        f"base_url = {_quote(request.base_url)}" if request.base_url else '# base_url = "https://press.example"'
    )
    lines += [
        "",
        "[review]",
        "four_eyes = false        # true: whoever translated last may not sign off",
        "require_signature = true # verify accepts no sign-off without the newsroom's signature",
        "",
        "[engines]",
        'order = ["google"]       # or apertium (offline), deepl, libretranslate, … ; see: translateflow doctor',
        "",
    ]
    lines += [
        f"[languages.{target}]\nengines = []              # people only\n" for target in targets if "-simple" in target
    ]
    return "\n".join(lines)


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    printable = "".join(f"\\u{ord(sign):04x}" if ord(sign) < ord(" ") else sign for sign in escaped)
    return f'"{printable}"'
