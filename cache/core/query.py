"""The query language: what a user types, as a tree. Nothing typed is an error.

Words, ``"a phrase"``, ``word*`` (three letters or more), ``field:value``, ``field:"a value"``, ``-`` before any of
them for "not", ``OR`` between two; everything else is AND. OR binds closer than AND, as in a web search:
``a OR b c`` is ``(a OR b) c``. What looks like a field but is none, or has a value the field does not know, is
read as words.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Literal

from msgspec import Struct

from pullquote.cache.core.article import ENTITY_TYPES, SCREEN_TYPES, SPEAKER_TYPES, WORK_TYPES, EntityType, with_article
from pullquote.cache.core.sanitize import clean_line

LENGTH = 1_000
SHORTEST_BEGINNING = 3
"""Letters that ``word*`` needs: all words that begin with two would take a second at 100,000 articles."""
TERMS = 64


class QueryField(Struct, frozen=True, kw_only=True):
    """A field of the language: what may stand after its colon, and what it finds.

    ``takes`` is one of a few words (``choices``, each with what it means), a name of an entity (of one of ``types``,
    of any where there are none), a name of something else, or a time. ``examples`` are values as a user writes them.
    ``of_quotes`` is a field that only a list of quotes knows; ``parse`` reads it as words.
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
                "followed": "about names you follow",
                "sample": "of the sample edition",
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
    r'(?P<no>-(?=[\w"]))?(?:(?P<field>[A-Za-z]+):(?=[^\s]))?(?:"(?P<phrase>[^"]*)(?:"|$)(?P<star>\*(?!\S))?|(?P<word>\S+))'
)
_AGO = r"(\d{1,4})\s*(h|d|w|m|y)[a-z]*"
_DAY = r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?"
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
    """``since:`` or ``before:`` a time, UTC; ``typed`` is what stood there."""

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
    """Read a query. ``now`` is what ``since:7d`` counts from. Never raises."""
    now = now or datetime.now(UTC)
    groups: list[list[Node]] = []
    joining = False
    for number, match in enumerate(_TERM.finditer(clean_line(text, LENGTH))):
        if number >= TERMS:
            break
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


def _node(match: re.Match[str], now: datetime) -> Node:
    phrase = match["phrase"]
    value = phrase if phrase is not None else match["word"]
    node: Node | None = _field(match["field"].lower(), value, now) if match["field"] else None
    if node is None:
        if match["field"]:
            node = Words(f"{match['field']}:{value}", phrase=phrase is not None)
        elif phrase is not None:
            node = Words(phrase, prefix=match["star"] is not None and len(phrase) >= SHORTEST_BEGINNING, phrase=True)
        elif len(value) > 1 and value.endswith("*"):
            word = value.rstrip("*")
            node = Words(word or value, prefix=len(word) >= SHORTEST_BEGINNING)
        else:
            node = Words(value)
    return Not(node) if match["no"] else node


def _field(name: str, value: str, now: datetime) -> Node | None:
    """Read ``name:value``, or ``None`` where it is not of the language."""
    field = FIELDS.get(name)
    if field is None or field.of_quotes:
        return None
    word = value.lower().strip()
    match field.takes:
        case "choice":
            word = word.removesuffix("s") if name == "has" else word
            return Field(name, word) if word in field.choices else None
        case "time":
            when = _time(word, now)
            return Time(name, when, value) if when is not None else None
        case _:
            return Field(name, value.strip()) if word else None


def _time(word: str, now: datetime) -> datetime | None:
    """Read ``7d``, ``12h``, ``2w``, ``3m``, ``1y``, ``today``, ``yesterday``, ``2024``, ``2024-01``, ``2024-01-31``."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    if word == "today":
        return midnight
    if word == "yesterday":
        return midnight - timedelta(days=1)
    try:
        if ago := re.fullmatch(_AGO, word):
            return now - timedelta(hours=int(ago[1]) * _HOURS[ago[2]])
        if day := re.fullmatch(_DAY, word):
            return datetime(int(day[1]), int(day[2] or 1), int(day[3] or 1), tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return None
