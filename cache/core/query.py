"""The query language: what a user types, as a tree.

Words, ``"a phrase"``, ``word*`` (three letters or more), ``field:value``, ``field:"a value"``, ``-`` before any of
them for "not", ``OR`` between two; everything else is AND. OR binds closer than AND, as in a web search:
``a OR b c`` is ``(a OR b) c``.

What is a field is seen by its form alone: letters (A to Z), a colon, and right behind it a value that begins with no
slash or backslash. It must then be a field of the language with a value that field knows, else ``QueryError`` says
what is meant by it. Everything else is words: ``word: word`` as in a headline, ``10:30``, ``https://site.example``,
and whatever stands in quotation marks. Only that, and a query without end, is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from msgspec import Struct

from pullquote.cache.core.article import ENTITY_TYPES, SCREEN_TYPES, SPEAKER_TYPES, WORK_TYPES, EntityType, with_article
from pullquote.cache.core.errors import QueryError
from pullquote.cache.core.nearest import nearest
from pullquote.cache.core.sanitize import clean_line

LENGTH = 4_000
SHORTEST_BEGINNING = 3
"""Letters that ``word*`` needs: all words that begin with two would take a second at 100,000 articles."""
TERMS = 256
"""Most words and fields of a query: a section, a filter and what is muted together."""


class QueryField(Struct, frozen=True, kw_only=True):
    """A field of the language: what may stand after its colon, and what it finds.

    ``takes`` is one of a few words (``choices``, each with what it means), a name of an entity (of one of ``types``,
    of any where there are none), a name of something else, or a time. ``examples`` are values as a user writes them.
    ``of_quotes`` is a field that only a list of quotes knows.
    """

    name: str
    takes: Literal["choice", "entity", "name", "time"]
    meaning: str
    choices: dict[str, str] = {}
    types: tuple[EntityType, ...] = ()
    examples: tuple[str, ...] = ("NAME",)
    of_quotes: bool = False

    @property
    def written(self) -> tuple[str, ...]:
        """The field with each value a user may write, or with examples: ``is:unread``, ``show:NAME``, ``since:7d``."""
        return tuple(f"{self.name}:{value}" for value in self.choices or self.examples)


FIELDS: dict[str, QueryField] = {
    field.name: field
    for field in (
        QueryField(
            name="is",
            takes="choice",
            meaning="articles in a state",
            choices={
                "unread": "not read yet",
                "read": "read",
                "starred": "starred",
                "tagged": "with a tag of yours",
                "later": "on your reading list",
                "muted": "muted by a rule",
                "followed": "about names and queries you follow",
                "sample": "of the sample edition",
                "changed": "with another text than when it came",
            },
        ),
        QueryField(
            name="has",
            takes="choice",
            meaning="articles with something in them",
            choices={
                "quote": "somebody is quoted",
                "release": "a release date is stated",
                "picture": "there is a lead picture",
                "highlight": "a passage is highlighted, or a quotation kept, in your quote book",
                "note": "there is a note of yours",
            },
        ),
        QueryField(name="work", takes="entity", meaning="articles about a work of any kind", types=WORK_TYPES),
        QueryField(name="show", takes="entity", meaning="articles about a show or film", types=SCREEN_TYPES),
        *(
            QueryField(name=kind, takes="entity", meaning=f"articles about {with_article(kind)}", types=(kind,))
            for kind in ENTITY_TYPES
            if kind != "show"
        ),
        QueryField(name="name", takes="entity", meaning="articles about any name"),
        QueryField(name="by", takes="entity", meaning="quotes by a person", types=SPEAKER_TYPES, of_quotes=True),
        QueryField(name="about", takes="entity", meaning="quotes about a work, person or other name", of_quotes=True),
        QueryField(name="outlet", takes="name", meaning="from an outlet"),
        QueryField(name="feed", takes="name", meaning="from a feed"),
        QueryField(name="folder", takes="name", meaning="from the feeds of a folder"),
        QueryField(name="tag", takes="name", meaning="with a tag of yours"),
        QueryField(name="keyword", takes="name", meaning="with a keyword of the outlet"),
        QueryField(name="since", takes="time", meaning="from a time on", examples=("7d", "2024-01", "today")),
        QueryField(name="before", takes="time", meaning="from before a time", examples=("2024-01-31",)),
    )
}
"""Every field by its name, in the order in which they are offered. Help, completion and parser read this table."""

_TERM = re.compile(
    r'(?P<no>-(?=[^\s-]))?(?:(?P<field>[A-Za-z]+):(?=[^\s/\\]))?(?:"(?P<phrase>[^"]*)(?:"|$)(?P<star>\*(?!\S))?|(?P<word>\S+))'
)
_AGO = r"(\d{1,4})\s*(h|d|w|m|y)[a-z]*"
_DAY = r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?"
_SHOWN = 60
"""Most characters of what was typed that a complaint repeats."""
_HOURS = {"h": 1, "d": 24, "w": 7 * 24, "m": 30 * 24, "y": 365 * 24}


class Words(Struct, frozen=True):
    """A word or a phrase; ``prefix`` for ``word*``."""

    text: str
    prefix: bool = False
    phrase: bool = False


class Field(Struct, frozen=True):
    """``name:value``, the name one of the language's, the value as typed."""

    name: str
    value: str


