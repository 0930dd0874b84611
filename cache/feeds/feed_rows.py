"""Lists of feeds that other programs write and that are not OPML: tables with a head (CSV, TSV) and JSON.

A column, or a name in an object, is known by what it is called, whichever program wrote it. What comes out are the
words as they stand: ``opml.read_opml`` judges the addresses.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

_ADDRESS = ("feedurl", "feedlink", "feedaddress", "xmlurl", "rssurl", "rss", "feed", "channelurl", "streamurl")
_ADDRESS_IN_LIST = ("url", "link", "address", "href")
"""What the address may be called where all that is listed are feeds."""
_TITLE = ("title", "name", "text", "feedtitle", "feedname", "channeltitle", "label")
_FOLDER = ("folder", "category", "categories", "group", "groups", "tag", "tags", "label", "labels")
_SITE = ("siteurl", "htmlurl", "website", "site", "homepage")
_LISTS = frozenset(("feeds", "subscriptions", "feedurls", "urls", "sources"))
_DEEPEST = 20


class Row(NamedTuple):
    """One feed of a list, as it is written there; ``line`` counts from 1 and is 0 where lines say nothing."""

    line: int
    address: str
    title: str = ""
    folder: str = ""
    site: str = ""


def rows_of(text: str) -> list[Row]:
    """Return the feeds of a table or of JSON; none where the text is neither, or says nothing of feeds."""
    text = text.strip("\ufeff \t\r\n\0")
    if text[:1] in ("{", "["):
        try:
            return list(_of_json(json.loads(text), (), text[0] == "["))
        except (ValueError, RecursionError):
            return []
    return _of_table(text)


def _of_table(text: str) -> list[Row]:
    head = text.partition("\n")[0]
    parted = max("\t;,", key=head.count)
    names = [_plain(name) for name in next(csv.reader([head], delimiter=parted), [])]
    address = _column(names, (*_ADDRESS, *_ADDRESS_IN_LIST))
    if len(names) < 2 or address is None:
        return []
    columns = [_column(names, wanted) for wanted in (_TITLE, _FOLDER, _SITE)]
    table = csv.reader(io.StringIO(text), delimiter=parted)
    found: list[Row] = []
    try:
        for cells in table:
            if table.line_num > 1 and len(cells) > address and cells[address].strip():
                title, folder, site = ("" if at is None or at >= len(cells) else cells[at] for at in columns)
                found.append(Row(table.line_num, cells[address], title, folder, site))
    except csv.Error:  # a cell without end: what came before it stands
        pass
    return found


def _column(names: list[str], wanted: Iterable[str]) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)


def _of_json(value: Any, folder: tuple[str, ...], of_feeds: bool) -> Iterator[Row]:
    """Yield the feeds in a value, outermost first; ``of_feeds`` says that it stands in a list of feeds."""
    if len(folder) > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            if isinstance(one, str) and of_feeds and one.startswith(("http://", "https://", "feed:")):
                yield Row(0, one, folder=folder[-1] if folder else "")
            elif isinstance(one, dict | list):
                yield from _of_json(one, folder, of_feeds)
        return
    if not isinstance(value, dict):
        return
    fields = {_plain(name): inner for name, inner in value.items()}
    title = _first(fields, _TITLE)
    if address := _json_address(fields, of_feeds):
        stated = next((words for name in _FOLDER if (words := _words(fields.get(name)))), "")
        yield Row(0, address, title, stated or (folder[-1] if folder else ""), _first(fields, _SITE))
        return
    for name, inner in fields.items():
        if isinstance(inner, dict | list):
            yield from _of_json(inner, (*folder, title) if title else folder, name in _LISTS)


def _json_address(fields: dict[str, Any], of_feeds: bool) -> str:
    if address := _first(fields, _ADDRESS):
        return address
    identity = fields.get("id")
    if isinstance(identity, str) and re.match(r"feed/https?://", identity):  # Google Reader, and those who follow it
        return identity.removeprefix("feed/")
    return _first(fields, _ADDRESS_IN_LIST) if of_feeds else ""


def _first(fields: dict[str, Any], names: Iterable[str]) -> str:
    return next((value for name in names if isinstance(value := fields.get(name), str) and value.strip()), "")


def _words(value: Any) -> str:
    """Return the name of a folder: a text, an object with one, or the first of several."""
    if isinstance(value, list):
        return next(filter(None, map(_words, value)), "")
    if isinstance(value, dict):
        return _first({_plain(name): inner for name, inner in value.items()}, _TITLE)
    return value if isinstance(value, str) else ""


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()
