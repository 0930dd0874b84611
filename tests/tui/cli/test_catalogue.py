"""`pullquote catalogue` as a user has it: the question before anything is sent, asking, what is kept, forgetting."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pullquote.cache.core.article import Article, Entity, Mention, Paragraph
from pullquote.cache.library import Library
from pullquote.cache.store.file.conversions import now

from ...cache.catalogue.stand_in import StandIn, standing_in
from ...cache.conftest import Reply
from ...waiting import WAIT

Run = Callable[..., tuple[int, str, str]]
TEXT = "Nora Vance, Saltgate"


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with standing_in() as playing:
        yield playing


@pytest.fixture
def config(hermetic: Path, stand_in: StandIn) -> Path:
    """Settings that lead to the stand-ins, and say nothing else; beside a library that names a show and a person."""
    (hermetic / "config").mkdir()
    path = hermetic / "config" / "config.toml"
    path.write_text(f'# mine\n[catalogue]\nmirrors = "{stand_in.mirrors}"\nservices = "tvmaze"\n')
    with Library.open(hermetic / "library") as library:
        article = Article(
            title="A Story",
            published=now(),
            blocks=(Paragraph(TEXT),),
            entities=(
                Entity(name="Nora Vance", type="person", mentions=1, score=0.95),
                Entity(name="Saltgate", type="show", mentions=1, score=0.95),
            ),
            mentions=(Mention(0, 0, 0, 10), Mention(1, 0, 12, 20)),
        )
        library.keep(article, when=now())
    return path


@pytest.fixture
def run(config: Path) -> Run:
    def call(*arguments: str, stdin: int = subprocess.DEVNULL) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "pullquote.tui", "catalogue", *arguments],
            stdin=stdin,
            capture_output=True,
            text=True,
            timeout=WAIT,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    return call


def answering(run: Run, answer: bytes) -> tuple[int, str, str]:
    """Turn the catalogue on at a terminal, where somebody answers the question."""
    above, below = pty.openpty()
    os.write(above, answer)
    try:
        return run("on", stdin=below)
    finally:
        os.close(above)
        os.close(below)


def test_before_it_is_on_it_says_what_is_sent_to_whom(run: Run, config: Path, stand_in: StandIn) -> None:
    before = config.read_text()
    code, out, said = answering(run, b"n\n")
    assert (code, out) == (1, "")
    assert f"  TVmaze ({stand_in.url('tvmaze').removeprefix('http://')}): shows and people\n" in said
    assert "Wikidata" not in said, "it may not be asked"
    words = " ".join(said.split())
    assert "never an article, its title or its outlet" in words
    assert "they can tell what you read about" in words
    assert "Nothing was changed" in said
    assert config.read_text() == before
    code, _, said = answering(run, b"y\n")
    assert (code, said.endswith(" The catalogue is on. `pullquote catalogue update` asks now.\n")) == (0, True)
    assert 'use = "on"' in config.read_text()
    assert config.read_text().startswith("# mine\n")
    assert stand_in.connections == 0


def test_nobody_agrees_for_the_user(run: Run, config: Path) -> None:
    before = config.read_text()
    code, _, said = run("on")
    assert code == 2
    assert said.endswith("pullquote: Nobody is here to agree. Say so with `pullquote catalogue on --yes`.\n")
    assert config.read_text() == before
    assert run("on", "--yes", "--quiet") == (0, "", "")
    assert 'use = "on"' in config.read_text()


def test_off_and_never_asked_send_nothing(run: Run, stand_in: StandIn) -> None:
    assert run("update")[0] == 1
    run("on", "--yes")
    assert run("off")[0] == 0
    code, _, said = run("update")
    assert (code, said.count("\n")) == (1, 1)
    assert "`pullquote catalogue on`" in said
    assert run("update", "--offline")[0] == 4
    assert stand_in.connections == 0


def test_names_are_asked_about_and_kept(run: Run, stand_in: StandIn) -> None:
    run("on", "--yes")
    assert "2 wait to be asked about" in run("status")[1]
    assert run("update") == (0, "", "2 names asked about, 2 found.\n")
    assert run("update") == (0, "", "Nothing is due: everything that was asked about is up to date.\n")
    status = run("status")[1].splitlines()
    assert status[0] == "The catalogue is on. Asked are TVmaze."
    assert status[1].startswith("3 records kept (TVmaze 3), about "), "both shows of that name"
    assert status[2].startswith("2 names found, 0 open")
    told = json.loads(run("status", "--json")[1])
    assert (told["use"], told["records"], told["waiting"], told["failed"]) == ("on", {"tvmaze": 3}, 0, [])
    asked = stand_in.asked
    code, _, said = run("update", "saltgate")
    assert (code, said) == (0, "Saltgate: TVmaze has it (it has not changed).\n1 name asked about, 1 found.\n")
    assert stand_in.asked == asked + 1
    assert run("forget", "saltgate") == (0, "", "2 records forgotten.\n")
    code, _, said = run("forget", "--all")
    assert (code, "catalogue forget --all --yes" in said) == (2, True)
    assert run("forget", "--all", "--yes") == (0, "", "1 record forgotten.\n")


def test_what_is_not_there_is_named(run: Run) -> None:
    run("on", "--yes")
    assert run("update", "nobody of that name")[0] == 1
    assert run("forget")[0] == 2
    assert run("forget", "saltgate", "--all")[0] == 2
    code, _, said = run("updat")
    assert (code, said.endswith("did you mean `pullquote catalogue update`?\n")) == (2, True)


def test_a_service_that_fails_or_asks_to_wait_is_said(run: Run, stand_in: StandIn) -> None:
    run("on", "--yes")
    stand_in.fault("/search/shows", Reply(500))
    code, _, said = run("update")
    assert code == 3
    assert "Saltgate: TVmaze answered with an error (status 500).\n" in said
    assert "Saltgate: TVmaze gave no answer of use; it is asked again" in run("status")[1]
    stand_in.fault("/search/shows", Reply(429, {"Retry-After": "3600"}))
    code, _, said = run("update", "saltgate")
    assert code == 3
    assert "TVmaze asked us to wait until" in said
    assert "TVmaze asked us to wait until" in run("status")[1]


def test_services_that_there_are_not_are_named(run: Run, config: Path) -> None:
    run("on", "--yes")
    text = config.read_text()
    config.write_text(text.replace('services = "tvmaze"', 'services = "tvmase"'))
    code, _, said = run("update")
    assert code == 1
    assert "There is no service “tvmase”; did you mean tvmaze?" in said
    config.write_text(text.replace('services = "tvmaze"', 'services = ""'))
    assert run("on", "--yes")[0] == 2


def test_the_help_has_examples_and_the_lines_fit(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in ("on", "status", "update", "forget"):
        assert "Examples:\n" in run(command, "--help")[1]
    monkeypatch.setenv("COLUMNS", "40")
    lines = run("on", "--yes")[2].splitlines()
    assert max(len(line) for line in lines[:-1]) <= 40


def test_the_key_for_tmdb_is_printed_to_who_names_it_alone(config: Path) -> None:
    def settings(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pullquote.tui", "config", *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=WAIT, check=False)

    digits = "12345678901234567890123456789012"
    assert settings("set", "catalogue.tmdb_key", digits).returncode == 0
    assert settings("get", "catalogue.tmdb_key").stdout == f'"{digits}"\n'
    listed = settings("get", "--all").stdout
    assert digits not in listed
    assert "catalogue.tmdb_key = (set; `pullquote config get catalogue.tmdb_key` prints it)" in listed
