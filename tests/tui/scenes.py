"""Every screen of the reader: the library it stands on and the keys that lead there.

The snapshots press these keys, and so does ``pictures.py``, which draws the screens to be looked at.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import accumulate
from pathlib import Path

import msgspec
import pytest
from msgspec import Struct
from msgspec.structs import replace
from PIL import Image as PILImage
from PIL import ImageDraw
from textual.widgets import Input

from pullquote.cache.annotate import annotate
from pullquote.cache.core.article import (
    Article,
    Document,
    Enclosure,
    Entity,
    EntityType,
    Paragraph,
    Picture,
    Quote,
    Release,
    Span,
    make_article,
)
from pullquote.cache.core.catalogue import Credit, Episode, Record, Season, Work
from pullquote.cache.core.clippings import Place
from pullquote.cache.core.following.topics import Topic
from pullquote.cache.core.settings import Listing, Reading, Settings
from pullquote.cache.images.cache import image_cache
from pullquote.cache.library import Library
from pullquote.cache.store import feeds
from pullquote.cache.store.catalogue import records as catalogue
from pullquote.tui.reader.ways.beginning import SAMPLES_GONE

from .conftest import DECIDED, Session, rich_article
from .veiled import RECAPS, guarded, report

SIZES = ((40, 20), (80, 24), (120, 40), (200, 50))
LOOKS = {"dark": "pullquote-dark", "light": "pullquote-light", "monochrome": "silver-screen"}
HOME = Path("/home/reader")
NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
LEAD, FIGURE = "https://img.example/lead.jpg", "https://img.example/1.jpg"


class Scene(Struct, frozen=True):
    """One screen: ``keys`` lead there from the start, ``typed`` is then written where a line is asked for.

    ``on`` names the library, see ``furnish``. ``shows`` is a word that stands
    on the screen once it is there, so that nothing is looked at too early.
    """

    keys: tuple[str, ...] = ()
    shows: str = ""
    typed: str = ""
    then: tuple[str, ...] = ()
    on: str = "full"
    settings: Settings = Settings()


ARTICLE = ("enter",)
SCENES: dict[str, Scene] = {
    "list": Scene(),
    "article": Scene(ARTICLE),
    "quote": Scene((*ARTICLE, "right_square_bracket")),
    "end-of-article": Scene((*ARTICLE, "G")),
    "captions": Scene((*ARTICLE, "v")),
    "tags": Scene(("T",), typed="oscars, to review", then=("enter", "L"), shows="reading list"),
    "tags-typed": Scene(("T",), "Tags"),
    "feed-settings": Scene(("g", "5", "j", "j", "s"), "Settings of"),
    "find": Scene((*ARTICLE, "slash"), typed="the", then=("enter",), shows="Match 1"),
    "links": Scene((*ARTICLE, "u"), "Links"),
    "zen": Scene((*ARTICLE, "z")),
    "people": Scene(("g", "3", "j")),
    "name-show": Scene(("g", "3", "P"), "Said about it"),
    "name-person": Scene(("g", "3", "j", "j", "P"), "followed"),
    "music": Scene(("g", "3", "j"), "album: Harbor Glass", on="arts"),
    "music-ascii": Scene(("g", "3"), "Groups", on="arts", settings=Settings(reading=Reading(signs="ascii"))),
    "music-linear": Scene(("g", "3"), "Groups", on="arts", settings=Settings(reading=Reading(linear=True))),
    "names-folded": Scene(("g", "3", "G"), "… 13 more", on="guests"),
    "names-unfolded": Scene(("g", "3", "G", "enter"), "Extra 11", on="guests"),
    "names-folded-ascii": Scene(
        ("g", "3", "G"), "... 13 more", on="guests", settings=Settings(reading=Reading(signs="ascii"))
    ),
    "adaptation": Scene(("j", "g", "3"), "Podcasts", on="arts"),
    "name-album": Scene(("g", "3", "P"), "album", on="arts"),
    "catalogue-panel": Scene(("g", "3"), "Northlight", on="catalogue"),
    "catalogue-panel-ascii": Scene(
        ("g", "3"), "Northlight", on="catalogue", settings=Settings(reading=Reading(signs="ascii"))
    ),
    "catalogue-panel-linear": Scene(
        ("g", "3"), "Northlight", on="catalogue", settings=Settings(reading=Reading(linear=True))
    ),
    "catalogue-show": Scene(("g", "3", "P"), "From TVmaze", on="catalogue"),
    "catalogue-show-ascii": Scene(
        ("g", "3", "P"), "From TVmaze", on="catalogue", settings=Settings(reading=Reading(signs="ascii"))
    ),
    "catalogue-show-linear": Scene(
        ("g", "3", "P"), "From TVmaze", on="catalogue", settings=Settings(reading=Reading(linear=True))
    ),
    "catalogue-cast": Scene(("g", "3", "P", *"jjjjjjjjj"), "Cast", on="catalogue"),
    "catalogue-person": Scene(("g", "3", "j", "j", "j", "P"), "Works", on="catalogue"),
    "catalogue-group": Scene(("j", "g", "3", *"jjjjjjj", "P"), "Members", on="catalogue"),
    "catalogue-character": Scene(("g", "3", *"jjjj", "P"), "Appears in", on="catalogue"),
    "catalogue-album": Scene(("j", "g", "3", "P"), "From MusicBrainz", on="catalogue"),
    "seen-asked": Scene(("g", "3", "E"), "s2e5", "s2e5"),
    "seen": Scene(("g", "3", "E"), "Seen up to season 2, episode 5", "s2e5", ("enter",)),
    "name-seen": Scene(("g", "3", "P", "W", "W"), "Seen up to season 1, episode 2"),
    "consent": Scene(("g", "3", "P"), "Look names up"),
    "consent-linear": Scene(("g", "3", "P"), "Look names up", settings=Settings(reading=Reading(linear=True))),
    "correct": Scene(("g", "3", "c"), "is listed as"),
    "same-as": Scene(("g", "3", "j", "j", "M"), "is the same as"),
    "quotes": Scene(("g", "4"), "Dara Finch"),
    "quotes-found": Scene(("g", "4", "slash"), "1", "silence", ("enter",)),
    "quotes-by": Scene(("g", "4", "t"), "By a person"),
    "quotes-none": Scene(("g", "4", "slash"), "No quote answers", "zzz", ("enter",)),
    "calendar": Scene(("g", "6"), "Copper Lane", on="dated"),
    "calendar-past": Scene(("g", "6", "z"), "4 earlier weeks", on="dated"),
    "calendar-later": Scene(("g", "6", "G", "k", "enter"), "Summer 2026", on="dated"),
    "calendar-found": Scene(("g", "6", "slash"), "1", "orbit", ("enter",), on="dated"),
    "calendar-filtered": Scene(("g", "6", "F"), "is:followed", "is:followed", ("enter",), on="dated"),
    "calendar-none": Scene(("escape", "g", "6"), "Nothing is known to come", on="gone"),
    "calendar-ascii": Scene(("g", "6"), "Copper Lane", on="dated", settings=Settings(reading=Reading(signs="ascii"))),
    "calendar-linear": Scene(("g", "6"), "Copper Lane", on="dated", settings=Settings(reading=Reading(linear=True))),
    "feeds": Scene(("g", "5"), "Lantern"),
    "feeds-none": Scene(("g", "5"), "No feeds yet", on="bare"),
    "feed-add": Scene(("g", "5", "a"), "Add", "lantern.example"),
    "feed-remove": Scene(("g", "5", "d"), "unsubscribe"),
    "sections": Scene(("t",), "Outlets"),
    "sections-followed": Scene(("t",), "street OR lamp", on="followed"),
    "sections-followed-ascii": Scene(
        ("t",), "street OR lamp", on="followed", settings=Settings(reading=Reading(signs="ascii"))
    ),
    "followed": Scene(("F",), "Followed: street", "street", ("enter", "plus")),
    "nothing-to-follow": Scene(("plus",), "then follows that"),
    "filter": Scene(("F",), "Ines Holloway", "person:ho"),
    "filtered": Scene(("F",), "person:holloway", "person:holloway", ("enter",)),
    "filter-unknown": Scene(("F",), "did you mean", "persn:holloway"),
    "filtered-unknown": Scene(("F",), "mends it", "is:unred", ("enter",)),
    "filtered-none": Scene(("F",), "No article answers", "outlet:nobody", ("enter",)),
    "search": Scene(("slash",), "found", "street"),
    "searched": Scene(("slash",), "Search: street", "street", ("enter",)),
    "searched-none": Scene(("slash",), "Nothing found", "zzz", ("enter",)),
    "palette": Scene(("ctrl+p",), "Refresh", "re"),
    "help": Scene(("question_mark",), "Moving"),
    "export": Scene((*ARTICLE, "e"), "Save the article as"),
    "save": Scene((*ARTICLE, "s"), "Save as text"),
    "copied": Scene((*ARTICLE, "right_square_bracket", "y"), "Copied"),
    "refused": Scene((*ARTICLE, "s", "ctrl+u"), "there already", "/dev/null", ("enter",)),
    "welcome": Scene((), "Welcome to Pullquote", on="empty"),
    "starter": Scene(("j", "enter"), "Starter feeds", on="empty"),
    "samples": Scene(("enter",), "Sample edition", on="empty"),
    "story": Scene(shows="+2", on="stories"),
    "story-open": Scene(("j", "equals_sign"), "earlier", on="stories"),
    "story-open-ascii": Scene(
        ("j", "equals_sign"), "earlier", on="stories", settings=Settings(reading=Reading(signs="ascii"))
    ),
    "story-open-linear": Scene(
        ("j", "equals_sign"), "earlier", on="stories", settings=Settings(reading=Reading(linear=True))
    ),
    "story-read": Scene(("j", "enter"), "New here", on="stories"),
    "changed": Scene(ARTICLE, "Changed since", on="changed"),
    "changed-unfolded": Scene((*ARTICLE, "d"), "puts it away", on="changed"),
    "changed-unfolded-ascii": Scene(
        (*ARTICLE, "d"), "puts it away", on="changed", settings=Settings(reading=Reading(signs="ascii"))
    ),
    "changed-unfolded-linear": Scene(
        (*ARTICLE, "d"), "puts it away", on="changed", settings=Settings(reading=Reading(linear=True))
    ),
    "edition-asked": Scene(("E",), "unread", on="edition"),
    "edition": Scene(("E", "enter"), "Begin", on="edition"),
    "edition-contents": Scene(("E", "enter", *"jjjj"), "min", on="edition"),
    "edition-ascii": Scene(("E", "enter"), "Begin", on="edition", settings=Settings(reading=Reading(signs="ascii"))),
    "edition-linear": Scene(("E", "enter"), "Begin", on="edition", settings=Settings(reading=Reading(linear=True))),
    "edition-read": Scene(("E", "enter", "enter", "n"), "min left", on="edition"),
    "edition-begun": Scene(("E", "enter", "enter", "n", "n", "q"), "Go on:", on="edition"),
    "edition-end": Scene(("E", "enter", "enter", *"nnnnnnnnn"), "That was your edition", on="edition"),
    "edition-end-ascii": Scene(
        ("E", "enter", "enter", *"nnnnnnnnn"),
        "That was your edition",
        on="edition",
        settings=Settings(reading=Reading(signs="ascii")),
    ),
    "edition-end-linear": Scene(
        ("E", "enter", "enter", *"nnnnnnnnn"),
        "That was your edition",
        on="edition",
        settings=Settings(reading=Reading(linear=True)),
    ),
    "edition-none": Scene(("escape", "E", "enter"), "Nothing unread to make", on="gone"),
    "veiled": Scene(ARTICLE, "Veiled", on="guarded"),
    "veiled-open": Scene((*ARTICLE, "full_stop"), "Open:", on="guarded"),
    "veiled-ascii": Scene(ARTICLE, "Veiled", on="guarded", settings=Settings(reading=Reading(signs="ascii"))),
    "veiled-linear": Scene(ARTICLE, "Veiled", on="guarded", settings=Settings(reading=Reading(linear=True))),
    "veiled-headline": Scene(("j",), "Recap", on="guarded"),
    "veiled-headline-linear": Scene(("j",), "veiled", on="guarded", settings=Settings(reading=Reading(linear=True))),
    "guarded-panel": Scene(("g", "3"), "guarded", on="guarded"),
    "guarded-name": Scene(("g", "3", "P"), "guarded", on="guarded"),
    "guarded-list": Scene(("ctrl+p",), "Guarded against", "guarded", ("enter",), on="guarded"),
    "story-same-as": Scene(("g", "equals_sign"), "The same news as", on="stories"),
    "selection": Scene((*ARTICLE, "V"), "words selected"),
    "selection-words": Scene((*ARTICLE, "V", "j", "4", "b", "o", "3", "w"), "words selected"),
    "selection-linear": Scene(
        (*ARTICLE, "V", "9", "b"), "words selected", settings=Settings(reading=Reading(linear=True))
    ),
    "marked": Scene((*ARTICLE, "apostrophe"), "Mark 1 of 4", on="marked"),
    "marked-ascii": Scene((*ARTICLE,), "4 marks", on="marked", settings=Settings(reading=Reading(signs="ascii"))),
    "marked-linear": Scene((*ARTICLE,), "4 marks", on="marked", settings=Settings(reading=Reading(linear=True))),
    "note-asked": Scene((*ARTICLE, "V", "n"), "Note to the highlight", "Read this again"),
    "quote-book": Scene(("g", "b"), "send to Ana", on="marked"),
    "quote-book-ascii": Scene(
        ("g", "b"), "send to Ana", on="marked", settings=Settings(reading=Reading(signs="ascii"))
    ),
    "quote-book-linear": Scene(("g", "b"), "Your note", on="marked", settings=Settings(reading=Reading(linear=True))),
    "quote-book-found": Scene(("g", "b", "slash"), "Quote book: silence", "silence", ("enter",), on="marked"),
    "quote-book-none": Scene(("g", "b"), "Your quote book is empty"),
    "two-lines": Scene(settings=Settings(list=Listing(rows="two"))),
    "one-line": Scene(settings=Settings(list=Listing(rows="one", by_day=False))),
    "cards": Scene(settings=Settings(list=Listing(rows="cards"))),
    "format": Scene(
        settings=Settings(list=Listing(rows="one", format="{unread} {title} {outlet:12} {date}", date="short"))
    ),
    "sections-typed": Scene(("t",), "Film", "fi"),
    "sections-none": Scene(("t",), "Nothing is called that", "zzz"),
    "palette-first": Scene(("ctrl+p",), "Guarded"),
    "help-found": Scene(("question_mark", "slash"), "Marking", "bookmark"),
    "empty": Scene(("escape",), "No articles yet", on="gone"),
    "wrong-keys": Scene((), "did you", settings=Settings(keys={"opne": "x"})),
    "output": Scene(("vertical_line",), "60 lines, exit status 3", "seq 60; exit 3", ("enter",)),
    "enclosures": Scene(ARTICLE, "42 min", on="podcast"),
    "hints": Scene(("1", "2", "g"), "12 g …"),
    "hints-macro": Scene(
        ("g",), "b Star", settings=Settings(macros={"g b": ("star", ":export %.epub", "next_unread"), "B": ("open",)})
    ),
    "hints-ascii": Scene(("g",), "g ...", settings=Settings(reading=Reading(signs="ascii"))),
    "hints-linear": Scene(("g",), "g, then", settings=Settings(reading=Reading(linear=True))),
    "count-in-zen": Scene((*ARTICLE, "z", "1", "2"), "12"),
    "command": Scene(("colon",), "unread", "filter is:un"),
    "command-unknown": Scene(("colon",), "no command", "strr", ("enter",)),
    "removed": Scene(("j", "D"), "U brings it back"),
    "undo-nothing": Scene(("U",), "nothing to take back", on="guests"),
    "quit-asked": Scene(("q",), "Leave Pullquote?", settings=Settings(reading=Reading(confirm_quit=True))),
    "ascii": Scene(ARTICLE, settings=Settings(reading=Reading(signs="ascii"))),
    "linear": Scene(ARTICLE, settings=Settings(reading=Reading(linear=True))),
}
"""Every screen by name."""
for _name, _scene in SCENES.items():
    if not _name.startswith("consent"):
        SCENES[_name] = replace(_scene, settings=replace(_scene.settings, catalogue=DECIDED.catalogue))


def street(size: tuple[int, int] = (960, 540)) -> bytes:
    """Draw a street in the evening, to stand in for a photograph."""
    picture = PILImage.new("RGB", size)
    draw = ImageDraw.Draw(picture)
    wide, high = size
    for y in range(high):
        part = y / high
        draw.line([(0, y), (wide, y)], (int(40 + 190 * part), int(40 + 90 * part), int(110 - 30 * part)))
    draw.ellipse([wide * 0.66, high * 0.38, wide * 0.8, high * 0.63], fill=(255, 214, 130))
    for number, (left, top) in enumerate(((0, 0.34), (0.17, 0.5), (0.33, 0.27), (0.52, 0.55), (0.8, 0.42))):
        draw.rectangle([wide * left, high * top, wide * (left + 0.16), high * 0.86], fill=(22, 20 + 4 * number, 40))
        for row in range(4):
            for column in range(3):
                x, y = wide * (left + 0.025 + column * 0.045), high * (top + 0.05 + row * 0.1)
                if (row + column + number) % 2 and y < high * 0.8:
                    draw.rectangle([x, y, x + wide * 0.022, y + high * 0.05], fill=(244, 190, 96))
    draw.rectangle([0, high * 0.86, wide, high], fill=(52, 46, 60))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


class _Still(datetime):
    """A clock that stands, so that ages, days and the sample edition are the same every time."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return NOW if tz else NOW.replace(tzinfo=None)


