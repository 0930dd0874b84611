"""The ``:`` line, counts, sequences and macros of the real program on a real terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pullquote.cache.core.article import Article, Paragraph
from pullquote.cache.core.settings import Settings
from pullquote.cache.library import Library

from .conftest import Terminal


def test_commands_counts_and_macros_on_a_terminal(start: Callable[..., Terminal], hermetic: Path) -> None:
    with Library.open(hermetic / "library", settings=Settings()) as library:
        for number in range(9):
            library.keep(
                Article(
                    title=f"Story {number}",
                    url=f"https://many.example/{number}",
                    outlet="Outlet",
                    blocks=(Paragraph(f"Words of story {number}."),),
                    text="words",
                )
            )
    config = hermetic / "keys.toml"
    config.write_text('[macros]\n"g z" = ["star", "down", ":star --quiet %"]\n')
    terminal = start("--config", str(config), columns=80, lines=24)
    terminal.until(lambda text: "Story 8" in text and "1 of 9" in text)
    terminal.press(b"3j")
    terminal.until(lambda text: "4 of 9" in text)
    terminal.press(b"g")
    terminal.until(lambda text: "g …" in text and "z Star, Down, :star" in text)
    terminal.press(b"z")
    terminal.until(lambda text: "5 of 9" in text)
    terminal.press(b":paths\r")
    terminal.until(lambda text: str(config) in text.replace("\n", "") and "q Back" in text)
    terminal.press(b"q:unst\t")
    terminal.until(lambda text: ": unstar " in text)
    terminal.press(b"%\r")
    terminal.until(lambda text: "1 article unstarred. `:undo` takes it back." in text)
    terminal.press(b":list --frobnicate\r")
    terminal.until(lambda text: "! " in text and "--frobnicate" in text and ": list" not in text)
    terminal.press(b":q\r")
    assert terminal.ended() == 0
    assert terminal.restored()
    with Library.open(hermetic / "library", settings=Settings()) as library:
        assert library.count("is:starred") == 1
