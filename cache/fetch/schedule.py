"""When a feed may be fetched again: pure functions of its state, the response, and ``now`` (H1 to H29).

All state is in ``FeedState`` and ``HostState``, which are stored, so that a restart changes nothing. Nothing here
looks at a clock, draws a random number or touches the network: ``now`` and ``jitter`` are parameters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from pullquote.cache.core.feed import FeedState, HostState
from pullquote.cache.core.mail import comes_by_mail
from pullquote.cache.core.times.words import WEEKDAYS
from pullquote.cache.core.urls import same_origin

Headers = Mapping[str, str]

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
LEAST = timedelta(minutes=30)
"""No feed is asked more often by itself (H15)."""
LEAST_ASKED = timedelta(minutes=5)
"""No feed is asked more often by a user's key press (H15)."""
FIRST_HOLD = timedelta(minutes=10)
"""How long a host that asked us to wait, without saying how long, is left alone at first (H20)."""
GIVE_UP = timedelta(days=30)
"""A feed that was refused for this long is suspended (H23)."""
ONLY_304 = timedelta(days=8)
"""After so long without a full response the request has no conditions: some servers always answer 304 (H9)."""
JITTER = 0.1
_SLACK = timedelta(minutes=1)


class Failure(Struct, frozen=True):
    """Why a request failed, as a sentence, with the HTTP status if there was one.

    ``hold`` is when the host may be asked again, where it told us to wait; that is not the feed's failure.
    """

    sentence: str
    status: int | None = None
    hold: datetime | None = None


def why_not(
    state: FeedState,
    now: datetime,
    *,
    host: HostState | None = None,
    asked: bool = False,
    force: bool = False,
) -> str | None:
    """Return ``None`` if the feed may be asked now, else the reason in words.

    ``asked``: the user asked for this very feed. ``force`` passes over everything but a host that told us
    to wait (H19). A clock that was set back never holds a feed up (H18).
    """
    if comes_by_mail(state.url):
        return "It comes by mail: `pullquote add --mailbox PATH` brings its articles."
    if host and now < host.not_before <= now + WEEK:
        return f"{host.host} asked us to wait until {_clock(host.not_before)}."
    if force:
        return None
    if state.suspended:
        return None if asked else "It is suspended: " + (state.error or "it failed for too long.")
    checked, due = state.checked, state.next_check
    if checked is None or due is None or checked > now + _SLACK or due > now + WEEK:
        return None
    if asked and now - checked < LEAST_ASKED:
        return f"Checked {_ago(now - checked)} ago."
    fresh = state.fresh_until if state.fresh_until and state.fresh_until <= now + DAY else None
    if now >= due or (asked and (fresh is None or now >= fresh)):
        return None
    until = fresh if asked and fresh else due
    return f"Checked {_ago(now - checked)} ago; not due before {_clock(until)}."


def request_headers(state: FeedState, now: datetime) -> dict[str, str]:
    """Return the conditional headers, exactly as the values were received (H1 to H4, H9)."""
    if asks_fully(state, now):
        return {}
    headers = {}
    if state.etag:
        headers["If-None-Match"] = state.etag
    if state.last_modified:
        headers["If-Modified-Since"] = state.last_modified
    return headers


def asks_fully(state: FeedState, now: datetime) -> bool:
    """Return whether the next request is unconditional: nothing to send, or 8 days of nothing but 304 (H9)."""
    if not (state.etag or state.last_modified):
        return True
    silent = state.unchanged_since is not None and now - state.unchanged_since >= ONLY_304
    return silent and (state.asked_fully is None or now - state.asked_fully >= DAY)


def after_answer(
    state: FeedState,
    headers: Headers,
    now: datetime,
    *,
    body_hash: bytes,
    interval: timedelta = HOUR,
    jitter: float = 0.0,
) -> FeedState:
    """Return the state after a 200 with a sound feed: validators replaced or cleared (H5), errors cleared."""
    same = body_hash == state.body_hash
    fresh = msgspec.structs.replace(
        _well(state, now, 200),
        etag=headers.get("etag") or None,
        last_modified=headers.get("last-modified") or None,
        body_hash=body_hash,
        unchanged_since=None,
        asked_fully=now if asks_fully(state, now) else state.asked_fully,
        same_bodies=state.same_bodies + 1 if same else 0,
    )
    return _timed(fresh, headers, now, interval, jitter)


