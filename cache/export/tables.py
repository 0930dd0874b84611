"""Lists as columns: editions, quotes, names, releases, feeds and others; those of articles are in ``rows``."""

from __future__ import annotations

from datetime import datetime
from operator import attrgetter

from msgspec.structs import replace

from pullquote.cache.core.article import ENTITY_TYPES
from pullquote.cache.core.calendar import Statement
from pullquote.cache.core.counts import listed
from pullquote.cache.core.results import QuoteRow
from pullquote.cache.export.rows import Column, Table, fields, utc


def _own(when: datetime | None) -> str | None:
    return when.isoformat().replace("+00:00", "Z") if when else None


def _statement(said: Statement) -> dict[str, object]:
    return {
        "source": said.source or None,
        "date": said.date,
        "what": said.what,
        "stated": _own(said.stated),
        "article": said.article,
        "url": said.url,
    }


def _outlets(said: QuoteRow) -> tuple[str, ...]:
    return (*filter(None, (said.outlet,)), *said.other_outlets)


EDITION = Table(
    (
        *fields(
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
        *fields(
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
        *fields(
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
        Column("made", lambda c: utc(c.made), "when you marked them, RFC 3339, UTC"),
        Column("changed", lambda c: utc(c.changed), "when you changed the mark or its note, RFC 3339, UTC"),
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
        *fields(
            ("id", "number of the name"),
            ("name", "the name"),
            ("type", listed(ENTITY_TYPES, "or")),
            ("articles", "articles about it"),
            ("mentions", "times it is named"),
            ("quotes", "quotations of it"),
            ("followed", "followed"),
            ("aka", "other forms of the name"),
        ),
        Column("last", lambda n: utc(n.last), "the newest article about it, RFC 3339, UTC"),
        Column("seen", lambda n: n.seen.code if n.seen else None, "how far you have seen a show: s2e5, s2, all"),
    ),
    ("name", "type", "articles", "mentions", "quotes", "followed", "last", "id"),
    ("id", "name", "type", "aka", "articles", "mentions", "quotes", "followed", "last", "seen"),
)
SEEN = Table(
    (
        *fields(("id", "number of the name"), ("name", "the show"), ("followed", "followed")),
        Column("seen", lambda n: n.seen.code if n.seen else None, "how far you have seen it: s2e5, s2, all"),
        Column("season", lambda n: n.seen.season if n.seen and not n.seen.is_all else None, "the season of that"),
        Column("episode", lambda n: n.seen.episode if n.seen else None, "its episode; none for a whole season"),
    ),
    ("name", "seen", "season", "episode", "followed", "id"),
    ("id", "name", "seen", "season", "episode", "followed"),
)
GUARDED = Table(
    (
        *fields(
            ("id", "number of the name, if an article names it"), ("name", "what is guarded"), ("type", "what it is")
        ),
        Column("seen", lambda n: n.seen.code if n.seen else None, "how far you have seen it: s2e5, s2"),
        *fields(("by", "why it is guarded: named, seen, setting"), ("articles", "articles with something veiled")),
    ),
    ("name", "type", "seen", "by", "articles", "id"),
    ("id", "name", "type", "seen", "by", "articles"),
)
LISTED_NAMES = Table(
    fields(
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
    fields(("name", "your tag"), ("articles", "articles with it"), ("unread", "articles with it that are not read")),
    ("name", "articles", "unread"),
    ("name", "articles", "unread"),
)
FOLLOWED = Table(
    fields(
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
_RULE = fields(("name", "its name"), ("query", "what it finds"), ("actions", "what it does, one action each"))
RULES = Table(_RULE, ("name", "query", "actions"), ("name", "query", "actions"))
OUTCOMES = Table(
    (
        *(replace(column, value=attrgetter(f"rule.{column.name}")) for column in _RULE),
        *fields(("matched", "articles that answer its query"), ("changed", "articles of these that it changes")),
    ),
    ("name", "query", "actions", "matched", "changed"),
    ("name", "query", "actions", "matched", "changed"),
)
RELEASES = Table(
    (
        *fields(
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
        *fields(
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
        Column("checked", lambda f: utc(f.checked), "last check, RFC 3339, UTC"),
        Column("next_check", lambda f: utc(f.next_check), "next check, RFC 3339, UTC"),
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
PATHS = Table(
    (
        Column("name", attrgetter("name"), "library, pictures or config"),
        Column("path", attrgetter("value"), "where it is"),
    ),
    ("name", "path"),
    ("name", "path"),
)
SENTENCES = Table(
    (Column("sentence", attrgetter("name"), "what was found or done"),),
    ("sentence",),
    ("sentence",),
)
PRUNED = Table(
    (
        *fields(
            ("articles", "articles removed, or that would be"),
            ("kept", "older ones that stay: starred, noted, about what you follow"),
            ("for_good", "articles you removed long ago that undo brings back no more"),
        ),
        Column("before", lambda p: utc(p.before), "the time before which articles go, RFC 3339, UTC; none for never"),
    ),
    ("articles", "kept", "for_good", "before"),
    ("articles", "kept", "for_good", "before"),
)
KEYS = Table(
    (
        Column("action", attrgetter("name"), "id of the action, or macro"),
        Column("keys", attrgetter("value"), "its keys; those of a sequence are parted by blanks"),
        Column("meaning", attrgetter("meaning"), "what it does; the steps of a macro"),
    ),
    ("action", "keys", "meaning"),
    ("action", "keys", "meaning"),
)
NAME_LISTS = Table(
    (Column("source", attrgetter("name"), "name of the file it came from"),),
    ("source",),
    ("source",),
)
SETTINGS = Table(
    fields(
        ("name", "the key, as in config.toml"),
        ("value", "its value; empty where none is set"),
        ("default", "its value where the file says nothing"),
        ("takes", "what it may be"),
        ("meaning", "what it means"),
    ),
    ("name", "value", "default", "takes", "meaning"),
    ("name", "value", "default", "takes", "meaning"),
)
