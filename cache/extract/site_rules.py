"""A person's own rules for single sites, in the site-config format of FiveFilters' Full-Text RSS.

One text file a host (``example.com.txt``; a rule of the parent domain counts for its hosts), a line a rule:
``title``, ``body``, ``author``, ``date``, ``strip`` and ``next_page_link`` are XPath 1.0,
``strip_id_or_class`` is part of a name; ``#`` begins a comment. Other directives of the format are about
fetching and are passed over. A line that cannot be read costs itself only, and the Document says so.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from msgspec import Struct, structs

from pullquote.cache.core.dates import parse_date
from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.cache.core.urls import site_of
from pullquote.cache.extract.html.inline import absolute
from pullquote.cache.extract.html.tree import Node, drop, text_of
from pullquote.cache.extract.metadata.bylines import join_bylines
from pullquote.cache.extract.metadata.page_metadata import Facts

LARGEST = 200_000
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_RULE = re.compile(r"(?P<key>[a-z_]+)(?:\([^)]*\))?\s*:\s*(?P<value>.+)")
_PATHS = frozenset(("title", "body", "author", "date", "strip", "next_page_link"))


class Found(Struct, kw_only=True):
    """What rules said about a page: the element that holds the article, if they name it, and facts."""

    body: Node = None
    title: str | None = None
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    notice: str | None = None

    def improve(self, facts: Facts) -> Facts:
        """Return the facts of a page with what the rules said put first."""
        return structs.replace(
            facts,
            title=self.title or facts.title,
            byline=self.byline or facts.byline,
            published=self.published or facts.published,
            notice=self.notice or facts.notice,
        )


def file_for(folder: Path | None, url: str | None) -> Path | None:
    """Return the file with the rules for an address: of its host, else of the nearest parent domain."""
    host = site_of(clean_address(url))
    if folder is None or not _HOST.fullmatch(host):
        return None
    names = [host, f"www.{host}"]
    parts = host.split(".")
    for start in range(1, len(parts) - 1):
        parent = ".".join(parts[start:])
        names += [parent, f".{parent}"]
    return next((path for name in names if (path := folder / f"{name}.txt").is_file()), None)


def apply(root: Node, folder: Path | None, *, url: str | None, base: str | None) -> Found | None:
    """Follow the rules for an address: strip what they strip, give what they find; ``None`` without rules."""
    path = file_for(folder, url)
    if path is None:
        return None
    try:
        lines = path.read_bytes()[:LARGEST].decode("utf-8", "replace").splitlines()
    except OSError as error:
        return Found(notice=f"The site rules in {path.name} cannot be read: {error.strerror}.")
    found: dict[str, list[object]] = {}
    problem: str | None = None
    for number, line in enumerate(lines, 1):
        rule = _RULE.fullmatch(line.strip())
        if rule is None or line.lstrip().startswith("#"):
            continue
        try:
            _follow(root, rule["key"], rule["value"].strip(), found)
        except ValueError as error:
            problem = problem or f"Line {number} of the site rules in {path.name} was left out: {error}."
    return _gather(found, base, problem)


def _follow(root: Node, key: str, value: str, found: dict[str, list[object]]) -> None:
    if key == "strip_id_or_class":
        word = value.strip("'\"")
        for node in root.xpath(".//*[contains(@class, $word) or contains(@id, $word)]", word=word):
            drop(node)
    elif key == "strip":
        for node in _ask(root, value):
            if hasattr(node, "getparent") and hasattr(node, "tag"):
                drop(node)
    elif key in _PATHS and key not in found and (answer := _ask(root, value)):
        found[key] = answer


def _ask(root: Node, path: str) -> list[object]:
    """Return what an XPath finds.

    Raises ``ValueError`` with a reason where it cannot be read.
    """
    import lxml.etree

    try:
        answer = root.getroottree().xpath(path)
    except (lxml.etree.XPathError, ValueError, TypeError) as error:
        reason = clean_line(str(error), 80) or "it"
        raise ValueError(f"“{clean_line(path, 80)}” is no XPath ({reason})") from error
    if isinstance(answer, list):
        return answer
    return [answer] if isinstance(answer, str) and answer.strip() else []


def _gather(found: dict[str, list[object]], base: str | None, problem: str | None) -> Found:
    next_page = next(
        (url for text in _texts(found.get("next_page_link"), "href") if (url := absolute(text, base))), None
    )
    notice = f"This article goes on over several pages; the next is {next_page}" if next_page else None
    dates = (parse_date(text) for text in _texts(found.get("date"), "datetime"))
    return Found(
        body=_body([node for node in found.get("body", ()) if isinstance(getattr(node, "tag", None), str)]),
        title=next((clean_line(text) for text in _texts(found.get("title")) if text), None),
        byline=join_bylines(_texts(found.get("author"))),
        published=next((date for date in dates if date), None),
        notice=problem or notice,
    )


def _body(nodes: list[Node]) -> Node:
    """Return one element that holds all that was found, ``None`` for nothing."""
    if len(nodes) <= 1:
        return nodes[0] if nodes else None
    from lxml.html import Element

    holder = Element("div")
    for node in nodes:
        if not any(above in nodes for above in node.iterancestors()):
            node.tail = None
            holder.append(node)
    return holder


def _texts(answer: list[object] | None, attribute: str = "") -> list[str]:
    """Return what was found as texts; of an element, the attribute if it has it."""
    out: list[str] = []
    for one in answer or ():
        if isinstance(one, str):
            out.append(" ".join(one.split()))
        elif isinstance(getattr(one, "tag", None), str):
            out.append((attribute and one.get(attribute)) or text_of(one))  # type: ignore[attr-defined]
    return out
