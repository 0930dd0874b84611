"""A record is linked where its name and something beside it agree, and otherwise it stays open."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pullquote.cache.catalogue.agreement import Agreed, Wanted, agree
from pullquote.cache.core.catalogue import Credit, Record, RecordKind, Work
from pullquote.cache.core.names import name_key


def record(name: str, key: str = "1", kind: RecordKind = "show", **facts) -> Record:
    cast = [Credit(name=actor, role="actor", character=who) for actor, who in facts.pop("cast", {}).items()]
    cast += [Credit(name=maker, role=role) for maker, role in facts.pop("crew", {}).items()]
    return Record(
        provider="tvmaze", kind=kind, key=key, name=name, url="https://tv.example/1", credits=tuple(cast), **facts
    )


def person(name: str, *works: str, key: str = "1", **facts) -> Record:
    made = tuple(Work(title=title, kind="show") for title in works)
    return record(name, key, "person", works=made, **facts)


COPPER = record("Copper Hill", begun="2014-03-02", channel="Norra", cast={"Ada Quill": "Wren Holt"})
REMAKE = record("Copper Hill", "2", begun="2026-01-09", channel="Mara+", cast={"Tove Lind": "Wren Holt"})


def show(name: str = "Copper Hill", **facts) -> Wanted:
    return Wanted(name=name, type="show", **facts)


@pytest.mark.parametrize(
    ("wanted", "candidates", "index"),
    [
        # Somebody of the cast or the crew, the network, a year.
        (show(beside=("Ada Quill",)), [COPPER], 0),
        (show(beside=("ADA QUILL",)), [COPPER], 0),
        (show(beside=("Ada Quill",)), [record("Copper Hill", crew={"Ada Quill": "creator"})], 0),
        (show(channels=("Norra",)), [COPPER], 0),
        (show(years=(2014,)), [COPPER], 0),
        (show(beside=("Bo Marsh",), channels=("Zeta",)), [COPPER], None),
        (show(), [COPPER], None),
        # A channel of the network that is named, and a network whose channel is.
        (show(channels=("Mara",)), [record("Copper Hill", channel="Mara Two")], 0),
        (show(channels=("Mara Two",)), [record("Copper Hill", channel="Mara")], 0),
        (show(channels=("Marathon",)), [record("Copper Hill", channel="Mara")], None),
        # The title is exact, but for a leading article, accents and signs; another one is not it.
        (show("The Copper Hill", beside=("Ada Quill",)), [COPPER], 0),
        (show("Cópper Hill", beside=("Ada Quill",)), [COPPER], 0),
        (show("Copper Hills", beside=("Ada Quill",)), [COPPER], None),
        (show("Coper Hill", beside=("Ada Quill",)), [COPPER], None),
        (show("Copper", beside=("Ada Quill",)), [COPPER], None),
        # What a service writes behind a title to tell it apart is no part of it.
        (show(beside=("Ada Quill",)), [replace(COPPER, name="Copper Hill (2014)")], 0),
        (show(beside=("Ada Quill",)), [replace(COPPER, name="Copper Hill (UK)")], 0),
        (show(beside=("Ada Quill",)), [replace(COPPER, name="Copper Hill (Reunion)")], None),
        # Another name of the record; another whole name of the library, but no short one.
        (show("Kopparberget", beside=("Ada Quill",)), [replace(COPPER, aka=("Kopparberget",))], 0),
        (show("The Hill Show", aka=("Copper Hill",), beside=("Ada Quill",)), [COPPER], 0),
        (show("Copper Hill", aka=("Hill",), beside=("Ada Quill",)), [record("Hill", cast={"Ada Quill": "Bo"})], None),
        # Remakes of one title: who is named tells; what fits both does not.
        (show(beside=("Tove Lind",)), [COPPER, REMAKE], 1),
        (show(beside=("Ada Quill",)), [REMAKE, COPPER], 1),
        (show(beside=("Ada Quill", "Tove Lind")), [COPPER, REMAKE], None),
        (show(channels=("Norra", "Mara+")), [COPPER, REMAKE], None),
        (show(beside=("Tove Lind",), channels=("Norra",)), [COPPER, REMAKE], None),
        (show(channels=("Mara+",), beside=("Tove Lind",)), [replace(COPPER, channel="Mara+"), REMAKE], 1),
        (show(channels=("Mara+",)), [replace(COPPER, channel="Mara+"), REMAKE], None),
        (show(), [COPPER, REMAKE], None),
        # A year before it began, or after it ended, is that of another.
        (show(beside=("Ada Quill",), years=(1978,)), [COPPER], None),
        (show(beside=("Ada Quill",), years=(2019,)), [COPPER], 0),
        (show(beside=("Ada Quill",), years=(2026,)), [replace(COPPER, ended="2018-05-01")], None),
        # The work itself is no company to itself.
        (show("Ada Quill", beside=("Ada Quill",)), [record("Ada Quill", cast={"Ada Quill": "herself"})], None),
    ],
)
def test_which_record_is_the_show(wanted, candidates, index):
    assert agree(wanted, candidates).index == index


def test_what_agrees_is_said_and_what_is_only_called_so_is_open():
    assert agree(show(beside=("Ada Quill",), channels=("Norra",)), [COPPER]) == Agreed(
        index=0, why="name, a person and network", named=(0,)
    )
    assert agree(show(), [REMAKE, COPPER]) == Agreed(open=True, named=(0, 1))
    assert agree(show("Saltgate"), [COPPER]) == Agreed()


@pytest.mark.parametrize(
    ("wanted", "candidates", "index"),
    [
        # A film made anew: its own cast, or its year; the maker of the first is named in talk of the second.
        (Wanted(name="Ebb", type="film", years=(2026,)), [record("Ebb", kind="film", begun="2026")], 0),
        (
            Wanted(name="Ebb", type="film", years=(2026,), beside=("Ola Berg",)),
            [record("Ebb", kind="film", begun="1974", crew={"Ola Berg": "director"})],
            None,
        ),
        # A show that is taken for a film: two signs, and who makes both is none.
        (Wanted(name="Ebb", type="film", beside=("Ada Quill",)), [record("Ebb", cast={"Ada Quill": "Bo"})], None),
        (
            Wanted(name="Ebb", type="film", beside=("Ada Quill", "Bo Marsh")),
            [record("Ebb", cast={"Ada Quill": "Bo", "Bo Marsh": "Ed"})],
            0,
        ),
        (
            Wanted(name="Ebb", type="film", beside=("Ada Quill", "Bo Marsh")),
            [record("Ebb", crew={"Ada Quill": "producer", "Bo Marsh": "producer"})],
            None,
        ),
        # The novel is not the film that was made of it.
        (
            Wanted(name="Ebb", type="book", beside=("Ada Quill", "Bo Marsh"), years=(2026,)),
            [record("Ebb", kind="film", begun="2026", cast={"Ada Quill": "Bo", "Bo Marsh": "Ed"})],
            None,
        ),
        (Wanted(name="Ebb", type="character", beside=("Ada Quill",)), [record("Ebb", cast={"Ada Quill": ""})], None),
    ],
)
def test_which_record_is_the_film(wanted, candidates, index):
    assert agree(wanted, candidates).index == index


@pytest.mark.parametrize(
    ("wanted", "candidates", "index"),
    [
        (("Ada Quill", "Copper Hill"), [person("Ada Quill", "Copper Hill")], 0),
        (("Ada Quill", "Saltgate"), [person("Ada Quill", "Copper Hill")], None),
        # People who share a name are told apart by their works.
        (
            ("Ada Quill", "Saltgate"),
            [person("Ada Quill", "Copper Hill"), person("Ada Quill", "Saltgate", key="2")],
            1,
        ),
        (
            ("Ada Quill", "Saltgate"),
            [person("Ada Quill", "Saltgate"), person("Ada Quill", "Saltgate", key="2")],
            None,
        ),
        # Misspelt, with a work; not without, and not where somebody is called just so.
        (("Ada Quil", "Copper Hill"), [person("Ada Quill", "Copper Hill")], 0),
        (("Ada Quil", "Saltgate"), [person("Ada Quill", "Copper Hill")], None),
        (("Ada Quil", "Copper Hill"), [person("Ada Quil", key="2"), person("Ada Quill", "Copper Hill")], None),
        (("Ada Marsh", "Copper Hill"), [person("Ada Quill", "Copper Hill")], None),
        (("Ida Quill", "Copper Hill"), [person("Ada Quill", "Copper Hill")], None),
        # A stage name.
        (("Wrenna", "Copper Hill"), [person("Ada Quill", "Copper Hill", aka=("Wrenna",))], 0),
    ],
)
def test_which_record_is_the_person(wanted, candidates, index):
    name, work = wanted
    assert agree(Wanted(name=name, type="person", beside=(work,)), candidates).index == index


def test_groups_and_albums_agree_by_works_members_artists_and_years():
    group = record("Low Tide", kind="group", works=(Work(title="Ember Year", kind="album"),), begun="1998")
    album = record("Ember Year", kind="album", crew={"Low Tide": "artist"}, begun="2003-10")
    assert agree(Wanted(name="Low Tide", type="group", beside=("Ember Year",)), [group]).why == "name, a work"
    assert agree(Wanted(name="Ember Year", type="album", beside=("Low Tide",)), [album]).why == "name, a person"
    assert agree(Wanted(name="Ember Year", type="album", years=(2003,)), [album]).why == "name, year"
    assert agree(Wanted(name="Ember Year", type="album", years=(2019,), beside=("Low Tide",)), [album]).index is None
    assert agree(Wanted(name="Low Tide", type="person", beside=("Ember Year",)), [group]).index is None
    members = replace(group, credits=(Credit(name="Bo Marsh", role="member"),))
    assert agree(Wanted(name="Low Tide", type="person", beside=("Ember Year", "Bo Marsh")), [members]).index == 0


def test_a_service_that_answers_one_record_twice_has_said_it_once():
    assert agree(show(beside=("Ada Quill",)), [COPPER, COPPER]).index == 0


ANY_MACHINE = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
_WORDS = st.sampled_from(["Ada Quill", "Tove Lind", "Bo Marsh", "Copper Hill", "Saltgate", "Copper", "The Copper Hill"])
_NAMES = st.lists(_WORDS, max_size=4).map(tuple)
_CHANNELS = st.sampled_from(["Norra", "Mara", "Mara Two", None])
_RECORDS = st.builds(
    record,
    name=_WORDS,
    key=st.sampled_from("1234"),
    kind=st.sampled_from(["show", "film", "person"]),
    cast=st.dictionaries(_WORDS, st.just("Wren"), max_size=3),
    aka=_NAMES,
    channel=_CHANNELS,
    begun=st.sampled_from([None, "1974", "2014-03-02", "2026"]),
    works=st.lists(st.builds(Work, title=_WORDS, kind=st.just("show")), max_size=2).map(tuple),
)
_WANTED = st.builds(
    Wanted,
    name=_WORDS,
    type=st.sampled_from(["show", "film", "person", "book", "character"]),
    aka=_NAMES,
    beside=_NAMES,
    channels=st.lists(_CHANNELS.filter(bool), max_size=2).map(tuple),
    years=st.lists(st.sampled_from([1974, 2014, 2026]), max_size=2).map(tuple),
)


@ANY_MACHINE
@given(_WANTED, st.lists(_RECORDS, max_size=5, unique_by=lambda one: (one.kind, one.key)))
def test_the_order_of_the_answers_decides_nothing(wanted, candidates):
    forward, backward = agree(wanted, candidates), agree(wanted, candidates[::-1])
    assert (forward.index is None) == (backward.index is None)
    if forward.index is not None and backward.index is not None:
        assert candidates[forward.index] == candidates[::-1][backward.index]
    assert forward.open == backward.open


@ANY_MACHINE
@given(_WANTED, st.lists(_RECORDS, max_size=5))
def test_what_is_linked_has_the_name_and_more_and_nothing_beside_links_nothing(wanted, candidates):
    agreed = agree(wanted, candidates)
    assert not (agreed.open and agreed.index is not None)
    if agreed.index is not None:
        chosen = candidates[agreed.index]
        names = {name_key(name) for name in (chosen.name, *chosen.aka)}
        assert names & {name_key(name) for name in (wanted.name, *wanted.aka)}
        assert agreed.why
        assert agreed.index in agreed.named
    alone = Wanted(name=wanted.name, type=wanted.type, aka=wanted.aka)
    assert agree(alone, candidates).index is None


@ANY_MACHINE
@given(_WANTED, st.lists(_RECORDS, max_size=4), _RECORDS)
def test_a_record_of_another_name_changes_no_decision(wanted, candidates, other):
    stranger = replace(other, name="Somebody Else Entirely", aka=())
    assert agree(wanted, [*candidates, stranger]) == agree(wanted, candidates)
