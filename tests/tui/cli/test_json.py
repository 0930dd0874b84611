"""`--json` is one value on stdout, `--jsonl` one object a line; what prints neither prints nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from pullquote.cache.library import Library
from pullquote.tui.cli.commands import cli

from ...program import PROGRAM
from ...waiting import WAIT

PAGE = "The lamp is lit\n\nThe lamp was lit again, and the whole crew stood around it and watched it burn.\n"
FEED = "<rss version='2.0'><channel><title>T</title><item><title>A</title><guid>1</guid></item></channel></rss>"
CALLS = (
    "list", "search the", "show 1", "show 1 2", "show -", "show --changes 1 2", "edition --list", "edition", "quotes",
    "quotebook", "people", "groups", "works", "shows", "about raman", "about raman vale", "names", "names list",
    "names sources", "names import names.tsv", "names forget quill", "catalogue", "catalogue status", "catalogue off",
    "catalogue forget --index", "catalogue link vale", "catalogue unlink vale", "releases", "sync status", "feeds",
    "feeds list", "feeds add mailto:ada@outlet.example", "feeds remove 1", "feeds set 1 --order oldest",
    "feeds import feeds.txt", "feeds check feed.xml", "feeds check feed.xml feed.xml", "add page.txt",
    "add page.txt page.txt", "add --mailbox mail.eml", "extract page.txt", "extract page.txt page.txt",
    "extract --files-from files.txt", "export -o -", "export 1 -o -", "export 1 -o out", "export zzz -o -",
    'highlight 1 "ended its first season"', "note 1", 'note 1 "A note."', "star 1", "unstar 1", "read 1", "unread 1",
    "tag", "tag new 1", "later", "later 1", "rules", "rules list", "rules run", "remove 1", "remove 1 --dry-run",
    "follow", "follow raman", "unfollow raman", "seen", 'seen "Harbour Lights" s1e1', 'seen "Harbour Lights"', "guard",
    'guard "Low Orbit"', "undo", "keys", "config", "config get", "config get reading.width", "config get save.wallabag",
    "config set reading.width 66", "config unset reading.width", "config path", "config check", "paths", "doctor",
    "doctor --relink", "prune", "prune --dry-run", "schema",
)  # fmt: skip
OTHER = {
    "open", "refresh", "sync", "sync add", "sync remove", "catalogue on", "catalogue update",
    "feeds export", "names export", "manual", "mcp", "serve", "completion",
}  # fmt: skip
"""Commands that need a terminal or a network, or whose answer has a form of its own."""


@pytest.fixture
def place(hermetic: Path, sample_edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with what the calls name, beside a library with a feed."""
    shutil.copytree(sample_edition, hermetic / "library")
    (hermetic / "config").mkdir()
    with Library.open(hermetic / "library") as library:
        library.feeds.add("https://lantern.example/feed")
    files = {
        "page.txt": PAGE, "feed.xml": FEED, "names.tsv": "Quill\tgroup\n", "feeds.txt": "https://one.example/feed\n",
        "files.txt": "page.txt\npage.txt\n",
        "mail.eml": "From: ada@outlet.example\nMessage-ID: <1@outlet.example>\nSubject: News\n\nSome words of news.\n",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answered(call: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a call, as a shell would part it, with the numbers 1 and 2 on stdin."""
    line = f'exec "$@" {call}'
    return subprocess.run(
        ["bash", "-c", line, "bash", *PROGRAM, *options],
        input="1\n2\n", capture_output=True, encoding="utf-8", env=os.environ, timeout=WAIT, check=False,
    )  # fmt: skip


def paths(group: click.Group, before: str = "") -> Iterator[str]:
    """Return the names of all commands, as they are typed."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield before + name
        if isinstance(command, click.Group):
            yield from paths(command, f"{before}{name} ")


def test_every_command_is_called_here() -> None:
    known = {*paths(cli)}
    called = {max((name for name in known if f"{call} ".startswith(f"{name} ")), key=len) for call in CALLS}
    assert called | OTHER == known


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("call", CALLS)
def test_json_is_one_value(call: str) -> None:
    done = answered(call, "--json")
    assert "Traceback" not in done.stderr
    assert done.stdout == "" or json.loads(done.stdout) is not ...
    assert done.stdout or done.stderr or done.returncode == 0


SEVERAL = ("show 1 2", "show -", "show --changes 1 2", "extract page.txt page.txt", "extract --files-from files.txt",
           "export -o -", "feeds check feed.xml feed.xml", "about raman vale", "add page.txt page.txt")  # fmt: skip


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("call", SEVERAL)
def test_several_are_an_array_and_a_stream_of_lines(call: str) -> None:
    found = json.loads(answered(call, "--json").stdout)
    assert isinstance(found, list)
    assert len(found) > 1
    lines = answered(call, "--jsonl").stdout.splitlines()
    assert len(lines) == len(found)
    if "add" not in call:
        ours = [{**one, "fetched": None} for one in found]
        assert [{**json.loads(line), "fetched": None} for line in lines] == ours


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("call", ["show 1", "extract page.txt", "export 1 -o -", "feeds check feed.xml", "about raman"])
def test_one_is_an_object(call: str) -> None:
    assert isinstance(json.loads(answered(call, "--json").stdout), dict)


@pytest.mark.usefixtures("place")
def test_of_several_of_which_none_is_there_the_array_is_empty() -> None:
    assert json.loads(answered("show 998 999", "--json").stdout) == []
    assert json.loads(answered("export zzz -o -", "--json").stdout) == []


@pytest.mark.usefixtures("place")
def test_what_changes_something_prints_what_it_changed() -> None:
    (added,) = json.loads(answered("add page.txt", "--json").stdout)
    assert added["title"] == "The lamp is lit"
    assert answered("add page.txt", "--plain").stdout.endswith("\tThe lamp is lit\n")
    (noted,) = json.loads(answered('note 1 "A note."', "--json").stdout)
    assert (noted["note"], noted["article"]) == ("A note.", 1)
    assert json.loads(answered("note 1", "--jsonl").stdout)["note"] == "A note."
    assert json.loads(answered('note 1 ""', "--json").stdout) == []
    assert json.loads(answered("feeds add list:news.example", "--json").stdout)[0]["url"] == "list:news.example"
    said = [one["sentence"] for one in json.loads(answered("doctor", "--json").stdout)]
    assert said == answered("doctor").stdout.splitlines()
    pruned = json.loads(answered("prune --dry-run", "--json").stdout)
    assert {*pruned} == {"articles", "kept", "for_good", "before"}
    assert answered("prune --dry-run", "--plain", "--fields", "articles,kept").stdout == "0\t0\n"


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    "call",
    ["add page.txt", 'note 1 "A note."', "prune", "doctor", 'highlight 1 "ended its first season"',
     "feeds add list:news.example"],
)  # fmt: skip
def test_a_field_there_is_not_is_refused_before_anything_is_changed(call: str, hermetic: Path) -> None:
    done = answered(call, "--fields", "colour")
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no field colour." in done.stderr
    with Library.open(hermetic / "library", read_only=True) as library:
        assert (library.count(), len(library.feeds.listed()), library.clippings.clippings()) == (6, 1, [])
    assert answered(call, "--fields", "help").stdout.count("\t") > 0
