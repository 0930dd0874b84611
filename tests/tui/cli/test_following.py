"""Following on the command line: names and queries, what a refresh says of them, and `--since-last` for scripts."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pullquote.cache.library import Library
from pullquote.cache.store.file.lock import WriteLock

from ...cache.conftest import Loopback, Reply
from ...program import PROGRAM, ended, run
from ...waiting import WAIT


@pytest.fixture
def library(hermetic: Path, sample_edition: Path) -> Path:
    """A library that holds the sample edition."""
    folder = hermetic / "library"
    shutil.copytree(sample_edition, folder)
    return folder


def titles(*arguments: str) -> list[str]:
    return run(*arguments, "--fields", "title").stdout.splitlines()


@pytest.mark.usefixtures("library")
def test_names_and_a_query_are_followed_listed_and_let_go() -> None:
    assert run("follow", "Imogen Vale").stderr == "Following Imogen Vale (person).\n"
    assert run("follow", "lighthouse", "has:quote").stderr == "Following the query lighthouse has:quote.\n"
    assert "Followed already" in run("follow", "lighthouse", "has:quote").stderr
    listed = json.loads(run("follow", "--json").stdout)
    assert {(one["title"], one["type"], one["query"]) for one in listed} == {
        ("Imogen Vale", "person", ""),
        ("lighthouse has:quote", "query", "lighthouse has:quote"),
    }
    assert all(one["unread"] == one["articles"] > 0 for one in listed)
    every = set(titles("list", "is:followed"))
    assert every == set(titles("list", "name:Imogen")) | set(titles("list", "lighthouse", "has:quote"))
    assert run("unfollow", "lighthouse", "has:quote").stderr == "No longer following the query lighthouse has:quote.\n"
    assert run("undo").stderr == "Followed again: “lighthouse has:quote”.\n"
    run("undo")
    assert [one["title"] for one in json.loads(run("follow", "--json").stdout)] == ["Imogen Vale"]


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("words", "followed"),
    [
        (["person:imogen vale"], ("Imogen Vale", "person")),  # nothing but a name
        (["person:imogen"], ("person:imogen", "query")),  # others may begin so
        (['"writers strike"'], ('"writers strike"', "query")),
        (["-lighthouse", "harbour"], ("-lighthouse harbour", "query")),
        (["harb*"], ("harb*", "query")),
    ],
)
def test_what_is_a_query_and_what_a_name(words: list[str], followed: tuple[str, str]) -> None:
    run("follow", *words)
    (one,) = json.loads(run("follow", "--json").stdout)
    assert (one["title"], one["type"]) == followed
    run("unfollow", *words)
    assert json.loads(run("follow", "--json").stdout) == []


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["follow", "zzzz"], 1, "`pullquote follow '\"zzzz\"'`"),
        (["follow", "nofield:x"], 2, "There is no field nofield:"),
        (["follow", "is:followed"], 2, "follow already"),
        (["unfollow", "has:quote"], 1, "is not followed"),
        (["list", "--watch", "--since-last"], 2, "--watch"),
    ],
)
def test_what_cannot_be_followed_is_said(arguments: list[str], code: int, words: str) -> None:
    assert words in run(*arguments, code=code).stderr


@pytest.mark.usefixtures("library")
def test_nothing_followed_yet_says_how() -> None:
    assert "pullquote follow outlet:variety" in run("follow").stderr


# --since-last

LISTS = (
    ("list", "harbour"), ("search", "harbour"), ("quotes",), ("releases",), ("people", "--fields", "name,articles"),
    ("works", "--fields", "name,articles"), ("shows", "--fields", "name,articles"), ("groups", "harbour"),
)  # fmt: skip


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("arguments", LISTS, ids=lambda arguments: arguments[0])
def test_every_list_gives_what_came_once_and_says_nothing_the_second_time(arguments: tuple[str, ...]) -> None:
    first = run(*arguments, "--since-last")
    assert first.stdout == run(*arguments).stdout
    assert first.stdout or arguments[0] == "groups"
    again = run(*arguments, "--since-last")
    assert (again.stdout, again.stderr) == ("", "")
    run(*arguments, "--since-last", "--exit-code", code=5)
    assert run(*arguments, "--since-last", "--fields", "help").stdout  # asks for nothing


@pytest.mark.usefixtures("library")
def test_lists_stand_for_themselves_and_two_spellings_of_a_query_for_one() -> None:
    assert titles("list", "harbour", "is:unread", "--since-last")
    assert titles("list", "is:unread", "--since-last")
    assert run("people", "harbour", "is:unread", "--since-last").stdout
    assert not titles("list", "harbour  is:unread ", "--since-last")


@pytest.mark.usefixtures("library")
def test_a_limit_leaves_the_rest_for_the_next_time() -> None:
    every = titles("list")
    given = [titles("list", "-n", "2", "--since-last") for _ in range(len(every))]
    assert sorted(title for part in given for title in part) == sorted(every)
    assert all(len(part) <= 2 for part in given)
    found = titles("search", "the", "-n", "200")
    assert titles("search", "the", "-n", "1", "--since-last") == found[:1]
    assert sorted(titles("search", "the", "--since-last")) == sorted(found[1:])


@pytest.mark.usefixtures("library")
def test_a_full_disk_and_a_closed_pipe_lose_nothing() -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run([*PROGRAM, "list", "--since-last"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*PROGRAM, "list", "--since-last"], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")
    assert len(titles("list", "--since-last")) == 6


def test_a_locked_library_is_answered_at_once_and_told_of_again(library: Path) -> None:
    lock = WriteLock(library / "library.lock")
    assert lock.acquire("pruning", 0)
    try:
        done = ended("list", "--since-last")
    finally:
        lock.close()
    assert len(done.stdout.splitlines()) == 6
    assert done.returncode == 0
    assert "will be listed again" in done.stderr
    assert "pruning" in done.stderr
    assert len(titles("list", "--since-last", "--offline")) == 6
    assert titles("list", "--since-last", "--offline") == []


# A refresh

FEED = """<rss version="2.0"><channel><title>The Lantern</title>{}</channel></rss>"""
ITEM = """<item><title>{0}</title><guid>{0}</guid><link>http://unasked.invalid/{1}</link>
<description>{2}</description><pubDate>Mon, 01 Jan 2018 10:00:00 GMT</pubDate></item>"""
ABOUT = (
    "The makers of &lt;i&gt;Saltgate&lt;/i&gt; said the series, starring Jane Roe, returns. Jane Roe plays a ferryman."
)


def feed(*stories: tuple[str, str]) -> bytes:
    return FEED.format("".join(ITEM.format(title, n, text) for n, (title, text) in enumerate(stories))).encode()


@pytest.fixture
def told(hermetic: Path) -> Path:
    """The folder of a configuration whose notifying command writes what it is told there."""
    (hermetic / "config").mkdir(exist_ok=True)
    script = hermetic / "tell.py"
    script.write_text(
        "import json, sys, pathlib\n"
        f"with open({str(hermetic / 'told')!r}, 'a') as file: file.write(json.dumps(sys.argv[1:]) + '\\n')\n"
    )
    command = f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}"
    (hermetic / "config" / "config.toml").write_text(
        f"[refresh]\nspacing = 0\n[open]\nnotify = '''{command} --title Pullquote'''\n"
    )
    return hermetic


def test_a_refresh_says_what_came_and_tells_the_command_once(
    told: Path, loopback: Loopback, reply: type[Reply]
) -> None:
    stories = [("Saltgate returns to the river", ABOUT), ("Pier plays; $(touch pwned)", "A strike on the pier.")]
    address = loopback.on(
        "/feed", reply(body=feed(*stories[:1])), reply(body=feed(*stories)), reply(body=feed(*stories))
    )
    with Library.open(told / "library") as library:
        library.feeds.add(address)
    refresh = ("refresh", "--no-pages", "--force", "--notify")
    assert "new about" not in run(*refresh).stderr
    run("follow", '"strike"')
    done = subprocess.run([*PROGRAM, *refresh], check=False, capture_output=True, text=True, timeout=WAIT, cwd=told)
    assert "1 new for strike.\n" in done.stderr or '1 new for "strike".\n' in done.stderr
    lines = (told / "told").read_text().splitlines()
    assert [json.loads(line) for line in lines] == [["--title", "Pullquote", '1 new for "strike"']]
    run(*refresh)
    assert (told / "told").read_text().splitlines() == lines  # nothing is new
    assert not (told / "pwned").exists()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/no/such/program", "/no/such/program of open.notify"),
        ("false", "false of open.notify failed, exit status 1."),
        ("", "open.notify names no command"),
    ],
)
def test_a_command_that_fails_is_said_and_fails_nothing(
    told: Path, loopback: Loopback, reply: type[Reply], command: str, said: str
) -> None:
    (told / "config" / "config.toml").write_text(
        "[refresh]\nspacing = 0\n" + (f"[open]\nnotify = '{command}'\n" if command else "")
    )
    address = loopback.on("/feed", reply(body=feed(("Pier plays", "A strike on the pier."))))
    with Library.open(told / "library") as library:
        library.feeds.add(address)
    run("follow", '"strike"')
    done = run("refresh", "--no-pages", "--notify")
    assert said in done.stderr
    assert '1 new for "strike".' in done.stderr
    assert len(titles("list")) == 1


@pytest.mark.usefixtures("library")
def test_who_lets_go_of_something_unknown_is_not_told_to_follow_it() -> None:
    said = run("unfollow", "Nobody Here", code=1).stderr
    assert said == "pullquote: “Nobody Here” is not followed; `pullquote follow` lists what is.\n"
    assert "To follow the words themselves" in run("follow", "Nobody Here", code=1).stderr


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("command", ["follow", "unfollow"])
def test_empty_words_are_neither_name_nor_query(command: str) -> None:
    said = run(command, "", code=2).stderr
    assert said == f'pullquote: Write a name or a query: `pullquote {command} "Krysten Ritter"`.\n'
