"""Build hook: compile the interface catalogs, and put the sample newsroom into the wheel.

Hatchling runs `initialize` for wheels and for editable installs, so both read texts from the same place. Run as a
script, `extract` brings template and catalogs up to date with the code and `compile` does what the hook does.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
# The site's texts, the desk's (what `web/` says is for those who work there), and those of mails.
SITE, DESK, NOTICES = "translateflow", "translateflow-desk", "translateflow-notices"
DOMAINS = (SITE, DESK, NOTICES)
FOLDERS = {"web": DESK, "notify": NOTICES}
# Header lines that change without the texts, or that say nothing.
NOISE = (b"-Date: ", b"Generated-By: ", b"FULL NAME", b"<LL@", b"EMAIL@ADDRESS")
SAMPLE = ("translateflow.toml", "releases", "locales", "approved", "memory", "theme", "docs/samples")
# `say(language, message, …)` of the website fills the places of a text with markup.
KEYWORDS = {**DEFAULT_KEYWORDS, "say": (2,)}
EXTRACTORS = [("**.py", "python"), ("**.jinja", "jinja2")]


class InterfaceHook(BuildHookInterface[Any]):
    """Compiled catalogs go under `translateflow/interface/`, the sample newsroom under `translateflow/sample/`."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before a build. An editable install finds the sample in the repository, so only wheels carry it."""
        root = Path(self.root)
        if self.target_name != "wheel":
            return
        compile_catalogs(root)
        build_data["artifacts"].append("/src/translateflow/interface/**/*.mo")
        if version != "editable":
            build_data["force_include"].update(sample_files(root))


def sample_files(root: Path) -> dict[str, str]:
    """Give each file of the sample newsroom with its place in the wheel; the product's own texts stay out."""
    files: dict[str, str] = {}
    for name in SAMPLE:
        top = root / name
        inside = [top] if top.is_file() else sorted(path for path in top.rglob("*") if path.is_file())
        for path in inside:
            # The interface domains share the folder with the releases' catalogs, but belong to the product.
            if path.stem not in DOMAINS or path.suffix not in {".po", ".pot"}:
                files[str(path)] = f"translateflow/sample/{path.relative_to(root).as_posix()}"
    return files


def compile_catalogs(root: Path) -> list[Path]:
    """Compile every interface catalog; a file is only touched when its content changes."""
    folder = root / "src" / "translateflow" / "interface"
    compiled = []
    for domain in DOMAINS:
        (folder / domain).mkdir(parents=True, exist_ok=True)
        for source in sorted(root.glob(f"locales/*/LC_MESSAGES/{domain}.po")):
            target = folder / domain / f"{source.parent.parent.name}.mo"
            data = _compiled(source)
            if not target.is_file() or target.read_bytes() != data:
                target.write_bytes(data)
            compiled.append(target)
    for stale in set(folder.rglob("*.mo")) - set(compiled):
        stale.unlink()
    return compiled


def _compiled(source: Path) -> bytes:
    buffer = io.BytesIO()
    with source.open("rb") as file:
        write_mo(buffer, read_po(file, abort_invalid=True))
    return buffer.getvalue()


def extract_template(root: Path, domain: str) -> Catalog:
    """Give the template of an interface domain as the code has it now. No dates: the same code, the same bytes."""
    template = Catalog(
        project="translateflow",
        version="",
        fuzzy=False,
        charset="utf-8",
        header_comment="# Interface texts of translateflow.",
    )
    package = root / "src" / "translateflow"
    found = extract_from_dir(package, EXTRACTORS, keywords=KEYWORDS, comment_tags=("Translators:",))
    for name, _line, message, comments, context in sorted(found, key=lambda item: (item[0], item[1])):
        if FOLDERS.get(name.partition("/")[0], SITE) != domain:
            continue
        place = (f"src/translateflow/{name}", 0)
        template.add(message, None, [place], auto_comments=comments, context=context)
    return template


def write_catalog(path: Path, catalog: Catalog) -> None:
    """Write a PO or POT file without wrapping, dates or line numbers."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, omit_header=False, include_lineno=False, include_previous=True)
    kept = [line for line in buffer.getvalue().split(b"\n") if not any(noise in line for noise in NOISE)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\n".join(kept).replace(b"translateflow VERSION", b"translateflow").replace(b":  ", b": "))


def main(verb: str) -> None:
    """Do `extract` or `compile`."""
    if verb == "extract":
        for domain in DOMAINS:
            template = extract_template(ROOT, domain)
            write_catalog(ROOT / "locales" / f"{domain}.pot", template)
            for path in sorted(ROOT.glob(f"locales/*/LC_MESSAGES/{domain}.po")):
                with path.open("rb") as file:
                    catalog = read_po(file)
                catalog.update(template, no_fuzzy_matching=False, update_header_comment=False)
                write_catalog(path, catalog)
    elif verb == "compile":
        compile_catalogs(ROOT)
    else:
        sys.exit("usage: python hatch_build.py extract|compile")


if __name__ == "__main__":
    main(*sys.argv[1:2] or [""])
