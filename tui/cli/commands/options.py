"""The options of the command line, as click reads them: before or after a command's name."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from pullquote.cache.core.counts import listed
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.nearest import nearest
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.export import LinkStyle, TextStyle
from pullquote.tui.cli.interrupts import raised
from pullquote.tui.cli.options import (
    COMMAND_OPTIONS,
    EXIT_CODE,
    GLOBAL_OPTIONS,
    MOST,
    SINCE_LAST,
    TEXT_OPTIONS,
    UNDECODED,
    Option,
    Options,
    split_fields,
)
from pullquote.tui.cli.output import status_of

Command = TypeVar("Command", bound=Callable[..., Any])
Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


class Group(click.Group):
    """A group of commands that knows which of them a mistyped name was meant for."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called. Raises ``UsageError`` where there is none of that name."""
        is_option = args[0].startswith("-") and args[0] != "-"
        if not ctx.resilient_parsing and not is_option and self.get_command(ctx, args[0]) is None:
            inside = ctx.command_path
            if not args[0].strip():
                raise UsageError(f"The name of a command is empty; `{inside} --help` lists them.")
            meant = nearest(args[0], self.list_commands(ctx))
            instead = f", did you mean `{inside} {meant}`?" if meant else f"; `{inside} --help` lists them."
            raise UsageError(f"There is no command `{inside} {clean_line(args[0], 80)}`{instead}")
        return super().resolve_command(ctx, args)


def listing_group(listing: str, **texts: str) -> Callable[[Callable[..., Any]], Group]:
    """Make a group of commands of a function; without a command, it runs the one named ``listing``.

    ``texts`` are its ``help`` and ``short_help``.
    """

    def decorate(described: Callable[..., Any]) -> Group:
        @click.group(described.__name__, cls=Group, invoke_without_command=True, **texts)
        @global_options
        @click.pass_context
        def group(context: click.Context, options: Options) -> Any:
            if context.invoked_subcommand is None:
                return context.invoke(group.commands[listing])
            return None

        group.__doc__ = described.__doc__
        return group

    return decorate


def agreed(question: str, otherwise: str) -> bool:
    """Ask a question on the terminal.

    Where nobody can answer, raises ``UsageError``, which says with which command it is agreed to: ``otherwise``.
    """
    if not sys.stdin.isatty():
        raise UsageError(f"Nobody is here to agree. Say so with `{otherwise}`.")
    with raised():
        return click.confirm(question, err=True)


def refusal(error: click.UsageError) -> UsageError:
    """Return what to say, in one sentence, of a call that click cannot read."""
    path = error.ctx.command_path if error.ctx else "pullquote"
    see = f"`{path} --help` lists what it takes."
    match error:
        case click.NoSuchOption():
            command = error.ctx.command if error.ctx else None
            flags = [flag for parameter in (command.params if command else ()) for flag in parameter.opts]
            known = [flag.removeprefix("--") for flag in flags if flag.startswith("--")]
            meant = nearest(error.option_name.lstrip("-"), known)
            instead = f", did you mean --{meant}?" if meant else f"; {see}"
            return UsageError(f"`{path}` has no option {clean_line(error.option_name, 80)}{instead}")
        case click.MissingParameter(param=click.Parameter() as parameter):
            return UsageError(f"`{path}` needs {_name(parameter)}{_taken(parameter, ': ')}; {see}")
        case click.BadParameter(param=click.Parameter() as parameter) if taken := _taken(parameter, " takes "):
            return UsageError(f"{_name(parameter)}{taken}.")
        case click.BadParameter(param=click.Parameter() as parameter):
            return UsageError(f"{_name(parameter)} {clean_line(error.message, None)}; {see}")
        case click.BadOptionUsage():
            return UsageError(f"{error.option_name} needs a value; {see}")
    _, extra, words = error.format_message().partition("unexpected extra argument")
    if extra:
        unwanted = clean_line(words.partition("(")[2].removesuffix(")"), 80)
        return UsageError(f"`{path}` does not take “{unwanted}”; {see}")
    return UsageError(clean_line(error.format_message(), None))


def _name(parameter: click.Parameter) -> str:
    """Return a parameter as who calls writes it: ``--limit``, ``FEED``."""
    if isinstance(parameter, click.Argument):
        return parameter.human_readable_name.strip("[].").removesuffix("]...")
    return max(parameter.opts, key=len)


def _taken(parameter: click.Parameter, before: str) -> str:
    """Return which values a parameter takes, with what stands ``before`` them; empty for any text."""
    takes = parameter.type
    if isinstance(takes, click.Choice):
        return f"{before}{listed([*takes.choices], 'or')}"
    if isinstance(takes, click.IntRange):
        most = takes.most if isinstance(takes, Number) else takes.max
        return f"{before}a whole number from {takes.min} to {most}"
    return ""


