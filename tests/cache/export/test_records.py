"""What a catalogue says, in words: facts, lists, the few words beside a name; and that foreign text stays text."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pullquote.cache.core.catalogue import Credit, Episode, KeptRecord, Record, Season, Told, Work
from pullquote.cache.core.times.words import date_words
from pullquote.cache.export.records import (
    address,
    all_facts,
    at_length,
    beside,
    briefly,
    credit_words,
    facts,
    first_places,
    lists,
    years,
)

TODAY = date(2026, 3, 7)
NEXT = Episode(season=2, number=3, name="Salt", date="2026-03-11")
PAGE = "https://catalogue.example/shows/7"


def show(**fields: object) -> Record:
    return Record(**{"provider": "tvmaze", "kind": "show", "key": "7", "name": "Copper Lane", "url": PAGE} | fields)  # type: ignore[arg-type]


def told(**fields: object) -> Told:
    return Told(**{"provider": "tvmaze", "kind": "show", "key": "7", "name": "Copper Lane"} | fields)  # type: ignore[arg-type]


def kept(record: Record, number: int = 1) -> KeptRecord:
    return KeptRecord(id=number, record=record, fetched=datetime(2026, 3, 3, tzinfo=UTC))


def lines(record: Record) -> dict[str, tuple[str, ...]]:
    return {fact.label: fact.lines for fact in facts(record, TODAY)}


def test_a_date_is_written_as_far_as_it_is_known() -> None:
    assert [date_words(day) for day in ("2026-03-05", "2026-03", "2026", "2026-spring", "soon", "2026-99-99")] == [
        "5 Mar 2026", "Mar 2026", "2026", "spring 2026", "soon", "2026-99-99",
    ]  # fmt: skip
    assert date_words("2026-03-05", year=False) == "5 Mar"
    assert date_words("2026-²-³") == "2026-²-³"


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (told(begun="2016-09-30", ended="2018-06-22", state="ended"), "2016–2018"),
        (told(begun="2024-02-14", state="running"), "2024–"),
        (told(begun="2024-02-14", ended="2024-04-03"), "2024"),
        (told(begun="2024-02-14", state="ended"), "2024"),
        (told(kind="film", begun="2024"), "2024"),
        (told(), ""),
    ],
)
def test_years_of_a_run(record: Told, words: str) -> None:
    assert years(record) == words


def test_a_few_words_tell_network_years_what_is_next_and_seasons() -> None:
    record = told(channel="Northlight", begun="2024-02-14", state="running", seasons=(Season(number=1),), next=NEXT)
    assert briefly(record, TODAY) == ["Northlight", "2024–", "next S2E3, 11 Mar", "1 season"]
    assert briefly(record, date(2026, 3, 12)) == ["Northlight", "2024–", "1 season"]  # it has been on
    assert briefly(record, date(2025, 12, 1))[2] == "next S2E3, 11 Mar 2026"
    assert at_length(record, TODAY) == ["Northlight", "since 14 Feb 2024", "1 season", "next: 11 Mar 2026, S2E3"]
    assert briefly(told(kind="person", begun="1984"), TODAY) == at_length(told(kind="person"), TODAY) == []
    assert briefly(told(), TODAY) == []


def test_the_facts_of_a_show() -> None:
    record = show(
        channel="Northlight", country="US", begun="2024-02-14", state="running", language="English",
        genres=("Drama", "Mystery"), aka=("Kupfergasse", "copper lane"), next=NEXT,
        seasons=(
            Season(number=1, episodes=8, premiered="2024-02-14", ended="2024-04-03"),
            Season(number=2, episodes=1, premiered="2026-02-25"),
        ),
    )  # fmt: skip
    assert lines(record) == {
        "Network": ("Northlight (US)",),
        "On air": ("since 14 Feb 2024",),
        "Seasons": ("1: 8 episodes, 14 Feb – 3 Apr 2024", "2: 1 episode, from 25 Feb 2026"),
        "Next": ("11 Mar 2026, season 2, episode 3, “Salt”",),
        "Genres": ("Drama, Mystery, in English",),
        "Also": ("Kupfergasse",),
    }
    later = {fact.label for fact in facts(record, date(2026, 3, 12))}
    assert "Latest" in later
    assert "Next" not in later


def test_of_many_seasons_the_last_are_told() -> None:
    seasons = tuple(Season(number=n, episodes=20, premiered=f"{2000 + n}-09-01") for n in range(1, 35))
    assert lines(show(seasons=seasons))["Seasons"] == (
        "34", "32: 20 episodes, from 1 Sep 2032", "33: 20 episodes, from 1 Sep 2033",
        "34: 20 episodes, from 1 Sep 2034",
    )  # fmt: skip
    assert lines(show(seasons=tuple(Season(number=n) for n in range(1, 5))))["Seasons"] == ("4",)


def test_the_facts_of_others() -> None:
    person = show(kind="person", begun="1984-11-02", country="Portugal", ended="2020")
    assert lines(person) == {"Born": ("2 Nov 1984",), "Died": ("2020",), "Country": ("Portugal",)}
    group = show(kind="group", begun="2009", ended="2019-05", channel="Cold Sun")
    assert lines(group) == {"Label": ("Cold Sun",), "Active": ("2009 to May 2019",)}
    assert lines(show(kind="album", begun="2026-05-15")) == {"Released": ("15 May 2026",)}
    assert lines(show(kind="film", channel="Tin Roof", state="coming")) == {
        "Studio": ("Tin Roof",), "Released": ("to come",),
    }  # fmt: skip
    assert lines(show(begun="2027-01-01", state="coming")) == {"On air": ("from 1 Jan 2027",)}
    assert lines(show(begun="2016", ended="2018", state="ended")) == {"On air": ("2016 to 2018",)}
    assert lines(show(language="Danish")) == {"Language": ("Danish",)}
    assert lines(show()) == {}


def test_a_second_service_says_only_what_is_new() -> None:
    first = show(channel="Northlight", begun="2024")
    second = show(provider="wikidata", channel="Northlight", begun="2023")
    (_, own), (_, others) = all_facts([kept(first), kept(second, 2)], TODAY)
    assert [fact.label for fact in own] == ["Network", "On air"]
    assert [(fact.label, fact.lines) for fact in others] == [("On air", ("since 2023",))]


def test_who_has_several_parts_is_listed_once_and_one_service_adds_to_another() -> None:
    people = (
        Credit(name="Ines Holloway", role="actor", character="Mara Quill"),
        Credit(name="Ines Holloway", role="actor", character="Old Mara"),
        Credit(name="Dara Finch", role="creator"),
        Credit(name="Dara Finch", role="writer"),
        Credit(name="Tam Ode", role="voice", character="the Radio"),
    )
    other = show(
        provider="wikidata", credits=(Credit(name="ines holloway", role="actor"), Credit(name="B", role="actor"))
    )
    found = lists([kept(show(credits=people)), kept(other, 2)])
    assert [(listed.heading, listed.record.source, [beside(row) for row in listed.rows]) for listed in found] == [
        ("Made by", "TVmaze", ["Dara Finch, creator, writer"]),
        ("Cast", "TVmaze", ["Ines Holloway as Mara Quill, Old Mara", "Tam Ode, voice of the Radio"]),
        ("Cast", "Wikidata", ["B"]),
    ]


def test_works_are_listed_by_year_the_newest_first() -> None:
    works = (
        Work(title="Groundwork", kind="album", year=2012),
        Work(title="No Year", kind="show", role="director"),
        Work(title="Slow Water", kind="album", year=2018),
        Work(title="A Film", kind="film", year=2020, role="actor", character="Ned"),
    )
    found = lists([kept(show(kind="group", works=works))])
    assert [(listed.heading, [beside(row) for row in listed.rows]) for listed in found] == [
        ("Albums", ["Slow Water", "Groundwork"]),
        ("Works", ["A Film as Ned", "No Year, director"]),
    ]


def test_the_first_places_of_a_long_list_are_those_known_here_in_their_order() -> None:
    rows = [Credit(name=f"{n}", role="actor") for n in range(300)]
    picked = first_places(rows, lambda row: isinstance(row, Credit) and row.name in ("250", "7"), 4)
    assert picked == [0, 1, 7, 250]


def test_the_source_is_credited_and_a_false_address_is_none() -> None:
    assert credit_words(kept(show())) == "Data by TVmaze, CC BY-SA 4.0, as of 3 Mar 2026"
    assert address(show()) == PAGE
    assert address(show(url="javascript:alert(1)")) == ""
