"""Translation memory and glossary as pure functions: exchange formats, similarity, near matches.

Where units and terms are kept is `storage`'s business, and `translateflow.terms` finds terms in texts.
"""

from translateflow.memory.adapt import adapt_match
from translateflow.memory.similarity import similarity
from translateflow.memory.tbx import read_tbx, write_tbx
from translateflow.memory.terms_csv import read_terms_csv, write_terms_csv
from translateflow.memory.tmx import TmxContent, read_tmx, write_tmx

__all__ = [
    "TmxContent",
    "adapt_match",
    "read_tbx",
    "read_terms_csv",
    "read_tmx",
    "similarity",
    "write_tbx",
    "write_terms_csv",
    "write_tmx",
]
