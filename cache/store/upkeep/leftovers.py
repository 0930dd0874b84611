"""What killed processes left half made beside a library: drafts of files, and the workshops of a repair.

Each has the id of its process in its name, so that what a living one is at is told from what nobody will finish.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from pathlib import Path

from pullquote.cache.store import migrate
from pullquote.cache.store.reading import newest

_DRAFT = r"\.(?:{})\.(\d+)(?:-(?:journal|wal|shm))?"
_OF_LIBRARY = r"{}|" + re.escape(newest.FILE)
_OF_BACKUPS = r"[^.].*\.db"
_WORKSHOP = re.compile(r"(?:marks|rescued|salvage)-(\d+)-\w+")


def workshop(folder: Path, name: str) -> tempfile.TemporaryDirectory[str]:
    """Make a folder for what is made apart; it goes with the block, or when a later process finds it (``forget``)."""
    return tempfile.TemporaryDirectory(dir=folder, prefix=f"{name}-{os.getpid()}-")


def forget(library: Path) -> int:
    """Delete what ended processes left half made beside the library at that path; return how many bytes. Never raises.

    Nothing of it is missed: a draft takes the place of its file once it is whole, and the file before stays till then.
    """
    folder, backups = library.parent, library.parent / migrate.BACKUPS
    freed = 0
    for place, drafts in ((folder, _OF_LIBRARY.format(re.escape(library.name))), (backups, _OF_BACKUPS)):
        pattern = re.compile(_DRAFT.format(drafts))
        for file in _entries(place):
            if (found := pattern.fullmatch(file.name)) and _ended(found[1]):
                freed += _size(file)
                with contextlib.suppress(OSError):
                    file.unlink()
    for made in _entries(backups):
        if (found := _WORKSHOP.fullmatch(made.name)) and _ended(found[1]):
            freed += sum(map(_size, _entries(made)))
            shutil.rmtree(made, ignore_errors=True)
    return freed


def _entries(folder: Path) -> list[Path]:
    try:
        return [*folder.iterdir()]
    except OSError:
        return []


def _size(file: Path) -> int:
    try:
        return file.lstat().st_size
    except OSError:
        return 0


def _ended(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError, ValueError):
        return True
    except OSError:  # of another user
        return False
    return False
