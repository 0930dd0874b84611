"""The rows of the quote book: the words beside a bar, who said them, the user's note, where they stood."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from pullquote.cache.core.clippings import Clipping
from pullquote.cache.core.sanitize import clean_line, clean_name, clean_text
from pullquote.cache.export.attribution import attribution
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.layout import break_lines
from pullquote.tui.render.page_rows import Part, beside, day, lit_words, note_lead
from pullquote.tui.render.rows import StyleOf, fit

WORDS_LINES, NOTE_LINES = 9, 5
"""Lines of the words, and of a note, that a row shows."""
_KINDS = {"highlight": "highlighted", "quotation": "kept", "article": "noted"}


def clipping_prompt(
    clipping: Clipping, width: int, icons: Icons, style: StyleOf, *, words: Sequence[str] = ()
) -> Content:
    """Return an entry of the quote book; ``words`` that were looked for are lit up."""
    parts: list[Part] = []
    text = clean_text(clipping.text)
    if clipping.kind == "quotation":
        text = f"{icons.open_quote}{text}{icons.close_quote}"
    for line in _lines(text, width - 2, WORDS_LINES, icons):
        parts += [(f"{icons.marked if clipping.kind == 'highlight' else icons.bar} ", style("bar"))]
        parts += [lit_words(line, words, style, "said" if clipping.kind == "quotation" else "fact"), "\n"]
    if by := attribution(clean_name(clipping.speaker or ""), clean_name(clipping.via or "")):
        parts.append((fit(f"  {icons.dash} {by}", width, icons.ellipsis).rstrip() + "\n", style("name")))
    lead = note_lead(icons)
    note = clean_text(clipping.note)
    for number, line in enumerate(_lines(lead + note, width - 4, NOTE_LINES, icons) if note else ()):
        parts += ["  " if not number or icons.spoken else "    "]
        parts += [lit_words(line, words, style, "name" if clipping.kind == "article" else "fact"), "\n"]
    dot = f" {icons.dot} "
    made = [f"{_KINDS[clipping.kind]} {day(clipping.made)}"]
    made += [] if clipping.article is not None else ["no longer in the library"]
    facts = [part for part in (clean_name(clipping.outlet or ""), day(clipping.published)) if part]
    if cell_len(dot.join((*facts, *made))) <= width - 2:
        facts, made = [*facts, *made], []  # else on a line of their own
    parts.append((beside(f"  {clean_line(clipping.title)}", dot.join(facts), width, icons) + "\n", style("note")))
    if made:
        parts.append((fit(f"  {dot.join(made)}", width, icons.ellipsis).rstrip() + "\n", style("note")))
    return Content.assemble(*parts)


def _lines(text: str, width: int, most: int, icons: Icons) -> list[str]:
    if not text:
        return []
    lines = [text[start:end] for start, end in break_lines(text, max(8, width))]
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip() + icons.ellipsis]
    return lines
