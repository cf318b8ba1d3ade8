"""What the desk cannot do with what a person sent."""

from __future__ import annotations

from translateflow.errors.base import UsageError


class EmptyCommentError(UsageError):
    """A comment or report has no words."""

    def __init__(self) -> None:
        super().__init__("There are no words in it.", remedy="Write what you want to say, then send it again.")


class EmptySearchError(UsageError):
    """A search and replace was asked for without saying what to look for."""

    def __init__(self) -> None:
        super().__init__("There is nothing to look for.", remedy="Say which words are to be replaced.")