class _StillDay(date):
    @classmethod
    def today(cls) -> date:
        return NOW.date()


def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock stand, colours be there, and files be offered in one folder whoever runs this."""
    for module in (
        "tui.render.rows", "tui.render.page_rows", "cache.ingest.adding.bundled", "tui.reader.entity_pane",
        "tui.screens.catalogue_section", "tui.screens.calendar",
    ):  # fmt: skip
        monkeypatch.setattr(f"pullquote.{module}.datetime", _Still)
    monkeypatch.setattr("pullquote.tui.render.rows.date", _StillDay)
    monkeypatch.setattr("pullquote.cache.ingest.parts.editions.now", lambda: NOW)
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "truecolor")
    monkeypatch.setattr(Path, "cwd", lambda: HOME)
    monkeypatch.setattr("pullquote.tui.app.Reader.NOTIFICATION_TIMEOUT", 600)
    monkeypatch.setattr("pullquote.tui.widgets.status_bar.StatusBar.SECONDS_SHOWN", 600)
    monkeypatch.setattr("pullquote.tui.reader.start.LOOK_EVERY", 86_400.0)


def furnish(kind: str, folder: Path) -> None:
    """Make the library a scene stands on.

    It is ``full``, ``bare`` (no feeds), ``empty``, ``gone`` (samples removed), of the ``arts`` beside the screen,
    of an article with many ``guests``, a ``podcast``, with more names and a query ``followed``, one of whose names a
    ``catalogue`` knows something, articles that are ``dated``: they say what comes out, ``stories`` that several
    outlets have, an article that has ``changed``, some that the user ``marked``, or what an ``edition`` is made of.
    outlets have, an article that has ``changed``, or articles of which something is veiled for what is ``guarded``.
    """
    with Library.open(folder) as library:
        if kind == "gone":
            library.remember(SAMPLES_GONE, "1")
        if kind in ("empty", "gone"):
            return
        if kind == "arts":
            for hours, title, text in ((30, *_ADAPTATION), (4, *_REVIEW)):
                library.keep(_understood(title, text, NOW - timedelta(hours=hours)), when=NOW)
            return
        if kind == "stories":
            for hours, outlet, title, text in _SEVERAL:
                found = _understood(title, text, NOW - timedelta(hours=hours), outlet)
                library.keep(found, origin="feed", when=NOW - timedelta(hours=hours))
            return
        if kind == "changed":
            first, second = _CORRECTED
            library.mark_read([library.keep(_understood(*first, NOW - timedelta(hours=9)), when=NOW)])
            library.keep(_understood(*second, NOW - timedelta(hours=9)), when=NOW)
            return
        if kind == "edition":
            for number, (hours, outlet, title, length, text) in enumerate(_ISSUE):
                found = _understood(title, text, NOW - timedelta(hours=hours), outlet)
                library.keep(replace(found, minutes=length, words=220 * length), origin="feed", when=NOW)
                if number == 2:
                    library.keep(replace(rich_article(), published=NOW - timedelta(hours=3)), origin="feed", when=NOW)
            library.names.follow([library.names.find("Dara Finch").id])
            return
        if kind == "guarded":
            guarded(library, report(), *RECAPS)
            return
        if kind == "guests":
            rich = rich_article()
            guests = tuple(Entity(name=f"Extra {number:02}", type="person", mentions=1) for number in range(12))
            library.keep(replace(rich, entities=(*rich.entities, *guests)), when=NOW)
            return
        if kind == "catalogue":
            library.keep(_understood(*_REVIEW, NOW - timedelta(hours=30)), when=NOW)
            library.keep(replace(rich_article(), published=NOW - timedelta(hours=3)), when=NOW)
            keep_records(library)
            return
        if kind == "dated":
            _date(library)
            return
        if kind == "podcast":
            library.keep(replace(rich_article(), enclosures=_FILES), when=NOW)
            return
        kept = [library.keep(article, when=NOW) for article in _articles()]
        library.mark_read(kept[2:4])
        library.star(kept[3:4])
        library.names.follow([library.names.find("Dara Finch").id])
        if kind == "followed":
            library.names.follow([library.names.find(name).id for name in ("Ines Holloway", "Copper Lane")])
            library.following.follow(Topic("street OR lamp", "street OR lamp"))
            library.following.watch(Topic("Trailers", "trailer"))
        if kind in ("full", "followed"):
            _subscribe(library)
        if kind == "marked":
            _mark(library, kept)


def _mark(library: Library, kept: Sequence[int]) -> None:
    """Highlight, keep and note something in the articles of the edition, an hour apart; one of them is gone since."""
    book = library.clippings
    book.keep_quote(kept[2], 0, "The street as somebody who answers")
    book.note_article(kept[3], "For the piece on lamps: ask who built them.")
    book.highlight(kept[-1], [Place(0, 66, 150), Place(2, 26, 72)])
    book.highlight(kept[-1], [Place(4, 22, 36)], "Seen in Porto; the end is better than the book's.")
    book.keep_quote(kept[-1], 1)
    book.note_article(kept[-1], "The one to send to Ana.")
    library.remove([kept[2]])
    with library.database.write() as conn:
        moment = int(NOW.timestamp())
        conn.execute("UPDATE clipping SET made = ? - 3600 * (SELECT max(id) FROM clipping) + 3600 * id", (moment,))


_FILES = (
    Enclosure("https://cast.example/copper-lane.mp3", "audio/mpeg", 39_845_888, 2520),
    Enclosure("https://cast.example/copper-lane.mp4", "video/mp4", 912_000_000, 4100),
)
_STORIES = (
    (9, "Reel Weekly", "The Ninth Tide finds its captain after a long search", "The sea was the easy part.", "Bo Lind"),
    (3, "夜の映画館", "港の灯り、第二シーズンへ静かに戻る", "", ""),
    (
        2,
        "The Lantern",
        "Salt, Smoke and Silver: how a small crew lit eleven nights on one street without a permit or a complaint",
        "We asked the street, and the street said yes.",
        "Ada Moss",
    ),
    (1, "Reel Weekly", "Ten lamps that stole a scene", "Nobody looks at the lamp until it goes out.", "Dara Finch"),
    (
        1,
        "The Evening Reel",
        "Ines Holloway joins The Ninth Tide",
        "I read it on the train and missed my stop.",
        "Ines Holloway",
    ),
)


_REVIEW = (
    "Hollow Pines Turn the Lights Down on ‘Harbor Glass’",
    """The folk trio Hollow Pines have made a quiet record. *Harbor Glass*, their third album, arrives on 15 May 2026.

