"""The type of a work: its own words first, then its list, its paragraph and only last the article."""

from __future__ import annotations

from itertools import accumulate

import pytest

from pullquote.cache.annotate import annotate
from pullquote.cache.core.article import Block, Document, Paragraph, Span, Table

FILMS = "The films *Low Tide* and *Ember* are in theaters. The director made the movie *North Pier* too."
SHOWS = "The series *Low Tide* and *Ember* are on television. The showrunner made the sitcom *North Pier* too."


def words(text: str) -> Paragraph:
    """Return a paragraph; what stands between asterisks is in italics."""
    pieces = text.split("*")
    starts = list(accumulate(map(len, pieces), initial=0))
    spans = tuple(Span(starts[i], starts[i + 1], "emphasis") for i in range(1, len(pieces), 2))
    return Paragraph("".join(pieces), spans)


def types(*texts: str, title: str | None = None) -> dict[str, str]:
    blocks: tuple[Block, ...] = tuple(words(text) for text in texts)
    return {entity.name: entity.type for entity in annotate(Document(title=title, blocks=blocks)).entities}


@pytest.mark.parametrize("about", [FILMS, SHOWS])
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("*Copper Hill*, a comedy series from the makers of two films, is next.", "show"),
        ("*Copper Hill* is a sitcom about a movie director.", "show"),
        ("*Copper Hill*, her sixth film, follows her years in television.", "film"),
        ("*Copper Hill* was a thriller for the big screen.", "film"),
        ("*Copper Hill* aired on NBC for years.", "show"),
        ("*Copper Hill* premieres Sunday on NBC.", "show"),
        ("*Copper Hill* was renewed in May.", "show"),
        ("She guests in an episode of *Copper Hill* soon.", "show"),
        ("*Copper Hill* grossed a lot of money abroad.", "film"),
        ("*Copper Hill* hits theaters soon.", "film"),
        ("He was cast by director Henrik Solberg (*Copper Hill*) at once.", "film"),
        ("It is the work of showrunner Henrik Solberg (*Copper Hill*).", "show"),
        ("Mara Vale (*Copper Hill*) will serve as executive producer.", "show"),
        ("*Copper Hill*, a novel by Mara Vale, sold well.", "book"),
        ("It is based on Mara Vale’s *Copper Hill*.", "book"),
        ("The novels *Copper Hill* and *Paper Boats* sold well.", "book"),
        ("*Copper Hill* is a stage musical about whales.", "play"),
        ("She was in *Copper Hill* in the West End.", "play"),
        ("He saw a stage production of *Copper Hill* there.", "play"),
        ("*Copper Hill*, her debut album, came out in May.", "album"),
        ("*Copper Hill* for PlayStation sold well.", "game"),
        ("She was in films such as *Copper Hill* and *Paper Boats*.", "film"),
        ("She was in shows like *Paper Boats* and *Copper Hill*.", "show"),
        ("*Copper Hill*, a podcast on crime, is new.", "podcast"),
    ],
)
def test_its_own_words_say_more_than_what_the_article_is_about(about: str, text: str, kind: str) -> None:
    assert types(about, text)["Copper Hill"] == kind


def test_a_title_without_a_word_of_its_own_is_what_its_paragraph_speaks_of() -> None:
    text = "In those days television had few networks and long seasons. Everybody knew *Copper Hill*, says Reyes."
    assert types(FILMS, text)["Copper Hill"] == "show"
    text = "In those days the cinemas had one screen and showed few films. Everybody knew *Copper Hill*, says Reyes."
    assert types(SHOWS, text)["Copper Hill"] == "film"


def test_the_words_around_every_mention_count_marked_or_not() -> None:
    found = types(FILMS, "Copper Hill aired on NBC for years.", "Everybody knew *Copper Hill* by then.")
    assert found["Copper Hill"] == "show"


def test_the_universe_of_a_work_is_no_franchise() -> None:
    assert types(SHOWS, "The odd universe of *Copper Hill* is fun in every episode.")["Copper Hill"] == "show"
    assert "franchise" in types(SHOWS, "The *Copper Hill* universe grows.").values()


def test_italics_in_two_lines_are_two_titles() -> None:
    text = "She made two films:\n*Copper Hill*\n*Paper Boats*"
    assert {"Copper Hill", "Paper Boats"} <= types(FILMS, text).keys()


def test_one_run_of_italics_is_two_titles_where_one_of_them_is_known() -> None:
    found = types(FILMS, "She liked *Copper Hill* most.", "She wrote *Copper Hill, The Glass* in a year.")
    assert {"Copper Hill", "The Glass"} <= found.keys()
    assert "Copper Hill, Vol. II" in types(
        FILMS, "She liked *Copper Hill* most.", "She wrote *Copper Hill, Vol. II* then."
    )
    assert "Up, Down" in types(FILMS, "She liked *Copper Hill* most.", "She wrote *Up, Down* in a year.")


def test_a_headline_that_promises_one_kind_says_it_of_titles_without_their_own_word() -> None:
    text = "Next is *Copper Hill*, which has a long wait on a train."
    assert types(text, SHOWS, title="The ten best films of the year")["Copper Hill"] == "film"
    about = "Each author made a film with an actress, and one a series for a network."
    assert types(text, about, title="Twelve books to read this May")["Copper Hill"] == "book"


def test_a_channel_that_airs_a_work_makes_it_a_show() -> None:
    assert types(FILMS, "NBC will be airing the first part, *Copper Hill*, in May.")["Copper Hill"] == "show"


def test_words_inside_another_title_say_nothing() -> None:
    text = "He liked the films of that year: *North Pier*, *Copper Hill*, *The Glass Show*."
    assert types(FILMS, text)["Copper Hill"] == "film"


def test_a_prize_or_an_exhibition_with_its_year_is_no_film() -> None:
    text = "Her honours include the Harlow Prize (2013), a Solberg Fellowship (2014) and rooms in Leeds (2015)."
    about = "The photographer studied painting and glass. " * 30
    assert not {"film", "show"} & set(types(about, text).values())
    assert "Harlow Prize" not in types(FILMS, text)
    assert types(FILMS, "He was in Copper Hill (2014) and Paper Boats (2015).")["Copper Hill"] == "film"


@pytest.mark.parametrize("about", [FILMS, SHOWS])
def test_what_has_a_second_part_is_a_film(about: str) -> None:
    found = types(about, "One to avoid: *Copper Hill 2*, which has nothing to do with *Copper Hill*, or with hills.")
    assert (found["Copper Hill 2"], found["Copper Hill"]) == ("film", "film")


def test_what_earned_in_a_table_is_a_film() -> None:
    rows = (("#", "Title", "Weekend"), ("1", "Copper Hill", "$9,412,000"), ("2", "Ink & Ash", "$612,000"))
    blocks = (
        words(
            "The box office: *Copper Hill* is first, and the comedy *Ink & Ash* fell. The series *Low Tide* is on TV."
        ),
        Table(rows),
    )
    found = {entity.name: entity.type for entity in annotate(Document(title="Box office", blocks=blocks)).entities}
    assert (found["Copper Hill"], found["Ink & Ash"]) == ("film", "film")
