"""`pullquote serve` in a real browser: the list is drawn, and a key opens an article."""

import os
import shutil
import socket
import subprocess
import sys
import time
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


def test_the_list_is_seen_and_a_key_opens_an_article(address: str, library: Path, tmp_path: Path) -> None:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    try:
        browser.get(address)
        colors = "return document.querySelectorAll('.xterm-rows span, .xterm-screen canvas').length"
        until(lambda: browser.execute_script(colors) > 0)
        unread = lambda: len(Library.open(library, read_only=True).ids("is:unread"))  # noqa: E731
        assert unread() == 6
        until(lambda: pressed(browser) and unread() == 5)
    finally:
        browser.quit()


def pressed(browser) -> bool:  # type: ignore[no-untyped-def]
    """Press Enter in the terminal once it takes keys."""
    from selenium.webdriver.common.keys import Keys

    if not browser.execute_script("const t = document.querySelector('textarea'); t && t.focus(); return Boolean(t)"):
        return False
    webdriver.ActionChains(browser).send_keys(Keys.ENTER).perform()
    time.sleep(1)
    return True
