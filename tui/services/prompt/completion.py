"""Completing a line of the query language: its fields, and the names, outlets and feeds the library knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pullquote.cache.core.article import SPEAKER_TYPES
from pullquote.cache.core.query import FIELDS, QueryField
from pullquote.cache.core.results import EntityRow
from pullquote.tui.render.page_rows import Completion
from pullquote.tui.services.words.queries import field_of, phrase

SHOWN = 6
_BY = frozenset(SPEAKER_TYPES) - {"organization"}
"""Names that are offered as who said something; what is said of a company is sought more often than by it."""


def last_token(line: str) -> int:
    """Return where the last word of a line begins; a quoted phrase is one word."""
    start, quoted = 0, False
    for at, char in enumerate(line):
        if char == '"':
            quoted = not quoted
        elif char == " " and not quoted:
            start = at + 1
    return start


def as_typed(line: str) -> str:
    """Return the search for a line that is still being typed: its last word may go on."""
    word = line[last_token(line) :]
    return f"{line}*" if len(word) > 1 and word.isalnum() and word != "OR" else line


def complete(
    line: str,
    names: Callable[[str], Sequence[EntityRow]],
    others: Callable[[str], Iterable[str]],
    *,
    of_quotes: bool = False,
) -> list[Completion]:
    """Return a few ways to complete ``line``.

    ``names`` finds names by a prefix; ``others`` lists the values of ``outlet:``, ``feed:``, ``tag:`` and their like;
    ``of_quotes`` offers ``by:`` and ``about:`` too.
    """
    start = last_token(line)
    before, token = line[:start], line[start:]
    minus = "-" if token.startswith("-") else ""
    word = token.removeprefix("-")
    if not word or (word.count('"') == 2):
        return []
    fields = {f"{field.name}:": field for field in FIELDS.values() if of_quotes or not field.of_quotes}
    typed, colon, value = word.partition(":")
    if colon:
        field = fields.get(f"{typed.casefold()}:")
        return _values(before + minus, field, value.strip('"'), names, others) if field else []
    folded = word.strip('"').casefold()
    found = [Completion(before + minus + f, f, _hint(fields[f])) for f in fields if f.startswith(folded)]
    for name in names(word.strip('"')) if len(folded) > 1 else ():
        prefix = "by:" if of_quotes and name.type in _BY else field_of(name.type)
        found.append(Completion(f"{before}{minus}{prefix}{phrase(name.name)} ", name.name, _note(name)))
    return found[:SHOWN]


def _values(
    before: str,
    field: QueryField,
    value: str,
    names: Callable[[str], Sequence[EntityRow]],
    others: Callable[[str], Iterable[str]],
) -> list[Completion]:
    start = f"{before}{field.name}:"
    match field.takes:
        case "choice":
            begins = value.casefold()
            fitting = [choice for choice in field.choices if choice.startswith(begins) and choice != value]
            return [Completion(f"{start}{choice} ", choice, field.choices[choice]) for choice in fitting]
        case "entity":
            found = [name for name in names(value) if not field.types or name.type in field.types]
            return [Completion(f"{start}{phrase(n.name)} ", n.name, _note(n)) for n in found[:SHOWN]]
        case "name":
            wanted = value.casefold()
            fitting = [other for other in others(f"{field.name}:") if wanted in other.casefold()]
            return [Completion(f"{start}{phrase(other)} ", other) for other in fitting[:SHOWN]]
        case "time":
            return []


def _hint(field: QueryField) -> str:
    """Return what stands beside a field that is offered: the values it takes where they are few, else what it finds."""
    match field.takes:
        case "choice":
            return ", ".join(field.choices)
        case "time":
            return ", ".join(field.examples)
        case _:
            return field.meaning


def _note(name: EntityRow) -> str:
    return f"{name.type}, {name.articles} article" + ("s" if name.articles != 1 else "")
