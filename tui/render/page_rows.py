"""The rows of the pages and of the offers, as ``Content``: by the same rules as ``text``, which this builds on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec import Struct
from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from pullquote.cache.core.article import Release
from pullquote.cache.core.clippings import Clipping
from pullquote.cache.core.counts import counted
from pullquote.cache.core.feed import Feed
from pullquote.cache.core.mail import comes_by_mail
from pullquote.cache.core.results import DatedRelease, EntityRow, QuoteRow, SearchHit
from pullquote.cache.core.sanitize import clean_line, clean_name
from pullquote.cache.core.times.words import SHORT_MONTHS
from pullquote.cache.export.attribution import attribution
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.layout import break_lines
from pullquote.tui.render.rows import StyleOf, age, fit, group_prompt, released

QUOTE_LINES = 9
STATE_LINES = 3
Part = Content | str | tuple[str, str | Style]


def day(when: datetime | None) -> str:
    """Return a day as people write it: ``4 Mar 2026``."""
    return f"{when.day} {SHORT_MONTHS[when.month - 1]} {when.year}" if when else ""


def heading(label: str, width: int, icons: Icons, style: StyleOf) -> Content:
    """Return the heading of a group of rows, after an empty line."""
    return Content.assemble("\n", group_prompt(label, width, icons, style))


def quote_prompt(
    quote_row: QuoteRow,
    width: int,
    icons: Icons,
    style: StyleOf,
    *,
    words: Sequence[str] = (),
    kept: Clipping | None = None,
) -> Content:
    """Return a quote set like a pull quote: the words beside a bar, who said them, where and when.

    ``words`` that were searched for are lit up; ``kept`` is what the quote book has of it, its note is shown.
    """
    said = f"{icons.open_quote}{clean_line(quote_row.text, None)}{icons.close_quote}"
    lines = [said[s:e] for s, e in break_lines(said, max(8, width - 2))]
    if len(lines) > QUOTE_LINES:
        lines = [*lines[: QUOTE_LINES - 1], lines[QUOTE_LINES - 1].rstrip() + icons.ellipsis]
    parts: list[Part] = []
    for line in lines:
        parts += [(f"{icons.bar} ", style("bar")), lit_words(line, words, style), "\n"]
    if by := attribution(clean_name(quote_row.speaker or ""), clean_name(quote_row.via or "")):
        parts.append((fit(f"  {icons.dash} {by}", width, icons.ellipsis).rstrip() + "\n", style("name")))
    if kept is not None and kept.note:
        parts.append((fit(f"  {note_lead(icons)}{clean_line(kept.note, None)}", width, icons.ellipsis), style("fact")))
        parts.append("\n")
    dot = f" {icons.dot} "
    outlets = ", ".join(map(clean_name, filter(None, (quote_row.outlet, *quote_row.other_outlets))))
    book = "in your quote book" if kept is not None else ""
    facts = dot.join(part for part in (outlets, day(quote_row.published), book) if part)
    parts.append((beside(f"  {clean_line(quote_row.title)}", facts, width, icons) + "\n", style("note")))
    return Content.assemble(*parts)


def note_lead(icons: Icons) -> str:
    """Return what stands before a note of the user's."""
    return "Your note: " if icons.spoken else f"{icons.note} "


def beside(title: str, facts: str, width: int, icons: Icons) -> str:
    """Return a title cut so that the facts after it fit; both on two lines where it is narrow."""
    if not facts:
        return fit(title, width, icons.ellipsis).rstrip()
    dot = f" {icons.dot} "
    room = width - cell_len(facts) - cell_len(dot)
    if room < min(24, cell_len(title)):
        return f"{fit(title, width, icons.ellipsis).rstrip()}\n{fit('  ' + facts, width, icons.ellipsis).rstrip()}"
    return f"{fit(title, min(room, cell_len(title)), icons.ellipsis).rstrip()}{dot}{facts}"


def lit_words(line: str, words: Sequence[str], style: StyleOf, role: str = "said") -> Content:
    """Return a line in the style of a role, ``words`` that were looked for lit up."""
    content = Content.styled(line, style(role))
    folded = line.casefold()
    if len(folded) != len(line):
        return content
    for word in words:
        at = folded.find(word)
        while at >= 0 and word:
            content = content.stylize(style("match"), at, at + len(word))
            at = folded.find(word, at + len(word))
    return content


