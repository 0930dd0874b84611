"""Following, by the real program on a terminal: a name is followed by key, a feed brings more, and the line says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .. import program
from .conftest import Terminal
from .loopback import Site, served

ITEM = """<item><title>Harbour Lights, part {0}</title><guid>{0}</guid><link>{1}/{0}</link>
<pubDate>Mon, 0{0} Jan 2018 10:00:00 GMT</pubDate><description>&lt;p&gt;The drama &lt;em&gt;Harbour Lights&lt;/em&gt;
returns next year, showrunner Priya Raman told Reel Weekly.&lt;/p&gt;&lt;p&gt;“I kept coming back to the quiet,” Raman
said of part {0}.&lt;/p&gt;</description></item>"""


class Feed(Site):
    """Serves a feed with as many items as ``count`` says, and no pages."""

    count: list[int]

    def do_GET(self) -> None:
        if self.path != "/feed":
            self.answer(404, "text/plain", b"")
            return
        origin = f"http://{self.headers['Host']}"
        items = "".join(ITEM.format(number, origin) for number in range(1, self.count[0] + 1))
        body = f'<rss version="2.0"><channel><title>Loopback</title>{items}</channel></rss>'
        self.answer(200, "application/rss+xml", body.encode())


@pytest.mark.slow
def test_followed_then_fetched_then_told(start: Callable[..., Terminal], hermetic: Path) -> None:
    config = hermetic / "config" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("[refresh]\nspacing = 0\npages = false\n", encoding="utf-8")
    count = [1]
    with served(type("Handler", (Feed,), {"count": count})) as origin:
        program.run("feeds", "add", f"{origin}/feed")
        program.run("refresh", "--force")
        terminal = start(columns=120, lines=30)
        terminal.until(lambda text: "1 of 1 unread" in text and "Priya Raman" in text)
        terminal.press(b'Fperson:"Priya Raman"\r')
        terminal.until(lambda text: "━ person:" in text)
        terminal.press(b"+")
        terminal.until(lambda text: "Followed: Priya Raman" in text and "1 followed" in text)
        count[0] = 4
        terminal.press(b"r")
        terminal.until(lambda text: "3 new about Priya Raman" in text)
        terminal.until(lambda text: "4 followed" in text)
        terminal.press(b"t")
        terminal.until(lambda text: "Sections" in text and "4 of 4" in text)
        terminal.press(b"\x1b")
        terminal.until(lambda text: "Sections" not in text)
        terminal.press(b"Q")
        assert terminal.ended() == 0
    since = ("list", "is:followed", "--since-last", "--fields", "title")
    assert len(program.run(*since).stdout.splitlines()) == 4
    again = program.run(*since, "--exit-code", code=5)
    assert (again.stdout, again.stderr) == ("", "")
