"""The quote book: what is marked, joined, noted and taken back, and that nothing which befalls articles loses it."""

from __future__ import annotations

import os
import sqlite3
from datetime import timedelta

import pytest

from pullquote.cache.core.article import Paragraph, PullQuote, Quote, block_text
from pullquote.cache.core.clippings import LONGEST, Place
from pullquote.cache.core.errors import NotFound, UsageError
from pullquote.cache.core.settings import Keep
from pullquote.cache.library import Library, examine
from pullquote.cache.store.file.conversions import now
from pullquote.cache.store.safety import state_copy
from pullquote.cache.store.upkeep import prune
from pullquote.cache.store.writing import keeping

from ..conftest import NOON, SmallLibrary, made

CAST = Place(1, 0, 10)  # "Nora Vance"
JOINS = Place(1, 5, 35)  # "Vance joins the cast of Tidewa"
GLAD = Place(2, 1, 24)  # "We could not be gladder"


def rows(library: Library) -> list[tuple[object, ...]]:
    with library.database.reading() as conn:
        return conn.execute("SELECT * FROM clipping ORDER BY id").fetchall()


def test_a_highlight_knows_its_words_what_is_around_them_and_where_they_stood(library, small) -> None:
    number = small.put(1)
    [one] = library.clippings.highlight(number, [CAST], "who?")
    assert (one.kind, one.text, one.note, one.article) == ("highlight", "Nora Vance", "who?", number)
    assert (one.title, one.outlet, one.address) == (made(1).title, "The Harbour Gazette", made(1).url)
    assert (one.anchor.before, one.anchor.place) == ("A new hand on deck\n", CAST)
    assert one.anchor.after.startswith(" joins the cast")
    assert library.clippings.clippings() == library.clippings.of(number) == [one]
    assert library.clippings.places(library.article(number)) == [(one, CAST)]


def test_a_passage_over_several_blocks_has_a_clipping_for_each_and_one_step(library, small) -> None:
    number = small.put(1)
    made_of = library.clippings.highlight(number, [GLAD, CAST], "both")
    assert [(one.text, one.note) for one in made_of] == [("Nora Vance", "both"), ("We could not be gladder", "")]
    assert [one.speaker for one in made_of] == [None, "Nora Vance"], "it stands within a quotation"
    assert library.undo() == "No longer highlighted: “Nora Vance”."
    assert library.clippings.clippings() == []
    assert library.undo() is None


def test_highlights_that_overlap_become_one_with_both_notes_and_undo_parts_them_exactly(library, small) -> None:
    number = small.put(1)
    [first] = library.clippings.highlight(number, [CAST], "one")
    [second] = library.clippings.highlight(number, [Place(1, 20, 30)], "two")
    before = rows(library)
    [whole] = library.clippings.highlight(number, [Place(1, 5, 22)], "three")
    assert (whole.id, whole.made) == (first.id, first.made)
    assert whole.anchor.place == Place(1, 0, 30)
    assert whole.note == "one\n\ntwo\n\nthree"
    assert library.clippings.clippings() == [whole]
    assert library.undo() == "As before: “Nora Vance joins the cast of T”."
    assert rows(library) == before
    assert library.clippings.of(number) == [first, second]


def test_what_is_highlighted_already_is_no_step(library, small) -> None:
    number = small.put(1)
    [first] = library.clippings.highlight(number, [JOINS])
    assert library.clippings.highlight(number, [Place(1, 6, 12)]) == [first]
    [noted] = library.clippings.highlight(number, [Place(1, 6, 12)], "so")
    assert (noted.id, noted.text, noted.note) == (first.id, first.text, "so")
    library.undo()
    assert library.undo() == "No longer highlighted: “Vance joins the cast of Tidewa”."


def test_a_highlight_whose_paragraph_was_split_is_joined_again_in_all_its_places(library, small) -> None:
    number = small.put(1)
    library.clippings.highlight(number, [Place(1, 0, 60)], "kept")
    text = block_text(made(1).blocks[1])
    split = (made(1).blocks[0], Paragraph(text[:35]), Paragraph(text[36:]), made(1).blocks[2])
    small.put(1, blocks=split, quotes=())
    places = library.clippings.places(library.article(number))
    assert [place.block for _, place in places] == [1, 2]
    both = library.clippings.highlight(number, [Place(1, 0, len(text[:35]))])
    assert [(one.anchor.place.block, one.note) for one in both] == [(1, "kept"), (2, "")]
    assert len({one.id for one in both}) == 2


