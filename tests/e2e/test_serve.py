"""`pullquote serve` in a real browser: the list is drawn, and a key opens an article."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.library import Library

from ..waiting import WAIT, until

pytest.importorskip("textual_serve", reason="the extra `serve` is not installed")
webdriver = pytest.importorskip("selenium.webdriver", reason="the extra `browser` is not installed")
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="chromium and its driver are not installed")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --window-size=1200,800"
).split()
ENTER = "\ue007"
LISTEN = """
window.received = "";
window.WebSocket = class extends WebSocket {
    constructor(...rest) {
        super(...rest);
        this.addEventListener("message", async ({data}) => { window.received += await new Response(data).text(); });
    }
};
"""
"""Keeps what the terminal in the page is sent, which it draws on a canvas."""


@pytest.fixture
def library(hermetic: Path, sample_edition: Path) -> Path:
    folder = hermetic / "library"
    shutil.copytree(sample_edition, folder)
    return folder


@pytest.fixture
def address(library: Path) -> Iterator[str]:
    server = subprocess.Popen(
        [sys.executable, "-m", "pullquote.tui", "--library", str(library), "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        rest = server.communicate(timeout=WAIT)
    assert server.returncode == 0
    first, *others = rest[1].splitlines()
    assert (rest[0], first) == ("", "Pullquote is in the browser at this address, for whoever has it. Ctrl-C stops it.")
    assert [line for line in others if not line.startswith("Closing ")] == []


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    try:
        yield browser
    finally:
        browser.quit()


def open_page(browser: Any, address: str) -> None:
    """Open a page that keeps what its window is sent, and wait until it draws."""
    browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": LISTEN})
    browser.get(address)
    drawn = "return document.querySelectorAll('.xterm-rows span, .xterm-screen canvas').length"
    until(lambda: browser.execute_script(drawn) > 0)


def received(browser: Any) -> str:
    """Return the letters that the window was sent, without what places and colours them."""
    return re.sub(r"\x1b\[[0-9;]*[mH]", "", str(browser.execute_script("return window.received")))


def unread(library: Path) -> int:
    with Library.open(library, read_only=True) as opened:
        return len(opened.ids("is:unread"))


def place(library: Path) -> str | None:
    """Return the article on which the list was left."""
    with Library.open(library, read_only=True) as opened:
        return opened.recall("list.cursor")


def press(browser: Any, keys: str) -> None:
    """Press keys in the terminal once it takes some."""
    until(lambda: browser.execute_script("const t = document.querySelector('textarea'); t?.focus(); return Boolean(t)"))
    webdriver.ActionChains(browser).send_keys(keys).perform()


@pytest.mark.slow
def test_the_list_is_seen_and_a_key_opens_an_article(address: str, library: Path, browser: Any) -> None:
    open_page(browser, address)
    until(lambda: "6 of 6 unread" in received(browser))
    assert unread(library) == 6
    press(browser, ENTER)
    until(lambda: unread(library) == 5)


@pytest.mark.slow
def test_a_second_window_is_told_and_a_closed_page_keeps_the_place(address: str, library: Path, browser: Any) -> None:
    open_page(browser, address)
    until(lambda: "6 of 6 unread" in received(browser))
    first = browser.current_window_handle
    press(browser, "j")
    browser.switch_to.new_window("window")
    open_page(browser, address)
    until(lambda: "Another window has this library open" in received(browser))
    press(browser, "G")
    browser.close()
    browser.switch_to.window(first)
    with Library.open(library, read_only=True) as opened:
        second_row = str(opened.ids()[1])
    browser.get("about:blank")
    until(lambda: place(library))
    assert place(library) == second_row


@pytest.mark.slow
def test_a_page_that_is_loaded_anew_is_the_same_window(address: str, browser: Any) -> None:
    open_page(browser, address)
    until(lambda: "6 of 6 unread" in received(browser))
    open_page(browser, address)
    until(lambda: "6 of 6 unread" in received(browser))
    press(browser, "?")
    until(lambda: "Moving" in received(browser))
    assert "Another window" not in received(browser)


@pytest.mark.slow
def test_a_link_opens_in_the_browser_that_shows_the_app(address: str, library: Path, browser: Any) -> None:
    open_page(browser, address)
    until(lambda: "6 of 6 unread" in received(browser))
    press(browser, "o")
    until(lambda: len(browser.window_handles) == 2)
    until(lambda: "in a new tab" in received(browser))