The lead single, “Paper Boats,” is out now, and *Harbor Glass* opener “Cold Sun” is better still. “We had nothing left
to lose,” singer Ines Holloway told Pitchfork.

The closing track, “Home Again,” runs for nine minutes. “Under the Pier,” from their debut album *Groundwork*, was
half as long.""",
)
_ADAPTATION = (
    "Mara Solberg’s Novel ‘The Salt Road’ Becomes a Series",
    """Northlight Pictures will make a series of the novel *The Salt Road* by Mara Solberg, who also wrote the memoir
*Small Rooms*. The show stars Bo Lind, who sang in the Broadway musical *Tin Roof* and hosts the podcast *Slow News*.

“I never thought anybody would read it,” Solberg told Pitchfork. Her video game *Deep Field* comes out in June.""",
)


_LAMP = "https://catalogue.example"
_CAST = (
    Credit(name="Ines Holloway", role="actor", key="41", character="Mara Quill"),
    Credit(name="Bo Lind", role="actor", key="42", character="Ned, who mends the lamps of the whole street"),
    Credit(name="Vera Stone-Abernathy", role="actor", key="43", character="Captain Wilhelmina Farrow"),
    Credit(name="Tam Ode", role="voice", key="44", character="the Radio"),
    *(Credit(name=f"Player {n:02}", role="actor", character=f"Neighbour {n}") for n in range(40)),
)
RECORDS: tuple[tuple[EntityType, str, Record], ...] = (
    (
        "show", "Copper Lane",
        Record(
            provider="tvmaze", kind="show", key="7", name="Copper Lane", url=f"{_LAMP}/shows/7/copper-lane",
            aka=("Kupfergasse",), state="running", begun="2024-02-14", channel="Northlight", country="US",
            language="English", genres=("Drama", "Mystery"),
            about="Every evening a lamp goes out on Copper Lane, and every morning somebody has moved away. A teacher "
            "who has lived there all her life begins to write down who lights the lamps, and for whom; what she "
            "finds is older than the street, and knows her name.",
            seasons=(
                Season(number=1, episodes=8, premiered="2024-02-14", ended="2024-04-03"),
                Season(number=2, episodes=8, premiered="2026-02-25"),
            ),
            credits=(Credit(name="Dara Finch", role="creator", key="40"), *_CAST),
            next=Episode(season=2, number=3, name="Salt", date="2026-03-11"),
        ),
    ),
    (
        "person", "Ines Holloway",
        Record(
            provider="tvmaze", kind="person", key="41", name="Ines Holloway", url=f"{_LAMP}/people/41/ines-holloway",
            begun="1984-11-02", country="Portugal",
            works=(
                Work(title="Copper Lane", kind="show", key="7", year=2024, role="actor", character="Mara Quill"),
                Work(title="The Ninth Tide", kind="film", year=2026, role="actor", character="the Pilot"),
                Work(title="A Hundred Small Doors and What Was Behind Them", kind="show", year=2019, role="actor",
                     character="Inspector Halloran"),
                Work(title="Groundwork", kind="show", year=2016, role="director"),
            ),
        ),
    ),
    (
        "group", "Hollow Pines",
        Record(
            provider="musicbrainz", kind="group", key="hp", name="Hollow Pines", url=f"{_LAMP}/artist/hp",
            state="running", begun="2009", country="Canada", genres=("folk", "chamber pop"),
            credits=(Credit(name="Ines Holloway", role="member"), Credit(name="Jory Pike", role="member")),
            works=(
                Work(title="Groundwork", kind="album", year=2012),
                Work(title="Slow Water", kind="album", year=2018),
                Work(title="Harbor Glass", kind="album", year=2026),
            ),
        ),
    ),
    (
        "album", "Harbor Glass",
        Record(
            provider="musicbrainz", kind="album", key="hg", name="Harbor Glass", url=f"{_LAMP}/release-group/hg",
            begun="2026-05-15", channel="Cold Sun Records",
            credits=(Credit(name="Hollow Pines", role="artist", key="hp"),),
        ),
    ),
)  # fmt: skip
"""What catalogues say of names of the scenes: type and name here, and the record."""


def keep_records(library: Library) -> None:
    """Keep what catalogues say of the names a library has."""
    ids = {(row.type, row.name): row.id for row in library.names.listed(())}
    with library.database.write() as conn:
        for kind, name, record in RECORDS:
            kept = catalogue.keep(conn, record, fetched=NOW - timedelta(days=4), expires=NOW + timedelta(days=9))
            catalogue.link(conn, ids[kind, name], kept, "title and cast")


_CORRECTED = (
    (
        "Northlight Dates Second Season of ‘Copper Lane’",
        """Northlight will show the second season of *Copper Lane* from 5 May, with eight episodes of an hour each.