def test_a_kept_quotation_has_speaker_via_outlet_and_date_and_is_kept_once(library, small) -> None:
    said = Quote(text="We could not be gladder,", speaker="Nora Vance", via="Radio Quay", block=2, start=1, end=25)
    number = small.put(1, quotes=(said,))
    kept = library.clippings.keep_quote(number, 0)
    assert (kept.kind, kept.text) == ("quotation", "We could not be gladder")
    assert (kept.speaker, kept.via, kept.outlet) == ("Nora Vance", "Radio Quay", "The Harbour Gazette")
    assert kept.published == made(1).published
    assert library.clippings.keep_quote(number, said, "why").note == "why"
    assert len(library.clippings.clippings()) == 1
    with pytest.raises(NotFound, match="no quotation 2; it has 1"):
        library.clippings.keep_quote(number, 1)
    library.undo()
    assert library.undo() == "No longer kept: “We could not be gladder”."


def test_notes_are_written_changed_and_taken_away_step_by_step(library, small) -> None:
    number = small.put(1)
    [one] = library.clippings.highlight(number, [CAST])
    assert library.clippings.note(one.id, " first\x1b[31m \n line ").note == "first[31m \n line"
    library.clippings.note(one.id, "second")
    assert library.undo() == "The note is as before: “Nora Vance”."
    assert library.clippings.of(number)[0].note == "first[31m \n line"
    whole = library.clippings.note_article(number, "of it all")
    assert whole is not None
    assert (whole.kind, whole.text) == ("article", "")
    assert library.clippings.of(number)[0] == whole, "the note to the whole comes first"
    assert library.clippings.note_article(number, "") is None
    assert [one.kind for one in library.clippings.clippings()] == ["highlight"]
    assert library.undo() == "The note to the article is as before."
    assert library.clippings.of(number)[0] == whole
    assert library.clippings.note(whole.id, "").note == ""
    assert len(library.clippings.clippings()) == 1
    assert library.clippings.note_article(number, "") is None, "no step"


def test_what_is_removed_comes_back_under_its_number_which_nothing_else_had(library, small) -> None:
    number = small.put(1)
    [first] = library.clippings.highlight(number, [CAST])
    assert library.clippings.remove([first.id, 999]) == 1
    [second] = library.clippings.highlight(number, [GLAD])
    assert second.id > first.id
    library.undo()
    assert library.undo() == "In the quote book again: “Nora Vance”."
    assert library.clippings.clippings() == [first]
    [third] = library.clippings.highlight(number, [GLAD])
    assert third.id > second.id
    assert library.clippings.remove([999]) == 0


def test_what_cannot_be_marked_is_said(library, small) -> None:
    number = small.put(1, blocks=(Paragraph("word " * 3000),))
    for place in (Place(9, 0, 3), Place(0, 5, 5), Place(0, 4, 5), Place(0, -3, 5), Place(0, 0, 99_999_999)):
        with pytest.raises((NotFound, UsageError)):
            library.clippings.highlight(number, [place])
    with pytest.raises(UsageError, match="10,000 characters; mark less"):
        library.clippings.highlight(number, [Place(0, 0, LONGEST + 1)])
    with pytest.raises(UsageError, match="shorten it"):
        library.clippings.note_article(number, "x" * (LONGEST + 1))
    with pytest.raises(UsageError, match="mark less"):
        library.clippings.highlight(number, [])
    for call in (library.clippings.of, lambda n: library.clippings.note_article(n, "x")):
        with pytest.raises(NotFound):
            call(99)
    with pytest.raises(NotFound, match="no entry 7"):
        library.clippings.note(7, "x")
    assert rows(library) == []


def test_has_highlight_and_has_note_find_articles(library, small) -> None:
    one, two, three = small.put(1), small.put(2), small.put(3)
    library.clippings.highlight(one, [CAST])
    library.clippings.note_article(two, "mine")
    library.clippings.keep_quote(three, 0, "also")
    assert sorted(library.ids("has:highlight")) == [one, three]
    assert sorted(library.ids("has:notes")) == [two, three]
    assert list(library.ids("has:highlight has:note")) == [three]
    assert list(library.ids("-has:highlight")) == [two]


