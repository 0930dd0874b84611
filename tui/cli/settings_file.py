"""Sets or removes one key of ``config.toml``; comments and order of the file stay."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from pullquote.cache.core.errors import SettingsError, UsageError
from pullquote.cache.core.paths import CONFIG_WAY, expanded, make_private, one_writer, write_atomically
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.core.settings import Settings
from pullquote.tui.settings_check import faults, warnings


def set_key(path: Path, key: str, value: Any) -> list[str]:
    """Set the dotted ``key`` in the file; return a sentence for each thing that may not be meant.

    Nothing is written where the value cannot be used: raises ``SettingsError`` for what the key does not take,
    ``UsageError`` for what names nothing.
    """
    make_private(expanded(path).parent, CONFIG_WAY)
    with one_writer(path):
        return _set(path, key, value)


def _set(path: Path, key: str, value: Any) -> list[str]:
    import tomlkit  # lazy: only a change writes TOML

    section, _, name = key.partition(".")
    try:
        before = Settings.load(path)
    except SettingsError as error:
        if error.key != key:
            raise
        rest = tomlkit.parse(path.read_text(encoding="utf-8"))
        rest[section].remove(name)  # what cannot be used now is what is being set
        before = Settings.parse(tomlkit.dumps(rest), path)
    document = tomlkit.parse(path.read_text(encoding="utf-8") if path.exists() else "")
    table = document.setdefault(section, tomlkit.table())
    table[name] = value
    text = tomlkit.dumps(document)
    try:
        after = Settings.parse(text, path)
    except SettingsError as error:  # nothing of it is in the file
        said = f"{key} was not set to “{clean_line(str(value), 60)}”: {error.reason}"
        raise SettingsError(said, key, error.reason) from error
    if wrong := [fault for fault in faults(after) if fault not in faults(before)]:
        raise UsageError(" ".join(wrong))
    write_atomically(path, text.encode("utf-8"))
    return [warning for warning in warnings(after) if warning not in warnings(before)]


def unset_key(path: Path, key: str) -> bool:
    """Remove the dotted ``key`` from the file; return whether it was there.

    Its value need not be one that can be used, nor that of other keys. Raises ``SettingsError`` for a file that is no
    TOML.
    """
    with one_writer(path):
        return _unset(path, key)


def _unset(path: Path, key: str) -> bool:
    import tomlkit  # lazy: only a change writes TOML

    try:
        Settings.load(path)
    except SettingsError as error:
        if not error.key:
            raise
    section, _, name = key.partition(".")
    document = tomlkit.parse(path.read_text(encoding="utf-8") if path.exists() else "")
    table = document.get(section)
    if not isinstance(table, MutableMapping) or name not in table:
        return False
    del table[name]
    write_atomically(path, tomlkit.dumps(document).encode("utf-8"))
    return True
