"""PO files: paths, reading, writing, aligning, merging. The only stage that knows locales/.

A file is scanned into blocks (scan, odd), each with its raw text; a Catalog is these blocks and what they say.
Changes are made to the lines of one block (edit), so everything else stays byte for byte what it was.
"""

from translateflow.catalog.align import align
from translateflow.catalog.catalog import Catalog, Change, DraftNote, FileStyle, name_of
from translateflow.catalog.drafts import Filled, fill_drafts
from translateflow.catalog.export import export_catalog
from translateflow.catalog.merge import MergedEntry, MergeReport, Verdict, merge_upload
from translateflow.catalog.paths import INTERFACE_DOMAINS, CatalogPaths, lock_of
from translateflow.catalog.read import parse_catalog, read_catalog, require_identity
from translateflow.catalog.spreadsheet import disarm, read_csv, write_csv
from translateflow.catalog.strings import writable
from translateflow.catalog.suggestions import add_suggestions, drop_suggestions, write_suggestions
from translateflow.catalog.sync import ReleaseSync, SyncCounts, SyncPlan, plan_sync
from translateflow.catalog.template import make_template
from translateflow.catalog.terms import put_terms
from translateflow.catalog.update import update_catalog
from translateflow.catalog.xliff import write_xliff
from translateflow.catalog.xliff_read import XliffTexts, list_xliff, read_xliff

__all__ = [
    "INTERFACE_DOMAINS",
    "Catalog",
    "CatalogPaths",
    "Change",
    "DraftNote",
    "FileStyle",
    "Filled",
    "MergeReport",
    "MergedEntry",
    "ReleaseSync",
    "SyncCounts",
    "SyncPlan",
    "Verdict",
    "XliffTexts",
    "add_suggestions",
    "align",
    "disarm",
    "drop_suggestions",
    "export_catalog",
    "fill_drafts",
    "list_xliff",
    "lock_of",
    "make_template",
    "merge_upload",
    "name_of",
    "parse_catalog",
    "plan_sync",
    "put_terms",
    "read_catalog",
    "read_csv",
    "read_xliff",
    "require_identity",
    "update_catalog",
    "writable",
    "write_csv",
    "write_suggestions",
    "write_xliff",
]