class Time(Struct, frozen=True):
    """``since:`` or ``before:`` a time; ``typed`` is what stood there."""

    name: str
    when: datetime
    typed: str


class Not(Struct, frozen=True):
    """Everything but what ``node`` matches."""

    node: Node


class All(Struct, frozen=True):
    """What every one of ``nodes`` matches; everything if there is none."""

    nodes: tuple[Node, ...]


class Any(Struct, frozen=True):
    """What at least one of ``nodes`` matches."""

    nodes: tuple[Node, ...]


Node = Words | Field | Time | Not | All | Any


def parse(text: str, *, now: datetime | None = None) -> All:
    """Read a query. ``now`` is what ``since:7d`` counts from. Raises ``QueryError``."""
    now = now or datetime.now(UTC)
    groups: list[list[Node]] = []
    joining = False
    for match in _terms(text):
        if match[0] == "OR" and groups and not joining:
            joining = True
            continue
        node = _node(match, now)
        if joining:
            groups[-1].append(node)
        else:
            groups.append([node])
        joining = False
    if joining:
        groups.append([Words("OR")])
    return All(tuple(group[0] if len(group) == 1 else Any(tuple(group)) for group in groups))


def words_of(node: Node) -> tuple[Words, ...]:
    """Return the words and phrases that a query looks for in texts; what is to be left out is none of them."""
    match node:
        case Words():
            return (node,)
        case Any(nodes) | All(nodes):
            return tuple(part for inner in nodes for part in words_of(inner))
        case _:
            return ()


def pattern_of(words: Sequence[Words]) -> re.Pattern[str] | None:
    """Return what finds words in a text: whole ones without regard to case, beginnings for ``word*``."""
    split = [(found, node.prefix) for node in words if (found := re.findall(r"\w+", node.text))]
    pieces = [r"\W+".join(map(re.escape, found)) + ("" if prefix else r"\b") for found, prefix in split]
    return re.compile(rf"\b(?:{'|'.join(pieces)})", re.IGNORECASE) if pieces else None


def is_bare(text: str) -> bool:
    """Return whether a query is words alone, which may be meant as a name or a headline. Raises ``QueryError``."""
    return all(isinstance(node, Words) and not (node.phrase or node.prefix) for node in parse(text).nodes)


def complaint(text: str) -> str:
    """Return the sentence that says what in a query cannot be read; empty for a good one."""
    try:
        parse(text)
    except QueryError as error:
        return str(error)
    return ""


def both(*queries: str) -> str:
    """Return the query for what all of ``queries`` ask for, however each begins and ends."""
    return " ".join(filter(None, map(_whole, queries)))


def _whole(query: str) -> str:
    """Return a query beside which another can stand: no open quotation mark in it, and no ``OR`` at its ends."""
    words = split(query)
    if words and words[0] == "OR":
        words[0] = '"OR"'
    joining = False
    for word in words:
        joining = word == "OR" and not joining
    if joining:
        words[-1] = '"OR"'
    return " ".join(words)


def split(query: str) -> list[str]:
    """Return the words, phrases and fields of a query as they are written; a mark that was left open is closed."""
    return [
        match[0] + '"' if match["phrase"] is not None and match[0].count('"') == 1 else match[0]
        for match in _TERM.finditer(clean_line(query, None))
    ]


def split_off(query: str, field: str) -> tuple[str, str | None]:
    """Return a query without the terms of ``field``, one of those of quotes, and the name of the last of them."""
    words, start = split(query), f"{field}:"
    names = [word[len(start) :].strip('"') for word in words if word.casefold().startswith(start)]
    rest = " ".join(word for word in words if not word.casefold().startswith(start))
    return rest, (names[-1] or None) if names else None


