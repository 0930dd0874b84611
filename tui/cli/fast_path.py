"""The commonest calls, answered without importing a command line: the app, ``show``, ``search`` and ``list``.

Only what is plain is read here: words, and long options written out. All else (help, an abbreviation, a mistake)
is left to the command line proper, which knows what to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from pullquote.tui.cli.options import COLORS, FORMATS, Options
from pullquote.tui.cli.output import NOTHING_MATCHED

_FLAGS: dict[str, dict[str, Any]] = {
    "--json": {"format": "json"},
    "--jsonl": {"format": "jsonl"},
    "--plain": {"format": "tsv"},
    "--offline": {"offline": True},
    "--quiet": {"quiet": True},
    "-q": {"quiet": True},
}
_VALUES = ("format", "fields", "width", "color", "library", "config")
_OWN_FLAGS: dict[str, tuple[str, ...]] = {
    "open": (),
    "show": ("--ascii",),
    "search": ("--exit-code",),
    "list": ("--exit-code",),
}
_OWN_VALUES = {"show": ("--links",), "search": ("--limit",), "list": ("--limit",)}
_CHOICES = {"--format": FORMATS, "--color": COLORS, "--links": ("none", "inline", "end")}
_LIMIT = 200


class Call(Struct, frozen=True):
    """A call that was understood: the command, its words, what is asked of all commands and of this one."""

    command: str
    words: tuple[str, ...]
    options: Options
    own: dict[str, str]


def read(arguments: Sequence[str], environment: Mapping[str, str], *, terminal: bool = False) -> Call | None:
    """Read the arguments of a plain call; ``None`` for one that is not. Raises ``UsageError`` for the environment.

    Without a command it is the app on a ``terminal``, the list elsewhere.
    """
    words: list[str] = []
    given: dict[str, Any] = {}
    own: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("-") or argument == "-":
            words.append(argument)
            continue
        command = words[0] if words else ""
        name, equals, value = argument.partition("=")
        name = "--limit" if name == "-n" else name
        if argument in _FLAGS:
            new = _FLAGS[argument]
            if any(given.get(key, value) != value for key, value in new.items()):
                return None
            given |= new
        elif argument in _OWN_FLAGS.get(command, ()):
            own[argument] = ""
        elif name[2:] in _VALUES or name in _OWN_VALUES.get(command, ()):
            value = value if equals else next(rest, "")
            if not value or value not in _CHOICES.get(name, (value,)) or name[2:] in given or name in own:
                return None
            if name in ("--limit", "--width") and not value.isdecimal():
                return None
            if name[2:] in _VALUES:
                given[name[2:]] = _as(name[2:], value)
            else:
                own[name] = value
        else:
            return None
    command, *words = words or ["open" if terminal else "list"]
    if command not in _OWN_FLAGS or (command == "show" and not words) or (command == "open" and len(words) > 1):
        return None
    return Call(command, tuple(words), Options(**given).over(Options.from_environment(environment)), own)


def answer(call: Call) -> int:
    """Print the answer of a call and give the exit code."""
    if call.command == "open":
        from pullquote.tui.cli.open_app import opened

        opened(call.options, *call.words)
        return 0
    if call.command == "show":
        from pullquote.tui.cli.articles import shown

        shown(call.options, call.words, links=call.own.get("--links", "none"), ascii_only="--ascii" in call.own)
        return 0
    from pullquote.tui.cli.articles import headlines, hits, joined

    limit = call.own.get("--limit")
    if call.command == "search":
        count = hits(call.options, joined(call.words), limit=int(limit or _LIMIT))
    else:
        count = headlines(call.options, joined(call.words), limit=None if limit is None else int(limit))
    return NOTHING_MATCHED if "--exit-code" in call.own and not count else 0


def _as(name: str, value: str) -> Any:
    match name:
        case "width":
            return int(value)
        case "library" | "config":
            return Path(value)
        case "fields":
            return tuple(part.strip() for part in value.split(",") if part.strip())
    return value
