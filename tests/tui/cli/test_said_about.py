"""The quotations of a name, the same on the command line and on its page; the songs of an album."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.cache.library import Library
from pullquote.tui.services.library.about import about

from .test_commands import run

NEWS = """# Northlight Sets Its Winter

Season 2 of the drama series *Salt Harbor* begins in May. “It was a cold winter for all of us,” said director Mary
Ann Teller.

Teller also made the film *Nine Candles*. “Nobody came to the cinema that year,” Teller told Pitchfork.

“I would like to sleep for a month,” said producer Robert Lind, who lives by the sea.
"""
OTHER = """# A Book of Candles

The novelist Ann Teller has written the memoir *Wax and Wick*. “My pages smell of smoke,” novelist Ann Teller said.

“I read *Wax and Wick* twice,” said producer Robert Lind.
"""
REVIEW = """# Hollow Pines Turn the Lights Down on ‘Harbor Glass’

The folk trio Hollow Pines have made a quiet record. *Harbor Glass*, their third album, arrives on 15 May 2026.

The lead single, “Paper Boats,” is out now. “Under the Pier,” from their debut album *Groundwork*, was half as long.
"""


@pytest.fixture
def kept(hermetic: Path, tmp_path: Path) -> Path:
    """A library with the three articles."""
    for number, text in enumerate((NEWS, OTHER, REVIEW)):
        file = tmp_path / f"{number}.md"
        file.write_text(text, encoding="utf-8")
        run("add", str(file))
    return hermetic / "library"


def said(*arguments: str) -> list[str]:
    return [line.strip(",.") for line in run("quotes", *arguments, "--fields", "text").splitlines()]


COLD, CINEMA, SLEEP = (
    "It was a cold winter for all of us", "Nobody came to the cinema that year", "I would like to sleep for a month",
)  # fmt: skip


@pytest.mark.usefixtures("kept")
def test_quotations_are_those_about_the_work_not_all_of_its_articles() -> None:
    assert said("--work", "Salt Harbor") == said("--show", "salt") == said("--about", "Salt Harbor") == [COLD]
    assert said("--work", "Nine Candles") == [CINEMA]
    assert said("--about", "Nine Candles", "--person", "Lind") == []
    assert said("--show", "Wax and Wick") == []
    assert said("--work", "Wax and Wick", "--person", "Lind") == ["I read Wax and Wick twice"]
    assert said("--work", "Nothing Like It") == []
    assert len(said("show:salt")) == 3
    assert "Give one of --about, --work and --show." in run("quotes", "--about", "a", "--show", "b", code=2)


def test_the_page_of_a_name_has_the_same_quotations_and_nobody_elses(kept: Path) -> None:
    with Library.open(kept, read_only=True) as library:
        works = {name.name: about(library, name.id, 9) for name in library.names.listed(())}
    assert [row.text.strip(",") for row in works["Salt Harbor"].about] == [COLD]
    assert [row.text.strip(",") for row in works["Nine Candles"].about] == [CINEMA]
    assert [row.text.strip(",") for row in works["Ann Teller"].said] == ["My pages smell of smoke"]
    assert {row.text.strip(",") for row in works["Mary Ann Teller"].said} == {COLD, CINEMA}
    assert [row.text.strip(",") for row in works["Robert Lind"].said] == ["I read Wax and Wick twice", SLEEP]


def test_an_album_has_its_songs_and_a_song_its_album(kept: Path) -> None:
    with Library.open(kept, read_only=True) as library:
        pages = {name.name: about(library, name.id, 9) for name in library.names.listed(("album", "song"))}
    music = {name: [other.name for other in page.music] for name, page in pages.items()}
    assert music == {
        "Harbor Glass": ["Paper Boats"],
        "Groundwork": ["Under the Pier"],
        "Paper Boats": ["Harbor Glass"],
        "Under the Pier": ["Groundwork"],
    }
