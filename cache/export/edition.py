"""An edition as one text, Markdown or JSON: its contents in front, then its articles in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import msgspec

from pullquote.cache.core.article import Article
from pullquote.cache.core.counts import counted, listed
from pullquote.cache.core.edition import Edition, EditionEntry, EditionQuote, EditionRelease
from pullquote.cache.core.sanitize import clean_line, clean_text
from pullquote.cache.export.agenda import day_words
from pullquote.cache.export.attribution import attribution, quoted
from pullquote.cache.export.markdown import escape, link, part_markdown
from pullquote.cache.export.text import INDENT, byline, fold_ascii, wrap

EDITION_FORMATS = ("text", "md", "json", "epub")
"""The forms of an edition."""
QUOTES, RELEASES = "Quotes of the day", "Out this week"
Chapters = Sequence[tuple[EditionEntry, Article]]
"""The articles of an edition, in their order."""


def length_words(edition: Edition) -> str:
    """Return how much an edition is: ``14 articles, 44 minutes``."""
    there = sum(not entry.gone for entry in edition.entries)
    return f"{counted(there, 'article')}, {counted(edition.length, 'minute')}"


def contents(edition: Edition) -> list[tuple[str, list[tuple[int, EditionEntry]]]]:
    """Return the sections of an edition with their entries, numbered from 1; what was removed is left out."""
    there = [entry for entry in edition.entries if not entry.gone]
    parts = groupby(enumerate(there, 1), key=lambda one: one[1].section)
    return [(section, list(found)) for section, found in parts]


def entry_words(entry: EditionEntry) -> str:
    """Return what the contents say below a headline, as in ``The Lantern, 4 min. New today. Also in Reel Weekly.``."""
    head = ", ".join(filter(None, (entry.outlet, f"{entry.minutes} min")))
    return clean_line("".join(f"{words}. " for words in (head, entry.why, _also(entry)) if words))


def place_words(number: int, edition: Edition) -> str:
    """Return where an article stands: ``3 of 14, 31 min left``; ``number`` counts from 1 what is there."""
    there = [entry for entry in edition.entries if not entry.gone]
    return f"{number} of {len(there)}, {sum(entry.minutes for entry in there[number - 1 :])} min left"


def release_words(release: EditionRelease, today: date) -> tuple[str, str]:
    """Return the day of a release, and what comes out."""
    try:
        day = day_words(date.fromisoformat(release.date), today)
    except ValueError:
        day = release.date
    return day, clean_line(", ".join(filter(None, (release.title, release.what))))


def numbers_of(edition: Edition) -> dict[int, int]:
    """Return the number that each article has in the contents."""
    return {entry.article: number for _, found in contents(edition) for number, entry in found}


def contents_text(edition: Edition, *, width: int = 0, ascii_only: bool = False) -> str:
    """Return the contents of an edition as plain text that ends in one line feed."""
    head = (clean_line(edition.title), f"{length_words(edition)}{_about(edition)}")
    parts = ["\n".join(wrap(line, width) for line in head)]
    margin = " " * (len(str(len(edition.entries))) + 2)
    for section, found in contents(edition):
        lines = [wrap(clean_line(section), width)]
        for number, entry in found:
            lines.append(wrap(clean_line(entry.title), width, f"{number:>{len(margin) - 2}}  ", margin))
            lines.append(wrap(entry_words(entry), width, margin))
        parts.append("\n".join(lines))
    numbers = numbers_of(edition)
    if edition.quotes:
        said = (_quote_text(quote, numbers, width) for quote in edition.quotes)
        parts.append("\n\n".join((QUOTES, *said)))
    if edition.releases:
        days = [release_words(one, edition.made.date()) for one in edition.releases]
        room = max(len(day) for day, _ in days) + 2
        lines = [wrap(words, width, day.ljust(room), " " * room) for day, words in days]
        parts.append("\n".join((RELEASES, *lines)))
    text = clean_text("\n\n".join(parts) + "\n")
    return fold_ascii(text) if ascii_only else text


def edition_text(
    edition: Edition, chapters: Chapters, write: Callable[[Article], str], *, width: int = 0, ascii_only: bool = False
) -> Iterator[str]:
    """Yield an edition as plain text in parts: its contents, then each article as ``write`` sets it."""
    yield contents_text(edition, width=width, ascii_only=ascii_only)
    for number, (entry, article) in enumerate(chapters, 1):
        also = f"\n{wrap(f'[{_also(entry)}]', width)}\n" if entry.others else ""
        place = wrap(f"[{clean_line(entry.section)}: {place_words(number, edition)}]", width)
        head = f"\n\n* * *\n\n{place}\n\n"
        said = clean_text(head), write(article), clean_text(also)
        yield "".join(fold_ascii(part) for part in said) if ascii_only else "".join(said)


def edition_markdown(edition: Edition, chapters: Chapters) -> Iterator[str]:
    """Yield an edition as Markdown (CommonMark 0.31) in parts; the contents lead to the articles."""
    parts = [f"# {escape(clean_line(edition.title))}", f"{length_words(edition)}{escape(_about(edition))}"]
    for section, found in contents(edition):
        lines = [
            f"{number}. [{escape(clean_line(entry.title))}](#article-{number})\\\n"
            f"{' ' * (len(str(number)) + 2)}{escape(entry_words(entry))}"
            for number, entry in found
        ]
        parts += [f"**{escape(clean_line(section))}**", "\n".join(lines)]
    numbers = numbers_of(edition)
    if edition.quotes:
        parts += [f"## {QUOTES}", *(_quote_markdown(quote, numbers) for quote in edition.quotes)]
    if edition.releases:
        days = [release_words(one, edition.made.date()) for one in edition.releases]
        parts += [f"## {RELEASES}", "\n".join(f"- {escape(f'{day}: {words}')}" for day, words in days)]
    yield clean_text("\n\n".join(parts)) + "\n"
    for number, (entry, article) in enumerate(chapters, 1):
        url = None if article.veiled else article.url or article.canonical_url
        lines = [
            f"{escape(clean_line(entry.section))}: {place_words(number, edition)}",
            link(byline(article) or "The article", url) if url else escape(byline(article)),
            escape(_also(entry)),
        ]
        head = "\\\n".join(filter(None, lines))
        yield f'\n* * *\n\n<a id="article-{number}"></a>\n\n{part_markdown(article, head)}'


def edition_json(edition: Edition, chapters: Chapters, *, indent: int | None = 2) -> str:
    """Return an edition as a JSON object and a line feed; each entry has its article as ``content`` (schema 1)."""
    known: dict[str, Any] = msgspec.to_builtins(edition)
    articles = {entry.article: article for entry, article in chapters}
    entries = [
        {
            **{key: value for key, value in entry.items() if key != "gone"},
            "content": msgspec.to_builtins(articles[entry["article"]]),
        }
        for entry in known["entries"]
        if entry["article"] in articles
    ]
    facts = {key: known[key] for key in ("title", "made", "minutes", "query")}
    said = {**facts, "length": edition.length, "entries": entries}
    data = msgspec.json.encode({**said, "quotes": known["quotes"], "releases": known["releases"]})
    return (msgspec.json.format(data, indent=indent) if indent is not None else data).decode() + "\n"


def _also(entry: EditionEntry) -> str:
    return clean_line(f"Also in {listed(entry.others)}") if entry.others else ""


def _about(edition: Edition) -> str:
    return f", from “{clean_line(edition.query, 120)}”" if edition.query else ""


def _from(quote: EditionQuote, numbers: dict[int, int]) -> str:
    """Return whose words a quotation is, and in which article of the contents it stands."""
    number = numbers.get(quote.article)
    return clean_line(attribution(quote.speaker, quote.via) + (f" [{number}]" if number else ""))


def _quote_text(quote: EditionQuote, numbers: dict[int, int], width: int) -> str:
    said = wrap(clean_line(quoted(quote.text)), width, INDENT)
    return f"{said}\n{wrap(f'— {_from(quote, numbers)}', width, INDENT)}"


def _quote_markdown(quote: EditionQuote, numbers: dict[int, int]) -> str:
    number = numbers.get(quote.article)
    where = f" [[{number}]](#article-{number})" if number else ""
    by = escape(clean_line(attribution(quote.speaker, quote.via)))
    return f"> {escape(clean_line(quoted(quote.text)))}\n>\n> — {by}{where}"
