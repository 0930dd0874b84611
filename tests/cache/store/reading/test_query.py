"""The query language: every field, every mixture; what anybody can type has an answer or a sentence (C12)."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pullquote.cache.core.article import Entity, Paragraph, Picture
from pullquote.cache.core.errors import QueryError
from pullquote.cache.core.query import All, Any, Field, Not, Time, Words, complaint, parse
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.library import Library, Order
from pullquote.cache.store import feeds
from pullquote.cache.store.reading.search import explain

NOW = datetime(2024, 5, 10, 15, 30, tzinfo=UTC)

ODD = [
    '"', '""', '"""', "'", "''", "'; DROP TABLE article; --", "*", "**", "a*b", "-", "--", "---x", "- x", '-"',
    '-""',
    "(", ")", "(a OR b)", "a AND b", "NOT", "NOT a", "AND", "OR", "OR OR", "OR a", "a OR", "a OR OR b", "NEAR(a b)",
    "NEAR", "title : x", "^a", "a^b", "{title}: x", "10:30", ":", "::", "is:", "has:",
    "since:", "since:0d", "before:9999-12-31", "show:*", "show:%", "person:_", "feed:0", "feed:99999999999999999999",
    "outlet:'", "tag:\\", "folder:",
    "\x00", "a\x00b", "\ud800", "%", "_", "\\", "🎬", "★ ++", "a" * 3_900, '"a ' * 120, "x OR " * 120, "-" * 300,
    "ﬁlm", "İstanbul", "ſ", "ǆ", "東京", "ไทย", "\u200b", "\u202eabc", "100%", "c++", "#1", "rock'n'roll", "AC/DC",
]  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    with Library.open(tmp_path_factory.mktemp("library")) as library:
        yield library


@pytest.mark.parametrize("query", ODD)
def test_odd_input_is_read_as_words(small, query):
    assert small.count(query) == len(small.ids(query))
    assert isinstance(small.search(query), list)
    assert small.explain(query).endswith(".")
    assert isinstance(small.quotes(query), list)
    assert isinstance(small.names.listed(["person"], query), list)
    assert isinstance(small.names.complete(query), list)


pieces = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["OR", "-", '"', "*", ":", "is:unread", "show:", "person:x", "since:7d", "before:2024", "has:quote", "AND"]
    ),
    st.text(alphabet="\"*:-()^{}+ OR'\\\x00%", max_size=8),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(pieces, max_size=8).map(" ".join), st.sampled_from(list(Order)))
def test_every_input_has_an_answer_or_a_sentence(small, query, order):
    if sentence := complaint(query):
        assert sentence[-1] in ".?"
        with pytest.raises(QueryError):
            small.ids(query, order=order)
        return
    found = small.ids(query, order=order)
    assert small.count(query) == len(found)
    assert len(small.search(query, limit=50)) <= 50
    words = small.explain(query)
    assert "SELECT" not in words.replace(query, "").replace(clean_line(query), "")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=60).filter(lambda text: clean_line(text)))
