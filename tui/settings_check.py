"""What is wrong with settings that could be read: each thing as a sentence for the user.

The file itself and the values of single keys are read by ``cache.core.settings``. What they name is asked here: actions
and keys, terms that are muted, files, programs. The app says it when it starts, ``pullquote config`` when it is asked
or sets something. No Textual in here.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

from pullquote.cache.core.catalogue.services import BadServices, read_mirrors, read_services
from pullquote.cache.core.mute import mute_complaints
from pullquote.cache.core.servers.saving import SERVICE_NAMES
from pullquote.cache.core.settings import Settings
from pullquote.tui.keymap import check_keymap, keys_lost
from pullquote.tui.render.row_format import BadFormat, read_date, read_format

_ASSIGNED = re.compile(r"\w+=")


def faults(settings: Settings) -> list[str]:
    """Return what cannot be used: Pullquote does without it."""
    return [
        *(f"list.mute: {complaint}" for complaint in mute_complaints(settings.list.mute)),
        *_formats(settings),
        *_services(settings),
        *_files(settings),
        *check_keymap(settings.keys, settings.macros),
    ]


def warnings(settings: Settings) -> list[str]:
    """Return what can be used, and may not be meant: actions left without a key, programs that are not there."""
    return [*keys_lost(settings.keys, settings.macros), *_programs(settings)]


def _formats(settings: Settings) -> Iterator[str]:
    for name, read in (("date", read_date), ("format", read_format)):
        try:
            read(getattr(settings.list, name))
        except BadFormat as error:
            yield f"list.{name}: {error}"


def _services(settings: Settings) -> Iterator[str]:
    for name, read in (("services", read_services), ("mirrors", read_mirrors)):
        try:
            read(getattr(settings.catalogue, name))
        except BadServices as error:
            yield f"catalogue.{name}: {error}"


def _files(settings: Settings) -> Iterator[str]:
    if (ca_file := settings.network.ca_file) is not None:
        try:
            with Path(ca_file).open("rb"):
                return
        except (OSError, ValueError) as error:
            reason = (error.strerror if isinstance(error, OSError) else None) or "its name cannot be used"
            yield f"network.ca_file: cannot read {ca_file}: {reason}."


def _programs(settings: Settings) -> Iterator[str]:
    commands = {f"open.{name}": getattr(settings.open, name) for name in settings.open.__struct_fields__}
    commands |= {"catalogue.tmdb_key_command": settings.catalogue.tmdb_key_command}
    commands |= {f"save.{name}_command": getattr(settings.save, f"{name}_command") for name in SERVICE_NAMES}
    for name, command in commands.items():
        if not isinstance(command, str) or not command.strip():
            continue
        try:
            words = [word for word in shlex.split(command.strip().lstrip("!")) if not _ASSIGNED.match(word)]
        except ValueError as error:
            yield f"{name}: the command cannot be read: {error}."
            continue
        if words and shutil.which(words[0]) is None:
            yield f"{name}: there is no program {words[0]} on this machine."
