"""The rows that show what catalogues say, as ``Content``: told apart from what articles say by a sign and a heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from pullquote.cache.core.article import Article, Entity, EntityType
from pullquote.cache.core.catalogue import PROVIDER_NAMES, KeptRecord, Told, Work
from pullquote.cache.core.counts import counted
from pullquote.cache.core.names import name_key
from pullquote.cache.core.results import EntityRow
from pullquote.cache.core.sanitize import clean_line, clean_name
from pullquote.cache.export.records import (
    Fact,
    Row,
    at_length,
    briefly,
    credit_words,
    joint,
    known_here,
    part,
    shown_address,
    title_of,
)
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.layout import break_lines
from pullquote.tui.render.page_rows import Part, heading
from pullquote.tui.render.rows import Note, StyleOf, broken, fit

TEXT_LINES = 3
_LABEL = 10
"""Cells of a label with the blanks after it."""
_ONE_LINE = 64
"""Cells from which on an address and its licence stand on one line."""
_SPELLED = 50
"""Cells from which on a count has its noun."""
_YEAR = 6


def catalogue_heading(words: str, width: int, icons: Icons, style: StyleOf) -> Content:
    """Return the heading of rows that a catalogue says: ``◇ From TVmaze``."""
    return heading(words if icons.spoken else f"{icons.catalogue} {words}", width, icons, style)


def facts_prompt(facts: Sequence[Fact], width: int, icons: Icons, style: StyleOf) -> Content:
    """Return facts below each other, each beside its label."""
    room = max(8, width - 2 - _LABEL)
    parts: list[Part] = []
    for fact in facts:
        lead = fit(f"{fact.label}:" if icons.spoken else fact.label, _LABEL)
        for line in (line for long in fact.lines for line in broken(long, room)):
            parts += ["\n" if parts else "", ("  " + lead, style("note")), (_in_signs(line, icons), style("fact"))]
            lead = " " * _LABEL
    return Content.assemble(*parts)


def _in_signs(line: str, icons: Icons) -> str:
    return line.replace("“", icons.open_quote).replace("”", icons.close_quote)


def text_prompt(text: str, width: int, icons: Icons, style: StyleOf, *, whole: bool) -> tuple[Content, bool]:
    """Return what a work is about, in a few lines unless the ``whole`` is wanted, and whether something was cut off."""
    text = clean_line(text, None)
    room = max(8, width - 2)
    lines = [text[start:end].rstrip() for start, end in break_lines(text, room)]
    cut = not whole and len(lines) > TEXT_LINES
    if cut:
        last = lines[TEXT_LINES - 1]
        last = last if cell_len(last) + cell_len(icons.ellipsis) <= room else last.rpartition(" ")[0]
        lines = [*lines[: TEXT_LINES - 1], last.rstrip(" .,;:") + icons.ellipsis]
    return Content.styled("\n" + "\n".join(f"  {line}" for line in lines), style("fact")), cut


def source_prompt(kept: KeptRecord, width: int, icons: Icons, style: StyleOf) -> Content:
    """Return whose facts these are: the address of the record, its licence and how old it is."""
    shown, words = shown_address(kept.record) or kept.record.source, credit_words(kept)
    room = max(8, width - 2)
    if width >= _ONE_LINE and cell_len(shown) + cell_len(words) + 3 <= room:
        return Content.assemble("  ", (shown, style("named")), (f" {icons.dot} {words}", style("note")))
    parts: list[Part] = ["  ", (fit(shown, room, icons.ellipsis).rstrip(), style("named"))]
    parts += [(f"\n  {line}", style("note")) for line in broken(words, room)]
    return Content.assemble(*parts)


def catalogue_note(words: str, width: int, style: StyleOf) -> Content:
    """Return words about rows that stand above them."""
    lines = (words[start:end].rstrip() for start, end in break_lines(words, max(8, width - 2)))
    return Content.styled("\n".join(f"  {line}" for line in lines), style("note"))


def listed_prompt(
    row: Row, here: Mapping[tuple[EntityType, str], EntityRow], width: int, icons: Icons, style: StyleOf
) -> Content:
    """Return somebody's part or a work: the year of a work, the name, the part; with a sign where it is named here."""
    known = known_here(row, here)
    year = (str(row.year) if row.year else "").ljust(_YEAR) if isinstance(row, Work) else ""
    count = ""
    if known is not None:
        spelled = icons.spoken or width >= _SPELLED
        count = counted(known.articles, "article") if spelled else str(known.articles)
    indent = 4 + len(year)
    room = max(8, width - indent - cell_len(count) - bool(count))
    title, words = title_of(row), joint(row) + part(row)
    with_words = cell_len(title + words) <= room
    shown = fit(title, min(cell_len(title), room), icons.ellipsis) + (words if with_words else "")
    parts: list[Part] = [
        ("  " + year, style("note")),
        (f"{icons.of(known.type) if known else ' '} ", style("sign")),
        (shown[: len(shown) - len(words) * with_words], style("name" if known else "fact")),
        (words if with_words else "", style("note")),
    ]
    if count:
        gap = " " * max(1, width - indent - cell_len(shown) - cell_len(count))
        parts += [gap, (count, style("count"))]
    if not with_words:
        below = fit(words.lstrip(", "), max(8, width - indent), icons.ellipsis).rstrip()
        parts.append((f"\n{' ' * indent}{below}", style("note")))
    return Content.assemble(*parts)


