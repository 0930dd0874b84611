"""Quotes with their source: as text, Markdown, BibTeX and CSL-JSON.

BibTeX entries are ``@online`` (biblatex); CSL-JSON follows the citation-style-language schema 1.0.2.
"""

from __future__ import annotations

import json
import re
import unicodedata

from pullquote.cache.core.results import QuoteRow
from pullquote.cache.core.sanitize import clean_line, clean_text
from pullquote.cache.export.attribution import attribution, quoted
from pullquote.cache.export.markdown import escape

_TEX = {
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


def citation(quote_row: QuoteRow) -> str:
    """Return a quotation as text to paste: the words, the speaker, title, outlet and day, the address, one a line."""
    by = attribution(quote_row.speaker, quote_row.via)
    where = ", ".join(part for part in (f"“{quote_row.title}”", quote_row.outlet, _day(quote_row)) if part)
    lines = [quoted(quote_row.text), f"— {by}" if by else "", clean_line(where), quote_row.url or ""]
    return clean_text("\n".join(line for line in lines if line)) + "\n"


def citation_markdown(quote_row: QuoteRow) -> str:
    """Return a quotation as a Markdown block quotation with a link to its article."""
    by = attribution(quote_row.speaker, quote_row.via)
    title = escape(clean_line(quote_row.title))
    where = f"[{title}](<{quote_row.url}>)" if quote_row.url else title
    facts = ", ".join(part for part in (where, escape(quote_row.outlet or ""), _day(quote_row)) if part)
    said = escape(quoted(quote_row.text)).replace("\n", "\n> ")
    return clean_text(f"> {said}\n>\n> — {escape(by) + ', ' if by else ''}{facts}\n")


def citation_bibtex(quote_row: QuoteRow) -> str:
    """Return the article of a quotation as a biblatex entry, the quotation in its note."""
    day = quote_row.published
    fields = {
        "title": quote_row.title,
        "organization": quote_row.outlet,
        "date": f"{day:%Y-%m-%d}" if day else None,
        "url": quote_row.url,
        "note": clean_line(quoted(quote_row.text) + (f" — {quote_row.speaker}" if quote_row.speaker else ""), None),
    }
    lines = [f"  {name} = {{{_tex(value) if name != 'url' else value}}}," for name, value in fields.items() if value]
    return clean_text("\n".join([f"@online{{{key(quote_row)},", *lines, "}"])) + "\n"


def citation_csl(quote_row: QuoteRow) -> str:
    """Return the article of a quotation as one CSL-JSON item on one line, the quotation in its note."""
    day = quote_row.published
    item = {
        "id": key(quote_row),
        "type": "article-magazine",
        "title": quote_row.title,
        "container-title": quote_row.outlet,
        "URL": quote_row.url,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "note": quoted(quote_row.text) + (f" — {quote_row.speaker}" if quote_row.speaker else ""),
    }
    return clean_text(json.dumps({k: v for k, v in item.items() if v}, ensure_ascii=False)) + "\n"


def key(quote_row: QuoteRow) -> str:
    """Return a citation key: outlet, year, first long word of the headline, number of the article."""
    word = next((w for w in re.findall(r"[a-z]+", _ascii(quote_row.title)) if len(w) > 3), "article")
    outlet = "".join(re.findall(r"[a-z]+", _ascii(quote_row.outlet or "unknown")))[:16]
    year = quote_row.published.year if quote_row.published else ""
    return f"{outlet}{year}{word}{quote_row.article}"


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()


def _day(quote_row: QuoteRow) -> str:
    return f"{quote_row.published.day} {quote_row.published:%B %Y}" if quote_row.published else ""


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in text)
