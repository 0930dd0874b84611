"""Articles understood anew: what the rules say now, and everything a person did as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from pullquote.cache.core.article import Article, Entity
from pullquote.cache.core.feed import Stage
from pullquote.cache.ingest import reannotate as room
from pullquote.cache.library import Library
from pullquote.cache.store.file.conversions import now
from pullquote.cache.store.texts import bodies
from pullquote.cache.store.writing import keeping
from pullquote.cache.workers.analyze import ANALYSIS_VERSION, analyze
from pullquote.cache.workers.protocol import Analyze

WRONG = Entity(name="Xanadu Quorum", type="film", mentions=4, score=0.99)
PAGE = """<html><head><title>Low Orbit is renewed</title></head><body><article><h1>Low Orbit {n} is renewed</h1>
<p>The comedy <em>Low Orbit</em> has been renewed for a third season, the studio said on Monday.</p>
<p>“We have only begun to explore the ship,” actor Imogen Vale told Reel Weekly. Vale plays the captain.</p>
<p>Imogen Vale joined <em>Low Orbit</em> last year, and the new episodes will be filmed through the winter.</p>
</article></body></html>"""


def old(number: int) -> Article:
    """Return an article as older rules left it: a wrong name, no quotes."""
    url = f"https://marquee.example/{number}"
    made = analyze(Analyze(PAGE.format(n=number).encode(), url=url, content_type="text/html", fetched=now()))
    return replace(made, rules=0, entities=(WRONG,), mentions=(), quotes=())


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def names(library: Library) -> dict[str, tuple[str, int]]:
    return {name.name: (name.type, name.articles) for name in library.names.listed([])}


def test_the_present_rules_replace_what_older_ones_said(library: Library) -> None:
    ids = [library.keep(old(number)) for number in range(3)]
    library.mark_read(ids[:1])
    library.star(ids[1:2])
    library.keep_place(ids[2], 0.5)
    rows = library.headlines(ids)
    events = list(library.reannotate())
    assert [(event.stage, event.done, event.total) for event in events] == [(Stage.STORED, 3, 3), (Stage.DONE, 3, 3)]
    article = library.article(ids[0])
    assert article.rules == ANALYSIS_VERSION
    assert [quote.speaker for quote in article.quotes] == ["Imogen Vale"]
    found = names(library)
    assert "Xanadu Quorum" not in found
    assert found["Imogen Vale"] == ("person", 3)
    assert library.search("xanadu") == []
    assert len(library.search("vale")) == 3
    after = library.headlines(ids)
    assert [(row.read, row.starred, row.when) for row in after] == [(row.read, row.starred, row.when) for row in rows]
    assert library.place(ids[2]) == 0.5
    assert not any("put right" in sentence or "anew" in sentence for sentence in library.doctor())


def test_articles_of_the_present_rules_are_left_alone_unless_forced(library: Library) -> None:
    number = library.keep(replace(old(1), rules=ANALYSIS_VERSION))
    assert [event.total for event in library.reannotate()] == [0]
    assert [entity.name for entity in library.article(number).entities] == ["Xanadu Quorum"]
    assert list(library.reannotate(force=True))[-1].done == 1
    assert "Imogen Vale" in [entity.name for entity in library.article(number).entities]


def test_all_texts_of_an_article_are_read_anew(library: Library) -> None:
    number = library.keep(old(1), origin="feed")
    library.keep(replace(old(1), id=number), origin="page")
    list(library.reannotate())
    assert {text.unpacked().rules for text in bodies.stored_texts(library.database.read(), number)} == {
        ANALYSIS_VERSION
    }
    assert library.origins(number) == ("page", "feed")


def test_what_was_stopped_goes_on_where_it_was(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "BATCH", 2)
    for number in range(5):
        library.keep(replace(old(number), rules=ANALYSIS_VERSION))
    steps = library.reannotate(force=True)
    assert next(steps).done == 2
    del steps
    assert names(library)["Xanadu Quorum"] == ("film", 3)
    assert [(event.done, event.total) for event in library.reannotate()][-1] == (3, 3)
    assert "Xanadu Quorum" not in names(library)


def test_corrections_hold(library: Library) -> None:
    library.keep(replace(old(1), rules=ANALYSIS_VERSION))
    list(library.reannotate(force=True))
    library.names.hide(library.names.find("Imogen Vale").id)
    library.names.fix_type(library.names.find("Low Orbit").id, "film")
    list(library.reannotate(force=True))
    found = names(library)
    assert "Imogen Vale" not in found
    assert found["Low Orbit"][0] == "film"


def test_a_text_that_came_meanwhile_is_not_replaced_by_the_old_one(library: Library) -> None:
    number = library.keep(old(1))
    (text,) = bodies.stored_texts(library.database.read(), number)
    fresh = analyze(Analyze(b"A quite different text.\n\nIt says other things.", name="a.txt", fetched=now()))
    library.keep(replace(fresh, id=number))
    with library.database.write() as conn:
        keeping.put_again(conn, text, keeping.packed(text.unpacked()))
    assert "different" in library.article(number).title + library.article(number).text


def test_a_damaged_text_is_named_and_the_others_are_read(library: Library) -> None:
    broken, sound = library.keep(old(1)), library.keep(old(2))
    with library.database.write() as conn:
        conn.execute("UPDATE body SET data = x'00' WHERE id / 4 = ?", (broken,))
    events = list(library.reannotate())
    assert events[-1].failed == 1
    assert [event.title for event in events if event.stage is Stage.FAILED] == [f"Article {broken}"]
    assert library.article(sound).rules == ANALYSIS_VERSION