def test_an_article_is_found_by_its_own_title(small, title):
    from ..conftest import made

    number = small.keep(made(1, title=title, url=None, canonical_url=None))
    for word in clean_line(title).split():
        if word == "OR" or ":" in word or word.startswith("-") or '"' in word or word.endswith("*"):
            continue  # these words mean something else
        assert number in small.ids(word), word
        assert any(hit.headline.id == number for hit in small.search(word, limit=1_000)), word
    quoted = clean_line(title).replace('"', " ").strip()
    if quoted and (
        '"' not in title or any(map(str.isalnum, quoted))
    ):  # of signs alone, these are others than the title's
        assert number in small.ids(f'"{quoted}"')


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", ()),
        ("  ", ()),
        ("casts nora", (Words("casts"), Words("nora"))),
        ('"nora vance"', (Words("nora vance", phrase=True),)),
        ('"nora vance', (Words("nora vance", phrase=True),)),
        ("van*", (Words("van", prefix=True),)),
        ("va*", (Words("va"),)),
        ("-van", (Not(Words("van")),)),
        ("spider-man", (Words("spider-man"),)),
        ("a OR b c", (Any((Words("a"), Words("b"))), Words("c"))),
        ("c a OR b OR d", (Words("c"), Any((Words("a"), Words("b"), Words("d"))))),
        ("a OR", (Words("a"), Words("OR"))),
        ("OR a", (Words("OR"), Words("a"))),
        ("is:unread -is:starred", (Field("is", "unread"), Not(Field("is", "starred")))),
        ("IS:Unread", (Field("is", "unread"),)),
        ('show:"Jessica Jones"', (Field("show", "Jessica Jones"),)),
        ('-show:"Low Orbit"', (Not(Field("show", "Low Orbit")),)),
        ("person:ritter", (Field("person", "ritter"),)),
        ("has:quotes", (Field("has", "quote"),)),
        ("show: a review", (Words("show:"), Words("a"), Words("review"))),
        ("10:30", (Words("10:30"),)),
        ('"is:odd"', (Words("is:odd", phrase=True),)),
        ("https://gazette.example/a", (Words("https://gazette.example/a"),)),
        ("since:7d", (Time("since", datetime(2024, 5, 3, 15, 30, tzinfo=UTC), "7d"),)),
        ("since:today", (Time("since", datetime(2024, 5, 10, tzinfo=UTC), "today"),)),
        ("before:yesterday", (Time("before", datetime(2024, 5, 9, tzinfo=UTC), "yesterday"),)),
        ("since:2024-01", (Time("since", datetime(2024, 1, 1, tzinfo=UTC), "2024-01"),)),
        ("before:2024-01-31", (Time("before", datetime(2024, 1, 31, tzinfo=UTC), "2024-01-31"),)),
    ],
)
def test_what_is_typed_and_what_it_means(query, tree):
    assert parse(query, now=NOW) == All(tree)


@pytest.mark.parametrize(
    ("zone", "word", "begins"),
    [
        ("America/New_York", "today", datetime(2024, 5, 10, 4, tzinfo=UTC)),
        ("America/New_York", "2024-01-31", datetime(2024, 1, 31, 5, tzinfo=UTC)),
        ("America/New_York", "2024-03-11", datetime(2024, 3, 11, 4, tzinfo=UTC)),
        ("Asia/Kathmandu", "yesterday", datetime(2024, 5, 8, 18, 15, tzinfo=UTC)),
        ("Pacific/Kiritimati", "today", datetime(2024, 5, 10, 10, tzinfo=UTC)),
        ("Pacific/Kiritimati", "0001", None),
        ("America/New_York", "9999-12-31", None),
    ],
)
def test_days_of_a_query_begin_where_the_reader_is(zone, word, begins, monkeypatch, library):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        (found,) = parse(f"since:{word}", now=NOW).nodes
        assert isinstance(found, Time)
        assert begins in (None, found.when)
        library.ids(f"since:{word}")
        said = explain("since:2024-01-31")
    finally:
        monkeypatch.setenv("TZ", "UTC")
        time.tzset()
    assert "31 January 2024" in said


@pytest.fixture
def stocked(library, shelf_of_three):
    return library, shelf_of_three


