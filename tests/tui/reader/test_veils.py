"""What would spoil something is veiled in the app: one line says why, a key opens it, another says that it is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.article import Article, Entity, Mention, Paragraph, Quote, Span, body_text
from pullquote.cache.core.progress import Seen
from pullquote.cache.core.settings import Catalogues, Settings
from pullquote.cache.library import Library

NOON = datetime(2026, 3, 7, 12, tzinfo=UTC)
THERE = Seen(2, 4)
DECIDED = Settings(catalogue=Catalogues(use="off"))
CALM = "The harbour of Copper Lane was built in an old hangar, and it is cold there all the year. " * 3
SAID = "Nobody survives it, and nobody was meant to survive it at all in the end,"
BEYOND = (
    "In season 2, episode 5 of Copper Lane the lighthouse burns down.",
    f"“{SAID}” said Dara Finch of season 2, episode 5 of Copper Lane.",
    "Copper Lane, season 2, episode 5, ends with a wedding.",
)
LATER = "Copper Lane, season 3, begins at the funeral of Ada Moss."


def report(title: str = "How Copper Lane Was Built", dek: str | None = None) -> Article:
    texts = (CALM, *BEYOND, CALM, LATER, CALM)
    blocks = (*(Paragraph(text) for text in texts[:-1]), Paragraph(CALM, (Span(0, 3, "link", "https://l.example/1"),)))
    start = BEYOND[1].index(SAID)
    return Article(
        url=f"https://news.example/{len(title)}", outlet="The Lantern", title=title, dek=dek, published=NOON,
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


def guarded(library: Library, article: Article, seen: Seen = THERE) -> int:
    """Keep an article, and guard its show beyond a place."""
    number = library.keep(article, when=NOON)
    show = library.find_name("Copper Lane").id
    library.follow([show])
    library.progress.set(show, seen)
    library.guard.settle()
    return number


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", settings=DECIDED) as opened:
        yield opened


def flat(session: Any) -> str:
    """Return the screen with its lines joined."""
    return " ".join(session.text().replace("│", " ").replace("|", " ").split())


@pytest.mark.parametrize("width", [40, 80, 120])
async def test_a_run_is_one_line_that_says_why_and_the_key_opens_and_veils_it(
    library: Library, reader: Any, width: int
) -> None:
    guarded(library, report())
    async with reader(library, size=(width, 40)) as session:
        await session.press("enter")
        assert (
            "▨ Veiled: Copper Lane season 2, episode 5; you are at season 2, episode 4 (3 paragraphs). . opens it."
            in flat(session)
        )
        assert "lighthouse" not in session.text()
        await session.press("full_stop")
        assert (
            "▨ Open: Copper Lane season 2, episode 5; you are at season 2, episode 4 (3 paragraphs). . veils it."
            in flat(session)
        )
        assert "the lighthouse burns down" in flat(session)
        assert "begins at the funeral" not in flat(session)
