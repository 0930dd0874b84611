"""The one place that styles untrusted text.

Everything here gives ``Content`` built from plain strings, never from markup, after one more pass
through ``sanitize``: a title with brackets, an escape sequence or a bidirectional override is shown as
the letters it is. Styles come in as a function from a role to a ``Style``, so that looks stay in the
stylesheets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime

from msgspec import Struct
from rich.cells import cell_len, set_cell_size
from textual.content import Content, Span
from textual.style import Style

from pullquote.cache.core.article import Entity, Release
from pullquote.cache.core.results import EntityRow, Headline
from pullquote.cache.core.sanitize import clean_line, clean_name
from pullquote.cache.core.times.words import MONTHS, WEEKDAYS, date_words
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.layout import Line, Run, break_lines
from pullquote.tui.render.row_format import RELATIVE, DateFormat, Field, length, text_of

StyleOf = Callable[[str], Style]
_Part = str | tuple[str, str | Style]
"""A piece of a line; a headline is drawn often, so that each of its lines is assembled once, of all pieces."""
_LENGTH = 8
"""Cells for how long an article is, with a blank before."""
_WITH_DATE, _WITH_OUTLET, _WITH_LENGTH = 28, 48, 58
"""Cells from which on a row of one line has a date, an outlet, a length."""
DETAIL_LINES = 6
"""Lines in which the detail of a name says what a catalogue does."""
_LEAST_TITLE = 16
"""Cells below which the title is not pressed: fields go instead, the last first."""
_ROLES = {"title": "title", "names": "named", "outlet": "outlet", "author": "outlet", "tags": "named"}
"""The look of the fields of a row; the others are ``meta``."""


def plain(text: str, style: Style | str = "") -> Content:
    """Return one line of untrusted text."""
    return Content.styled(clean_line(text), style) if style else Content(clean_line(text))


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """Return ``text`` in exactly ``width`` cells: padded, or cut with an ellipsis."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, max(0, width - cell_len(ellipsis))).rstrip() + ellipsis, width)


def line_content(line: Line, style: StyleOf, lit: Iterable[Run] = (), *, linked: bool = False) -> Content:
    """Return one line of an article; ``lit`` are runs of its passage to light up (a name, a match, a quote).

    Where it is ``linked``, the terminal is told where its links lead: an OSC 8 hyperlink with a clean address. In a
    passage in italics, what is set in italics elsewhere is upright, as books have it.
    """
    passage = line.passage
    offset = len(line.lead) - line.start
    text = line.lead + line.text
    spans = [Span(0, len(line.lead), style(passage.lead_role))] if line.lead else []
    whole = style(passage.role)
    spans.append(Span(len(line.lead), len(text), whole))
    for run in (*passage.runs, *lit):
        start, end = max(run.start, line.start), min(run.end, line.end)
        if start < end:
            look = style(run.role)
            if whole.italic and look.italic:
                look += Style(italic=False)
            spans.append(
                Span(start + offset, end + offset, look + Style(link=run.address) if linked and run.address else look)
            )
    return Content(text, spans=spans)


def day_words(day: date, today: date | None = None) -> str:
    """Return a day as people say it: ``Today``, ``Thursday 19 November``, with the year where it is another one."""
    today = today or date.today()  # noqa: DTZ011 -- where the reader is
    ago = (today - day).days
    if ago in (0, 1):
        return "Yesterday" if ago else "Today"
    words = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def released(release: Release) -> str:
    """Return a stated date as people write it: ``season 2, 30 Sep 2016``; a fact without a date as it is."""
    parts = [clean_line(release.what or "", 60), clean_line(date_words(release.date or ""), 20)]
    return ", ".join(part for part in parts if part)


def age(when: datetime, now: datetime | None = None) -> str:
    """Return how long ago, in at most six cells: ``now``, ``12m``, ``5h``, ``3d``, ``12 Jun``, ``2016``."""
    return RELATIVE.written(when, now or datetime.now(UTC))


