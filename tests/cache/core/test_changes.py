"""What an article says otherwise than before: by paragraph, words added and taken away; what is no change."""

from __future__ import annotations

import random
import time

import pytest

from pullquote.cache.core.article import Article, Heading, Image, Item, ListBlock, Paragraph, body_text
from pullquote.cache.core.changes import Change, changes_between, differ, in_words

FIRST = "Nora Vance joins the cast of Tidewater, whose second season begins on 5 May, the makers said."
SECOND = "“We could not be gladder,” Vance told the Gazette. The lighthouse stays where it is."
THIRD = "Filming ended in the harbour last week, and nobody was hurt by the weather."


def said(*paragraphs: str, title: str = "Tidewater casts Nora Vance", dek: str | None = None) -> Article:
    blocks = tuple(map(Paragraph, paragraphs))
    return Article(title=title, dek=dek, blocks=blocks, text=body_text(blocks))


def told(before: Article, after: Article) -> list[tuple[str, str, int | None]]:
    return [(change.kind, change.marked(), change.paragraph) for change in changes_between(before, after)]


def test_a_paragraph_that_changed_has_its_words_marked() -> None:
    (change,) = changes_between(said(FIRST, SECOND), said(FIRST.replace("5 May", "12 June"), SECOND))
    assert (change.kind, change.part, change.paragraph, change.block) == ("changed", "text", 1, 0)
    assert "begins on [-5 May] [+12 June], the makers said." in change.marked()
    assert change.was == FIRST
    assert change.now == FIRST.replace("5 May", "12 June")


def test_new_and_gone_paragraphs_stand_in_their_places() -> None:
    note = "Correction: an earlier version of this article gave the wrong date."
    assert told(said(FIRST, SECOND, THIRD), said(SECOND, THIRD, note)) == [
        ("gone", f"[-{FIRST}]", None),
        ("added", f"[+{note}]", 3),
    ]
    gone = changes_between(said(FIRST, SECOND, THIRD), said(FIRST, THIRD))
    assert [(change.kind, change.after, change.where) for change in gone] == [("gone", 1, "Gone, after paragraph 1")]


def test_a_moved_paragraph_is_no_change() -> None:
    assert told(said(FIRST, SECOND, THIRD), said(THIRD, FIRST, SECOND)) == []
    assert not differ(said(FIRST, SECOND, THIRD), said(THIRD, FIRST, SECOND))


@pytest.mark.parametrize(
    "otherwise",
    [
        SECOND.replace("“", '"').replace("”", '"'),
        SECOND.replace("“", "«").replace("”", "»"),
        SECOND.replace(" told", "\u00a0told").replace("The", "  The"),
        SECOND.replace("gladder", "glad\u00adder"),
        SECOND.replace("The", "\u200bThe"),
    ],
)
def test_white_space_and_quotation_marks_are_no_change(otherwise: str) -> None:
    assert told(said(FIRST, SECOND), said(FIRST, otherwise)) == []
    assert not differ(said(FIRST, SECOND), said(FIRST, otherwise))


def test_apostrophes_are_no_change_and_a_word_put_in_quotation_marks_is() -> None:
    assert told(said("It is Nora's own lamp."), said("It is Nora’s own lamp.")) == []
    assert told(said("He called it a lamp of his own."), said("He called it a “lamp” of his own."))


def test_a_paragraph_parted_in_two_or_joined_is_no_change() -> None:
    assert told(said(f"{FIRST} {SECOND}", THIRD), said(FIRST, SECOND, THIRD)) == []
    assert told(said(FIRST, SECOND, THIRD), said(f"{FIRST} {SECOND}", THIRD)) == []


def test_headline_and_dek_are_told_first_and_pictures_are_not() -> None:
    before = said(FIRST, title="Tidewater begins in May", dek="A show by the sea.")
    after = said(FIRST, title="Tidewater begins in June", dek="A show by the sea and its lamps.")
    assert told(before, after) == [
        ("changed", "Tidewater begins in [-May] [+June]", None),
        ("changed", "A show by the sea [+and its lamps].", None),
    ]
    blocks = (Paragraph(FIRST), Image("https://x.example/1.png", "A lamp"))
    assert not differ(said(FIRST), Article(title="Tidewater casts Nora Vance", blocks=blocks))