Dara Finch returns as the lamplighter, and Bo Lind joins as the baker.

“We never run out of lamps,” showrunner Ines Holloway said.

Tickets for the premiere are on sale.""",
    ),
    (
        "Northlight Dates Second Season of ‘Copper Lane’",
        """Northlight will show the second season of *Copper Lane* from 12 June, with ten episodes of an hour each.

"We never run out of lamps," showrunner Ines Holloway said.

Dara Finch returns as the lamplighter, and Bo Lind joins as the baker.

Correction: An earlier version of this article gave the date of another show.""",
    ),
)
_SEVERAL = (
    (
        30, "The Lantern", "Copper Lane Renewed for a Third Season",
        """Northlight has renewed *Copper Lane* for a third season. Dara Finch will return as the lamplighter.

“We never run out of lamps,” showrunner Ines Holloway said.""",
    ),
    (
        27, "Reel Weekly", "Northlight Orders Third Season of ‘Copper Lane’",
        """There will be a third season of *Copper Lane* with Dara Finch, Northlight said.

“We never run out of lamps,” Ines Holloway, the showrunner, said in a statement.""",
    ),
    (
        20, "The Evening Reel", "Tin Roof Musical Closes Early",
        "The musical *Tin Roof* closes on Sunday, its producer Ada Moss said. It ran for nine weeks.",
    ),
    (
        5, "The Harbor Wire", "‘Copper Lane’ to Return for a Third Season, Without Its Street",
        """*Copper Lane* with Dara Finch has been renewed by Northlight for a third season.

