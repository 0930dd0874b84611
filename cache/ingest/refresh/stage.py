"""What every stage of a refresh has at hand; apart from ``context``, which brings the network with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pullquote.cache.ingest.context import RefreshContext


class RefreshStage:
    """A stage of a refresh. Belongs to one event loop."""

    def __init__(self, context: RefreshContext) -> None:
        self._events = context.events
        self._library = context.library
        self._fetcher = context.fetcher
        self._workers = context.workers
        self._images = context.images
        self._clock = context.clock
