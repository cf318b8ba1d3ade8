"""How often somebody may try: bounded per account and per address, over a moving window."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from translateflow.errors import TooManyTriesError

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import MovingWindowRateLimiter

PER_ACCOUNT: Final = "10/15minutes"
PER_ADDRESS: Final = "60/15minutes"


class Throttle:
    """Counts in this process: one `serve` answers for a newsroom."""

    def __init__(self) -> None:
        self._limiter: MovingWindowRateLimiter | None = None

    def count(self, purpose: str, *keys: tuple[str, str]) -> None:
        """Count a try; each key is a limit and who it holds for. Raises TooManyTriesError with the time to wait."""
        from limits import parse  # noqa: PLC0415 — loaded when the first person signs in

        limiter = self._open()
        for limit, who in keys:
            item: RateLimitItem = parse(limit)
            if not limiter.hit(item, purpose, who):
                raise TooManyTriesError(
                    max(1, int(limiter.get_window_stats(item, purpose, who).reset_time - time.time()))
                )

    def forgive(self, purpose: str, limit: str, who: str) -> None:
        """Forget the tries of somebody who succeeded."""
        from limits import parse  # noqa: PLC0415 — as above

        self._open().clear(parse(limit), purpose, who)

    def _open(self) -> MovingWindowRateLimiter:
        from limits.storage import MemoryStorage  # noqa: PLC0415 — as above
        from limits.strategies import MovingWindowRateLimiter  # noqa: PLC0415 — as above

        if self._limiter is None:
            self._limiter = MovingWindowRateLimiter(MemoryStorage())
        return self._limiter
