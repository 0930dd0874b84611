"""Lists of names: what is read of a file, what is written, and the lines names are looked up in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.cache.annotate import KnownEntities
from pullquote.cache.core.article import ENTITY_TYPES
from pullquote.cache.core.errors import NoList
from pullquote.cache.core.names.lists import ListedName, as_lines, names_of, read_names, written


def test_a_list_is_read_with_its_types_and_further_names() -> None:
    data = (
        "\ufeffname\ttype\taka\r\n"
        "Salt Harbor\tshow\tThe Harbor | Harbour Lights; SH\n"
        "\n# a remark\n"
        "#Hollow\tfilm\n"
        "Nine Candles (1974)\tMovies\n"
        "Mary Ann Teller\tpeople\tM. A. Teller\tMATeller\n"
        "Hollow Pines\tband\n"
    )
    found = read_names(data.encode(), source="mine.tsv")
    assert found.skipped == ()
    assert [(one.name, one.type, one.aka) for one in found.names] == [
        ("Salt Harbor", "show", ("The Harbor", "Harbour Lights", "SH")),
        ("#Hollow", "film", ()),
        ("Nine Candles", "film", ()),
        ("Mary Ann Teller", "person", ("M. A. Teller", "MATeller")),
        ("Hollow Pines", "group", ()),
    ]
    assert {one.source for one in found.names} == {"mine.tsv"}


def test_bad_lines_are_named_by_number_and_cost_nobody_else() -> None:
    lines = [b"Salt Harbor\tshow", b"Nine Candles", b"\tfilm", b"Caf\xe9 Noir\tfilm", b"Low Tide\tmusicle", b"x" * 900]
    found = read_names(b"\n".join([*lines, b"Cold Sun\tsong"]))
    assert [one.name for one in found.names] == ["Salt Harbor", "Cold Sun"]
    reasons = dict(found.skipped)
    assert list(reasons) == [2, 3, 4, 5, 6]
    assert "--type" in reasons[2]
    assert "no name" in reasons[3]
    assert "UTF-8" in reasons[4]
    assert "“musicle” is no type" in reasons[5]
    assert "album, song, book" in reasons[5]
    assert "longer" in reasons[6]


@pytest.mark.parametrize("data", ["Salt Harbor\tshow\n".encode("utf-16"), b"SQLite format 3\x00\x10"])
def test_what_is_no_text_is_refused_whole(data: bytes) -> None:
    with pytest.raises(NoList, match="UTF-8"):
        read_names(data)


def test_a_head_may_name_more_columns_in_any_order() -> None:
    data = (
        "Name\tType\tNetwork\tYear\taka\tLanguage\tKind\n"
        "Umber\tshow\tTidemark\t2011 – 2019\tThe Umber|Umbers\tEnglish\tSports\n"
        "Low Tide\tshow\t\t2024-\n"
        "Low Tide\tshow\tTidemark\t2012\n"
        "Cold Sun (1974)\tfilm\n"
        "Nine\tshow\t\tsoon\n"
    )
    found = read_names(data.encode())
    assert [(one.name, one.aka, one.years, one.network, one.language, one.kind) for one in found.names] == [
        ("Umber", ("Umbers",), "2011-2019", "Tidemark", "English", "Sports"),
        ("Low Tide", (), "2024-", "Tidemark", "", ""),
        ("Cold Sun", (), "1974", "", "", ""),
    ]
    assert [(number, "2011-2019" in reason) for number, reason in found.skipped] == [(6, True)]
    assert sorted(read_names(written(found.names).encode()).names, key=str) == sorted(found.names, key=str)
    assert sorted(names_of(as_lines(found.names)), key=str) == sorted(found.names, key=str)


def test_a_type_may_be_given_for_all() -> None:
    found = read_names(b"name\nSalt Harbor\nLow Tide\talbum\nSalt Harbor\t\tHarbor Days\n", type="show")
    assert [(one.name, one.type, one.aka) for one in found.names] == [
        ("Salt Harbor", "show", ("Harbor Days",)),
        ("Low Tide", "album", ()),
    ]


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    read_names(b"".join(b"Name %d Quill\tperson\n" % n for n in range(5_000)), progress=lambda *at: told.append(at))
    assert told == [(2_000, 5_000), (4_000, 5_000)]


_texts = st.text(
    st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp", "Cf", "Co", "Cn"]), min_size=1, max_size=30
)


@given(st.lists(st.tuples(_texts, st.sampled_from(ENTITY_TYPES))))
def test_what_is_read_is_written_kept_and_found_again(rows: list[tuple[str, str]]) -> None:
    data = "".join(f"{name}\t{kind}\n" for name, kind in rows)
    names = read_names(data.encode()).names
    assert sorted(read_names(written(names).encode()).names, key=str) == sorted(names, key=str)
    lines = as_lines(names)
    assert sorted(names_of(lines), key=str) == sorted(names, key=str)
    known = KnownEntities(lists=[lines])
    for one in names:
        assert (one.name, one.type) in {(found.name, found.type) for found in known.listed(one.name)}
        assert known.may_begin(one.name)


def test_a_name_is_found_by_its_further_names_and_by_nothing_like_it() -> None:
    known = KnownEntities(lists=[as_lines([ListedName(name="Salt Harbor", type="show", aka=("The Harbor Days",))])])
    assert [one.name for one in known.listed("harbor days")] == ["Salt Harbor"]
    assert known.may_begin("Salt")
    assert not known.may_begin("Sal")
    assert known.listed("Salt") == []
    assert known
