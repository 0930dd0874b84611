"""The mouse in an article: a click on a link opens it, a drag selects text, and the copy key takes that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.article import Article, Paragraph, Span
from pullquote.cache.core.settings import Open, Settings
from pullquote.cache.library import Library

WORDS = "你好 before the link that leads somewhere, and after it."
ADDRESS = "https://lantern.example/led"


@pytest.fixture
def opened(tmp_path: Path) -> Path:
    """The file to which the browser of the settings writes what it is told to open."""
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> "{tmp_path}/opened"\n')
    browser.chmod(0o755)
    return tmp_path / "opened"


@pytest.fixture
def linked(opened: Path) -> Any:
    start = WORDS.index("link")
    span = Span(start, start + len("link that leads"), "link", ADDRESS)
    settings = Settings(open=Open(browser=str(opened.with_name("browser"))))
    with Library.open(opened.parent / "library", settings=settings) as library:
        library.keep(Article(title="Linked", blocks=(Paragraph(WORDS, (span,)),), text=WORDS))
        yield library


def place_of(session: Any, words: str) -> tuple[int, int]:
    """Return the column and the line of words in the article, as its widget counts them."""
    from rich.cells import cell_len

    widget = session.screen.article.keys_widget
    for y in range(widget.size.height):
        text = widget.render_line(y).text
        if words in text:
            return cell_len(text[: text.index(words)]), y
    raise AssertionError(f"{words} is not in view")


async def test_a_click_on_a_link_opens_it_and_beside_it_nothing(linked: Library, opened: Path, reader: Any) -> None:
    async with reader(linked) as session:
        widget = session.screen.article.keys_widget
        x, y = place_of(session, "link that leads")
        for beside in (x - 1, x + len("link that leads")):
            await session.pilot.click(widget, offset=(beside, y))
            await session.settle()
        await session.pilot.click(widget, offset=(x, y))
        await session.until(opened.exists)
        assert opened.read_text().split() == [ADDRESS]  # noqa: ASYNC240
        await session.until(lambda: "Opened" in session.screen.status.text)


async def test_a_drag_over_a_link_selects_and_opens_nothing(linked: Library, opened: Path, reader: Any) -> None:
    async with reader(linked) as session:
        widget = session.screen.article.keys_widget
        x, y = place_of(session, "link that leads")
        await session.pilot.mouse_down(widget, offset=(x, y))
        await session.pilot.hover(widget, offset=(x + 9, y))
        await session.pilot.mouse_up(widget, offset=(x + 9, y))
        await session.settle()
        assert session.app.screen.get_selected_text() is not None
        await session.press("y")
        assert session.app.clipboard.startswith("link that")
        assert "Copied the selection" in session.screen.status.text
        assert session.app.screen.get_selected_text() is None
        await session.press("y")
        assert "Copied the selection" not in session.screen.status.text
        assert not opened.exists()  # noqa: ASYNC240
