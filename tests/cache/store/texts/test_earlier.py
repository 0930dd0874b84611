"""What the user had before an article's text was replaced: kept when it is another text, and which of several."""

from __future__ import annotations

from datetime import timedelta

from pullquote.cache.core.article import Heading, Paragraph
from pullquote.cache.core.settings import Keep
from pullquote.cache.store.file.conversions import moment, now
from pullquote.cache.store.reading import articles
from pullquote.cache.store.safety import soundness
from pullquote.cache.store.undo import removed
from pullquote.cache.store.upkeep import prune

from ..conftest import NOON

OPENING = "Nora Vance joins the cast of Tidewater, season 1, the makers said."
SECOND = "“We could not be gladder,” Vance told the Gazette. The lighthouse stays."


def blocks(*more: str, first: str = OPENING):
    return (Heading("A new hand on deck"), Paragraph(first), Paragraph(SECOND), *map(Paragraph, more))


def marked(library, number):
    found = library.changed.of(number)
    return [change.marked() for change in found.changes] if found else None


def test_a_text_that_was_replaced_by_another_is_kept(library, small):
    number = small.put(1)
    assert library.changed.of(number) is None
    small.put(1, blocks=blocks(first=OPENING.replace("season 1", "season 4")))
    found = library.changed.of(number)
    assert [change.marked() for change in found.changes] == [
        "Nora Vance joins the cast of Tidewater, season [-1] [+4], the makers said."
    ]
    assert found.since == NOON
    assert not found.seen
    assert "season 1" in library.changed.before(number).text
    assert "season 4" in library.article(number).text


def test_a_page_that_says_something_else_is_told(library, small):
    number = small.put(1, complete=False)
    small.page(1, id=number)
    small.page(1, id=number, blocks=blocks("Correction: it is the first season."))
    assert marked(library, number) == ["[+Correction: it is the first season.]"]


def test_a_summary_that_grew_to_the_full_text_is_no_change(library, small):
    number = small.put(1, complete=False, blocks=(Paragraph(OPENING),))
    small.page(1, id=number)
    assert library.changed.of(number) is None
    other = small.put(2, complete=False, blocks=(Paragraph(OPENING),))
    small.put(2, complete=True, blocks=blocks())
    assert library.changed.of(other) is None


def test_a_feed_that_changes_behind_the_page_is_no_change(library, small):
    number = small.put(1, complete=False, blocks=(Paragraph(OPENING),))
    small.page(1, id=number)
    small.put(1, complete=False, blocks=(Paragraph(OPENING.replace("1", "4")),))
    assert library.changed.of(number) is None


def test_the_same_text_again_is_no_change(library, small):
    number = small.put(1)
    small.put(1, keywords=("Other",))
    small.put(1, blocks=tuple(reversed(blocks())))
    small.put(1, blocks=(*blocks()[:2], Paragraph(SECOND.replace("“", '"').replace("”", '"'))))
    assert library.changed.of(number) is None


def test_of_several_the_last_is_kept_where_none_was_read(library, small):
    number = small.put(1)
    small.put(1, blocks=blocks("Two."))
    small.put(1, blocks=blocks("Two.", "Three."))
    assert marked(library, number) == ["[+Three.]"]


def test_of_several_the_one_that_was_read_is_kept(library, small):
    number = small.put(1)
    library.mark_read([number])
    small.put(1, blocks=blocks("Two."))
    small.put(1, blocks=blocks("Two.", "Three."))
    assert marked(library, number) == ["[+Two.]", "[+Three.]"]
    assert library.changed.of(number).seen


def test_what_was_looked_at_since_is_what_was_read(library, small):
    number = small.put(1)
    library.mark_read([number])
    small.put(1, blocks=blocks("Two."))
    library.changed.looked_at(number)
    small.put(1, blocks=blocks("Two.", "Three."))
    assert marked(library, number) == ["[+Three.]"]
    assert library.changed.of(number).seen


def test_what_was_marked_read_after_it_changed_counts_as_read(library, small):
    number = small.put(1)
    small.put(1, blocks=blocks("Two."))
    library.mark_read([number])
    small.put(1, blocks=blocks("Two.", "Three."))
    small.put(1, blocks=blocks("Two.", "Three.", "Four."))
    assert marked(library, number) == ["[+Three.]", "[+Four.]"]


def test_a_change_that_is_taken_back_is_forgotten(library, small):
    number = small.put(1)
    library.mark_read([number])
    small.put(1, blocks=blocks("Two."))
    small.put(1)
    assert library.changed.of(number) is None
    assert library.count("is:changed") == 0


def test_a_query_finds_what_has_changed(library, small):
    number = small.put(1)
    small.put(2)
    small.put(1, blocks=blocks("Two."))
    assert list(library.ids("is:changed")) == [number]
    assert list(library.ids("-is:changed")) == [number + 1]


def test_understanding_anew_keeps_what_was_before(library, small):
    number = small.put(1)
    small.put(1, blocks=blocks("Two."))
    list(library.reannotate(force=True))
    assert marked(library, number) == ["[+Two.]"]


def test_it_goes_with_its_article_and_comes_back_with_it(library, small):
    number = small.put(1)
    library.mark_read([number])
    small.put(1, blocks=blocks("Two."))
    with library.database.write() as conn:
        removed.remove(conn, [number])
        assert conn.execute("SELECT count(*) FROM earlier").fetchone() == (0,)
        removed.put_back(conn, [number])
    assert marked(library, number) == ["[+Two.]"]
    assert library.changed.of(number).seen


def test_it_is_pruned_with_its_article(library, small):
    number = small.put(1)
    small.put(1, blocks=blocks("Two."))
    library.mark_read([number])
    prune.prune(library.database, Keep(days=1), now=NOON + timedelta(days=90), dry_run=False)
    with library.database.reading() as conn:
        assert not articles.is_there(conn, number)
        assert conn.execute("SELECT count(*) FROM earlier").fetchone() == (0,)


def test_what_cannot_be_read_is_mended(library, small):
    number = small.put(1)
    small.put(1, blocks=blocks("Two."))
    with library.database.write() as conn:
        conn.execute("UPDATE earlier SET data = x'00', seen = 7")
    with library.database.write() as conn:
        found = [(fault.found, fault.mend(conn)) for fault in soundness.faults(conn)]
    assert [text for text, _ in found] == [
        "A mark in earlier.seen was neither set nor unset",
        "What 1 article said before it changed could not be read",
    ]
    assert library.changed.of(number) is None
    with library.database.reading() as conn:
        assert not list(soundness.faults(conn))


def test_the_time_is_when_the_earlier_text_came(library, small):
    number = small.put(1)
    small.put(1, blocks=blocks("Two."))
    with library.database.reading() as conn:
        assert moment(conn.execute("SELECT stored FROM earlier").fetchone()[0]) == NOON
    assert library.changed.of(number).since < now()
