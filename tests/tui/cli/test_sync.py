"""`pullquote sync` with a server on loopback."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pullquote.cache.core.servers.sync import RemoteFeed
from pullquote.cache.library import Library
from pullquote.cache.store import sync
from pullquote.cache.store.file.conversions import now

from ...cache.sync.test_faults import TOKEN, StandIn


@pytest.fixture
def server() -> Iterator[StandIn]:
    found = StandIn(3)
    yield found
    found.close()


def run(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "pullquote.tui", *arguments], input=stdin, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_an_account_is_added_synced_told_of_and_given_up(hermetic: Path, server: StandIn) -> None:
    assert run("sync") == (0, "", "There are no accounts yet. `pullquote sync add miniflux URL` adds one.\n")
    code, _, said = run("sync", "add", "miniflux", server.url + "/", stdin=f"{TOKEN}\n")
    assert (code, said) == (0, "Signed in as ada. `pullquote sync` syncs now.\n")
    assert "not synced yet" in run("sync", "status")[1]
    code, out, said = run("sync")
    assert (code, out, said) == (0, "", "1 account synced, 3 new articles.\n")
    assert len(run("list", "--format", "tsv")[1].splitlines()) == 3
    run("read", "1")
    fields = run("sync", "status")[1].rstrip("\n").split("\t")
    assert fields[:4] == ["1", f"ada at {server.url}", "miniflux", "1 feed"]
    assert fields[5:] == ["1 mark to send"]
    (account,) = json.loads(run("sync", "status", "--json")[1])
    assert (account["waiting"], account["url"]) == (1, server.url)
    assert TOKEN not in json.dumps(account)
    assert run("refresh", "--quiet", "--no-pages")[0] == 0
    assert sum(one["status"] == "read" for one in server.entries.values()) == 1
    logins = hermetic / "library" / "logins.toml"
    assert TOKEN in logins.read_text()
    assert stat.S_IMODE(logins.stat().st_mode) == 0o600
    assert "its articles stay" in run("sync", "remove", "ada")[2]
    assert TOKEN not in logins.read_text()
    assert len(run("list", "--format", "tsv")[1].splitlines()) == 3
    assert run("feeds", "list")[1] == ""


def test_a_token_may_come_from_a_command_and_is_kept_nowhere(hermetic: Path, server: StandIn) -> None:
    code, _, said = run("sync", "add", "miniflux", server.url, "--token-command", f"echo {TOKEN}")
    assert code == 0, said
    assert f'password = "{TOKEN}"' not in (hermetic / "library" / "logins.toml").read_text()
    assert run("sync")[0] == 0
    run("sync", "remove", "1")
    code, _, said = run("sync", "add", "miniflux", server.url, "--token-command", "false")
    assert code == 1
    assert "did not print a password" in said


def subscribed_by_fever(folder: Path) -> int:
    """Make a library with an account of Fever and a feed of it; return the feed."""
    with Library.open(folder) as library, library.database.write() as conn:
        account = sync.add(conn, "fever", "https://reader.example/fever", "ada", "", now())
        return sync.keep_feed(conn, account.id, RemoteFeed("7", "https://outlet.example/feed", "Pier"), now())


def test_a_feed_that_fever_cannot_unsubscribe_is_said_to_stay_there(hermetic: Path) -> None:
    subscribed_by_fever(hermetic / "library")
    code, _, said = run("feeds", "remove", "Pier")
    assert code == 0
    assert said == (
        "No longer subscribed to Pier. `pullquote undo` takes it back.\n"
        "It stays subscribed at https://reader.example/fever, because Fever cannot unsubscribe: do that there too.\n"
    )
    assert run("feeds", "list")[1] == ""


def test_a_feed_that_fever_cannot_rename_or_move_is_said_to_stay_as_it_was_there(hermetic: Path) -> None:
    subscribed_by_fever(hermetic / "library")
    stays = (
        "At https://reader.example/fever it stays as it was, because Fever can neither rename nor move a feed: "
        "do that there too.\n"
    )
    for changed in (("--title", "Quay"), ("--folder", "Film"), ("--title", "Pier", "--folder", "")):
        code, _, said = run("feeds", "set", "1", *changed)
        assert (code, said.count(stays)) == (0, 1), said
    for same in (("--interval", "60"), ("--title", "Pier")):
        code, _, said = run("feeds", "set", "1", *same)
        assert (code, said.count("Fever")) == (0, 0), said


def test_a_feed_is_not_added_to_an_account_of_fever_which_cannot_subscribe(hermetic: Path) -> None:
    subscribed_by_fever(hermetic / "library")
    code, out, said = run("feeds", "add", "mailto:ada@outlet.example", "--account", "1")
    assert (code, out) == (2, "")
    where = "https://reader.example/fever"
    assert said == f"pullquote: Fever cannot subscribe: do that at {where}, and `pullquote sync` brings it.\n"
    assert len(run("feeds", "list")[1].splitlines()) == 1


def test_accounts_are_listed_as_one_object_a_line(hermetic: Path) -> None:
    subscribed_by_fever(hermetic / "library")
    with Library.open(hermetic / "library") as library, library.database.write() as conn:
        sync.add(conn, "miniflux", "https://reader.example", "", "ada", now())
    lines = run("sync", "status", "--jsonl")[1].splitlines()
    assert [json.loads(line)["dialect"] for line in lines] == ["fever", "miniflux"]
    assert [one["dialect"] for one in json.loads(run("sync", "status", "--json")[1])] == ["fever", "miniflux"]


def test_what_is_wrong_is_said_in_one_sentence(hermetic: Path, server: StandIn) -> None:
    code, _, said = run("sync", "add", "miniflux", server.url, stdin="wrong\n")
    assert code != 0
    assert said.count("\n") == 1
    assert "does not know this token" in said
    assert run("sync", "add", "greader", server.url, stdin="x\n")[0] == 2
    assert run("sync", "add", "miniflux", "reader", stdin="x\n")[0] != 0
    assert run("sync", "remove", "7")[0] != 0
    run("sync", "add", "miniflux", server.url, stdin=f"{TOKEN}\n")
    assert run("--offline", "sync")[0] != 0
    server.close()
    code, _, said = run("sync")
    assert code == 3
    assert "1 failed (`pullquote sync status` says why)" in said
    assert "127.0.0.1" in run("sync", "status")[1]


def test_a_feed_that_goes_on_as_a_local_one_is_asked_by_refresh(hermetic: Path, server: StandIn) -> None:
    run("sync", "add", "miniflux", server.url, stdin=f"{TOKEN}\n")
    run("sync")
    run("sync", "remove", "1", "--keep")
    assert "Pier" in run("feeds", "list")[1]
