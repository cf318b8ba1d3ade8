"""The links of the chain from a page to the newsroom's key."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Link(StrEnum):
    """What a page hangs on, in this order."""

    PAGE = "page"
    ASSET = "asset"
    BODY = "body"
    CATALOG = "catalog"
    SOURCE = "source"
    WITHDRAWAL = "withdrawal"
    EVIDENCE = "evidence"
    SIGNATURE = "signature"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A link that does not hold: the file, what is wrong (continues the sentence that begins with it), what to do."""

    link: Link
    path: Path
    problem: str
    remedy: str = ""
