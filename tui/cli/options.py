"""The options of the command line as one table, and the values of the global ones. No click in here.

click reads the table (``commands.options``), and so does the fast path, which answers without importing click.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.order import Order
from pullquote.cache.export import FORMATS, LinkStyle

if TYPE_CHECKING:
    from pullquote.cache.core.settings import Settings
    from pullquote.cache.library import Library

TERMINAL_WIDTH = 80
WIDEST = 1_000
"""Most cells of a line: ``$COLUMNS`` may be any number, and rows are padded to it."""
MOST = 1_000_000_000
"""The largest number an option takes: what computes with one need not ask whether it fits."""
_LOOKED_AT = 1 << 20
"""Bytes of ``config.toml`` that are looked at for what it guards: a larger one is no settings file."""
UNDECODED = re.compile("[\ud800-\udfff]")
"""What Python makes of a byte of an argument that is no UTF-8."""
_YES = ("1", "true", "t", "yes", "y", "on")
_NO = ("0", "false", "f", "no", "n", "off")


class Option(Struct, frozen=True):
    """One option: how it is written, what it takes, and the name under which its value is handed on."""

    flag: str
    help: str | None = None
    short: str | None = None
    takes: type = bool
    """``bool`` for a switch; ``int``, ``str``, ``Path``, or ``tuple`` for words between commas."""
    choices: tuple[str, ...] = ()
    at_least: int = 0
    metavar: str | None = None
    default: Any = None
    show_default: bool = False
    name: str = ""
    """The name of the value, where it is not that of the flag: a field of ``Options``, or a command's parameter."""
    constant: Any = True
    """What a switch sets its value to."""
    rare: bool = False
    """Whether a call with it is left to click."""

    @property
    def key(self) -> str:
        """The name of the value."""
        return self.name or self.flag.lstrip("-").replace("-", "_")

    def read(self, text: str) -> Any:
        """Return the value that ``text`` stands for; ``None`` when it stands for none."""
        if not text.strip() or (self.choices and text not in self.choices):
            return None
        if self.takes is int:
            known = text.isdecimal() and len(text) <= len(str(MOST))
            return int(text) if known and self.at_least <= int(text) <= MOST else None
        if self.takes is tuple:
            return split_fields(text)
        if self.takes is bool:
            lower = text.strip().lower()
            return lower in _YES if lower in (*_YES, *_NO) else None
        return None if self.takes is str and UNDECODED.search(text) else self.takes(text)


GLOBAL_OPTIONS = (
    Option("--format", "How to print.", takes=str, choices=FORMATS),
    Option(
        "--json",
        "The same as --format json: one value, of several an array.",
        name="format",
        constant="json",
    ),
    Option("--jsonl", "The same as --format jsonl: one object a line.", name="format", constant="jsonl"),
    Option("--plain", "The same as --format tsv: one row a line.", name="format", constant="tsv"),
    Option("--fields", "Only these fields; `--fields help` lists them.", takes=tuple, metavar="A,B"),
    Option("--width", "Wrap text at N cells; 0 never wraps.", takes=int, metavar="N"),
    Option("--color", "Use colour.", takes=str, choices=("auto", "always", "never")),
    Option("--offline", "Open no connection."),
    Option("--spoilers", "Also what is veiled because it would spoil something."),
    Option("--library", "Folder of the library.", takes=Path, metavar="PATH"),
    Option("--config", "Path of config.toml.", takes=Path, metavar="PATH"),
    Option("--quiet", "Only answers and errors.", short="-q"),
    Option("--verbose", "Say more about what is done.", short="-v"),
)
"""The options every command takes, before or after its name, in the order of the help."""
WITH_MUTED = Option("--all", "Also what is muted: by `list.mute`, rules and feeds.", name="with_muted", default=False)
EXIT_CODE = Option("--exit-code", "Leave with 5 when nothing matched.", default=False)
SINCE_LAST = Option("--since-last", "Only what came since this was last asked with --since-last.", default=False)
TEXT_OPTIONS = (
    Option(
        "--links",
        "Leave addresses out, write them in place, or number them at the end.",
        takes=str,
        choices=get_args(LinkStyle),
        default="none",
        show_default=True,
    ),
    Option("--ascii", "Fold text to ASCII.", name="ascii_only", default=False),
)
"""The options of an article's plain text."""
COMMAND_OPTIONS = {
    "open": (Option("--keep", "Keep in the library what came on stdin.", default=False),),
    "list": (
        Option("--limit", "At most N articles.", short="-n", takes=int, metavar="N"),
        Option(
            "--order",
            f"Order of the list: {', '.join(order.words for order in Order)}.",
            takes=str,
            choices=tuple(order.value for order in Order),
            rare=True,
        ),
        Option("--stories", "One row for the same news of several outlets, with the others under it.", rare=True),
        Option("--watch", "Go on printing articles as they come, until Ctrl-C.", rare=True),
        SINCE_LAST,
        WITH_MUTED,
        EXIT_CODE,
    ),
    "search": (
        Option("--limit", short="-n", takes=int, at_least=1, metavar="N", default=200, show_default=True),
        Option("--explain", "Say how the query was read, and do not search.", rare=True),
        SINCE_LAST,
        WITH_MUTED,
        EXIT_CODE,
    ),
    "show": (
        *TEXT_OPTIONS,
        Option("--pager", "Read in a pager, whatever is printed.", name="pager"),
        Option("--no-pager", "Print at once.", name="pager", constant=False),
        Option("--changes", "What changed since the article came or was read; in JSON, one more key.", rare=True),
        Option("--highlights", "Mark your highlights ==so==, in Markdown.", rare=True),
    ),
    "refresh": (
        Option("--force", "Ask even if a feed is not due.", default=False),
        Option("--folder", "Only the feeds of this folder.", takes=str),
        Option(
            "--offline-ready",
            "Fetch all that unread articles lack, full text and pictures, and say what could not be had.",
            default=False,
        ),
        Option("--no-pages", "Feeds only; leave the full pages for later.", default=False),
        Option(
            "--notify",
            "If something came about what you follow, start the command of open.notify once, with a sentence on it.",
            default=False,
        ),
    ),
}
"""The further options of the commands that the fast path answers."""
_IN_ENVIRONMENT = tuple(option for option in GLOBAL_OPTIONS if option.constant is True and option.key != "fields")


