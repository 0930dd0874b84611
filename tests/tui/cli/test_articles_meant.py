"""Which articles a command means: numbers, addresses and headlines, what is piped in, or all that answer a query."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pullquote.cache.library import Library

from ...waiting import WAIT

Run = Callable[..., str]


@pytest.fixture
def library(hermetic: Path, sample_edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(sample_edition, hermetic / "library")
    monkeypatch.chdir(tmp_path)
    return hermetic / "library"


def said(*arguments: str, stdin: str = "", code: int = 0) -> str:
    """Run the program on what is piped in; return what it said on stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "pullquote.tui", *arguments],
        input=stdin, capture_output=True, encoding="utf-8", timeout=WAIT, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    return done.stderr


def ids(folder: Path, query: str) -> list[int]:
    with Library.open(folder, read_only=True) as library:
        return sorted(library.ids(query))


@pytest.mark.parametrize(
    ("command", "query"),
    [
        (["star", "-"], "is:starred"),
        (["read", "-"], "is:read"),
        (["later", "-"], "is:later"),
        (["tag", "awards", "-"], "tag:awards"),
        (["export", "--since-last", "-", "-o", "."], ""),
    ],
)
def test_what_a_list_prints_is_piped_into_what_marks(library: Path, command: list[str], query: str) -> None:
    told = said(*command, stdin="2\tThe Paper Moons\n\n 3\n2\n")
    assert told.startswith("2 "), told
    assert query == "" or ids(library, query) == [2, 3]


def test_articles_on_stdin_are_removed_without_a_question(library: Path) -> None:
    assert said("remove", "-", stdin="2\n3\n").startswith("2 articles removed.")
    assert ids(library, "") == [1, 4, 5, 6]


def test_nothing_on_stdin_means_no_article(library: Path) -> None:
    for command in (["star", "-"], ["tag", "awards", "-"], ["remove", "-"]):
        assert said(*command).startswith("No article")
    assert ids(library, "is:starred OR is:tagged") == []
    assert len(ids(library, "")) == 6


def test_one_that_is_not_there_changes_none(library: Path) -> None:
    assert "“999”" in said("star", "-", stdin="1\n999\n", code=1)
    assert "“999”" in said("star", "1", "999", code=1)
    assert ids(library, "is:starred") == []


def test_marks_take_a_query_with_a_field_and_words_are_headlines(library: Path) -> None:
    assert said("star", "Low Orbit", "what to watch").startswith("2 articles starred.")
    assert said("read", "is:starred").startswith("2 articles marked read.")
    assert said("unread", 'outlet:"Late Set"', "is:read") == 'No article matches “outlet:"Late Set" is:read”.\n'
    assert "“orbit”" in said("star", "orbit", code=1)
    assert "did you mean is:read?" in said("star", "is:raed", code=2)
    assert said("unstar", "is:starred", "-soup").startswith("1 article unstarred.")


def test_undo_is_spoken_of_only_where_something_was_done(library: Path) -> None:
    assert said("star", "1", "2") == "2 articles starred. `pullquote undo` takes it back.\n"
    assert said("star", "2", "3") == "1 article starred, 1 article starred already. `pullquote undo` takes it back.\n"
    assert said("star", "2") == "0 articles starred, 1 article starred already.\n"
    assert said("unread", "2") == "0 articles marked unread, 1 article unread already.\n"


def test_export_takes_numbers_in_their_order(library: Path) -> None:
    assert said("export", "3", "1", "-o", "two.txt") == "2 articles written to two.txt.\n"
    first, _, second = Path("two.txt").read_text(encoding="utf-8").partition("\n\n\n")
    with Library.open(library, read_only=True) as kept:
        titles = [headline.title for headline in kept.headlines([3, 1])]
    assert [text.partition("\n")[0] for text in (first, second)] == titles


def test_show_prints_what_is_there_and_says_what_is_not(library: Path) -> None:
    assert said("show", "1", "999", "2", code=3).count("“999”") == 1
    assert said("show", "-", stdin="999\n1\n", code=3).count("\n") == 1
    assert "“999”" in said("show", "999", code=1)
    assert "“999”" in said("--offline", "show", "999", code=4)
    assert said("show", "-") == "No article was named on stdin.\n"


def test_show_prints_an_article_before_the_next_is_named(library: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "pullquote.tui", "show", "-", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for number in (1, 2):
            program.stdin.write(b"%d\n" % number)
            program.stdin.flush()
            assert b'"id":%d,' % number in program.stdout.readline()
        program.stdin.close()
