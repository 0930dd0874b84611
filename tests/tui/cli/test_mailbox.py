"""`pullquote add --mailbox`: what it says, what it refuses, and feeds that come by mail in other commands."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from pullquote.cache.core.errors import NotFound, UsageError
from pullquote.tui.cli.commands import cli

MAIL = (
    b"From: Harbour Weekly <news@weekly.example>\nSubject: The pier\nMessage-ID: <1@weekly.example>\n\n"
    b"Nora Vance told Harbour Weekly that Paper Boats returns in May.\n"
)


def call(*words: str) -> int:
    """Run a command in this process; return its exit code."""
    with cli.make_context("pullquote", list(words)) as context:
        return cli.invoke(context) or 0


@pytest.mark.usefixtures("hermetic")
def test_mails_come_by_file_and_by_pipe_and_are_told_of_on_the_second_stream(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "one.eml"
    saved.write_bytes(MAIL)
    assert call("add", "--mailbox", str(saved)) == 0
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"From x\n" + MAIL)))
    assert call("add", "--mailbox", "-") == 0
    out, said = capsys.readouterr()
    assert out == ""
    assert said.splitlines() == ["1 new article.", "0 new articles, 1 mail already here."]
    call("list")
    assert "The pier" in capsys.readouterr().out
    saved.write_bytes(b"no mail")
    assert call("add", "--mailbox", str(saved)) == 1
    assert "one.eml: This is no mail" in capsys.readouterr().err


@pytest.mark.usefixtures("hermetic")
def test_it_is_one_or_the_other(tmp_path: Path) -> None:
    for words in ((), ("page.html", "--mailbox", "box"), ("--mailbox", "box", "--url", "https://a.example")):
        with pytest.raises(UsageError):
            call("add", *words)
    with pytest.raises(NotFound, match="no mailbox"):
        call("add", "--mailbox", str(tmp_path / "nothing"))


@pytest.mark.usefixtures("hermetic")
def test_a_feed_that_comes_by_mail_is_added_and_removed_as_any_and_refreshed_never(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call("feeds", "add", "mailto:News@Weekly.Example", "--title", "Weekly")
    assert capsys.readouterr().out == "1\tWeekly\tmailto:news@weekly.example\n"
    assert call("refresh", "weekly", "--verbose") == 0
    assert "It comes by mail" in capsys.readouterr().err
    assert call("refresh") == 0
    assert "All your feeds come by mail" in capsys.readouterr().err
    call("feeds", "export")
    assert "mailto" not in capsys.readouterr().out
    call("feeds", "remove", "mailto:news@weekly.example")
    assert "No longer subscribed to Weekly" in capsys.readouterr().err
