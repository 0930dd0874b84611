"""What a query says about itself: what is no field or no value of one is named, and queries stand side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.cache.core.errors import QueryError
from pullquote.cache.core.mute import asks_for_muted, mute_complaints, unmuted_query
from pullquote.cache.core.query import FIELDS, LENGTH, TERMS, All, Not, Words, both, complaint, parse, split

IS = FIELDS["is"].written


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("is:unred", "There is no is:unred, did you mean is:unread?"),
        ("lamp -is:strred tide", "There is no is:strred, did you mean is:starred?"),
        ("is:nothing", f"There is no is:nothing; write {', '.join(IS[:-1])} or {IS[-1]}."),
        ("has:quots", "There is no has:quots, did you mean has:quote?"),
        ("foo:bar", 'There is no field foo:. To search for these words, put them in quotation marks: "foo:bar".'),
        ("persn:ritter", "There is no field persn:, did you mean person:ritter?"),
        ('Shwo:"Jessica Jones"', 'There is no field Shwo:, did you mean show:"Jessica Jones"?'),
        ("since:banana", "since:banana is not a time; write for example since:7d, since:2024-01 or since:today."),
        ("before:2024-13-45", "before:2024-13-45 is not a time; write for example before:2024-01-31."),
        ("since:99999y", "since:99999y is not a time; write for example since:7d, since:2024-01 or since:today."),
        ('show:""', 'There is no show:""; write show:NAME.'),
        ("by:ritter", "Only lists of quotes know by:, did you mean person:ritter?"),
        ("about:ritter", "Only lists of quotes know about:, did you mean name:ritter?"),
    ],
)
def test_what_is_unknown_is_named_with_the_nearest_word_that_is_known(query: str, sentence: str) -> None:
    assert complaint(query) == sentence
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "words",
    [
        "show: a review", "Mission: Impossible", "10:30", "16:9", "https://site.example/a:b", "file:/home/a",
        "site.example:8080", "is:", "(is:unred", ":)", "C:\\films", '"foo:bar"', "“foo:bar”", "naïve:word",
    ],
)  # fmt: skip
def test_what_has_not_the_form_of_a_field_is_words(words: str) -> None:
    assert not complaint(words)
    assert all(isinstance(node, Words) for node in parse(words).nodes)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("a" * (LENGTH + 1), "The query has more than 4,000 characters; search for fewer words."),
        ("a " * (TERMS + 1), "The query has more than 256 words; search for fewer."),
    ],
)
def test_nothing_is_cut_off_silently(query: str, sentence: str) -> None:
    assert complaint(query) == sentence


@pytest.mark.parametrize(
    ("queries", "whole"),
    [
        (("", ""), ""),
        (("is:unread", "", "tide"), "is:unread tide"),
        (('"the last', "-spoiler"), '"the last" -spoiler'),
        (('show:"Low Orbit', "-spoiler"), 'show:"Low Orbit" -spoiler'),
        (('"', "-spoiler"), '"" -spoiler'),
        (("tide OR", "-spoiler"), 'tide "OR" -spoiler'),
        (("is:unread", "OR tide"), 'is:unread "OR" tide'),
        (("a OR b", "c OR d"), "a OR b c OR d"),
    ],
)
def test_queries_stand_side_by_side_however_they_begin_and_end(queries: tuple[str, ...], whole: str) -> None:
    assert both(*queries) == whole


typed = st.lists(st.sampled_from(["a", "OR", '"', "-", "is:unread", '"b c"', "d*", ":"]), max_size=6).map(" ".join)


@given(typed, typed)
def test_a_query_beside_another_asks_what_it_asks_alone(one: str, other: str) -> None:
    def asked(query: str) -> list[str]:
        return [repr(node).replace(repr(Words("OR", phrase=True)), repr(Words("OR"))) for node in parse(query).nodes]

    assert asked(both(one, other)) == asked(one) + asked(other)


def test_the_words_of_a_query_are_told_apart_and_closed() -> None:
    assert split('a  -"b c" show:"d e" f* "g') == ["a", '-"b c"', 'show:"d e"', "f*", '"g"']


def test_each_muted_term_that_cannot_be_used_is_named() -> None:
    assert mute_complaints('spoiler -is:unred outlet:"The Reel"') == ["There is no is:unred, did you mean is:unread?"]
    assert parse("") == All(())


@pytest.mark.parametrize(
    "mute", [" ".join(f"w{number}" for number in range(300)), " ".join("x" * 90 for _ in range(90))]
)
def test_more_to_mute_than_a_query_holds_breaks_no_list_and_is_said(mute: str) -> None:
    assert parse(both("is:unread", unmuted_query(mute)))
    (said,) = mute_complaints(mute)
    assert said.startswith("Only the first ")


def test_what_is_muted_is_asked_for_however_it_is_written() -> None:
    assert all(map(asks_for_muted, ("is:muted", '-IS:"Muted"', 'oscars is:" muted "')))
    assert not any(map(asks_for_muted, ('"is:muted"', "is:unread muted", "")))


@pytest.mark.parametrize("word", ["keep", "#keep", "★", "@name", '"a phrase"', "is:read"])
def test_a_minus_leaves_out_whatever_follows_it(word: str) -> None:
    assert parse(f"-{word}") == All((Not(parse(word).nodes[0]),))
