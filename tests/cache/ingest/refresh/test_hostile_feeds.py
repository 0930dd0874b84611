"""Feeds made to do harm, refreshed by the real program from a real server: what must hold of each, one by one.

The feeds are those of the shared hostile set, where it is; what they name (a file, an address) is put in anew, so
that reading it would be seen. Memory is that of the whole process tree, beside a refresh without the harm.
"""

from __future__ import annotations

import json
import os
import re
import resource
import socket
import sys
from pathlib import Path

import pytest

from pullquote.cache.core.errors import UsageError
from pullquote.cache.library import Library
from pullquote.tui.services.programs.openers import checked, opener_for, start

from ....waiting import until

HOSTILE = Path(__file__).resolve().parents[4] / "../shared/corpus/hostile"
needed = pytest.mark.skipif(not HOSTILE.is_dir(), reason="the shared corpus is not here")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
SOUND = (
    b"<rss version='2.0'><channel><title>Harbour Weekly</title><item><guid isPermaLink='false'>1</guid>"
    b"<title>The lighthouse opens</title><description>Nora Vance returns.</description></item></channel></rss>"
)
MB = 1024


def of(name: str) -> bytes:
    """Return a feed of the hostile set."""
    return (HOSTILE / name).read_bytes()


@pytest.fixture
def refreshed(loopback, reply, hermetic, program):
    """Refresh a feed beside a sound one with the real program; return how that ended."""
    config = Path(os.environ["PULLQUOTE_CONFIG"])
    config.parent.mkdir(parents=True)
    config.write_text("[refresh]\nspacing = 0\nper_host = 4\npages = false\npictures = false\n")

    def go(body: bytes, name: str = "feed"):
        with Library.open() as library:
            library.feeds.add(loopback.on("/sound", reply(body=SOUND)))
            library.feeds.add(loopback.on(f"/{name}", reply(body=body)))
        ended = program("refresh", "--force")
        assert "Traceback" not in ended.err
        assert program("list", "lighthouse", "--exit-code").code == 0, "the sound feed beside it is there"
        return ended

    return go


