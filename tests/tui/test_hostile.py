"""Nothing foreign is ever markup, an escape, or a link that may not be opened."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.article import Article
from pullquote.cache.core.errors import UsageError
from pullquote.cache.library import Library
from pullquote.tui.render.article import compose
from pullquote.tui.render.icons import UNICODE
from pullquote.tui.render.layout import typeset
from pullquote.tui.services.programs.openers import Opener, checked, opener_for, start
from pullquote.tui.widgets.pane_header import PaneHeader

from ..waiting import until


def assert_safe(text: str) -> None:
    bad = {c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"} | (set("\u202e\u2066") & set(text))
    assert not bad


def test_what_is_set_holds_nothing_a_terminal_acts_on(hostile: Article) -> None:
    layout = typeset(compose(hostile, UNICODE, 60, numbered=True).passages, 60)
    for line in layout.lines:
        assert_safe(line.lead + line.text)
    assert any("[/red]" in line.text for line in layout.lines)


@pytest.mark.slow
async def test_every_widget_shows_a_hostile_string_as_letters(
    library: Library, reader: Any, hostile: Article, hostile_text: str
) -> None:
    library.keep(hostile)
    async with reader(library) as session:
        screen = session.screen
        for size in ((120, 40), (80, 24), (40, 20)):
            await session.pilot.resize_terminal(*size)
            await session.settle()
            for keys in (
                ["enter"],
                ["g", "3"],
                ["g", "2", "u"],
                ["escape"],
                ["g", "1", "t"],
                ["escape"],
                ["g", "2", "right_square_bracket", "y"],
                ["g", "1"],
            ):
                await session.press(*keys)
                assert_safe(session.text())
        screen.say(hostile_text, failed=True)
        screen.list.query_one(PaneHeader).title = hostile_text
        session.app.notify(hostile_text, title=hostile_text)
        session.app.notify(hostile_text, markup=True)
        screen.list.show(screen.list.current_query.filtered(hostile_text))
        await session.settle()
        assert_safe(session.text())
        await session.press("slash", *"[/red]", "enter")
        await session.settle()
        assert_safe(session.text())


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "--help",
        "-x",
        "",
        None,
        "ftp://a.example/",
        "https://",
        "http:// a b/",
    ],
)
def test_only_web_pages_are_opened(address: str | None) -> None:
    with pytest.raises(UsageError):
        checked(address)


@pytest.mark.parametrize("tail", ["$(touch x)", ";touch x", "%action", "a b", "'\"", "`id`", "\x1b]0;x\x07"])
def test_an_address_is_one_argument_and_no_shell_sees_it(tail: str, tmp_path: Path) -> None:
    record = tmp_path / "argv.json"
    browser = tmp_path / "browser"
    browser.write_text(
        f"#!{sys.executable}\nimport json,sys,os\n"
        f"open({str(record)!r}+'.part','w').write(json.dumps(sys.argv[1:]))\nos.rename({str(record)!r}+'.part',{str(record)!r})\n"
    )
    browser.chmod(0o700)
    os.chdir(tmp_path)
    opener = opener_for(checked(f"https://host.example/{tail}"), str(browser))
    assert opener is not None
    start(opener.words)
    until(record.exists)
    arguments = json.loads(record.read_text())
    assert len(arguments) == 1
    assert arguments[0].startswith("https://host.example/")
    assert not (tmp_path / "x").exists()
    assert_safe(arguments[0])


def test_the_persons_command_places_the_address() -> None:
    address = "https://a.example/"
    assert opener_for(address, "firefox --new-tab %s") == Opener(["firefox", "--new-tab", address], on_terminal=False)
    assert opener_for(address, "lynx") == Opener(["lynx", address], on_terminal=True)
    assert opener_for(address, "!surf %s") == Opener(["surf", address], on_terminal=True)
    with pytest.raises(UsageError, match="cannot be read"):
        opener_for(address, "lynx '")
