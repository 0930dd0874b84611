"""The command line inside the app: what its ``:`` line completes and runs, by the parser that the shell's words meet.

A command runs as a process of its own, so that nothing it does can hold a key up, and it ends when its page is closed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pullquote
from pullquote.tui.cli.options import Options
from pullquote.tui.services.prompt.program import Word


class Inside:
    """The command line on the library that ``options`` name."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def commands(self) -> Mapping[str, str]:
        """Return the names of the commands with what each does."""
        from pullquote.tui.cli.commands import COMMANDS  # lazy: click

        return {name: meaning for name, (_, meaning) in COMMANDS.items()}

    def complete(self, words: Sequence[str], typed: str) -> list[Word]:
        """Return what may stand for ``typed`` behind the ``words`` of a command line."""
        from click.shell_completion import ShellComplete  # lazy: 40 ms

        from pullquote.tui.cli.commands import cli

        found = ShellComplete(cli, {}, "pullquote", "").get_completions([*self._given(), *words], typed)
        return [Word(str(item.value), item.help or "", path=item.type != "plain") for item in found]

    def call(self, words: Sequence[str]) -> list[str]:
        """Return the argument list that runs a command line on the library of the app."""
        return [sys.executable, "-P", "-m", "pullquote.tui", *self._given(), *words]

    def environment(self, words: Sequence[str], width: int) -> Mapping[str, str]:
        """Return the environment for it: answers in lines of ``width`` cells for people to read."""
        # Through .dev the package has no file beside its parts, and the process would not find it.
        around = str(Path(pullquote.__file__).parent.parent)
        path = os.pathsep.join(filter(None, (around, os.environ.get("PYTHONPATH"))))
        given = {"COLUMNS": str(width), "PULLQUOTE_COLOR": "never", "PYTHONPATH": path}
        if words[0] != "export":  # what it writes goes by the file's name
            given["PULLQUOTE_FORMAT"] = "text"
        return {**os.environ, **given}

    def _given(self) -> list[str]:
        """Return the options the app was opened with."""
        options = self._options
        given = [("--library", options.library), ("--config", options.config)]
        return [
            *(word for flag, value in given if value is not None for word in (flag, str(value))),
            *(["--offline"] if options.offline else []),
        ]
