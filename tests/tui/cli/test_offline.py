"""`--offline` opens no connection: in these runs a socket to anywhere cannot even be made."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pullquote.cache.library import Library

from ...waiting import WAIT

NO_SOCKETS = """
import socket, sys

class Refused(socket.socket):
    def __init__(self, family=-1, *rest, **given):
        if family != socket.AF_UNIX:
            sys.stderr.write("A SOCKET WAS MADE\\n")
            raise SystemExit(99)
        super().__init__(family, *rest, **given)

socket.socket = Refused
socket.getaddrinfo = lambda *_, **__: (_ for _ in ()).throw(SystemExit(99))
from pullquote.tui.__main__ import main
sys.argv[0] = "pullquote"
main()
"""


@pytest.fixture(autouse=True)
def library(hermetic: Path, sample_edition: Path) -> None:
    shutil.copytree(sample_edition, hermetic / "library")
    with Library.open(hermetic / "library") as opened:
        opened.feeds.add("https://a.example/feed/")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["list"], 0),
        (["search", "lighthouse"], 0),
        (["show", "Low Orbit"], 0),
        (["quotes"], 0),
        (["people"], 0),
        (["shows"], 0),
        (["releases", "--ical"], 0),
        (["feeds", "list"], 0),
        (["feeds", "export"], 0),
        (["export", "-o", "-"], 0),
        (["edition"], 0),
        (["open", "Low Orbit"], 0),
        (["extract", __file__], 0),
        (["catalogue", "status"], 0),
        (["refresh"], 4),
        (["catalogue", "update"], 4),
        (["add", "https://a.example/story"], 4),
        (["extract", "https://a.example/story"], 4),
        (["feeds", "add", "https://b.example/"], 4),
        (["feeds", "check", "https://b.example/"], 4),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else str(value),
)
def test_no_socket_is_made(arguments: list[str], code: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_SOCKETS, "--offline", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=WAIT,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert "A SOCKET" not in done.stderr
    if code:
        assert "--offline" in done.stderr + done.stdout


@pytest.mark.parametrize("use", ["", '[catalogue]\nuse = "ask"\n', '[catalogue]\nuse = "off"\n'])
def test_no_socket_is_made_for_a_catalogue_nobody_agreed_to(hermetic: Path, use: str) -> None:
    (hermetic / "config").mkdir(exist_ok=True)
    (hermetic / "config" / "config.toml").write_text(use)
    done = subprocess.run(
        [sys.executable, "-c", NO_SOCKETS, "catalogue", "update"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=WAIT,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "A SOCKET" not in done.stderr
    assert "`pullquote catalogue on` says what is sent to whom" in done.stderr
