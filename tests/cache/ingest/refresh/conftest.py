"""What tests of a refresh share: settings that fetch pages, and one refresh of the library to its end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import msgspec
import pytest

from pullquote.cache.core.feed import RefreshEvent
from pullquote.cache.core.settings import Settings
from pullquote.cache.ingest.context import RefreshTiming
from pullquote.cache.ingest.refresh.round import refresh

from ...conftest import Clock, SmallLibrary


@pytest.fixture
def ahead(quick: Settings) -> Settings:
    """Settings for loopback that fetch pages, and no pictures."""
    return msgspec.structs.replace(quick, refresh=msgspec.structs.replace(quick.refresh, pages=True, pictures=False))


@pytest.fixture
def stream(library: SmallLibrary, clock: Clock) -> Callable[[Settings], AsyncIterator[RefreshEvent]]:
    """Return what refreshes the library, and yields the events."""

    def go(settings: Settings) -> AsyncIterator[RefreshEvent]:
        pace = RefreshTiming(patience=0.3, retry=(0.01, 0.02), processes=1)
        return refresh(library.database, settings, clock=clock, timing=pace)

    return go


@pytest.fixture
def run(
    stream: Callable[[Settings], AsyncIterator[RefreshEvent]],
) -> Callable[[Settings], Awaitable[list[RefreshEvent]]]:
    """Return what refreshes the library to the end, and returns the events."""

    async def go(settings: Settings) -> list[RefreshEvent]:
        return [event async for event in stream(settings)]

    return go
