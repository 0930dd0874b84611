"""`pullquote config`: show and change `config.toml`."""

from __future__ import annotations

import json
from typing import Any

import click
from msgspec.structs import replace

from pullquote.cache.core.errors import SettingsError, UsageError
from pullquote.cache.core.paths import config_file
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.core.settings import NAMES, Key, Settings, describe, no_key, read_texts
from pullquote.cache.export import tables
from pullquote.cache.export.rows import TextRow
from pullquote.tui.cli.commands.completion import settings_keys, settings_values
from pullquote.tui.cli.commands.guard import settle
from pullquote.tui.cli.commands.options import GIVEN, global_options, listing_group
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import print_rows, write
from pullquote.tui.cli.settings_file import set_key, unset_key
from pullquote.tui.settings_check import faults, warnings

_SECRET = ("catalogue.tmdb_key",)


@listing_group(
    "get",
    help="""Show or change settings. They are kept in config.toml; `pullquote config path` says where. Without a
    command, print every setting with what it means.

    \b
    Examples:
      pullquote config | less
      pullquote config get reading.width
      pullquote config set reading.width 66
      pullquote config unset reading.width""",
    short_help="Show or change settings.",
)
def config() -> None:
    """Group the commands for settings."""


@config.command(
    help="""Print the value of KEY, or of every key with what it means.

    \b
    Examples:
      pullquote config get reading.width
      pullquote config get --all"""
)
@click.argument("key", required=False, type=GIVEN, shell_complete=settings_keys)
@click.option("--all", "everything", is_flag=True, help="Every key: its value, what it takes, what it means.")
@global_options
def get(options: Options, key: str | None, everything: bool) -> None:
    """Print settings."""
    listed = describe(options.settings())
    if (everything or key is None) and (options.fields or options.format_for("text") != "text"):
        shown = [replace(one, value=_listed(one)) if one.name in _SECRET else one for one in listed]
        print_rows(shown, tables.SETTINGS, options, line=str)
        return
    if everything or key is None:
        for one in listed:
            write(f"{one.name} = {_listed(one)}\n    {one.meaning} Takes {one.takes}; default {_toml(one.default)}.\n")
        return
    value = _named(listed, key).value
    write(f"{'null' if value is None and options.format in ('json', 'jsonl') else _toml(value)}\n")


@config.command(
    "set",
    help="""Set KEY to VALUE; comments and order of the file stay.

    \b
    Examples:
      pullquote config set reading.width 66
      pullquote config set list.guard "Copper Lane, Low Orbit"
      pullquote config set keys.star "f, *, ctrl+w s" """,
)
@click.argument("key", type=GIVEN, shell_complete=settings_keys)
@click.argument("value", shell_complete=settings_values)
@global_options
def set_(options: Options, key: str, value: str) -> None:
    """Change a setting."""
    section, _, name = key.partition(".")
    if section == "macros":
        raise UsageError("A macro is a list; write it under [macros] in the file that `pullquote config path` names.")
    takes = "text"
    if section != "keys":
        takes = _named(describe(Settings()), key).takes  # text may be of digits alone, say
    elif not name:
        raise UsageError("Name an action, as in keys.star. `pullquote keys` lists them.")
    try:
        told = set_key(config_file(options.config), key, value if takes == "text" else _parsed(value, takes))
    except SettingsError as error:
        if error.key != key:
            raise
        raise UsageError(str(error)) from error  # what was typed is wrong, not the file
    for warning in told:
        options.say(warning)
    if key == "list.guard":
        settle(options)


@config.command(
    help="""Take KEY out of the file, so that it is as by default again, and say what it is now. That a key of the file
    cannot be used, or is none of Pullquote's, is no hindrance.

    \b
    Examples:
      pullquote config unset reading.width
      pullquote config unset keys.star"""
)
@click.argument("key", type=GIVEN, shell_complete=settings_keys)
@global_options
def unset(options: Options, key: str) -> None:
    """Remove a setting from the file."""
    section = key.partition(".")[0]
    was_there = unset_key(config_file(options.config), key)
    if section in ("keys", "macros"):
        gone = "is no longer set" if was_there else "is not set"
        options.say(f"{clean_line(key)} {gone}. `pullquote keys` lists the keys.")
        return
    known = {one.name: one for one in describe(Settings())}
    if key not in known and was_there:
        options.say(f"{clean_line(key)} is no longer in the file; Pullquote has no such key.")
        return
    default = _toml(_named(list(known.values()), key).default)
    options.say(f"{key} is {default} again, the default." if was_there else f"{key} is not set; it is {default}.")
    if key == "list.guard" and was_there:
        settle(options)


@config.command(help="Print the path of config.toml.")
@global_options
def path(options: Options) -> None:
    """Print the path."""
    row = TextRow("config", str(config_file(options.config)))
    print_rows([row], tables.PATHS, options, line=lambda one: clean_line(one.value, None), in_pipe="text")


@config.command(
    help="""Read config.toml and say whether everything in it can be used: keys and values, actions and their keys, what
    is muted, files, programs."""
)
@global_options
def check(options: Options) -> None:
    """Check the file."""
    settings = options.settings()
    for notice in (*settings.notices, *warnings(settings)):
        options.say(notice)
    if wrong := faults(settings):
        raise SettingsError(f"{config_file(options.config)}: {' '.join(wrong)}")
    options.say(f"{config_file(options.config)} is fine.")


def _named(listed: list[Key], key: str) -> Key:
    for one in listed:
        if one.name == key:
            return one
    unknown = no_key(key)
    more = "" if unknown.endswith("?") else ". `pullquote config get --all` lists them."
    raise UsageError(f"T{unknown[1:]}{more}")


def _listed(key: Key) -> str:
    """Return the value of a key among all others; a secret is for who names it, since lists are shown to others."""
    secret = key.name in _SECRET and key.value is not None
    return f"(set; `pullquote config get {key.name}` prints it)" if secret else _toml(key.value)


def _toml(value: Any) -> str:
    return "(unset)" if value is None else json.dumps(value, ensure_ascii=False)


def _parsed(value: str, takes: str) -> Any:
    """Read a value as TOML would: a number, true or false, else text; names, where a key ``takes`` them."""
    try:
        parsed = json.loads(value)
    except ValueError:
        parsed = value
    if takes == NAMES:
        return read_texts(value)
    return parsed if isinstance(parsed, bool | int | float) else value
