"""A group of commands that is called without one lists what it is about; a setting can go back to its default."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pullquote.cache.library import Library

from ...program import ended, run


@pytest.fixture(autouse=True)
def config(hermetic: Path) -> Path:
    """The path of the settings, beside a library with a feed."""
    (hermetic / "config").mkdir()
    with Library.open(hermetic / "library") as library:
        library.feeds.add("https://lantern.example/feed")
    path = hermetic / "config" / "config.toml"
    path.write_text("# mine\n[reading]\nwidth = 66  # narrow\n[[rules]]\nname = 'A'\nquery = 'soup'\nstar = true\n")
    return path


@pytest.mark.parametrize(
    ("group", "command"),
    [("feeds", "list"), ("names", "list"), ("rules", "list"), ("config", "get"), ("catalogue", "status")],
)
def test_a_bare_group_lists(group: str, command: str) -> None:
    bare, named = ended(group), ended(group, command)
    assert (bare.returncode, bare.stdout, bare.stderr) == (0, named.stdout, named.stderr)
    assert bare.stdout or bare.stderr
    assert ended(group, "--json").stdout == ended(group, command, "--json").stdout
    assert ended(group, "--json", command).stdout == ended(group, command, "--json").stdout


def test_the_manual_has_what_a_bare_group_does() -> None:
    assert "Without a command, list them with their state." in run("manual").stdout


def test_a_setting_goes_back_to_its_default(config: Path) -> None:
    assert run("config", "unset", "reading.width").stderr == "reading.width is 72 again, the default.\n"
    assert run("config", "get", "reading.width").stdout == "72\n"
    assert run("config", "unset", "reading.width").stderr == "reading.width is not set; it is 72.\n"
    assert config.read_text().startswith("# mine\n[reading]\n[[rules]]\n")


def test_a_setting_that_cannot_be_used_can_be_unset(config: Path) -> None:
    config.write_text("[reading]\nwidth = 'wide'\ncolour = 1\n[keys]\nstar = 'f'\n[macros]\n'g b' = ['star']\n")
    run("config", "set", "list.by_day", "false", code=1)
    assert "no such key" in run("config", "unset", "reading.colour").stderr
    run("config", "unset", "reading.width")
    assert "no longer set" in run("config", "unset", "keys.star").stderr
    assert "no longer set" in run("config", "unset", "macros.g b").stderr
    assert run("config", "check").stderr.endswith("is fine.\n")


def test_a_key_there_is_not_is_named(config: Path) -> None:
    assert "did you mean `reading.width`?" in run("config", "unset", "reading.widt", code=2).stderr
    config.write_text("[reading\n")
    assert run("config", "unset", "reading.width", code=1).stderr.count("\n") == 1


def test_what_is_unset_is_one_of_json() -> None:
    assert json.loads(run("config", "get", "save.wallabag_command", "--json").stdout) is None
