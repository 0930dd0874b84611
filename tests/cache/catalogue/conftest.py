"""The stand-ins of the services, a library whose articles name made-up people and works, and clocks that tests set."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pullquote.cache.core.article import Article, Entity, EntityType, Mention, Paragraph
from pullquote.cache.core.catalogue import CatalogueEvent
from pullquote.cache.core.settings import Catalogues, Network, Settings
from pullquote.cache.ingest.catalogue.client import CatalogueTiming
from pullquote.cache.ingest.parts.catalogue import Catalogue
from pullquote.cache.library import Library

from .stand_in import StandIn, standing_in

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Clocks:
    """Time that passes only where somebody waits for it, or a test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)

    def clock(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)

    def pass_(self, **time: float) -> None:
        self.seconds += timedelta(**time).total_seconds()

    @property
    def timing(self) -> CatalogueTiming:
        return CatalogueTiming(now=self.now, clock=self.clock, sleep=self.sleep, jitter=lambda: 0.0)


def settings_for(stand_in: StandIn, **changes: object) -> Settings:
    """Return settings with consent that lead to the stand-ins."""
    given = {"use": "on", "mirrors": stand_in.mirrors, **changes}
    return Settings(
        catalogue=Catalogues(**given),  # type: ignore[arg-type]
        network=Network(connect_timeout=10.0, read_timeout=10.0, total_timeout=20.0),
    )


class Reader:
    """A library, and the catalogue as its reader has it."""

    def __init__(self, folder: Path, stand_in: StandIn, clocks: Clocks) -> None:
        self.stand_in = stand_in
        self.clocks = clocks
        self.settings = settings_for(stand_in)
        self.library = Library.open(folder, settings=lambda: self.settings)
        self._articles = 0

    def catalogue(self, *, offline: bool = False) -> Catalogue:
        return Catalogue(self.library.database, lambda: self.settings, offline=offline, timing=self.clocks.timing)

    def article(self, *names: tuple[str, EntityType], when: datetime | None = None, score: float = 0.95) -> int:
        """Keep an article that names somebody or something."""
        self._articles += 1
        text = ", ".join(name for name, _ in names)
        entities = tuple(Entity(name=name, type=kind, mentions=1, score=score) for name, kind in names)
        places = [(at, text.index(one.name), len(one.name)) for at, one in enumerate(entities)]
        article = Article(
            url=f"https://outlet.example/{self._articles}",
            title=f"Story {self._articles}",
            published=when or self.clocks.now(),
            blocks=(Paragraph(text),),
            entities=entities,
            mentions=tuple(Mention(entity, 0, start, start + size) for entity, start, size in places),
        )
        return self.library.keep(article, origin="file", when=when or self.clocks.now())

    def id(self, name: str) -> int:
        return self.library.names.find(name).id

    async def update(self, *names: str) -> list[CatalogueEvent]:
        """Bring the catalogue up to date, or what it says of names."""
        chosen = [self.id(name) for name in names] if names else None
        return [event async for event in self.catalogue().update(chosen)]

    def outcomes(self, events: Iterable[CatalogueEvent]) -> dict[str, str]:
        return {event.name: event.stage.value for event in events if event.name and event.stage != "asking"}


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def stand_in(clocks: Clocks) -> Iterator[StandIn]:
    with standing_in(limited=True, clock=clocks.clock) as playing:
        yield playing


@pytest.fixture
def reader(tmp_path: Path, stand_in: StandIn, clocks: Clocks) -> Iterator[Reader]:
    found = Reader(tmp_path / "library", stand_in, clocks)
    yield found
    found.library.close()
