"""Settings are checked when they are set, by `config check`, and when they are read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest

from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.settings import Listing, Settings, Theme
from pullquote.cache.library import Library
from pullquote.styles.themes import NAMES
from pullquote.tui.cli.settings_file import set_key

from ...waiting import WAIT

PROGRAM = [sys.executable, "-m", "pullquote.tui"]
THEME = f"`reading.theme` takes {' | '.join(NAMES)}; did you mean newsprint?"


def run(*arguments: str) -> tuple[int, str]:
    """Return the exit code and what was said on stderr."""
    done = subprocess.run(
        [*PROGRAM, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=WAIT, check=False
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@pytest.fixture
def config(hermetic: Path) -> Path:
    (hermetic / "config").mkdir()
    return hermetic / "config" / "config.toml"


def test_the_themes_that_can_be_set_are_those_there_are() -> None:
    assert get_args(Theme) == NAMES


@pytest.mark.parametrize(
    ("key", "value", "code", "sentence"),
    [
        ("reading.theme", "newsprnt", 2, THEME),
        ("reading.widht", "60", 2, "There is no key `reading.widht`, did you mean `reading.width`?"),
        ("zzz", "60", 2, "There is no key `zzz`. `pullquote config get --all` lists them."),
        ("keys.starr", "x", 2, "There is no action “starr”, did you mean “star”?"),
        ("keys.star", "gx", 2, "keys.star: there is no key “gx”; keys are written as in"),
        ("keys.star", " , ", 2, "The action “star” has no key"),
        ("list.mute", "spoiler is:unred", 2, "list.mute: There is no is:unred, did you mean is:unread?"),
        ("list.order", "newst", 2, "did you mean newest?"),
        ("network.ca_file", "/nowhere/ca.pem", 2, "network.ca_file: cannot read /nowhere/ca.pem: No such file"),
    ],
)
def test_what_cannot_be_used_is_not_set(config: Path, key: str, value: str, code: int, sentence: str) -> None:
    config.write_text("# mine\n")
    done, said = run("config", "set", key, value)
    assert (done, said.count("\n")) == (code, 1)
    assert sentence in said
    assert config.read_text() == "# mine\n"


def test_what_several_set_at_once_is_all_kept(config: Path) -> None:
    keys = {"reading.width": "66", "list.rows": "cards", "keep.days": "9", "list.stories": "false", "list.date": "iso"}
    others = [subprocess.Popen([*PROGRAM, "config", "set", key, value]) for key, value in keys.items()]
    assert [process.wait(WAIT) for process in others] == [0] * len(keys)
    settings = Settings.load(config)
    assert (settings.reading.width, settings.list.rows, settings.keep.days) == (66, "cards", 9)
    assert (settings.list.stories, settings.list.date) == (False, "iso")
    assert [path.name for path in config.parent.iterdir() if path.name.startswith(".")] == []


def test_a_value_that_was_not_set_is_named_and_no_line_that_nobody_wrote(config: Path) -> None:
    config.write_text("# mine\n")
    _, said = run("config", "set", "reading.width", "wide")
    assert "reading.width was not set to “wide”: `reading.width` takes a whole number" in said
    assert str(config) not in said


@pytest.mark.parametrize("value", ['"star"', '["star", 5]'])
def test_a_macro_of_the_wrong_type_is_named_with_its_line(config: Path, value: str) -> None:
    config.write_text(f'[macros]\n"g a" = ["star"]\n"g b" = {value}\n')
    code, said = run("config", "check")
    assert code == 1
    assert f"{config}, line 3: the macro `g b` takes a list of actions" in said


def test_keys_of_the_wrong_type_are_named_with_their_line(config: Path) -> None:
    config.write_text('[keys]\nopen = "o"\nstar = 5\n')
    assert f"{config}, line 3: `keys.star` takes keys as text" in run("config", "check")[1]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[reading]\ntheme = 'newsprnt'\n", f"line 2: {THEME}"),
        ("[keys]\nstar = 'gx'\n", "keys.star: there is no key “gx”;"),
        ("[keys]\nstar = 'B'\nsave = 'B'\n", "keys.star and keys.save both have B: give one of them another key."),
        ("[list]\nmute = 'foo:bar'\n", "list.mute: There is no field foo:."),
        ("[network]\nca_file = '/nowhere'\n", "network.ca_file: cannot read /nowhere: No such file or directory."),
    ],
)
def test_check_names_what_cannot_be_used(config: Path, text: str, sentence: str) -> None:
    config.write_text(text)
    code, said = run("config", "check")
    assert code == 1
    assert sentence in said
    assert said.count("\n") == 1


def test_check_warns_of_what_can_be_used_and_may_not_be_meant(config: Path) -> None:
    config.write_text("[open]\nbrowser = 'no-such-browser --new %s'\npipe = 'A=1 sh -c x'\n[keys]\nstar = 'v'\n")
    code, said = run("config", "check")
    assert code == 0
    assert "open.browser: there is no program no-such-browser on this machine.\n" in said
    assert "open.pipe" not in said
    assert "keys.star takes v from “pictures”" in said
    assert said.endswith("is fine.\n")


def test_what_was_wrong_before_can_be_mended_and_hinders_nothing_else(config: Path) -> None:
    config.write_text("[reading]\ntheme = 'newsprnt'\n[keys]\nstar = 'gx'\n")
    assert run("config", "set", "reading.theme", "newsprint") == (0, "")
    assert run("config", "set", "reading.width", "60") == (0, "")
    assert run("config", "set", "keys.star", "v")[0] == 0
    assert run("config", "check")[0] == 0


def test_a_muted_term_that_cannot_be_used_is_named_by_every_list(config: Path) -> None:
    config.write_text("[list]\nmute = 'is:unred'\n")
    said = "list.mute: There is no is:unred, did you mean is:unread?\n"
    assert run("list", "--json")[1].startswith(said)
    assert run("search", "soup")[1].startswith(said)
    assert said not in run("list", "--all")[1]


async def test_the_app_says_it_when_it_starts(tmp_path: Path, reader: Any) -> None:
    settings = Settings(list=Listing(mute="is:unred"), keys={"starr": "x"})
    with Library.open(tmp_path / "library", settings=settings) as library:
        async with reader(library) as session:
            said = [notice.message for notice in session.app._notifications]
            assert "list.mute: There is no is:unred, did you mean is:unread?" in said
            assert "There is no action “starr”, did you mean “star”?" in said


def test_a_rule_that_cannot_be_read_is_one_sentence_with_one_end(config: Path) -> None:
    config.write_text("[[rules]]\nname = 'a'\nquery = 'is:unred'\nstar = true\n")
    code, said = run("config", "check")
    assert code == 1
    assert said.endswith("line 3: `query` cannot be read: There is no is:unred, did you mean is:unread?\n")


def test_where_the_settings_have_no_folder_the_way_to_name_another_is_theirs(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(PullquoteError, match="--config") as raised:
        set_key(tmp_path / "link" / "config.toml", "reading.width", 60)
    assert "--library" not in str(raised.value)
