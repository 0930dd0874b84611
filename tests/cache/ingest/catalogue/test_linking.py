"""Names linked to what a catalogue said of them: corrected by it, freed of it, chosen, and better understood after."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from pullquote.cache.annotate import KnownEntities
from pullquote.cache.catalogue.agreement import Wanted
from pullquote.cache.catalogue.spelling import is_misspelt
from pullquote.cache.core.article import Article, Entity
from pullquote.cache.core.catalogue import Credit, Record
from pullquote.cache.core.errors import NotFound, UsageError
from pullquote.cache.core.results import EntityRow
from pullquote.cache.ingest.catalogue import linking
from pullquote.cache.library import Library
from pullquote.cache.store.catalogue import records as catalogue
from pullquote.cache.store.catalogue import verdicts
from pullquote.cache.store.names import lists as name_lists
from pullquote.cache.store.names import queries as name_queries
from pullquote.cache.store.upkeep import backup
from pullquote.cache.workers.analyze import analyze
from pullquote.cache.workers.protocol import Analyze

from ....waiting import WAIT

NOW = datetime(2026, 3, 1, tzinfo=UTC)
STORY = """Copper Hill Showrunner Says Season 2 Will Be A Family Story

Everyone who finished season 1 of the Norra Television show Copper Hill has a long wait ahead. There are several \
shows in the works beside it, and a combined Valley Watch series is to film right after Copper Hill season 2.

Season 1 introduced the title character (Ada Quill) as a smith who left the coast, and her captor Grimsby (David \
Thorn). Norra Television has shown its first such series, Tidewater, and there are more to come with the Norra \
Television characters Wren Holt and Iron Tide.

“It is a very personal one,” showrunner Melissa Rosen told the Harbour Gazette.

Both Quill and Wren Holt actor Tobias Coulder hope that the two will meet again. The friendship with Trish \
Wexford (Rachael Lind) was praised.

