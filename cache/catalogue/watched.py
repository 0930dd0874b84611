"""Lists of what somebody watched, as other programs export them: read by what is in them, not by how they are called.

Known are, as JSON, Trakt's history (an entry for each play, with ``show`` and ``episode``) and its watched shows
(``seasons`` with ``episodes``; Trakt's own archive has these without seasons, which says nothing of how far); as CSV,
any list with a title, a season and an episode in each row, by the names that Trakt and the archives of TV Time give
these columns; and a ZIP of such files, as both services hand them out. Of a show the furthest episode counts: archives
keep the latest plays only, so that gaps before it mean nothing. Specials, films and what was only marked are left out.

Pure; runs in a worker. Everything returned is bounded and has passed the sanitiser.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from pullquote.cache.core.errors import NoList
from pullquote.cache.core.names import normalize
from pullquote.cache.core.progress import Seen, Watched, WatchedShow, place_in
from pullquote.cache.core.sanitize import NAME_LENGTH, clean_name

MOST_BYTES = 32 << 20
"""Most bytes of one file, unpacked; a ZIP may hold twice that."""
MOST_MEMBERS = 5_000
MOST_SHOWS = 20_000
NESTED = 3
"""How deep in a JSON file the lists may stand."""

_TITLES = ("showtitle", "tvshowname", "seriesname", "showname", "show", "series", "title")
_SEASONS = ("episodeseasonnumber", "seasonnumber", "season", "sno")
_EPISODES = ("episodenumber", "episode", "epno", "number")
_YEARS = ("showyear", "year")
_NOT_WATCHED = frozenset({"comment", "commentid", "emotionid", "votekey", "characterid", "pausedat"})
"""Columns of lists about episodes that are none of what was watched."""
_TV_TIME = frozenset({"tvshowname", "seriesname"})
_WATCHED_MEMBER = re.compile(r"(?i)^(?:.*[-_])?(?:watched|history|seen|rewatched|tracking)[^/]*\.(?:json|csv)$")
_TITLED_YEAR = re.compile(r"^(.*\S)\s*\(((?:19|20)\d\d)\)$")
_LATEST = re.compile(r"\b(ep_no|s_no):(\d{1,6})\b")
_FALSE = frozenset({"0", "false", "no"})

_SPECIAL = "they are specials"
_FILM = "they are films"
_UNTITLED = "they name no show"
_MARKED = "they say nothing of an episode that was watched"


class _Found:
    """What is found so far, of any number of files."""

    def __init__(self) -> None:
        self.shows: dict[tuple[str, int | None], tuple[str, Seen]] = {}
        self.unplaced: dict[str, str] = {}
        self.left_out: Counter[str] = Counter()
        self.formats: dict[str, None] = {}
        self.episodes = 0

    def take(self, title: object, year: object, season: object, episode: object) -> None:
        """Take an episode that was watched."""
        called = self._called(title, year)
        if called is None:
            self.left_out[_UNTITLED] += 1
        elif (seen := place_in(season, episode)) is None or episode in (None, ""):
            self.left_out[_SPECIAL if str(season).strip() in ("0", "00") else _MARKED] += 1
        else:
            self.episodes += 1
            name, when = called
            key = (normalize(name), when)
            before = self.shows.get(key)
            if before is not None or len(self.shows) < MOST_SHOWS:
                self.shows[key] = (name, max(before[1], seen)) if before else (name, seen)

    def note_unplaced(self, title: object, year: object) -> None:
        """Note a show that was watched, it is not said how far."""
        if (called := self._called(title, year)) is not None and len(self.unplaced) < MOST_SHOWS:
            self.unplaced.setdefault(normalize(called[0]), called[0])

    def _called(self, title: object, year: object) -> tuple[str, int | None] | None:
        if not isinstance(title, str):
            return None
        name = clean_name(title[: 4 * NAME_LENGTH])
        if in_title := _TITLED_YEAR.match(name):
            name, year = in_title[1], in_title[2]
        text = str(year).strip()
        when = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else None
        return (name, when) if name and normalize(name) else None


def read_watched(data: bytes) -> Watched:
    """Read a list of what somebody watched. Raises ``NoList`` where it is none, or none that says how far."""
    found = _Found()
    if data.startswith(b"PK\x03\x04"):
        for name, member in _members(data):
            _read_file(member, name, found)
    elif len(data) > MOST_BYTES:
        raise NoList(f"This list is larger than {MOST_BYTES >> 20} MB; nothing of it was taken.")
    elif not _read_file(data, "", found):
        raise NoList(_unknown(data))
    if not found.shows:
        raise NoList(_nothing_in(found))
    return _summary(found)


def _summary(found: _Found) -> Watched:
    with_years: dict[str, list[int]] = {}
    for key, year in found.shows:
        if year is not None:
            with_years.setdefault(key, []).append(year)
    merged: dict[tuple[str, int | None], tuple[str, Seen]] = {}
    for (key, year), (title, seen) in found.shows.items():
        # One list of an archive gives the year and another does not: with one year, the two are one show.
        if year is None and len(with_years.get(key, ())) == 1:
            year = with_years[key][0]
        before = merged.get((key, year))
        merged[key, year] = (title, max(before[1], seen)) if before else (title, seen)
    placed = {key for key, _ in merged}
    return Watched(
        format=" and ".join(found.formats),
        shows=tuple(WatchedShow(title=title, seen=seen, year=year) for (_, year), (title, seen) in merged.items()),
        episodes=found.episodes,
        left_out=tuple(sorted(found.left_out.items())),
        unplaced=tuple(title for key, title in found.unplaced.items() if key not in placed),
    )


def _nothing_in(found: _Found) -> str:
    if found.unplaced:
        return (
            "This list says which shows were watched, but not how far. "
            "Take the history of the same export (watched-history.json), or its whole ZIP."
        )
    return (
        "No episode in this says of which show and season it is. "
        "Take the history of an export from Trakt or TV Time, or its whole ZIP."
    )


def _unknown(data: bytes) -> str:
    if b"episode_id" in data[:4096] and b"tv_show_id" in data[:4096]:
        return (
            "This list has the numbers of episodes only, no titles. "
            "Take tracking-prod-records-v2.csv of the same export, or its whole ZIP."
        )
    return (
        "This is no list of what was watched that can be read: "
        "it takes the JSON, CSV or ZIP that Trakt exports, or TV Time did."
    )


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a ZIP that may be such lists, within bounds. Raises ``NoList`` for a broken one."""
    room = 2 * MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist()[:MOST_MEMBERS]:
                base = member.filename.rpartition("/")[2]
                if member.flag_bits & 1 or not _WATCHED_MEMBER.match(base) or "__MACOSX" in member.filename:
                    continue
                with archive.open(member) as file:
                    read = file.read(min(room, MOST_BYTES) + 1)  # its header may say any size
                if len(read) > min(room, MOST_BYTES):
                    raise NoList("What is in this ZIP is too large unpacked; take the file of the history alone.")
                room -= len(read)
                yield base, read
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError) as error:
        raise NoList("This ZIP is damaged; unpack it and take the file of the history.") from error


