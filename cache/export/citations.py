"""Quotes with their source: as text, Markdown, BibTeX and CSL-JSON.

BibTeX entries are ``@online`` (biblatex); CSL-JSON follows the citation-style-language schema 1.0.2.
"""

from __future__ import annotations

import itertools
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from pullquote.cache.core.results import QuoteRow
from pullquote.cache.core.sanitize import clean_line, clean_text
from pullquote.cache.core.urls import told_address
from pullquote.cache.export.attribution import attribution, quoted
from pullquote.cache.export.markdown import escape

_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def citation(quote_row: QuoteRow) -> str:
    """Return a quotation as text to paste: the words, the speaker, title, outlet and day, the address, one a line."""
    by = attribution(quote_row.speaker, quote_row.via)
    where = ", ".join(part for part in (f"“{quote_row.title}”", quote_row.outlet, _day(quote_row)) if part)
    lines = [
        quoted(quote_row.text) if quote_row.text else "",
        f"— {by}" if by else "",
        clean_line(where),
        told_address(quote_row.url, veiled=quote_row.veiled),
    ]
    return clean_text("\n".join(line for line in lines if line)) + "\n"


def citation_markdown(quote_row: QuoteRow) -> str:
    """Return a quotation as a Markdown block quotation with a link to its article."""
    by = attribution(quote_row.speaker, quote_row.via)
    title = escape(clean_line(quote_row.title))
    where = f"[{title}](<{quote_row.url}>)" if quote_row.url and not quote_row.veiled else title
    facts = ", ".join(part for part in (where, escape(quote_row.outlet or ""), _day(quote_row)) if part)
    said = escape(quoted(quote_row.text)).replace("\n", "\n> ")
    return clean_text(f"> {said}\n>\n> — {escape(by) + ', ' if by else ''}{facts}\n")


def written(quote_rows: Sequence[QuoteRow], form: str) -> str:
    """Return quotations as ``text``, ``md``, ``bibtex`` or ``csl``; the last two have each article once."""
    match form:
        case "bibtex":
            return bibtex(of_articles(quote_rows))
        case "csl":
            return csl(of_articles(quote_rows))
    one = citation if form == "text" else citation_markdown
    return "\n".join(map(one, quote_rows))


class Source(Struct, frozen=True, kw_only=True):
    """An article that is cited: what it says of itself, the passages cited, and the user's notes to it.

    ``number`` is what its key ends in.
    """

    number: str
    title: str
    outlet: str | None = None
    url: str | None = None
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    passages: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def of_articles(quote_rows: Iterable[QuoteRow]) -> list[Source]:
    """Return the articles that quotations are of, each once with all of them, in the order of the first of each."""
    groups: dict[int, list[QuoteRow]] = {}
    for quote_row in quote_rows:
        groups.setdefault(quote_row.article, []).append(quote_row)
    return [
        Source(
            number=str(article),
            title=rows[0].title,
            outlet=rows[0].outlet,
            url=rows[0].url,
            published=rows[0].published,
            passages=tuple(cited(row.text, row.speaker) for row in rows),
        )
        for article, rows in groups.items()
    ]


def cited(text: str, speaker: str | None = None) -> str:
    """Return a passage as it stands in a note: in quotation marks, with who said it."""
    return quoted(text) + (f" — {speaker}" if speaker else "")


def bibtex(sources: Iterable[Source]) -> str:
    """Return articles as biblatex entries, each under a key of its own."""
    entries = []
    for name, source in _keyed(sources):
        day = source.published
        fields = {
            "author": " and ".join(f"{{{_tex(author)}}}" for author in source.byline),  # braces: not to be taken apart
            "title": _tex(source.title),
            "organization": _tex(source.outlet or ""),
            "date": f"{day:%Y-%m-%d}" if day else "",
            "url": source.url or "",
            "note": _tex(clean_line("; ".join(source.passages), None)),
            "annotation": _tex(clean_line("; ".join(source.notes), None)),
        }
        lines = [f"  {field} = {{{value}}}," for field, value in fields.items() if value]
        entries.append(clean_text("\n".join([f"@online{{{name},", *lines, "}"])) + "\n")
    return "\n".join(entries)


def csl(sources: Iterable[Source]) -> str:
    """Return articles as a list of CSL-JSON items, each under an id of its own."""
    items = [_item(source, name) for name, source in _keyed(sources)]
    return clean_text(json.dumps(items, ensure_ascii=False, indent=2)) + "\n"


def _item(source: Source, name: str) -> dict[str, object]:
    day = source.published
    item = {
        "id": name,
        "type": "article-magazine",
        "title": source.title,
        "author": [{"literal": author} for author in source.byline],
        "container-title": source.outlet,
        "URL": source.url,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "note": "\n".join(source.passages),
        "annote": "\n".join(source.notes),
    }
    return {field: value for field, value in item.items() if value}


def _keyed(sources: Iterable[Source]) -> Iterator[tuple[str, Source]]:
    """Yield articles with their keys; one that is taken gets a letter."""
    taken: set[str] = set()
    for source in sources:
        name = plain = _key(source)
        for number in itertools.count():
            if name not in taken:
                break
            name = f"{plain}{_letters(number)}"
        taken.add(name)
        yield name, source


def _letters(number: int) -> str:
    return (_letters(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)


def _key(source: Source) -> str:
    """Return a citation key: outlet, year, first long word of the headline, number of the article."""
    word = next((w for w in re.findall(r"[a-z]+", _ascii(source.title)) if len(w) > 3), "article")
    outlet = "".join(re.findall(r"[a-z]+", _ascii(source.outlet or "unknown")))[:16]
    year = source.published.year if source.published else ""
    return f"{outlet}{year}{word}{source.number}"


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()


def _day(quote_row: QuoteRow) -> str:
    return f"{quote_row.published.day} {quote_row.published:%B %Y}" if quote_row.published else ""


def _tex(text: str) -> str:
    return text.translate(_TEX)