def panel_notes(article: Article, told: Mapping[int, Sequence[Told]], today: date, icons: Icons) -> Mapping[int, Note]:
    """Return what catalogues say of the names of an article, by their index.

    Somebody is told by the part they have in a work of the article, and a character by who plays it.
    """
    notes = _parts_in(article, told)
    for index, entity in enumerate(article.entities):
        for record in told.get(entity.id or 0, ()):
            if words := briefly(record, today, icons.span):
                notes[index] = Note(PROVIDER_NAMES[record.provider], tuple(words), tuple(at_length(record, today)))
                break
    return notes


def _parts_in(article: Article, told: Mapping[int, Sequence[Told]]) -> dict[int, Note]:
    """Return the parts of those an article names in the works it names, and who plays its characters."""
    people = {key: at for at, entity in _of_type(article, "person") for key in _keys_of(entity, told)}
    characters = {key: at for at, entity in _of_type(article, "character") for key in _keys_of(entity, told)}
    found: dict[int, Note] = {}
    if not people and not characters:
        return found
    for entity in article.entities:
        work = clean_name(entity.name)
        for record in told.get(entity.id or 0, ()):
            source = PROVIDER_NAMES[record.provider]
            for credit in record.credits:
                at = people.get(f"{record.provider} {credit.key}", people.get(name_key(credit.name)))
                plays = characters.get(name_key(credit.character)) if credit.character else None
                if at is not None and (words := part(credit)):
                    length = f"{words} {'in' if credit.character else 'of'} {work}"
                    found[at] = _with(found.get(at, Note(source)), words, length)
                if plays is not None:
                    words = f"played by {clean_name(credit.name)}"
                    found[plays] = _with(found.get(plays, Note(source)), words, f"{words} in {work}")
    return found


def _with(note: Note, words: str, length: str) -> Note:
    """Return a note that says ``words`` too, and in its detail ``length``."""
    briefly = note.briefly if words in note.briefly else (*note.briefly, words)
    return Note(note.source, briefly, (*note.at_length, length))


def _of_type(article: Article, kind: EntityType) -> list[tuple[int, Entity]]:
    return [(at, entity) for at, entity in enumerate(article.entities) if entity.type == kind]


def _keys_of(entity: Entity, told: Mapping[int, Sequence[Told]]) -> list[str]:
    """Return by what a credit may mean somebody: the key of a record of theirs, and every way they are written."""
    records = [f"{record.provider} {record.key}" for record in told.get(entity.id or 0, ()) if record.kind == "person"]
    return [*records, *(name_key(name) for name in (entity.name, *entity.aka))]
