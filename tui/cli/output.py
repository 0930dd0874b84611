"""Prints to stdout: rows as JSON, JSON Lines, TSV or aligned text, and whole texts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.sanitize import clean_line, clean_text
from pullquote.cache.export import ROW_FORMATS
from pullquote.tui.cli.options import Options

if TYPE_CHECKING:
    from pullquote.cache.export.rows import Row, Table

PARTLY = 3
"""Exit code when some feeds, articles or sources failed and the others did not."""
NOTHING_MATCHED = 5
"""Exit code when nothing matched and ``--exit-code`` was given."""


def status_of(count: int | None, wanted: bool) -> int:
    """Return the exit code of a command that found ``count`` rows; ``wanted`` says that ``--exit-code`` was given."""
    return NOTHING_MATCHED if wanted and count == 0 else 0


def say_nothing(options: Options, what: str, query: str = "") -> None:
    """Print on stderr that no ``what`` answers a query, so that an empty answer is none of a mistake."""
    short = clean_line(query, 120)
    options.say(f"No {what} matches “{short}”." if short else f"There is no {what} yet.")


def write(text: str) -> None:
    """Write ``text`` to stdout as it is, sanitised once more."""
    sys.stdout.write(clean_text(text))


def write_json(value: object, *, indented: bool) -> None:
    """Write a value as JSON: ``indented``, or on one line; each of several (a list) on one of its own."""
    import msgspec  # lazy: rows have forms of their own

    if indented:
        write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")
        return
    for one in value if isinstance(value, list) else [value]:
        write(msgspec.json.encode(one).decode() + "\n")


def print_rows(
    rows: Iterable[Row], table: Table, options: Options, *, line: Callable[[Any], str], in_pipe: str = "tsv"
) -> int:
    """Print ``rows`` in the format asked for and return how many there were.

    ``line`` returns one row as text for a terminal, of one line or several. It cleans the parts of that text itself
    (``cell``, ``clean_text``), because cleaning the whole would remove the codes for bold.
    """
    from pullquote.cache.export.rows import as_json, as_jsonl, as_tsv  # lazy: `show` prints no rows

    if options.fields == ("help",):
        write(table.help())
        return 1
    wanted = options.format_for(in_pipe)
    if wanted not in ROW_FORMATS:
        raise UsageError(f"A list has no {wanted} form. Choose text, json, jsonl or tsv.")
    table.pick(options.fields)
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
