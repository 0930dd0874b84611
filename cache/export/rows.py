"""Rows as columns for JSON, JSON Lines and TSV, and the columns of articles: in lists, as hits and as stories.

``tables`` has those of everything else, and would cost ``list`` the import of all nouns. TSV begins with sfeed's nine
fields in sfeed's order, so that its tools read our lists (sfeed(5)).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from pullquote.cache.core.counts import percent
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.results import Headline
from pullquote.cache.core.sanitize import clean_text

if TYPE_CHECKING:
    from pullquote.cache.core.calendar import Event
    from pullquote.cache.core.clippings import Clipping
    from pullquote.cache.core.edition import EditionEntry
    from pullquote.cache.core.feed import Feed, Pruned
    from pullquote.cache.core.following.followed import Followed
    from pullquote.cache.core.names.lists import ListedName
    from pullquote.cache.core.results import EntityRow, Guarded, OwnTag, QuoteRow, SearchHit, StoryRow
    from pullquote.cache.core.rules import Rule, RuleOutcome
    from pullquote.cache.core.settings import Key


class TextRow(Struct, frozen=True):
    """A row that is words alone: a path, a list of names, an action of the app."""

    name: str
    value: str | tuple[str, ...] = ""
    meaning: str = ""


if TYPE_CHECKING:
    Row = (
        Headline | SearchHit | StoryRow | QuoteRow | Clipping | EntityRow | EditionEntry | Event | Feed | Followed
        | Guarded | Key | ListedName | OwnTag | Pruned | Rule | RuleOutcome | TextRow
    )  # fmt: skip


class Column(Struct, frozen=True):
    """One field of a row: its name, how to read it, and what it means."""

    name: str
    value: Callable[[Any], Any]
    meaning: str


class Table(Struct, frozen=True, dict=True):
    """The columns of one kind of row; ``tsv`` and ``json`` name the ones given unasked, in order."""

    columns: tuple[Column, ...]
    tsv: tuple[str, ...]
    json: tuple[str, ...]

    @cached_property
    def _known(self) -> dict[str, Column]:
        """The columns by name: every row that is printed picks its own."""
        return {column.name: column for column in self.columns}

    def pick(self, fields: Sequence[str]) -> list[Column]:
        """Return the columns named by ``fields``, in that order.

        Raises ``UsageError``, which lists the valid names.
        """
        known = self._known
        wrong = [field for field in fields if field not in known]
        if wrong:
            raise UsageError(f"There is no field {', '.join(wrong)}. The fields are: {', '.join(known)}.")
        return [known[field] for field in fields]

    def help(self) -> str:
        """Return the list of fields, one a line: name, tab, meaning."""
        return "".join(f"{column.name}\t{column.meaning}\n" for column in self.columns)


def utc(when: datetime | None) -> str | None:
    """Return a time as RFC 3339, in UTC."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if when else None


def fields(*names: tuple[str, str]) -> tuple[Column, ...]:
    """Return columns that are attributes of a row: the name of each, and what it means."""
    return tuple(Column(name, attrgetter(name), meaning) for name, meaning in names)


def _of_hit(column: Column) -> Column:
    return msgspec.structs.replace(column, value=lambda hit: column.value(hit.headline))