Tidewater seasons 1 and 2 and Copper Hill season 1 are on Norra Television now. Wren Holt season 1 will arrive \
on September 30th, 2026. Release dates for Valley Watch and Iron Tide on Norra Television have not been \
announced.
"""


def cast(**played: str) -> tuple[Credit, ...]:
    return tuple(
        Credit(name=actor.replace("_", " "), role="actor", character=character) for actor, character in played.items()
    )


HOLT = Record(
    provider="tvmaze",
    kind="show",
    key="9",
    name="Wren Holt",
    url="https://tv.example/9",
    begun="2026-09-30",
    channel="Norra",
    credits=cast(Tobias_Colder="Wren Holt", Mina_Fall="Misty Sand"),
)
VALLEY = Record(
    provider="tvmaze",
    kind="show",
    key="10",
    name="Valley Watch",
    url="https://tv.example/10",
    begun="2027-08-18",
    channel="Norra",
    credits=cast(Ada_Quill="Jess Copper", Tobias_Colder="Wren Holt"),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def read(library: Library) -> Callable[[str], int]:
    """Understand a text with what the library knows, as a worker does, and keep it."""

    def keep(text: str) -> int:
        with library.database.reading() as conn:
            known = KnownEntities(name_lists.known(conn).names)
        request = Analyze(data=text.encode(), content_type="text/plain", fetched=NOW)
        return library.keep(analyze(request, known), when=NOW)

    return keep


def named(library: Library, name: str, kind: str = "") -> EntityRow:
    """Return what the library has under exactly this name; an error where there is none."""
    return next(row for row in library.names.listed(()) if row.name == name and kind in ("", row.type))


def answer(library: Library, name: str, *records: Record, kind: str = "show") -> str:
    """Let a service have answered these records for a name; return what came of it."""
    with library.database.write() as conn:
        number = named(library, name, kind).id
        asked = linking.wanted(conn, number)
        assert asked is not None

        def keep(record: Record) -> int:
            return catalogue.keep(conn, record, fetched=NOW, expires=NOW + timedelta(days=1))

        return linking.settle(conn, number, asked, records, keep)[0]


def in_article(library: Library, number: int) -> set[tuple[str, str]]:
    return {(entity.name, entity.type) for entity in library.article(number).entities}


def test_a_misspelt_actor_becomes_the_one_of_the_cast(library, read):
    story = read(STORY)
    assert ("Tobias Coulder", "person") in in_article(library, story)
    assert answer(library, "Wren Holt", HOLT) == "linked"
    article = library.article(story)
    actor = next(entity for entity in article.entities if entity.name == "Tobias Colder")
    assert (actor.type, actor.aka) == ("person", ("Tobias Coulder",))
    assert "Tobias Coulder" in article.text  # the outlet's words stay
    assert ("Tobias Coulder", "person") not in in_article(library, story)
    [kept] = library.catalogue.crediting(library.names.get(actor.id))
    assert (kept.record.name, kept.record.source) == ("Wren Holt", "TVmaze")
    assert [credit.character for credit in kept.record.credits] == ["Wren Holt"]
    [kept] = library.catalogue.crediting(named(library, "Wren Holt", "character"))
    assert [credit.name for credit in kept.record.credits] == ["Tobias Colder"]
    assert library.names.find("Tobias Coulder").name == "Tobias Colder"


def test_the_second_show_gets_network_and_year(library, read):
    read(STORY)
    assert answer(library, "Valley Watch", VALLEY) == "linked"
    [kept] = library.catalogue.records(named(library, "Valley Watch").id)
    assert (kept.record.channel, kept.record.year, kept.why) == ("Norra", 2027, "name, a person and network")


def test_the_next_article_settles_on_the_right_spelling_offline(library, read):
    read(STORY)
    answer(library, "Wren Holt", HOLT)
    later = read("Harbour News\n\nActor Tobias Coulder said on Monday that he would like to sing. “I sing,” he said.")
    assert ("Tobias Colder", "person") in in_article(library, later)
    assert named(library, "Tobias Colder").articles == 2


def test_a_misspelling_that_comes_later_is_corrected_as_it_comes(library, read):
    read(STORY.replace("Tobias Coulder", "Tobias Colder"))
    assert answer(library, "Wren Holt", HOLT) == "linked"
    later = read(STORY.replace("Tobias Coulder", "Tobias Coldar").replace("Family", "Sad"))
    assert ("Tobias Colder", "person") in in_article(library, later)
    assert named(library, "Tobias Colder").aka == ("Tobias Coldar",)


def test_two_people_that_one_article_tells_apart_stay_two(library):
    entities = [
        Entity(name="Wren Holt", type="show", mentions=2),
        Entity(name="Wren Holt", type="character", mentions=1),
        Entity(name="Tobias Coulder", type="person", mentions=1),
        Entity(name="Tobias Colder", type="person", mentions=1),
        Entity(name="Norra", type="organization", mentions=1),
    ]
    story = library.keep(Article(title="Two men", entities=tuple(entities), url="https://gazette.example/1"))
    library.keep(Article(title="One man", entities=tuple(entities[:3]), url="https://gazette.example/2"))
    with library.database.write() as conn:
        number = catalogue.keep(conn, HOLT, fetched=NOW, expires=NOW)
        linking.choose(conn, named(library, "Wren Holt", "show").id, number)
    assert {("Tobias Coulder", "person"), ("Tobias Colder", "person")} <= in_article(library, story)


def test_what_the_user_corrected_stays(library, read):
    story = read(STORY)
    library.names.fix_type(named(library, "Tobias Coulder").id, "character")
    library.names.fix_type(named(library, "Tobias Coulder").id, "person")
    assert answer(library, "Wren Holt", HOLT) == "linked"
    assert ("Tobias Coulder", "person") in in_article(library, story)


def test_unlinking_takes_the_correction_back_and_is_one_step(library, read):
    story = read(STORY)
    before = in_article(library, story)
    answer(library, "Wren Holt", HOLT)
    show = named(library, "Wren Holt", "show").id
    after = in_article(library, story)
    assert [kept.record.key for kept in library.catalogue.unlink(show)] == ["9"]
    assert in_article(library, story) == before != after
    assert library.catalogue.records(show) == []
    assert answer(library, "Wren Holt", HOLT) == "missing"  # never again
    assert library.undo() == "TVmaze tells of Wren Holt again."
    assert in_article(library, story) == after
    assert [kept.why for kept in library.catalogue.records(show)] == ["name, network and year"]
    assert library.undo() is None or "Wren" not in str(library.undo())


def test_a_corrected_name_is_freed_of_it_and_not_corrected_again(library, read):
    story = read(STORY)
    answer(library, "Wren Holt", HOLT)
    actor = named(library, "Tobias Colder").id
    assert library.catalogue.can_unlink(actor)
    library.catalogue.unlink(actor)
    assert ("Tobias Coulder", "person") in in_article(library, story)
    assert library.catalogue.records(named(library, "Wren Holt", "show").id)  # the show's own link stays
    read(STORY.replace("Family", "Sad"))
    assert ("Tobias Coulder", "person") in in_article(library, story)
    library.undo()
    library.undo()
    assert ("Tobias Colder", "person") in in_article(library, story)


def test_a_name_without_a_record_says_so(library, read):
    read(STORY)
    with pytest.raises(NotFound, match="No record tells of Wren Holt"):
        library.catalogue.unlink(named(library, "Wren Holt", "show").id)


def test_shows_of_one_title_stay_open_until_one_is_chosen(library, read):
    read(STORY)
    other = Record(provider="tvmaze", kind="show", key="11", name="Wren Holt", url="https://tv.example/11",
                   channel="Norra", begun="1988")  # fmt: skip
    twin = Record(provider="tvmaze", kind="show", key="9", name="Wren Holt", url="https://tv.example/9",
                  channel="Norra", credits=HOLT.credits)  # fmt: skip
    assert answer(library, "Wren Holt", other, twin) == "open"
    show = named(library, "Wren Holt", "show").id
    offered = library.catalogue.candidates(show)
    assert [one.record.key for one in offered] == ["11", "9"]
    library.catalogue.link(show, offered[1].id)
    assert [(kept.record.key, kept.why) for kept in library.catalogue.records(show)] == [("9", "chosen by you")]
    assert named(library, "Tobias Colder").articles == 1
    assert answer(library, "Wren Holt", other, HOLT) == "linked"  # the choice outlasts a new answer
    assert [kept.record.key for kept in library.catalogue.records(show)] == ["9"]
    assert library.undo() == "It is open again which record tells of Wren Holt."
    assert library.catalogue.records(show) == []
    assert [row.name for row in library.names.listed(()) if row.name.startswith("Tobias")] == ["Tobias Coulder"]


def test_what_was_open_is_linked_when_a_later_article_tells(library, read):
    read("A Word on Wren Holt\n\nThe series Wren Holt returns for season 3. Wren Holt is a series about boats.")
    assert answer(library, "Wren Holt", HOLT) == "open"
    read("More on Wren Holt\n\nActor Mina Fall left the series Wren Holt in season 3, its makers said on Monday.")
    assert [kept.record.key for kept in library.catalogue.records(named(library, "Wren Holt").id)] == ["9"]


def test_somebody_who_is_a_character_of_the_cast_is_no_person(library, read):
    story = read(
        "The Week\n\nThe series Copper Hill returned. In it Jess Marlow said no to David Hart, and left the town. "
        "Ada Quill was in every scene of Copper Hill season 2, and Norra will go on with it."
    )
    with library.database.reading():
        people = {name for name, kind in in_article(library, story) if kind == "person"}
    copper = Record(provider="tvmaze", kind="show", key="1", name="Copper Hill", url="https://tv.example/1",
                    channel="Norra", credits=cast(Ada_Quill="Jess Marlow", Bo_Marsh="David Hart"))  # fmt: skip
    assert answer(library, "Copper Hill", copper) == "linked"
    after = in_article(library, story)
    for character in {"Jess Marlow", "David Hart"} & people:
        assert (character, "character") in after
    assert ("Ada Quill", "person") in after
    assert {"Jess Marlow", "David Hart"} & people


def test_what_the_user_said_outlasts_the_record_and_the_library(library, read, tmp_path):
    read(STORY)
    answer(library, "Wren Holt", HOLT)
    library.catalogue.unlink(named(library, "Wren Holt", "show").id)
    with library.database.write() as conn:
        conn.execute("DELETE FROM record")
    assert answer(library, "Wren Holt", HOLT) == "missing"


def test_a_record_is_chosen_by_its_address_kept_or_not(library, read):
    read(STORY)
    answer(library, "Wren Holt", HOLT)
    show = named(library, "Wren Holt", "show").id
    assert library.catalogue.link_to(show, "https://www.tvmaze.com/shows/77/wren-holt") is None
    assert library.catalogue.records(show) == []
    with library.database.reading() as conn:
        assert verdicts.chosen(conn, show, "tvmaze") == ("tvmaze", "show", "77")
    assert answer(library, "Wren Holt", HOLT) == "missing"
    assert answer(library, "Wren Holt", replace(HOLT, key="77", channel="Mara")) == "linked"
    kept = library.catalogue.link_to(show, "tvmaze:9")
    assert kept is not None
    assert [one.record.key for one in library.catalogue.records(show)] == ["9"]
    library.undo()
    assert [one.record.key for one in library.catalogue.records(show)] == ["77"]
    with pytest.raises(UsageError, match="is no record of a catalogue"):
        library.catalogue.link_to(show, "Copper Hill")


def test_what_the_user_said_comes_back_with_copies_and_journal(library, read, tmp_path):
    read(STORY)
    answer(library, "Wren Holt", HOLT)
    # Following begins a copy, so that the rest is in the journal.
    library.names.follow([named(library, "Copper Hill", "show").id])
    assert library.database.copy_on(WAIT)
    library.catalogue.unlink(named(library, "Wren Holt", "show").id)
    gathered = tmp_path / "state.db"
    assert backup.gather(library.path, gathered, None).whole
    with Library.open(tmp_path / "again") as again:
        with again.database.write() as conn:
            backup.restore(conn, gathered)
        asked = Wanted(name="Wren Holt", type="show", channels=("Norra",))
        with again.database.write() as conn:
            name = name_queries.find_one(conn, "Wren Holt").id

            def keep(record: Record) -> int:
                return catalogue.keep(conn, record, fetched=NOW, expires=NOW)

            assert linking.settle(conn, name, asked, [HOLT], keep) == ("missing", "")
            assert linking.settle(conn, name, asked, [replace(HOLT, key="12")], keep)[0] == "linked"


def test_a_show_that_was_taken_for_a_film_is_a_show(library):
    entities_ = [Entity(name="Wren Holt", type="film", mentions=2), Entity(name="Mina Fall", type="person", mentions=1)]
    entities_ += [Entity(name="Tobias Colder", type="person", mentions=1)]
    story = library.keep(Article(title="A film?", entities=tuple(entities_), url="https://gazette.example/3"))
    assert answer(library, "Wren Holt", HOLT, kind="film") == "linked"
    assert ("Wren Holt", "show") in in_article(library, story)
    library.catalogue.unlink(named(library, "Wren Holt").id)
    assert ("Wren Holt", "film") in in_article(library, story)
    library.undo()
    later = library.keep(Article(title="Again", entities=tuple(entities_[:1]), url="https://gazette.example/4"))
    assert ("Wren Holt", "show") in in_article(library, later)


def test_the_film_beside_the_show_stays_a_film(library):
    people = tuple(Entity(name=name, type="person", mentions=1) for name in ("Mina Fall", "Tobias Colder"))
    works = (Entity(name="Wren Holt", type="film", mentions=1), Entity(name="Wren Holt", type="show", mentions=1))
    library.keep(Article(title="Both", entities=works + people, url="https://gazette.example/5"))
    assert answer(library, "Wren Holt", HOLT, kind="film") == "missing"
    assert answer(library, "Wren Holt", HOLT, kind="show") == "linked"


def test_other_names_of_a_record_lead_to_the_name_until_it_is_unlinked(library, read):
    read(STORY)
    answer(library, "Wren Holt", replace(HOLT, aka=("Marvellous Wren Holt", "Holt")))
    show = named(library, "Wren Holt", "show")
    assert "Marvellous Wren Holt" in show.aka
    assert "Holt" not in show.aka  # too little to tell whose it is
    again = Entity(name="Marvellous Wren Holt", type="show", mentions=1)
    library.keep(Article(title="More", entities=(again,), url="https://gazette.example/6"))
    assert library.names.get(show.id).articles == 2
    library.catalogue.unlink(show.id)
    assert "Marvellous Wren Holt" not in library.names.get(show.id).aka


SHARED = Path(__file__).parents[5] / "shared"
TRUTH = SHARED / "corpus" / "entities" / "ent-news" / "truth.jsonl"


@pytest.mark.skipif(not TRUTH.is_file() or not (SHARED / "seed").is_dir(), reason="the seed article is not here")
def test_the_seed_article_with_a_stand_in_catalogue(library, read):
    [file] = (SHARED / "seed").glob("*.txt")
    text = file.read_text(encoding="utf-8")
    rows = [json.loads(line) for line in TRUTH.read_text(encoding="utf-8").splitlines()]
    [truth] = [row["entities"] for row in rows if all(one["name"] in text for one in row["entities"][:4])]
    [(wrong, right)] = [
        (one["name"], other)
        for one in truth
        if one["type"] == "person"
        for other in one["aka"]
        if is_misspelt(one["name"], other) and other not in text
    ]
    shows = [one["name"] for one in truth if one["type"] == "show"]
    title = next(show for show in shows if f"{show} actor {wrong}" in text)
    second = next(show for show in shows if show.startswith("The "))
    story = read(text)
    assert (wrong, "person") in in_article(library, story)
    first = Record(provider="tvmaze", kind="show", key="1", name=title, url="https://tv.example/1", begun="2016-09-30",
                   channel="Netflix", credits=(Credit(name=right, role="actor", character=title),))  # fmt: skip
    other = Record(provider="tvmaze", kind="show", key="2", name=second, url="https://tv.example/2",
                   begun="2017-08-18", channel="Netflix")  # fmt: skip
    assert answer(library, title, first) == "linked"
    assert answer(library, second, other) == "linked"
    assert (right, "person") in in_article(library, story)
    [kept] = library.catalogue.crediting(named(library, right))
    assert [(credit.name, credit.character) for credit in kept.record.credits] == [(right, title)]
    [kept] = library.catalogue.records(named(library, second).id)
    assert (kept.record.channel, kept.record.year) == ("Netflix", 2017)