def _read_file(data: bytes, name: str, found: _Found) -> bool:
    """Read one file into ``found``; return whether it is a list of the kind."""
    text = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] in (b"[", b"{") and not name.endswith(".csv"):
        try:
            value = msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            return False
        return _read_json(value, found, NESTED)
    return _read_csv(text, found)


def _read_json(value: Any, found: _Found, depth: int) -> bool:
    """Read the entries of lists in a JSON value, those of a few levels below it too."""
    known = False
    if isinstance(value, list):
        for entry in value:
            if isinstance(entry, dict):
                known |= _read_entry(entry, found)
    elif isinstance(value, dict) and depth:
        for inner in value.values():
            known |= _read_json(inner, found, depth - 1)
    return known


def _read_entry(entry: Mapping[str, Any], found: _Found) -> bool:
    show, episode, seasons = entry.get("show"), entry.get("episode"), entry.get("seasons")
    if not isinstance(show, dict):
        if isinstance(entry.get("movie"), dict):
            found.left_out[_FILM] += 1
            found.formats["Trakt"] = None
            return True
        if "title" not in entry or not isinstance(seasons, list):
            return False
        show = entry
    title, year = show.get("title", show.get("name")), show.get("year")
    if isinstance(episode, dict):
        if not (entry.get("watched_at") or entry.get("last_watched_at")):
            return False  # a list of wishes, ratings or places in an episode
        found.formats["Trakt"] = None
        found.take(title, year, episode.get("season"), episode.get("number"))
    elif isinstance(seasons, list):
        found.formats["Trakt"] = None
        for season, number in _episodes_of(seasons):
            found.take(title, year, season, number)
    elif "season_number" in entry and "number" in entry:
        found.formats["TV Time"] = None
        if entry.get("seen") or entry.get("is_watched") or entry.get("seen_date"):
            found.take(title, year, entry["season_number"], entry["number"])
    elif "plays" in entry or "last_watched_at" in entry:
        found.formats["Trakt"] = None
        found.note_unplaced(title, year)
    else:
        return False
    return True


