"""A call that cannot be read is refused in one sentence that says what is taken, and nothing is done."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pullquote.cache.library import Library
from pullquote.tui.__main__ import main

from ...program import ended
from ...waiting import WAIT


@pytest.fixture
def library(hermetic: Path, sample_edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with the sample edition and one feed; the program is run in an empty folder."""
    shutil.copytree(sample_edition, hermetic / "library")
    with Library.open(hermetic / "library") as library:
        library.feeds.add("https://lantern.example/feed")
    monkeypatch.chdir(tmp_path)
    return hermetic / "library"


def refused(*arguments: str | bytes) -> str:
    """Run the program, which must refuse the call in one sentence and write no file; return that sentence."""
    done = subprocess.run(
        [sys.executable, "-m", "pullquote.tui", *arguments],
        stdin=subprocess.DEVNULL, capture_output=True, timeout=WAIT, check=False,
    )  # fmt: skip
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b""), said
    assert said.startswith("pullquote: ")
    assert said.count("\n") == 1, said
    assert not os.listdir()  # noqa: PTH208
    return said.removeprefix("pullquote: ").rstrip("\n")


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("list -n x", "--limit takes a whole number from 0 to 1000000000."),
        ("list -n -1", "--limit takes a whole number from 0 to 1000000000."),
        ("list -n 99999999999", "--limit takes a whole number from 0 to 1000000000."),
        ("releases --weeks 0", "--weeks takes a whole number from 1 to 520."),
        ("edition -m 601", "--minutes takes a whole number from 1 to 600."),
        ("list --color maybe", "--color takes auto, always or never."),
        ("quotes --cite word", "--cite takes text, md, bibtex or csl."),
        ("completion tcsh", "SHELL takes bash, zsh or fish."),
        ("sync remove", "`pullquote sync remove` needs ACCOUNT; `pullquote sync remove --help` lists what it takes."),
        ("show", "`pullquote show` needs REFERENCE; `pullquote show --help` lists what it takes."),
        ("feeds add", "`pullquote feeds add` needs SOURCE; `pullquote feeds add --help` lists what it takes."),
        ("undo all", "`pullquote undo` does not take “all”; `pullquote undo --help` lists what it takes."),
        ("list --bogus", "`pullquote list` has no option --bogus; `pullquote list --help` lists what it takes."),
        ("list -x", "`pullquote list` has no option -x; `pullquote list --help` lists what it takes."),
        ("feeds -", "There is no command `pullquote feeds -`; `pullquote feeds --help` lists them."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_sentence(arguments: str, sentence: str) -> None:
    assert refused(*arguments.split()) == sentence


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("arguments", ["list --limit", "list --library", "quotes --person"])
def test_an_option_without_its_value_is_one_sentence(arguments: str) -> None:
    assert "needs a value" in refused(*arguments.split())


@pytest.mark.parametrize(
    ("command", "query"),
    [
        *((["remove", "--yes"], query) for query in ("", " ", '"', '""', "\u200b", "\x01", b"\xff", b'"\xff"')),
        *((command, b"\xff") for command in (["tag", "awards"], ["later"], ["later", "--remove"])),
    ],
)
def test_a_query_that_asks_for_nothing_means_no_article_and_not_all(
    library: Path, command: list[str], query: str | bytes
) -> None:
    assert refused(*command, query) in (
        "Name articles by number, or a query: `pullquote list is:unread` shows what one finds.",
        "A query cannot hold bytes that are no UTF-8.",
        "ARTICLES holds bytes that are no UTF-8.",
        "TAGS ARTICLES holds bytes that are no UTF-8.",
    )
    with Library.open(library, read_only=True) as kept:
        assert kept.count("-is:later -is:tagged") == 6


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("command", ["follow", "unfollow"])
@pytest.mark.parametrize("query", ['"', '""', "\u200b"])
def test_a_query_that_asks_for_nothing_is_not_followed(command: str, query: str) -> None:
    assert refused(command, query) == f'Write a name or a query: `pullquote {command} "Krysten Ritter"`.'


@pytest.mark.usefixtures("library")
def test_the_name_of_a_command_is_empty() -> None:
    assert refused("feeds", "") == "The name of a command is empty; `pullquote feeds --help` lists them."


@pytest.mark.usefixtures("library")
def test_a_key_of_two_lines_is_named_in_one() -> None:
    assert refused("config", "get", "a\nb") == "There is no key `a b`. `pullquote config get --all` lists them."


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("name", ["a" * 100_000, "a b " * 25_000])
@pytest.mark.parametrize("arguments", ["show", "refresh", "feeds remove", "names export", "star", "seen import"])
def test_what_is_very_long_leaves_room_for_what_to_do(arguments: str, name: str) -> None:
    done = ended(*arguments.split(), name)
    assert done.returncode in (1, 2)
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert len(done.stderr) < 700
    assert done.stderr.endswith(".\n")


@pytest.mark.parametrize(
    "arguments",
    ["--library {} list", "--config {} list", "feeds remove {}", "feeds set {} --title Other", "refresh {}", "show {}",
     "star {}", "add {}", "export -o {}", "quotes --person {}", "about {}", "names forget {}", "config get {}"],
)  # fmt: skip
def test_an_empty_name_as_of_a_variable_that_is_not_set_names_nothing(library: Path, arguments: str) -> None:
    assert "is empty" in refused(*("" if word == "{}" else word for word in arguments.split()))
    with Library.open(library, read_only=True) as kept:
        assert [feed.title for feed in kept.feeds.listed()] == ["https://lantern.example/feed"]


@pytest.mark.parametrize("command", [["tag"], ["feeds", "list"], ["config", "path"]])
def test_a_folder_that_may_not_be_read_is_for_the_library_to_refuse(
    command: list[str], library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    monkeypatch.setattr(gc, "disable", lambda: None)
    monkeypatch.setattr(sys, "argv", ["pullquote", "--library", str(library), *command])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 0, capsys.readouterr().err


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    "arguments",
    ["seen {} s1", "quotes --person {}", "feeds set 1 --title {}", "refresh --folder {}", "note 1 {}",
     "sync add miniflux {} --token-command true", "config set open.browser {}", "export -o x --name {}"],
)  # fmt: skip
def test_text_that_is_no_utf_8_is_refused(arguments: str) -> None:
    assert "no UTF-8" in refused(*(b"a\xff" if word == "{}" else word.encode() for word in arguments.split()))


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    "arguments",
    [
        "export -o {}",
        "export -o {}.md",
        "quotebook -o {}.md",
        "extract {}",
        "add {}",
        "add --mailbox {}",
        "feeds export {}",
        "names export {}",
    ],
)
def test_a_home_nobody_has_is_named(arguments: str) -> None:
    said = refused(*arguments.format("~nobody-of-this-name/x").split())
    assert said.startswith("There is no home folder for ~nobody-of-this-name.")
