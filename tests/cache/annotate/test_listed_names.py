"""Names of lists that were handed over, in articles that mark nothing."""

from __future__ import annotations

import pytest

from pullquote.cache.annotate import KnownEntities, annotate
from pullquote.cache.core.article import Document, Paragraph, Span
from pullquote.cache.core.names.lists import as_lines, read_names
from pullquote.cache.core.results import KnownEntity

LIST = """Winter of Salt Harbors\tfilm
Salt Harbor\tfilm
Nine Candles\tshow
Broken\tfilm
The President\tfilm
New York\tfilm
Grace Hill\tfilm
Zelda Quorn\tfilm
Zelda Quorn\tperson
Orrin Vastel\tperson
Captain Umber\tcharacter
Hollow Pines\tgroup
Pines\tgroup
Tidemark Pictures\torganization
Deep Zarnow Field\tgame
"""


def found(text: str, *, learned: tuple[KnownEntity, ...] = (), italics: tuple[str, ...] = ()) -> set[tuple[str, str]]:
    known = KnownEntities(learned, [as_lines(read_names(LIST.encode()).names)])
    spans = tuple(Span(text.index(one), text.index(one) + len(one), "emphasis") for one in italics)
    annotations = annotate(Document(title="A week of it", blocks=(Paragraph(text, spans),)), known)
    return {(one.name, one.type) for one in annotations.entities}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He told us that Winter of Salt Harbors had been hard to make.", ("Winter of Salt Harbors", "film")),
        ("We went to the pier, where Orrin Vastel sold lemonade.", ("Orrin Vastel", "person")),
        ("They asked Zelda Quorn about the weather.", ("Zelda Quorn", "person")),
        ("Everybody at home liked Captain Umber best of all.", ("Captain Umber", "character")),
        ("There was a concert of Hollow Pines near the river.", ("Hollow Pines", "group")),
        ("The lease of Tidemark Pictures ends in May.", ("Tidemark Pictures", "organization")),
        ("All summer they had nothing but Deep Zarnow Field to pass the time.", ("Deep Zarnow Field", "game")),
        ("The film Broken was shot in a week.", ("Broken", "film")),
    ],
)
def test_a_listed_name_is_found_where_nothing_marks_it(text: str, name: tuple[str, str]) -> None:
    assert name in found(text)


def test_listed_titles_beside_each_other_bear_each_other_out() -> None:
    assert {("Salt Harbor", "film"), ("Nine Candles", "show")} <= found("She has been in Salt Harbor and Nine Candles.")


@pytest.mark.parametrize(
    "text",
    [
        "Broken glass lay on the floor, and Broken it stayed.",
        "They asked The President about New York and the weather.",
        "We met in New York on a Tuesday, and New York was cold.",
        "A friend of Grace Hill came along.",
        "The Salt Harbor Yacht Club has a new roof.",
        "Along the coast a salt harbor with nine candles lay.",
        "Pines grow there, and Pines die there.",
        "The Orrin Vastel Foundation paid for lunch.",
    ],
)
def test_words_that_stand_so_anyway_are_no_listed_names(text: str) -> None:
    listed = {line.split("\t")[0] for line in LIST.splitlines()}
    assert not {name for name, _ in found(text) if name in listed and name != "Grace Hill"}
    assert ("Grace Hill", "film") not in found(text)


def test_where_titles_are_in_italics_an_unmarked_one_is_none() -> None:
    text = "Films such as Old Umbrage, Cold Zephyr and Lost Quarry have the charm of Salt Harbor or of Nine Candles."
    marked = found(text, italics=("Old Umbrage", "Cold Zephyr", "Lost Quarry"))
    assert ("Salt Harbor", "film") not in marked
    assert ("Old Umbrage", "film") in marked


def test_in_an_article_about_other_things_words_are_words() -> None:
    text = "The town council of Salt Harbor met on Monday about the road, the drains and the price of bread. " * 8
    assert ("Salt Harbor", "film") not in found(f"{text}Broken pipes were mended, said the man from Nine Candles.")
    about = "The film of the week and another film have a new actor, a new director and a new episode. " * 8
    assert "Salt Harbor" in {name for name, _ in found(f"{about}We liked Salt Harbor and Nine Candles best.")}


def test_what_the_user_hid_or_corrected_stays_so() -> None:
    text = "He told us that Winter of Salt Harbors had been hard to make."
    hidden = KnownEntity(name="Winter of Salt Harbors", type="film", hidden=True)
    assert found(text, learned=(hidden,)) == set()
    corrected = KnownEntity(name="Winter of Salt Harbors", type="book", fixed=True)
    assert ("Winter of Salt Harbors", "book") in found(text, learned=(corrected,))