def test_the_quote_book_is_searched_by_its_words_and_by_its_articles(library, small) -> None:
    one, two = small.put(1), small.put(2, outlet="Quay Weekly")
    [cast] = library.clippings.highlight(one, [CAST], "Ask the Harbourmaster")
    quote = library.clippings.keep_quote(two, 0)
    book = library.clippings
    assert book.clippings() == [quote, cast]
    assert book.clippings(limit=1) == [quote]
    assert book.clippings("harbourmaster") == [cast]
    assert book.clippings("outlet:quay") == [quote]
    assert book.clippings("harbourm* OR quay") == [quote, cast]
    assert book.clippings("nothing") == []
    library.remove([one, two])
    assert book.clippings("harbourmaster")[0].article is None
    assert [clipping.id for clipping in book.clippings("“could not” vance quay")] == [quote.id]


def test_words_of_an_article_list_none_of_its_entries_that_do_not_have_them(library, small) -> None:
    one = small.put(1)
    [cast] = library.clippings.highlight(one, [CAST], "Ask the Harbourmaster")
    quote = library.clippings.keep_quote(one, 0)
    book = library.clippings
    assert list(library.ids("vance")) == [one]
    assert book.clippings("harbourmaster") == [cast]
    assert book.clippings("harbourmaster has:highlight") == [cast]
    assert set(book.clippings("has:highlight")) == {cast, quote}
    assert book.clippings("-harbourmaster") == [quote]
    assert book.clippings("harbourmaster -is:starred") == [cast]
    assert book.clippings("harbourmaster is:starred") == []
    library.remove([one])
    assert [one.id for one in book.clippings("harbourmaster OR is:starred")] == [cast.id]
    assert book.clippings("harbourmaster -is:starred") == []


# What befalls articles


def test_replaced_text_keeps_its_clippings_where_their_words_stand_now(library, small) -> None:
    number = small.put(1)
    library.clippings.highlight(number, [Place(1, 0, 35)])
    library.clippings.keep_quote(number, 0)
    heading, cast, glad = made(1).blocks
    small.put(
        1, blocks=(Paragraph("Updated: this was corrected."), glad, heading, Paragraph(f"So: {block_text(cast)}"))
    )
    places = library.clippings.places(library.article(number))
    assert [(one.text, place) for one, place in places] == [
        ("We could not be gladder", Place(1, 1, 24)),
        ("Nora Vance joins the cast of Tidewa", Place(3, 4, 39)),
    ]
    small.put(1, blocks=(Paragraph("Nothing is left of it."),), quotes=())
    assert library.clippings.places(library.article(number)) == []
    assert len(library.clippings.of(number)) == 2, "they stay"


def test_articles_with_clippings_are_pruned_and_unsubscribed_no_more_than_starred_ones(library, small) -> None:
    plain, noted, marked = (small.put(n, published=NOON - timedelta(days=900)) for n in (1, 2, 3))
    library.clippings.note_article(noted, "keep")
    library.clippings.highlight(marked, [CAST])
    library.mark_read([plain, noted, marked], True)
    gone = prune.prune(library.database, Keep(days=1), now=now(), dry_run=False)
    assert (gone.articles, sorted(library.ids())) == (1, [noted, marked])
    library.feeds.remove(small.feed)
    assert sorted(library.ids()) == [noted, marked]


@pytest.mark.parametrize("removal", ["undone", "added again", "deleted and fetched again"])
def test_an_article_that_goes_leaves_its_clippings_and_finds_them_when_it_comes_again(library, small, removal) -> None:
    number = small.put(1)
    [one] = library.clippings.highlight(number, [CAST], "note")
    if removal == "deleted and fetched again":
        with library.database.write() as conn:
            keeping.delete(conn, [number])
    else:
        library.remove([number])
    [alone] = library.clippings.clippings()
    assert (alone.article, alone.title, alone.text, alone.note) == (None, one.title, "Nora Vance", "note")
    match removal:
        case "undone":
            library.undo()
        case "added again":
            library.keep(made(1))
        case _:
            small.put(1)
    [again] = library.clippings.clippings()
    assert again.article == next(iter(library.ids()))
    assert library.clippings.of(again.article) == [again]


def test_an_article_without_an_address_finds_its_clippings_by_its_title(library, small) -> None:
    facts = {"url": None, "canonical_url": None}
    number = library.keep(made(1, **facts))
    library.clippings.highlight(number, [CAST])
    library.remove([number])
    other = library.keep(made(2, **facts))
    assert library.clippings.clippings()[0].article is None
    again = library.keep(made(1, **facts))
    assert library.clippings.of(other) == []
    assert len(library.clippings.of(again)) == 1


