"""Completion in real shells: the tab key, in bash, zsh and fish, each with the script that Pullquote prints for it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.library import Library

from ..waiting import WAIT

HEADLINES = ("Harbour Lights", "Low Orbit", "Paper Moons", "Cartographer", "Night Ferry")
READY = "ready"
STARTED = {
    "bash": ["bash", "--noprofile", "--norc", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--private", "--init-command", "function fish_prompt; echo '$ '; end"],
}
INSTALLED = {
    "bash": 'bind "set bell-style none"; eval "$(pullquote completion bash)"',
    "zsh": "pullquote completion zsh > ~/_pullquote; fpath+=~; autoload -U compinit; compinit -u",
    "fish": "pullquote completion fish > ~/.config/fish/completions/pullquote.fish",
}
COMPLETED = [
    ("pullquote rele", "pullquote releases"),
    ("pullquote list --forma", "pullquote list --format"),
    ("pullquote list --order sho", "pullquote list --order shortest"),
    ("pullquote list --order=sho", "pullquote list --order=shortest"),
    ("pullquote quotes --cite bib", "pullquote quotes --cite bibtex"),
    ("pullquote list is:unr", "pullquote list is:unread"),
    ("pullquote list person:Imog", "pullquote list person:Imogen\\ Vale"),
    ("pullquote follow Imog", "pullquote follow Imogen\\ Vale"),
    ("pullquote refresh Lan", "pullquote refresh Lantern\\ Daily"),
    ("pullquote refresh --folder Tra", "pullquote refresh --folder Trade"),
    ("pullquote config set reading.sig", "pullquote config set reading.signs"),
    ("pullquote config set reading.signs asc", "pullquote config set reading.signs ascii"),
    ("pullquote add savedp", "pullquote add savedpage.html"),
]


@pytest.fixture
def place(hermetic: Path, sample_edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a saved page, a library with a feed, and `pullquote` on the path."""
    shutil.copytree(sample_edition, hermetic / "library")
    with Library.open(hermetic / "library") as library:
        library.feeds.add("https://lantern.example/feed", title="Lantern Daily", folder="Trade")
    program = tmp_path / "bin" / "pullquote"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pullquote.tui "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("PS1", "$ ")
    (hermetic / ".config" / "fish" / "completions").mkdir(parents=True)
    (hermetic / "savedpage.html").write_text("<p>saved</p>")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("shell", STARTED)
def test_the_tab_key_completes(shell: str, place: Path, start: Callable[..., Any]) -> None:
    if missing := [tool for tool in (shell, "setsid") if shutil.which(tool) is None]:
        pytest.skip(f"{missing[0]} is not installed")
    terminal = start(command=["setsid", "--wait", "--ctty", *STARTED[shell]], columns=100, lines=50)
    terminal.until(lambda text: _last(text) == "$")
    terminal.press(f'{INSTALLED[shell]}\nclear; echo re""ady\n'.encode())
    terminal.until(lambda text: any(line.strip() == READY for line in text.splitlines()))
    for typed, wanted in COMPLETED:
        terminal.press(typed.encode())
        terminal.until(lambda text, typed=typed: _last(text) == f"$ {typed}")
        terminal.press(b"\t")
        text = terminal.until(lambda text, wanted=wanted: f"$ {wanted}" in " ".join(text.split()))
        assert not any(headline in text for headline in HEADLINES), text
        terminal.press(b"\x15")  # Ctrl-U: an empty line again
        terminal.until(lambda text: _last(text) == "$")
    terminal.press(b"pullquote zz\t\tx")
    text = terminal.until(lambda text: "pullquote zzx" in text)
    assert not any(headline in text for headline in HEADLINES), text


def _last(text: str) -> str:
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")


@pytest.mark.parametrize("shell", STARTED)
def test_the_script_is_sound(shell: str, place: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = subprocess.run(["pullquote", "completion", shell], capture_output=True, check=True, timeout=WAIT).stdout
    read = subprocess.run([shell, "-n"], input=script, capture_output=True, check=False, timeout=WAIT)
    assert (read.returncode, read.stderr) == (0, b"")
