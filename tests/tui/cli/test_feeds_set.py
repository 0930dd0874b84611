"""`pullquote feeds set`, `refresh --folder` and `refresh --offline-ready`, as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pullquote.cache.library import Library

from ...program import ended as run


@pytest.fixture
def library(hermetic: Path) -> Path:
    folder = hermetic / "library"
    with Library.open(folder) as opened:
        opened.feeds.add("http://127.0.0.1:9/a", title="Alpha", folder="Film")
        opened.feeds.add("http://127.0.0.1:9/b", title="Beta")
    return folder


def listed(title: str) -> dict[str, object]:
    rows = json.loads(run("feeds", "list", "--json").stdout)
    return next(row for row in rows if row["title"] == title)


@pytest.mark.usefixtures("library")
def test_what_is_set_is_listed():
    done = run(
        *("feeds", "set", "alpha", "--interval", "120", "--no-full-text", "--user-agent", "Mine/1"),
        *("--keep-days", "30", "--folder", "Trade", "--title", "Alpha Daily"),
    )
    assert done.returncode == 0, done.stderr
    assert "every 120 min, no full text, kept 30 days, in Trade, as Mine/1" in done.stderr
    row = listed("Alpha Daily")
    keys = ("interval", "full_text", "user_agent", "keep_days", "folder")
    assert [row[key] for key in keys] == [120, False, "Mine/1", 30, "Trade"]
    assert run("feeds", "set", "alpha", "--interval", "0", "--user-agent", "", "--full-text").returncode == 0
    row = listed("Alpha Daily")
    assert [row[key] for key in keys] == [None, True, None, 30, "Trade"]


@pytest.mark.usefixtures("library")
def test_pictures_order_and_what_is_muted_are_a_feeds_own_until_they_are_as_for_all():
    done = run("feeds", "set", "alpha", "--pictures", "off", "--order", "oldest", "--mute", 'royals "red carpet"')
    assert done.returncode == 0, done.stderr
    assert 'without pictures, oldest first, without royals "red carpet"' in done.stderr
    row = listed("Alpha")
    assert [row[key] for key in ("pictures", "order", "mute")] == [False, "oldest", 'royals "red carpet"']
    assert run("feeds", "set", "alpha", "--pictures", "default", "--order", "default", "--mute", "").returncode == 0
    row = listed("Alpha")
    assert [row[key] for key in ("pictures", "order", "mute")] == [None, None, ""]


@pytest.mark.usefixtures("library")
def test_a_mute_filter_that_cannot_be_read_is_refused():
    done = run("feeds", "set", "alpha", "--mute", "royals is:unred")
    assert (done.returncode, done.stderr) == (2, "pullquote: There is no is:unred, did you mean is:unread?\n")
    assert listed("Alpha")["mute"] == ""


@pytest.mark.usefixtures("library")
def test_a_feed_is_paused_and_resumed():
    assert run("feeds", "set", "beta", "--pause").returncode == 0
    assert listed("Beta")["suspended"] is True
    assert run("feeds", "set", "beta", "--pause", "--resume").returncode == 2
    assert run("feeds", "set", "beta", "--resume").returncode == 0
    assert listed("Beta")["suspended"] is False


def test_a_suspended_feed_is_resumed(library: Path):
    with Library.open(library) as opened:
        opened.feeds.update(opened.feeds.find("beta").id, suspended=True)
    assert listed("Beta")["suspended"] is True
    assert run("feeds", "set", "beta", "--resume").returncode == 0
    assert listed("Beta")["suspended"] is False


@pytest.mark.usefixtures("library")
def test_nothing_to_set_is_wrong_usage():
    assert run("feeds", "set", "beta").returncode == 2


@pytest.mark.usefixtures("library")
def test_a_folder_is_refreshed_alone_and_readiness_is_told():
    done = run("refresh", "--folder", "Film", "--offline-ready")
    assert "There are no unread articles." in done.stderr
    assert "1 feed checked" in done.stderr
    assert done.returncode == 3
    assert run("refresh", "--offline-ready", "--no-pages").returncode == 2