Filming moves from the old quarter to a rebuilt block outside the city, because residents asked for one quiet summer.

“I shall miss the neighbours and their soup,” Dara Finch told the Wire.""",
    ),
    (
        2, "Reel Weekly", "Bo Lind Joins Heist Film ‘Quiet Money’",
        "Bo Lind will star in the heist film *Quiet Money*, directed by Dana Pell.",
    ),
)  # fmt: skip


_ISSUE = (
    *((hours, outlet, title, 2 + number, text) for number, (hours, outlet, title, text) in enumerate(_SEVERAL)),
    (3, "The Lantern", _REVIEW[0], 6, _REVIEW[1]),
    (9, "Reel Weekly", _ADAPTATION[0], 9, _ADAPTATION[1]),
    (
        4, "The Harbor Wire", "The Last Projectionist of Salt Street Shows One More Film", 4,
        """For forty years Vera Stone opened the Orpheum at six. On Sunday she closes it.

“A film is only finished in the dark, among strangers,” Vera Stone said. “After that it belongs to the walk home.”

The comedy *Low Orbit* opens on 8 March 2026.""",
    ),
)  # fmt: skip
"""What an edition is made of: hours ago, outlet, title, minutes, text."""


def _understood(title: str, text: str, published: datetime, outlet: str = "The Lantern") -> Article:
    """Return an article as the rules understand it; titles between asterisks are in italics."""
    blocks = []
    for paragraph in " ".join(text.split("\n")).split("  "):
        pieces = paragraph.split("*")
        starts = list(accumulate(map(len, pieces), initial=0))
        spans = tuple(Span(starts[i], starts[i + 1], "emphasis") for i in range(1, len(pieces), 2))
        blocks.append(Paragraph("".join(pieces), spans))
    address = f"https://arts.example/{title[:6].strip()}{'' if outlet == 'The Lantern' else published.hour}"
    document = Document(url=address, outlet=outlet, title=title, published=published, blocks=tuple(blocks))
    return make_article(document, annotate(document), fetched=published, rules=1)


def _articles() -> Iterator[Article]:
    """Return the articles of the edition, the oldest first."""
    for days, outlet, title, said, speaker in _STORIES:
        text = f"“{said}” said {speaker}. " if said else ""
        body = text + "The street is quiet now, and the story goes on for a while yet. " * 6
        person = Entity(name=speaker, type="person", mentions=1)
        show = Entity(name="Copper Lane", type="show", mentions=1)
        yield Article(
            url=f"https://many.example/{days}/{title[:3]}",
            outlet=outlet,
            title=title,
            published=NOW - timedelta(days=days, hours=2),
            words=80,
            minutes=1,
            text=body,
            blocks=(Paragraph(body), *(Paragraph(body[len(text) :]) for _ in range(6))),
            quotes=(Quote(text=said, speaker=speaker, block=0, start=1, end=1 + len(said)),) if said else (),
            entities=(person, show) if said else (),
        )
    rich = rich_article()
    more = (Paragraph("And so the story goes on for a good while yet. " * 6),) * 4
    lead = Picture(LEAD, None, "The street, an hour before anybody came")
    yield msgspec.structs.replace(
        rich, published=NOW - timedelta(hours=3), lead_image=lead, blocks=(*rich.blocks, *more)
    )


_DATES: tuple[tuple[int, str, str, str, str | None, str | None], ...] = (
    (40, "The Evening Reel", "Copper Lane", "show", "season 2", "2026-03-10"),
    (1, "The Lantern", "Copper Lane", "show", "season 2", "2026-03-17"),
    (12, "Reel Weekly", "Low Orbit", "film", "film", "2026-03-08"),
    (2, "The Lantern", "Low Orbit", "film", "film", "2026-03-08"),
    (9, "Reel Weekly", "The Night Ferry Takes the Long Way Home Again", "film", "film", "2026-03-08"),
    (20, "The Evening Reel", "Harbor Glass", "album", None, "2026-03-20"),
    (3, "The Evening Reel", "Tin Roof", "show", "season 3", "2026-04-02"),
    (2, "Reel Weekly", "Tin Roof", "show", "cancelled", None),
    (5, "The Lantern", "Salt Road", "show", None, "2026-03"),
    (5, "The Lantern", "Small Rooms", "film", "film", "2026-summer"),
    (6, "Reel Weekly", "Deep Field", "film", "film", "2027"),
    (4, "Reel Weekly", "Slow News", "show", "renewed", None),
    (30, "Reel Weekly", "Paper Boats", "show", "season 1", "2026-02-20"),
    (30, "Reel Weekly", "Cold Sun", "film", "film", "2026-03-03"),
    (90, "Reel Weekly", "Groundwork", "album", None, "2025-12-12"),
)


def _date(library: Library) -> None:
    """Keep articles that say what comes out, and what a catalogue says of two shows."""
    for number, (ago, outlet, title, kind, what, day) in enumerate(_DATES):
        said = f"{title} comes out."
        library.keep(
            Article(
                url=f"https://dated.example/{number}", outlet=outlet, title=f"When to see {title}", text=said,
                published=NOW - timedelta(days=ago), blocks=(Paragraph(said),),
                entities=(Entity(name=title, type=kind, mentions=1),),  # type: ignore[arg-type]
                releases=(Release(title=title, what=what, date=day, text=said),),
            ),
            when=NOW,
        )  # fmt: skip
    library.names.follow([library.names.find("Low Orbit").id])
    episodes = tuple(
        Episode(season=2, number=n, name=name, date=f"2026-03-{10 + 7 * (n - 1)}")
        for n, name in enumerate(("The Lamp", "Salt", "Low Water"), 1)
    )
    record = Record(
        provider="tvmaze", kind="show", key="1", name="Copper Lane", url="https://maze.example/1", episodes=episodes
    )
    with library.database.write() as conn:
        number = catalogue.keep(conn, record, fetched=NOW - timedelta(days=30), expires=NOW)
        catalogue.link(conn, library.names.find("Copper Lane").id, number, "title")


def _subscribe(library: Library) -> None:
    """Subscribe to a feed that does well, one that fails and one that is paused."""
    for title, folder in (("The Lantern", "Television"), ("Reel Weekly", "Film"), ("Silver Screen", "")):
        feed = library.feeds.add(f"https://{title.split()[-1].lower()}.example/feed", title=title, folder=folder)
        with library.database.write() as conn:
            (state,) = feeds.states(conn, feeds=[feed.id])
            asked = msgspec.structs.replace(
                state, checked=NOW - timedelta(minutes=20), next_check=NOW + timedelta(hours=1)
            )
            failing = msgspec.structs.replace(
                asked, error="The server answers 503.", failures=3, failing_since=NOW - timedelta(days=4)
            )
            feeds.save_state(conn, state, failing if folder == "Film" else asked)
    library.feeds.update(feed.id, suspended=True)


def keep_pictures() -> None:
    """Keep the pictures of the edition where the reader looks for them."""
    for address in (LEAD, FIGURE):
        image_cache(Settings()).keep(address, street())


async def play(session: Session, scene: Scene) -> None:
    """Press the keys of a scene, once the article beside the list is there, each when the one before is done with."""
    await session.settle()
    for key in scene.keys:
        await session.press(key)
    if scene.typed:
        field = session.app.screen.query_one(Input)
        await session.until(lambda: field.has_focus)
        field.value = scene.typed
        await session.settle()
        await session.press(*scene.then)
    for field in session.app.screen.query(Input):
        field.cursor_blink = False
    if scene.shows:
        await session.until(lambda: scene.shows in session.text())
    await session.settle()


async def at_size(session: Session, size: tuple[int, int]) -> None:
    """Bring the terminal to a size."""
    if session.app.size != size:
        await session.pilot.resize_terminal(*size)
    await session.settle()
