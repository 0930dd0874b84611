"""The file of a long list of names: what is written is found, and what is damaged is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.cache.core.names import name_key
from pullquote.cache.core.names.index import NameIndex, index_bytes, write_index
from pullquote.cache.core.names.lists import ListedName, lines_of

SHOWS = (
    ListedName(name="Salt Harbor", type="show", years="2011-2019", network="Tidemark", language="English"),
    ListedName(name="Salt Harbor", type="show", years="1974", network="Umber One", language="French"),
    ListedName(name="The Salt Harbor Tapes", type="show", aka=("Harbor Tapes",)),
    ListedName(name="Zwölf Kerzen", type="show", language="German"),
    ListedName(name="A", type="show"),
)


def opened(folder: Path, names: tuple[ListedName, ...] = SHOWS) -> NameIndex:
    write_index(folder / "index", (line for one in names for line in lines_of(one)), b"now")
    index = NameIndex.open(folder / "index")
    assert index
    return index


def test_all_that_have_a_name_are_found_with_what_is_known_of_them(tmp_path: Path) -> None:
    index = opened(tmp_path)
    assert {(one.name, one.years, one.network, one.language) for one in index.find(name_key("The Salt Harbor"))} == {
        ("Salt Harbor", "2011-2019", "Tidemark", "English"),
        ("Salt Harbor", "1974", "Umber One", "French"),
    }
    assert [one.name for one in index.find("harbor tapes")] == ["The Salt Harbor Tapes"]
    assert [one.name for one in index.find(name_key("Zwölf Kerzen"))] == ["Zwölf Kerzen"]
    assert index.find("salt") == index.find("salt harbor tape") == index.find("zz") == []
    assert index.may_begin("salt")
    assert index.may_begin("salt harbor")
    assert not index.may_begin("sal")
    assert (index.count, index.stamp.rstrip(b"\0")) == (6, b"now")


@given(st.sets(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=12), max_size=60))
def test_each_name_is_found_by_its_key_and_begins_with_its_words(tmp_path_factory, titles: set[str]) -> None:
    names = tuple(ListedName(name=title, type="show") for title in titles)
    index = opened(tmp_path_factory.mktemp("index"), names)
    for title in titles:
        key = name_key(title, "show")
        assert title in {one.name for one in index.find(key)}
        words = key.split(" ")
        assert all(index.may_begin(" ".join(words[: n + 1])) for n in range(len(words)))


@pytest.mark.parametrize("cut", [0, 3, 30, 600, -1])
def test_a_file_that_is_not_whole_is_no_index(tmp_path: Path, cut: int) -> None:
    whole = index_bytes((line for one in SHOWS for line in lines_of(one)), b"now")
    (tmp_path / "index").write_bytes(whole[:cut])
    assert NameIndex.open(tmp_path / "index") is None
    (tmp_path / "index").write_bytes(b"X" + whole[1:])
    assert NameIndex.open(tmp_path / "index") is None
    assert NameIndex.open(tmp_path / "nothing") is None
    assert NameIndex.open(tmp_path) is None


def test_bytes_that_are_no_lines_are_passed_over(tmp_path: Path) -> None:
    whole = bytearray(index_bytes((line for one in SHOWS for line in lines_of(one)), b"now"))
    at = whole.index(b"salt harbor\tshow")
    whole[at + 12 : at + 16] = b"\xff\n\t\x00"
    (tmp_path / "index").write_bytes(whole)
    index = NameIndex.open(tmp_path / "index")
    assert index
    assert len(index.find("salt harbor")) <= 2


def test_who_has_the_index_open_keeps_it_when_another_takes_its_place(tmp_path: Path) -> None:
    before = opened(tmp_path)
    opened(tmp_path, (ListedName(name="Low Tide", type="show"),))
    assert before.find("salt harbor")
