"""Articles made up for the tests: one with everything, one that attacks, many that are plain; and a library of them."""

from __future__ import annotations

import gc
from asyncio import get_running_loop, sleep
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from textual._context import active_app
from textual._wait import wait_for_idle
from textual.app import App
from textual.pilot import Pilot

from pullquote.cache.core.article import (
    Article,
    BlockQuote,
    Embed,
    Entity,
    Heading,
    Image,
    Item,
    ListBlock,
    Mention,
    Paragraph,
    PullQuote,
    Quote,
    Reference,
    Release,
    Rule,
    Source,
    Span,
    Table,
)
from pullquote.cache.core.settings import Catalogues, Settings
from pullquote.cache.library import Library
from pullquote.cache.workers.pool import WorkerPool
from pullquote.tui.app import Reader
from pullquote.tui.cli.inside import Inside
from pullquote.tui.cli.options import Options
from pullquote.tui.reader.screen import ReaderScreen
from pullquote.tui.widgets.prompt import ASKING

from ..waiting import STEP, WAIT

DECIDED = Settings(catalogue=Catalogues(use="off"))
"""Settings of somebody who has answered whether services may be asked, and is not asked again."""
HOSTILE = "\x1b]0;PWNED\x07\x1b[31m[/red][LIVE] [@click=app.quit]now[/] \x9b2J\u202e[bold"
WHEN = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


