"""All about a name as text, Markdown and JSON: what articles say, and apart from that what catalogues say, with credit.

What a catalogue says always stands below its name, with the address of its page and its licence, as the licences ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from pullquote.cache.core.about import About
from pullquote.cache.core.catalogue import Credit, KeptRecord
from pullquote.cache.core.catalogue.services import SERVICES
from pullquote.cache.core.counts import counted
from pullquote.cache.core.results import DatedRelease, Headline, QuoteRow
from pullquote.cache.core.sanitize import clean_address, clean_line, clean_name, clean_text
from pullquote.cache.core.times.words import date_words
from pullquote.cache.export import rows, tables
from pullquote.cache.export.attribution import attribution, quoted
from pullquote.cache.export.citations import citation_markdown
from pullquote.cache.export.markdown import escape
from pullquote.cache.export.records import (
    Listed,
    Row,
    address,
    all_facts,
    beside,
    credit_of,
    credit_words,
    first_places,
    known_here,
    lists_about,
)
from pullquote.cache.export.text import wrap

LISTED = 20
"""Rows of a list of a catalogue in text and Markdown; JSON has all."""


def about_text(about: About, *, width: int = 0, today: date | None = None) -> str:
    """Return all about a name as plain text that ends in one line feed, wrapped at ``width`` cells; 0 wraps not."""
    parts = [clean_name(about.name.name) + "\n" + wrap(" · ".join(_head(about)), width)]
    for heading, lines in _articles_say(about):
        parts.append("\n".join([heading, *(wrap(line, width, "  ", "    ") for line in lines)]))
    for kept, facts in all_facts(about.records, today or datetime.now(UTC).date()):
        own = [f"From {kept.record.source}"]
        for fact in facts:
            lead = fact.label.ljust(10)
            for line in fact.lines:
                own.append(wrap(line, width, "  " + lead, " " * 12))
                lead = " " * 10
        if kept.record.about:
            own.append(wrap(clean_line(kept.record.about, None), width, "  "))
        parts.append("\n".join([*own, f"  {address(kept.record)}", f"  {credit_words(kept)}"]))
    for listed in lists_about(about):
        shown = _first(listed, about)
        own = []
        for at in shown:
            own.append(wrap(_row(listed.rows[at], about), width, "  ", "    "))
            own += [f"    {page}" for page in listed.pages[at : at + 1]]
        if more := len(listed.rows) - len(shown):
            own.append(f"  and {more:,} more; --json has all of them")
        own += [f"  {credit_of(listed.record)}"] if listed.pages else []
        parts.append("\n".join([f"{listed.heading}, from {listed.record.source}", *own]))
    return clean_text("\n\n".join(parts)) + "\n"


def about_markdown(about: About, *, today: date | None = None) -> str:
    """Return all about a name as Markdown that ends in one line feed; sources and articles are linked."""
    parts = [f"# {escape(clean_name(about.name.name))}", escape(" · ".join(_head(about)))]
    if about.dates:
        parts += ["## Dates", "\n".join(f"- {escape(_dated(release))}" for release in about.dates)]
    for heading, quote_rows in (("Said", about.said), (_about_label(about), about.about)):
        if quote_rows:
            parts += [f"## {heading}", *(citation_markdown(quote_row).rstrip("\n") for quote_row in quote_rows)]
    if about.articles:
        parts += ["## Articles", "\n".join(f"- {_linked(headline)}" for headline in about.articles)]
    for kept, facts in all_facts(about.records, today or datetime.now(UTC).date()):
        parts.append(f"## From {kept.record.source}")
        parts.append("\n".join(f"- {fact.label}: {escape('; '.join(fact.lines))}" for fact in facts))
        parts.append(escape(clean_line(kept.record.about, None)))
        parts.append(_source_markdown(kept))
    for listed in lists_about(about):
        shown = _first(listed, about)
        rows = [f"- {_linked_row(listed, at, about)}" for at in shown]
        if more := len(listed.rows) - len(shown):
            rows.append(f"- and {more:,} more")
        parts += [f"### {listed.heading}, from {listed.record.source}", "\n".join(rows)]
        parts += [escape(f"{credit_of(listed.record)}.")] if listed.pages else []
    return clean_text("\n\n".join(part for part in parts if part)) + "\n"


def about_object(about: About) -> dict[str, Any]:
    """Return all about a name for JSON: the keys of a row of names, what articles say, and ``catalogue``."""
    return {
        **_row_object(about.name, tables.NAMES),
        "dates": [_date_object(release) for release in about.dates],
        "said": [_row_object(quote_row, tables.SAYINGS) for quote_row in about.said],
        "said_about": [_row_object(quote_row, tables.SAYINGS) for quote_row in about.about],
        "music": [_row_object(row, tables.NAMES) for row in about.music],
        "newest": [_row_object(headline, rows.HEADLINES) for headline in about.articles],
        "catalogue": [_record_object(kept, about) for kept in about.records],
        "credited": [_record_object(kept, about) for kept in about.parts],
    }


def about_json(abouts: Sequence[About]) -> str:
    """Return one name as an indented JSON object, several as an array, with a line feed at the end."""
    objects = [about_object(about) for about in abouts]
    data = msgspec.json.encode(objects[0] if len(objects) == 1 else objects)
    return msgspec.json.format(data, indent=2).decode() + "\n"


def about_jsonl(about: About) -> str:
    """Return a name as one line of JSON, with a line feed at the end."""
    return msgspec.json.encode(about_object(about)).decode() + "\n"


def _row_object(row: Any, table: rows.Table) -> dict[str, Any]:
    return {column.name: column.value(row) for column in table.pick(table.json)}


def _date_object(release: DatedRelease) -> dict[str, Any]:
    """Return a date an article states; those of catalogues stand with their records."""
    own = msgspec.to_builtins(release)
    return {key: own[key] for key in ("title", "what", "date", "precision", "text", "article", "stated")}


def _record_object(kept: KeptRecord, about: About) -> dict[str, Any]:
    """Return a record with its source and licence; whoever and whatever articles name has its number as ``here``."""
    record = kept.record
    service = SERVICES[record.provider]
    own = msgspec.to_builtins(record)
    listed: dict[str, Sequence[Row]] = {"credits": record.credits, "works": record.works}
    for key, listing in listed.items():
        for row, out in zip(listing, own[key], strict=True):
            known = known_here(row, about.here)
            out["here"] = known.id if known else None
    return {
        "source": record.source,
        "url": address(record),
        "credit": service.credit,
        "licence": service.licence,
        "terms": service.terms,
        "fetched": kept.fetched.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "why": kept.why,
        **{key: value for key, value in own.items() if key != "url"},
    }


def _head(about: About) -> list[str]:
    name = about.name
    facts = [name.type, *(counted(n, word) for n, word in _counts(about) if n)]
    if name.last:
        facts.append(f"last {date_words(name.last.date().isoformat())}")
    facts += ["followed"] if name.followed else []
    if others := [other for other in map(clean_name, name.aka) if other]:
        facts.append("also " + ", ".join(others))
    return facts


def _counts(about: About) -> Iterator[tuple[int, str]]:
    name = about.name
    return zip((name.articles, name.mentions, name.quotes), ("article", "mention", "quote"), strict=True)


def _articles_say(about: About) -> Iterator[tuple[str, list[str]]]:
    """Yield the headings of what articles say, with the lines below each."""
    label = "Songs" if about.name.type == "album" else "On the album"
    for heading, lines in (
        ("Dates", [_dated(release) for release in about.dates]),
        (label, [clean_name(row.name) for row in about.music]),
        ("Said", [_saying(quote_row) for quote_row in about.said]),
        (_about_label(about), [_saying(quote_row) for quote_row in about.about]),
        ("Articles", [_headline(headline) for headline in about.articles]),
    ):
        if lines:
            yield heading, lines


def _about_label(about: About) -> str:
    return "Said about them" if about.name.type in ("person", "group") else "Said about it"


def _dated(release: DatedRelease) -> str:
    words = ", ".join(part for part in (release.what, date_words(release.date or "")) if part) or "a date"
    return clean_line(f"{words}: {release.text}" if release.text else words, None) + f" ({release.article})"


def _saying(quote_row: QuoteRow) -> str:
    by = attribution(quote_row.speaker, quote_row.via)
    where = ", ".join(part for part in (quote_row.title, quote_row.outlet) if part)
    return clean_line(f"{quoted(quote_row.text)} — {by + '. ' if by else ''}{where} ({quote_row.article})", None)


def _headline(headline: Headline) -> str:
    day = date_words(headline.when.date().isoformat())
    return clean_line(f"{headline.id}: {headline.title} · {', '.join(filter(None, (headline.outlet, day)))}", None)


def _linked(headline: Headline) -> str:
    title, url = escape(clean_line(headline.title, None)), None if headline.veiled else clean_address(headline.url)
    facts = ", ".join(filter(None, (headline.outlet, date_words(headline.when.date().isoformat()))))
    return f"{f'[{title}](<{url}>)' if url else title}, {escape(clean_line(facts))}"


def _source_markdown(kept: KeptRecord) -> str:
    service = SERVICES[kept.record.provider]
    day = date_words(kept.fetched.date().isoformat())
    source = escape(kept.record.source)
    source = f"[{source}](<{url}>)" if (url := address(kept.record)) else source
    return f"{source}: {escape(service.credit)} [{escape(service.licence)}](<{service.terms}>), as of {day}."


def _first(listed: Listed, about: About) -> list[int]:
    return first_places(listed.rows, lambda row: known_here(row, about.here) is not None, LISTED)


def _linked_row(listed: Listed, at: int, about: About) -> str:
    text = escape(_row(listed.rows[at], about))
    page = "".join(listed.pages[at : at + 1])
    return f"[{text}](<{page}>)" if page else text


def _row(row: Row, about: About) -> str:
    known = known_here(row, about.here)
    year = "" if isinstance(row, Credit) or not row.year else f"{row.year}  "
    return year + beside(row) + (f" ({counted(known.articles, 'article')})" if known else "")
