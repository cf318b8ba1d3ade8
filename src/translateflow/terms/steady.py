"""Which terms can be put into a translation as they stand in the glossary, by whoever translates the rest.

An engine that does not see a word cannot inflect it. So a term is put in for certain only where it needs no inflection:
an abbreviation in capitals, a word that the glossary calls invariable, or any noun of a language whose nouns have no
cases. Elsewhere the engine translates the word, and the check asks for the term.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.model.language import base_language
from translateflow.model.memory import ShieldTerms, TermStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.model.memory import Term
    from translateflow.terms.find import TermMatch


# Nouns without cases and without agreement that would show in the words around them. French or Spanish articles follow
# the gender of a noun, which an engine that does not see it guesses.
_WITHOUT_CASES = frozenset({"en", "zh", "yue", "ja", "vi", "th", "lo", "id", "ms"})
_INVARIABLE = frozenset({"invariable", "abbreviation", "acronym"})
_INFLECTED = frozenset({"verb", "adjective"})
_INSIDE = "<"  # a tag stands between the words of a term


def find_steady(text: str, matches: Sequence[TermMatch], rule: ShieldTerms) -> tuple[tuple[str, str], ...]:
    """Give words of a text and their translations, where these may be put in as they stand.

    The word must stand in the text once, exactly as in the glossary, and have one preferred translation and no admitted
    one: otherwise it may mean something else.
    """
    if rule is ShieldTerms.NEVER:
        return ()
    found: dict[str, str] = {}
    for match in matches:
        word = text[match.start : match.end]
        rivals = {each.term for each in matches if (each.start, each.end) == (match.start, match.end)}
        wanted = _only_wanted(rivals)
        if wanted is None or word != wanted.source or text.count(word) > 1 or _INSIDE in word:
            continue
        if rule is ShieldTerms.ALWAYS or needs_no_inflection(wanted):
            starts = not text[: match.start].strip("„“”«»\"'( ")
            found[word] = wanted.target[:1].upper() + wanted.target[1:] if starts else wanted.target
    return tuple(found.items())


def _only_wanted(terms: set[Term]) -> Term | None:
    wanted = [term for term in terms if term.status is not TermStatus.FORBIDDEN]
    sure = len(wanted) == 1 and wanted[0].status is TermStatus.PREFERRED and wanted[0].target
    return wanted[0] if sure else None


def needs_no_inflection(term: Term) -> bool:
    """Whether a term's translation is the same wherever it stands."""
    kind = term.part_of_speech.strip().casefold()
    if kind in _INVARIABLE or (len(term.target) > 1 and term.target.isupper()):
        return True
    return kind not in _INFLECTED and base_language(term.language) in _WITHOUT_CASES
