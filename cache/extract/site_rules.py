"""A user's own rules for single sites, in the site-config format of FiveFilters' Full-Text RSS.

One text file a host (``example.com.txt``; a rule of the parent domain counts for its hosts), a line a rule:
``title``, ``body``, ``author``, ``date``, ``strip`` and ``next_page_link`` are XPath 1.0,
``strip_id_or_class`` is part of a name; ``#`` begins a comment. Other directives of the format are about
fetching and are ignored. A line that cannot be read is left out, and the document's notice says so.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from msgspec import Struct, structs

from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.cache.core.times.dates import parse_date
from pullquote.cache.core.urls import absolute_url, site_of
from pullquote.cache.extract.html.tree import Node, drop, text_of
from pullquote.cache.extract.metadata.authors import join_bylines
from pullquote.cache.extract.metadata.page_metadata import PageMetadata

MAX_BYTES = 200_000
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_RULE = re.compile(r"(?P<key>[a-z_]+)(?:\([^)]*\))?\s*:\s*(?P<value>.+)")
_XPATH_KEYS = frozenset(("title", "body", "author", "date", "strip", "next_page_link"))


class RuleResult(Struct, kw_only=True):
    """What the rules of a site found: the element that holds the article, if they name it, and metadata."""

    body: Node = None
    title: str | None = None
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    notice: str | None = None
    next_page: str | None = None

    def override(self, metadata: PageMetadata) -> PageMetadata:
        """Return the metadata of a page with what the rules found in place of what the page says."""
        return structs.replace(
            metadata,
            title=self.title or metadata.title,
            byline=self.byline or metadata.byline,
            published=self.published or metadata.published,
            notice=self.notice or metadata.notice,
        )


def find_rules_file(folder: Path | None, url: str | None) -> Path | None:
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


def apply_rules(root: Node, folder: Path | None, *, url: str | None, base: str | None) -> RuleResult | None:
    """Remove from ``root`` what the rules for an address strip and return what they find; ``None`` without rules."""
    path = find_rules_file(folder, url)
    if path is None:
        return None
    try:
        lines = path.read_bytes()[:MAX_BYTES].decode("utf-8", "replace").splitlines()
    except OSError as error:
        return RuleResult(notice=f"The site rules in {path.name} cannot be read: {error.strerror}.")
    found: dict[str, list[object]] = {}
    problem: str | None = None
    for number, line in enumerate(lines, 1):
        rule = _RULE.fullmatch(line.strip())
        if rule is None or line.lstrip().startswith("#"):
            continue
        try:
            _apply_rule(root, rule["key"], rule["value"].strip(), found)
        except ValueError as error:
            problem = problem or f"Line {number} of the site rules in {path.name} was left out: {error}."
    return _result(found, base, problem)


def _apply_rule(root: Node, key: str, value: str, found: dict[str, list[object]]) -> None:
    if key == "strip_id_or_class":
        word = value.strip("'\"")
        for node in root.xpath(".//*[contains(@class, $word) or contains(@id, $word)]", word=word):
            drop(node)
    elif key == "strip":
        for node in _evaluate(root, value):
            if hasattr(node, "getparent") and hasattr(node, "tag"):
                drop(node)
    elif key in _XPATH_KEYS and key not in found and (answer := _evaluate(root, value)):
        found[key] = answer


def _evaluate(root: Node, path: str) -> list[object]:
    """Return what an XPath finds.

    Raises:
        ValueError: the XPath cannot be read; the message says why.

    """
    import lxml.etree  # lazy: only a site with rules needs it here

    try:
        answer = root.getroottree().xpath(path)
    except (lxml.etree.XPathError, ValueError, TypeError) as error:
        reason = clean_line(str(error), 80) or "it"
        raise ValueError(f"“{clean_line(path, 80)}” is no XPath ({reason})") from error
    if isinstance(answer, list):
        return answer
    return [answer] if isinstance(answer, str) and answer.strip() else []


def _result(found: dict[str, list[object]], base: str | None, problem: str | None) -> RuleResult:
    next_page = next(
        (url for text in _texts(found.get("next_page_link"), "href") if (url := absolute_url(text, base))), None
    )
    dates = (parse_date(text) for text in _texts(found.get("date"), "datetime"))
    return RuleResult(
        body=_one_element([node for node in found.get("body", ()) if isinstance(getattr(node, "tag", None), str)]),
        title=next((clean_line(text) for text in _texts(found.get("title")) if text), None),
        byline=join_bylines(_texts(found.get("author"))),
        published=next((date for date in dates if date), None),
        notice=problem,
        next_page=next_page,
    )


def _one_element(nodes: list[Node]) -> Node:
    """Return an element that holds all of ``nodes``, ``None`` where there are none."""
    if len(nodes) <= 1:
        return nodes[0] if nodes else None
    from lxml.html import Element

    holder = Element("div")
    chosen = set(nodes)
    for node in nodes:
        if not any(above in chosen for above in node.iterancestors()):
            node.tail = None
            holder.append(node)
    return holder


def _texts(answer: list[object] | None, attribute: str = "") -> list[str]:
    """Return what was found as texts; of an element, the attribute if it has it."""
    out: list[str] = []
    for part in answer or ():
        if isinstance(part, str):
            out.append(" ".join(part.split()))
        elif isinstance(getattr(part, "tag", None), str):
            out.append((attribute and part.get(attribute)) or text_of(part))  # type: ignore[attr-defined]
    return out