def counts_from_now(text: str) -> bool:
    """Return whether what a query finds changes with the time alone; what is followed may, as queries are."""
    if "followed" in text:
        return True
    try:
        return parse(text, now=datetime(2001, 1, 1, tzinfo=UTC)) != parse(text, now=datetime(2002, 2, 2, tzinfo=UTC))
    except QueryError:
        return True


def _terms(text: str) -> Iterator[re.Match[str]]:
    """Return the terms of a query. Raises ``QueryError`` where it is beyond all bounds."""
    line = clean_line(text, None)
    if len(line) > LENGTH:
        raise QueryError(f"The query has more than {LENGTH:,} characters; search for fewer words.")
    for number, match in enumerate(_TERM.finditer(line)):
        if number >= TERMS:
            raise QueryError(f"The query has more than {TERMS} words; search for fewer.")
        yield match


def _node(match: re.Match[str], now: datetime) -> Node:
    phrase = match["phrase"]
    value = phrase if phrase is not None else match["word"]
    if match["field"]:
        node = _field(match["field"], value, now)
    elif phrase is not None:
        node = Words(phrase, prefix=match["star"] is not None and len(phrase) >= SHORTEST_BEGINNING, phrase=True)
    elif len(value) > 1 and value.endswith("*"):
        word = value.rstrip("*")
        node = Words(word or value, prefix=len(word) >= SHORTEST_BEGINNING)
    else:
        node = Words(value)
    return Not(node) if match["no"] else node


def _field(name: str, value: str, now: datetime) -> Node:
    """Read ``name:value``. Raises ``QueryError`` where it is not of the language."""
    field = FIELDS.get(name.lower())
    if field is None or field.of_quotes:
        raise _no_field(name, value)
    word = value.lower().strip()
    match field.takes:
        case "choice":
            choice = word.removesuffix("s") if field.name == "has" else word
            if choice in field.choices:
                return Field(field.name, choice)
        case "time":
            if (when := _time(word, now)) is not None:
                return Time(field.name, when, value)
        case _:
            if word:
                return Field(field.name, value.strip())
    raise _no_value(field, word, f"{name}:{value}")


def _no_field(name: str, value: str) -> QueryError:
    """Return what to say of a field there is none of."""
    short = _marked(clean_line(value, _SHOWN))
    known = FIELDS.get(name.lower())
    if known is not None:  # one of quotes
        instead, said = "person:" if known.name == "by" else "name:", f"Only lists of quotes know {name}:"
    elif meant := nearest(name.lower(), [field.name for field in FIELDS.values() if not field.of_quotes]):
        instead, said = f"{meant}:", f"There is no field {name}:"
    else:
        quoted = '"' + f"{name}:{short}".replace('"', "") + '"'
        return QueryError(
            f"There is no field {name}:. To search for these words, put them in quotation marks: {quoted}.", f"{name}:"
        )
    return QueryError(f"{said}, did you mean {instead}{short}?", f"{name}:", instead)


def _no_value(field: QueryField, word: str, term: str) -> QueryError:
    """Return what to say of a value that a field does not know."""
    typed = f"{field.name}:{_marked(clean_line(word, _SHOWN))}"
    if meant := nearest(word, field.choices):
        instead = f"{field.name}:{meant}"
        return QueryError(f"There is no {typed}, did you mean {instead}?", term, instead)
    *others, last = field.written
    written = f"{', '.join(others)} or {last}" if others else last
    if field.takes == "time":
        return QueryError(f"{typed} is not a time; write for example {written}.", term)
    return QueryError(f"There is no {typed}; write {written}.", term)


def _marked(value: str) -> str:
    return f'"{value}"' if " " in value or not value else value


def _time(word: str, now: datetime) -> datetime | None:
    """Read ``7d``, ``12h``, ``2w``, ``3m``, ``1y``, ``today``, ``yesterday``, ``2024``, ``2024-01``, ``2024-01-31``."""
    today = now.astimezone().date()
    if word == "today":
        return _midnight(today)
    if word == "yesterday":
        return _midnight(today - timedelta(days=1))
    try:
        if ago := re.fullmatch(_AGO, word):
            return (now - timedelta(hours=int(ago[1]) * _HOURS[ago[2]])).astimezone()
        if day := re.fullmatch(_DAY, word):
            return _midnight(date(int(day[1]), int(day[2] or 1), int(day[3] or 1)))
    except (ValueError, OverflowError, OSError):
        return None
    return None


def _midnight(day: date) -> datetime:
    """Return when a day begins where the reader is, as the day headings of the list have it."""
    begins = datetime.combine(day, time.min)
    try:
        return begins.astimezone()
    except (ValueError, OverflowError, OSError):  # at the ends of the calendar
        return begins.replace(tzinfo=UTC)