class Given(click.ParamType[str]):
    """Text that names something, or with ``file`` a file: an empty one, as of an unset variable, would mean any."""

    name = "text"

    def __init__(self, *, file: bool = False) -> None:
        self.file = file

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the text. Raises ``click.BadParameter``."""
        if not (value.strip() if self.file else clean_line(UNDECODED.sub("?", value), None)):
            self.fail("is empty", param, ctx)
        return value


GIVEN = Given()
FILE = Given(file=True)


class _GivenPath(click.Path):
    """A path; an empty one would be the folder the program is run in. Who uses it says what is wrong with it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path. Raises ``click.BadParameter``."""
        return super().convert(FILE.convert(value, param, ctx), param, ctx)


class Number(click.IntRange):
    """A whole number from ``least`` to ``most``; the help tells of ``least`` alone."""

    def __init__(self, least: int, *, most: int = MOST) -> None:
        super().__init__(min=least)
        self.most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number. Raises ``click.BadParameter``."""
        number = super().convert(value, param, ctx)
        if number > self.most:
            self.fail(f"{value} is too large.", param, ctx)
        return number


def global_options(command: Command) -> Command:
    """Add the global options to a command, which receives them as one ``options``."""

    @functools.wraps(command)
    def run(*args: Any, **given: Any) -> Any:
        ctx = click.get_current_context()
        _check_bytes(ctx.command, given)
        chosen = [(option, given.pop(_flag_name(option))) for option in GLOBAL_OPTIONS]
        values = [
            (option.key, option.constant if option.takes is bool else value)
            for option, value in chosen
            if value is not None and value is not False
        ]
        formats = {value for key, value in values if key == "format"}
        if len(formats) > 1:
            raise UsageError(f"Choose one format, not {' and '.join(sorted(formats))}.")
        outer = ctx.obj if isinstance(ctx.obj, Options) else Options.from_environment(os.environ)
        ctx.obj = options = Options(**dict(values)).over(outer)
        return command(*args, options=options, **given)

    return _add(run, ((option, _flag_name(option)) for option in GLOBAL_OPTIONS))  # type: ignore[return-value]


def _check_bytes(command: click.Command, given: Mapping[str, Any]) -> None:
    """Raise ``UsageError`` for text with bytes that are no UTF-8; the name of a file may have them."""
    for parameter in command.params:
        takes_files = isinstance(parameter.type, click.Path) or getattr(parameter.type, "file", False)
        values = given.get(parameter.name or "")
        for value in values if isinstance(values, tuple) else (values,):
            if isinstance(value, str) and not takes_files and UNDECODED.search(value):
                raise UsageError(f"{_name(parameter)} holds bytes that are no UTF-8.")


def own_options(name: str, complete: Mapping[str, Complete] = {}) -> Callable[[Command], Command]:
    """Add the options of the command ``name`` in ``COMMAND_OPTIONS``, each a parameter of its own.

    ``complete`` says by parameter what completes the values of some. Where ``--exit-code`` is among them, the command
    returns what ``exit_code`` asks of it.
    """

    def decorate(command: Command) -> Command:
        options = COMMAND_OPTIONS[name]
        inner = _counted(command) if EXIT_CODE in options else command
        return _add(inner, ((option, option.key) for option in options), complete)

    return decorate


def exit_code(command: Command) -> Command:
    """Add ``--exit-code`` to a command that returns how many rows it found, or ``None`` where it counts none."""
    return _add(_counted(command), [(EXIT_CODE, EXIT_CODE.key)])


def since_last(command: Command) -> Command:
    """Add ``--since-last`` to a command, which receives it as ``since_last``."""
    return _add(command, [(SINCE_LAST, SINCE_LAST.key)])


def _counted(command: Command) -> Command:
    """Make a command that returns a count return the exit code."""

    @functools.wraps(command)
    def run(*args: Any, exit_code: bool, **given: Any) -> int:
        return status_of(command(*args, **given), exit_code)

    return run  # type: ignore[return-value]


def text_options(command: Command) -> Command:
    """Add the options of an article's plain text to a command, which receives them as one ``style``."""

    @functools.wraps(command)
    def run(*args: Any, links: LinkStyle, ascii_only: bool, **given: Any) -> Any:
        return command(*args, style=TextStyle(links=links, ascii_only=ascii_only), **given)

    return _add(run, ((option, option.key) for option in TEXT_OPTIONS))  # type: ignore[return-value]


def _flag_name(option: Option) -> str:
    """Return a parameter's name that no other global option has; ``--json`` and ``--format`` share their key."""
    return option.flag.lstrip("-")


def _add(
    command: Command,
    options: Iterable[tuple[Option, str]],
    complete: Mapping[str, Complete] = {},
) -> Command:
    """Decorate ``command`` with ``options``, each under a parameter name, in the order of the help."""
    for option, parameter in reversed([*options]):
        command = _click_option(option, parameter, complete.get(parameter))(command)
    return command


def _click_option(option: Option, parameter: str, complete: Complete | None) -> Callable[[Command], Command]:
    names = [name for name in (option.short, option.flag, parameter) if name]
    if option.takes is bool:
        return click.option(*names, is_flag=True, help=option.help)
    return click.option(
        *names,
        type=_click_type(option),
        default=option.default,
        show_default=option.show_default,
        metavar=option.metavar,
        help=option.help,
        shell_complete=complete,
    )


def _click_type(option: Option) -> Any:
    if option.choices:
        return click.Choice(option.choices)
    if option.takes is int:
        return Number(option.at_least)
    if option.takes is tuple:
        return split_fields
    return _GivenPath(path_type=Path, readable=False) if option.takes is Path else option.takes
