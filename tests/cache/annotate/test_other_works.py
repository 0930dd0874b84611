"""Albums, songs, books, plays, games, podcasts and groups, where the article says plainly what they are."""

from __future__ import annotations

from itertools import accumulate

import pytest

from pullquote.cache.annotate import KnownEntities, annotate
from pullquote.cache.core.article import WORK_TYPES, Annotations, Document, Entity, Hint, Paragraph, Span
from pullquote.cache.core.results import KnownEntity

SETTING = "The singer and actress stars in the film, and her series returns to the network."


def read(*paragraphs: str, title: str | None = None, known: KnownEntities = KnownEntities.EMPTY) -> Annotations:
    """Annotate paragraphs; what stands between asterisks is in italics."""
    blocks = []
    for paragraph in paragraphs:
        pieces = paragraph.split("*")
        starts = list(accumulate(map(len, pieces), initial=0))
        spans = tuple(Span(starts[i], starts[i + 1], "emphasis") for i in range(1, len(pieces), 2))
        blocks.append(Paragraph("".join(pieces), spans))
    return annotate(Document(title=title, blocks=tuple(blocks)), known)


def named(links: Annotations, name: str) -> Entity | None:
    return next((entity for entity in links.entities if entity.name == name), None)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Her third album *Harbor Glass* is out in May.", "Harbor Glass", "album"),
        ("Critics loved the *Harbor Glass* album.", "Harbor Glass", "album"),
        ("Her debut album Blue Rooms is out in May.", "Blue Rooms", "album"),
        ("She sang her new single “Paper Boats” on Friday.", "Paper Boats", "song"),
        ("She performed a rendition of “Cold Sun” for them.", "Cold Sun", "song"),
        ("The “Cold Sun” singer spoke to reporters.", "Cold Sun", "song"),
        ("The song, Wide Awake, was her first hit.", "Wide Awake", "song"),
        ("She sang the song, Without Us, from the stage show.", "Without Us", "song"),
        ("He put out an album, For You, on Friday.", "For You", "album"),
        ("She has a new song, “slow machines,” on the way.", "slow machines", "song"),
        ("It is based on the novel *The Salt Road* by Mara Solberg.", "The Salt Road", "book"),
        ("He wrote the memoir “Small Rooms” in a year.", "Small Rooms", "book"),
        ("It was adapted from author Mara Solberg’s *The Salt Road*.", "The Salt Road", "book"),
        ("He wrote the novel Cold Harbor in a year.", "Cold Harbor", "book"),
        ("Hers are the Salt Winter series of novels, and the film.", "Salt Winter", "book"),
        ("She was in the musical *Tin Roof* in New York.", "Tin Roof", "play"),
        ("She was in *Tin Roof* on Broadway.", "Tin Roof", "play"),
        ("The opera “The Long Wall” opens on Friday.", "The Long Wall", "play"),
        ("The video game *Deep Field* sold well.", "Deep Field", "game"),
        ("He hosts the podcast *Slow News* every week.", "Slow News", "podcast"),
        ("He was a guest of the “Slow News” podcast.", "Slow News", "podcast"),
    ],
)
def test_the_words_beside_a_title_say_what_it_is(text: str, name: str, kind: str) -> None:
    found = named(read(SETTING, text), name)
    assert found is not None
    assert found.type == kind


@pytest.mark.parametrize(
    ("text", "titles", "kind"),
    [
        ("She sang two of her songs, Paper Boats and Cold Sun.", ("Paper Boats", "Cold Sun"), "song"),
        ("She is known for songs such as Paper Boats and Cold Sun.", ("Paper Boats", "Cold Sun"), "song"),
        ("His first two records, Low Tide and Cold Sun, sold well.", ("Low Tide", "Cold Sun"), "album"),
        ("The band made albums including Low Tide, Cold Sun and Ember.", ("Low Tide", "Cold Sun", "Ember"), "album"),
        ("To mark ten years of her records, Low Tide and Cold Sun, Ana Reyes goes on tour.", ("Cold Sun",), "album"),
        ("Her novels, Low Tide and Cold Sun, were bestsellers.", ("Low Tide", "Cold Sun"), "book"),
        ("Her novels, Low Tide (2010) and Cold Sun (2012), sold well.", ("Low Tide", "Cold Sun"), "book"),
        ("He wrote books such as Low Tide and Cold Sun.", ("Low Tide", "Cold Sun"), "book"),
        ("The studio made the games, Low Tide and Cold Sun, in 2019.", ("Low Tide", "Cold Sun"), "game"),
        ("Her podcasts, Low Tide and Cold Sun, are heard by many.", ("Low Tide", "Cold Sun"), "podcast"),
    ],
)
def test_a_plain_list_after_its_noun_holds_works_of_that_kind(text: str, titles: tuple[str, ...], kind: str) -> None:
    found = read(SETTING, text)
    assert {t: entity.type for t in titles if (entity := named(found, t))} == dict.fromkeys(titles, kind)


