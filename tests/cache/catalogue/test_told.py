"""What services answered, as `pullquote about` and the pages tell it: from the socket to the words."""

from __future__ import annotations

from datetime import date

from pullquote.cache.export.about import about_text
from pullquote.tui.services.library.about import about

from .conftest import Reader


async def test_what_services_answer_is_told_with_who_is_named_here(reader: Reader) -> None:
    reader.article(("Saltgate", "show"), ("Nora Vance", "person"))
    reader.article(("The Quiet Ferry", "film"), ("Ada March", "person"))
    reader.article(("Paper Tides", "group"), ("Wren Castle", "person"), ("Low Water Songs", "album"))
    await reader.update()
    texts = {}
    for name in ("Saltgate", "Nora Vance", "The Quiet Ferry", "Paper Tides", "Low Water Songs"):
        texts[name] = about_text(about(reader.library, reader.id(name), 5), today=date(2026, 3, 2))
    show = texts["Saltgate"]
    assert "also" not in show.partition("From TVmaze")[0]  # no article says that
    assert "  Also      La Porte de sel" in show
    assert "  Network   Harbour TV" in show
    assert "Next      12 Mar 2026, season 2, episode" in show
    assert "Nora Vance as Captain Ines Rook (1 article)" in show
    assert "https://www.tvmaze.com/shows/1/saltgate\n  Data by TVmaze, CC BY-SA 4.0, as of 2 Mar 2026" in show
    assert "Saltgate as Captain Ines Rook (1 article)" in texts["Nora Vance"]
    assert "  Studio    Gull Pictures (Ireland)\n  Released  8 Nov 2019" in texts["The Quiet Ferry"]
    assert "Ada March, director (1 article)" in texts["The Quiet Ferry"]
    assert "2004  Low Water Songs (1 article)" in texts["Paper Tides"]
    assert "Artist, from MusicBrainz\n  The Paper Tides (1 article)" in texts["Low Water Songs"]
