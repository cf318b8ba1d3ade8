"""The one error tree.

A class per failure; the message is built inside from data that stays readable as attributes.
The five families below decide exit codes and HTTP statuses (tables in `cli/exits.py` and `web/`), so a
new failure is a subclass of the family whose consequence it has. A message is one sentence that says what, where
and (`remedy`) how to mend it; it never holds a key, a password or a URL's query string.
"""

from translateflow.errors.base import (
    FileAccessError,
    InputFileError,
    LockedError,
    NotFoundError,
    RefusedError,
    TranslateflowError,
    UnknownLanguageError,
    UnreachableError,
    UsageError,
)
from translateflow.errors.catalogs import (
    CatalogError,
    ExchangeError,
    LanguageNotTargetedError,
    MissingHeaderError,
    NoCatalogError,
    NoSuggestionError,
    UnknownEntryError,
    WrongLanguageError,
    WrongReleaseError,
)
from translateflow.errors.engines import (
    EngineError,
    EngineKeyMissingError,
    EngineUnreachableError,
    FetchError,
    FetchRefusedError,
    UnknownEngineError,
)
from translateflow.errors.keys import KeyRingError, NoKeyRingError, UnknownKeyError
from translateflow.errors.newsroom import (
    DemoFailedError,
    ForeignDemoError,
    ForeignFolderError,
    NewsroomExistsError,
    NoNewsroomError,
    PortTakenError,
    SettingsError,
)
from translateflow.errors.operation import (
    AccountError,
    BadGrantError,
    BrokerError,
    DatabaseError,
    NoBrokerError,
    UnknownJobError,
)
from translateflow.errors.review import (
    BadApproverError,
    EmbargoedError,
    HeldBackError,
    NoReasonError,
    NotApprovedError,
    NothingPublishedError,
)
from translateflow.errors.sources import (
    BrokenTagsError,
    DuplicateSlugError,
    MissingTextError,
    NoReleaseError,
    SlugError,
    SourceError,
    SourceMovedError,
    TwoSourcesError,
)

__all__ = [
    "AccountError",
    "BadApproverError",
    "BadGrantError",
    "BrokenTagsError",
    "BrokerError",
    "CatalogError",
    "DatabaseError",
    "DemoFailedError",
    "DuplicateSlugError",
    "EmbargoedError",
    "EngineError",
    "EngineKeyMissingError",
    "EngineUnreachableError",
    "ExchangeError",
    "FetchError",
    "FetchRefusedError",
    "FileAccessError",
    "ForeignDemoError",
    "ForeignFolderError",
    "HeldBackError",
    "InputFileError",
    "KeyRingError",
    "LanguageNotTargetedError",
    "LockedError",
    "MissingHeaderError",
    "MissingTextError",
    "NewsroomExistsError",
    "NoBrokerError",
    "NoCatalogError",
    "NoKeyRingError",
    "NoNewsroomError",
    "NoReasonError",
    "NoReleaseError",
    "NoSuggestionError",
    "NotApprovedError",
    "NotFoundError",
    "NothingPublishedError",
    "PortTakenError",
    "RefusedError",
    "SettingsError",
    "SlugError",
    "SourceError",
    "SourceMovedError",
    "TranslateflowError",
    "TwoSourcesError",
    "UnknownEngineError",
    "UnknownEntryError",
    "UnknownJobError",
    "UnknownKeyError",
    "UnknownLanguageError",
    "UnreachableError",
    "UsageError",
    "WrongLanguageError",
    "WrongReleaseError",
]