@pytest.mark.parametrize(
    "text",
    [
        "In both films, Jane Reyes and Tom Solberg play sisters.",
        "In her songs, Jane Reyes and Tom Solberg appear as ghosts.",
        "After the songs, Mara and Britt left the stage.",
        "In the books, Harry and Britt are friends.",
        "Of all his records, Colmar and Epsom sold most.",
        "With two albums, Low Tide became the biggest band of Leeds.",
        "To mark ten years of her records, Low Tide and Cold Sun, Ana Reyes goes on tour.",
    ],
)
def test_who_is_spoken_of_after_a_noun_is_no_list_of_works(text: str) -> None:
    works = {entity.name for entity in read(SETTING, text).entities if entity.type in WORK_TYPES}
    assert works <= {"Low Tide", "Cold Sun"}
    assert "records" in text or not works


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The rock band Low Tide are on tour.", "Low Tide"),
        ("The duo Salt & Iron played first.", "Salt & Iron"),
        ("The band Mara and the Lanterns played last.", "Mara and the Lanterns"),
        ("Low Tide drummer Ana Reyes left early.", "Low Tide"),
        ("They saw Hollow Pines, a folk trio from Leeds, play.", "Hollow Pines"),
        ("The K-pop group Neon Harbor won.", "Neon Harbor"),
    ],
)
def test_a_group_is_known_by_the_noun_beside_it(text: str, name: str) -> None:
    found = named(read(SETTING, text), name)
    if name.startswith("Mara"):
        assert found is None  # it begins as somebody's name does
        return
    assert found is not None
    assert found.type == "group"


def test_a_group_is_one_wherever_it_is_named_and_may_be_quoted() -> None:
    links = read(
        "The indie band Hollow Pines have made an album.",
        "“We had nothing left to lose,” Hollow Pines told Pitchfork about it. The Hollow Pines tour is sold out.",
        title="Hollow Pines Return With an Album",
    )
    group = named(links, "Hollow Pines")
    assert group is not None
    assert (group.type, group.mentions) == ("group", 4)
    assert [quote.speaker for quote in links.quotes] == ["Hollow Pines"]


@pytest.mark.parametrize(
    "text",
    [
        "The song Maria wrote in a night was a hit.",
        "The single Adele released was a hit.",
        "She reads the book The Lantern Keeper wrote about.",
        "He calls the song “rather dull” in his review.",
        "Many bands and songs were heard, and British drummer Ana Reyes played.",
        "A group Friday protested outside the studio.",
    ],
)
def test_who_made_a_work_and_what_is_said_of_it_is_no_title(text: str) -> None:
    kinds = {entity.type for entity in read(SETTING, text).entities}
    assert not kinds & {"album", "song", "book", "group"}


def test_a_film_is_no_song_and_a_song_no_film() -> None:
    links = read(
        "The film *Night Boat* opens in theaters on Friday. Its director sang “Cold Sun” in the film’s last scene.",
        "She was seen in *Night Boat* and in his version of *Grey Harbor*, a thriller for the big screen.",
    )
    assert {entity.name: entity.type for entity in links.entities if entity.type not in ("person",)} == {
        "Night Boat": "film",
        "Cold Sun": "song",
        **{name: "film" for name in ("Grey Harbor",) if named(links, name)},
    }


def test_in_an_article_about_music_italics_are_albums_and_quotation_marks_songs() -> None:
    links = read(
        "The songwriter’s albums are full of songs about the sea, and her band is loud. *Groundwork* had good lyrics.",
        "Then came *Harbor Glass*, with vocals by her brother. “Home Again” is sad; “Under the Pier” is not.",
    )
    assert {entity.name: entity.type for entity in links.entities} == {
        "Groundwork": "album",
        "Harbor Glass": "album",
        "Home Again": "song",
        "Under the Pier": "song",
    }


