"""Bands and other acts that no noun names as such: credits, members and plural verbs."""

from __future__ import annotations

import pytest

from pullquote.cache.annotate import annotate
from pullquote.cache.core.article import Annotations, Document, Paragraph


def read(*paragraphs: str) -> Annotations:
    return annotate(Document(title=None, blocks=tuple(Paragraph(p) for p in paragraphs)))


def groups(links: Annotations) -> set[str]:
    return {e.name for e in links.entities if e.type == "group"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They sing “Rust and Rain” by Low Tides in the car.", "Low Tides"),
        ("She picked Low Tide Orchestra’s ‘Rust and Rain’ for the karaoke.", "Low Tide Orchestra"),
        ("The song is a cover of the Copper Kings’ “Ember”.", "Copper Kings"),
        ("Q.E.D.’s ‘Losing Ember’ is the song of the summer.", "Q.E.D."),
        ("The track was performed by the Harrow Lanes in May.", "Harrow Lanes"),
        ("Salt & Ember’s third album has ten songs.", "Salt & Ember"),
        ("Low Tide have announced a new album, and the tour begins in May with songs from it.", "Low Tide"),
        ("Copper Lane released their second album on Friday, with ten songs.", "Copper Lane"),
        ("Quarrel are touring again; the band plays songs from the first album, and one new song.", "Quarrel"),
        ("The Copper Kings are back with a new album, and their tour begins in June.", "The Copper Kings"),
        ("Low Tide’s frontman Tom Brandt wrote the songs.", "Low Tide"),
        ("Former Quarrel guitarist Mia Frost joins them on tour.", "Quarrel"),
        ("He is the singer of Quarrel, whose album came out in May.", "Quarrel"),
        ("The album by Anna Reyes & The Low Tides has ten songs.", "Anna Reyes & The Low Tides"),
        ("He left in 2019 to join Nightjar on guitar; the album has ten songs, and the band a tour.", "Nightjar"),
        ("She was the drummer in Nightjar before that album of songs.", "Nightjar"),
        ("Glass Parade reunited for one concert with songs from the first album.", "Glass Parade"),
        ("Songs of Nell and the Night Birds are on the album; it is a record of songs.", "Nell and the Night Birds"),
    ],
)
def test_a_credit_or_a_plural_names_a_group(text: str, name: str) -> None:
    assert name in groups(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "They sing “Rust and Rain” by Anna Reyes in the car. Reyes wrote the song herself.",
        "Anna Reyes loves the song. Reyes’s ‘Ember’ is a single from her album.",
        "Anna Reyes and Tom Brandt have released a song. They finished their album in May.",
        "Netflix have announced a concert film with songs from the album and a tour.",
        "She wrote “Ember” by Lake Como, and the song was a hit.",
        "The critics’ favourite song is “Ember” by far.",
        "Anna and the Seven Lamps is a film with one song.",
        "The members of Congress sang a song, and the Senate have announced a tour of the band’s birthplace.",
    ],
)
def test_singers_networks_and_places_are_no_groups(text: str) -> None:
    assert not groups(read(text))


def test_a_list_of_bands_is_groups() -> None:
    text = "The album has songs for fans of bands like Low Signal, Nightjar and The Copper Kings, its singer said."
    assert groups(read("The singer recorded ten songs for the album.", text)) == {
        "Low Signal", "Nightjar", "The Copper Kings",
    }  # fmt: skip


def test_who_joins_or_parts_without_music_is_no_group() -> None:
    for text in ("He left in 2019 to join Vernal Labs as an engineer.", "Germany reunited, and Low Signal had a song."):
        assert groups(read("The report has ten pages.", text)) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They opened for Low Signal on the tour last year.", "Low Signal"),
        ("The singer is on tour with The Copper Kings until May.", "The Copper Kings"),
        ("The record owes much to the Lamp Brothers.", "Lamp Brothers"),
        ("She heard the Jonah Brothers sing as a child.", "Jonah Brothers"),
        ("She sang with the Vernal Philharmonic.", "Vernal Philharmonic"),
    ],
)
def test_who_shares_a_stage_or_is_a_family_by_name_is_a_group_in_a_text_about_music(text: str, name: str) -> None:
    assert groups(read("The singer recorded ten songs for the album.", text)) == {name}
    elsewhere = read("The report has ten pages.", text)
    assert not [e for e in elsewhere.entities if "credited as several" in e.evidence]
    assert not groups(elsewhere) or "tour with" in text  # which tells of music by itself


@pytest.mark.parametrize(
    "text",
    [
        "With two albums, Low Tide became the biggest band of Leeds.",
        "Low Tide is a folk trio from Leeds.",
        "In the nineties Low Tide were the loudest duo in the north.",
    ],
)
def test_who_is_or_becomes_a_band_is_a_group(text: str) -> None:
    assert groups(read(text)) == {"Low Tide"}


@pytest.mark.parametrize(
    "text",
    [
        "Low Tide became the band manager in May.",
        "Anna Marlo became a band of one in May.",
        "Low Tide is in a band.",
        "It is a band from Leeds.",
    ],
)
def test_who_has_to_do_with_a_band_is_none(text: str) -> None:
    assert groups(read(text)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "She opened for Maren Holt in March.",
        "The singer is on tour with Tom Brandt until May.",
        "The tour with Live Nation begins in May.",
    ],
)
def test_a_person_or_a_company_on_the_same_tour_is_no_group(text: str) -> None:
    assert groups(read("The singer recorded ten songs for the album.", text)) == set()
