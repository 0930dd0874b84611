"""Libraries that earlier versions wrote, as they are read and understood now.

``data/libraries/library-N.db.gz`` was made by the program of schema N (3 and 5 to 10 out of that of the one before):
three invented articles, one read, one starred, one half read; "Paper Boats" and Nora Vance followed, "Tin Roof" hidden,
"The Salt Road" said to be a show, a feed.
"""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from pullquote.cache.library import Library, examine
from pullquote.cache.store import migrate
from pullquote.cache.store.database import Database
from pullquote.cache.store.texts.bodies import pack, unpack

MADE = Path(__file__).parents[2] / "data" / "libraries"
SCHEMAS = sorted(int(file.name.split("-")[1].split(".")[0]) for file in MADE.glob("library-*.db.gz"))


@pytest.fixture(params=SCHEMAS)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    (tmp_path / "library.db").write_bytes(gzip.decompress((MADE / f"library-{request.param}.db.gz").read_bytes()))
    return tmp_path


def schema(folder: Path) -> int:
    connection = sqlite3.connect(folder / "library.db")
    try:
        return migrate.version(connection)
    finally:
        connection.close()


def state(library: Library) -> object:
    """Return all that the library shows of its articles and names."""
    articles = [library.article(number) for number in library.ids("")]
    return (
        library.headlines(library.ids("")),
        articles,
        sorted(library.names.listed(()), key=lambda name: name.id),
        library.quotes(),
        library.releases(),
        [library.place(article.id or 0) for article in articles],
        [feed.title for feed in library.feeds.listed()],
        library.ids('show:"Salt Road"'),
    )


def test_there_is_a_library_of_every_schema_before_this_one() -> None:
    assert list(range(1, migrate.VERSION)) == SCHEMAS


def test_an_older_library_is_read_unchanged_and_a_copy_is_left(folder: Path) -> None:
    found = schema(folder)
    with Library.open(folder) as library:
        assert schema(folder) == migrate.VERSION
        assert [headline.title.split()[0] for headline in library.headlines(library.ids(""))] == [
            "Hollow", "Tidewater", "Mara",
        ]  # fmt: skip
        assert len(library.ids("is:read")) == len(library.ids("is:starred")) == 1
        assert [library.place(number) for number in library.ids("mara")] == [0.5]
        names = {name.name: (name.type, name.followed) for name in library.names.listed(())}
        assert names["The Salt Road"] == ("show", False)
        assert names["Paper Boats"] == ("film", True)
        assert names["Nora Vance"] == ("person", True)
        assert "Tin Roof" not in names
        assert len(library.quotes()) == 3
        assert library.releases()
        before = state(library)
    assert (folder / "backups" / f"schema-{found}.db").exists()
    with Library.open(folder) as library:
        assert state(library) == before


def test_doctor_brings_an_older_library_up_to_date_and_loses_nothing(folder: Path) -> None:
    said = " ".join(examine(folder))
    assert "is sound: 3 articles, 1 feed" in said
    assert "damaged" not in said
    assert not [*folder.glob("*.corrupt-*")]
    with Library.open(folder) as library:
        assert len(library.ids("is:read")) == len(library.ids("is:starred")) == 1
        names = {name.name: (name.type, name.followed) for name in library.names.listed(())}
        assert names["Paper Boats"] == ("film", True)
        assert names["Nora Vance"] == ("person", True)


def test_an_error_in_an_older_library_is_not_blamed_on_its_age(folder: Path) -> None:
    found = schema(folder)
    database = Database(folder / "library.db", read_only=True, word="test")
    error = sqlite3.IntegrityError("UNIQUE constraint failed")
    assert database.explain(error) is error
    assert schema(folder) == found


def test_a_library_with_the_tables_of_now_is_read_without_being_changed(folder: Path) -> None:
    found = schema(folder)
    with Library.open(folder, read_only=True) as library:
        assert len(library.ids("")) == 3
    assert schema(folder) == (found if found >= migrate.READABLE else migrate.VERSION)


def test_what_is_understood_anew_keeps_what_a_user_made(folder: Path) -> None:
    with Library.open(folder) as library:
        list(library.reannotate())
        names = {(name.name, name.type): name for name in library.names.listed(()) if name.articles}
        assert names["Paper Boats", "song"].followed
        assert names["Nora Vance", "person"].followed
        assert not names["Harbor Glass", "album"].followed
        assert ("The Salt Road", "show") in names
        assert "Tin Roof" not in {name for name, _ in names}
        assert list(library.ids("is:followed")) == [*library.ids("hollow"), *library.ids("tidewater")]
        assert library.ids('song:"Paper Boats"') == library.ids('work:"Paper Boats"') == library.ids("hollow")
        assert not library.ids('film:"Paper Boats"')
        assert ("Hollow Pines", "group") in names


def test_a_damaged_library_of_an_earlier_version_gives_its_marks(folder: Path) -> None:
    path = folder / "library.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("INSERT INTO entry (feed, key, hash, read) SELECT id, 'a', x'01', 1 FROM feed")
        starred = conn.execute("SELECT title FROM article WHERE starred = 1").fetchall()
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 1)
    assert "1 read mark" in " ".join(examine(folder))
    with Library.open(folder) as library:
        assert [(headline.title,) for headline in library.headlines(library.ids("is:starred"))] == starred


def test_outlets_of_an_older_library_are_named_as_people_name_them_and_counted_as_one(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(gzip.decompress((MADE / "library-4.db.gz").read_bytes()))
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection, connection:
        connection.executemany(
            "INSERT INTO outlet (id, name, key) VALUES (?, ?, ?)",
            [(7, "TMZ.COM", "tmz com"), (8, "TMZ", "tmz"), (9, "Reel_Times", "reel times")],
        )
        for article, outlet in zip(connection.execute("SELECT id FROM article").fetchall(), (7, 8, 9), strict=True):
            connection.execute("UPDATE article SET outlet = ? WHERE id = ?", (outlet, *article))
    with Library.open(tmp_path) as library:
        assert {name: articles for name, articles, _ in library.outlets()} == {"TMZ": 2, "Reel Times": 1}
        assert len(library.ids("outlet:tmz")) == 2
        assert sorted(str(row.outlet) for row in library.headlines(library.ids(""))) == ["Reel Times", "TMZ", "TMZ"]


def test_posts_of_an_older_library_without_a_title_show_their_first_words(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(gzip.decompress((MADE / "library-4.db.gz").read_bytes()))
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection, connection:
        rows = connection.execute("SELECT id, data FROM body").fetchall()
        untitled = {row: replace(unpack(data), title="Untitled", outlet="reel-times.example") for row, data in rows}
        for row, article in untitled.items():
            connection.execute("UPDATE body SET data = ? WHERE id = ?", (pack(article), row))
        connection.execute("UPDATE article SET title = 'Untitled'")
    with Library.open(tmp_path) as library:
        for headline in library.headlines(library.ids("")):
            article = library.article(headline.id)
            assert headline.title == article.title
            assert article.text.startswith(article.title.rstrip("…"))
            assert len(article.title.split()) > 2
            assert article.outlet == "Reel Times"
