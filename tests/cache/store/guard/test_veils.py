"""Veils that are kept: for what they were made, when they are made anew, and what is judged when it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from pullquote.cache.core.article import Article, Entity, Mention, Paragraph, body_text
from pullquote.cache.core.catalogue import Episode, Record, Season
from pullquote.cache.core.progress import EVERYTHING, Seen
from pullquote.cache.core.settings import Catalogues, Listing, Settings
from pullquote.cache.core.spoilers import Veils
from pullquote.cache.library import Library
from pullquote.cache.store.catalogue import records as catalogue
from pullquote.cache.store.guard import veils

NOON = datetime(2026, 3, 7, 12, tzinfo=UTC)
DECIDED = Settings(catalogue=Catalogues(use="off"))
BEYOND = "In season 2, episode 5 of Copper Lane, Maren drowns."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", settings=DECIDED) as opened:
        yield opened


def told(number: int, title: str = "Television", *texts: str, show: str | None = "Copper Lane") -> Article:
    return Article(
        url=f"https://news.example/{number}",
        outlet="The Lantern",
        title=title,
        published=NOON,
        blocks=tuple(map(Paragraph, texts or (BEYOND,))),
        entities=(Entity(name=show, type="show", mentions=1),) if show else (),
        mentions=(Mention(0, 0, 0, 1),) if show else (),
    )


def follow(library: Library, seen: Seen | None, name: str = "Copper Lane") -> int:
    show = library.names.find(name).id
    library.names.follow([show])
    library.progress.set(show, seen)
    return show


def shown(library: Library, number: int) -> str:
    return body_text(library.article(number).blocks)


def kept(library: Library) -> list[int]:
    with library.database.reading() as conn:
        return [row[0] for row in conn.execute("SELECT article FROM veil ORDER BY article")]


def test_what_is_followed_and_partly_seen_is_veiled_at_once_and_settled_later(library: Library) -> None:
    number = library.keep(told(1), when=NOON)
    assert "Maren" in shown(library, number)

    follow(library, Seen(2, 3))

    assert "Maren" not in shown(library, number)
    assert not library.guard.is_settled()
    assert library.guard.settle()
    assert library.guard.is_settled()
    assert kept(library) == [number]
    assert not library.guard.settle()


def test_a_guard_ends_by_itself_when_the_reader_gets_there(library: Library) -> None:
    number = library.keep(told(1), when=NOON)
    show = follow(library, Seen(2, 3))
    library.guard.settle()

    library.progress.set(show, Seen(2, 5))
    assert "Maren" in shown(library, number)
    library.guard.settle()

    assert kept(library) == []
    library.progress.set(show, EVERYTHING)
    assert library.guard.guards() == []


def test_undo_veils_again_what_was_open_before(library: Library) -> None:
    number = library.keep(told(1), when=NOON)
    show = follow(library, Seen(2, 3))
    library.guard.settle()
    library.progress.set(show, Seen(2, 5))
    library.guard.settle()

    library.undo()

    assert "Maren" not in shown(library, number)
    assert library.guard.veils([number])


def test_only_the_articles_of_a_guard_that_changed_are_judged_anew(library: Library) -> None:
    for number in range(1, 6):
        library.keep(told(number), when=NOON)
    other = library.keep(
        told(9, "Television", "In season 3 of Tern Street the pier burns.", show="Tern Street"), when=NOON
    )
    follow(library, Seen(2, 3))
    library.guard.settle()
    looked_at: list[tuple[int, int]] = []

    follow(library, Seen(1), "Tern Street")
    library.guard.settle(lambda done, total: looked_at.append((done, total)))

    assert looked_at == [(1, 1)]
    assert other in kept(library)


def test_new_articles_are_veiled_in_the_transaction_that_stores_them(library: Library) -> None:
    library.keep(told(1), when=NOON)
    follow(library, Seen(2, 3))
    library.guard.settle()

    number = library.keep(told(2), when=NOON)

    assert number in kept(library)
    assert library.guard.is_settled()


def test_a_name_of_the_settings_is_guarded_though_nothing_links_it_and_though_nothing_was_settled(
    tmp_path: Path,
) -> None:
    text = told(1, "Paper Orchard: who set the fire?", "In the end, The Paper Orchard lets Ruth burn.", show=None)
    with Library.open(tmp_path / "library", settings=DECIDED) as library:
        number = library.keep(text, when=NOON)
        assert "Ruth" in shown(library, number)
    asked = Settings(catalogue=Catalogues(use="off"), list=Listing(guard=("The Paper Orchard",)))
    with Library.open(tmp_path / "library", settings=asked, read_only=True) as library:
        assert "Ruth" not in shown(library, number)
        assert library.guard.veils([number])[number].parts
    with Library.open(tmp_path / "library", settings=DECIDED, read_only=True) as library:
        assert "Ruth" in shown(library, number)


def test_a_row_that_cannot_be_read_is_judged_when_it_is_shown(library: Library) -> None:
    number = library.keep(told(1, "Copper Lane recap: season 2, episode 5"), when=NOON)
    follow(library, Seen(2, 3))
    library.guard.settle()
    with library.database.write() as conn:
        conn.execute("UPDATE veil SET data = x'C1'")

    assert library.guard.veils([number])[number].parts
    assert library.headlines([number])[0].title == "Recap: Copper Lane season 2, episode 5"
    with library.database.reading() as conn:
        assert not list(filter(None, [veils.hidden_names(conn)]))


def test_settling_goes_on_where_it_was_stopped(library: Library) -> None:
    numbers = [library.keep(told(number), when=NOON) for number in range(1, 5)]
    follow(library, Seen(2, 3))
    with library.database.write() as conn:
        assert veils.work(conn, 0) == 1

    assert len(kept(library)) == 1
    assert set(library.guard.veils(numbers)) == set(numbers)
    library.guard.settle()
    assert kept(library) == numbers


def test_what_the_user_said_of_a_passage_holds_at_once_and_undo_takes_it_back(library: Library) -> None:
    number = library.keep(told(1), when=NOON)
    again = library.keep(told(2), when=NOON)
    follow(library, Seen(2, 3))
    library.guard.settle()

    library.guard.rule(number, [0], False)

    assert "Maren" in shown(library, number)
    assert "Maren" in shown(library, again)
    assert library.guard.veils([number, again]) == {}
    library.undo()
    assert "Maren" not in shown(library, number)
    assert set(library.guard.veils([number, again])) == {number, again}


def test_guards_know_the_episodes_of_the_catalogue(library: Library) -> None:
    text = told(1, "Television", "Ann Roe directed “The Silver Bell” for Copper Lane, and it was filmed in Leith.")
    number = library.keep(text, when=NOON)
    show = follow(library, Seen(2, 3))
    assert "Silver" in shown(library, number)
    record = Record(
        provider="tvmaze", kind="show", key="7", name="Copper Lane", url="https://catalogue.example/7", state="running",
        seasons=(Season(number=1, episodes=8), Season(number=2)),
        episodes=(Episode(season=2, number=3, name="Low Ebb"), Episode(season=2, number=4, name="The Silver Bell")),
    )  # fmt: skip
    with library.database.write() as conn:
        catalogue.link(conn, show, catalogue.keep(conn, record, fetched=NOON, expires=NOON), "title")

    guard = library.guard.guards()[0]

    assert guard.seasons == ((1, 8), (2, 0))
    assert [one.title for one in guard.episodes] == ["Low Ebb", "The Silver Bell"]
    assert "Silver" not in shown(library, number)


def test_a_show_that_has_ended_and_was_seen_to_its_end_is_guarded_no_more(library: Library) -> None:
    library.keep(told(1), when=NOON)
    show = follow(library, Seen(1, 2))
    record = Record(
        provider="tvmaze", kind="show", key="7", name="Copper Lane", url="https://catalogue.example/7", state="ended",
        episodes=(Episode(season=1, number=1), Episode(season=1, number=2)),
    )  # fmt: skip
    assert library.guard.guards()
    with library.database.write() as conn:
        catalogue.link(conn, show, catalogue.keep(conn, record, fetched=NOON, expires=NOON), "title")

    assert library.guard.guards() == []


def test_a_library_that_guards_nothing_keeps_no_veils_and_is_settled(library: Library) -> None:
    number = library.keep(told(1), when=NOON)

    assert library.guard.is_settled()
    assert library.guard.veils([number]) == {}
    assert not library.guard.settle()


def test_a_veil_is_kept_as_it_was_judged(library: Library) -> None:
    library.keep(told(1), when=NOON)
    follow(library, Seen(2, 3))
    library.guard.settle()
    with library.database.reading() as conn:
        found = msgspec.msgpack.decode(conn.execute("SELECT data FROM veil").fetchone()[0], type=Veils)

    assert found.parts == {0: "Veiled: Copper Lane season 2, episode 5; you are at season 2, episode 3."}


@pytest.mark.parametrize(
    "text",
    [
        "Maren doesn't come back from the harbour.",
        "Maren’s boat – the old one – sinks.",
        "“It’s over,” Maren said, in a U.S.-made boat & more.",
        'The "Lantern" burns.',
    ],
)
def test_a_ruling_holds_at_once_in_every_article_with_those_words(library: Library, text: str) -> None:
    first, second = (library.keep(told(number, "News", "Calm.", text, show=None), when=NOON) for number in (1, 2))

    library.guard.rule(first, [1], spoils=True)

    assert kept(library) == [first, second]
    library.guard.rule(second, [1], None)
    assert kept(library) == []


def test_names_of_articles_that_are_still_to_be_judged_are_in_no_list_until_they_are(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(veils, "_MOST_DUE", 2)
    maren = Entity(name="Maren Voss", type="character", mentions=1)
    for number in range(6):
        value = told(number, f"Television {number}")
        library.keep(
            replace(
                value,
                entities=(*value.entities, replace(maren, name=f"Maren {'ABCDEF'[number]}oss")),
                mentions=(*value.mentions, Mention(1, 0, 1, 2)),
                keywords=(f"drowned {number}", "television"),
            )
        )
    library.keep(
        replace(
            told(9, "Radio", "Low Orbit is on.", show="Low Orbit"),
            url="https://news.example/9",
            keywords=("television",),
        )
    )
    show = library.names.find("Copper Lane").id

    def names() -> set[str]:
        return {row.name for row in library.names.listed(())}

    assert len([name for name in names() if name.startswith("Maren")]) == 6
    library.names.follow([show])
    library.progress.set(show, Seen(2, 4))
    with library.database.reading() as conn:
        assert veils.waiting(conn) == 6
    assert names() == {"Copper Lane", "Low Orbit"}
    assert [word for word in library.values("keyword") if word.startswith("drowned")] == []
    assert "television" in library.values("keyword")
    before = names()
    library.guard.settle()
    assert names() == before
    library.progress.set(show, EVERYTHING)
    library.guard.settle()
    assert len(names()) == 8
