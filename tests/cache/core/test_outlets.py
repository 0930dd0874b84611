"""Outlets are named as people name them."""

from __future__ import annotations

import pytest

from pullquote.cache.core.outlets import is_spelling_of, outlet_name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("baltimoresun.com", "Baltimore Sun"),
        ("www.thereeltimes.co.uk", "The Reel Times"),
        ("news.bbc.co.uk", "BBC"),
        ("m.latimes.com", "LA Times"),
        ("usatoday.com", "USA Today"),
        ("foxnews.com", "Fox News"),
        ("tmz.com", "TMZ"),
        ("TMZ.COM", "TMZ"),
        ("TODAY.com", "TODAY"),
        ("GARDENSTAGE.COM", "Gardenstage"),
        ("late-set.example", "Late Set"),
        ("thewrap.com", "The Wrap"),
        ("theatermania.com", "Theatermania"),
        ("secondreel.substack.com", "Secondreel"),
        ("n-tv.de", "n-tv"),
        ("inews.co.uk", "Inews"),
        ("Grazia_Live", "Grazia Live"),
        ("late_set", "Late Set"),
    ],
)
def test_a_host_or_a_handle_is_spelled_as_a_name(said: str, name: str) -> None:
    assert outlet_name(said) == name
    assert outlet_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["Phys.org", "CBSSports.com", "arXiv.org", "The Marquee", "AP NEWS", "Yahoo!", "A.V. Club", "U.S.", "St. Olaf",
     "127.0.0.1", "localhost", "ノート100YEN.com", "xn--mnchen-3ya.de", "", "Matt on ML.NET", "..", "_", "a.b"],
)  # fmt: skip
def test_every_other_name_is_the_outlets_own_spelling(name: str) -> None:
    assert outlet_name(name) == ("" if name == "_" else name)


def test_a_name_is_known_as_the_spelling_of_a_host() -> None:
    assert is_spelling_of("The Baltimore Sun", "www.baltimoresun.com")
    assert is_spelling_of("Live Science", "livescience.com")
    assert not is_spelling_of("Movies", "livescience.com")
    assert not is_spelling_of("", "livescience.com")
    assert not is_spelling_of("Live Science", "Live Science")
