"""Lists of names that a user hands over: read from TSV, written as TSV, and as lines to look names up in.

A line of a file is ``name TAB type TAB aka``; further names are parted by ``|`` or ``;``, or stand in further columns.
A head may name the columns, and these too: ``year`` (``2011`` or ``2011-2019``), ``network``, ``language``, ``kind``.
``as_lines`` makes the form that is kept and looked up: ``key TAB type TAB name TAB spelling``, and where they are known
``TAB years TAB network TAB language TAB kind``; one for each spelling, sorted by ``name_key``. A look-up is a
bisection, so that a long list costs next to nothing until it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache.core.article import ENTITY_TYPES, EntityType
from pullquote.cache.core.errors import NoList
from pullquote.cache.core.names import name_key
from pullquote.cache.core.sanitize import NAME_LENGTH, clean_line, clean_name

HEAD = "name\ttype\taka\n"
LONG_HEAD = "name\ttype\taka\tyear\tnetwork\tlanguage\tkind\n"
_STEP = 2_000
_PARTS = r"\s*[|;\t]\s*"
_YEAR = r"(?<=\S)\s+\(((?:19|20)\d\d)\)$"
_YEARS = r"((?:18|19|20)\d\d)(?:\s*([-–])\s*((?:18|19|20)\d\d)?)?"
_COLUMNS = {"year": "year", "years": "year", "network": "network", "channel": "network"}
_COLUMNS |= {"language": "language", "kind": "kind"}
"""What a head may call the columns beside name, type and further names."""
_SHORT, _LONG = 4, 8
"""Columns of a line that is kept: of a name alone, and of one of which more is known."""
_CALLED: dict[str, EntityType] = {
    "movie": "film", "series": "show", "tv": "show", "tv show": "show", "tv series": "show", "universe": "franchise",
    "single": "song", "track": "song", "ep": "album", "record": "album", "novel": "book", "musical": "play",
    "opera": "play", "actor": "person", "artist": "person", "band": "group", "company": "organization",
    "network": "organization", "studio": "organization", "outlet": "organization", "org": "organization",
}  # fmt: skip
"""What lists call a type: by its own name, or as they do elsewhere."""
_CALLED |= {kind: kind for kind in ENTITY_TYPES}


class ListedName(Struct, frozen=True, kw_only=True):
    """A name of a list; ``source`` is the name of the file it came from.

    ``years`` are those of a work's run: ``2011``, ``2011-2019``, or ``2011-`` where it goes on; ``kind`` is a word for
    what kind of show it is ("Sports"). These, ``network`` and ``language`` are empty where they are not known.
    """

    name: str
    type: EntityType
    aka: tuple[str, ...] = ()
    source: str = ""
    years: str = ""
    network: str = ""
    language: str = ""
    kind: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether nothing is known but what it is called."""
        return not (self.years or self.network or self.language or self.kind)


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

    A head (``name``, ``type``) says which columns are there; empty lines and those that begin with ``# `` are passed
    over. Of two lines with one name and type the second adds its further names, and what the first does not say.
    ``progress`` is told how many lines are done, of how many.
    Raises ``NoList`` for what is no text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data:
        raise NoList("This is no text in UTF-8. Save the list as UTF-8, with tabs between its columns.")
    lines = data.removeprefix(b"\xef\xbb\xbf").splitlines()
    names: dict[tuple[str, EntityType], ListedName] = {}
    skipped: list[tuple[int, str]] = []
    head = _head(lines[0]) if lines else None
    for number, line in enumerate(lines, 1):
        if progress and number % _STEP == 0:
            progress(number, len(lines))
        try:
            found = None if head and number == 1 else _read_line(line, head or [], source, type)
        except ValueError as error:
            skipped.append((number, str(error)))
            continue
        if found is not None:
            key = (name_key(found.name, found.type), found.type)
            before = names.get(key)
            names[key] = _joined(before, found) if before else found
    return NameList(tuple(names.values()), tuple(skipped))


def _joined(one: ListedName, other: ListedName) -> ListedName:
    """Return a name with what another line says of it."""
    return replace(
        one,
        aka=tuple(dict.fromkeys((*one.aka, *other.aka))),
        years=one.years or other.years,
        network=one.network or other.network,
        language=one.language or other.language,
        kind=one.kind or other.kind,
    )