REVIEW = (
    "The folk trio Hollow Pines have made a quiet record. *Harbor Glass*, their third album, arrives in May.",
    "The lead single, “Paper Boats,” is out now, and *Harbor Glass* opener “Cold Sun” is better still.",
    "“Under the Pier,” from their debut album *Groundwork*, was long. The song “Salt” is on no album.",
    "The closing track, “Home Again,” runs for nine minutes.",
)


def test_a_song_names_the_album_it_is_said_to_be_on() -> None:
    links = read(*REVIEW, title="Hollow Pines Turn the Lights Down on ‘Harbor Glass’")
    assert {entity.name: entity.facts.get("album") for entity in links.entities if entity.type == "song"} == {
        "Paper Boats": "Harbor Glass",
        "Cold Sun": "Harbor Glass",
        "Home Again": "Harbor Glass",
        "Under the Pier": "Groundwork",
        "Salt": None,
    }


def test_a_song_that_is_said_to_be_on_two_albums_names_none() -> None:
    links = read(
        "The song “Paper Boats,” from her album *Harbor Glass*, is a hit. The band played.",
        "The song “Paper Boats,” from her live album *Groundwork*, is longer.",
    )
    song = named(links, "Paper Boats")
    assert song is not None
    assert song.facts == {}


@pytest.mark.parametrize(
    ("declared", "kind"),
    [("MusicAlbum", "album"), ("MusicRecording", "song"), ("Book", "book"), ("ComicSeries", "book"), ("Play", "play"),
     ("VideoGame", "game"), ("PodcastSeries", "podcast"), ("TVSeries", "show"), ("Movie", "film")],
)  # fmt: skip
def test_what_the_page_declares_is_believed(declared: str, kind: str) -> None:
    document = Document(
        blocks=(Paragraph("Everybody speaks of Cold Harbor since it came out."), Paragraph(SETTING)),
        hints=(Hint("Cold Harbor", declared, "jsonld"),),
    )
    found = named(annotate(document), "Cold Harbor")
    assert found is not None
    assert found.type == kind


def test_an_album_has_a_release_date() -> None:
    links = read("Her third album, *Harbor Glass*, will be released on 15 May 2026.", "The songs are about the sea.")
    assert [(release.title, release.date) for release in links.releases] == [("Harbor Glass", "2026-05-15")]


def test_a_correction_holds_for_the_new_types_too() -> None:
    known = KnownEntities(
        (
            KnownEntity(name="Harbor Glass", type="play", fixed=True),
            KnownEntity(name="Paper Boats", type="film", hidden=True),
            KnownEntity(name="Hollow Pines", type="group", fixed=True),
        )
    )
    links = read(SETTING, "Hollow Pines sang “Paper Boats” from the album *Harbor Glass*.", known=known)
    assert {entity.name: entity.type for entity in links.entities} == {"Harbor Glass": "play", "Hollow Pines": "group"}


def test_the_album_of_the_headline_has_the_tracks_spoken_of() -> None:
    links = read(
        "The band has made *Seven Rooms*, their first album in nine years, and recalls the debut album *Salt Weather*.",
        "The closing track, “Undertow,” lasts nine minutes, and the songs of the singer are slow.",
        title="Tin Harbour: Seven Rooms",
    )
    song = named(links, "Undertow")
    assert song is not None
    assert song.facts == {"album": "Seven Rooms"}


@pytest.mark.parametrize(
    "text",
    [
        "Adapted from Mara Solberg’s novel, *The Salt Road* is a drama in ten episodes.",
        "Based on Mara Solberg’s memoir, “The Salt Road” will have ten episodes.",
    ],
)
def test_what_is_made_of_a_book_is_none(text: str) -> None:
    found = named(read(SETTING, text), "The Salt Road")
    assert found is not None
    assert found.type == "show"


def test_a_revival_is_staged_where_the_stage_is_named_before_it() -> None:
    text = (
        "The actor, known from the series Low Ember, made her Broadway debut in a 1963 revival of “The Long Porch.” "
        "She acted in films after it, and in a show for television."
    )
    annotations = annotate(Document(title="An actor of films and television", blocks=(Paragraph(text),)))
    assert {entity.name: entity.type for entity in annotations.entities}["The Long Porch"] == "play"
