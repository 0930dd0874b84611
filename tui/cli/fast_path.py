"""The fast path of the commonest calls, the app, ``show``, ``search``, ``list``, ``refresh``: without click.

Only plain calls are read here: words, and options written out. Everything else (help, an abbreviation, a mistake) is
left to click, which has the messages for it.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from pullquote.cache import __version__
from pullquote.cache.export import TextStyle
from pullquote.tui.cli.options import COMMAND_OPTIONS, GLOBAL_OPTIONS, SINCE_LAST, WITH_MUTED, Option, Options
from pullquote.tui.cli.output import status_of, write

COMPLETION_VARIABLE = "_PULLQUOTE_COMPLETE"
"""Set by a shell that asks for completions: such a call answers them, and nothing else, whatever its words."""

_NAMING = ("open", "show", "refresh")
"""The commands whose words name articles or feeds."""


class Call(Struct, frozen=True):
    """A call that was understood: the command, its words, the global options and the values of its own."""

    command: str
    words: tuple[str, ...]
    options: Options
    own: dict[str, Any]


def read(arguments: Sequence[str], environment: Mapping[str, str], *, terminal: bool = False) -> Call | None:
    """Read the arguments of a plain call; ``None`` for one that is not. Raises ``UsageError`` for the environment.

    Without a command it is the app on a ``terminal``, the list elsewhere.
    """
    if [*arguments] == ["--version"]:
        return Call("--version", (), Options(), {})
    words: list[str] = []
    shared: dict[str, Any] = {}
    own: dict[str, Any] = {}
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("-") or argument == "-":
            words.append(argument)
            continue
        flag, equals, text = argument.partition("=")
        option = _find(flag, COMMAND_OPTIONS.get(words[0], ()) if words else ())
        if option is None or option.rare or (option.takes is bool and equals):
            return None
        if option.takes is not bool and not equals:
            text = next(rest, "")
        value = option.constant if option.takes is bool else option.read(text)
        values = shared if option in GLOBAL_OPTIONS else own
        if value is None or values.setdefault(option.key, value) != value:
            return None  # not a value of this option, or a second one
    command, *words = words or ["open" if terminal else "list"]
    if command not in COMMAND_OPTIONS or (command == "show" and not words) or (command == "open" and len(words) > 1):
        return None
    if command in _NAMING and not all(map(str.strip, words)):
        return None  # an empty one names nothing
    own = {option.key: option.default for option in COMMAND_OPTIONS[command] if not option.rare} | own
    return Call(command, tuple(words), Options(**shared).over(Options.from_environment(environment)), own)


def answer(call: Call) -> int:
    """Print the answer of a call and return the exit code."""
    match call.command:
        case "--version":
            write(f"pullquote {__version__}\n")
            return 0
        case "open":
            from pullquote.tui.cli.open_app import opened

            return opened(call.options, *call.words, **call.own)
        case "show":
            from pullquote.tui.cli.articles import shown

            pager = call.own.pop("pager")
            return shown(call.options, call.words, TextStyle(**call.own), pager=pager)
        case "refresh":
            from pullquote.tui.cli.refreshing import refreshed

            gc.enable()  # many articles may come
            return refreshed(call.options, call.words, **call.own)
    from pullquote.tui.cli.articles import headlines, hits, joined

    find = hits if call.command == "search" else headlines
    own = {name: call.own[name] for name in ("limit", SINCE_LAST.key, WITH_MUTED.key)}
    count = find(call.options, joined(call.words), **own)
    return status_of(count, call.own["exit_code"])


def _find(flag: str, own: Sequence[Option]) -> Option | None:
    """Return the option written ``flag``: one of the command's ``own``, or one that every command takes."""
    return next((option for option in (*own, *GLOBAL_OPTIONS) if flag in (option.flag, option.short)), None)
