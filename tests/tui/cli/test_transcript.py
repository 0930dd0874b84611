"""Real pipelines with real tools: the output and the exit code of each, as ``transcript.txt`` has them.

``transcript.sh`` lists the pipelines. After a change that is meant to change answers, write the
transcript anew with ``WRITE_TRANSCRIPT=1 pytest tests/tui/cli/test_transcript.py`` and read the
difference.
"""

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pullquote.cache.ingest.adding.bundled import edition
from pullquote.cache.library import Library

from ...waiting import WAIT

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
COMMANDS = [line[2:] for line in (HERE / "transcript.sh").read_text(encoding="utf-8").splitlines() if line]
TOOLS = ("jq", "fzf", "awk", "fold")


def recorded() -> dict[str, str]:
    """Read the transcript: each pipeline with what it answered."""
    answers: dict[str, str] = {}
    command = None
    for line in (HERE / "transcript.txt").read_text(encoding="utf-8").splitlines(keepends=True):
        if line.startswith("$ "):
            command = line[2:].rstrip("\n")
            answers[command] = ""
        elif command is not None:
            answers[command] += line
    return answers


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a library of the sample edition, its times fixed, and `pullquote` on the path."""
    folder = tmp_path_factory.mktemp("transcript")
    with Library.open(folder / "library") as library:
        for article in reversed(edition(NOW)):
            library.keep(article, origin="sample", when=article.published)
    program = folder / "bin" / "pullquote"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pullquote.tui "$@"\n')
    program.chmod(0o755)
    if os.environ.get("WRITE_TRANSCRIPT"):
        copies = [shutil.copytree(folder, tmp_path_factory.mktemp("written") / "place") for _ in COMMANDS]
        answers = (f"$ {command}\n{answer(command, copy)}" for command, copy in zip(COMMANDS, copies, strict=True))
        (HERE / "transcript.txt").write_text("".join(answers), encoding="utf-8")
    return folder


@pytest.fixture
def place(furnished: Path, tmp_path: Path) -> Path:
    """Return a copy of that folder: no pipeline sees what another has done."""
    return shutil.copytree(furnished, tmp_path / "place")


def answer(command: str, place: Path) -> str:
    """Run a pipeline; return its stdout, its stderr behind ``!``, and its exit code in brackets."""
    environment = {
        "PATH": f"{place / 'bin'}:{os.environ['PATH']}",
        "HOME": str(place),
        "LC_ALL": "C.UTF-8",
        "PULLQUOTE_LIBRARY": str(place / "library"),
        "PULLQUOTE_CONFIG": str(place / "config.toml"),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=place,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=WAIT,
        check=False,
    )
    errors = done.stderr.decode().replace(str(place), "PLACE")
    said = "".join(f"! {line}\n" for line in errors.splitlines())
    return f"{done.stdout.decode()}{said}[{done.returncode}]\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_pipeline(command: str, place: Path) -> None:
    if missing := [tool for tool in TOOLS if re.search(rf"\b{tool}\b", command) and not shutil.which(tool)]:
        pytest.skip(f"{missing[0]} is not installed")
    assert answer(command, place) == recorded().get(command)
