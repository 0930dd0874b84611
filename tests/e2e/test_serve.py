"""`pullquote serve` in a real browser: the list is drawn, and a key opens an article."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

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
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "pullquote.tui", "--library", str(library), "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ,
    )
    try:
        until(lambda: reachable(port))
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=WAIT)


def reachable(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.slow
def test_the_list_is_seen_and_a_key_opens_an_article(address: str, library: Path, tmp_path: Path) -> None:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    try:
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": LISTEN})
        browser.get(address)
        colors = "return document.querySelectorAll('.xterm-rows span, .xterm-screen canvas').length"
        until(lambda: browser.execute_script(colors) > 0)
        received = lambda: browser.execute_script("return window.received")  # noqa: E731
        unread = lambda: len(Library.open(library, read_only=True).ids("is:unread"))  # noqa: E731
        until(lambda: "6 of 6 unread" in received())
        assert unread() == 6
        press_enter(browser)
        until(lambda: unread() == 5)
    finally:
        browser.quit()


def press_enter(browser) -> None:  # type: ignore[no-untyped-def]
    """Press Enter in the terminal once it takes keys."""
    from selenium.webdriver.common.keys import Keys

    until(lambda: browser.execute_script("const t = document.querySelector('textarea'); t?.focus(); return Boolean(t)"))
    webdriver.ActionChains(browser).send_keys(Keys.ENTER).perform()
