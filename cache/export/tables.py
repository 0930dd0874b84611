"""Lists as columns: headlines, quotes, names, releases and feeds, for JSON, JSON Lines and TSV.

TSV begins with sfeed's nine fields in sfeed's order, so that its tools read our lists (sfeed(5)).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from pullquote.cache.core.article import ENTITY_TYPES
from pullquote.cache.core.calendar import Event, Statement
from pullquote.cache.core.clippings import Clipping
from pullquote.cache.core.counts import percent
from pullquote.cache.core.edition import EditionEntry
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.feed import Feed
from pullquote.cache.core.followed import Followed
from pullquote.cache.core.name_lists import ListedName
from pullquote.cache.core.results import EntityRow, Guarded, Headline, OwnTag, QuoteRow, SearchHit, StoryRow
from pullquote.cache.core.rules import Rule, RuleOutcome
from pullquote.cache.core.sanitize import clean_text


class Column(NamedTuple):
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


def _utc(when: datetime | None) -> str | None:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if when else None


def _own(when: datetime | None) -> str | None:
    return when.isoformat().replace("+00:00", "Z") if when else None


def _fields(*names: tuple[str, str]) -> tuple[Column, ...]:
    return tuple(Column(name, attrgetter(name), meaning) for name, meaning in names)


def _statement(said: Statement) -> dict[str, object]:
    return {
        "source": said.source or None,
        "date": said.date,
        "what": said.what,
        "stated": _own(said.stated),
        "article": said.article,
        "url": said.url,
    }


def _of_hit(column: Column) -> Column:
    return column._replace(value=lambda hit: column.value(hit.headline))


_HEADLINE = (
    Column("timestamp", lambda h: int(h.when.timestamp()), "Unix seconds, the time the list is sorted by"),
    Column("published", lambda h: _utc(h.when), "the same as RFC 3339, UTC"),
    Column("content", lambda _: "", "empty; `show` prints the article"),
    Column("content_type", lambda _: "plain", "the type of content, for sfeed"),
    Column("author", lambda h: ", ".join(h.byline), "who wrote it"),
    Column("byline", lambda h: h.byline, "who wrote it, one name each"),
    Column("enclosure", lambda h: h.picture, "address of the lead picture"),
    Column("category", lambda h: "|".join(h.keywords), "the outlet's keywords, parted by |"),
    Column("keywords", lambda h: h.keywords, "the outlet's keywords"),
    Column("tags", lambda h: h.tags, "your own tags"),
    Column("position", lambda h: percent(h.position) / 100, "how far it was read, 0 to 1"),
    *_fields(
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


def _outlets(said: QuoteRow) -> tuple[str, ...]:
    return (*filter(None, (said.outlet,)), *said.other_outlets)


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
EDITION = Table(
    (
        *_fields(
            ("article", "number of the article in the library"),
            ("title", "headline"),
            ("outlet", "name of the outlet"),
            ("minutes", "minutes to read"),
            ("section", "the heading it stands under"),
            ("why", "why it was chosen"),
        ),
        Column("others", lambda entry: entry.others, "the other outlets that have the same story"),
    ),
    ("article", "minutes", "outlet", "title", "section", "why"),
    ("article", "title", "outlet", "minutes", "section", "why", "others"),
)
SAYINGS = Table(
    (
        *_fields(
            ("text", "the words"),
            ("speaker", "who said them"),
            ("via", "the outlet they were said to"),
            ("kind", "pull, block or inline"),
            ("title", "headline of the article"),
            ("outlet", "name of the outlet"),
            ("url", "address of the article"),
            ("article", "number of the article"),
        ),
        Column("published", lambda s: _own(s.published), "when the article appeared, RFC 3339, if it says"),
        Column(
            "also",
            lambda s: [{"article": one.article, "outlet": one.outlet, "url": one.url} for one in s.also],
            "the other articles of the same story that have it",
        ),
        Column("outlets", _outlets, "every outlet of the story that has it"),
    ),
    ("text", "speaker", "via", "title", "outlet", "published", "url", "article", "kind"),
    ("text", "speaker", "via", "kind", "title", "outlet", "published", "url", "article", "also"),
)
CLIPPINGS = Table(
    (
        *_fields(
            ("id", "number of the entry in the quote book"),
            ("kind", "highlight, quotation, or article for a note to a whole article"),
            ("text", "the words that were marked"),
            ("note", "your note"),
            ("speaker", "who said them"),
            ("via", "the outlet they were said to"),
            ("title", "headline of the article"),
            ("outlet", "name of the outlet"),
            ("byline", "who wrote it, one name each"),
            ("article", "number of the article; none where it is gone"),
        ),
        Column("url", lambda c: c.address, "address of the article"),
        Column("published", lambda c: _own(c.published), "when the article appeared, RFC 3339, if it says"),
        Column("made", lambda c: _utc(c.made), "when you marked them, RFC 3339, UTC"),
        Column("changed", lambda c: _utc(c.changed), "when you changed the mark or its note, RFC 3339, UTC"),
        Column("before", lambda c: c.anchor.before, "the text before them"),
        Column("after", lambda c: c.anchor.after, "the text after them"),
    ),
    ("id", "kind", "text", "note", "speaker", "via", "title", "outlet", "published", "url", "article", "made"),
    (
        *("id", "kind", "text", "note", "speaker", "via", "title", "outlet", "byline", "published", "url", "article"),
        *("made", "changed"),
    ),
)
NAMES = Table(
    (
        *_fields(
            ("id", "number of the name"),
            ("name", "the name"),
            ("type", f"{', '.join(ENTITY_TYPES[:-1])} or {ENTITY_TYPES[-1]}"),
            ("articles", "articles about it"),
            ("mentions", "times it is named"),
            ("quotes", "quotations of it"),
            ("followed", "followed"),
            ("aka", "other forms of the name"),
        ),
        Column("last", lambda n: _utc(n.last), "the newest article about it, RFC 3339, UTC"),
        Column("seen", lambda n: n.seen.code if n.seen else None, "how far you have seen a show: s2e5, s2, all"),
    ),
    ("name", "type", "articles", "mentions", "quotes", "followed", "last", "id"),
    ("id", "name", "type", "aka", "articles", "mentions", "quotes", "followed", "last", "seen"),
)
SEEN = Table(
    (
        *_fields(("id", "number of the name"), ("name", "the show"), ("followed", "followed")),
        Column("seen", lambda n: n.seen.code if n.seen else None, "how far you have seen it: s2e5, s2, all"),
        Column("season", lambda n: n.seen.season if n.seen and not n.seen.is_all else None, "the season of that"),
        Column("episode", lambda n: n.seen.episode if n.seen else None, "its episode; none for a whole season"),
    ),
    ("name", "seen", "season", "episode", "followed", "id"),
    ("id", "name", "seen", "season", "episode", "followed"),
)
GUARDED = Table(
    (
        *_fields(
            ("id", "number of the name, if an article names it"), ("name", "what is guarded"), ("type", "what it is")
        ),
        Column("seen", lambda n: n.seen.code if n.seen else None, "how far you have seen it: s2e5, s2"),
        *_fields(("by", "why it is guarded: named, seen, setting"), ("articles", "articles with something veiled")),
    ),
    ("name", "type", "seen", "by", "articles", "id"),
    ("id", "name", "type", "seen", "by", "articles"),
)
LISTED_NAMES = Table(
    _fields(
        ("name", "the name"),
        ("type", "what it is"),
        ("aka", "other forms of the name"),
        ("source", "the list it came in"),
        ("years", "the years of its run, 2011-2019"),
        ("network", "its network"),
        ("language", "its language"),
        ("kind", "what kind of show it is"),
    ),
    ("name", "type", "aka", "source"),
    ("name", "type", "aka", "source"),
)
TAGS = Table(
    _fields(("name", "your tag"), ("articles", "articles with it"), ("unread", "articles with it that are not read")),
    ("name", "articles", "unread"),
    ("name", "articles", "unread"),
)
FOLLOWED = Table(
    _fields(
        ("title", "the name, or the title of the query"),
        ("type", "the type of the name, or query"),
        ("unread", "articles about it that are not read"),
        ("articles", "articles about it"),
        ("query", "what the query asks; empty for a name"),
        ("id", "number of the name; empty for a query"),
    ),
    ("title", "type", "unread", "articles", "query", "id"),
    ("title", "type", "query", "id", "articles", "unread"),
)
_RULE = _fields(("name", "its name"), ("query", "what it finds"), ("actions", "what it does, one action each"))
RULES = Table(_RULE, ("name", "query", "actions"), ("name", "query", "actions"))
OUTCOMES = Table(
    (
        *(column._replace(value=attrgetter(f"rule.{column.name}")) for column in _RULE),
        *_fields(("matched", "articles that answer its query"), ("changed", "articles of these that it changes")),
    ),
    ("name", "query", "actions", "matched", "changed"),
    ("name", "query", "actions", "matched", "changed"),
)
RELEASES = Table(
    (
        *_fields(
            ("date", "YYYY-MM-DD, YYYY-MM, YYYY-Q3, YYYY-season or YYYY"),
            ("title", "show, film or other work"),
            ("what", "season, episode, film, festival premiere, or a fact without a date: renewed, cancelled, delayed"),
            ("precision", "day, month, quarter, season or year"),
            ("state", "cancelled, or delayed without a new date; renewed for a fact"),
            ("sources", "who states this date, the newest first"),
        ),
        Column("text", lambda e: e.telling.text, "the words that state it"),
        Column("article", lambda e: e.telling.article, "number of the article; none where only a catalogue says so"),
        Column("url", lambda e: e.telling.url, "address of the article, or of the catalogue's page"),
        Column("stated", lambda e: _own(e.telling.stated), "when the article appeared, RFC 3339, if it says"),
        Column("was", lambda e: e.was.date if e.was else None, "the date before it moved"),
        Column("moved", lambda e: _own(e.mover.stated) if e.mover else None, "when the new date was stated, RFC 3339"),
        Column("mover", lambda e: e.mover.source if e.mover else None, "who first stated the new date"),
        Column(
            "differs", lambda e: tuple(f"{s.source} {s.date}" for s in e.differing), "who says another date, and which"
        ),
        Column("episode", lambda e: e.episode or None, "title of the episode"),
        Column("followed", lambda e: e.work.followed, "a work you follow"),
        Column("statements", lambda e: tuple(map(_statement, e.said)), "all that is said of it, the newest first"),
    ),
    ("date", "title", "what", "precision", "article", "text", "state", "was", "moved", "sources", "differs"),
    (
        *("title", "what", "date", "precision", "text", "article", "stated", "url", "state", "sources"),
        *("was", "moved", "mover", "differs", "episode", "followed", "statements"),
    ),
)
FEEDS = Table(
    (
        *_fields(
            ("id", "number of the feed"),
            ("title", "its title"),
            ("url", "its address"),
            ("site", "address of its site"),
            ("folder", "the folder it is in"),
            ("entries", "articles kept"),
            ("unread", "articles not read"),
            ("failures", "failed checks in a row"),
            ("suspended", "not asked again by itself"),
            ("error", "why the last check failed"),
            ("interval", "minutes between checks, its own"),
            ("full_text", "full pages are fetched"),
            ("user_agent", "what we call ourselves to its server, its own"),
            ("keep_days", "days a read article stays, its own"),
            ("pictures", "pictures are fetched and shown, its own"),
            ("order", "order of its list, its own"),
            ("mute", "query of what is left out of its list"),
        ),
        Column("checked", lambda f: _utc(f.checked), "last check, RFC 3339, UTC"),
        Column("next_check", lambda f: _utc(f.next_check), "next check, RFC 3339, UTC"),
    ),
    ("id", "title", "url", "folder", "entries", "unread", "checked", "next_check", "error"),
    (
        "id",
        "title",
        "url",
        "site",
        "folder",
        "entries",
        "unread",
        "checked",
        "next_check",
        "failures",
        "suspended",
        "error",
        "interval",
        "full_text",
        "user_agent",
        "keep_days",
        "pictures",
        "order",
        "mute",
    ),
)

Row = (
    Headline | SearchHit | StoryRow | QuoteRow | Clipping | EntityRow | EditionEntry | Event | Feed | Followed | Guarded
    | ListedName | OwnTag | Rule | RuleOutcome
)  # fmt: skip


def as_json(rows: Iterable[Row], table: Table, fields: Sequence[str] = ()) -> str:
    """Return the rows as one JSON array, indented by two, with a line feed at the end."""
    columns = table.pick(fields or table.json)
    objects = [{column.name: column.value(row) for column in columns} for row in rows]
    return msgspec.json.format(msgspec.json.encode(objects), indent=2).decode() + "\n"


def as_jsonl(row: Row, table: Table, fields: Sequence[str] = ()) -> str:
    """Return one row as a line of JSON, with a line feed at the end."""
    return msgspec.json.encode({c.name: c.value(row) for c in table.pick(fields or table.json)}).decode() + "\n"


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
