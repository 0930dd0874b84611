"""Press random keys in the app until something breaks: ``python -m tests.tui.monkey --keys 10000 --seed 1``.

Keys, clicks, the wheel, pasted text and sizes (0 and 1 cells too) come in bursts and with pauses, over every screen,
the app on a real library with articles, names, quotes and feeds, which a server on loopback answers. Mounts and
answers of the library are held up at random, the loop stalls, now and then the library is taken away; ``--load`` adds
processes that use the processors up. When the app is left it is opened again.

Nothing leaves the folder the monkey works in: it goes through a proxy of its own, its shell and its browser are
``true``, and no file is made elsewhere. What it finds, it prints with the last keys, and returns 1: an exception, a
sentence about an unforeseen one, a library that is broken, an app that does not come to rest.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import random
import shutil
import sys
import tempfile
import threading
import time
import traceback
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, get_args

from textual import events
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.keys import _character_to_key
from textual.message import Message
from textual.widget import Widget

from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.settings import Listing, Network, Open, Reading, Refresh, Rows, Settings
from pullquote.cache.library import Library
from pullquote.tui.app import Reader
from pullquote.tui.services import messages
from pullquote.tui.services.library import access

from ..load import busy
from . import scenes
from .conftest import at_rest, plain_article, works

KEYS = (
    *"jjjkkgGnpfmAUUSwxvziurRoysetacdIPPMHX123450??::FF//[]{}<>ttlhb JKqQ+%",
    *("g 1", "g 2", "g 3", "g 3", "g 4", "g 4", "g 5", "g 5", "g t", "g s", "g s", "g d", "g g", "9 9 9 9 j"),
    *("enter",) * 12, *("escape",) * 9, *("tab",) * 3, *("down",) * 3, "up", "left", "right", "space", "backspace",
    "delete", "pageup", "pagedown", "home", "end", "shift+tab", "ctrl+p", "ctrl+n", "ctrl+d", "ctrl+f", "ctrl+b",
    "ctrl+l", "ctrl+c", "|", '"', "*", "=", "y", "y", "j", "k",
)  # fmt: skip
"""Every key an action has, sequences with blanks between, those that open and close screens more often.