class RowLook(Struct, frozen=True):
    """How rows are written: dates, and the ``fields`` of a row of one line, none for those it has by itself.

    ``stories``: a row stands for all of its story, and says of how many others.
    """

    icons: Icons
    date: DateFormat = RELATIVE
    fields: tuple[Field, ...] = ()
    stories: bool = False


def headline_row(headline: Headline, width: int, look: RowLook, style: StyleOf, now: datetime | None = None) -> Content:
    """Return a headline on one line: signs, age, title and names, outlet, length; or the fields a user chose.

    Where it is narrow the length goes, then the outlet, then the date.
    """
    now = now or datetime.now(UTC)
    if look.fields:
        return _formatted_row(headline, width, look, style, now)
    icons, date_width = look.icons, look.date.width + 2 if width >= _WITH_DATE else 0
    length_width = _LENGTH if width >= _WITH_LENGTH else 0
    outlet_width = min(18, max(8, width // 5 + 2)) if width >= _WITH_OUTLET else 0
    title_width = max(1, width - 2 - date_width - (outlet_width + 1 if outlet_width else 0) - length_width)
    spoken = "".join(f"{word}: " for word in _own_words(headline, icons))
    more = _more(headline, look)
    if more and not outlet_width:
        title_width -= cell_len(more)
    title = fit(spoken + title_of(headline, icons), title_width, icons.ellipsis)
    names = _names(headline, title_width - cell_len(title.rstrip()) - 2)
    lead = title.rstrip() + "  " if names else title
    date = look.date.written(headline.when, now).rjust(look.date.width) + "  " if date_width else ""
    outlet = _with_more(_outlet(headline), more, outlet_width - 1, icons.ellipsis) if outlet_width > 1 else more
    if outlet_width:
        outlet = " " + fit(outlet, outlet_width)
    return Content.assemble(
        _sign(headline, icons, style),
        _queued(headline, icons, style) if headline.queued else _marked(headline, icons, style),
        (date, style("meta")),
        (lead, style("title" if not headline.read else "title-read")),
        (fit(names, title_width - cell_len(lead)) if names else "", style("named")),
        (outlet, style("outlet")),
        (length(headline).rjust(_LENGTH) if length_width else "", style("meta")),
    )


def _formatted_row(headline: Headline, width: int, look: RowLook, style: StyleOf, now: datetime) -> Content:
    parts: list[Content | str | tuple[str, str | Style]] = []
    for field in _fitting(look.fields, width):
        if not field.name:
            parts.append((field.text, style("meta")))
            continue
        if field.name == "unread":
            sign, sign_style = _sign(headline, look.icons, style)
            parts.append((fit(sign, field.width), sign_style))
            continue
        text = look.date.written(headline.when, now) if field.name == "date" else text_of(field, headline)
        if field.name == "title" and headline.veiled:
            text = title_of(headline, look.icons)
        if field.name == "outlet" and (more := _more(headline, look)):
            text = _with_more(text, more, field.width, look.icons.ellipsis)
        if field.right and cell_len(text) < field.width:
            text = " " * (field.width - cell_len(text)) + text
        role = _ROLES.get(field.name, "meta")
        role = "title-read" if role == "title" and headline.read else role
        parts.append((fit(text, field.width, look.icons.ellipsis), style(role)))
    return Content.assemble(*parts).truncate(max(1, width))


def _fitting(fields: tuple[Field, ...], width: int) -> tuple[Field, ...]:
    """Return the fields there is room for, the title with what they leave: where it is narrow, the last go first."""
    kept = list(fields)
    while (left := width - sum(field.width or cell_len(field.text) for field in kept)) < _LEAST_TITLE:
        last = next((at for at in range(len(kept) - 1, -1, -1) if kept[at].name not in ("", "title", "unread")), None)
        if last is None:
            break
        del kept[last]
        if last < len(kept) and not kept[last].name:
            del kept[last]  # the text that parted it from the next
        elif last and not kept[last - 1].name:
            del kept[last - 1]
    flexible = [field for field in kept if field.name == "title" and not field.width]
    share = max(1, left // len(flexible)) if flexible else 0
    return tuple(Field(f.name, share, f.right) if f in flexible else f for f in kept)


def day_heading(day: date, width: int, icons: Icons, style: StyleOf, today: date | None = None) -> Content:
    """Return the heading of a day in the list, one line over its whole width."""
    words = day_words(day, today)
    label = fit(words, min(width, len(words)), icons.ellipsis)
    rule = icons.rule * max(0, width - len(label) - 1)
    return Content.assemble((label, style("day")), (f" {rule}" if rule else "", style("rule")))


def headline_card(
    headline: Headline, width: int, look: RowLook, style: StyleOf, now: datetime | None = None
) -> list[Content]:
    """Return a headline on three lines for a narrow list: its title, the names in it, outlet, age and length."""
    icons, room = look.icons, max(4, width - 3)
    title = title_of(headline, icons)
    breaks = list(break_lines(title, room))
    first = title[slice(*breaks[0])]
    second = title[breaks[1][0] :] if len(breaks) > 1 else ""
    if len(breaks) > 2:
        start, end = next(break_lines(second, room - cell_len(icons.ellipsis)))
        second = second[start:end].rstrip(" ,;:—–-") + icons.ellipsis
    role = style("title" if not headline.read else "title-read")
    lines = [Content.assemble(_sign(headline, icons, style), " ", (fit(first, room), role))]
    told, later = _facts(headline, room, look, now), _queued(headline, icons, style)
    marked = _marked(headline, icons, style)
    if second:
        lines += [
            Content.assemble(later, marked, (fit(second, room, icons.ellipsis), role)),
            Content.assemble("  ", *_told(headline, told, room, look, style)),
        ]
    else:
        if above := _names(headline, room):
            lines.append(Content.assemble(later, marked, (fit(above, room), style("named"))))
            later = marked = " "
        lines.append(Content.assemble(later, marked, (told, style("meta"))))
    return [*lines, Content("")][:3]


def headline_pair(
    headline: Headline, width: int, look: RowLook, style: StyleOf, now: datetime | None = None
) -> list[Content]:
    """Return a headline on two lines: its title; outlet, age, length and names."""
    room = max(4, width - 3)
    title = fit(title_of(headline, look.icons), room, look.icons.ellipsis)
    return [
        Content.assemble(
            _sign(headline, look.icons, style), " ", (title, style("title" if not headline.read else "title-read"))
        ),
        Content.assemble(
            _queued(headline, look.icons, style),
            _marked(headline, look.icons, style),
            *_told(headline, _facts(headline, room, look, now), room, look, style),
        ),
    ]


def title_of(headline: Headline, icons: Icons) -> str:
    """Return the title of a headline, behind a sign where it is veiled: a word where it is read aloud."""
    if not headline.veiled:
        return clean_line(headline.title)
    return f"{'veiled:' if icons.spoken else icons.veiled} {clean_line(headline.title)}"


def _facts(headline: Headline, room: int, look: RowLook, now: datetime | None) -> str:
    """Return outlet and date in one line, and the length where there is room for it."""
    dot = f" {look.icons.dot} "
    facts = _own_words(headline, look.icons)
    facts += [_outlet(headline) + _more(headline, look), look.date.written(headline.when, now or datetime.now(UTC))]
    state = length(headline)
    cut = headline.sample or not headline.complete  # that is worth an ellipsis, a length is not
    if state and (cut or cell_len(dot.join((*facts, state))) <= room):
        facts.append(state)
    return fit(dot.join(fact for fact in facts if fact), room, look.icons.ellipsis).rstrip()


def _told(headline: Headline, told: str, room: int, look: RowLook, style: StyleOf) -> tuple[_Part, _Part]:
    """Return the line of facts, with the names there is room for."""
    dot = f" {look.icons.dot} "
    names = _names(headline, room - cell_len(told + dot))
    return (told + (dot if names else ""), style("meta")), (names, style("named"))


def _names(headline: Headline, room: int) -> str:
    """Return the names that matter most in an article, those its title does not say, as far as there is room."""
    title = headline.title.casefold()
    names = [clean_name(name) for name in headline.names if name.casefold() not in title]
    fitting = [text for text in (", ".join(names), *names[:1]) if cell_len(text) <= room]
    return fitting[0] if fitting else ""


def _sign(headline: Headline, icons: Icons, style: StyleOf) -> tuple[str, Style]:
    """Return the cell before a headline: starred, unread or read."""
    if headline.starred:
        return icons.starred, style("star")
    return icons.read if headline.read else icons.unread, style("unread")


def _queued(headline: Headline, icons: Icons, style: StyleOf) -> _Part:
    """Return the cell that says whether a headline is on the reading list."""
    return (icons.queued, style("star")) if headline.queued else " "


def _marked(headline: Headline, icons: Icons, style: StyleOf) -> _Part:
    """Return the cell that says whether something of a headline's article is in the quote book."""
    return (icons.note, style("star")) if headline.marked else " "


def _own_words(headline: Headline, icons: Icons) -> list[str]:
    """Return in words what the user made of an article, for a screen reader; nothing where signs say it."""
    words = [("reading list", headline.queued), ("in the quote book", headline.marked)]
    return [word for word, is_so in words if is_so and icons.spoken]


def _more(headline: Headline, look: RowLook) -> str:
    """Return what says that other outlets have the same news: `` +2``."""
    if not look.stories or not headline.others:
        return ""
    return f" and {headline.others} more" if look.icons.spoken else f" +{headline.others}"


def _with_more(outlet: str, more: str, width: int, ellipsis: str) -> str:
    """Return an outlet with how many others there are, cut so that both fit."""
    return fit(outlet, max(1, min(cell_len(outlet), width - cell_len(more))), ellipsis) + more if more else outlet


def _outlet(headline: Headline) -> str:
    return clean_name(headline.outlet or "")


class Note(Struct, frozen=True):
    """What a catalogue says of a name of an article: whose it is, ``briefly``, and ``at_length`` for its detail."""

    source: str
    briefly: tuple[str, ...] = ()
    at_length: tuple[str, ...] = ()


class PanelRow(Struct, frozen=True):
    """What the people panel tells of an entity of an article; ``said`` counts its quotes there.

    ``note`` is what a catalogue says; ``guarded`` what of it is veiled, empty where it is not guarded.
    """

    entity: Entity
    said: int
    releases: Sequence[Release]
    followed: bool
    note: Note | None = None
    guarded: str = ""


def entity_prompt(row: PanelRow, width: int, icons: Icons, style: StyleOf) -> Content:
    """Return a row of the people panel: sign, name, count; its release dates and how much it said below."""
    entity = row.entity
    count = str(entity.mentions) if entity.mentions else ""  # who only signs is named nowhere in the text
    room = max(4, width - 3 - len(count))
    name = clean_name(entity.name) + (f" {icons.followed}" if row.followed else "")
    parts: list[Content | str | tuple[str, str | Style]] = [
        (icons.of(entity.type) + " ", style("sign")),
        (fit(name, room, icons.ellipsis), style("name")),
        (" " + count, style("count")),
    ]
    notes = [f"{icons.veiled} guarded"] if row.guarded else []
    notes += [f"said {row.said}"] if row.said else []
    notes += [note for note in map(released, row.releases) if note]
    parts += [(f"\n  {fit(note, max(4, width - 2), icons.ellipsis)}", style("note")) for note in notes]
    if row.note:
        lead = f"{row.note.source}:" if icons.spoken else icons.catalogue
        words = row.note.at_length if icons.spoken else row.note.briefly
        for line in packed(words, max(4, width - 3 - cell_len(lead)), icons):
            parts += [(f"\n  {lead} ", style("sign")), (line, style("told"))]
            lead = " " * cell_len(lead)
    return Content.assemble(*parts)


def packed(words: Sequence[str], room: int, icons: Icons, most: int = 2) -> list[str]:
    """Return a few words packed into at most ``most`` lines; what there is no room for is left out."""
    dot = f" {icons.dot} "
    lines: list[str] = []
    for word in words:
        if lines and cell_len(lines[-1] + dot + word) <= room:
            lines[-1] += dot + word
        elif len(lines) < most:
            pieces = list(broken(word, room))
            left = most - len(lines)
            if len(pieces) > left:
                pieces[left - 1] = _cut_short(pieces[left - 1], room, icons.ellipsis)
            lines += pieces[:left]
    return lines


def broken(text: str, room: int) -> Iterator[str]:
    """Yield a text in lines, broken after a comma where that does, so that dates and names in it stay whole."""
    line = ""
    for piece in text.split(", "):
        if line and cell_len(f"{line}, {piece}") > room:
            yield from _pieces(f"{line},", room)
            line = piece
        else:
            line = f"{line}, {piece}" if line else piece
    yield from _pieces(line, room)


def _pieces(line: str, room: int) -> Iterator[str]:
    yield from (line[start:end].rstrip() for start, end in break_lines(line, room))


def group_prompt(label: str, width: int, icons: Icons, style: StyleOf) -> Content:
    """Return the heading of a group in the people panel."""
    return Content.assemble((f"{label} ", style("group")), (icons.rule * max(0, width - len(label) - 1), style("rule")))


def folding_prompt(hidden: int, once: int, width: int, icons: Icons, style: StyleOf) -> Content:
    """Return the row that stands for names folded away, ``hidden`` of them, or that folds those named ``once``."""
    words = f"{icons.ellipsis} {hidden} more" if hidden else f"{icons.ellipsis} fold {once} named once"
    return Content.styled(fit(words, width, icons.ellipsis).rstrip(), style("note"))


def name_detail(
    row: PanelRow, name: EntityRow | None, quote_rows: Sequence[str], icons: Icons, style: StyleOf, width: int
) -> Content:
    """Return what is known of the name in focus: its type in words, other names, what a catalogue and it said."""
    entity = row.entity
    dot = f" {icons.dot} "
    facts: list[str] = [entity.type]
    if name and name.articles:
        facts.append(f"{name.articles} article" + ("s" if name.articles != 1 else ""))
    if name and name.followed:
        facts.append("followed")
    parts: list[Content | str | tuple[str, str | Style]] = [(clean_name(entity.name), style("heading"))]
    parts.append(("\n" + dot.join(facts), style("note")))
    others = [aka for aka in map(clean_name, entity.aka) if aka and aka != clean_name(entity.name)]
    if others:
        parts.append(("\nalso " + ", ".join(others), style("note")))
    if name and name.seen and name.type == "show":
        parts.append((f"\nseen up to {name.seen}", style("note")))
    if row.guarded:
        parts += [(f"\n{line}", style("note")) for line in broken(f"guarded: {row.guarded} is veiled", width)]
    for key, value in entity.facts.items():
        parts.append((f"\n{clean_name(key)}: {clean_line(value, 120)}", style("note")))
    if row.note:
        lead = "" if icons.spoken else f"{icons.catalogue} "
        parts.append((f"\n{lead}From {row.note.source}", style("group")))
        parts += [(f"\n{line}", style("told")) for line in packed(row.note.at_length, width, icons, most=DETAIL_LINES)]
    for quote_row in quote_rows:
        said = f"{icons.open_quote}{clean_line(quote_row)}{icons.close_quote}"
        lines = [said[s:e] for s, e in break_lines(said, max(8, width - 2))]
        if len(lines) > 4:
            lines = [*lines[:3], _cut_short(lines[3], max(8, width - 2), icons.ellipsis)]
        parts.append("\n")
        parts += [
            (f"\n{icons.bar} ", style("bar")) if not i % 2 else (lines[i // 2], style("said"))
            for i in range(2 * len(lines))
        ]
    return Content.assemble(*parts)


def _cut_short(line: str, width: int, ellipsis: str) -> str:
    """Return ``line`` with an ellipsis at its end, within ``width`` cells."""
    room = width - cell_len(ellipsis)
    kept = set_cell_size(line, room) if cell_len(line) > room else line
    return kept.rstrip(" .,;:") + ellipsis


def counted_prompt(label: str, count: str, width: int, style: StyleOf, *, indent: int = 0) -> Content:
    """Return a row with a number at its right end: a section, an outlet."""
    room = max(4, width - len(count) - indent - 1)
    return Content.assemble(" " * indent, (fit(clean_line(label), room), style("name")), (" " + count, style("count")))
