"""Every row of the README's table of exit codes, by the real program."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pullquote.cache.library import Library

from ...cache.conftest import Loopback, Reply
from ...waiting import WAIT

README = Path(__file__).parents[3] / "README.md"
PROGRAM = [sys.executable, "-m", "pullquote.tui"]
NOWHERE = "http://nowhere.invalid/feed"
FEED = """<rss version="2.0"><channel><title>Lantern</title><item><title>Salt and Silver Opens</title>
<guid>{0}/story</guid><link>{0}/story</link><description>A short teaser.</description></item></channel></rss>"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(hermetic: Path, sample_edition: Path) -> Path:
    """The folder of a library that holds the sample edition."""
    shutil.copytree(sample_edition, hermetic / "library")
    (hermetic / "config").mkdir()
    (hermetic / "config" / "config.toml").write_text("[refresh]\nspacing = 0\n[network]\nconnect_timeout = 5\n")
    return hermetic / "library"


@pytest.fixture
def run(folder: Path) -> Run:
    """Run the program; return its exit code, stdout and stderr."""

    def call(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        done = subprocess.run(
            [*PROGRAM, *arguments], input=stdin, capture_output=True, text=True, timeout=WAIT, check=False
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    return call


def subscribe(folder: Path, *urls: str) -> None:
    with Library.open(folder) as library:
        for url in urls:
            library.feeds.add(url)


def test_each_row_of_the_table_has_a_test_here() -> None:
    rows = re.findall(r"^\| (\d+) \|", README.read_text(encoding="utf-8"), re.MULTILINE)
    tests = {name.split("_")[1] for name in globals() if re.match(r"test_\d+_", name)}
    assert rows
    assert set(rows) == tests


def test_0_done_also_when_there_was_nothing_to_answer(run: Run) -> None:
    assert run("list", "zzzznothing") == (0, "", "No article matches “zzzznothing”.\n")


def test_1_failed_with_one_sentence(run: Run) -> None:
    code, out, err = run("show", "999")
    assert (code, out, err.count("\n")) == (1, "", 1)


def test_2_wrong_usage(run: Run) -> None:
    assert run("list", "--nonsense")[0] == 2
    assert run("list", "--fields", "colour")[0] == 2
    assert run("list", "--json", "--plain")[0] == 2


def test_3_a_feed_failed_and_the_rest_is_kept(run: Run, folder: Path, loopback: Loopback, reply: type[Reply]) -> None:
    sound = loopback.on("/feed", reply(body=FEED.format("http://unasked.invalid").encode()))
    subscribe(folder, sound, loopback.on("/broken", reply(404)))
    code, _, err = run("refresh", "--no-pages")
    assert code == 3
    assert "1 failed" in err
    assert run("list", "Salt", "--fields", "title")[1] == "Salt and Silver Opens\n"


def test_3_no_network_is_told_apart_by_its_sentence(run: Run, folder: Path) -> None:
    subscribe(folder, NOWHERE)
    code, _, err = run("refresh")
    assert code == 3
    assert "no network" in err
    assert "failed" not in err
    assert "checked" not in err


@pytest.mark.parametrize("status", [403, 404, 500])
def test_3_a_page_that_is_refused(status: int, run: Run, folder: Path, loopback: Loopback, reply: type[Reply]) -> None:
    origin = loopback.on("/robots.txt", reply(404)).removesuffix("/robots.txt")
    subscribe(folder, loopback.on("/feed", reply(body=FEED.format(origin).encode())))
    loopback.on("/story", reply(status))
    code, _, err = run("refresh")
    assert code == 3
    assert "1 new article" in err
    assert "1 full page could not be had" in err
    assert "failed" not in err
    assert run("list", "Salt", "--fields", "title")[1] == "Salt and Silver Opens\n"


@pytest.mark.parametrize(
    ("status", "exit_code", "words"), [(200, 0, "1 full page."), (404, 3, "1 full page could not")]
)
def test_pages_that_an_earlier_refresh_left_are_told_of(
    status: int, exit_code: int, words: str, run: Run, folder: Path, loopback: Loopback, reply: type[Reply]
) -> None:
    origin = loopback.on("/robots.txt", reply(404)).removesuffix("/robots.txt")
    subscribe(folder, loopback.on("/feed", reply(body=FEED.format(origin).encode())))
    story = "<p>Salt and Silver opened at the harbour tonight, and nobody who was there will forget it soon.</p>" * 9
    page = f"<html><body><article><h1>Salt and Silver Opens</h1>{story}</article></body></html>".encode()
    loopback.on("/story", reply(status, headers={"Content-Type": "text/html"}, body=page))
    run("config", "set", "refresh.pages", "false")
    assert run("refresh")[2] == "1 feed checked, 1 new article.\n"
    run("config", "set", "refresh.pages", "true")
    code, _, err = run("refresh")
    assert (code, err) == (exit_code, f"No feeds were due, {words}{' be had.' if status != 200 else ''}\n")
    assert run("refresh")[2] == "No feeds were due.\n"


def test_0_a_page_that_robots_txt_keeps_from_programs(
    run: Run, folder: Path, loopback: Loopback, reply: type[Reply]
) -> None:
    rules = reply(headers={"Content-Type": "text/plain"}, body=b"User-agent: *\nDisallow: /\n")
    origin = loopback.on("/robots.txt", rules).removesuffix("/robots.txt")
    subscribe(folder, loopback.on("/feed", reply(body=FEED.format(origin).encode())))
    code, _, err = run("refresh")
    assert code == 0
    assert "could not be had" not in err
    assert "/story" not in [seen.path for seen in loopback.requests]


BAD = {
    "binary": bytes(range(256)) * 8,
    "json": b'{"a":',
    "text": b"\t\t\nneither this\nnor that\n",
    "nothing": b"\n",
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize(
    "command",
    [
        "feeds import",
        "names import",
        "seen import",
        "add --mailbox",
        "feeds check",
        "feeds add",
        "extract --files-from",
    ],
)
def test_1_data_that_is_none_of_what_a_command_reads(command: str, kind: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.tsv").write_bytes(BAD[kind])
    code, out, err = run(*command.split(), str(tmp_path / "bad.tsv"))
    if command in ("names import", "extract --files-from") and kind == "nothing":
        assert (code, err.count("\n")) == (0, 1)  # an empty list is one
        return
    assert code == 1
    assert (out or err).count("\n") == 1 or command not in ("feeds import", "seen import", "feeds check", "feeds add")
    assert out or err


@pytest.mark.parametrize(
    ("command", "data"),
    [
        ("feeds import", "https://one.example/feed\nneither this\n"),
        ("feeds import", "https://one.example/feed\nhttp://127.0.0.1/feed\n"),
        ("names import", "Quill\tgroup\nneither this\n"),
        ("add --mailbox", "From a\nFrom: a@b.example\nMessage-ID: <1@b.example>\n\nNews.\n\nFrom b\nneither this\n"),
        ("extract", None),
    ],
)
def test_3_what_could_not_be_used_is_left_out(command: str, data: str | None, run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(data or "A headline\n\nAnd some words of text below it.\n")
    code, _, err = run(*command.split(), str(tmp_path / "list.txt"), *([] if data else ["nothing.html"]))
    assert code == 3, err
    assert err


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "https://unknown.example/story"),
        ("show", "999"),
        ("star", "999"),
        ("follow", "Nobody At All"),
        ("feeds", "remove", "nothing"),
        ("open", "https://unknown.example/story"),
        ("refresh",),
        ("add", "https://unknown.example/story"),
    ],
    ids=" ".join,
)
def test_4_not_in_the_library_and_offline(arguments: tuple[str, ...], run: Run) -> None:
    code, out, err = run("--offline", *arguments)
    assert (code, out, err.count("\n")) == (4, "", 1)
    assert "--offline" in err


def test_5_nothing_matched_only_with_exit_code(run: Run) -> None:
    assert run("list", "zzzznothing", "--exit-code")[0] == 5
    assert run("quotes", "zzzznothing", "--exit-code")[0] == 5


def test_6_the_library_cannot_be_used(run: Run, folder: Path) -> None:
    (folder / "library.db").write_bytes(b"no library" * 1000)
    code, out, err = run("list")
    assert (code, out) == (6, "")
    assert "doctor" in err


def test_130_interrupted(folder: Path) -> None:
    process = subprocess.Popen([*PROGRAM, "list", "--watch"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    process.stdout.read()
    assert process.wait(WAIT) == 130
    assert process.stderr.read() == b""
    process.stdout.close()
    process.stderr.close()


def test_141_the_reader_closed_the_pipe(folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*PROGRAM, "list"], stdout=writing, stderr=subprocess.PIPE, timeout=WAIT, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")