None empties a field at once.
"""
SIZES = (
    (120, 40), (80, 24), (40, 20), (200, 50), (20, 8), (72, 10), (1, 1), (5, 40), (0, 0), (0, 24), (80, 0), (1, 30),
    (90, 1), (2, 2),
)  # fmt: skip
WORDS = (
    "silence", "show:", "by:dara", "zzz", "outlet:", "person:ho", "is:unread", "http://new.example/feed",
    "\x1b[31m[red]",
)  # fmt: skip
EPISODE = 300
"""Keys after which the app is opened anew, if it was not left before."""
SHOWN = 60
"""Keys that are printed of those that led to a failure."""
REST = 180.0


class Sink(HeadlessDriver):
    """A terminal that takes in what is drawn for it: without one, nothing would be drawn."""

    @property
    def is_headless(self) -> bool:
        return False


class Answers(BaseHTTPRequestHandler):
    """Answers for every host: a feed at ``/feed``, else a page; no tunnel."""

    def do_GET(self) -> None:
        host = self.headers.get("Host", "")
        item = random.randrange(10_000)
        page = f"http://{host}/{item}"
        text = "“We wanted silence to be a character,” said Dara Finch. " + "The street is quiet now. " * 30
        kind = "text/html"
        body = (
            f"<html><head><title>{host}</title><link rel=alternate type=application/rss+xml href=/feed>"
            f"<link rel=alternate type=application/rss+xml href=/feed2></head><p>{text}</p></html>"
        )
        if "feed" in self.path:
            kind = "application/rss+xml"
            entries = "".join(
                f"<item><title>Story {item + n} of {host}</title><link>{page}{n}</link><guid>{item + n}</guid>"
                f"<description>{text}</description></item>"
                for n in range(5)
            )
            body = f"<rss version='2.0'><channel><title>{host}</title>{entries}</channel></rss>"
        data = body.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_CONNECT(self) -> None:
        self.send_error(502)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- as it is called
        pass


class Monkey:
    """One run: presses ``keys`` keys chosen by ``seed`` in the app on a library in ``folder``."""

    def __init__(self, folder: Path, keys: int, seed: int, proxy: str) -> None:
        self.random = random.Random(seed)
        self.left = keys
        self.folder = folder
        self.proxy = proxy
        self.pressed: deque[str] = deque(maxlen=SHOWN)
        self.failures: list[str] = []
        self.screens: set[str] = set()
        self.openings = 0
        self.taken = False

    def fail(self, what: str) -> None:
        """Note a failure with the keys that led to it."""
        if not self.failures:
            self.failures.append(f"{what}\nafter: {' '.join(self.pressed)}")

    async def play(self) -> None:
        """Press all keys, opening the app as often as that takes."""
        while self.left > 0 and not self.failures:
            self.openings += 1
            library = self.folder / f"library-{self.openings % 4}"
            if not (library / "library.db").exists():
                shutil.rmtree(library, ignore_errors=True)
                kind = self.random.choice(("full", "full", "full", "catalogue", "empty", "bare", "gone"))
                scenes.furnish(kind, library)
                if kind == "full":
                    with Library.open(library) as opened:
                        for number in range(self.random.choice((3, 90))):
                            opened.keep(plain_article(number))
                        for number in range(2):
                            opened.feeds.add(f"http://site{number}.example/feed", title=f"Site {number}")
                self.pressed.append(f"<library {kind}>")
            await self._open(library)

    def _settings(self) -> Settings:
        reading = Reading(linear=self.random.random() < 0.1, signs=self.random.choice(("unicode", "unicode", "ascii")))
        listing = Listing(
            rows=self.random.choice(get_args(Rows)),
            date=self.random.choice(("relative", "iso", "short", "%a %d.%m.%y")),
            format=self.random.choice(("", "", "{unread} {title} {outlet:12} {date}", "{date}{title:30}|{names}")),
        )  # fmt: skip
        return Settings(
            open=Open(browser="true", pipe="true", speak="true", enclosure="true"),
            reading=reading, list=listing, network=Network(proxy=self.proxy),
            refresh=Refresh(spacing=0),
        )  # fmt: skip

    async def _open(self, folder: Path) -> None:
        size = self.random.choice(SIZES[:8])
        self.taken = False
        self.pressed.append(f"<open {size[0]}x{size[1]}>")
        try:
            with Library.open(folder, settings=self._settings()) as library:
                app = Reader(library)
                app.driver_class = Sink
                async with app.run_test(headless=False, size=size, notifications=True, message_hook=self._stall):
                    try:
                        await self._press(app, folder)
                        if app.is_running and app._exception is None:
                            await asyncio.wait_for(at_rest(app), REST)
                    finally:
                        if app.is_running:
                            app.exit()
        except PullquoteError as error:
            if not self.taken:
                self.fail(f"{type(error).__name__}: {error}")
        except (Exception, asyncio.CancelledError):  # noqa: BLE001 -- whatever it is, it is what was looked for
            self.fail(traceback.format_exc())

    async def _press(self, app: Reader, folder: Path) -> None:
        taken_after = self.random.randrange(EPISODE) if self.random.random() < 0.1 else None
        for number in range(min(EPISODE, self.left)):
            if not app.is_running or app._exit or app._exception is not None or self.failures:
                return
            if number == taken_after:
                self.pressed.append("<library gone>")
                self.taken = True
                shutil.rmtree(folder)
            self.left -= 1
            self._act(app)
            self.screens.update(type(screen).__name__ for screen in app._screen_stacks["_default"])
            pause = self.random.random()
            if pause > 0.97:
                await asyncio.wait_for(at_rest(app), REST)
                if pause > 0.995 and app.is_running:
                    await self._let_work(app)
            elif pause > 0.7:
                await asyncio.sleep(self.random.random() ** 3 * 0.3)
            elif pause > 0.4:
                await asyncio.sleep(0)

    async def _let_work(self, app: Reader) -> None:
        """Wait for what is done in the background; what waits for a server may take longer."""
        for _ in range(100):
            if works(app):
                await asyncio.sleep(0.02)

    def _act(self, app: Reader) -> None:
        driver = app._driver
        assert driver is not None
        what = self.random.random()
        if what < 0.84:
            key = self.random.choice(KEYS)
            for _ in range(2 if self.random.random() < 0.25 else 1):
                self.pressed.append(key)
                for part in key.split():
                    name = _character_to_key(part) if len(part) == 1 else part
                    character = part if len(part) == 1 else {"space": " ", "enter": "\r", "tab": "\t"}.get(part)
                    driver.process_message(events.Key(name, character))
        elif what < 0.9:
            width, height = self.random.choice(SIZES)
            self.pressed.append(f"<{width}x{height}>")
            driver._size = width, height  # type: ignore[attr-defined]
            driver.process_message(events.Resize(Size(width, height), Size(width, height)))
        elif what < 0.97:
            self._use_mouse(app, driver)
        elif what < 0.99:
            word = self.random.choice(WORDS)
            self.pressed.append(f"<paste {word!r}>")
            driver.process_message(events.Paste(word))
        else:
            self.pressed.append("<focus>")
            driver.process_message(events.AppBlur())
            driver.process_message(events.AppFocus())

    def _use_mouse(self, app: Reader, driver: Any) -> None:
        x, y = self.random.randrange(max(1, app.size.width)), self.random.randrange(max(1, app.size.height))
        kinds: tuple[type[events.MouseEvent], ...] = self.random.choice((
            (events.MouseDown, events.MouseUp),
            (events.MouseDown, events.MouseUp, events.MouseDown, events.MouseUp),
            (events.MouseScrollDown,), (events.MouseScrollUp,), (events.MouseMove,),
            (events.MouseDown, events.MouseMove), (events.MouseUp,),
        ))  # fmt: skip
        self.pressed.append(f"<{'+'.join(kind.__name__ for kind in kinds)} {x},{y}>")
        for kind in kinds:
            driver.process_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))

    def _stall(self, _message: Message) -> None:
        """Hold the loop up now and then, as a busy machine does."""
        if self.random.random() < 0.002:
            time.sleep(self.random.random() * 0.04)


def hold_up(monkey: Monkey) -> None:
    """Hold up mounts and the library's answers at random; note what nobody foresaw, and what nobody catches."""
    chance = random.Random(1)
    mount, look_up, failure = Widget.mount_composed_widgets, access.LibraryAccess.look_up, messages.failure

    async def mount_late(self: Widget, widgets: list[Widget]) -> None:
        await asyncio.sleep(chance.random() ** 2 * 0.1 if chance.random() < 0.1 else 0)
        await mount(self, widgets)

    def look_up_late(self: Any, owner: Any, question: Any, *args: Any, **options: Any) -> None:
        def ask() -> Any:
            time.sleep(chance.random() ** 2 * 0.2 if chance.random() < 0.3 else 0)
            return question()

        look_up(self, owner, ask, *args, **options)

    def noted(error: Exception) -> messages.Said:
        if not isinstance(error, PullquoteError):
            monkey.fail("".join(traceback.format_exception(error)))
        return failure(error)

    Widget.mount_composed_widgets = mount_late  # type: ignore[method-assign]
    access.LibraryAccess.look_up = look_up_late  # type: ignore[method-assign]
    for module in list(sys.modules.values()):
        if getattr(module, "failure", None) is failure:
            module.failure = noted  # type: ignore[attr-defined]
    sys.unraisablehook = lambda found: monkey.fail(f"unraisable: {found.exc_value!r} in {found.object!r}")
    threading.excepthook = lambda found: monkey.fail(f"in a thread: {found.exc_value!r}")


