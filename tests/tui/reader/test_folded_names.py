"""The panel of names folds what is named once, and unfolds it for the article it is asked for."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from pullquote.cache.core.article import Article, Entity, Quote
from pullquote.cache.library import Library
from pullquote.tui.render.entity_groups import folded
from pullquote.tui.widgets.entity_list import EntityList

from ..conftest import rich_article


def crowded(title: str = "A long list of guests") -> Article:
    """Return an article that names two people often and forty once, one of whom speaks."""
    rich = rich_article()
    often = (
        Entity(name="Dara Finch", type="person", mentions=6),
        Entity(name="Ines Holloway", type="person", mentions=3),
    )
    once = tuple(Entity(name=f"Guest Number{n:02}", type="person", mentions=1) for n in range(40))
    return replace(
        rich, title=title, url=f"https://lantern.example/{len(title)}", entities=(*often, *once), mentions=(),
        releases=(),
        quotes=(Quote(text="I came by boat,", speaker="Guest Number07", block=0, start=0, end=4),),
    )  # fmt: skip


def test_who_speaks_or_is_followed_is_not_folded_away() -> None:
    article = crowded()
    names = {article.entities[index].name for index in folded(article, {("person", "Guest Number03")})}
    assert len(names) == 40 - 2 - 1  # one stays so that five are shown
    assert not names & {"Dara Finch", "Ines Holloway", "Guest Number07", "Guest Number03", "Guest Number00"}


def test_few_names_are_not_folded() -> None:
    assert not folded(replace(crowded(), entities=crowded().entities[:8]))
    assert not folded(rich_article())


async def test_what_is_named_once_is_folded_and_enter_unfolds_it_for_this_article(
    library: Library, reader: Any
) -> None:
    other = library.keep(crowded("Another list of guests"))
    crowd = library.keep(crowded())
    async with reader(library, size=(140, 60)) as session:
        panel = session.screen.query_one(EntityList)
        session.screen.open_article(crowd)
        await session.until(lambda: "… 37 more" in session.text())
        assert "In this article" in session.text()
        assert " 42" in session.text()  # the header counts all of them
        assert "Guest Number20" not in session.text()
        await session.press("g", "3", "G")
        assert panel.focused_entity is None
        await session.press("enter")
        await session.until(lambda: "Guest Number20" in session.text())
        assert panel.focused_entity is not None
        session.screen.open_article(other)
        await session.until(lambda: "… 37 more" in session.text())
        session.screen.open_article(crowd)
        await session.until(lambda: "Guest Number20" in session.text())
        await session.press("g", "3", "G", "enter")
        await session.until(lambda: "… 37 more" in session.text())
        assert panel.focused_entity is None