def feed_state(feed: Feed, now: datetime | None = None) -> str:
    """Return in words how a feed does: failing since when and why, paused, when it is asked again."""
    now = now or datetime.now(UTC)
    if feed.suspended:
        return "paused: " + clean_line(feed.error or "p asks it again", 200)
    if feed.error and not feed.failures:
        return clean_line(feed.error, 200)
    if feed.error:
        since = f" since {day(feed.failing_since)}" if feed.failing_since else ""
        times = f", {feed.failures} times" if feed.failures > 1 else ""
        return f"failing{since}{times}: {clean_line(feed.error, 200)}"
    if comes_by_mail(feed.url):
        return f"comes by mail, read {_ago(feed.checked, now)}" if feed.checked else "comes by mail, none read yet"
    if feed.checked is None:
        return "not asked yet"
    return f"asked {_ago(feed.checked, now)}, {_next(feed.next_check, now)}"


def _ago(when: datetime, now: datetime) -> str:
    words = age(when, now)
    return "just now" if words == "now" else f"{words} ago" if words[-1] in "mhd" and words[0].isdigit() else words


def _next(when: datetime | None, now: datetime) -> str:
    if when is None or when <= now:
        return "next with the next refresh"
    minutes = round((when - now).total_seconds() / 60)
    if minutes < 90:
        return f"next in {max(1, minutes)}m"
    return f"next in {round(minutes / 60)}h" if minutes < 48 * 60 else f"next {day(when)}"


