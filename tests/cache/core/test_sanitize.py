"""The gate: nothing a terminal acts on comes through, and nothing else is lost."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.cache.core import sanitize
from pullquote.cache.core.sanitize import (
    ADDRESS_LENGTH,
    MARKS_IN_A_ROW,
    NAME_LENGTH,
    TITLE_LENGTH,
    clean_address,
    clean_line,
    clean_name,
    clean_text,
    is_plain_address,
)

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
ANYTHING = st.text(st.characters(), max_size=200)
NASTY = st.text(
    st.sampled_from("a é\x1b\x9d\x07\x00\x7f\r\n\t\u0085\u2028\u202e\u200d\u200c\u0301\U0001f469\U000e0041\ufeff]0;m["),
    max_size=60,
)


@given(ANYTHING | NASTY)
def test_clean_text_leaves_nothing_a_terminal_acts_on(text: str) -> None:
    assert not FORBIDDEN.search(clean_text(text))


@given(ANYTHING | NASTY)
def test_clean_text_is_idempotent(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once


@given(ANYTHING | NASTY)
def test_clean_line_is_one_line_and_idempotent(text: str) -> None:
    line = clean_line(text)
    assert "\n" not in line
    assert "\t" not in line
    assert clean_line(line) == line
    assert len(line) <= TITLE_LENGTH


@given(st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=200))
def test_plain_writing_is_left_as_it_is(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("\x1b]0;owned\x07title", "]0;ownedtitle"),
        ("\x1b]52;c;aGk=\x07", "]52;c;aGk="),
        ("\x1bPq\x1b\\", "Pq\\"),
        ("\x9b2J", "2J"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("line\u2028break\u2029here", "line\nbreak\nhere"),
        ("windows\r\nend", "windows\nend"),
        ("tab\tstays", "tab\tstays"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("\U0001f469\u200d\U0001f680 flies", "\U0001f469\u200d\U0001f680 flies"),
        ("joiner \u200d alone", "joiner  alone"),
    ],
)
def test_vectors(dirty: str, clean: str) -> None:
    assert clean_text(dirty) == clean


def test_at_most_eight_combining_marks_stand_in_a_row() -> None:
    text = clean_text("Z" + "\u0301" * 50 + "a")
    assert sum(bool(unicodedata.combining(c)) for c in text) == MARKS_IN_A_ROW
    assert text[0] == "Z"
    assert text[-1] == "a"


def test_lengths() -> None:
    assert len(clean_name("x" * 500)) == NAME_LENGTH
    assert clean_line("x" * 5000).endswith("…")
    assert clean_address("https://a.example/" + "x" * ADDRESS_LENGTH) is None


@pytest.mark.parametrize(
    ("given_address", "expected"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        ("HTTP://A.Example/x", "http://a.example/x"),
        ("https://a.example/a b", "https://a.example/a%20b"),
        ("https://user:secret@a.example/", "https://a.example/"),
        ("https://\u00e4.example/", "https://xn--4ca.example/"),
        ("https://stra\u00dfe.example/", "https://xn--strae-oqa.example/"),
        ("https://B\u00dcHNE.example/", "https://xn--bhne-0ra.example/"),
        ("https://\u03c6\u03ac\u03c1\u03bf\u03c2.example/", "https://xn--hxa2bffq.example/"),
        ("https://kino\u3002example/", "https://kino.example/"),
        ("https://\U0001f3ad.example/", "https://xn--el8h.example/"),
        ("https://\u00e4_\u00f6.example/", "https://xn--_-zfa9c.example/"),
        ("https://a.example:8080/", "https://a.example:8080/"),
        ("https://[::1]:80/x", "https://[::1]:80/x"),
        ("https://a.example/\x1b]8;;", "https://a.example/%5D8;;"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("//a.example/x", None),
        ("--help", None),
        ("https://", None),
        ("https://a b/", None),
        ("https://a.example:99999/", None),
        ("", None),
        (None, None),
    ],
)
def test_addresses(given_address: str | None, expected: str | None) -> None:
    assert clean_address(given_address) == expected


@given(ANYTHING | st.from_regex(r"https?://\S{1,60}", fullmatch=True))
def test_an_address_is_printable_ascii_or_nothing(text: str) -> None:
    address = clean_address(text)
    if address is not None:
        assert re.fullmatch(r"https?://[!-~]+", address)
        assert clean_address(address) == address


@pytest.mark.parametrize("text", ["\U0001f469\u200d" * 40, "नि\u200d" * 40, "می\u200ca" * 40])
@pytest.mark.parametrize("limit", range(20, 28))
def test_a_text_that_was_cut_is_clean(text: str, limit: int) -> None:
    cut = clean_text(text, limit)
    assert clean_text(cut) == cut
    assert len(cut) <= limit


_PARTS = (
    "http://",
    "https://",
    "HTTP://",
    "a.example",
    "A.example",
    ":80",
    "user@",
    "/",
    "//",
    "?",
    "#",
    ";",
    "%41",
    "é",
)


@given(st.lists(st.sampled_from((*_PARTS, "é", "&", "[", "]", "..", "+", "'", " ", "\t")), max_size=9).map("".join))
def test_an_address_that_is_clean_at_a_glance_is_what_cleaning_it_gives(address: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sanitize, "is_plain_address", lambda _: False)
        cleaned = clean_address.__wrapped__(address)
    assert clean_address.__wrapped__(address) == cleaned
    assert not is_plain_address(address) or cleaned == address


def test_an_address_as_most_are_is_clean_at_a_glance() -> None:
    assert is_plain_address("https://news.example/2026/11/a-title-of-five-words_1.jpg?w=200&h=100#top")