def _head(line: bytes) -> list[str] | None:
    """Return what the columns of a file are, by its first line; ``None`` where that is a name already."""
    columns = [column.strip().casefold() for column in line.decode("utf-8", "replace").split("\t")]
    if columns[0] != "name" or (len(columns) > 1 and columns[1] != "type"):
        return None
    return [_COLUMNS.get(column, "") for column in columns]


def _read_line(line: bytes, head: list[str], source: str, default: EntityType | None) -> ListedName | None:
    """Return the name of a line, ``None`` where it has none to have. Raises ``ValueError`` with what is wrong.

    ``head`` says which columns are those of ``_COLUMNS``; it may be shorter than the line.
    """
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError("it is not in UTF-8; save the list as UTF-8") from None
    if not text.strip() or text.startswith("# "):
        return None
    columns = [column.strip() for column in text.split("\t")]
    year = re.search(_YEAR, columns[0])
    name = clean_name(columns[0][: year.start()] if year else columns[0])
    if len(columns[0]) > NAME_LENGTH:
        raise ValueError(f"its name is longer than {NAME_LENGTH} letters; shorten it")
    if not name or not name_key(name):
        raise ValueError("it has no name in its first column")
    kind = _type(columns[1]) if len(columns) > 1 and columns[1] else default
    if kind is None:
        raise ValueError("it has no type; write one after a tab, or give all lines one with --type")
    told = {what: columns[at] for at, what in enumerate(head[: len(columns)]) if what}
    others = [column for at, column in enumerate(columns) if at > 1 and not (at < len(head) and head[at])]
    key = name_key(name, kind)
    aka = [
        other
        for other in map(clean_name, re.split(_PARTS, "\t".join(others)))
        if other and name_key(other, kind) != key
    ]
    return ListedName(
        name=name,
        type=kind,
        aka=tuple(dict.fromkeys(aka)),
        source=source,
        years=_years(told.get("year", "")) or (year[1] if year else ""),
        network=clean_name(told.get("network", "")),
        language=clean_name(told.get("language", "")),
        kind=clean_name(told.get("kind", "")),
    )


def _years(text: str) -> str:
    """Return years as they are kept, empty for none. Raises ``ValueError`` for what are none."""
    if not text:
        return ""
    found = re.fullmatch(_YEARS, text)
    if found is None:
        raise ValueError(f"“{clean_line(text, 40)}” is no year; write one as 2011, or several as 2011-2019")
    return f"{found[1]}-{found[3] or ''}" if found[2] and found[3] != found[1] else found[1]


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
    """Return names as TSV that ``read_names`` reads, with a head; the columns of it that all lack are left out."""
    names = list(names)
    if all(one.is_plain for one in names):
        return HEAD + "".join(f"{one.name}\t{one.type}\t{'|'.join(one.aka)}\n" for one in names)
    return LONG_HEAD + "".join(
        "\t".join((one.name, one.type, "|".join(one.aka), one.years, one.network, one.language, one.kind)) + "\n"
        for one in names
    )


def as_lines(names: Iterable[ListedName]) -> str:
    """Return names as the sorted lines they are kept and looked up in."""
    return "\n".join(sorted({line for one in names for line in lines_of(one)}))


def lines_of(one: ListedName) -> list[str]:
    """Return the lines of one name: one for each of its spellings."""
    more = "" if one.is_plain else f"\t{one.years}\t{one.network}\t{one.language}\t{one.kind}"
    return [
        f"{name_key(spelling, one.type)}\t{one.type}\t{one.name}\t{spelling}{more}" for spelling in (one.name, *one.aka)
    ]


def name_of(line: str) -> ListedName | None:
    """Return the name a kept line tells of, with the spelling of the line as its only other one.

    ``None`` for what is no such line.
    """
    parts = line.split("\t")
    kind = _CALLED.get(parts[1]) if len(parts) in (_SHORT, _LONG) else None
    if kind is None or kind != parts[1] or not parts[2]:
        return None
    years, network, language, what = parts[4:] or ("", "", "", "")
    return ListedName(
        name=parts[2],
        type=kind,
        aka=(parts[3],) if parts[3] != parts[2] else (),
        years=years,
        network=network,
        language=language,
        kind=what,
    )


def names_of(lines: str, source: str = "") -> list[ListedName]:
    """Return the names of sorted lines, by name."""
    found: dict[tuple[str, EntityType], ListedName] = {}
    for one in map(name_of, lines.split("\n")):
        if one is not None:
            before = found.get((one.name, one.type))
            found[one.name, one.type] = _joined(before, one) if before else replace(one, source=source)
    return [one for _, one in sorted(found.items())]
