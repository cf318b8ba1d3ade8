"""What an operation of the API is: address, right, types, and the function that does it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from werkzeug.datastructures import Headers
    from werkzeug.wrappers import Response

    from translateflow.model.account import Account, ApiToken
    from translateflow.web.desk.access import Action
    from translateflow.web.events import EventStreams
    from translateflow.workspace import Newsroom

JSON: Final = "application/json"
_PARAMETER: Final = re.compile(r"\{(\w+)\}")


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """The parameters after the question mark; each operation with some has its own."""


class Wish(msgspec.Struct, forbid_unknown_fields=True):
    """A JSON body of a request. What it does not know it refuses: a typing error must not be an option left out."""


class Document(msgspec.Struct):
    """A JSON body of an answer."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request, understood. `parts` are the parameters in the path; `body` is a Wish, or bytes for a file."""

    newsroom: Newsroom
    account: Account
    token: ApiToken
    parts: Mapping[str, str]
    query: Any
    body: Any
    headers: Headers
    streams: EventStreams

    @property
    def slug(self) -> str:
        """Give the release of the path."""
        return self.parts["slug"]

    @property
    def language(self) -> str:
        """Give the language of the path."""
        return self.parts["language"]

    @property
    def number(self) -> int:
        """Give the number in the path."""
        return int(self.parts["number"])

    @property
    def actor(self) -> str:
        """Give how the account stands in the audit log."""
        return self.account.mail


@dataclass(frozen=True, slots=True)
class Download:
    """An answer that is a file."""

    data: bytes
    media: str
    name: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """An answer with an entity tag of its own: of the thing, where the document says more than the thing."""

    document: Document
    tag: str


Answer = Document | Download | Tagged
"""What a handler gives; `Response` as well, for streams."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One row of the table. `body` None takes none; `media` is what the body, or `answers` what the answer, is made of.

    `answer` is the document's type, None where the answer is a file or a stream of `answers`.
    """

    name: str
    method: str
    path: str
    action: Action
    summary: str
    run: Callable[[Call], Answer | Response]
    answer: type[Document] | None
    query: type[Query] = Query
    body: type[Wish] | None = None
    media: str = JSON
    answers: str = JSON
    status: int = 200
    refusals: tuple[int, ...] = ()

    @property
    def parameters(self) -> tuple[str, ...]:
        """Give the names in the path."""
        return tuple(_PARAMETER.findall(self.path))

    @property
    def takes_file(self) -> bool:
        """Whether the body is a file as it is."""
        return self.media != JSON

    @property
    def group(self) -> str:
        """Give the first word of the path, under which documentation lists it."""
        return self.path.strip("/").partition("/")[0] or "newsroom"
