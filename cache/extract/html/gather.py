"""All the text below one element, as one run: a heading, an item, a cell, a quotation."""

from __future__ import annotations

import re

from pullquote.cache.extract.html.inline import Rich, Run, mark_of
from pullquote.cache.extract.html.tree import Node, classes

SKIP = frozenset(
    [
        "script",
        "style",
        "template",
        "nav",
        "svg",
        "canvas",
        "select",
        "textarea",
        "button",
        "input",
        "dialog",
        "datalist",
        "object",
        "map",
        "head",
        "title",
        "link",
        "meta",
        "base",
        "iframe-placeholder",
        "math",
        "amp-ad",
        "amp-analytics",
        "amp-sidebar",
        "amp-consent",
        "gpt-ad",
    ]
)
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "ruby",
        "rb",
        "rt",
        "rp",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "nobr",
    ]
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SCREEN_READER = re.compile(r"\b(?:sr-only|screen-reader(?:-text|-only)?|visually-?hidden|a11y-hidden|u-hidden)\b")


def rich_of(node: Node, base: str | None, skip: re.Pattern[str] | None = None) -> Rich:
    """Return everything below ``node`` as one text; the borders of inner blocks become line feeds.

    ``skip`` leaves out elements whose class matches.
    """
    run = Run(base)
    _gather(node, run, skip)
    return run.take()


def _gather(node: Node, run: Run, skip: re.Pattern[str] | None) -> None:
    run.add(node.text)
    for child in node:
        tag = child.tag
        if isinstance(tag, str) and tag not in SKIP and tag not in ("noscript", "iframe", "video", "audio"):
            _gather_element(child, tag, run, skip)
        run.add(child.tail)


def _gather_element(child: Node, tag: str, run: Run, skip: re.Pattern[str] | None) -> None:
    if skip is not None and skip.search(f"{tag} {classes(child)}"):
        return
    if child.get("class") and SCREEN_READER.search(classes(child)):
        return
    if is_hidden(child):
        return
    if tag == "br":
        run.line_break()
        return
    if tag == "a":
        href = run.address(child.get("href"))
        if href:
            run.open("link", href)
        _gather(child, run, skip)
        if href:
            run.close()
        return
    mark = mark_of(tag, child.get("style"))
    if mark:
        run.open(mark)
    block = tag not in INLINE
    if block:
        run.border()
    _gather(child, run, skip)
    if block:
        run.border()
    if mark:
        run.close()


def is_hidden(node: Node) -> bool:
    """Return whether the page itself hides an element."""
    if node.get("hidden") is not None:
        return True
    style = node.get("style")
    return bool(style) and bool(_HIDDEN.search(style))
