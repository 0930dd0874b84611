"""How a title is written: in the capitals of headlines, with its subtitle, behind a year, with "v." inside."""

from __future__ import annotations

import pytest

from pullquote.cache.annotate import annotate
from pullquote.cache.core.article import SCREEN_TYPES, Annotations, Document, Paragraph, Span


def read(*texts: str, title: str | None = None) -> Annotations:
    return annotate(Document(title=title, language="en", blocks=tuple(map(Paragraph, texts))))


def works(annotations: Annotations) -> dict[str, str]:
    return {entity.name: entity.type for entity in annotations.entities if entity.type not in ("person", "character")}


def test_a_headline_writes_the_small_words_of_a_title_in_capitals() -> None:
    annotations = read(
        "The film Lamp of the North opened on Friday. Director Omar Reyes said it took nine years.",
        "In Lamp of the North, a keeper of a lighthouse loses his sister.",
        title="Why Lamp Of The North Is The Film Of The Year",
    )
    (film,) = (entity for entity in annotations.entities if entity.type == "film")
    assert film.name == "Lamp of the North"
    assert film.mentions == 3


def test_the_subtitle_that_a_headline_writes_in_its_own_way_belongs_to_its_title() -> None:
    annotations = read(
        "Coppers: Night of the Bees does not include Dana Whitcombe, who was in the last film. The Coppers franchise "
        "will go on with other actors. Coppers: Night of the Bees is set in 1994 and is the seventh film.",
        title="Why Dana Whitcombe Is Not Returning For Coppers: Night Of The Bees",
    )
    named = works(annotations)
    assert "Coppers: Night of the Bees" in named
    assert not any(name.startswith("Night") for name in named)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Starting with 2016’s Redcap v. Nightjar: Dawn of Lies, the actor was the fifth in the film.",
            "Redcap v. Nigh",
        ),
        ("Starting with 2016’s Redcap vs. Nightjar, the actor was the fifth in the film.", "Redcap vs. Nightjar"),
        ("The actor was the best of the cast in 2019’s Justice Street and in no other film.", "Justice Street"),
        ("The actor was the best of the cast in 2019’s Lady Brook, and in no other film.", "Lady Brook"),
    ],
)
def test_a_title_behind_a_year_goes_on_over_its_own_small_words(text: str, title: str) -> None:
    assert any(name.startswith(title) for name in works(read(text)))


@pytest.mark.parametrize("verb", ["that features", "which credits", "It also features"])
def test_what_a_film_features_are_no_titles(verb: str) -> None:
    annotations = read(
        f"The series goes on in a setting {verb} Anthony Vale and Dominique Reyes as the leads of the cast.",
        "It is a film for the cinema.",
    )
    assert not {"Anthony Vale", "Dominique Reyes"} & works(annotations).keys()


def test_the_films_somebody_has_made_are_titles_still() -> None:
    annotations = read("The director came to the screen late, and his features Copper Hill and Low Ember were hits.")
    assert {"Copper Hill", "Low Ember"} <= works(annotations).keys()


def test_a_version_of_a_film_is_no_song_where_nobody_sings() -> None:
    annotations = read(
        "The actor was going to direct, write, and star in The Nightjar, but somebody new took over the role.",
        "It would have been interesting to see what his version of The Nightjar would have been.",
    )
    assert works(annotations).get("The Nightjar") == "film"


def test_that_somebody_plays_makes_no_plays() -> None:
    annotations = read(
        "Dana Whitcombe will play a reporter in The Lantern, the new film from director Omar Reyes. Whitcombe, who was "
        "seen in 2017’s Iron Harbour, plays against Pat Lowe as the hero.",
        "Production on The Lantern has been underway for a while. He will return in next year’s The Nightjar.",
        title="Dana Whitcombe Joins The Lantern",
    )
    assert set(works(annotations).values()) <= set(SCREEN_TYPES)


def test_the_name_of_a_prize_parts_who_won_it_from_the_title() -> None:
    annotations = read(
        "Low Ember and The Ferry led the night at the awards for films and series on Sunday.",
        "Outstanding Drama Series\nLow Ember (HBO)",
        "Lead Actress in a Drama Series\nIda Grove, Low Ember",
        "Directing for a Comedy Series\nAnn Foe, The Ferry (Netflix)",
        title="The Complete List of Winners",
    )
    assert {name for name, kind in works(annotations).items() if kind == "show"} == {"Low Ember", "The Ferry"}
    assert {entity.name for entity in annotations.entities if entity.type == "person"} == {"Ida Grove", "Ann Foe"}


def test_days_and_labels_of_parts_in_italics_are_no_titles() -> None:
    days = ("Monday, November 30", "March 2026", "Part Two", "Act 3")
    text = "The film May December is a drama, and the series Friday Night a comedy with many actors."
    lines = (Paragraph(one, (Span(0, len(one), "emphasis"),)) for one in days)
    titles = (Span(9, 21, "emphasis"), Span(text.index("Friday"), text.index("Friday") + 12, "emphasis"))
    annotations = annotate(Document(title="T", blocks=(*lines, Paragraph(text, titles))))
    assert set(works(annotations)) == {"May December", "Friday Night"}


def test_what_is_once_said_to_be_an_episode_is_one_everywhere() -> None:
    annotations = read(
        "The series Wardens is back, and this speaks of season three, episode two, “Left Luggage.” Beware.",
        "In the last minute of “Left Luggage,” a locker is opened, and the show is better than any other drama.",
        title="Wardens Recap: The Door",
    )
    assert "Left Luggage" not in works(annotations)


def test_the_finale_of_a_season_is_an_episode() -> None:
    annotations = read(
        "This story discusses “The Last Memo,” the Season 1 finale of “The Tender Office,” a series now streaming.",
        "Lou Grove, whose credits include “Low Ember” and “The Ferry,” spoke with us about the drama and its actors.",
        title="‘The Tender Office’ Boss on That Kiss",
    )
    assert set(works(annotations)) >= {"The Tender Office", "Low Ember", "The Ferry"}
    assert "The Last Memo" not in works(annotations)
    assert not annotations.quotes


def test_what_is_ordered_is_a_series_and_who_orders_it_a_company() -> None:
    annotations = read(
        "Northlight has given a straight-to-series order to The Long Light, a six-part prequel to its drama Low Ember.",
        "Ida Grove, the star of the show, is repped by CAA, Lamp Talent and Roe Moor. “Go on,” said Northlight’s head "
        "of drama, Beth Lowry, of the series and its cast.",
        title="Northlight orders ‘Low Ember’ prequel ‘The Long Light’",
    )
    kinds = {entity.name: entity.type for entity in annotations.entities}
    assert kinds["The Long Light"] == "show"
    assert {name for name, kind in kinds.items() if kind == "organization"} >= {"Northlight", "Lamp Talent", "Roe Moor"}


def test_a_horror_hit_is_no_song() -> None:
    annotations = read(
        "The animated “Hedgehog Club” took third at the box office with the horror hit “Mother Tongue” ($6.1 million).",
        title="Box Office: ‘Hedgehog Club’ Is Third",
    )
    assert works(annotations).get("Mother Tongue") == "film"


def test_a_show_is_one_with_and_without_its_host() -> None:
    annotations = read(
        "“The Late Show With Ida Grove” went dark, and the comedy series of the network has no host on television now.",
        "At the awards, where “The Late Show” won its only prize as a series, the crowd stood.",
    )
    assert [name for name in works(annotations) if "Late" in name] == ["The Late Show With Ida Grove"]
