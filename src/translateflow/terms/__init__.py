"""Terms in texts: which words of the glossary stand in a sentence, in whatever form. Pure; below every stage.

The check, the comments of a catalog and the shields before an engine all ask here, so that they never disagree.
"""

from translateflow.terms.find import Glossary, TermMatch, find_terms, stands_in
from translateflow.terms.inflection import Closeness, compare_words

__all__ = ["Closeness", "Glossary", "TermMatch", "compare_words", "find_terms", "stands_in"]
