"""How often a person or an address may do something; counted across processes where there is a Redis.

When Redis is away the count goes on in each process by itself: never open, at worst a little generous.
"""

from __future__ import annotations

import logging
import time
from functools import lru_cache
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import SlidingWindowCounterRateLimiter

from community.core.kept import forgettable
from community.core.permissions import Refusal, Words

log = logging.getLogger(__name__)

# What may be done how often. Posting: Misago's figures, with a burst that lets a lively evening through.
RATES = {
    "post": "30/5 minutes; 100/hour; 600/day",
    "edit": "30/5 minutes; 120/hour",
    "react": "60/minute; 500/day",
    "preview": "60/minute",
    "search": "60/minute; 600/hour",
    "guest-search": "15/minute; 150/hour",
}


class TooMany(Refusal):
    """Too often; `retry_after` in seconds."""

    status = 429

    def __init__(self, reason: Words, retry_after: int) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


_own = MemoryStorage()


@lru_cache(maxsize=1)
def _shared() -> Storage:
    if not settings.REDIS_URL:
        return _own
    return cast(Storage, storage_from_string(settings.REDIS_URL, socket_timeout=0.5, socket_connect_timeout=0.5))


@lru_cache(maxsize=32)
def _rates(what: str) -> tuple[RateLimitItem, ...]:
    return tuple(parse_many(RATES[what]))


def spend(what: str, who: object) -> None:
    """Count one deed of a person (or address). Raises TooMany with when it may be tried again."""
    for rate in _rates(what):
        left = _hit(rate, what, str(who))
        if left is not None:
            raise TooMany(_("That is a lot in a short time. Take a breath and try again in a moment."), left)


def _hit(rate: RateLimitItem, what: str, who: str) -> int | None:
    """Seconds to wait when this rate is used up, else None."""
    for storage in (_shared(), _own):
        limiter = SlidingWindowCounterRateLimiter(storage)
        try:
            if limiter.hit(rate, what, who):
                return None
            return max(1, int(limiter.get_window_stats(rate, what, who).reset_time - time.time()) + 1)
        except Exception:
            log.warning("the shared count of %s is away; counting here", what, exc_info=True)
    return None


def address_of(request: HttpRequest) -> str:
    """The browser's address: the one before the proxies that are trusted, never what a browser claims."""
    trusted = settings.KRING_TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if trusted and len(forwarded) >= trusted:
        return forwarded[-trusted]
    return str(request.META.get("REMOTE_ADDR", ""))


class _Counts:
    def forget(self) -> None:
        """Start counting anew, as between two tests: the shared counts too."""
        for storage in {_own, _shared()}:
            storage.reset()


forgettable(_Counts())
