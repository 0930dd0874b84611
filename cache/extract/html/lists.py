"""Lists within lists and the numbers before their entries, in pages (HTML, sections 4.4.5 to 4.4.8) and in texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pullquote.cache.core.article import Item, ListBlock
from pullquote.cache.extract.html.inline import RichText, is_left_out
from pullquote.cache.extract.html.tree import Node

LISTS = ("ul", "ol", "menu")
DEEPEST = 4
"""The greatest level an entry has: what is nested deeper stands as deep as that."""
MOST = 99_999
"""The greatest number before an entry."""


def lists_within(item: Node) -> Iterator[Node]:
    """Yield the lists that an entry holds and shows, without those within them."""
    for child in item:
        if is_shown(child):
            if child.tag in LISTS and child.find("li") is not None:
                yield child
            else:
                yield from lists_within(child)


def is_shown(node: Node) -> bool:
    """Return whether a part of an entry is an element that a page shows."""
    return isinstance(node.tag, str) and not is_left_out(node)


def numbers_of(node: Node, items: Sequence[Node], level: int) -> list[int | None]:
    """Return the numbers a page gives the entries of an ordered list, ``None`` where they are counted from 1.

    At a ``level`` below the first none is counted, because only the outermost list is known to be ordered.
    """
    backwards = node.get("reversed") is not None
    start, values = number_of(node.get("start")), [number_of(item.get("value")) for item in items]
    if level == 0 and not backwards and start in (None, 1) and not any(values):
        return [None] * len(items)
    numbers: list[int | None] = []
    following = start if start is not None else len(items) if backwards else 1
    for value in values:
        number = following if value is None else value
        numbers.append(number)
        following = number - 1 if backwards else number + 1
    return numbers


def number_of(text: str | None) -> int | None:
    """Return a number as an attribute gives it; ``None`` where it gives none that could stand before an entry."""
    written = (text or "").strip()
    return int(written) if written.isascii() and written.isdecimal() and int(written[:9]) <= MOST else None


class Levels:
    """How deep the entries of a list in a text are nested, line by line: by where their words begin."""

    def __init__(self) -> None:
        self._around: list[int] = []

    def level_of(self, line: str, words: int) -> int:
        """Return the level of an entry whose words begin at column ``words`` of ``line``."""
        indent = len(line) - len(line.lstrip())
        while self._around and indent < self._around[-1]:
            self._around.pop()
        self._around.append(words)
        return min(len(self._around) - 1, DEEPEST)


def list_of(entries: Iterable[tuple[RichText, int, int | None]], *, exact: bool = False) -> ListBlock | None:
    """Return the list that a text writes as entries with their levels and numbers; ``None`` if they say nothing.

    Numbers that are all the same count on from there, as in Markdown (CommonMark 0.31, section 5.3), but not ``exact``
    ones.
    """
    there = [(said, level, number) for said, level, number in entries if said.text]
    if not there:
        return None
    written = [number for _, level, number in there if level == 0]
    first = written[0] if written else None
    if first is not None and not exact and len(set(written)) == 1:
        written = list(range(first, first + len(written)))
    if first is None or written == list(range(1, len(written) + 1)):  # what is counted from 1 has no numbers of its own
        written = [None] * len(written)
    outermost = iter(written)
    items = (Item(said.text, said.spans, level, number if level else next(outermost)) for said, level, number in there)
    return ListBlock(tuple(items), first is not None)
