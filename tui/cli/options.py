"""The options every command takes: what they say, wherever they were said. No click in here."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache.core.errors import UsageError

if TYPE_CHECKING:
    from pullquote.cache.core.settings import Settings
    from pullquote.cache.library import Library

FORMATS = ("text", "md", "html", "json", "jsonl", "tsv", "epub")
COLORS = ("auto", "always", "never")
TERMINAL_WIDTH = 80
_YES = ("1", "true", "t", "yes", "y", "on")
_NO = ("0", "false", "f", "no", "n", "off")


class Options(Struct, frozen=True):
    """What the global options say; ``None`` and empty mean not given."""

    format: str | None = None
    fields: tuple[str, ...] = ()
    width: int | None = None
    color: str | None = None
    offline: bool = False
    library: Path | None = None
    config: Path | None = None
    quiet: bool = False
    verbose: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Options:
        """Read ``PULLQUOTE_FORMAT`` and its like; what is given on the command line goes before them.

        Raises ``UsageError`` for a value that cannot be used.
        """
        given = {
            name: environment[variable]
            for name in ("format", "width", "color", "offline", "library", "config", "quiet", "verbose")
            if environment.get(variable := f"PULLQUOTE_{name.upper()}")
        }
        read = {name: _read(name, value) for name, value in given.items()}
        return cls(**read)

    def over(self, outer: Options) -> Options:
        """Return these options, with what they leave open taken from ``outer``."""
        given = {name: getattr(self, name) for name in self.__struct_fields__}
        return replace(
            outer, **{name: value for name, value in given.items() if value is not False and value not in (None, ())}
        )

    def settings(self) -> Settings:
        """Read ``config.toml``; site rules lie beside it."""
        from pullquote.cache.core.paths import config_file, site_rules
        from pullquote.cache.core.settings import Settings

        return replace(Settings.load(config_file(self.config)), site_rules=site_rules(self.config))

    def open_library(self, *, write: bool = False) -> Library:
        """Open the library, for reading unless ``write``; a reader never waits for a writer."""
        from pullquote.cache.library import Library

        command = " ".join(["pullquote", *(word for word in sys.argv[1:2] if word.isalpha())])
        return Library.open(
            self.library, settings=self.settings, read_only=not write, offline=self.offline, purpose=command
        )

    def format_for(self, in_pipe: str) -> str:
        """Return the format asked for, else ``text`` on a terminal and ``in_pipe`` elsewhere."""
        return self.format or ("text" if sys.stdout.isatty() else in_pipe)

    def line_width(self) -> int:
        """Return the width to wrap at: as asked, else the terminal's up to 80, else 0 for no wrapping."""
        if self.width is not None:
            return self.width
        return min(terminal_columns(), TERMINAL_WIDTH) if sys.stdout.isatty() else 0

    def colored(self) -> bool:
        """Return whether stdout may carry colour (https://no-color.org; a dumb terminal has none)."""
        if self.color in ("always", "never"):
            return self.color == "always"
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def say(self, sentence: str) -> None:
        """Write a sentence for the user on stderr, unless ``--quiet``."""
        if not self.quiet:
            sys.stderr.write(f"{sentence}\n")


def terminal_columns() -> int:
    """Return the width of the terminal, ``$COLUMNS`` first; at least 20."""
    import shutil

    return max(20, shutil.get_terminal_size((TERMINAL_WIDTH, 24)).columns)


def _read(name: str, value: str) -> Any:
    """Read the value of an environment variable. Raises ``UsageError``."""
    variable = f"PULLQUOTE_{name.upper()}"
    match name:
        case "library" | "config":
            return Path(value)
        case "width":
            if value.isdecimal():
                return int(value)
            raise UsageError(f"{variable} is “{value}”; it must be a number of cells, 0 or more.")
        case "format" | "color":
            choices = FORMATS if name == "format" else COLORS
            if value in choices:
                return value
            raise UsageError(f"{variable} is “{value}”; it must be one of {', '.join(choices)}.")
    if (lower := value.strip().lower()) in _YES or lower in _NO:
        return lower in _YES
    raise UsageError(f"{variable} is “{value}”; it must be 1 or 0.")
