"""A refresh tells nothing that is guarded: not in its words, not to the command that tells of new articles."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pullquote.cache.library import Library
from pullquote.cache.store.guard import veils

from ..cache.conftest import Loopback, Reply, loopback, reply
from ..program import run
from .guarded import found_in, plain

__all__ = ["loopback", "reply"]

TITLE = "Saltgate finale recap (spoilers): zqxfeed is the one"
BODY = "Spoilers ahead. In the finale of Saltgate the keeper is killed by zqxbody, who had loved her."
FEED = """<rss version="2.0"><channel><title>Reel</title><item><title>{1}</title><guid>1</guid>
<link>{0}/1</link><description>{2}</description></item></channel></rss>"""
SCRIPT = "import pathlib, sys; pathlib.Path(sys.argv[1]).open('a').write(' '.join(sys.argv[2:]))"


@pytest.mark.parametrize("spoilers", [False, True])
def test_a_refresh_and_what_it_starts_tell_nothing(
    hermetic: Path, loopback: Loopback, reply: type[Reply], spoilers: bool
) -> None:
    address = loopback.on("/feed", reply(body=FEED.format("http://unasked.invalid", TITLE, BODY).encode()))
    (hermetic / "tell.py").write_text(SCRIPT)
    told = hermetic / "told"
    (hermetic / "config").mkdir(exist_ok=True)
    (hermetic / "config" / "config.toml").write_text(
        f"[refresh]\nspacing = 0\ncommand = 'env | grep PULLQUOTE'\n[list]\nguard = ['Saltgate']\n"
        f"[open]\nnotify = '{sys.executable} {hermetic / 'tell.py'} {told}'\n"
        "[[rules]]\nname = 'Shows'\nquery = 'saltgate'\nnotify = true\n"
    )
    with Library.open(hermetic / "library") as library:
        library.feeds.add(address)
        with library.database.write() as conn:
            veils.rule(conn, [TITLE, BODY], spoils=True)
    asked = ["--spoilers"] if spoilers else []
    done = run("refresh", "--no-pages", "--verbose", "--notify", *asked)
    assert "Shows: " in done.stderr
    assert bool(found_in(done.stdout + done.stderr)) is spoilers
    assert bool(found_in(run("list", *asked).stdout)) is spoilers


def test_a_name_that_is_set_is_guarded_at_once(hermetic: Path) -> None:
    with Library.open(hermetic / "library") as library:
        library.keep(plain())
        with library.database.write() as conn:
            veils.rule(conn, [plain().title], spoils=True)
    run("config", "set", "list.guard", "Low Orbit, Tern Street")
    assert run("config", "get", "list.guard").stdout == '["Low Orbit", "Tern Street"]\n'
    run("config", "set", "list.guard", '["Tern Street"]')
    assert "Tern Street comes back" not in run("list").stdout
    assert "Tern Street comes back" in run("list", "--spoilers").stdout
