"""The manual page that is installed is the one the help makes."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from pullquote.tui.cli.commands import cli
from pullquote.tui.cli.commands.manual import manual_page

PAGE = Path(__file__).parents[3] / "tui" / "pullquote.1"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == manual_page(), "pullquote manual > tui/pullquote.1"


EXAMPLE = re.compile(r"(?:^\s{4,}|[|] |&& )(pullquote\b(?:\"[^\"]*\"|'[^']*'|[^|>;&'\" ]| (?! ))*)", re.MULTILINE)


def commands(group: click.Group, context: click.Context) -> Iterator[click.Command]:
    """Return all commands, groups before what is in them."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield command
        if isinstance(command, click.Group):
            yield from commands(command, click.Context(command, info_name=name, parent=context))


def test_every_example_of_the_help_can_be_typed() -> None:
    context = click.Context(cli, info_name="pullquote")
    found = [example for one in (cli, *commands(cli, context)) for example in EXAMPLE.findall(one.help or "")]
    assert len(found) > 200
    for example in found:
        command: click.Command = cli
        words = shlex.split(example)[1:]
        while isinstance(command, click.Group) and (named := [word for word in words if not word.startswith("-")]):
            words.remove(named[0])
            inner = command.get_command(context, named[0])
            assert inner is not None, example
            command = inner
        if not isinstance(command, click.Group):
            command.make_context(command.name, words, parent=context)  # raises where a word is not taken


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_the_page_is_read_without_a_warning() -> None:
    read = subprocess.run(["groff", "-ww", "-man", "-Tutf8", str(PAGE)], capture_output=True, text=True, check=True)
    assert read.stderr == ""
    assert "pullquote quotes --person ritter" in read.stdout