def _episodes_of(seasons: Iterable[Any]) -> Iterator[tuple[object, object]]:
    for season in seasons:
        episodes = season.get("episodes") if isinstance(season, dict) else None
        for episode in episodes if isinstance(episodes, list) else ():
            if isinstance(episode, dict) and episode.get("completed", True) and episode.get("plays", 1):
                yield season.get("number"), episode.get("number")


def _read_csv(data: bytes, found: _Found) -> bool:
    text = data.decode("utf-8", "replace")
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(1 << 20)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = [re.sub(r"[^a-z0-9]", "", name.casefold()) for name in next(rows, [])]
        if not _is_of_episodes(columns):
            return False
        found.formats["TV Time" if _TV_TIME & set(columns) else "Trakt" if "watchedat" in columns else "CSV"] = None
        for row in rows:
            if row:
                _read_row(dict(zip(columns, row, strict=False)), found)
    except csv.Error as error:
        raise NoList("This list breaks off within a row; export it anew.") from error
    return True


def _is_of_episodes(columns: Iterable[str]) -> bool:
    there = set(columns)
    return all(not there.isdisjoint(names) for names in (_TITLES, _SEASONS, _EPISODES)) and there.isdisjoint(
        _NOT_WATCHED
    )


def _read_row(row: Mapping[str, str], found: _Found) -> None:
    key, kind = row.get("key", ""), row.get("type", "").casefold()
    entity = row.get("entitytype", "").casefold()
    title, year = _first(row, _TITLES), _first(row, _YEARS)
    if key.startswith("user-series"):
        latest = dict(_LATEST.findall(row.get("mostrecentepwatched", "")))
        if {"s_no", "ep_no"} <= latest.keys():
            found.take(title, year, latest["s_no"], latest["ep_no"])
    elif "movie" in (kind, entity) or kind == "film":
        found.left_out[_FILM] += 1
    elif (
        (key and not key.startswith(("watch-episode", "rewatch-episode")))
        or kind in ("follow", "towatch", "show")
        or any(row.get(name, "").casefold() in _FALSE for name in ("watched", "iswatched", "seen", "plays"))
    ):
        found.left_out[_MARKED] += 1
    elif row.get("isspecial", "").casefold() in ("1", "true"):
        found.left_out[_SPECIAL] += 1
    else:
        found.take(title, year, _first(row, _SEASONS), _first(row, _EPISODES))


def _first(row: Mapping[str, str], names: Iterable[str]) -> str:
    """Return the first of these columns that has something in it."""
    return next((row[name] for name in names if row.get(name, "").strip()), "")
