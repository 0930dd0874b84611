"""The catalogue is brought up to date: who is asked about whom, what is kept, and what goes wrong."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.errors import CatalogueOff, LibraryLocked, Offline
from pullquote.cache.store.catalogue import lookups as catalogue_lookups

from ..conftest import Reply
from .conftest import Clocks, Reader, settings_for
from .stand_in import KEY, StandIn


async def test_a_show_is_found_by_its_name_and_its_cast(reader: Reader) -> None:
    reader.article(("Saltgate", "show"), ("Nora Vance", "person"))
    outcomes = reader.outcomes(await reader.update())
    assert outcomes == {"Saltgate": "linked", "Nora Vance": "linked"}
    [kept] = reader.library.catalogue.records(reader.id("Saltgate"))
    show = kept.record
    assert (show.provider, show.key, show.channel, show.year) == ("tvmaze", "1", "Harbour TV", 2016)
    assert (show.credits[0].name, show.credits[0].character) == ("Nora Vance", "Captain Ines Rook")
    assert show.next is not None
    assert (show.next.season, show.next.date) == (2, "2026-03-12")
    assert show.url == "https://www.tvmaze.com/shows/1/saltgate"
    assert show.about == "A made-up show."
    [person] = reader.library.catalogue.records(reader.id("Nora Vance"))
    assert [(work.title, work.character) for work in person.record.works] == [("Saltgate", "Captain Ines Rook")]


async def test_a_film_its_director_and_a_group_are_found_where_they_are_known(
    reader: Reader, stand_in: StandIn
) -> None:
    reader.article(("The Quiet Ferry", "film"), ("Ada March", "person"))
    reader.article(("Paper Tides", "group"), ("Wren Castle", "person"), ("Low Water Songs", "album"))
    outcomes = reader.outcomes(await reader.update())
    assert outcomes["The Quiet Ferry"] == outcomes["Paper Tides"] == outcomes["Low Water Songs"] == "linked"
    [film] = reader.library.catalogue.records(reader.id("The Quiet Ferry"))
    assert (film.record.provider, film.record.begun, film.record.channel) == ("wikidata", "2019-11-08", "Gull Pictures")
    roles = [(one.name, one.role, one.character) for one in film.record.credits]
    assert roles == [
        ("Ada March", "director", None),
        ("Nora Vance", "actor", "Marta Lund"),
        ("Teo Quill", "actor", "The Ferryman"),
    ]
    assert (film.record.country, film.record.language, film.record.genres) == ("Ireland", "English", ("thriller film",))
    [group] = reader.library.catalogue.records(reader.id("Paper Tides"))
    assert [(work.title, work.year) for work in group.record.works] == [("Low Water Songs", 2004), ("Breakwater", 2008)]
    [album] = reader.library.catalogue.records(reader.id("Low Water Songs"))
    assert [one.name for one in album.record.credits] == ["The Paper Tides"]
    assert stand_in.requests["tmdb"] == []


async def test_a_title_that_several_have_stays_open_until_something_agrees(reader: Reader) -> None:
    reader.article(("Saltgate", "show"))
    assert reader.outcomes(await reader.update()) == {"Saltgate": "open"}
    assert reader.library.catalogue.records(reader.id("Saltgate")) == []
    assert reader.catalogue().status().open == 1


async def test_nobody_is_asked_without_consent_or_offline(reader: Reader, stand_in: StandIn) -> None:
    reader.article(("Saltgate", "show"), ("Nora Vance", "person"))
    for use in ("ask", "off"):
        reader.settings = settings_for(stand_in, use=use)
        with pytest.raises(CatalogueOff):
            await reader.update()
    reader.settings = settings_for(stand_in)
    with pytest.raises(Offline):
        reader.catalogue(offline=True).update()
    assert stand_in.connections == 0


async def test_only_the_services_of_the_settings_are_asked(reader: Reader, stand_in: StandIn) -> None:
    reader.article(("Saltgate", "show"), ("Nora Vance", "person"), ("The Quiet Ferry", "film"))
    reader.settings = settings_for(stand_in, services="wikidata")
    await reader.update()
    assert stand_in.requests["tvmaze"] == stand_in.requests["musicbrainz"] == stand_in.requests["tmdb"] == []
    assert stand_in.requests["wikidata"]


@pytest.mark.parametrize("key", [KEY, f"{KEY[:5]}.{KEY[5:]}"])
async def test_tmdb_is_asked_with_the_users_own_key_and_no_other_is_told_it(
    reader: Reader, stand_in: StandIn, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.cache.catalogue.stand_in.KEY", key)
    reader.article(("The Quiet Ferry", "film"), ("Nora Vance", "person"))
    reader.settings = settings_for(stand_in, services="tmdb tvmaze", tmdb_key=key)
    assert reader.outcomes(await reader.update())["The Quiet Ferry"] == "linked"
    [film] = reader.library.catalogue.records(reader.id("The Quiet Ferry"))
    assert (film.record.source, film.record.year, film.record.channel) == ("TMDB", 2019, "Gull Pictures")
    for provider, requests in stand_in.requests.items():
        for seen in requests:
            told = key in seen.path or key in str(seen["Authorization"])
            assert told == (provider == "tmdb")


async def test_a_key_is_sent_to_no_host_that_a_redirect_leads_to(reader: Reader, stand_in: StandIn) -> None:
    reader.article(("The Quiet Ferry", "film"))
    reader.settings = settings_for(stand_in, services="tmdb", tmdb_key=f"{KEY[:5]}.{KEY[5:]}")
    stand_in.fault("/search/movie", Reply(302, {"Location": f"{stand_in.url('tvmaze')}/search/shows?q=x"}))
    assert reader.outcomes(await reader.update()) == {"The Quiet Ferry": "failed"}
    assert stand_in.requests["tvmaze"] == []


async def test_a_wrong_key_is_said_and_tmdb_is_left_alone(reader: Reader, stand_in: StandIn) -> None:
    reader.article(("The Quiet Ferry", "film"), ("Another Film", "film"))
    reader.settings = settings_for(stand_in, services="tmdb", tmdb_key="wrong")
    events = await reader.update()
    assert "catalogue.tmdb_key" in next(event.message for event in events if event.stage == "held")
    assert len(stand_in.requests["tmdb"]) == 1
    assert reader.catalogue().status().waiting == 2


async def test_the_key_may_come_from_a_command(reader: Reader, stand_in: StandIn) -> None:
    reader.article(("The Quiet Ferry", "film"), ("Nora Vance", "person"))
    reader.settings = settings_for(stand_in, services="tmdb", tmdb_key_command=f"echo {KEY}")
    assert reader.outcomes(await reader.update())["The Quiet Ferry"] == "linked"


async def test_what_is_up_to_date_is_not_asked_about_again(reader: Reader, stand_in: StandIn, clocks: Clocks) -> None:
    reader.article(("Saltgate", "show"), ("Nora Vance", "person"), ("Nobody At All", "person"))
    await reader.update()
    asked = stand_in.asked
    clocks.pass_(hours=20)
    assert [event.stage for event in await reader.update()] == ["done"]
    assert stand_in.asked == asked
    clocks.pass_(hours=5)  # a show that runs is asked about once a day, with what it was told by
    assert reader.outcomes(await reader.update()) == {"Saltgate": "linked"}
    assert stand_in.asked == asked + 1
    assert stand_in.requests["tvmaze"][-1]["If-None-Match"]
    clocks.pass_(days=8)  # a miss after a week
    assert reader.outcomes(await reader.update())["Nobody At All"] == "missing"


async def test_a_record_that_is_gone_is_looked_for_anew(reader: Reader, stand_in: StandIn, clocks: Clocks) -> None:
    reader.article(("Saltgate", "show"), ("Nora Vance", "person"))
    await reader.update()
    clocks.pass_(days=2)
    stand_in.fault("/shows/1?", Reply(404))
    assert reader.outcomes(await reader.update())["Saltgate"] == "linked"
    assert stand_in.paths("tvmaze")[-3] == "/search/shows?q=Saltgate"


async def test_a_service_that_asks_to_wait_is_left_alone_after_a_restart_too(
    reader: Reader, stand_in: StandIn, clocks: Clocks
) -> None:
    reader.article(("Saltgate", "show"), ("Nora Vance", "person"), ("The Quiet Ferry", "film"))
    stand_in.fault("/search/", Reply(429, {"Retry-After": "1200"}))
    events = await reader.update()
    assert reader.outcomes(events) == {"The Quiet Ferry": "linked"}
    assert next(event.message for event in events if event.stage == "held").startswith("TVmaze asked us to wait until")
    assert len(stand_in.requests["tvmaze"]) == 1
    clocks.pass_(minutes=15)
    assert reader.outcomes(await reader.update()) == {}
    assert len(stand_in.requests["tvmaze"]) == 1
    clocks.pass_(minutes=10)
    assert reader.outcomes(await reader.update()) == {"Saltgate": "linked", "Nora Vance": "linked"}


@pytest.mark.parametrize(
    "fault",
    [
        Reply(500),
        Reply(200, body=b"<html>not JSON</html>"),
        Reply(200, body=b'{"unexpected": true}'),
        Reply(200, body=b'[{"show": {"id": 1', length=4_000),
        Reply(200, body=b"[" * 100_000),
        Reply(301, {"Location": "https://elsewhere.example/"}),
        Reply(200, body=b"{}", delay=60.0),
    ],
    ids=["500", "no JSON", "wrong shape", "cut", "deep", "moved", "slow"],
)
async def test_an_answer_that_is_no_use_costs_one_name_and_waits_longer_each_time(
    reader: Reader, stand_in: StandIn, clocks: Clocks, fault: Reply
) -> None:
    if fault.delay:
        reader.settings = replace(reader.settings, network=replace(reader.settings.network, total_timeout=4.0))
    reader.article(("Saltgate", "show"))
    reader.article(("Nora Vance", "person"), ("Teo Quill", "person"))
    stand_in.fault("/search/shows", fault, fault)
    outcomes = reader.outcomes(await reader.update())
    assert outcomes["Saltgate"] == "failed"
    assert outcomes["Nora Vance"] in ("linked", "open")
    [failed] = reader.catalogue().status().failed
    assert (failed.name, failed.tries) == ("Saltgate", 1)
    clocks.pass_(minutes=9)
    assert "Saltgate" not in reader.outcomes(await reader.update())
    clocks.pass_(minutes=2)
    assert reader.outcomes(await reader.update())["Saltgate"] == "failed"
    clocks.pass_(minutes=19)
    assert "Saltgate" not in reader.outcomes(await reader.update())
    clocks.pass_(minutes=2)
    assert reader.outcomes(await reader.update())["Saltgate"] == "open"


async def test_without_a_network_no_name_is_to_blame(reader: Reader, stand_in: StandIn) -> None:
    reader.article(("Saltgate", "show"), ("Nora Vance", "person"))
    reader.settings = settings_for(stand_in, mirrors="tvmaze=http://no-such-host.invalid")
    events = await reader.update()
    assert events[-1].message == "No network."
    assert reader.catalogue().status().failed == ()
    assert reader.catalogue().status().waiting == 2


async def test_followed_names_come_first_then_those_of_opened_articles(reader: Reader, stand_in: StandIn) -> None:
    old = reader.article(("The Lantern Hours", "show"))
    reader.article(("Saltgate", "show"))
    reader.article(("Teo Quill", "person"))
    reader.library.names.follow([reader.id("Teo Quill")])
    reader.library.mark_read([old])
    events = [event.name for event in await reader.update() if event.stage == "asking"]
    assert events == ["Teo Quill", "The Lantern Hours", "Saltgate"]


async def test_a_few_names_of_an_article_are_asked_about_and_none_it_is_not_sure_of(reader: Reader) -> None:
    reader.settings = settings_for(reader.stand_in, per_article=2)
    people: list[tuple[str, EntityType]] = [(f"Person Number {letter}", "person") for letter in "ABCDE"]
    reader.article(*people)
    reader.article(("Perhaps Somebody", "person"), score=0.5)
    reader.library.samples()
    assert reader.catalogue().status().waiting == 2


async def test_a_name_is_asked_about_when_its_reader_says_so(reader: Reader, stand_in: StandIn) -> None:
    reader.article(("Saltgate", "show"), ("Nora Vance", "person"), ("Teo Quill", "person"))
    await reader.update()
    asked = stand_in.asked
    assert reader.outcomes(await reader.update("Saltgate")) == {"Saltgate": "linked"}
    assert stand_in.asked == asked + 1  # nothing has changed: 304


async def test_forgotten_records_are_gone_and_asked_for_again(reader: Reader) -> None:
    reader.article(("Saltgate", "show"), ("Nora Vance", "person"))
    await reader.update()
    assert reader.catalogue().forget(reader.id("Saltgate")) == 2  # the other show of that title too
    assert reader.library.catalogue.records(reader.id("Saltgate")) == []
    assert reader.catalogue().status().waiting == 1
    assert reader.catalogue().forget() == 1
    assert reader.catalogue().status().records == {}


async def test_tmdbs_word_is_kept_for_six_months_at_most(reader: Reader, stand_in: StandIn, clocks: Clocks) -> None:
    reader.article(("The Quiet Ferry", "film"), ("Nora Vance", "person"))
    reader.settings = settings_for(stand_in, services="tmdb", tmdb_key=KEY)
    await reader.update()
    clocks.pass_(days=181)
    reader.settings = settings_for(stand_in, services="musicbrainz")
    await reader.update()
    assert reader.catalogue().status().records == {}


async def test_a_record_that_no_name_has_any_more_goes_after_a_while(reader: Reader, clocks: Clocks) -> None:
    article = reader.article(("The Lantern Hours", "show"), ("Teo Quill", "person"))
    await reader.update()
    assert reader.catalogue().status().records == {"tvmaze": 2}
    with reader.library.database.write() as conn:
        conn.execute("DELETE FROM mention WHERE article = ?", (article,))
        conn.execute("DELETE FROM entity WHERE name = 'Teo Quill'")
    clocks.pass_(days=80)
    await reader.update()
    assert reader.catalogue().status().records == {"tvmaze": 2}
    clocks.pass_(days=800)
    await reader.update()
    assert reader.catalogue().status().records == {"tvmaze": 1}


async def test_two_updates_at_a_time_are_one_too_many(reader: Reader) -> None:
    reader.article(("Saltgate", "show"))
    first = reader.catalogue().update()
    await anext(aiter(first))
    with pytest.raises(LibraryLocked, match="already"):
        await reader.update()
    await first.aclose()  # type: ignore[attr-defined]
    await reader.update()


async def test_a_name_that_is_merged_away_meanwhile_is_not_written_about(reader: Reader) -> None:
    reader.article(("Saltgate", "show"), ("Nora Vance", "person"), ("Nora Vanse", "person"))
    wrong, right = reader.id("Nora Vanse"), reader.id("Nora Vance")
    events = reader.catalogue().update([wrong])
    await anext(aiter(events))
    reader.library.names.merge(right, wrong)
    assert [event.stage async for event in events] == ["done"]
    with reader.library.database.reading() as conn:
        assert catalogue_lookups.names_asked_for(conn, [wrong])[0].lookups == {}


async def test_a_record_that_its_reader_chose_by_address_is_asked_for_and_stays(reader: Reader) -> None:
    reader.article(("Saltgate", "show"), ("Nora Vance", "person"))
    name = reader.id("Saltgate")
    await reader.update()
    assert reader.catalogue().link_to(name, "https://www.tvmaze.com/shows/91/saltgate-another") is None
    assert reader.outcomes(await reader.update("Saltgate"))["Saltgate"] != "linked"  # no such record
    kept = reader.catalogue().link_to(name, "tvmaze:3")
    if kept is None:
        assert reader.outcomes(await reader.update("Saltgate")) == {"Saltgate": "linked"}
    assert [one.record.key for one in reader.catalogue().records(name)] == ["3"]
    assert reader.outcomes(await reader.update("Saltgate")) == {"Saltgate": "linked"}
    assert [(one.record.key, one.why) for one in reader.catalogue().records(name)] == [("3", "chosen by you")]


async def test_what_is_refused_is_not_linked_when_it_is_asked_about_again(reader: Reader) -> None:
    reader.article(("Saltgate", "show"), ("Nora Vance", "person"))
    await reader.update()
    reader.catalogue().unlink(reader.id("Saltgate"))
    assert reader.outcomes(await reader.update("Saltgate"))["Saltgate"] in ("open", "missing")
    assert reader.catalogue().records(reader.id("Saltgate")) == []
    reader.library.undo()
    assert len(reader.catalogue().records(reader.id("Saltgate"))) == 1
