"""A command a user typed: what it is given, what it says, and how it ends."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pullquote.tui.services.programs import commands
from pullquote.tui.services.programs.commands import Command, ending
from pullquote.tui.services.programs.lending import wants_terminal, without_sign

from ....waiting import until


def ended(line: str, text: str = "") -> Command:
    command = Command(line, text, lambda: None)
    until(lambda: not command.running)
    return command


def test_a_pipeline_runs_and_text_is_only_ever_its_input() -> None:
    command = ended("cat | tr a-z A-Z", "$(exit 3); `exit 4`; it's\n")
    assert command.lines == ["$(EXIT 3); `EXIT 4`; IT'S"]
    assert command.code == 0
    assert ended("exit 7").standing == "0 lines, exit status 7"
    assert "no such command" in ended("no-such-command-here").standing


def test_input_that_is_not_wanted_and_output_that_is_never_read_hold_nothing_up() -> None:
    assert ended("true", "x" * (1 << 20)).code == 0
    assert len(ended("cat", "x\n" * 10_000).lines) == 10_000


def test_a_pipeline_that_is_stopped_ends_whole(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    command = Command(f"(sleep 60 & echo $! > '{pid}'; wait) | cat", "text", lambda: None)
    until(lambda: pid.exists() and pid.read_text().strip())
    command.stop()
    until(lambda: not command.running)
    assert command.stopped
    assert command.standing == "Stopped: 0 lines"
    until(lambda: not alive(int(pid.read_text())))


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


def test_what_goes_on_in_the_background_does_not_keep_it_running() -> None:
    command = Command("echo here; sleep 300 &", "", lambda: None)
    until(lambda: not command.running)
    assert command.lines == ["here"]
    command._kill()


def test_output_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "MOST_LINES", 50)
    endless = ended("yes")
    assert endless.lines == ["y"] * 50
    assert "all that is kept" in endless.standing
    one_line = ended("head -c 1000000 /dev/zero | tr '\\0' x")
    assert [len(line) for line in one_line.lines] == [commands.LONGEST_LINE]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (r"\033[31mred\033[0m\033]0;title\007", "red"),
        (r"10%%\r100%%\r", "100%"),
        (r"N\bNA\bAM\bME\bE", "NAME"),
        (r"a\tb", "a       b"),
        (r"\302\2332J\342\200\256x", "2Jx"),
        (r"\377", "�"),
    ],
    ids=["colours", "written over", "struck over", "tab", "controls", "no UTF-8"],
)
def test_nothing_a_terminal_acts_on_is_left(said: str, shown: str) -> None:
    assert ended(f"printf '{said}'").lines == [shown]


def test_how_a_command_ended_is_said() -> None:
    assert ending(ended("kill -TERM $$").code) == "ended by SIGTERM"
    assert ending(3) == "exit status 3"


@pytest.mark.parametrize(
    "line",
    [
        "less", "/usr/bin/less -R", "vim -", "fmt -w 60 | less", "fzf | xargs echo", "LESS=-S less", "$PAGER",
        "env LESS=x less", "true && (w3m -T text/html)", "!cat", " ! cat",
    ],
)  # fmt: skip
def test_these_want_the_terminal(line: str) -> None:
    assert wants_terminal(line)


@pytest.mark.parametrize("line", ["cat", "wc -w", "grep less", "echo 'a | less'", "mail less@example.org", "'", ""])
def test_these_do_not(line: str) -> None:
    assert not wants_terminal(line)


def test_the_sign_is_not_part_of_the_command() -> None:
    assert without_sign(" !cat ") == "cat"
    assert without_sign("less") == "less"
