"""How far somebody has seen a show: read, written, compared, moved on, and what is beyond it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.cache.core.catalogue import Episode, Season
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.progress import EVERYTHING, Seen, is_beyond, last_out, next_after, place_in, read_seen


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("s2e5", Seen(2, 5)),
        ("S02E05", Seen(2, 5)),
        (" s2 e5 ", Seen(2, 5)),
        ("2x05", Seen(2, 5)),
        ("2×5", Seen(2, 5)),
        ("season 2", Seen(2)),
        ("Series 2, episode 5", Seen(2, 5)),
        ("season 2, episode 5", Seen(2, 5)),
        ("S02", Seen(2)),
        ("all of season 3", Seen(3)),
        ("s2026e301", Seen(2026, 301)),
        ("all", EVERYTHING),
        ("All of it", EVERYTHING),
        ("none", None),
        ("  ", None),
    ],
)
def test_a_place_is_read_as_people_write_it(typed: str, seen: Seen | None) -> None:
    assert read_seen(typed) == seen


@pytest.mark.parametrize(
    "typed", ["5", "s", "s0", "s0e3", "s2e0", "e5", "s2e5e6", "season two", "s99999", "s²e1", "-1"]
)
def test_what_is_no_place_is_said_with_what_is(typed: str) -> None:
    with pytest.raises(UsageError, match="s2e5, 2x05, season 2, all or none"):
        read_seen(typed)


@pytest.mark.parametrize(
    ("seen", "words", "code"),
    [
        (Seen(2, 5), "season 2, episode 5", "s2e5"),
        (Seen(2), "all of season 2", "s2"),
        (EVERYTHING, "all of it", "all"),
    ],
)
def test_a_place_is_written_in_words_and_for_scripts(seen: Seen, words: str, code: str) -> None:
    assert (str(seen), seen.code) == (words, code)


places = st.builds(Seen, st.integers(1, 9_998), st.none() | st.integers(1, 99_999)) | st.just(EVERYTHING)


@given(places)
def test_what_is_written_is_read_back(seen: Seen) -> None:
    assert read_seen(str(seen)) == read_seen(seen.code) == seen


@given(places, places)
def test_the_further_of_two_places_has_the_other_behind_it(one: Seen, two: Seen) -> None:
    assert (one < two) + (one == two) + (two < one) == 1
    assert not (one <= two and is_beyond(two, one.season, one.episode))
    assert (one > two) == is_beyond(two, one.season, one.episode)


def test_a_whole_season_has_all_its_episodes_behind_it() -> None:
    assert Seen(1) < Seen(2, 1) < Seen(2, 90) < Seen(2) < Seen(3, 1) < EVERYTHING
    assert not is_beyond(Seen(2), 2, 24)
    assert is_beyond(Seen(2), 3)
    assert is_beyond(Seen(2, 5), 2, 6)
    assert is_beyond(Seen(2, 5), 2), "all of a season that is not seen whole"
    assert not is_beyond(Seen(2, 5), 2, 5)
    assert not is_beyond(Seen(1, 1), 0, 3), "a special"
    assert not is_beyond(EVERYTHING, 40, 1)
    assert not is_beyond(None, 40, 1), "nothing was said"


_SEASONS = (Season(number=1, episodes=6), Season(number=2, episodes=8), Season(number=4))


@pytest.mark.parametrize(
    ("seen", "after"),
    [
        (None, Seen(1, 1)),
        (Seen(1, 1), Seen(1, 2)),
        (Seen(1, 5), Seen(1, 6)),
        (Seen(1, 6), Seen(2, 1)),
        (Seen(1, 9), Seen(2, 1)),
        (Seen(1), Seen(2, 1)),
        (Seen(2, 8), Seen(4, 1)),
        (Seen(4, 7), Seen(4, 8)),
        (Seen(4), None),
        (EVERYTHING, None),
    ],
)
def test_one_episode_on_rolls_over_into_the_next_season(seen: Seen | None, after: Seen | None) -> None:
    assert next_after(seen, _SEASONS) == after


def test_one_episode_on_goes_by_the_episodes_that_are_listed() -> None:
    listed = [Episode(season=0, number=3), *(Episode(season=1, number=number) for number in range(1, 5))]
    assert next_after(Seen(1, 3), (), listed) == Seen(1, 4)
    assert next_after(Seen(1, 4), (), listed) is None, "the last there is"
    assert next_after(Seen(1, 4), (Season(number=1, episodes=10),), listed) == Seen(1, 5), "four of ten are listed"


def test_without_a_catalogue_one_episode_on_stays_in_the_season() -> None:
    assert next_after(Seen(3, 12)) == Seen(3, 13)
    assert next_after(Seen(3)) == Seen(4, 1)


def test_all_is_what_is_out() -> None:
    episodes = [
        Episode(season=2, number=3, date="2026-03-01"),
        Episode(season=2, number=4, date="2026-03-08"),
        Episode(season=2, number=5),
    ]
    seasons = [Season(number=1, episodes=8, ended="2025-01-01"), Season(number=2, episodes=10)]
    assert last_out(seasons, episodes, "2026-03-07") == Seen(2, 3)
    assert last_out(seasons, episodes, "2026-03-08") == Seen(2, 4)
    assert last_out(seasons, (), "2026-03-08") == Seen(1)
    assert last_out((), (), "2026-03-08") == EVERYTHING


@pytest.mark.parametrize(
    ("season", "episode", "seen"),
    [
        ("02", " 5 ", Seen(2, 5)),
        (2, 5, Seen(2, 5)),
        (2, None, Seen(2)),
        (0, 1, None),
        (1, 0, None),
        (-1, 1, None),
        (True, 1, None),
        (2.0, 1, None),
        ("1e3", 1, None),
        ("٣", 1, None),
        ("9" * 5_000, 1, None),
        (None, None, None),
        (1, "", None),
    ],
)
def test_numbers_from_elsewhere_are_a_place_or_none(season: object, episode: object, seen: Seen | None) -> None:
    assert place_in(season, episode) == seen
