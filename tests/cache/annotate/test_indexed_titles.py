"""Titles of an index of all shows: those that stand for themselves, and ordinary words that need a second sign."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.cache.annotate import KnownEntities, annotate
from pullquote.cache.core.article import Document, Paragraph
from pullquote.cache.core.names.index import NameIndex, write_index
from pullquote.cache.core.names.lists import ListedName, lines_of

SHOWS = (
    ("Zarnow Point of Quills", "2011-2019", "Tidemark", "Scripted"),
    ("You", "2018-", "Umber One", "Scripted"),
    ("Industry", "2020-", "QRB Max", "Scripted"),
    ("January", "2003", "Umber One", "Scripted"),
    ("Velquor", "2022-", "Tidemark", "Scripted"),
    ("Quorn Regatta of Zarnow", "2001-", "Tidemark", "Sports"),
    ("Salt/Water", "2021-", "Tidemark", "Scripted"),
    *((f"The Kitchen of Zalmar {number} Harbor", "1999", "", "Scripted") for number in range(6)),
    ("Kitchen Harbor Zalmar", "1999", "", "Scripted"),
)
ABOUT = "The new film, an actor said, and the episode of the drama were fun. "


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> NameIndex:
    path: Path = tmp_path_factory.mktemp("index") / "index"
    names = [
        ListedName(name=name, type="show", years=years, network=network, kind=kind)
        for name, years, network, kind in SHOWS
    ]
    write_index(path, (line for one in names for line in lines_of(one)), b"now")
    opened = NameIndex.open(path)
    assert opened
    return opened


def found(index: NameIndex, text: str) -> set[str]:
    annotations = annotate(
        Document(title="A week of it", blocks=(Paragraph(ABOUT + text),)), KnownEntities(index=index)
    )
    return {one.name for one in annotations.entities if one.type == "show"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We all liked Zarnow Point of Quills best.", "Zarnow Point of Quills"),
        ("In the evening they saw Salt/Water again, and two of Zarnow Point of Quills.", "Salt/Water"),
        ("She has seen all of Umber One's You in a week.", "You"),
        ("They talked about You (2018) all night.", "You"),
        ("He prefers Industry, which QRB makes, to all others.", "Industry"),
        ("Nobody speaks of Velquor now that its last season is over.", "Velquor"),
    ],
)
def test_a_title_is_found_by_itself_or_beside_a_second_sign(index: NameIndex, text: str, name: str) -> None:
    assert name in found(index, text)


@pytest.mark.parametrize(
    "text",
    [
        "You can see it at Umber One. You never know.",
        "They talked about You all night, and about Industry.",
        "It comes to Umber One in January at last.",
        "He left Industry in 1990, he said.",
        "The Film Industry Council met at QRB.",
        "Nobody speaks of Velquor, the town by the sea.",
        "All of them went to the Quorn Regatta of Zarnow in May.",
        "In the Kitchen Harbor Zalmar there was tea.",
    ],
)
def test_ordinary_words_days_and_events_are_no_titles(index: NameIndex, text: str) -> None:
    assert not found(index, text)


def test_a_name_that_the_article_writes_behind_an_article_has_that_of_the_list(tmp_path: Path) -> None:
    write_index(tmp_path / "index", lines_of(ListedName(name="The Velquor Ferns", type="show")), b"now")
    opened = NameIndex.open(tmp_path / "index")
    assert opened
    assert found(opened, "We watched the Velquor Ferns again.") <= {"The Velquor Ferns"}