def after_unchanged(
    state: FeedState, headers: Headers, now: datetime, *, interval: timedelta = HOUR, jitter: float = 0.0
) -> FeedState:
    """Return the state after a 304: a success; a validator in the 304 replaces ours (H6)."""
    fresh = msgspec.structs.replace(
        _well(state, now, 304),
        etag=headers.get("etag") or state.etag,
        last_modified=headers.get("last-modified") or state.last_modified,
        unchanged_since=state.unchanged_since or now,
    )
    return _timed(fresh, headers, now, interval, jitter)


def after_failure(
    state: FeedState,
    now: datetime,
    failure: Failure,
    *,
    interval: timedelta = HOUR,
    jitter: float = 0.0,
) -> FeedState:
    """Return the state after an error; entries and validators stay as they are (H20 to H24, H42)."""
    status = failure.status
    if failure.hold is not None:
        return msgspec.structs.replace(
            state, checked=now, status=status, error=failure.sentence, next_check=max(failure.hold, now + interval)
        )
    failures = state.failures + 1
    since = state.failing_since or now
    refused = status is not None and 400 <= status < 500
    suspended = status == 410 or (refused and now - since >= GIVE_UP)
    steps = min(failures if refused else failures - 1, 20)
    wait = min(max(state_interval(state, interval), LEAST) * 2**steps, WEEK if refused else DAY)
    return msgspec.structs.replace(
        state,
        checked=now,
        status=status,
        error=failure.sentence,
        failures=failures,
        failing_since=since,
        suspended=state.suspended or suspended,
        next_check=now + wait * (1 + JITTER * jitter),
    )


def after_hold(host: str, before: HostState | None, headers: Headers, now: datetime) -> HostState:
    """Return how long a host that answered 429 or 503 is left alone (H19 to H21)."""
    strikes = (before.strikes if before else 0) + 1
    wait = retry_after(headers, now)
    if wait is None:
        wait = min(FIRST_HOLD * 2 ** min(strikes - 1, 10), DAY)
    return HostState(host=host, not_before=now + wait, strikes=strikes)


def retry_after(headers: Headers, now: datetime) -> timedelta | None:
    """Read ``Retry-After``, seconds or any of the three forms of a date (RFC 9110 10.2.3, 5.6.7).

    ``None`` where there is none; 10 minutes for what makes no sense; never more than 7 days.
    """
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    if re.fullmatch(r"\d{1,18}", text, re.ASCII):
        seconds = int(text)
        return min(timedelta(seconds=seconds), WEEK) if seconds <= 366 * 86_400 else FIRST_HOLD
    moment = http_date(text)
    if moment is None:
        return FIRST_HOLD
    wait = moment - (http_date(headers.get("date", "")) or now)
    return min(wait, WEEK) if timedelta(0) < wait <= timedelta(days=366) else FIRST_HOLD


def fresh_for(headers: Headers, now: datetime) -> timedelta:
    """Return how long an answer says it stays fresh: ``max-age`` minus ``Age``, else ``Expires`` (H11 to H13).

    ``no-cache`` and ``no-store`` take the answer's word away: zero. Never more than 24 hours.
    """
    directives = {part.strip().lower() for part in headers.get("cache-control", "").split(",")}
    if directives & {"no-cache", "no-store"}:
        return timedelta(0)
    for directive in directives:
        if found := re.fullmatch(r'max-age\s*=\s*"?(\d{1,18})"?', directive, re.ASCII):
            age = headers.get("age", "").strip()
            spent = int(age[:10]) if age.isascii() and age.isdigit() else 0
            return timedelta(seconds=min(max(int(found[1]) - spent, 0), 86_400))
    expires = http_date(headers.get("expires", ""))
    if expires is None:
        return timedelta(0)
    return min(max(expires - (http_date(headers.get("date", "")) or now), timedelta(0)), DAY)


