"""Files whose names are no UTF-8 or would be the same, and devices and pipes in place of files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ...waiting import WAIT

PAGE = b"""<html><head><title>The lamp is lit</title></head><body><article><h1>The lamp is lit</h1>
<p>The lamp was lit again, and this time the whole crew stood around it and watched it burn for an hour.</p>
</article></body></html>"""
ODD = b"a page\n\xff.html"


@pytest.fixture(autouse=True)
def place(hermetic: Path, sample_edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, beside a library that holds the sample edition."""
    shutil.copytree(sample_edition, hermetic / "library")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(line: str | bytes, *words: str | bytes) -> subprocess.CompletedProcess[bytes]:
    """Run a line of bash in which ``pullquote`` is the program, and ``"$@"`` are the words."""
    head = f'pullquote() {{ "{sys.executable}" -m pullquote.tui "$@"; }}; '.encode()
    line = head + (line.encode() if isinstance(line, str) else line)
    return subprocess.run(
        ["bash", "-c", line, "bash", *words], stdin=subprocess.DEVNULL, capture_output=True, timeout=WAIT, check=False
    )


def test_a_file_whose_name_is_no_utf_8_is_read_and_written(place: Path) -> None:
    (place / os.fsdecode(ODD)).write_bytes(PAGE)
    done = run('pullquote extract "$1" && pullquote add "$1"', ODD)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"The lamp is lit\n")
    done = run('pullquote export is:unread -o "$1"', b"\xff.md")
    assert done.returncode == 0
    assert (place / os.fsdecode(b"\xff.md")).read_bytes().startswith(b"---\n")


def test_a_library_in_a_folder_whose_name_is_no_utf_8(hermetic: Path, place: Path) -> None:
    shutil.copytree(hermetic / "library", place / os.fsdecode(b"li?b%\xff"))
    done = run('pullquote --library "$1" star 1 && pullquote --library "$1" list is:starred --fields id', b"li?b%\xff")
    assert (done.returncode, done.stdout) == (0, b"1\n"), done.stderr


def test_a_home_whose_name_is_no_utf_8(
    hermetic: Path, place: Path, sample_edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = place / os.fsdecode(b"ho?m%\xff")
    for name in [*os.environ]:
        if name.startswith(("PULLQUOTE_", "XDG_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", os.fspath(home))
    shutil.copytree(sample_edition, home / ".local" / "share" / "pullquote")
    (place / "feeds.txt").write_text("https://gazette.example/feed\n", encoding="utf-8")
    for line in (
        "pullquote feeds import feeds.txt && pullquote star 1 && pullquote doctor",
        'printf garbage | dd of="$HOME/.local/share/pullquote/library.db" conv=notrunc status=none; pullquote doctor',
        "pullquote config set reading.width 70 && pullquote list is:starred --fields id",
    ):
        done = run(line)
        assert done.returncode == 0, done.stderr
        assert b"Traceback" not in done.stderr
    assert done.stdout == b"1\n"


@pytest.mark.parametrize("template", ["same", "{outlet}", "SAME/{outlet}"])
def test_no_two_articles_are_written_to_one_file(template: str, place: Path) -> None:
    done = run('pullquote export -o out --format md --name "$1"', template)
    files = [path for path in (place / "out").rglob("*.md") if path.is_file()]
    assert done.stderr == b"6 files written to out.\n"
    assert len({path.read_text(encoding="utf-8") for path in files}) == 6
    assert run('pullquote export -o out --format md --name "$1"', template).stderr == b"0 files written to out.\n"


@pytest.mark.parametrize("template", ["", "/", "//"])
def test_a_template_that_names_nothing_is_refused(template: str, place: Path) -> None:
    done = run('pullquote export -o out --name "$1"', template)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--name" in done.stderr
    assert not [path for path in place.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("command", "begins"),
    [
        ("export -o {} --jsonl", b'{"schema"'),
        ("export -o {}", b'{"schema"'),
        ("export -o {} --format epub", b"PK"),
        ("edition -o {} --format md", b"# "),
        ("quotebook -o {} --cite csl", b"["),
        ("releases --ical -o {}", b"BEGIN:VCALENDAR\r\n"),
        ("feeds export {}", b"<?xml"),
    ],
)
def test_a_pipe_of_the_shell_takes_what_a_file_would(command: str, begins: bytes) -> None:
    run("pullquote highlight 1 --quote 1")
    done = run(
        f"pullquote {command.format('>(cat >copy; echo done >told)')}; until [ -s told ]; do sleep 0.05; done; cat copy"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(begins), done.stderr


def test_a_calendar_in_a_pipe_has_the_line_ends_of_the_standard() -> None:
    lines = run("pullquote releases --ical --past").stdout.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert not any(b"\n" in line for line in lines)
