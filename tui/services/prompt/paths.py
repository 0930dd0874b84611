"""Typing a path: what it may become, folders first, and when it begins anew."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pullquote.tui.render.icons import Icons
from pullquote.tui.render.page_rows import Completion, completion_prompt
from pullquote.tui.render.rows import StyleOf
from pullquote.tui.services.prompt.suggestions import Suggester, Suggestion, Suggestions

SHOWN = 8
MOST_LISTED = 20_000
"""Names of a folder that are looked at."""


def paths(icons: Icons) -> Suggester:
    """Offer the folders and files that begin as typed; Tab completes as far as they agree."""

    def suggest(line: str, width: int, style: StyleOf) -> Suggestions:
        found = complete_path(line)
        rows = [
            Suggestion(completion_prompt(Completion(one, one[len(_folder_of(line)) :]), width, icons, style), line=one)
            for one in found[:SHOWN]
        ]
        words = f"{len(found)} fit" if len(found) > SHOWN else ""
        return Suggestions(rows, words, common=os.path.commonprefix(found))  # noqa: RUF071 -- letters are what is typed

    return suggest


def complete_path(line: str) -> list[str]:
    """Return the paths that begin as ``line`` does, folders first and with a slash; ``~`` stays as it was typed.

    Hidden names are offered to who types their dot. A folder that cannot be read has none.
    """
    if line == "~":
        return ["~/"]
    start = _folder_of(line)
    begins = line[len(start) :]
    try:
        with os.scandir(Path(start).expanduser() if start else Path()) as entries:
            names = list(_names(entries, begins))
    except (OSError, ValueError, RuntimeError):  # no such folder, a zero byte, a user that is not known
        return []
    names.sort(key=lambda name: (not name.endswith("/"), name.casefold()))
    return [start + name for name in names]


def _folder_of(line: str) -> str:
    return line[: line.rfind("/") + 1]


def _names(entries: Iterable[os.DirEntry[str]], begins: str) -> Iterable[str]:
    for number, entry in enumerate(entries):
        if number == MOST_LISTED:
            return
        name = entry.name
        # A name that is not text could not be typed.
        if name.startswith(begins) and (begins or not name.startswith(".")) and name.isprintable():
            yield name + "/" * entry.is_dir()


def begun_anew(line: str, offered: str) -> str | None:
    """Return the path that begins with a ``/`` or ``~`` typed or pasted behind a path that is whole; else ``None``.

    ``offered`` is the path that stood there before anything was typed: behind it, the sign alone is enough.
    """
    if offered not in ("", "~") and line.startswith((offered + "/", offered + "~")):
        return line[len(offered) :]
    begins = max(line.rfind("//"), line.rfind("/~"))
    return line[begins + 1 :] if begins >= 0 else None
