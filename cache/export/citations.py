"""Quotes with their source: as text, Markdown, BibTeX and CSL-JSON.

BibTeX entries are ``@online`` (biblatex); CSL-JSON follows the citation-style-language schema 1.0.2.
"""

from __future__ import annotations

import json
import re
import unicodedata

from pullquote.cache.core.results import Saying
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


def citation(saying: Saying) -> str:
    """Return a quotation as text to paste: the words, the speaker, title, outlet and day, the address, one a line."""
    by = attribution(saying.speaker, saying.via)
    where = ", ".join(part for part in (f"“{saying.title}”", saying.outlet, _day(saying)) if part)
    lines = [quoted(saying.text), f"— {by}" if by else "", clean_line(where), saying.url or ""]
    return clean_text("\n".join(line for line in lines if line)) + "\n"


def citation_markdown(saying: Saying) -> str:
    """Return a quotation as a Markdown block quotation with a link to its article."""
    by = attribution(saying.speaker, saying.via)
    title = escape(clean_line(saying.title))
    where = f"[{title}](<{saying.url}>)" if saying.url else title
    facts = ", ".join(part for part in (where, escape(saying.outlet or ""), _day(saying)) if part)
    said = escape(quoted(saying.text)).replace("\n", "\n> ")
    return clean_text(f"> {said}\n>\n> — {escape(by) + ', ' if by else ''}{facts}\n")


def citation_bibtex(saying: Saying) -> str:
    """Return the article of a quotation as a biblatex entry, the quotation in its note."""
    day = saying.published
    fields = {
        "title": saying.title,
        "organization": saying.outlet,
        "date": f"{day:%Y-%m-%d}" if day else None,
        "url": saying.url,
        "note": clean_line(quoted(saying.text) + (f" — {saying.speaker}" if saying.speaker else ""), None),
    }
    lines = [f"  {name} = {{{_tex(value) if name != 'url' else value}}}," for name, value in fields.items() if value]
    return clean_text("\n".join([f"@online{{{key(saying)},", *lines, "}"])) + "\n"


def citation_csl(saying: Saying) -> str:
    """Return the article of a quotation as one CSL-JSON item on one line, the quotation in its note."""
    day = saying.published
    item = {
        "id": key(saying),
        "type": "article-magazine",
        "title": saying.title,
        "container-title": saying.outlet,
        "URL": saying.url,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "note": quoted(saying.text) + (f" — {saying.speaker}" if saying.speaker else ""),
    }
    return clean_text(json.dumps({k: v for k, v in item.items() if v}, ensure_ascii=False)) + "\n"


def key(saying: Saying) -> str:
    """Return a citation key: outlet, year, first long word of the headline, number of the article."""
    word = next((w for w in re.findall(r"[a-z]+", _ascii(saying.title)) if len(w) > 3), "article")
    outlet = "".join(re.findall(r"[a-z]+", _ascii(saying.outlet or "unknown")))[:16]
    year = saying.published.year if saying.published else ""
    return f"{outlet}{year}{word}{saying.article}"


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()


def _day(saying: Saying) -> str:
    return f"{saying.published.day} {saying.published:%B %Y}" if saying.published else ""


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in text)
