"""What is easily got wrong: a pipeline, a title that is too long, a name in a table."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from textual.style import Style

from pullquote.cache.core.article import Article, Entity, Mention, Paragraph, Table, block_text
from pullquote.cache.core.results import Headline
from pullquote.tui.render.article import compose
from pullquote.tui.render.highlights import lit_runs
from pullquote.tui.render.icons import UNICODE
from pullquote.tui.render.rows import RowLook, headline_card, headline_row

WHEN = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("width", [16, 24, 31, 32, 60])
def test_a_card_cuts_a_title_at_its_end_only_and_between_words(width: int) -> None:
    title = "A Harbour Drama Returns With a Quieter and Much Longer Second Season About the Lamps"
    headline = Headline(id=1, title=title, outlet="Reel", when=WHEN, read=False, starred=False)
    lines = [line.plain for line in headline_card(headline, width, RowLook(UNICODE), lambda _: Style.null(), WHEN)]
    shown = " ".join(line[2:].strip() for line in lines[:2])
    assert shown.count("…") == (1 if shown != title else 0)
    kept = shown.removesuffix("…")
    assert title.startswith(kept)
    assert kept == title or title[len(kept)] == " "


NAMED = Headline(
    id=1, title="Ines Holloway joins a crew", outlet="Reel", when=WHEN, minutes=4, names=("Ines Holloway", "Dara Finch")
)


@pytest.mark.parametrize("width", [34, 46, 64, 78, 120])
def test_a_headline_gives_its_length_and_the_names_its_title_does_not(width: int) -> None:
    drawn = headline_row if width >= 64 else headline_card
    given = drawn(NAMED, width, RowLook(UNICODE), lambda _: Style.null(), WHEN)
    lines = given if isinstance(given, list) else [given]
    shown = "\n".join(line.plain for line in lines)
    assert shown.count("Ines Holloway") == 1
    assert "4 min" in shown
    assert ("Dara Finch" in shown) == (width != 64)  # where the title leaves no room there is no half of a name
    assert all(line.cell_length <= width for line in lines)


def test_a_name_lights_up_in_a_table() -> None:
    table = Table((("Episode", "Director"), ("The Lamp", "Ada Moss"), ("Salt", "Bo Lind")))
    start = block_text(table).index("Ada Moss")
    article = Article(
        title="Two Episodes",
        blocks=(Paragraph("Before."), table),
        entities=(Entity(name="Ada Moss", type="person", mentions=1),),
        mentions=(Mention(0, 1, start, start + 8),),
    )
    composition = compose(article, UNICODE, 60)
    lit = lit_runs(article, composition, entity=0)
    shown = {p.text.replace("\u00a0", " "): lit.get(id(p), []) for p in composition.passages}
    (row,) = [row for row in shown if "Ada Moss" in row]
    assert [(row[run.start : run.end], run.role) for run in shown[row]] == [("Ada Moss", "lit")]
    assert not any(runs for other, runs in shown.items() if other != row)