def http_date(text: str) -> datetime | None:
    """Read any of the three date forms of HTTP (RFC 9110 5.6.7); ``None`` for anything else."""
    if not text:
        return None
    from email.utils import parsedate_to_datetime  # lazy: 3 ms; many answers name no date

    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def state_interval(state: FeedState, interval: timedelta) -> timedelta:
    """Return the wait the user wants for this feed: its own minutes, else ``interval``."""
    return timedelta(minutes=state.interval) if state.interval else interval


def permanent_target(start: str, moves: Sequence[tuple[int, str]]) -> str | None:
    """Return where a feed has moved for good: the last 301 or 308 in an unbroken run from the start (H27 to H29).

    ``moves`` are (status, address) in order. Never from https to http.
    """
    target = None
    for status, to in moves:
        if status not in (301, 308):
            break
        target = to
    if target and urlsplit(start).scheme == "https" and urlsplit(target).scheme != "https":
        return None
    return target if target != start else None


def after_move(
    state: FeedState, moves: Sequence[tuple[int, str]], now: datetime, *, answered: str | None = None
) -> tuple[FeedState, str | None]:
    """Gather proof that a feed has moved, after a sound answer through ``moves``.

    The second value is the address to keep from now on, once the same move was seen 3 times in a row over at
    least 24 hours (H27). A temporary redirect is never proof (H28); ``answered`` remembers whose validators
    these are (H8).
    """
    target = permanent_target(state.url, moves)
    if target is None:
        other = answered if answered != state.url else None
        return msgspec.structs.replace(state, moved_to=other, moved_seen=0, moved_since=None), None
    if target != state.moved_to or not state.moved_seen:
        return msgspec.structs.replace(state, moved_to=target, moved_seen=1, moved_since=now), None
    seen, since = state.moved_seen + 1, state.moved_since or now
    proven = seen >= 3 and now - since >= DAY
    return msgspec.structs.replace(state, moved_seen=seen, moved_since=since), target if proven else None


def at_address(state: FeedState, url: str) -> FeedState:
    """Return the state for a new address: validators, and what a user allowed, belonged to the old one (H8, H44)."""
    return msgspec.structs.replace(
        state,
        url=url,
        private=state.private and same_origin(url, state.url),
        etag=None,
        last_modified=None,
        body_hash=None,
        moved_to=None,
        moved_seen=0,
        moved_since=None,
        fresh_until=None,
    )


def _well(state: FeedState, now: datetime, status: int) -> FeedState:
    return msgspec.structs.replace(
        state, checked=now, status=status, error=None, failures=0, failing_since=None, suspended=False
    )


def _timed(state: FeedState, headers: Headers, now: datetime, interval: timedelta, jitter: float) -> FeedState:
    """Set the next check: the longest of all waits, up to 10 % later, never in a skipped hour (H14, H15, H17)."""
    fresh = fresh_for(headers, now)
    asked_for = min(max(fresh, timedelta(seconds=state.ttl or 0)), DAY)
    wait = max(state_interval(state, interval), LEAST, asked_for)
    if not (state.etag or state.last_modified):
        wait = max(wait, DAY if state.same_bodies >= 3 else HOUR)
    return msgspec.structs.replace(
        state,
        next_check=_outside(now + wait * (1 + JITTER * jitter), state),
        fresh_until=now + fresh if fresh else None,
    )


def _outside(moment: datetime, state: FeedState) -> datetime:
    """Move ``moment`` past the hours and days the feed asks to skip, by 24 hours at most (H14)."""
    latest = moment + DAY
    while moment < latest:
        there = moment.astimezone(UTC)
        if there.hour not in state.skip_hours and WEEKDAYS[there.weekday()] not in state.skip_days:
            return moment
        moment = there.replace(minute=0, second=0, microsecond=0) + HOUR
    return latest


def _clock(moment: datetime) -> str:
    return moment.astimezone().strftime("%a %H:%M")


def _ago(passed: timedelta) -> str:
    minutes = max(0, int(passed.total_seconds() // 60))
    if minutes < 1:
        return "less than a minute"
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 2_880 else f"{minutes // 1_440} days"