@pytest.fixture
def shelf_of_three(library, make):
    """Three articles that differ in everything a query can ask."""
    first = library.keep(make(1, lead_image=Picture(url="https://gazette.example/1.jpg")))
    second = library.keep(
        make(
            2,
            title="Low Orbit lands its director",
            outlet="Wire & Screen",
            published=datetime(2024, 1, 15, tzinfo=UTC),
            blocks=(Paragraph("Jean-Luc Août, né à Paris, will direct. No lighthouse."),),
            entities=(
                Entity(name="Low Orbit", type="film", mentions=2),
                Entity(name="Jean-Luc Août", type="person", mentions=1),
            ),
            mentions=(),
            quotes=(),
            releases=(),
            keywords=("Film",),
        )
    )
    third = library.keep(
        make(
            3,
            title="Tidewater renewed",
            published=datetime(2023, 6, 1, tzinfo=UTC),
            quotes=(),
            releases=(),
            keywords=("Renewals", "Drama"),
            entities=(Entity(name="Tidewater", type="show", mentions=4),),
            mentions=(),
        )
    )
    library.mark_read([third])
    library.star([second])
    library.names.follow([library.names.find("Low Orbit").id])
    return first, second, third


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "123"), ("lighthouse", "123"), ("LIGHTHOUSE", "123"), ("aout", "2"), ("août", "2"), ("jean-luc", "2"),
        ('"will direct"', "2"), ('"direct will"', ""), ("light*", "123"), ("light", ""), ("vance", "13"),
        ("vance tidewater", "13"), ("vance -renewed", "1"), ("orbit OR renewed", "23"),
        ("vance OR orbit -renewed", "12"), ("-vance", "2"), ("is:unread", "12"), ("is:read", "3"),
        ("is:starred", "2"), ("-is:starred", "13"),
        ("is:followed", "2"), ("is:sample", ""), ("show:tidewater", "13"), ('show:"the tidewater"', "13"),
        ("show:orbit", "2"), ("film:orbit", "2"), ("film:tidewater", ""), ("show:ewater", ""), ("person:vance", "1"),
        ("person:jean", "2"), ("person:AOUT", "2"), ("name:low", "2"), ("name:nobody", ""), ("character:vance", ""),
        ("outlet:gazette", "13"), ('outlet:"wire & screen"', "2"), ("outlet:harbour", "13"), ("keyword:drama", "13"),
        ("keyword:film", "2"), ("has:quote", "1"), ("has:release", "1"), ("has:picture", "1"), ("-has:quote", "23"),
        ("since:2024", "12"), ("before:2024", "3"), ("since:2024-01-15 before:2024-02", "2"), ("since:1h", ""),
        ("is:unread show:tidewater", "1"), ("show:tidewater OR film:orbit is:unread", "12"),
        ("is:starred OR has:quote", "12"), ("-show:tidewater OR renewed", "23"), ("feed:1", ""), ("folder:x", ""),
        ("tidewater person:vance since:2024 -is:read", "1"),
    ],
)  # fmt: skip
def test_what_a_query_finds(stocked, query, found):
    library, ids = stocked
    numbers = {number: str(n) for n, number in enumerate(ids, 1)}
    assert "".join(sorted(numbers[number] for number in library.ids(query))) == found
    assert library.count(query) == len(found)
    assert sorted(numbers[hit.headline.id] for hit in library.search(query)) == sorted(found)


def test_feeds_and_folders(library, database, make, make_entry):
    from ..conftest import SmallLibrary

    small = SmallLibrary(database)
    number = small.put(1)
    library.keep(make(2))
    for query in (f"feed:{small.feed}", "feed:gaz", "feed:gazette.example", "folder:papers", "folder:pap"):
        assert list(library.ids(query)) == [number], query
    assert list(library.ids("feed:azette")) == [number]  # a part of the address
    assert list(library.ids("folder:wire")) == []
    with database.write() as conn:
        feeds.update(conn, small.feed, title="Morning paper")
    assert list(library.ids("feed:morning")) == [number]


def test_a_title_counts_more_than_the_text_and_new_more_than_old(library, make):
    text = library.keep(
        make(1, title="Something else", blocks=(Paragraph("A zeppelin passes. " + "More words. " * 50),))
    )
    title = library.keep(make(2, title="The zeppelin", blocks=(Paragraph("Nothing of the kind. " * 50),)))
    assert [hit.headline.id for hit in library.search("zeppelin")] == [title, text]
    old = library.keep(make(3, title="The airship", published=datetime(2010, 1, 1, tzinfo=UTC)))
    new = library.keep(make(4, title="The airship", published=datetime.now(UTC)))
    assert [hit.headline.id for hit in library.search("airship")] == [new, old]


def test_a_snippet_shows_the_match(library, make):
    library.keep(
        make(1, blocks=(Paragraph("Words before it. " * 30 + "Then the Zeppelin lands softly. " + "And after. " * 30),))
    )
    (hit,) = library.search("zeppelin")
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["Zeppelin"]
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    (hit,) = library.search('"zeppelin lands" soft*')
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["Zeppelin lands", "soft"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "All articles."),
        ("is:unread", "Unread articles."),
        ("is:unread show:tidewater", "Unread articles about the show or film “tidewater”."),
        ("is:starred is:read", "Starred, read articles."),
        ("vance OR orbit", "Articles with the word “vance” or with the word “orbit”."),
        (
            "vance OR orbit tidewater",
            "Articles with the word “vance” or with the word “orbit”, and with the word “tidewater”.",
        ),
        ('-"low orbit"', "All articles but not those with the phrase “low orbit”."),
        ("since:2024-05-01 has:quote", "Articles since 1 May 2024 and with a quote."),
        ("before:2024", "Articles from before 1 January 2024."),
        (
            'is:unread person:vale "the quiet" -storm',
            (
                "Unread articles about the person “vale” and with the phrase “the quiet”, "
                "but not those with the word “storm”."
            ),
        ),
    ],
)
def test_explain(library, query, sentence):
    assert library.explain(query) == sentence
