"""Glossaries at DeepL: the newsroom's words, kept there while this process drafts.

Wire format: developers.deepl.com/docs/api-reference/glossaries (v2: one pair of base languages, entries as TSV, never
changed once made). A glossary that DeepL does not take (a pair without glossaries, an account that has its full number)
must not stop a translation: it then goes on without, and the check says what came of it.
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from translateflow.engines.calls import announce_call
from translateflow.errors import EngineError
from translateflow.model.language import base_language
from translateflow.model.memory import TermStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from translateflow.engines.sessions import Sessions
    from translateflow.model.memory import Term

_NAME = "translateflow"
_LONGEST = 1024  # bytes of a source or a target, documented


class DeeplGlossaries:
    """The glossaries of one engine, one a pair of languages and state of its terms. Thread-safe."""

    def __init__(self, sessions: Sessions, url: str, read: Callable[[str, str], Sequence[Term]]) -> None:
        self._sessions = sessions
        self._url = f"{url}/v2/glossaries"
        self._read = read
        self._known: dict[tuple[str, str], tuple[str, str]] = {}
        self._made: list[str] = []
        self._lock = threading.Lock()

    def find(self, source: str, target: str) -> str:
        """Give the id of the glossary for a pair, made at DeepL when it is new; "" when there is none to be had."""
        entries = write_entries(self._read(source, target))
        if not entries:
            return ""
        pair = (base_language(source), base_language(target))
        # One maker at a time: the others would make the same glossary once more.
        with self._lock:
            known, glossary = self._known.get(pair, ("", ""))
            if known != entries:
                glossary = self._make(pair, entries)
                self._known[pair] = (entries, glossary)
            return glossary

    def _make(self, pair: tuple[str, str], entries: str) -> str:
        payload = {"name": _NAME, "source_lang": pair[0], "target_lang": pair[1]}
        try:
            announce_call(0)
            answer = self._sessions.post_json(self._url, payload | {"entries": entries, "entries_format": "tsv"})
        except EngineError:
            return ""
        made = answer.get("glossary_id") if isinstance(answer, dict) else None
        if not isinstance(made, str):
            return ""
        self._made.append(made)
        return made

    def close(self) -> None:
        """Remove what was made here: an account holds a limited number."""
        with self._lock:
            made, self._made, self._known = self._made, [], {}
        for glossary in made:
            with contextlib.suppress(EngineError):
                self._sessions.send("DELETE", f"{self._url}/{glossary}")


def write_entries(terms: Iterable[Term]) -> str:
    """Give terms as DeepL takes them: a line each, each source once. Forbidden words have no place there."""
    wanted = {TermStatus.ADMITTED: 0, TermStatus.PREFERRED: 1, TermStatus.KEEP: 2}
    best: dict[str, str] = {}
    for term in sorted((term for term in terms if term.status in wanted), key=lambda term: wanted[term.status]):
        source, target = (" ".join(text.split()) for text in (term.source, term.target))
        if source and target and max(len(source.encode()), len(target.encode())) <= _LONGEST:
            best[source] = target
    return "\n".join(f"{source}\t{target}" for source, target in sorted(best.items()))
