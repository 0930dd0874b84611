"""The options of the command line, as click reads them: before or after a command's name."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from pullquote.cache.core.errors import UsageError
from pullquote.tui.cli.options import COLORS, FORMATS, Options

Command = TypeVar("Command", bound=Callable[..., Any])
exit_code = click.option("--exit-code", is_flag=True, help="Leave with 5 when nothing matched.")


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


def text_options(command: Command) -> Command:
    """Add the options of an article's text form."""
    return _LINKS(_ASCII(command))


_LINKS = click.option(
    "--links",
    type=click.Choice(["none", "inline", "end"]),
    default="none",
    show_default=True,
    help="Leave addresses out, write them in place, or number them at the end.",
)
_ASCII = click.option("--ascii", "ascii_only", is_flag=True, help="Fold text to ASCII.")
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
