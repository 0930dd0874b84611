"""What completes a command line, asked as the scripts of the shells ask it; real shells are in ``tests/e2e``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pullquote.cache.library import Library

from ...waiting import WAIT

SHELLS = ("bash", "zsh", "fish")
WATCHED = """
import atexit, socket, sys

class Refused(socket.socket):
    def __init__(self, *rest, **given):
        sys.stderr.write("A SOCKET WAS MADE\\n")
        raise SystemExit(99)

socket.socket = Refused
atexit.register(lambda: sys.stderr.write("\\n".join(sys.modules)))
from pullquote.tui.__main__ import main
main()
"""
LINES = ["pullquote ", "pullquote sh", "pullquote list ", "pullquote list is:", "pullquote show ", "pullquote zz ", ""]


@pytest.fixture(autouse=True)
def place(hermetic: Path, sample_edition: Path) -> Path:
    shutil.copytree(sample_edition, hermetic / "library")
    return hermetic


def ask(line: str, shell: str = "bash", **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WATCHED],
        env={**os.environ, "_PULLQUOTE_COMPLETE": f"{shell}_complete", "COMP_WORDS": line, **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=WAIT,
        check=False,
    )


def words(line: str, shell: str = "fish", **variables: str) -> list[str]:
    done = ask(line, shell, **variables)
    assert done.returncode == 0
    return [answer.split("\t")[1] for answer in done.stdout.splitlines()]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("line", LINES)
def test_it_prints_no_headline_asks_no_network_and_imports_little(line: str, shell: str) -> None:
    done = ask(line, shell)
    assert done.returncode == 0
    assert "Harbour" not in done.stdout
    assert all(answer.split("\t")[0] in ("plain", "file", "dir") for answer in done.stdout.splitlines())
    assert "A SOCKET" not in done.stderr
    loaded = set(done.stderr.split())
    assert not loaded & {"textual", "rich", "httpx", "httpcore", "lxml", "feedparser", "asyncio", "multiprocessing"}


def test_the_names_of_commands_import_no_command() -> None:
    loaded = ask("pullquote re").stderr.split()
    rooms = {name.rpartition(".")[2] for name in loaded if name.startswith("pullquote.tui.cli.commands.")}
    assert rooms == {"options", "shells"}
    assert "sqlite3" not in loaded


@pytest.mark.parametrize("asked", ["bash", "powershell_complete", "bash_nonsense", "x"])
def test_what_no_shell_asks_has_no_answer(asked: str) -> None:
    done = ask("pullquote ", _PULLQUOTE_COMPLETE=asked)
    assert (done.returncode, done.stdout) == (2, "")


def test_options_and_their_values() -> None:
    assert words("pullquote list --format js") == ["json", "jsonl"]
    assert words("pullquote list --format=js") == ["--format=json", "--format=jsonl"]
    assert words("pullquote --format=js", "bash") == ["json", "jsonl"]
    assert words("pullquote --format=js", "bash", COMP_WORDBREAKS=" ") == ["--format=json", "--format=jsonl"]
    assert words("pullquote list --order o") == ["oldest", "outlet"]
    assert words("pullquote show 1 --li") == ["--links", "--library"]
    assert words("pullquote config set reading.signs ") == ["auto", "unicode", "ascii"]
    assert words("pullquote feeds rem") == ["remove"]


def test_names_with_blanks_and_colons_as_each_shell_takes_them() -> None:
    assert words("pullquote list person:imog") == ["person:Imogen Vale"]
    assert words("pullquote list person:imog", "bash") == ["Imogen\\ Vale"]
    assert words("pullquote list person:imog", "bash", COMP_WORDBREAKS=" ") == ["person:Imogen\\ Vale"]
    assert words("pullquote follow 'Imogen V", "bash") == ["Imogen Vale"]
    assert words("pullquote follow Imogen\\ V", "bash") == ["Imogen\\ Vale"]


def test_feeds_folders_and_the_library_that_is_named(place: Path) -> None:
    with Library.open(place / "other") as library:
        library.feeds.add("https://a.example/", title="Lantern, Daily: $(x) `y`", folder="Trade News")
    named = f"pullquote --library '{place}/other' refresh "
    assert words(f"{named}lan") == ["Lantern, Daily: $(x) `y`"]
    assert words(f"{named}lan", "bash") == ["Lantern,\\ Daily:\\ \\$\\(x\\)\\ \\`y\\`"]
    assert words(f"{named}1") == ["1"]
    assert words(f"{named}--folder T") == ["Trade News"]
    assert words("pullquote refresh lan") == []
    assert words(f"pullquote --library '{place}/none' refresh lan") == []
    assert not (place / "none").exists()


@pytest.mark.parametrize("damage", ["damaged", "variable", "config"])
def test_what_cannot_be_read_completes_nothing_and_says_nothing(damage: str, place: Path) -> None:
    variables: dict[str, str] = {}
    match damage:
        case "damaged":
            (place / "library" / "library.db").write_bytes(b"no library" * 1000)
        case "variable":
            variables = {"PULLQUOTE_FORMAT": "nonsense", "PULLQUOTE_WIDTH": "wide"}
        case _:
            variables = {"PULLQUOTE_CONFIG": "/dev/zero"}
    assert words("pullquote follow zzz", "bash", **variables) == []
    assert words("pullquote rele", "bash", **variables) == ["releases"]
