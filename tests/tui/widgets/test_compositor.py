"""What changes on a screen is drawn, whatever is asked between the change and its layout."""

from __future__ import annotations

from typing import Any

from pullquote.cache.library import Library


async def test_where_a_line_closed_is_drawn_although_places_were_asked_for_before_the_layout(
    library: Library, reader: Any
) -> None:
    async with reader(library) as session:
        await session.press("enter", "/", "a")
        screen, prompt = session.screen, session.screen.prompt
        compositor, line = screen._compositor, prompt.region
        compositor.reflow_visible(screen, screen.size)  # what a scroll does
        compositor._dirty_regions.clear()
        prompt.action_cancel()
        assert prompt not in compositor.full_map  # asked for by a widget that draws itself anew
        compositor.reflow(screen, screen.size)
        assert line in compositor._dirty_regions
