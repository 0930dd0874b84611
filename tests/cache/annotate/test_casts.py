"""Names that belong to works: who is in a show is known in articles that name the show, and nowhere else."""

from __future__ import annotations

import pytest

from pullquote.cache.annotate import KnownEntities, annotate
from pullquote.cache.core.article import Document, Paragraph
from pullquote.cache.core.results import KnownEntity

CAST = (
    KnownEntity(name="Copper Hill", type="show", articles=3),
    KnownEntity(name="Ada Quill", type="person", articles=2, of=("Copper Hill",)),
    KnownEntity(name="Trish Wexford", type="character", articles=2, of=("Copper Hill",)),
    KnownEntity(name="Grimsby", type="character", articles=2, of=("Copper Hill",)),
    KnownEntity(name="Tom", type="character", articles=2, of=("Copper Hill",)),
)


def names_in(text: str, *known: KnownEntity) -> set[tuple[str, str]]:
    document = Document(title="A word of the week", blocks=(Paragraph(text),))
    return {(entity.name, entity.type) for entity in annotate(document, KnownEntities(known)).entities}


def test_a_character_of_a_show_is_none_of_the_people_of_an_article_that_names_it():
    text = "In the new season of Copper Hill, Trish Wexford left the town, and Trish Wexford told nobody."
    assert ("Trish Wexford", "character") not in names_in(text, CAST[0])
    assert ("Trish Wexford", "character") in names_in(text, *CAST)
    assert ("Trish Wexford", "person") not in names_in(text, *CAST)


def test_a_character_of_one_word_is_known_beside_its_show():
    text = "On Copper Hill, the harbour is held by Grimsby, and so Grimsby was at the door."
    assert ("Grimsby", "character") in names_in(text, *CAST)


@pytest.mark.parametrize(
    "text",
    [
        "The council of Northam said Trish Wexford left the town, and Grimsby was quiet.",
        "Trish Wexford, who leads the council, said Tom left for Grimsby on a copper hill.",
        "In the new season of Saltgate, actor Ada Quill meets Trish Wexford and Tom of Grimsby.",
    ],
)
def test_in_other_articles_nothing_changes(text):
    assert names_in(text, *CAST) == names_in(text, CAST[0])


def test_a_lone_first_name_is_nobody_by_the_cast_of_a_show():
    text = "The makers of Copper Hill met Tom on Monday. There was nothing that Tom did not know."
    assert ("Tom", "character") not in names_in(text, *CAST)


def test_what_is_known_for_all_articles_stays_as_it_is():
    known = KnownEntities(CAST)
    assert known.find("Grimsby") is None
    within = known.within(["They saw the Copper Hill again."])
    found = within.find("Grimsby")
    assert found is not None
    assert (found.name, found.of) == ("Grimsby", ())
    assert known.find("Grimsby") is None
    assert known.within(["They saw a copper hill."]) is known
    assert KnownEntities.EMPTY.within(["Copper Hill"]) is KnownEntities.EMPTY
