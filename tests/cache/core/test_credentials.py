"""Names and passwords for servers: kept apart, sent home alone, shown nowhere (H32, H43, C13)."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import sys
import termios
from base64 import b64encode
from pathlib import Path

import pytest

from pullquote.cache.core.errors import SettingsError
from pullquote.cache.core.servers.credentials import Login, Logins, parted
from pullquote.cache.library import Library

from ...waiting import until

SECRET = "pä55:w/rd"
TYPED = "ada:p%C3%A455:w%2Frd@"
WANTED = f"Basic {b64encode(f'ada:{SECRET}'.encode()).decode()}"
FEED = (
    b"<rss version='2.0'><channel><title>Harbour Weekly</title><item><guid isPermaLink='false'>1</guid>"
    b"<title>The lighthouse opens</title><description>Nora Vance returns.</description></item></channel></rss>"
)


def test_a_login_that_another_process_keeps_meanwhile_stays(tmp_path: Path) -> None:
    one, other = Logins(tmp_path), Logins(tmp_path)
    assert one.of("https://first.example/") is None
    other.keep("https://second.example/feed", Login("ada", SECRET))
    one.keep("https://first.example/feed", Login("eve", SECRET))
    assert Logins(tmp_path).of("https://second.example/other") == Login("ada", SECRET)
    assert Logins(tmp_path).of("https://first.example/other") == Login("eve", SECRET)


@pytest.fixture
def closed(loopback, reply):
    """Serve a feed to who gives the right name and password; its address with them in it."""
    url = loopback.on(
        "/feed", lambda seen: reply(body=FEED) if seen["Authorization"] == WANTED else reply(401, body=b"who is there?")
    )
    return url.replace("://", f"://{TYPED}")


@pytest.fixture
def settled(hermetic):
    config = Path(os.environ["PULLQUOTE_CONFIG"])
    config.parent.mkdir(parents=True)
    config.write_text("[refresh]\nspacing = 0\nper_host = 4\npictures = false\n")
    return Path(os.environ["PULLQUOTE_LIBRARY"])


def test_h43_a_login_in_an_address_is_kept_apart_and_shown_nowhere(closed, loopback, settled, program, tmp_path):
    ran = [
        program("feeds", "add", closed),
        program("refresh", "--force", "-v"),
        program("feeds", "list"),
        program("feeds", "list", "--json"),
        program("feeds", "export", str(tmp_path / "out.opml")),
        program("feeds", "check", closed),
        program("--offline", "feeds", "check", closed),
        program("feeds", "add", closed.replace("/feed", "/nothing-here")),
        program("export", "-o", str(tmp_path)),
        program("doctor"),
    ]
    assert [one.code for one in ran[:2]] == [0, 0], [one.err for one in ran[:2]]
    assert program("list", "--fields", "title").out.decode().split("\n")[0] == "The lighthouse opens"
    for one in ran:
        for secret in (SECRET, TYPED, "ada:", WANTED):
            assert secret not in one.out.decode() + one.err
    assert b"xmlUrl" in (tmp_path / "out.opml").read_bytes()
    holders = [
        path
        for top in (settled, tmp_path, Path(os.environ["PULLQUOTE_CACHE"]))
        for path in top.rglob("*")
        if path.is_file()
        and any(one in path.read_bytes() for one in (SECRET.encode(), TYPED.encode(), WANTED.encode()))
    ]
    assert holders == [settled / "logins.toml"]
    assert holders[0].stat().st_mode & 0o777 == 0o600
    assert holders[0].parent.stat().st_mode & 0o777 == 0o700


def test_h32_a_login_goes_to_its_own_origin_alone(closed, loopback, other_host, reply, settled, program):
    away = other_host.on("/feed", reply(body=FEED))
    loopback.on("/away", reply(302, {"Location": away}))
    with Library.open() as library:
        library.feeds.add(closed)
        library.feeds.add(closed.replace("/feed", "/away"))
        library.feeds.add(away)
    program("refresh", "--force")
    assert all(seen["Authorization"] is None for seen in other_host.requests)
    assert {seen["Authorization"] for seen in loopback.requests} == {WANTED}


def test_h43_a_page_where_the_feed_is_gets_the_login_and_a_page_elsewhere_does_not(
    closed, loopback, other_host, reply, settled, program
):
    def item(number, link):
        return f"<item><title>Story {number}</title><link>{link}</link><description>In short.</description></item>"

    def feed(*links):
        items = "".join(item(number, link) for number, link in enumerate(links))
        return f"<rss version='2.0'><channel><title>Outlet</title>{items}</channel></rss>".encode()

    loopback.on("/feed", reply(body=feed(loopback.url + "/own")))
    theirs = other_host.on("/feed", reply(body=feed(loopback.url + "/trap", other_host.url + "/own")))
    with Library.open() as library:
        library.feeds.add(closed)
        library.feeds.add(theirs)
    program("refresh", "--force")
    given = {seen.path: seen["Authorization"] for seen in loopback.requests}
    assert given["/own"] == WANTED
    assert given.get("/trap") is None
    assert {seen["Authorization"] for seen in other_host.requests} == {None}


def test_h43_a_login_in_a_list_is_moved_out_of_it(closed, settled, program, tmp_path):
    listed = tmp_path / "list.opml"
    listed.write_text(f'<opml version="2.0"><body><outline type="rss" text="Film" xmlUrl="{closed}"/></body></opml>')
    ran = [
        program("feeds", "import", str(listed), "--allow-private"),
        program("refresh", "--force"),
        program("feeds", "export"),
    ]
    listed.unlink()
    assert [one.code for one in ran] == [0, 0, 0]
    assert all(TYPED not in one.out.decode() + one.err for one in ran)
    assert [path.name for path in settled.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()] == [
        "logins.toml"
    ]


def test_c13_a_file_of_logins_that_others_may_read_is_refused(tmp_path):
    Logins(tmp_path).keep("https://site.example/feed", Login("ada", SECRET))
    assert Logins(tmp_path).of("https://site.example:443/other") == ("ada", SECRET)
    assert Logins(tmp_path).of("http://site.example/feed") is None
    (tmp_path / "logins.toml").chmod(0o640)
    with pytest.raises(SettingsError, match="chmod 600"):
        Logins(tmp_path).of("https://site.example/feed")


@pytest.mark.parametrize("text", ["[", '["https://a.example"]\nname = 1', '["https://a.example"]\nsesame'])
def test_c13_what_cannot_be_read_is_a_sentence_that_shows_nothing_of_it(tmp_path, text):
    path = tmp_path / "logins.toml"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(SettingsError, match="it takes tables") as caught:
        Logins(tmp_path).of("https://a.example/")
    assert "sesame" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_logins_are_read_back_as_they_were_kept(tmp_path):
    odd = Login('a"d\\a', "\x7f\x01é😀\n'[]=#")
    kept = Logins(tmp_path)
    kept.keep("https://one.example/", odd)
    kept.keep("http://[::1]:8080/feed", Login("b", ""))
    again = Logins(tmp_path)
    assert (again.of("https://one.example/x"), again.of("http://[::1]:8080/")) == (odd, ("b", ""))
    assert "one.example" not in repr(again)
    assert repr(odd) == "Login(…)"


@pytest.mark.parametrize(
    ("address", "bare", "login"),
    [
        ("https://site.example/feed", "https://site.example/feed", None),
        ("https://ada:x@site.example/feed", "https://site.example/feed", ("ada", "x")),
        ("feed:https://ada@site.example/", "feed:https://site.example/", ("ada", "")),
        ("HTTP://a%40b:c%3Ad@site.example:8080/@x", "HTTP://site.example:8080/@x", ("a@b", "c:d")),
        ("https://@site.example/", "https://site.example/", None),
        ("https://site.example/a@b", "https://site.example/a@b", None),
        ("https://site.example?x=a:b@c", "https://site.example?x=a:b@c", None),
        ("https://x@y@site.example/", "https://site.example/", ("x@y", "")),
        ("ada@site.example", "ada@site.example", None),
    ],
)
def test_an_address_and_its_login_are_parted(address, bare, login):
    assert parted(address) == (bare, login)


def test_a_name_alone_asks_for_the_password_on_a_terminal(closed, settled, tmp_path):
    address = closed.replace(TYPED, "ada@")
    main, terminal = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "pullquote.tui", "feeds", "add", address],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
    ) as process:
        os.close(terminal)
        shown = b""
        while b"Password of ada" not in shown:
            shown += os.read(main, 1_000)
        until(lambda: not termios.tcgetattr(main)[3] & termios.ECHO)
        os.write(main, SECRET.encode() + b"\n")
        with contextlib.suppress(OSError):  # the end of a terminal
            while data := os.read(main, 1_000):
                shown += data
    os.close(main)
    assert process.returncode == 0, shown
    assert SECRET.encode() not in shown
    assert Logins(settled).of(address.replace("ada@", "")) == ("ada", SECRET)
