"""The page of a record, or its id, says which record is meant."""

from __future__ import annotations

import pytest

from pullquote.cache.catalogue.addresses import record_at

ID = "0f9e8d7c-1111-2222-3333-444455556666"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("https://www.tvmaze.com/shows/7/copper-hill", ("tvmaze", "show", "7")),
        ("tvmaze.com/people/7", ("tvmaze", "person", "7")),
        ("https://www.wikidata.org/wiki/q77", ("wikidata", "show", "Q77")),
        ("Q77", ("wikidata", "show", "Q77")),
        ("tvmaze:7", ("tvmaze", "show", "7")),
        (f"https://musicbrainz.org/artist/{ID}", ("musicbrainz", "group", ID)),
        (f"musicbrainz.org/release-group/{ID.upper()}", ("musicbrainz", "album", ID)),
        ("https://www.themoviedb.org/movie/12-ebb?language=de", ("tmdb", "film", "12")),
        ("https://themoviedb.org/tv/12", ("tmdb", "show", "12")),
        ("https://evil.example/tvmaze.com/shows/7", None),
        ("https://www.tvmaze.com/shows/7x", None),
        ("Copper Hill", None),
        ("7", None),
        ("", None),
    ],
)
def test_which_record_is_meant(text, key):
    assert record_at(text, "show") == key
