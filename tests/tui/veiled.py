"""Made-up articles of which a part tells what comes after a place in a show, and a library that guards that show."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pullquote.cache.core.article import Article, Entity, Mention, Paragraph, Quote, Span, body_text
from pullquote.cache.core.progress import Seen
from pullquote.cache.library import Library

NOON = datetime(2026, 3, 7, 12, tzinfo=UTC)
THERE = Seen(2, 4)
CALM = "The harbour of Copper Lane was built in an old hangar, and it is cold there all the year. " * 3
SAID = "Nobody survives it, and nobody was meant to survive it at all in the end,"
BEYOND = (
    "In season 2, episode 5 of Copper Lane the lighthouse burns down.",
    f"“{SAID}” said Dara Finch of season 2, episode 5 of Copper Lane.",
    "Copper Lane, season 2, episode 5, ends with a wedding.",
)
LATER = "Copper Lane, season 3, begins at the funeral of Ada Moss."


def report(title: str = "How Copper Lane Was Built", dek: str | None = None, *, ago: int = 3) -> Article:
    """Return an article, so many hours old, of which several paragraphs are beyond ``THERE``."""
    texts = (CALM, *BEYOND, CALM, LATER, CALM)
    blocks = (*(Paragraph(text) for text in texts[:-1]), Paragraph(CALM, (Span(0, 3, "link", "https://l.example/1"),)))
    start = BEYOND[1].index(SAID)
    return Article(
        url=f"https://news.example/{len(title)}", outlet="The Lantern", title=title, dek=dek,
        published=NOON - timedelta(hours=ago),
        blocks=blocks, text=body_text(blocks), words=200, minutes=1,
        entities=(
            Entity(name="Copper Lane", type="show", mentions=6),
            Entity(name="Dara Finch", type="person", mentions=1),
        ),
        mentions=(
            *(Mention(0, n, text.index("Copper Lane"), text.index("Copper Lane") + 11) for n, text in enumerate(texts)),
            Mention(1, 2, BEYOND[1].index("Dara"), BEYOND[1].index("Dara") + 10),
        ),
        quotes=(Quote(text=SAID, speaker="Dara Finch", block=2, start=start, end=start + len(SAID)),),
    )  # fmt: skip


RECAPS = (
    report(
        "Recap: Copper Lane Season 2, Episode 6 Ends in a Wedding",
        "Copper Lane, season 2, episode 6, is a shock.",
        ago=5,
    ),
    report("What to Watch Next Week", ago=28),
)


def guarded(library: Library, *articles: Article, seen: Seen = THERE) -> int:
    """Keep articles, and guard their show beyond a place; return the number of the first."""
    number, *_ = [library.keep(article, when=NOON) for article in articles]
    show = library.names.find("Copper Lane").id
    library.names.follow([show])
    library.progress.set(show, seen)
    library.guard.settle()
    return number