def _processor_time() -> float:
    """Return the seconds of processor time of all programs that have ended, with their workers."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def titles() -> list[str]:
    """Return the titles in the library but that of the sound feed, as they are stored."""
    with Library.open() as library:
        rows = library.database.read().execute("SELECT title FROM article ORDER BY id").fetchall()
    return [row[0] for row in rows if row[0] != "The lighthouse opens"]


def everything() -> str:
    """Return all text that the library holds, whatever the table."""
    with Library.open() as library:
        return "\n".join(library.database.read().iterdump())


def failure() -> str | None:
    """Return the sentence the hostile feed failed with."""
    with Library.open() as library:
        return next(feed.error for feed in library.feeds.listed() if not feed.url.endswith("/sound"))


@needed
def test_laughs_are_not_expanded(refreshed):
    usual = refreshed(SOUND.replace(b"lighthouse", b"harbour"), "usual")
    ended = refreshed(of("laughs-10x9.xml"))
    print(f"\nentities: {ended.seconds:.1f} s, {(ended.memory - usual.memory) / MB:+.0f} MB")
    assert ended.memory - usual.memory <= 100 * MB
    assert all(len(title) <= 10_000 for title in titles())
    assert len(everything()) < 1_000_000


@needed
def test_a_file_that_an_entity_names_is_not_read(refreshed, tmp_path):
    pipe = tmp_path / "secret"
    os.mkfifo(pipe)  # to open it is to wait until the parser is killed
    ended = refreshed(of("xxe-file.xml").replace(b"/etc/hostname", os.fsencode(pipe)))
    assert failure() is None, ended.err
    secret = tmp_path / "words"
    secret.write_text("the words in the file")
    refreshed(of("xxe-file.xml").replace(b"/etc/hostname", os.fsencode(secret)), "again")
    assert "the words in the file" not in everything()


@needed
def test_an_address_that_an_entity_names_is_not_asked(refreshed):
    with socket.create_server(("127.0.0.1", 0)) as server:
        refreshed(of("xxe-http.xml").replace(b"127.0.0.1:9", b"127.0.0.1:%d" % server.getsockname()[1]))
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert failure() is None


@needed
@pytest.mark.parametrize("name", ["osc52-title-charref.xml", "osc8-title-raw.xml", "c1-csi-title.xml"])
def test_no_control_is_stored_or_shown(refreshed, program, name):
    refreshed(of(name))
    assert not CONTROLS.search(everything())
    assert titles()
    for command in (["list"], ["list", "--json"], ["show", "1"], ["show", "2"], ["export", "--format", "md"]):
        assert not CONTROLS.search(program(*command).out.decode()), command


@needed
def test_markup_is_letters(refreshed, program):
    refreshed(of("rich-markup-title.xml"))
    wanted = "[bold red]X[/bold red] [/] [link=file:///etc/passwd]y[/link] [@click=app.quit]z[/]"
    assert titles() == [wanted]
    assert wanted in program("list", "--fields", "title").out.decode().splitlines()


@pytest.mark.slow
@needed
@pytest.mark.parametrize("name", ["attrs-16000.xml", "nest-20000.xml"])
def test_a_parser_that_takes_long_is_stopped_and_the_others_go_on(refreshed, name):
    before = _processor_time()
    ended = refreshed(of(name))
    spent = _processor_time() - before
    print(f"\n{name}: {spent:.1f} s of processor time for the whole program, {failure() or 'read'}")
    assert spent < 30  # 5 for the parser, 1 to start, and the commands beside it
    assert ended.code in (0, 3)
    assert failure() is None or "RecursionError" not in str(failure())


@needed
def test_deep_json_is_that_feeds_own_error(refreshed):
    ended = refreshed(of("json-deep.json"))
    assert ended.code == 3
    assert failure() == "This feed is nested too deeply to be read."


@needed
def test_only_web_addresses_are_kept_or_opened_and_by_no_shell(refreshed, program, tmp_path):
    record = tmp_path / "opened"
    browser = tmp_path / "browser"
    note = f"print(json.dumps(sys.argv[1:]), file=open({str(record)!r}, 'a'))"
    browser.write_text(f"#!{sys.executable}\nimport sys, json\n{note}\n")
    browser.chmod(0o700)
    refreshed(of("link-schemes.xml").replace(b"/tmp/p", os.fsencode(tmp_path / "touched")))
    kept = {article["title"]: article["url"] for article in json.loads(program("list", "--json").out)}
    assert len(kept) == 10
    addresses = [url for url in kept.values() if url]
    assert all(re.fullmatch(r"https?://[\w.:-]+/[!-~]*", url) for url in addresses), addresses
    for url in addresses:
        opener = opener_for(checked(url), str(browser))
        assert opener is not None
        start(opener.words)
    for title in kept:
        if not title.startswith("http"):
            with pytest.raises(UsageError):
                checked(title)
    until(lambda: record.exists() and len(record.read_text().splitlines()) >= len(addresses))
    assert sorted(record.read_text().splitlines()) == sorted(json.dumps([url]) for url in addresses)
    assert not (tmp_path / "touched").exists()


@needed
def test_an_export_stays_in_its_folder(refreshed, program, tmp_path):
    folder = tmp_path / "a" / "b" / "c" / "d" / "e" / "out"
    folder.mkdir(parents=True)
    refreshed(of("path-traversal-title.xml"))
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert program("export", "-o", str(folder), "--format", "md").code == 0
    after = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert len(after) == 2
    assert {path.parent for path in after} == {folder}
    assert not Path("/tmp/pwn").exists()


@needed
def test_a_date_ahead_does_not_keep_an_entry_on_top(refreshed, program, loopback, reply):
    refreshed(of("dates.xml"))
    newest = SOUND.replace(b"The lighthouse opens", b"The newest").replace(b">1<", b">2<")
    with Library.open() as library:
        library.feeds.add(loopback.on("/later", reply(body=newest)))
    program("refresh", "--force")
    first = program("list", "--fields", "title", "-n", "1").out.decode().strip()
    assert first == "The newest"
    assert len(titles()) == 13
