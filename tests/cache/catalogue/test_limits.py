"""The limits that services publish are kept: by the bucket alone, and by a whole update, on a clock that is set."""

from __future__ import annotations

import random

import pytest
from msgspec.structs import replace

from pullquote.cache.catalogue.limits import LIMITS, Bucket
from pullquote.cache.core.article import EntityType
from pullquote.cache.core.catalogue import PROVIDER_NAMES, Provider
from pullquote.cache.core.catalogue.services import SERVICES, BadServices, read_mirrors, read_services

from .conftest import Clocks, Reader, settings_for
from .stand_in import WINDOWS, StandIn
from .world import crowd


def densest(times: list[float], window: float) -> int:
    """Return the most requests within any window, which is open at its end."""
    return max((sum(at <= other < at + window for other in times) for at in times), default=0)


@pytest.mark.parametrize("provider", LIMITS)
def test_no_window_has_more_requests_than_a_service_allows(provider: Provider) -> None:
    limit = LIMITS[provider]
    assert (limit.most, limit.window) == WINDOWS[provider]
    assert limit.densest <= limit.most
    dice = random.Random(provider)
    clocks = Clocks()
    times = []
    for _ in range(20):  # programs that end and begin again
        bucket = Bucket(limit, clocks.clock)
        for _ in range(dice.randrange(1, 40)):
            clocks.seconds += bucket.take()
            times.append(clocks.seconds)
            clocks.seconds += dice.choice((0.0, 0.0, 0.01, 0.3, 2.0, 30.0))
    assert densest(times, limit.window) <= limit.most


async def test_an_update_of_many_names_keeps_to_the_limits_and_says_who_asks(
    reader: Reader, stand_in: StandIn, clocks: Clocks
) -> None:
    world = stand_in.world = crowd(36)
    reader.settings = settings_for(stand_in, per_article=100)
    people: list[tuple[str, EntityType]] = [(one.name, "person") for one in world.people]
    reader.article((world.shows[0].name, "show"), *people)
    for one in world.artists:
        reader.article((one.name, "group"), (one.albums[0].title, "album"))
    events = await reader.update()
    assert events[-1].message == f"{37 + 18} names asked about, {37 + 18} found."
    assert not [event for event in events if event.stage == "held"], "the stand-in answers 429 over the limits"
    for provider, (most, window) in WINDOWS.items():
        assert densest([seen.at for seen in stand_in.requests[provider]], window) <= most
    assert len(stand_in.requests["tvmaze"]) > 40
    assert len(stand_in.requests["musicbrainz"]) > 20
    agents = {seen["User-Agent"] for requests in stand_in.requests.values() for seen in requests}
    [agent] = agents
    assert agent is not None
    assert agent.startswith("Pullquote/")
    assert "(+https://" in agent


async def test_services_are_told_who_asks_whatever_the_settings_say_to_others(
    reader: Reader, stand_in: StandIn
) -> None:

    reader.settings = replace(reader.settings, network=replace(reader.settings.network, user_agent="Some Browser"))
    reader.article(("Saltgate", "show"))
    await reader.update()
    assert "Some Browser" not in {seen["User-Agent"] for seen in stand_in.requests["tvmaze"]}


def test_every_service_says_how_it_is_credited() -> None:
    assert set(SERVICES) == set(PROVIDER_NAMES) == set(LIMITS)
    for service in SERVICES.values():
        assert service.licence
        assert service.terms.startswith("https://")
        assert service.home.startswith("https://")
        assert service.credit


def test_services_and_mirrors_are_read_by_words() -> None:
    assert read_services("TVmaze, wikidata tvmaze") == ("tvmaze", "wikidata")
    assert read_services(" ") == ()
    assert read_mirrors("musicbrainz=http://localhost:5000/") == {"musicbrainz": "http://localhost:5000"}
    with pytest.raises(BadServices, match="did you mean wikidata"):
        read_services("wikidta")
    for wrong in ("tvmaze", "tvmaze=ftp://a.example", "elsewhere=https://a.example"):
        with pytest.raises(BadServices):
            read_mirrors(wrong)
