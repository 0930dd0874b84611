"""The quote book for other programs: Markdown with front matter that Obsidian reads, org, biblatex and CSL-JSON.

In Markdown and org, passages stand under their article, in the order of the text; articles in that of the list. The
front matter has the properties that Obsidian's clipper writes (title, source, author, published, created, tags).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from pullquote.cache.core.clippings import Clipping
from pullquote.cache.core.counts import counted
from pullquote.cache.core.results import QuoteRow
from pullquote.cache.core.sanitize import clean_line, clean_text
from pullquote.cache.export import citations
from pullquote.cache.export.attribution import attribution, quoted
from pullquote.cache.export.markdown import escape

TITLE: Final = "Quote book"
FORMS: Final = ("text", "md", "org", "bibtex", "csl")
"""The forms the quote book has beside those of every list."""
ENDINGS: Final = {
    "txt": "text", "md": "md", "markdown": "md", "org": "org", "bib": "bibtex", "csl": "csl", "json": "json",
    "jsonl": "jsonl", "tsv": "tsv",
}  # fmt: skip
"""The form of a file, by its ending."""
_ORG_START = re.compile(r"^(?=[ \t]*(?:[*#|:+\-]|\d+[.)]))", re.MULTILINE)
_ORG_HEADING = re.compile(r"^(?=(?:TODO|DONE|COMMENT)\b)|(?<=[ \t])(?=:[\w@#%:]+:$)|^(?=\[)")
"""What org would read as more than words in a heading: a state before it, tags behind it, a priority or a time."""
_ORG_SIGNS = re.compile(
    r"""(?:(?<=[\s\-('"{“‘«])|^)(?=[*/_=~+]\S)"""  # what begins emphasis
    r"""|(?<=\[)(?=[\[f])|(?<=<)(?=[<\d])|(?<=\{)(?=\{)|(?<=@)(?=@)"""  # links, footnotes, targets, times, macros
    r"""|(?<=\\)(?=[A-Za-z(\[])|(?<=_)(?=_)|(?<=\$)(?=\S)""",  # entities and TeX
    re.MULTILINE,
)
_ORG_ANY = re.compile(r"[*/_=~+\[<{@\\$]")
"""Without one of these there is nothing to look for: most passages have none."""
_NOTHING = "\\zwnj{}"
"""An entity of org that shows nothing and parts what would be a sign."""


class OfArticle(NamedTuple):
    """The clippings of one article; the first of them says what the article is."""

    first: Clipping
    clippings: list[Clipping]


def by_article(clippings: Iterable[Clipping]) -> list[OfArticle]:
    """Return clippings by their article, articles in the order of the list, passages in that of the text."""
    groups: dict[object, list[Clipping]] = {}
    for one in clippings:
        groups.setdefault(one.article or (one.address, one.title), []).append(one)
    return [OfArticle(found[0], sorted(found, key=_in_the_text)) for found in groups.values()]


def written(clippings: Sequence[Clipping], form: str, *, made: datetime) -> str:
    """Return the quote book in one of ``FORMS``; it ends in a line feed. ``made`` is when it was written."""
    groups = by_article(clippings)
    match form:
        case "md":
            return markdown(groups, made=made)
        case "org":
            return org(groups, made=made)
        case "bibtex":
            return citations.bibtex(map(_source, groups))
        case "csl":
            return citations.csl(map(_source, groups))
    return "\n".join(citations.citation(as_quote(one)) + _noted(one) for one in clippings)


def as_quote(one: Clipping) -> QuoteRow:
    """Return a clipping as the quotation it is, for a citation."""
    return QuoteRow(
        article=one.article or 0,
        text=one.text,
        speaker=one.speaker,
        via=one.via,
        title=one.title,
        outlet=one.outlet,
        url=one.address,
        published=one.published,
        veiled=one.veiled,
    )


def markdown(groups: Sequence[OfArticle], *, made: datetime) -> str:
    """Return the quote book as one Markdown file."""
    count = sum(len(group.clippings) for group in groups)
    front = _front({"title": TITLE, "created": made, "entries": count, "tags": ["pullquote"]})
    parts = [front, f"# {TITLE}"]
    for group in groups:
        title = escape(clean_line(group.first.title) or "Untitled")
        linked = group.first.address and not group.first.veiled
        parts.append(f"## [{title}](<{group.first.address}>)" if linked else f"## {title}")
        if facts := _facts(group.first):
            parts.append(f"*{escape(facts)}*")
        parts += _passages(group)
    return clean_text("\n\n".join(parts)) + "\n"


def article_markdown(group: OfArticle) -> str:
    """Return the clippings of one article as a Markdown file, with what is known of it in the front matter."""
    first = group.first
    facts = {
        "title": clean_line(first.title),
        "source": None if first.veiled else first.address,
        "outlet": first.outlet,
        "author": [*first.byline],
        "published": first.published,
        "created": min(one.made for one in group.clippings),
        "modified": max(one.changed for one in group.clippings),
        "tags": ["pullquote"],
    }
    parts = [_front(facts), f"# {escape(clean_line(first.title) or 'Untitled')}", *_passages(group)]
    return clean_text("\n\n".join(parts)) + "\n"


def org(groups: Sequence[OfArticle], *, made: datetime) -> str:
    """Return the quote book as an org file: an article a heading, a passage a heading below it."""
    lines = [f"#+TITLE: {TITLE}", f"#+DATE: {_stamp(made)}", "#+OPTIONS: ^:nil toc:nil", "#+FILETAGS: :pullquote:"]
    for group in groups:
        first = group.first
        facts = {
            "URL": None if first.veiled else first.address,
            "OUTLET": first.outlet,
            "AUTHOR": ", ".join(first.byline),
            "PUBLISHED": _stamp(first.published) if first.published else None,
        }
        lines += ["", f"* {_org_heading(clean_line(first.title) or 'Untitled')}", *_drawer(facts)]
        for one in group.clippings:
            facts = {
                "CUSTOM_ID": f"pullquote-{one.id}",
                "KIND": one.kind,
                "SPEAKER": one.speaker,
                "VIA": one.via,
                "MADE": _stamp(one.made, clock=True),
            }
            lines += [f"** {_org_heading(_beginning(one))}", *_drawer(facts)]
            if one.text:
                text = quoted(one.text) if one.kind == "quotation" else one.text
                lines += ["#+begin_quote", _org_text(text), "#+end_quote"]
            if one.note:
                lines += ["", _org_text(one.note)]
    return clean_text("\n".join(lines)) + "\n"


def _passages(group: OfArticle) -> Iterator[str]:
    for one in group.clippings:
        if one.text:
            said = escape(quoted(one.text) if one.kind == "quotation" else one.text)
            by = attribution(one.speaker, one.via)
            block = f"{said}\n\n— {escape(by)}" if by else said
            yield "\n".join(f"> {line}".rstrip() for line in block.split("\n"))
        if one.note:
            yield escape(one.note)


def _front(facts: Mapping[str, object]) -> str:
    """Return front matter in YAML: values are JSON, which YAML 1.2 includes, and dates are bare."""
    lines = []
    for name, value in facts.items():
        if isinstance(value, datetime):
            lines.append(f"{name}: {value:%Y-%m-%d}")
        elif value or value == 0:
            lines.append(f"{name}: {json.dumps(value, ensure_ascii=False)}")
    return "\n".join(["---", *lines, "---"])


def _facts(one: Clipping) -> str:
    day = f"{one.published.day} {one.published:%B %Y}" if one.published else ""
    return clean_line(", ".join(filter(None, (*one.byline, one.outlet, day))))


def _source(group: OfArticle) -> citations.Source:
    first = group.first
    return citations.Source(
        number=str(first.article or f"n{first.id}"),
        title=first.title,
        outlet=first.outlet,
        url=first.address,
        byline=first.byline,
        published=first.published,
        passages=tuple(citations.cited(one.text, one.speaker) for one in group.clippings if one.text),
        notes=tuple(one.note for one in group.clippings if one.note),
    )


def _noted(one: Clipping) -> str:
    return clean_text(f"Note: {one.note}\n") if one.note else ""


def _in_the_text(one: Clipping) -> tuple[bool, int, int]:
    place = one.anchor.place
    return one.kind != "article", place.block if place.block >= 0 else -10 - place.block, place.start


def _beginning(one: Clipping) -> str:
    line = clean_line(one.text) or "Note"
    return line if len(line) <= 60 else line[:59].rstrip() + "…"


def _drawer(facts: Mapping[str, str | None]) -> list[str]:
    lines = [f":{name}: {clean_line(value)}" for name, value in facts.items() if value]
    return [":PROPERTIES:", *lines, ":END:"] if lines else []


def _stamp(when: datetime, *, clock: bool = False) -> str:
    """Return a time as an inactive timestamp of org."""
    day = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[when.weekday()]  # not those of the locale
    return f"[{when:%Y-%m-%d} {day}{f' {when:%H:%M}' if clock else ''}]"


def _org(line: str) -> str:
    """Return a text as org shows it within a line."""
    if not _ORG_ANY.search(line):
        return line
    return _ORG_SIGNS.sub(lambda _: _NOTHING, line)


def _org_heading(line: str) -> str:
    """Return a line as org shows it in a heading: none of its words is a keyword, a tag or a count."""
    return _ORG_HEADING.sub(lambda _: _NOTHING, _org(line))


def _org_text(text: str) -> str:
    """Return text as org shows it: no line of it begins a heading, a list, a table, a keyword or a drawer."""
    return _ORG_START.sub(lambda _: _NOTHING, _org(text))


def count_of(clippings: Sequence[Clipping]) -> str:
    """Return how many entries there are, of how many articles."""
    articles = len(by_article(clippings))
    return f"{counted(len(clippings), 'entry', 'entries')} of {counted(articles, 'article')}"
