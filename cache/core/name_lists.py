"""Lists of names that a user hands over: read from TSV, written as TSV, and as lines to look names up in.

A line of a file is ``name TAB type TAB aka``; further names are parted by ``|`` or ``;``, or stand in further columns.
``as_lines`` makes the form that is kept and looked up: ``key TAB type TAB name TAB spelling``, one for each spelling,
sorted by ``name_key``. A look-up is a bisection, so that a long list costs next to nothing until it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache.core.article import ENTITY_TYPES, EntityType
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.names import name_key
from pullquote.cache.core.sanitize import NAME_LENGTH, clean_line, clean_name

HEAD = "name\ttype\taka\n"
_STEP = 2_000
_PARTS = r"\s*[|;\t]\s*"
_YEAR = r"(?<=\S)\s+\((?:19|20)\d\d\)$"
_CALLED: dict[str, EntityType] = {
    "movie": "film", "series": "show", "tv": "show", "tv show": "show", "tv series": "show", "universe": "franchise",
    "single": "song", "track": "song", "ep": "album", "record": "album", "novel": "book", "musical": "play",
    "opera": "play", "actor": "person", "artist": "person", "band": "group", "company": "organization",
    "network": "organization", "studio": "organization", "outlet": "organization", "org": "organization",
}  # fmt: skip
"""What lists call a type: by its own name, or as they do elsewhere."""
_CALLED |= {kind: kind for kind in ENTITY_TYPES}


class ListedName(Struct, frozen=True, kw_only=True):
    """A name of a list; ``source`` is the name of the file it came from."""

    name: str
    type: EntityType
    aka: tuple[str, ...] = ()
    source: str = ""


class NameList(Struct, frozen=True):
    """What was read of a list: its names, and (number, reason) for each line that is none."""

    names: tuple[ListedName, ...]
    skipped: tuple[tuple[int, str], ...] = ()


def read_names(
    data: bytes,
    *,
    source: str = "",
    type: EntityType | None = None,  # noqa: A002 -- what they are
    progress: Callable[[int, int], None] | None = None,
) -> NameList:
    """Read a list of names from TSV in UTF-8; ``type`` is that of the lines that name none.

    A head (``name``, ``type``), empty lines and those that begin with ``# `` are passed over. Of two lines with one
    name and type the second adds its further names. ``progress`` is told how many lines are done, of how many.
    Raises ``UsageError`` for what is no text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data:
        raise UsageError("This is no text in UTF-8. Save the list as UTF-8, with tabs between its columns.")
    lines = data.removeprefix(b"\xef\xbb\xbf").splitlines()
    names: dict[tuple[str, EntityType], ListedName] = {}
    skipped: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        if progress and number % _STEP == 0:
            progress(number, len(lines))
        try:
            found = _read_line(line, number, source, type)
        except ValueError as error:
            skipped.append((number, str(error)))
            continue
        if found is not None:
            key = (name_key(found.name, found.type), found.type)
            before = names.get(key)
            names[key] = replace(before, aka=tuple(dict.fromkeys((*before.aka, *found.aka)))) if before else found
    return NameList(tuple(names.values()), tuple(skipped))


def _read_line(line: bytes, number: int, source: str, default: EntityType | None) -> ListedName | None:
    """Return the name of a line, ``None`` where it has none to have. Raises ``ValueError`` with what is wrong."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError("it is not in UTF-8; save the list as UTF-8") from None
    if not text.strip() or text.startswith("# "):
        return None
    columns = [column.strip() for column in text.split("\t")]
    if number == 1 and columns[0].casefold() == "name" and (len(columns) == 1 or columns[1].casefold() == "type"):
        return None
    name = clean_name(re.sub(_YEAR, "", columns[0]))
    if len(columns[0]) > NAME_LENGTH:
        raise ValueError(f"its name is longer than {NAME_LENGTH} letters; shorten it")
    if not name or not name_key(name):
        raise ValueError("it has no name in its first column")
    kind = _type(columns[1]) if len(columns) > 1 and columns[1] else default
    if kind is None:
        raise ValueError("it has no type; write one after a tab, or give all lines one with --type")
    others = re.split(_PARTS, "\t".join(columns[2:]))
    key = name_key(name, kind)
    aka = [other for other in map(clean_name, others) if other and name_key(other, kind) != key]
    return ListedName(name=name, type=kind, aka=tuple(dict.fromkeys(aka)), source=source)


def _type(word: str) -> EntityType:
    """Return the type a word stands for, in any case and in the plural too. Raises ``ValueError``."""
    folded = " ".join(word.casefold().split())
    for form in (folded, folded.removesuffix("s")):
        if kind := _CALLED.get(form):
            return kind
    if folded == "people":
        return "person"
    raise ValueError(f"“{clean_line(word, 40)}” is no type; use one of {', '.join(ENTITY_TYPES)}")


def written(names: Iterable[ListedName]) -> str:
    """Return names as TSV that ``read_names`` reads, with a head."""
    return HEAD + "".join(f"{one.name}\t{one.type}\t{'|'.join(one.aka)}\n" for one in names)


def as_lines(names: Iterable[ListedName]) -> str:
    """Return names as the sorted lines they are kept and looked up in."""
    lines = {
        f"{name_key(spelling, one.type)}\t{one.type}\t{one.name}\t{spelling}"
        for one in names
        for spelling in (one.name, *one.aka)
    }
    return "\n".join(sorted(lines))


def names_of(lines: str, source: str = "") -> list[ListedName]:
    """Return the names of sorted lines, by name."""
    aka: dict[tuple[str, EntityType], list[str]] = {}
    for line in lines.split("\n"):
        parts = line.split("\t")
        if len(parts) != 4 or parts[1] not in ENTITY_TYPES:
            continue
        spellings = aka.setdefault((parts[2], parts[1]), [])
        if parts[3] != parts[2]:
            spellings.append(parts[3])
    return [
        ListedName(name=name, type=kind, aka=tuple(spellings), source=source)
        for (name, kind), spellings in sorted(aka.items())
    ]
