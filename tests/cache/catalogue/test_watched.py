"""Lists of what somebody watched: the shapes that are known, what is left out, and what attacks."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.cache.catalogue import watched
from pullquote.cache.catalogue.watched import read_watched
from pullquote.cache.core.errors import NoList
from pullquote.cache.core.progress import Seen, Watched
from pullquote.cache.workers.pool import WorkerPool

TRACKING = """\
s_id,user_id,episode_id,series_name,gsi,created_at,season_number,episode_number,ep_no,ep_id,s_no,key,updated_at,\
is_followed,most_recent_ep_watched,is_for_later,is_archived,is_special
11,7,,Copper Lane,,2024-06-09 22:13:33,,,,,,user-series-aa,2026-05-04 11:47:17,true,\
map[ep_id:1.16e+07 ep_no:3 s_no:4 uuid:40c0 watch_date:1.7e+15],false,false,
11,7,901,Copper Lane,watch-episode-1,2023-12-11 12:13:39,2,14,14,901,2,watch-episode-aa-1,,,,,,false
11,7,902,Copper Lane,watch-episode-1,2023-12-12 12:13:39,0,1,1,902,0,watch-episode-aa-2,,,,,,true
12,7,903,"Salt, Smoke and Silver (2008)",watch-episode-1,2023-12-12 12:13:39,,,6,903,1,rewatch-episode-bb-1,,,,,,
,7,,,,,,,,,,tracking-stats,,,,,,
"""


def packed(files: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return file.getvalue()


def play(title: str, season: int, number: int, **show: Any) -> dict[str, Any]:
    return {
        "id": 1,
        "watched_at": "2026-08-01T20:00:00.000Z",
        "action": "scrobble",
        "type": "episode",
        "episode": {"season": season, "number": number, "title": "A Night", "ids": {"trakt": 5}},
        "show": {"title": title, "year": None, "ids": {"trakt": 3, "slug": "a"}} | show,
    }


def places(found: Watched) -> dict[str, Seen]:
    return {show.title: show.seen for show in found.shows}


def test_trakts_history_gives_the_furthest_episode_of_each_show() -> None:
    history = [
        play("Copper Lane", 2, 3, year=2021),
        play("Copper Lane", 1, 9, year=2021),
        play("Salt Harbor", 1, 1),
        play("Salt Harbor", 0, 4),
        {"type": "movie", "watched_at": "2026-08-01T20:00:00.000Z", "movie": {"title": "The Ninth Tide", "year": 2020}},
    ]
    found = read_watched(json.dumps(history).encode())
    assert places(found) == {"Copper Lane": Seen(2, 3), "Salt Harbor": Seen(1, 1)}
    assert (found.format, found.episodes, found.shows[0].year) == ("Trakt", 3, 2021)
    assert found.left_out == (("they are films", 1), ("they are specials", 1))


def test_trakts_watched_shows_are_read_with_their_seasons() -> None:
    shows = [
        {
            "plays": 12,
            "last_watched_at": "2026-02-02T00:00:00.000Z",
            "show": {"title": "Copper Lane", "year": 2021, "ids": {}},
            "seasons": [
                {"number": 0, "episodes": [{"number": 1, "plays": 1}]},
                {"number": 2, "episodes": [{"number": 1, "plays": 1}, {"number": 4, "plays": 2}]},
                {"number": 3, "episodes": []},
            ],
        },
        {"plays": 3, "last_watched_at": "2026-02-02T00:00:00.000Z", "show": {"title": "Salt Harbor", "year": 2019}},
    ]
    found = read_watched(json.dumps(shows).encode())
    assert places(found) == {"Copper Lane": Seen(2, 4)}
    assert found.unplaced == ("Salt Harbor",)
    imported = {"shows": [{"title": "Salt Harbor", "seasons": [{"number": 1, "episodes": [{"number": 2}]}]}]}
    assert places(read_watched(json.dumps(imported).encode())) == {"Salt Harbor": Seen(1, 2)}


def test_counts_alone_say_which_file_says_more() -> None:
    with pytest.raises(NoList, match=r"watched-history\.json"):
        read_watched(json.dumps([{"plays": 3, "show": {"title": "Salt Harbor"}}]).encode())


def test_trakts_rows_are_read_by_the_names_of_their_columns() -> None:
    data = (
        "\ufeffwatched_at,action,type,title,year,trakt_rating,season_number,episode_number,episode_title\r\n"
        '2026-01-01,scrobble,episode,"Copper Lane",2021,7.5,2,3,"The Lamp, Again"\r\n'
        "2026-01-01,scrobble,movie,The Ninth Tide,2020,7.5,,,\r\n"
    )
    found = read_watched(data.encode())
    assert (places(found), found.format) == ({"Copper Lane": Seen(2, 3)}, "Trakt")
    assert found.left_out == (("they are films", 1),)


def test_tv_times_tracking_records_are_read_with_the_latest_of_each_series() -> None:
    found = read_watched(TRACKING.encode())
    assert places(found) == {"Copper Lane": Seen(4, 3), "Salt, Smoke and Silver": Seen(1, 6)}
    assert (found.format, found.shows[1].year) == ("TV Time", 2008)
    assert dict(found.left_out) == {"they are specials": 1, "they say nothing of an episode that was watched": 1}


@pytest.mark.parametrize(
    "head",
    [
        "updated_at,tv_show_name,episode_season_number,episode_number,user_id",
        "created_at,tv_show_name,season_number,episode_number,is_watched",
        "created_at;Show Title;Season;Episode;Plays",
        "created_at\tShowTitle\tseason\tepisode\tx",
    ],
)
def test_lists_of_episodes_are_read_whatever_they_call_their_columns(head: str) -> None:
    between = next(sign for sign in ",;\t" if sign in head)
    rows = [
        head,
        *(between.join(row) for row in (("x", "Copper Lane", "1", "2", "1"), ("x", "Copper Lane", "2", "1", "1"))),
    ]
    assert places(read_watched("\n".join(rows).encode())) == {"Copper Lane": Seen(2, 1)}


def test_what_was_only_marked_is_not_watched() -> None:
    data = (
        "series_name,uuid,type,created_at,entity_type,season_number,episode_number\n"
        "Copper Lane,a,watch,2020-01-07,episode,1,3\n"
        "Copper Lane,b,towatch,2020-01-07,episode,2,3\n"
        ",c,watch,2020-01-07,movie,,\n"
    )
    assert places(read_watched(data.encode())) == {"Copper Lane": Seen(1, 3)}
    data = "tv_show_name,season_number,episode_number,is_watched\nCopper Lane,1,1,1\nCopper Lane,1,2,0\n"
    assert places(read_watched(data.encode())) == {"Copper Lane": Seen(1, 1)}
    wishes = [{"type": "episode", "show": {"title": "A"}, "episode": {"season": 1, "number": 1}, "listed_at": "2026"}]
    with pytest.raises(NoList, match="no list of what was watched"):
        read_watched(json.dumps(wishes).encode())


def test_a_whole_archive_is_read_and_only_its_lists_of_what_was_watched() -> None:
    data = packed(
        {
            "gdpr/tracking-prod-records-v2.csv": TRACKING,
            "gdpr/seen_episode_source.csv": "tv_show_name,episode_season_number,episode_number\nSalt Harbor,3,1\n",
            "gdpr/episode_emotion.csv": "tv_show_name,season_number,episode_number,emotion_id\nCold Sun,9,9,1\n",
            "gdpr/access_token.csv": "tv_show_name,season,episode\nSecret,1,1\n",
            "__MACOSX/gdpr/._seen_episode_source.csv": "\x00\x01",
        }
    )
    assert places(read_watched(data)) == {
        "Copper Lane": Seen(4, 3),
        "Salt, Smoke and Silver": Seen(1, 6),
        "Salt Harbor": Seen(3, 1),
    }
    trakt = packed(
        {
            "watched-history-1.json": json.dumps([play("Copper Lane", 1, 2, year=2021)]),
            "watched-history-2.json": json.dumps([play("Copper Lane", 1, 7, year=2021)]),
            "watched-shows.json": json.dumps([{"plays": 2, "show": {"title": "Copper Lane", "year": 2021}}]),
            "watched-playback.json": json.dumps([play("Cold Sun", 5, 5) | {"watched_at": None, "progress": 40}]),
            "ratings-episodes.json": json.dumps([play("Cold Sun", 6, 6)]),
        }
    )
    found = read_watched(trakt)
    assert (places(found), found.unplaced) == ({"Copper Lane": Seen(1, 7)}, ())


def test_a_list_with_years_and_one_without_speak_of_one_show() -> None:
    history = [play("Copper Lane", 1, 2, year=2021), play("Copper Lane", 2, 1)]
    (show,) = read_watched(json.dumps(history).encode()).shows
    assert (show.title, show.year, show.seen) == ("Copper Lane", 2021, Seen(2, 1))
    history = [play("Copper Lane", 1, 2, year=2021), play("Copper Lane", 2, 1, year=1977)]
    assert {show.year for show in read_watched(json.dumps(history).encode()).shows} == {2021, 1977}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no list of what was watched"),
        (b"hello\nworld", "no list of what was watched"),
        (b"[1, 2", "no list of what was watched"),
        (b"[" * 100_000, "no list of what was watched"),
        (b"[]", "no list of what was watched"),
        (b"user_id,tv_show_id,episode_id,created_at\n1,2,3,x\n", "tracking-prod-records-v2.csv"),
        (b"tv_show_name,season_number,episode_number\n", "No episode in this"),
        (b"PK\x03\x04broken", "ZIP is damaged"),
        (packed({"readme.txt": "hello"}), "No episode in this"),
    ],
)
def test_what_is_no_such_list_says_what_is(data: bytes, said: str) -> None:
    with pytest.raises(NoList, match=said):
        read_watched(data)


def test_titles_lose_escapes_and_numbers_stay_in_bounds() -> None:
    history = [
        play("Copper\x1b[31m Lane\u202e", 1, 2),
        play("x" * 100_000, 1, 2),
        play("Cold Sun", 10**30, 1),
        play("Cold Sun", 1, -4),
        play("\x00\x07", 1, 1),
        {"show": {"title": ["a"]}, "episode": {"season": {}, "number": []}, "watched_at": 1},
    ]
    shows = read_watched(json.dumps(history).encode()).shows
    assert [len(show.title) < 400 and show.title.isprintable() for show in shows] == [True, True]


def test_c04_a_bomb_is_refused_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watched, "MOST_BYTES", 1 << 16)
    with pytest.raises(NoList, match="too large unpacked"):
        read_watched(packed({"watched-history.json": "[" + " " * (1 << 17) + "]"}))
    with pytest.raises(NoList, match="too large unpacked"):
        read_watched(packed({f"watched-history-{n}.json": "[" + " " * 60_000 + "]" for n in range(4)}))
    with pytest.raises(NoList, match="larger than"):
        read_watched(b" " * (1 << 17))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["show", "episode", "seasons", "title", "season", "number", "watched_at"]), inner
        )
    ),
    max_leaves=20,
)


@given(values)
def test_any_json_is_read_or_refused(value: Any) -> None:
    try:
        found = read_watched(json.dumps(value).encode())
    except NoList:
        return
    assert found.shows


@given(st.binary(max_size=200), st.sampled_from([b"", b"title,season,episode\n", b"PK\x03\x04", b'[{"show":']))
def test_any_bytes_are_read_or_refused(rest: bytes, head: bytes) -> None:
    with contextlib.suppress(NoList):
        assert read_watched(head + rest).shows


async def test_c06_a_list_is_read_in_a_worker() -> None:
    async with WorkerPool(1) as workers:
        found = await workers.read_watched(json.dumps([play("Copper Lane", 2, 3)]).encode())
        assert places(found) == {"Copper Lane": Seen(2, 3)}
        with pytest.raises(NoList, match="no list"):
            await workers.read_watched(b"hello")