def feed_prompt(feed: Feed, width: int, icons: Icons, style: StyleOf, now: datetime | None = None) -> Content:
    """Return a feed on two lines: state sign, title, unread; folder and state in words."""
    trouble = bool(feed.error)
    sign = "=" if feed.suspended else "!" if feed.error else " "
    count = f"{feed.unread} unread" if feed.unread else "read" if feed.entries else ""
    room = max(4, width - 3 - cell_len(count))
    dot = f" {icons.dot} "
    state = feed_state(feed, now)
    folder = clean_line(feed.folder, 60)
    lead = f"{folder}{dot}" if folder else ""
    lead = fit(lead, min(cell_len(lead), width // 2), icons.ellipsis)
    # Why a feed fails is worth its lines; when it is asked again is not.
    lines = _in_lines(lead + state, width - 2, STATE_LINES if trouble else 1, icons.ellipsis)
    words = "\n  ".join(lines)
    return Content.assemble(
        (sign + " ", style("failed" if trouble else "note")),
        (fit(clean_line(feed.title), room, icons.ellipsis), style("title")),
        (" " + count, style("count" if feed.unread else "note")),
        ("\n  " + words[: len(lead)], style("note")),
        (words[len(lead) :], style("failed" if trouble else "note")),
    )


def folder_prompt(
    folder: str, feeds: Sequence[Feed], width: int, icons: Icons, style: StyleOf, *, folded: bool
) -> Content:
    """Return the heading of a folder: its name, how many feeds it has, how many of their articles are unread."""
    unread, entries = sum(feed.unread for feed in feeds), sum(feed.entries for feed in feeds)
    count = f"{unread} of {entries} unread" if entries else ""
    feeds_in = f" {icons.dot} {counted(len(feeds), 'feed')}"
    troubled = sum(bool(feed.error) for feed in feeds)
    facts = feeds_in + (f", {troubled} in trouble" if troubled else "") + (", folded" if folded else "")
    room = max(4, width - cell_len(count) - 3)
    name = clean_line(folder, 60)
    facts = facts if cell_len(name) + cell_len(facts) <= room else ", folded" * folded
    name = fit(name, min(cell_len(name), max(4, room - cell_len(facts))), icons.ellipsis)
    gap = " " * max(1, room - cell_len(name) - cell_len(facts) + 1)
    return Content.assemble(
        ("+ " if folded else "- ", style("group")), (name, style("group")), (facts + gap, style("note")),
        (count, style("count" if unread else "note")),
    ).truncate(width)  # fmt: skip


def _in_lines(text: str, width: int, most: int, ellipsis: str) -> list[str]:
    """Return ``text`` in lines of ``width`` cells, the last of at most ``most`` cut where there would be more."""
    places = list(break_lines(text, max(8, width)))
    lines = [text[start:end] for start, end in places[: most - 1]]
    if len(places) >= most:
        lines.append(fit(text[places[most - 1][0] :], max(8, width), ellipsis).rstrip())
    return lines


def name_head(name: EntityRow, width: int, icons: Icons, style: StyleOf, guarded: str = "") -> Content:
    """Return the head of a name's page: the name, what it is, other spellings, counts.

    ``guarded`` is what of it is veiled, empty where it is not guarded.
    """
    dot = f" {icons.dot} "
    facts: list[str] = [f"{icons.of(name.type)} {name.type}", _some(name.articles, "article")]
    facts += [_some(name.mentions, "mention"), _some(name.quotes, "quote")] if name.mentions else []
    if name.last:
        facts.append(f"last {day(name.last)}")
    if name.followed:
        facts.append(f"{icons.followed} followed")
    if name.seen and name.type == "show":
        facts.append(f"seen up to {name.seen}")
    lines = [dot.join(fact for fact in facts if fact)]
    if others := [aka for aka in map(clean_name, name.aka) if aka]:
        lines.append("also " + ", ".join(others))
    if guarded:
        lines.append(f"{icons.veiled} guarded: {guarded} is veiled")
    parts: list[Part] = [(clean_name(name.name), style("title"))]
    for line in lines:
        parts += [("\n" + line[s:e], style("note")) for s, e in break_lines(line, max(8, width))]
    return Content.assemble(*parts)


def _some(number: int, word: str) -> str:
    return counted(number, word) if number else ""


def release_prompt(release: DatedRelease, width: int, icons: Icons, style: StyleOf) -> Content:
    """Return a stated date: what, when, and in which sentence."""
    stated = Release(title=release.title, what=release.what, date=release.date, precision=release.precision)
    words = released(stated) or "a date"
    room = max(0, width - cell_len(words) - 2)
    text = clean_line(release.text)
    return Content.assemble(
        (fit(words, min(width, cell_len(words)), icons.ellipsis), style("name")),
        (f"  {fit(text, room, icons.ellipsis).rstrip()}" if room > 12 else "", style("note")),
    )


def hit_prompt(hit: SearchHit, width: int, icons: Icons, style: StyleOf) -> Content:
    """Return a find on two lines: the headline, and the snippet with what matched lit up."""
    headline = hit.headline
    facts = f" {icons.dot} ".join(p for p in (clean_name(headline.outlet or ""), age(headline.when)) if p)
    facts = facts if cell_len(facts) < width // 2 else age(headline.when)
    room = max(4, width - cell_len(facts) - 1)
    snippet = clean_line(hit.snippet, None)
    found = Content.styled(snippet, style("note"))
    if snippet == hit.snippet:
        for start, end in hit.marks:
            found = found.stylize(style("match"), start, end)
    return Content.assemble(
        (fit(clean_line(headline.title), room, icons.ellipsis) + " ", style("name")),
        (facts + "\n", style("note")),
        "  ",
        found.truncate(max(4, width - 2), ellipsis=True),
    )


class Completion(Struct, frozen=True):
    """One way to complete a line: the whole ``line``, what was put in (``label``), and what it is (``note``)."""

    line: str
    label: str
    note: str = ""


def completion_prompt(completion: Completion, width: int, icons: Icons, style: StyleOf) -> Content:
    """Return a completion: what is put in, and what it is, of which at least a third of the line is shown."""
    label = clean_line(completion.label)
    note = clean_line(completion.note)
    room = max(width - cell_len(label) - 2, width // 3)
    note = fit(note, min(room, cell_len(note)), icons.ellipsis).rstrip()
    room = width - cell_len(note) - 2 if note else width
    return Content.assemble(
        (fit(label, min(room, cell_len(label)), icons.ellipsis), style("name")),
        (f"  {note}" if note else "", style("note")),
    )


def candidate_prompt(title: str, note: str, width: int, icons: Icons, style: StyleOf, *, lines: int = 1) -> Content:
    """Return something to choose: what it is called on a line, and a note (an address, a type) on at most ``lines``."""
    note, room = clean_line(note), max(4, width - 2)
    starts = [start for start, _ in break_lines(note, room)][:lines]
    ends = (*starts[1:], len(note))
    parts = [note[start:end] for start, end in zip(starts, ends, strict=True) if start < end]
    return Content.assemble(
        (fit(clean_line(title), width, icons.ellipsis).rstrip(), style("name")),
        ("".join(f"\n  {fit(part.strip(), room, icons.ellipsis).rstrip()}" for part in parts), style("note")),
    )
