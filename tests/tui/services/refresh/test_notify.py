"""Being told of new articles by a rule: in words, and by a real command that gets headline and address as they are."""

from __future__ import annotations

import json
import shlex
import sys
import time
from pathlib import Path

import pytest

from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.feed import RefreshEvent, Stage
from pullquote.tui.services.refresh.notify import MOST, Notices, notify

from ....waiting import WAIT

HOSTILE = "--help; $(touch pwned) `id` \"x\" 'y' %s | rm"


def writer(folder: Path) -> str:
    """Return a command that writes its arguments to a file of its own each time."""
    script = folder / "tell.py"
    script.write_text(
        "import json, os, sys, pathlib\n"
        f"target = pathlib.Path({str(folder)!r}, f'told-{{os.getpid()}}.json')\n"
        "part = target.with_suffix('.part')\n"
        "part.write_text(json.dumps(sys.argv[1:]))\n"
        "part.rename(target)\n"
    )
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}"


def told(folder: Path, count: int = 1) -> list[list[str]]:
    end = time.monotonic() + WAIT
    while len(found := [*folder.glob("told-*.json")]) < count and time.monotonic() < end:
        time.sleep(0.01)
    return [json.loads(file.read_text()) for file in found]


def noticed(title: str, rule: str = "Awards") -> RefreshEvent:
    return RefreshEvent(stage=Stage.NOTICED, title=title, message=rule, address="https://a.example/1")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("", [HOSTILE.lstrip("-"), "https://a.example/x?a=1&b=2"]),
        (" --title %t --link=%s", ["--title", HOSTILE.lstrip("-"), "--link=https://a.example/x?a=1&b=2"]),
        (" '%t (%s)'", [f"{HOSTILE.lstrip('-')} (https://a.example/x?a=1&b=2)"]),
    ],
)
def test_foreign_text_reaches_the_command_as_it_is_and_no_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: str, expected: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    notify(writer(tmp_path) + arguments, HOSTILE, "https://a.example/x?a=1&b=2")
    assert told(tmp_path) == [expected]
    assert not (tmp_path / "pwned").exists()


def test_an_address_that_is_none_is_left_out(tmp_path: Path) -> None:
    notify(writer(tmp_path), "One\x1b[31m\nTwo", "javascript:alert(1)")
    assert told(tmp_path) == [["One[31m Two", ""]]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("'", "The command in open.notify cannot be read"),
        (" ", "open.notify in config.toml is empty"),
        ("no-such-command-here", "Cannot start no-such-command-here of open.notify: No such file or directory."),
    ],
)
def test_a_command_that_cannot_be_started_is_a_sentence(command: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        notify(command, "One", None)


def test_what_is_told_is_summed_up_and_the_command_started_a_few_times_only(tmp_path: Path) -> None:
    notices = Notices(writer(tmp_path))
    assert notices.take(RefreshEvent(stage=Stage.STORED, title="The Lantern")) == ""
    assert notices.in_words() == ""
    assert notices.take(noticed("One")) == "Awards: One"
    assert notices.in_words() == "Awards: One"
    for number in range(MOST + 3):
        notices.take(noticed(f"Story {number}", "Stories"))
    assert notices.in_words() == f"Awards: 1 new article, Stories: {MOST + 3} new articles"
    assert len(told(tmp_path, MOST)) == MOST