_HEADLINE = (
    Column("timestamp", lambda h: int(h.when.timestamp()), "Unix seconds, the time the list is sorted by"),
    Column("published", lambda h: utc(h.when), "the same as RFC 3339, UTC"),
    Column("content", lambda _: "", "empty; `show` prints the article"),
    Column("content_type", lambda _: "plain", "the type of content, for sfeed"),
    Column("author", lambda h: ", ".join(h.byline), "who wrote it"),
    Column("byline", lambda h: h.byline, "who wrote it, one name each"),
    Column("enclosure", lambda h: h.picture, "address of the lead picture"),
    Column("category", lambda h: "|".join(h.keywords), "the outlet's keywords, parted by |"),
    Column("keywords", lambda h: h.keywords, "the outlet's keywords"),
    Column("tags", lambda h: h.tags, "your own tags"),
    Column("position", lambda h: percent(h.position) / 100, "how far it was read, 0 to 1"),
    *fields(
        ("id", "number of the article in the library"),
        ("title", "headline"),
        ("url", "address"),
        ("outlet", "name of the outlet"),
        ("minutes", "minutes to read"),
        ("words", "words in the body"),
        ("read", "already read"),
        ("starred", "starred"),
        ("queued", "on the reading list"),
        ("marked", "in your quote book, with a passage, a quote or a note"),
        ("muted", "left out of lists by a rule"),
        ("complete", "the full text is here"),
        ("quotes", "quotations in it"),
        ("names", "the two works or people that matter most"),
        ("feed", "number of its feed"),
        ("sample", "belongs to the sample edition"),
        ("story", "number of its story: articles with the same one are the same news; none where it stands alone"),
        ("others", "other articles of its story"),
        ("veiled", "the title is softened, because the headline would spoil something"),
    ),
)


def _other(headline: Headline) -> dict[str, Any]:
    """Return an article of a story as JSON has it below the first."""
    picked = ("id", "title", "outlet", "url", "published", "read")
    return {column.name: column.value(headline) for column in _HEADLINE if column.name in picked}


_SFEED = ("timestamp", "title", "url", "content", "content_type", "id", "author", "enclosure", "category")
HEADLINES = Table(
    _HEADLINE,
    (*_SFEED, "outlet", "read", "starred", "minutes", "names", "queued", "tags"),
    (
        *("id", "url", "outlet", "title", "byline", "published", "words", "minutes"),
        *("read", "position", "starred", "queued", "complete", "quotes", "names", "tags", "keywords", "feed", "story"),
    ),
)
DONE = Table(HEADLINES.columns, ("id", "title"), HEADLINES.json)
"""Articles that something is done with."""
HITS = Table(
    (
        *(_of_hit(column) for column in _HEADLINE),
        Column("snippet", lambda hit: hit.snippet, "where the words were found"),
    ),
    (*HEADLINES.tsv, "snippet"),
    (*HEADLINES.json, "snippet"),
)
STORIES = Table(
    (
        *(_of_hit(column) for column in _HEADLINE),
        Column("also", lambda row: [_other(headline) for headline in row.others], "the other articles of its story"),
    ),
    (*HEADLINES.tsv, "story", "others"),
    (*HEADLINES.json, "others", "also"),
)


def as_json(rows: Iterable[Row], table: Table, fields: Sequence[str] = ()) -> str:
    """Return the rows as one JSON array, indented by two, with a line feed at the end."""
    objects = [as_object(row, table, fields) for row in rows]
    return msgspec.json.format(msgspec.json.encode(objects), indent=2).decode() + "\n"


def as_jsonl(row: Row, table: Table, fields: Sequence[str] = ()) -> str:
    """Return one row as a line of JSON, with a line feed at the end."""
    return msgspec.json.encode(as_object(row, table, fields)).decode() + "\n"


def as_object(row: Row, table: Table, fields: Sequence[str] = ()) -> dict[str, Any]:
    """Return one row as the object that JSON has of it."""
    return {column.name: column.value(row) for column in table.pick(fields or table.json)}


def as_tsv(row: Row, table: Table, fields: Sequence[str] = ()) -> str:
    """Return one row as one line of tab-separated fields; tab, line feed and backslash are escaped as sfeed does."""
    return "\t".join(_cell(column.value(row)) for column in table.pick(fields or table.tsv)) + "\n"


def _cell(value: Any) -> str:
    if isinstance(value, str):
        text = value
    elif value is None:
        return ""
    elif isinstance(value, bool):
        return "1" if value else "0"
    else:
        text = "|".join(map(str, value)) if isinstance(value, tuple) else str(value)
    if text.isascii() and text.isprintable() and "\\" not in text:
        return text  # fast path: most cells need no cleaning or escaping
    return clean_text(text).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
