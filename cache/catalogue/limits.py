"""What each service publishes of its limits, and the rate that stays within them.

TVmaze: at least 20 calls in 10 seconds an address, then 429 (https://www.tvmaze.com/api#rate-limiting).
Wikidata: 200 requests a minute with a User-Agent that says who asks, 3 at once at most, ``Retry-After`` is kept
(https://www.mediawiki.org/wiki/Wikimedia_APIs/Rate_limits, https://foundation.wikimedia.org/wiki/Policy:User-Agent_policy).
MusicBrainz: one request a second, with a User-Agent that says who asks; else 503
(https://musicbrainz.org/doc/MusicBrainz_API/Rate_Limiting). TMDB: about 40 requests a second
(https://developer.themoviedb.org/docs/rate-limiting); what it said is kept for 6 months at most (its terms of use).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from msgspec import Struct

from pullquote.cache.core.catalogue import Provider


class Limit(Struct, frozen=True, kw_only=True):
    """A service's limits as it publishes them, and how it is asked.

    At most ``most`` requests in any ``window`` seconds. ``burst`` is how many may follow each other at once; then there
    are ``rate`` a second. ``keep`` is how long what it said may be kept, where it says.
    """

    most: int
    window: float
    burst: int
    rate: float
    keep: timedelta | None = None

    @property
    def densest(self) -> int:
        """How many requests there are in a window at most: all that are saved up, and what comes meanwhile."""
        return int(self.burst + self.rate * self.window)


LIMITS: Final[dict[Provider, Limit]] = {
    "tvmaze": Limit(most=20, window=10, burst=4, rate=1.5),
    "wikidata": Limit(most=200, window=60, burst=3, rate=1),
    "musicbrainz": Limit(most=1, window=1, burst=1, rate=0.9),
    "tmdb": Limit(most=40, window=1, burst=4, rate=4, keep=timedelta(days=180)),
}
"""Each stays below what is allowed, so that another program at the same address finds room beside it."""


class Bucket:
    """A token bucket: says how long to wait until a service may be asked again.

    It begins empty, so that programs that end and start again keep to the limit too. ``clock`` returns seconds and
    never goes back.
    """

    def __init__(self, limit: Limit, clock: Callable[[], float]) -> None:
        self._limit = limit
        self._clock = clock
        self._tokens = 0.0
        self._counted = clock()

    def take(self) -> float:
        """Take the next turn; return the seconds to wait for it."""
        now = self._clock()
        self._tokens = min(self._limit.burst, self._tokens + (now - self._counted) * self._limit.rate)
        self._counted = now
        self._tokens -= 1
        return max(0.0, -self._tokens / self._limit.rate)
