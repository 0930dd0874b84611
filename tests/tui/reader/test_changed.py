"""An article whose text was replaced says so above it; a key shows what changed, in signs or in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import msgspec
import pytest

from pullquote.cache.core.article import Article, Paragraph, body_text
from pullquote.cache.core.settings import Reading, Settings
from pullquote.cache.ingest.parts.changed import ChangedTexts
from pullquote.cache.library import Library

from ...waiting import WAIT

NOON = datetime(2026, 3, 7, 12, tzinfo=UTC)
FIRST = "The second season of Copper Lane begins on 5 May, Northlight said on Monday."
REST = "The street is quiet now, and the story goes on for a while yet. " * 6
NOTE = "Correction: an earlier version gave another date."
ADDRESS = "https://news.example/copper-lane"


def report(*paragraphs: str) -> Article:
    blocks = tuple(map(Paragraph, paragraphs))
    return Article(
        url=ADDRESS, outlet="The Lantern", title="Copper Lane Has a Date", published=NOON, blocks=blocks,
        text=body_text(blocks), words=60, minutes=1,
    )  # fmt: skip


def change(library: Library, *, read: bool = True) -> int:
    number = library.keep(report(FIRST, REST, REST), when=NOON)
    if read:
        library.mark_read([number])
    library.keep(report(FIRST.replace("5 May", "12 June"), REST, REST, NOTE), when=NOON)
    return number


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", settings=Settings()) as opened:
        yield opened


def flat(session: Any) -> str:
    """Return the screen with its lines joined."""
    return " ".join(session.text().replace("│", " ").replace("|", " ").split())


@pytest.mark.parametrize("width", [40, 80, 120])
async def test_it_is_said_above_the_text_and_shown_by_a_key(library: Library, reader: Any, width: int) -> None:
    change(library)
    async with reader(library, size=(width, 30)) as session:
        await session.press("enter")
        assert "Changed since you read it: 1 paragraph changed, 1 new. d shows what." in flat(session)
        assert "[-5 May]" not in flat(session)
        await session.press("d")
        assert "d puts it away." in flat(session)
        assert "Paragraph 1, changed" in flat(session)
        assert "begins on [-5 May] [+12 June], Northlight said" in flat(session)
        assert "Paragraph 4, new" in flat(session)
        assert f"[+{NOTE}]" in flat(session)
        await session.press("d")
        assert "Paragraph 1, changed" not in flat(session)


async def test_what_was_not_read_is_told_by_its_date(library: Library, reader: Any) -> None:
    change(library, read=False)
    async with reader(library, size=(120, 30)) as session:
        await session.press("enter")
        assert "Changed since 7 March 2026: 1 paragraph changed, 1 new." in flat(session)


async def test_in_linear_mode_both_are_said_in_words(tmp_path: Path, reader: Any) -> None:
    with Library.open(tmp_path / "spoken", settings=Settings(reading=Reading(linear=True))) as library:
        change(library)
        async with reader(library, size=(80, 30)) as session:
            await session.press("enter", "d")
            said = flat(session)
            assert "was: The second season of Copper Lane begins on 5 May, Northlight" in said
            assert "now: The second season of Copper Lane begins on 12 June, Northlight" in said
            assert f"now: {NOTE}" in said
            assert "[-" not in said


async def test_where_nothing_changed_the_key_says_so(library: Library, reader: Any) -> None:
    library.keep(report(FIRST, REST), when=NOON)
    async with reader(library, size=(120, 30)) as session:
        await session.press("enter", "d")
        assert "Nothing has changed in this article" in session.text()


async def test_how_far_it_was_read_does_not_count_what_is_unfolded(library: Library, reader: Any) -> None:
    change(library)
    async with reader(library, size=(80, 14)) as session:
        await session.press("enter", "ctrl+d")
        view = session.screen.article.keys_widget
        before = view.position
        assert before > 0
        line = view._text.place(len(view._text.lines) - 4)
        await session.press("d")
        assert view._text.place(len(view._text.lines) - 4) == line


async def test_opening_it_counts_as_having_seen_what_it_says_now(library: Library, reader: Any) -> None:
    number = change(library)
    async with reader(library, size=(80, 30)) as session:
        await session.press("enter")
        await session.screen.access.settled()
    library.keep(report(FIRST.replace("5 May", "12 June"), REST, REST, NOTE, "One more thing was said."), when=NOON)
    told = library.changed.of(number)
    assert told is not None
    assert [one.marked() for one in told.changes] == ["[+One more thing was said.]"]


class Compared:
    """Comparisons of long texts: ``begun`` and ``ended`` so many, each held until it is ``let``."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.begun = self.ended = 0
        self.wanted = True
        self._let = Event()
        whole = ChangedTexts.of

        def of(texts: ChangedTexts, article: int, going: Callable[[], bool]) -> Any:
            self.begun += 1
            assert self._let.wait(WAIT)
            told = whole(texts, article, going)
            self.wanted = going()
            self.ended += 1
            return told

        patch.setattr(ChangedTexts, "of", of)
        patch.setattr("pullquote.cache.ingest.parts.changed._AT_ONCE", 100)

    def let(self) -> None:
        self._let.set()


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch, library: Library) -> Iterator[Compared]:
    """All texts count as long; below an article that is another, one has changed."""
    held = Compared(monkeypatch)
    change(library)
    other = msgspec.structs.replace(report(FIRST), url="https://news.example/other", title="Another")
    library.keep(msgspec.structs.replace(other, published=NOON + timedelta(hours=1)), when=NOON)
    yield held
    held.let()


async def test_long_texts_are_compared_while_keys_are_answered(
    library: Library, reader: Any, compared: Compared
) -> None:
    async with reader(library, size=(100, 16)) as session:
        await session.pilot.press("j", "enter")
        await session.until(lambda: compared.begun)
        assert "Changed since you read it: the two texts are being compared." in flat(session)
        await session.pilot.press("d", "ctrl+d")
        await session.until(lambda: session.screen.article.keys_widget.scroll_y > 0)
        await session.pilot.press("g", "g")
        await session.until(lambda: session.screen.article.keys_widget.scroll_y == 0)
        assert compared.ended == 0
        compared.let()
        await session.until(lambda: "1 paragraph changed, 1 new. d puts it away." in flat(session))
        assert "begins on [-5 May] [+12 June]" in flat(session)
        await session.press("d", "d")
        assert (compared.begun, compared.wanted) == (1, True)


async def test_long_texts_are_compared_no_further_once_they_are_left(
    library: Library, reader: Any, compared: Compared
) -> None:
    async with reader(library, size=(100, 30)) as session:
        await session.until(lambda: session.screen.article.article.title == "Another")
        await session.pilot.press("j")
        await session.until(lambda: compared.begun)
        await session.pilot.press("k")
        await session.until(lambda: session.screen.article.article.title == "Another")
        compared.let()
        await session.until(lambda: compared.ended)
        await session.settle()
        assert not compared.wanted
        assert "Changed since" not in flat(session)


async def test_undo_takes_back_marks_and_no_text(library: Library, reader: Any) -> None:
    number = change(library, read=False)
    async with reader(library, size=(120, 30)) as session:
        await session.press("enter", "m", "U")
        await session.until(lambda: library.changed.of(number) is not None)
        assert "Changed since" in session.text()