def _place(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


def rich_article(title: str = "Copper Lane Returns With a “Quieter” Second Season") -> Article:
    """An article that uses every kind of block, with names, quotes, dates and links."""
    first = (
        "When Copper Lane came back, Mara Quill (Ines Holloway) was alone. "
        "“We wanted silence to be a character,” said Dara Finch, who runs the show for Northlight."
    )
    pull = "It is the same street at a different hour, and nobody has slept. That is all the plot we needed."
    third = "Holloway told The Lantern that the role is “honest and tiring” in a review of the year."
    items = ("Copper Lane, season 2", "The Ninth Tide", "A very long entry " * 8)
    blocks = (
        Paragraph(first, (Span(*_place(first, "Copper Lane"), "emphasis"),)),
        PullQuote(f"“{pull}”", speaker="Dara Finch", via="The Lantern"),
        Paragraph(third, (Span(*_place(third, "a review"), "link", "https://lantern.example/review?id=7"),)),
        Heading("What comes next"),
        ListBlock(tuple(Item(item) for item in items), ordered=True),
        BlockQuote("Dear viewers, the lamp in episode four was always blue."),
        Image("https://img.example/1.jpg", "A street", "Ines Holloway on the set of Copper Lane", "N. Light"),
        Embed("youtube", "https://video.example/watch?v=1", "Season 2 trailer"),
        Table((("Episode", "Director", "Length"), ("The Lamp", "Ada Moss", "52 min"), ("Salt", "Bo Lind", "48 min"))),
        Rule(),
        Paragraph("The second season begins on 5 May 2027."),
    )
    entities = (
        Entity(name="Copper Lane", type="show", mentions=4),
        Entity(name="The Ninth Tide", type="film", mentions=1),
        Entity(name="Dara Finch", type="person", mentions=1, evidence=("role word",)),
        Entity(name="Ines Holloway", type="person", aka=("Holloway",), mentions=2),
        Entity(name="Mara Quill", type="character", mentions=1),
        Entity(name="Northlight", type="organization", mentions=1),
    )
    said, said_third = "We wanted silence to be a character,", "honest and tiring"
    return Article(
        url="https://lantern.example/copper-lane",
        outlet="The Evening Reel",
        title=title,
        dek="The street is the same. The hour is not.",
        byline=("Tess Arbour", "Ivo Lang"),
        published=WHEN + timedelta(hours=1),
        fetched=WHEN,
        language="en",
        words=180,
        minutes=1,
        blocks=blocks,
        text=first,
        quotes=(
            Quote(text=said, speaker="Dara Finch", block=0, start=_place(first, said)[0], end=_place(first, said)[1]),
            Quote(text=pull, speaker="Dara Finch", via="The Lantern", kind="pull", block=1, start=1, end=1 + len(pull)),
            Quote(
                text=said_third, speaker="Ines Holloway", block=2,
                start=_place(third, said_third)[0], end=_place(third, said_third)[1],
            ),
        ),
        entities=entities,
        mentions=(
            Mention(0, -1, *_place(title, title.split(" Returns")[0])) if " Returns" in title else Mention(0, 0, 5, 16),
            Mention(0, 0, *_place(first, "Copper Lane")),
            Mention(2, 0, *_place(first, "Dara Finch")),
            Mention(3, 0, *_place(first, "Ines Holloway")),
            Mention(4, 0, *_place(first, "Mara Quill")),
            Mention(5, 0, *_place(first, "Northlight")),
            Mention(3, 2, *_place(third, "Holloway")),
        ),
        releases=(Release(title="Copper Lane", what="season 2", date="2027-05-05", precision="day"),),
        next=(Reference("The Ninth Tide finds its captain", "https://lantern.example/tide"),),
        related=(Reference("Ten lamps that stole a scene"),),
        source=Source("The Lantern"),
        keywords=("television",),
    )  # fmt: skip


def hostile_article() -> Article:
    """An article in which every string attacks the terminal or the markup."""
    text = f"{HOSTILE} and then a great deal of text follows it."
    return Article(
        url="https://evil.example/a",
        outlet=HOSTILE,
        title=f"Bad {HOSTILE}",
        dek=HOSTILE,
        byline=(HOSTILE,),
        published=WHEN,
        words=10,
        minutes=1,
        blocks=(
            Paragraph(text, (Span(0, 4, "link", "javascript:alert(1)"), Span(5, 9, "link", "https://ok.example/x"))),
            PullQuote(text, speaker=HOSTILE, via=HOSTILE),
            BlockQuote(text),
            Heading(text),
            ListBlock((Item(text),)),
            Image("https://x.example/i.png", HOSTILE, HOSTILE, HOSTILE),
            Embed(HOSTILE, "https://x.example/v", HOSTILE),
            Table(((HOSTILE, "a"), ("b", HOSTILE))),
        ),
        text=text,
        quotes=(Quote(text=text, speaker=HOSTILE, via=HOSTILE, kind="pull", block=1, start=0, end=len(text)),),
        entities=(Entity(name=HOSTILE, type="person", aka=(HOSTILE,), mentions=1, facts={HOSTILE: HOSTILE}),),
        mentions=(Mention(0, 0, 0, len(text)),),
        releases=(Release(title=HOSTILE, what=HOSTILE, date="2027-99-99", precision="day"),),
        next=(Reference(HOSTILE, "https://x.example/n"),),
        source=Source(HOSTILE),
        facts={HOSTILE: HOSTILE},
        notice=HOSTILE,
    )


def plain_article(number: int) -> Article:
    """One of many short articles, the higher the number the newer."""
    text = f"Story number {number} says little. " * 12
    return Article(
        url=f"https://many.example/{number}",
        outlet=f"Outlet {number % 3}",
        title=f"Story {number} about nothing at all",
        published=WHEN + timedelta(minutes=number),
        words=60,
        minutes=1,
        blocks=tuple(Paragraph(text) for _ in range(8)),
        text=text,
    )


Make = Callable[..., Article]


@pytest.fixture
def rich() -> Article:
    return rich_article()


@pytest.fixture
def hostile() -> Article:
    return hostile_article()


@pytest.fixture
def hostile_text() -> str:
    return HOSTILE


@pytest.fixture
def plain() -> Make:
    return plain_article


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A real library on disk with the rich article as the newest of six."""
    with Library.open(tmp_path / "library", settings=DECIDED) as opened:
        for number in range(5):
            opened.keep(plain_article(number))
        opened.keep(rich_article())
        yield opened


MOMENT = 1.0
"""Seconds up to which a timer is waited for: what a key has set off; a notice that fades takes longer."""


def stirs(app: App[Any]) -> bool:
    """Return whether a message waits, something is to be laid out or painted, or the timer of a moment runs."""
    if isinstance(app, Reader) and app.at_work:
        return True
    for screen in app.screen_stack:
        if screen._callbacks or (screen.is_current and screen._update_timer._active.is_set()):
            return True
        for pump in (app, screen, *screen.walk_children()):
            if pump.message_queue_size or pump._next_callbacks or pump._pending_message is not None:
                return True
            for timer in tuple(pump._timers):
                once = timer._repeat == 0 and timer._interval <= MOMENT
                if once and timer._task is not None and not timer._task.done():
                    return True
    return False


def works(app: App[Any]) -> bool:
    """Return whether something is done in the background; what waits for a line to be typed is not."""
    return any(not worker.is_finished for worker in app.workers if worker.group != ASKING)


_ASKED = 2
"""How often every widget is asked: one that was idle before may have told its screen of a layout only then."""


async def at_rest(app: App[Any]) -> None:
    """Wait until the app has handled and painted all there is, however long the machine takes for it."""
    asked, end, step = 0, monotonic() + WAIT, STEP / 4
    while app.is_running:
        assert monotonic() < end, "the reader did not come to rest"
        if stirs(app):
            asked = 0
            await sleep(step := min(2 * step, 5 * STEP))  # looking costs more than what is waited for
        elif asked == _ASKED:
            return
        elif await Pilot(app)._wait_for_screen(WAIT):
            asked += 1  # every widget has handled a message since: none is in the midst of another
            await sleep(0)
        else:
            return


@pytest.fixture(autouse=True, scope="session")
def _modules_frozen() -> None:
    """Leave what was imported out of each collection: there are some hundred apps to collect."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _rest_not_idleness(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a pilot wait for the app itself: Textual takes a process for ready that gets no processor."""

    rested: set[App[Any]] = set()  # apps of which no task has gone on since they were at rest after a key

    async def wait(min_sleep: float = 0, max_sleep: float = 1) -> None:
        if (app := active_app.get(None)) is None:
            return
        await at_rest(app)
        if works(app):
            await wait_for_idle(min_sleep, max_sleep)
            await at_rest(app)

    async def wait_after_key(min_sleep: float = 0, max_sleep: float = 1) -> None:
        """Wait once: Textual waits before and after the end of what moves, and nothing moves here."""
        app = active_app.get(None)
        if app in rested:
            rested.clear()
            return
        await wait(min_sleep, max_sleep)
        if app is not None:
            rested.add(app)
            get_running_loop().call_soon(rested.clear)

    monkeypatch.setattr("textual.app.wait_for_idle", wait_after_key)
    monkeypatch.setattr("textual.pilot.wait_for_idle", wait)


@pytest.fixture(autouse=True)
def _time_for_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a picture take its time: one that is late on a busy machine counts as broken, and its room goes."""
    monkeypatch.setattr(WorkerPool.scale_image, "__kwdefaults__", {"deadline": WAIT})
    monkeypatch.setattr("pullquote.cache.workers.pool.START_DEADLINE", WAIT)


@pytest.fixture(autouse=True)
def _notices_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show notices for as long as a test looks: on a busy machine a start takes longer than people need to read one."""
    monkeypatch.setattr(Reader, "NOTIFICATION_TIMEOUT", WAIT)


@pytest.fixture(autouse=True)
def _no_pause_for_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at once for what was left undone, and for what is typed: else each test and each key would wait for it."""
    monkeypatch.setattr("pullquote.tui.reader.start.GO_ON_AFTER", STEP)
    monkeypatch.setattr("pullquote.tui.widgets.prompt.SETTLED", STEP)


class Session:
    """A running reader and a few ways to wait for it."""

    def __init__(self, app: Reader, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> ReaderScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, ReaderScreen)
        return screen

    async def settle(self) -> None:
        """Wait until nothing works in the background any more and all of it is shown."""
        await at_rest(self.app)
        await self._done()

    async def _done(self) -> None:
        step = STEP / 4
        while self.app.is_running and works(self.app):
            await sleep(step := min(2 * step, 5 * STEP))
            await at_rest(self.app)

    async def until(self, condition: Callable[[], Any]) -> None:
        end, step = monotonic() + WAIT, STEP / 2
        while monotonic() < end:
            if condition():
                return
            await self.pilot.pause(step := min(2 * step, 5 * STEP))
        raise AssertionError("the reader did not come to the expected state")

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.app._press_keys([key])  # at rest after it; a pilot would ask every widget once more
        await self._done()

    def text(self) -> str:
        """Return what stands on the screen."""
        width, height = self.app.size
        lines = self.app.screen._compositor.render_strips()
        assert width
        assert height
        return "\n".join(line.text for line in lines)


@pytest.fixture
def reader() -> Callable[..., Any]:
    """Return a reader over a library: ``async with reader(library, size=(120, 40)) as session``."""

    @asynccontextmanager
    async def run(
        library: Library, size: tuple[int, int] = (120, 40), article: int | None = None
    ) -> AsyncIterator[Session]:
        app = Reader(library, article, program=Inside(Options(library=library.database.path.parent)))
        async with app.run_test(size=size, notifications=True) as pilot:
            session = Session(app, pilot)
            await session.settle()
            query = session.screen.list.query_text
            found = library.ids(query)
            total = len(library.stories.rows(found, query) if library.settings.list.stories else found)
            await session.until(lambda: len(session.screen.list.keys_widget.ids) == total or total == 0)
            await session.until(lambda: session.screen.article.article is not None or total == 0)
            await session.settle()
            yield session

    return run
