"""`pullquote manual`: the manual page, made from the help."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from pullquote.cache import __version__
from pullquote.tui.cli.commands.options import global_options
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import write

_EXITS = (
    (0, "done, also when there was nothing to answer (a sentence on stderr says so)"),
    (1, "failed, or nothing of what was handed over could be used; one sentence on stderr says what and what to do"),
    (2, "wrong usage"),
    (3, "some feeds, articles or lines failed, or there is no network (a sentence says so); the rest is kept"),
    (4, "not in the library, and --offline was given"),
    (5, "nothing matched, only with --exit-code"),
    (6, "the library is locked, damaged or out of reach"),
    (130, "interrupted with Ctrl-C; what was fetched is kept"),
    (141, "the reader closed the pipe"),
)


@click.command(
    help="""Print the manual page in roff.

    \b
    Example:
      pullquote manual | man -l -"""
)
@global_options
def manual(options: Options) -> None:
    """Print the manual page."""
    write(manual_page())


def manual_page() -> str:
    """Return the manual page of every command as roff (man(7))."""
    from pullquote.tui.cli.commands import cli  # here, because that module imports this one

    context = click.Context(cli, info_name="pullquote")
    lines = [
        f'.TH PULLQUOTE 1 "" "pullquote {__version__}"',
        ".SH NAME",
        "pullquote \\- read film, television, music and celebrity news in the terminal",
        ".SH SYNOPSIS",
        ".B pullquote",
        "[\\fIOPTION\\fR]... [\\fICOMMAND\\fR [\\fIARGUMENT\\fR]...]",
        ".SH DESCRIPTION",
        *_help(cli),
        ".SH OPTIONS",
        "Every command takes these, before or after its name.",
        *_options(cli, context, set()),
        ".SH COMMANDS",
    ]
    common = {parameter.name or "" for parameter in cli.params}
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        if command is not None:
            lines += _command(command, name, click.Context(command, info_name=name, parent=context), common)
    lines += [".SH EXIT STATUS"]
    for code, meaning in _EXITS:
        lines += [".TP", str(code), _roff(meaning)]
    return "\n".join(lines) + "\n"


def _command(command: click.Command, name: str, context: click.Context, common: set[str]) -> Iterator[str]:
    if isinstance(command, click.Group):
        if command.invoke_without_command:
            yield f".SS pullquote {_roff(name)}"
            yield from _help(command)
        for part in command.list_commands(context):
            inner = command.get_command(context, part)
            if inner is not None:
                inside = click.Context(inner, info_name=part, parent=context)
                yield from _command(inner, f"{name} {part}", inside, common)
        return
    usage = " ".join(command.collect_usage_pieces(context)[1:])
    yield f".SS pullquote {_roff(name)} {_roff(usage)}".rstrip()
    yield from _help(command)
    yield from _options(command, context, common)


def _options(command: click.Command, context: click.Context, leave_out: set[str]) -> Iterator[str]:
    for parameter in command.params:
        if parameter.name not in leave_out and (record := parameter.get_help_record(context)):
            yield from (".TP", f"\\fB{_roff(record[0])}\\fR", _roff(record[1]))


def _help(command: click.Command) -> Iterator[str]:
    """Return the help of a command: paragraphs filled, blocks behind a backspace as they are."""
    for paragraph in re.split(r"\n\s*\n", (command.help or "").replace("\r", "")):
        lines = [line.strip() if "\b" not in paragraph else line for line in paragraph.strip("\n").split("\n")]
        if "\b" in paragraph:
            yield ".nf"
            yield from (_roff(line.rstrip()) for line in lines if "\b" not in line)
            yield ".fi"
        else:
            yield _roff(" ".join(line for line in lines if line))
        yield ".PP"


def _roff(text: str) -> str:
    """Escape what roff would take for a command: backslashes, hyphens, a leading dot or quote."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.lstrip()[:1] in (".", "'") else text
