"""Prints to stdout: rows as JSON, JSON Lines, TSV or aligned text, and whole texts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.sanitize import clean_line, clean_text
from pullquote.cache.export import ROW_FORMATS
from pullquote.tui.cli.options import Options, terminal_columns

if TYPE_CHECKING:
    from pullquote.cache.export.rows import Row, Table

PARTLY = 3
"""Exit code when some feeds, articles or sources failed and the others did not."""
NOTHING_MATCHED = 5
"""Exit code when nothing matched and ``--exit-code`` was given."""

LEAST_NAME = 8
"""Cells a name has however narrow the terminal is."""
_SENTENCE = 42
"""Cells from which on the rest of a row is a sentence."""

FILLED_BY = "`pullquote feeds add URL` subscribes to a site, `pullquote refresh` fetches its articles."
"""What is said of what articles bring, where there is none of it."""

_SAID_OF = {
    "-": "No article was named on stdin.",
    "is:later": "The reading list is empty. `pullquote later 42` puts article 42 on it.",
    "is:starred": "No article is starred. `pullquote star 42` stars article 42.",
    "is:tagged": "No article is tagged. `pullquote tag oscars 42` tags article 42.",
    "is:unread": "No article is unread. `pullquote refresh` fetches what is new.",
    "is:followed": "No article is about what you follow. `pullquote follow` lists that, and takes names and queries.",
}
"""What is said where nothing answers these queries: lists that the user fills, and what stdin names."""


def status_of_parts(done: int, failed: int, error: int = 1) -> int:
    """Return the exit code of a command that did ``done`` things and failed at others: ``error`` where it did none."""
    return (PARTLY if done else error) if failed else 0


def status_of(count: int | None, wanted: bool) -> int:
    """Return the exit code of a command that found ``count`` rows; ``wanted`` says that ``--exit-code`` was given."""
    return NOTHING_MATCHED if wanted and count == 0 else 0


def say_nothing(options: Options, what: str, query: str = "") -> None:
    """Print on stderr that no ``what`` answers a query, or what would bring some: an empty answer is no mistake."""
    short = clean_line(query, 120)
    if said := _SAID_OF.get(query):
        options.say(said)
        return
    options.say(f"No {what} matches “{short}”." if short else f"There is no {what} yet. {FILLED_BY}")


def write(text: str) -> None:
    """Write ``text`` to stdout as it is, sanitised once more."""
    sys.stdout.write(clean_text(text))


def json_text(value: object, *, indented: bool) -> str:
    """Return a value as JSON: ``indented``, or on one line; each of several (a list) on one of its own."""
    import msgspec  # lazy: rows have forms of their own

    if indented:
        return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"
    several = value if isinstance(value, list) else [value]
    return "".join(msgspec.json.encode(one).decode() + "\n" for one in several)


def write_json(value: object, *, indented: bool) -> None:
    """Write a value as JSON, as ``json_text`` has it."""
    write(json_text(value, indented=indented))


def refuse_fields(options: Options, what: str) -> None:
    """Raise ``UsageError`` where fields are asked for of ``what``, which is no list of rows."""
    if options.fields:
        raise UsageError(f"{what} has no fields to choose; take them from --json.")


def fields_are_asked(table: Table, options: Options) -> bool:
    """Print the fields of a table where `--fields help` asks for them, and return whether it does.

    Raises ``UsageError`` for a form or a field that its rows have not: what changes something asks before it does.
    """
    if options.fields == ("help",):
        write(table.help())
        return True
    if options.format not in (None, *ROW_FORMATS):
        raise UsageError(f"A list has no {options.format} form. Choose text, json, jsonl or tsv.")
    table.pick(options.fields)
    return False


def rows_are_asked(options: Options) -> bool:
    """Return whether a command that says what it did in a sentence is to print it as rows."""
    return options.format in ("json", "jsonl", "tsv") or bool(options.fields)


def print_row(row: Row, table: Table, options: Options, *, said: Sequence[str]) -> None:
    """Print the one row of a command that has one: as JSON an object, as TSV a line, else ``said`` on stderr."""
    from pullquote.cache.export.rows import as_object, as_tsv  # lazy: `show` prints no rows

    if options.format in ("json", "jsonl"):
        write_json(as_object(row, table, options.fields), indented=options.format == "json")
    elif options.format == "tsv" or options.fields:
        write(as_tsv(row, table, options.fields))
    else:
        for sentence in said:
            options.say(sentence)


def print_rows(
    rows: Iterable[Row], table: Table, options: Options, *, line: Callable[[Any], str], in_pipe: str = "tsv"
) -> int:
    """Print ``rows`` in the format asked for and return how many there were.

    ``line`` returns one row as text for a terminal, of one line or several. It cleans the parts of that text itself
    (``cell``, ``clean_text``), because cleaning the whole would remove the codes for bold.
    """
    from pullquote.cache.export.rows import as_json, as_jsonl, as_tsv  # lazy: `show` prints no rows

    if fields_are_asked(table, options):
        return 1
    wanted = options.format_for(in_pipe)
    if wanted == "json":
        listed = list(rows)
        write(as_json(listed, table, options.fields))
        return len(listed)
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        if wanted == "jsonl":
            write(as_jsonl(row, table, options.fields))
        elif wanted == "tsv" or options.fields:
            write(as_tsv(row, table, options.fields))
        else:
            sys.stdout.write(line(row) + "\n")
    return count


def cell(text: str, width: int) -> str:
    """Return ``text``, cleaned, in exactly ``width`` cells: padded, or cut with an ellipsis.

    Measured by wcwidth, as in ``export.text``: Rich's table is the app's, because Textual draws by it, and importing
    Rich is what these commands do without.
    """
    text = clean_line(text)
    if text.isascii():
        return (text if len(text) <= width else text[: max(0, width - 1)] + "…").ljust(width)
    import wcwidth  # lazy: 30 ms, and most cells are ASCII

    if wcwidth.width(text) > width:
        text = wcwidth.clip(text, 0, max(0, width - 1)).rstrip() + "…"
    return text + " " * max(0, width - wcwidth.width(text))


def name_cell(text: str, width: int, beside: str) -> str:
    """Return a name as ``cell`` does, narrower where the terminal has no room for it ``beside`` the rest of its row.

    A rest as long as a sentence, such as why a feed failed, wraps whatever the name does, and costs it nothing more.
    """
    return cell(text, min(width, max(LEAST_NAME, terminal_columns() - min(len(beside), _SENTENCE))))


def strong(text: str, options: Options, *, when: bool = True) -> str:
    """Return ``text`` in bold where stdout may carry it and ``when`` holds."""
    return f"\x1b[1m{text}\x1b[0m" if when and options.colored() else text


def age(when: datetime, now: datetime | None = None) -> str:
    """Return how long ago ``when`` was in at most four cells: ``5m``, ``3h``, ``2d``, ``7w``, ``3y``."""
    seconds = max(0, int(((now or datetime.now(UTC)) - when).total_seconds()))
    for size, unit in ((31_536_000, "y"), (604_800, "w"), (86_400, "d"), (3_600, "h")):
        if seconds >= size * (2 if unit == "w" else 1):
            return f"{seconds // size}{unit}"
    return f"{seconds // 60}m"