def test_of_removed_articles_with_one_address_each_finds_its_own_clippings(library, small) -> None:
    live = {"url": "https://gazette.example/live", "canonical_url": None}
    one, two = small.put(1, **live), small.put(2, **live)
    assert one != two
    library.clippings.highlight(one, [CAST])
    library.clippings.highlight(two, [GLAD])
    library.remove([one, two])
    library.undo()
    assert [[c.text for c in library.clippings.of(number)] for number in (one, two)] == [
        ["Nora Vance"],
        ["We could not be gladder"],
    ]


def test_undo_after_the_article_came_again_leaves_the_clipping_with_it(library, small) -> None:
    number = small.put(1)
    [one] = library.clippings.highlight(number, [CAST])
    library.clippings.note(one.id, "changed")
    with library.database.write() as conn:
        keeping.delete(conn, [number])
    again = small.put(1)
    assert again != number
    library.undo()
    assert [(c.article, c.note) for c in library.clippings.clippings()] == [(again, "")]


@pytest.mark.parametrize("copied_first", [False, True])
@pytest.mark.parametrize("damage", ["all", "the quote book"])
def test_the_quote_book_comes_back_after_damage(tmp_path, copied_first, damage) -> None:
    with Library.open(tmp_path) as library:
        small = SmallLibrary(library.database)
        skipped, number, gone = library.keep(made(5)), small.put(1), small.put(2)
        library.remove([skipped])
        first = library.clippings.highlight(number, [CAST])[0]
        if copied_first:
            library.database.copy_state()
        library.clippings.note(first.id, "a note")
        library.clippings.keep_quote(gone, 0)
        taken = library.clippings.highlight(number, [GLAD])
        library.clippings.remove([taken[0].id])
        library.remove([gone])
        had = [(c.id, c.kind, c.text, c.note, c.made, c.anchor, c.speaker) for c in library.clippings.clippings()]
        if damage == "the quote book":
            with library.database.write() as conn:
                conn.execute("DELETE FROM clipping")
                conn.execute("DELETE FROM temp.touched")
    if damage == "all":
        (tmp_path / "library.db").write_bytes(os.urandom(9000))
    said = " ".join(examine(tmp_path))
    assert ("2 entries of the quote book came back" if damage == "all" else "put back") in said
    with Library.open(tmp_path) as library:
        book = library.clippings.clippings()
        assert [(c.id, c.kind, c.text, c.note, c.made, c.anchor, c.speaker) for c in book] == had
        [article] = library.ids("has:highlight")
        assert list(library.ids()) == [article], "what was removed does not come back"
        assert library.clippings.of(article)[0].note == "a note", "an article with a highlight comes back whole"
        assert [c.article for c in book if c.kind == "quotation"] == [None]
        assert not [one for one in examine(tmp_path) if "put back" in one]


def test_headlines_in_the_quote_book_are_softened_and_marked_words_are_shown(tmp_path) -> None:
    with Library.open(tmp_path) as library:
        small = SmallLibrary(library.database)
        title = "Spoilers: who leaves Tidewater in season 4"
        number = small.put(1, title=title, blocks=(PullQuote("Spoilers: the keeper of Tidewater leaves."),), quotes=())
        [one] = library.clippings.highlight(number, [Place(0, 0, 8)])
        library.guard.set(library.names.listed(["show"])[0].id, True)
        library.guard.rule(number, [0], True)
        assert library.clippings.clippings()[0].title != title
        assert library.clippings.of(number)[0].text == "Spoilers"
        with pytest.raises(UsageError, match="open it first"):
            library.clippings.highlight(number, [Place(0, 0, 9)])
        assert library.clippings.highlight(number, [Place(0, 0, 9)], opened=(0,))[0].id == one.id
    with Library.open(tmp_path, spoilers=True) as library:
        assert library.clippings.clippings()[0].title == title


def test_a_quote_book_that_cannot_be_read_takes_no_article_with_it(tmp_path) -> None:
    with Library.open(tmp_path) as library:
        small = SmallLibrary(library.database)
        starred = small.put(1)
        library.star([starred])
        library.clippings.highlight(small.put(2), [CAST])
    file = tmp_path / "library.db"
    with sqlite3.connect(file) as conn:
        conn.execute("PRAGMA foreign_keys = OFF")
        conn.execute("DROP TABLE clipping")
    with state_copy.draft(tmp_path / "copy.db") as copied:
        lost = state_copy.salvage(copied, file)
        assert lost == ["clipping"]
        assert copied.execute("SELECT id, starred FROM article").fetchall() == [(starred, 1)]
