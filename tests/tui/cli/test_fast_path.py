"""The plain calls that are answered without click give what click would have given."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pullquote.cache.core.article import Article, Paragraph
from pullquote.cache.core.errors import UsageError
from pullquote.cache.library import Library
from pullquote.tui.cli.fast_path import read

from ...waiting import WAIT

DIRECT = (
    "import atexit, sys; atexit.register(lambda: sys.stderr.write(str('click' in sys.modules))); "
    "from pullquote.tui.__main__ import main; main()"
)
BY_CLICK = (
    "from pullquote.tui.cli import fast_path; fast_path.read = lambda *_, **__: None; "
    "from pullquote.tui.__main__ import main; main()"
)

PLAIN = [
    ["show", "1"],
    ["show", "2", "1", "--json"],
    ["--width", "40", "show", "1", "--links", "end", "--ascii"],
    ["show", "1", "--fields", "help"],
    ["show", "1", "--format=md"],
    ["list"],
    ["list", "is:unread", "-n", "2", "--jsonl"],
    ["list", "--plain", "--fields", "id,title"],
    ["list", "nothing-of-this-kind", "--exit-code"],
    ["search", "the", "--limit", "1"],
    ["search", "a phrase of two words", "--json", "-q", "--offline"],
    ["show", "no such article"],
    ["refresh"],
    ["refresh", "--force", "--no-pages", "--notify", "-v"],
    ["refresh", "--folder", "Film", "-q"],
    ["refresh", "--offline"],
    ["refresh", "--offline-ready", "--offline"],
    ["refresh", "no such feed"],
    ["--version"],
]
LEFT_TO_CLICK = [
    ["open", "1", "2"],
    ["show"],
    ["show", "--fields", "help"],
    ["show", "1", "--js"],
    ["show", "1", "--json", "--plain"],
    ["show", "1", "--format", "pdf"],
    ["show", "1", "--width", "wide"],
    ["show", "1", "--width"],
    ["show", "1", "-n", "2"],
    ["show", "--", "1"],
    ["search", "word", "-n", "0"],
    ["search", "word", "-other"],
    ["search", "--explain", "word"],
    ["list", "--watch"],
    ["list", "--order", "oldest"],
    ["list", "-n", "1", "--limit", "2"],
    ["list", "--help"],
    ["quotes"],
    ["refresh", "--for"],
    ["refresh", "--folder"],
]


@pytest.fixture
def library(hermetic: Path, sample_edition: Path) -> None:
    shutil.copytree(sample_edition, hermetic / "library")


def run(code: str, arguments: list[str]) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=WAIT,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_a_plain_call_answers_as_click_would_and_does_not_import_it(arguments: list[str]) -> None:
    code, answer, words = run(DIRECT, arguments)
    assert words.endswith("False")
    assert (code, answer, words.removesuffix("False")) == run(BY_CLICK, arguments)
    assert code != 2


@pytest.mark.parametrize("arguments", LEFT_TO_CLICK, ids=" ".join)
def test_what_is_not_plain_is_left_to_click(arguments: list[str]) -> None:
    assert read(arguments, {}) is None


def test_the_environment_is_read_and_the_call_goes_before_it() -> None:
    environment = {"PULLQUOTE_WIDTH": "60", "PULLQUOTE_FORMAT": "json", "PULLQUOTE_OFFLINE": "yes"}
    call = read(["show", "7", "--width", "0", "--plain"], environment)
    assert call is not None
    assert (call.options.width, call.options.format, call.options.offline) == (0, "tsv", True)


@pytest.mark.parametrize(
    ("name", "value"), [("WIDTH", "wide"), ("FORMAT", "pdf"), ("COLOR", "sometimes"), ("QUIET", "maybe")]
)
def test_a_variable_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(UsageError, match=f"PULLQUOTE_{name} is “{value}”"):
        read(["list"], {f"PULLQUOTE_{name}": value})


@pytest.mark.parametrize(
    ("written", "is_read"),
    [("", False), ("[reading]\nwidth = 60\n", False), ('[list]\nguard = ["The Ninth Tide"]\n', True),
     ('[list]\n"gu\\u0061rd" = ["The Ninth Tide"]\n', True)],
)  # fmt: skip
def test_settings_are_read_for_what_is_shown_only_where_they_may_guard_something(
    hermetic: Path, written: str, is_read: bool
) -> None:
    text = "Spoilers ahead: in the last scene of The Ninth Tide the captain turns into a ghost and dies."
    with Library.open(hermetic / "library") as library:
        library.keep(Article(url="https://x.example/1", title="Lamps", blocks=(Paragraph(text),)))
    (hermetic / "config").mkdir(exist_ok=True)
    (hermetic / "config" / "config.toml").write_text(written)
    code = (
        "import atexit, sys; "
        "atexit.register(lambda: sys.stderr.write(str('pullquote.cache.core.settings' in sys.modules))); "
        "sys.argv = ['pullquote', 'show', '1']; from pullquote.tui.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == str(is_read)
    assert ("a ghost" in done.stdout) is not is_read


def test_a_short_command_ends_without_being_taken_apart_and_what_waits_for_its_end_is_done(hermetic: Path) -> None:
    with Library.open(hermetic / "library") as library:
        library.keep(Article(url="https://x.example/1", title="Lamps", blocks=(Paragraph("Words."),)))
    code = (
        "import atexit, sys\n"
        "class Kept:\n"
        "    def __del__(self): sys.__stderr__.write('taken apart')\n"
        "kept = Kept()\n"
        "atexit.register(lambda: print('at the end'))\n"
        "sys.argv = ['pullquote', 'list', '--fields', 'title']\n"
        "from pullquote.tui.__main__ import run; run()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=WAIT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Lamps\nat the end\n", "")
