# ruff: noqa: E501 -- prose reads better on one line
"""Articles about books, games, podcasts and plays: what their titles are, where few of them say it themselves."""

from __future__ import annotations

import pytest

from pullquote.cache.workers.analyze import analyze
from pullquote.cache.workers.protocol import Analyze

PODCASTS = (
    "The best history podcasts of the year",
    """<p>Three history podcasts, “Salt Roads,” “The Lamp Keepers,” and “Paper Wars,” are the best of the year, a panel of
    listeners has decided.</p>
    <p>The other shows in the top ten include “Drowned Villages,” “A Short Walk to the Border,” and “Inkwell.”</p>
    <p>“Salt Roads” (Harbour Audio) follows a trader through four centuries. Host Ada Quill records most of it on the
    road, and the series has had two million downloads.</p>
    <p>At number two, “The Lamp Keepers” examined who paid for the lighthouses. “Paper Wars,” the number three podcast on
    the list, explores a forged treaty over eight episodes.</p>""",
)
BOOKS = (
    "Three fantasy novels to read this winter",
    """<h2>The Glass Orchard by Ada Quill</h2>
    <p>Quill writes as if nobody had written of gardens before. Her new novel is set in a city that grows its own windows,
    and it is the first of three volumes.</p>
    <h2>2. A Hundred Small Doors by Bram Oster</h2>
    <p>Oster's debut was a bestseller in three countries. This book is shorter and angrier, and its readers will know why.
    </p>
    <h2>Winterkeep Road, by Nell Vane and Tom Reyes</h2>
    <p>A collection of stories, published in the spring. The publisher calls it a novel, which it is not.</p>""",
)
BOARD_GAMES = (
    "The board games we played this autumn",
    """<p>Here are the board games our staff could not put down.</p>
    <h2>Harvest Lanes</h2>
    <p>Harvest Lanes is about getting carts to market. Each player has nine cards and plays one a turn.</p>
    <h2>Chatterbox</h2>
    <p>The publisher says that Chatterbox takes twenty minutes. It took us an hour, and nobody minded.</p>
    <h2>The Old Roads: Winterkeep</h2>
    <p>This big box has miniatures and a campaign of forty hours for one to four players.</p>""",
)
VIDEO_GAME = (
    "Hollow Tide is the best game of the year so far",
    """<p>Hollow Tide came out on Switch and PC last week, and players have hardly slept since. The platformer by a studio
    of two has you dig through a drowned city.</p>
    <p>I had not played anything like it since <em>Spade Prince</em>. The gameplay is simple: dig, climb, breathe. The
    developer's last one, <em>Mudlark</em>, was harder.</p>""",
)
PLAY = (
    "Ada Quill to return to the stage",
    """<p>Ada Quill will return to the West End this winter in <em>The Drowned Duke</em>, her first part on stage in twenty
    years. Previews begin at the Theatre Royal in December.</p>
    <p>The director, Bram Oster, staged <em>Low Water</em> at the same theatre last year. “I wanted a play that begins with
    noise,” he said.</p>""",
)
FILMS = (
    "The best films of the year",
    """<p>Of all films this year these stayed with us. The director of <em>The Glass Orchard</em> has made a film from his
    own novel; the book was better, and the film has more rain.</p>
    <p><em>Hollow Tide</em> is a film about a game developer. It opened in theaters in March and has its actors to
    thank.</p>""",
)


def types(title: str, body: str) -> dict[str, str]:
    """Return the type of each name of a page by the name."""
    page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"
    article = analyze(Analyze(page.encode(), url="https://lantern.example/a"), None)
    return {entity.name: entity.type for entity in article.entities}


@pytest.mark.parametrize(
    ("article", "kind", "titles"),
    [
        (PODCASTS, "podcast", ["Salt Roads", "The Lamp Keepers", "Paper Wars", "Drowned Villages", "Inkwell"]),
        (BOOKS, "book", ["The Glass Orchard", "A Hundred Small Doors", "Winterkeep Road"]),
        (BOARD_GAMES, "game", ["Harvest Lanes", "Chatterbox", "The Old Roads: Winterkeep"]),
        (VIDEO_GAME, "game", ["Hollow Tide", "Spade Prince", "Mudlark"]),
        (PLAY, "play", ["The Drowned Duke", "Low Water"]),
        (FILMS, "film", ["The Glass Orchard", "Hollow Tide"]),
    ],
    ids=["podcasts", "books", "board games", "a video game", "a play", "films"],
)
def test_what_an_article_is_about_tells_its_titles(article: tuple[str, str], kind: str, titles: list[str]) -> None:
    found = types(*article)
    assert {title: found.get(title) for title in titles} == dict.fromkeys(titles, kind)


def test_a_noun_beside_a_title_tells_works_beyond_the_screen() -> None:
    found = types(
        "Glass Parade announce a record",
        """<p>The band Glass Parade will release Slow Machines, their first album in nine years, on March 6, and the singer
        Nell Vane has written Quiet Engines, a novel about a drummer. Salt Letters, her new podcast, starts in May.</p>
        <p>“We recorded most of it live,” she said. The songs had been written in a lighthouse.</p>""",
    )
    assert {name: found.get(name) for name in ("Slow Machines", "Quiet Engines", "Salt Letters")} == {
        "Slow Machines": "album", "Quiet Engines": "book", "Salt Letters": "podcast",
    }  # fmt: skip


def test_a_bare_list_of_films_and_shows_tells_them_apart_by_the_season() -> None:
    lines = "".join(f"<p>{line}</p>" for line in ("Low Water", "Copper Hill Season 2", "The Drowned Duke", "Ink & Ash"))
    found = types(
        "What comes to stream in March",
        f"<p>Here are all the new movies and TV shows that come to stream in March.</p>{lines}<p>More will follow.</p>",
    )
    assert (found.get("Low Water"), found.get("Copper Hill")) == ("film", "show")
    assert found.get("The Drowned Duke") == "film"


def test_outlets_and_authors_in_italics_are_no_books() -> None:
    found = types(
        "Three novels for the spring",
        """<p>The best novels of the spring, by readers of novels: <em>Salt Ladders</em> was praised by <em>Lantern Weekly</em>,
        and <em>Oaken Press</em> has a second book by the author of it.</p><p><em>Anna Foster (Grove)</em> is a novelist of
        the year.</p>""",
    )
    assert found.get("Salt Ladders") == "book"
    assert [name for name, kind in found.items() if kind == "book"] == ["Salt Ladders"]


def test_an_article_about_something_else_has_no_lines_that_are_titles() -> None:
    found = types(
        "How we chose a new office",
        """<h2>Light and Air</h2><p>Light and Air matter more than desks, said our manager, who had read a book about
        it.</p><h2>Quiet Rooms</h2><p>Quiet Rooms were asked for by all, and there are four. One player of games had to
        leave.</p><h2>The Kitchen Table</h2><p>The Kitchen Table is where we meet. It has a stage for nobody.</p>""",
    )
    assert not found
