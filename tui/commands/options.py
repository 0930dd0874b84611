"""The options every command takes, given before or after the command's name."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pullquote.cache.errors import UsageError

if TYPE_CHECKING:
    from pullquote.cache.library import Library
    from pullquote.cache.settings import Settings

FORMATS = ("text", "md", "html", "json", "jsonl", "tsv", "epub")
COLORS = ("auto", "always", "never")
TERMINAL_WIDTH = 80
Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Options:
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
        kinds: dict[str, click.ParamType[Any]] = {
            "format": click.Choice(FORMATS),
            "width": click.IntRange(min=0),
            "color": click.Choice(COLORS),
            "library": click.Path(path_type=Path),
            "config": click.Path(path_type=Path),
        }
        try:
            read = {name: kinds.get(name, click.BOOL).convert(value, None, None) for name, value in given.items()}
        except click.BadParameter as error:
            raise UsageError(f"An environment variable of Pullquote cannot be used: {error.message}") from error
        return cls(**read)

    def over(self, outer: Options) -> Options:
        """Give these options, with what they leave open taken from ``outer``."""
        given = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) not in (None, (), False)}
        return replace(outer, **given)

    def settings(self) -> Settings:
        """Read ``config.toml``."""
        from pullquote.cache.paths import config_file
        from pullquote.cache.settings import Settings

        return Settings.load(config_file(self.config))

    def open_library(self, *, write: bool = False) -> Library:
        """Open the library, for reading unless ``write``; a reader never waits for a writer."""
        from pullquote.cache.library import Library

        return Library.open(self.library, settings=self.settings(), read_only=not write, offline=self.offline)

    def format_for(self, in_pipe: str) -> str:
        """Give the format asked for, else ``text`` on a terminal and ``in_pipe`` elsewhere."""
        return self.format or ("text" if sys.stdout.isatty() else in_pipe)

    def line_width(self) -> int:
        """Give the width to wrap at: as asked, else the terminal's up to 80, else 0 for no wrapping."""
        if self.width is not None:
            return self.width
        return min(terminal_columns(), TERMINAL_WIDTH) if sys.stdout.isatty() else 0

    def colored(self) -> bool:
        """Say whether stdout may carry colour (https://no-color.org; a dumb terminal has none)."""
        if self.color in ("always", "never"):
            return self.color == "always"
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def say(self, sentence: str) -> None:
        """Tell a person something on stderr, unless ``--quiet``."""
        if not self.quiet:
            click.echo(sentence, err=True)


def terminal_columns() -> int:
    """Give the width of the terminal, ``$COLUMNS`` first; at least 20."""
    import shutil

    return max(20, shutil.get_terminal_size((TERMINAL_WIDTH, 24)).columns)


def shared(command: Command) -> Command:
    """Add the global options to a command, which receives them as one ``options``."""

    @functools.wraps(command)
    def run(*args: Any, **given: Any) -> Any:
        short = [name for name in ("json", "jsonl", "plain") if given.pop(f"as_{name}")]
        formats = {"tsv" if name == "plain" else name for name in short} | ({given["format"]} - {None})
        if len(formats) > 1:
            raise UsageError(f"Choose one format, not {' and '.join(sorted(formats))}.")
        own = Options(
            format=next(iter(formats), None),
            fields=tuple(part.strip() for part in (given.pop("fields") or "").split(",") if part.strip()),
            **{
                name: given.pop(name) for name in ("width", "color", "offline", "library", "config", "quiet", "verbose")
            },
        )
        del given["format"]
        ctx = click.get_current_context()
        outer = ctx.obj if isinstance(ctx.obj, Options) else Options.from_environment(os.environ)
        ctx.obj = options = own.over(outer)
        return command(*args, options=options, **given)

    for option in reversed(_OPTIONS):
        run = option(run)
    return run  # type: ignore[return-value]


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option("--format", type=click.Choice(FORMATS), help="How to print."),
    click.option("--json", "as_json", is_flag=True, help="The same as --format json."),
    click.option("--jsonl", "as_jsonl", is_flag=True, help="The same as --format jsonl: one object a line."),
    click.option("--plain", "as_plain", is_flag=True, help="The same as --format tsv: one row a line."),
    click.option("--fields", metavar="A,B", help="Only these fields; `--fields help` lists them."),
    click.option(
        "--width",
        type=click.IntRange(min=0),
        help="Wrap text at N cells; 0 never wraps.",
        metavar="N",
    ),
    click.option("--color", type=click.Choice(COLORS), help="Use colour."),
    click.option("--offline", is_flag=True, help="Open no connection."),
    click.option("--library", type=click.Path(path_type=Path), metavar="PATH", help="Folder of the library."),
    click.option("--config", type=click.Path(path_type=Path), metavar="PATH", help="Path of config.toml."),
    click.option("-q", "--quiet", is_flag=True, help="Only answers and errors."),
    click.option("-v", "--verbose", is_flag=True, help="Say more about what is done."),
)
