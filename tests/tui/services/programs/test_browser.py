""" "Opened in the browser" is said only where something opened; otherwise the address is copied, and that is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.settings import Open, Settings
from pullquote.cache.library import Library
from pullquote.tui.services.programs.openers import opener_for

ADDRESS = "https://lantern.example/copper-lane"
Program = Callable[[str, str], str]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Make a program of a name, the only ones that are found; no windows, and no browser named."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)

    def make(name: str, line: str = "exit 0") -> str:
        path = folder / name
        path.write_text(f"#!/bin/sh\n{line}\n")
        path.chmod(0o755)
        return str(path)

    return make


def first_word(browser: str | None = None) -> str | None:
    opener = opener_for(ADDRESS, browser)
    return opener.words[0] if opener else None


def test_the_browser_is_the_users_then_the_systems_then_one_of_the_terminal(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert first_word() is None
    program("lynx", "")
    program("xdg-open", "")
    assert first_word() == "lynx"  # xdg-open has no window to open
    monkeypatch.setenv("DISPLAY", ":0")
    assert first_word() == "xdg-open"
    program("surf", "")
    monkeypatch.setenv("BROWSER", "no-such-browser:surf -a %s:lynx")
    opener = opener_for(ADDRESS, None)
    assert opener is not None
    assert (opener.words, opener.on_terminal) == (["surf", "-a", ADDRESS], False)
    assert first_word("firefox") == "firefox"


def test_a_name_that_stands_for_a_text_browser_has_the_terminal(program: Program, tmp_path: Path) -> None:
    w3m = program("w3m", "")
    (tmp_path / "bin" / "www-browser").symlink_to(w3m)
    opener = opener_for(ADDRESS, None)
    assert opener is not None
    assert (opener.words[0], opener.on_terminal) == ("www-browser", True)


@pytest.mark.parametrize(
    ("browser", "line", "sentence", "copied"),
    [
        (None, "exit 0", "Opened lantern.example in the browser", False),
        (None, "exec /bin/sleep 60", "Opened lantern.example in the browser", False),
        (None, "exit 3", "xdg-open could not open it (exit status 3), so the address was copied.", True),
        (None, "kill -TERM $$", "xdg-open could not open it (ended by SIGTERM), so the address was copied.", True),
        ("no-such", "exit 0", "Cannot start no-such: No such file or directory, so the address was copied.", True),
    ],
)
async def test_what_is_said_is_what_happened(
    browser: str | None,
    line: str,
    sentence: str,
    copied: bool,
    tmp_path: Path,
    rich: Any,
    reader: Any,
    program: Program,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program("xdg-open", f"{line}\n")
    monkeypatch.setenv("DISPLAY", ":0")
    with Library.open(tmp_path / "library", settings=Settings(open=Open(browser=browser))) as library:
        library.keep(rich)
        async with reader(library) as session:
            await session.press("o")
            await session.until(lambda: session.screen.status.text == sentence)
            assert session.app.clipboard == (ADDRESS if copied else "")


@pytest.mark.usefixtures("program")
async def test_without_a_browser_the_address_is_copied_and_that_is_said(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("o")
        await session.until(lambda: "No browser was found" in session.screen.status.text)
        assert "so the address was copied" in session.screen.status.text
        assert session.app.clipboard.startswith("https://")