class Options(Struct, frozen=True):
    """The values of the global options; ``None`` and empty mean not given."""

    format: str | None = None
    fields: tuple[str, ...] = ()
    width: int | None = None
    color: str | None = None
    offline: bool = False
    spoilers: bool = False
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
            option: text for option in _IN_ENVIRONMENT if (text := environment.get(f"PULLQUOTE_{option.key.upper()}"))
        }
        return cls(**{option.key: _from_variable(option, text) for option, text in given.items()})

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

    def open_library(self, *, write: bool = False, or_read: bool = False) -> Library:
        """Open the library, for reading unless ``write``; a reader never waits for a writer.

        ``or_read``: for reading, too, where nothing can be written.
        """
        from pullquote.cache.library import Library

        command = " ".join(["pullquote", *(word for word in sys.argv[1:2] if word.isalpha())])
        library = Library.open(
            self.library,
            settings=self.settings,
            read_only=not write,
            or_read=or_read,
            offline=self.offline,
            spoilers=self.spoilers,
            purpose=command,
        )

        def guard_names() -> Sequence[str]:
            return library.settings.list.guard if library.has_settings or self._may_guard() else ()

        library.database.guard_names = guard_names
        return library

    def _may_guard(self) -> bool:
        """Return whether the settings may name something to guard; reading them takes a tenth of a short command."""
        from pullquote.cache.core.paths import config_file, read_file

        try:
            text = read_file(config_file(self.config), _LOOKED_AT)
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return b"guard" in text or b"\\" in text  # a key may be written with escapes

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
            from pullquote.tui.cli.messages import say  # lazy: most answers need no further word

            say(sentence)


def terminal_columns() -> int:
    """Return the width of the terminal, ``$COLUMNS`` first; at least 20, at most 1,000."""
    import shutil  # lazy: only text for a terminal needs its width

    return min(max(20, shutil.get_terminal_size((TERMINAL_WIDTH, 24)).columns), WIDEST)


def split_fields(text: str) -> tuple[str, ...]:
    """Return the names between the commas of ``--fields``."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _from_variable(option: Option, text: str) -> Any:
    """Return the value of an environment variable. Raises ``UsageError``."""
    value = option.read(text)
    if value is not None:
        return value
    if option.choices:
        expected = f"one of {', '.join(option.choices)}"
    else:
        expected = "a number of cells, 0 or more" if option.takes is int else "1 or 0"
    raise UsageError(f"PULLQUOTE_{option.key.upper()} is “{text}”; it must be {expected}.")