def test_items_of_a_list_are_told_one_by_one() -> None:
    before = Article(title="T", blocks=(Heading("Dates"), ListBlock((Item("Tidewater, 5 May"), Item("Salt, 9 May")))))
    after = Article(title="T", blocks=(Heading("Dates"), ListBlock((Item("Tidewater, 5 May"), Item("Salt, 19 May")))))
    assert told(before, after) == [("changed", "Salt, [-9] [+19] May", 1)]
    assert changes_between(before, after)[0].where == "Paragraph 1, changed"
    renamed = Article(title="T", blocks=(Heading("All dates"), *before.blocks[1:]))
    assert [change.where for change in changes_between(before, renamed)] == ["Heading, changed"]


def test_what_has_little_in_common_is_one_gone_and_one_new() -> None:
    kinds = [kind for kind, _, _ in told(said(FIRST, SECOND), said(FIRST, THIRD))]
    assert sorted(kinds) == ["added", "gone"]


def test_single_words_between_changes_are_taken_with_them() -> None:
    before, after = (
        "It runs from Monday the fifth of May until late autumn.",
        "It runs on Friday the ninth of June until late autumn.",
    )
    (change,) = changes_between(said(before), said(after))
    assert (
        change.marked() == "It runs [-from Monday the fifth of May] [+on Friday the ninth of June] until late autumn."
    )


def test_changes_in_words() -> None:
    before = said(FIRST, SECOND, title="One")
    after = said(FIRST.replace("5 May", "12 June"), SECOND, THIRD, title="Two things entirely")
    assert in_words(changes_between(before, after)) == "the headline, 1 paragraph changed, 1 new"
    assert in_words(changes_between(said(FIRST, SECOND), said(SECOND))) == "1 paragraph gone"
    assert in_words(changes_between(said(FIRST), said(FIRST, SECOND, THIRD))) == "2 new paragraphs"
    assert in_words(()) == ""


def test_an_excerpt_has_the_words_around_what_changed() -> None:
    long = " ".join(f"word{number}" for number in range(80))
    (change,) = changes_between(said(long), said(long.replace("word40", "lamp")))
    was, now = change.excerpts()
    assert "word40" in was
    assert "lamp" in now
    assert len(was.split()) < 24
    assert was.startswith("… word3")
    assert isinstance(change, Change)


def test_an_article_of_a_megabyte_is_compared_in_bounded_time() -> None:
    rand = random.Random(7)
    words = [f"word{number}" for number in range(4000)]
    paragraphs = [" ".join(rand.choices(words, k=60)) for _ in range(2500)]
    other = [text.replace(text.split()[30], "lamp") for text in paragraphs]
    one = " ".join(rand.choices(words, k=150_000))
    two = " ".join(word if rand.random() < 0.9 else "lamp" for word in one.split())
    for before, after in ((said(*paragraphs), said(*other)), (said(one), said(two))):
        assert len(before.text) > 900_000
        start = time.process_time()
        assert changes_between(before, after)
        assert time.process_time() - start < 20  # quadratic, it takes minutes; 1.5 s here


def test_a_few_words_of_a_long_paragraph_are_marked_alone() -> None:
    rand = random.Random(11)
    words = [f"word{number}" for number in rand.choices(range(3000), k=4000)]
    before, after = " ".join(words), " ".join([*words[:900], "lamp", *words[901:2500], *words[2520:], "end"])
    (change,) = changes_between(said(before), said(after))
    assert (change.was, change.now) == (before, after)
    parts = [piece.text.split() for piece in change.pieces if piece.kind != "same"]
    assert parts == [words[900:901], ["lamp"], words[2500:2520], ["end"]]


def test_what_is_wanted_no_longer_is_not_compared_further() -> None:
    before, after = (said(*(f"A lamp of the year {year} is {what}." for year in range(99))) for what in ("lit", "out"))
    asked: list[int] = []
    assert changes_between(before, after, lambda: not asked.append(1) and len(asked) < 20) == ()
    assert len(asked) < 30