def keep_inside(folder: Path) -> None:
    """Let nothing be made outside of ``folder`` and no typed line be run."""
    home = folder / "home"
    home.mkdir()
    os.environ.update({
        "HOME": str(home), "SHELL": shutil.which("true") or "/bin/true", "TEXTUAL_ANIMATIONS": "none",
        "PULLQUOTE_CACHE": str(home / "cache"), "PULLQUOTE_CONFIG": str(home / "config.toml"), "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    })  # fmt: skip
    os.environ.pop("NO_COLOR", None)
    os.chdir(home)

    def look(event: str, details: Any) -> None:
        made = event == "open" and isinstance(details[1], str) and "x" in details[1]
        if made and os.sep in str(details[0]) and not str(details[0]).startswith(str(folder)):
            raise PermissionError(13, "The monkey makes no files elsewhere", str(details[0]))

    sys.addaudithook(look)


async def _play(monkey: Monkey) -> None:
    def caught(_loop: object, context: dict[str, Any]) -> None:
        error = context.get("exception")
        told = "".join(traceback.format_exception(error)) if error is not None else ""
        monkey.fail(f"{context.get('message')}: {told}")

    asyncio.get_running_loop().set_exception_handler(caught)
    await monkey.play()
    gc.collect()


def main() -> int:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--load", type=int, default=0, help="processes that use up processors meanwhile")
    given = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place, busy(given.load):
        folder = Path(place).resolve()
        keep_inside(folder)
        monkey = Monkey(folder, given.keys, given.seed, f"http://127.0.0.1:{server.server_port}")
        hold_up(monkey)
        began = time.monotonic()
        asyncio.run(_play(monkey))
        os.chdir("/")
    server.shutdown()
    pressed = given.keys - monkey.left
    seconds, screens = time.monotonic() - began, ", ".join(sorted(monkey.screens))
    print(f"seed {given.seed}: {pressed} keys in {seconds:.0f} s, {monkey.openings} times opened, over {screens}")
    for failure in monkey.failures:
        print(failure)
    return 1 if monkey.failures else 0


if __name__ == "__main__":
    sys.exit(main())
