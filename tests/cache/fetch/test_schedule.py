"""When a feed may be asked again, as pure functions of a fake clock (H1 to H29)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from pullquote.cache.core.feed import FeedState, HostState
from pullquote.cache.fetch import schedule

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)  # a Monday
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
STATE = FeedState(feed=1, url="https://outlet.example/feed")
CHANGED = b"a"


def fresh(headers=None, state=STATE, now=NOW, jitter=0.0, interval=HOUR, body_hash=CHANGED):
    return schedule.after_answer(
        state, {"etag": '"v"', **(headers or {})}, now, body_hash=body_hash, interval=interval, jitter=jitter
    )


def wait(state, now=NOW):
    return state.next_check - now


def may(state, now=NOW, **how):
    return schedule.why_not(state, now, **how) is None


@pytest.mark.parametrize("etag", ['"abc"', 'W/"abc"', "unquoted", '"caf\xe9"', '"with , comma"'])
def test_h01_h02_nothing_first_then_the_etag_byte_for_byte(etag):
    assert schedule.request_headers(STATE, NOW) == {}
    assert schedule.request_headers(fresh({"etag": etag}), NOW) == {"If-None-Match": etag}


@pytest.mark.parametrize("date", ["Mon, 02 Mar 2026 11:00:00 GMT", "2026-03-02", "yesterday", "Mon, 2 Mar 2026 11:00"])
def test_h03_h04_last_modified_goes_back_as_it_came_beside_the_etag(date):
    state = fresh({"last-modified": date})
    assert schedule.request_headers(state, NOW) == {"If-None-Match": '"v"', "If-Modified-Since": date}


def test_h05_a_200_replaces_both_and_clears_what_is_missing():
    state = fresh({"etag": '"1"', "last-modified": "a"})
    after = schedule.after_answer(state, {"last-modified": "b"}, NOW, body_hash=b"x")
    assert (after.etag, after.last_modified) == (None, "b")


def test_h06_a_304_keeps_validators_takes_new_ones_and_clears_errors():
    state = msgspec.structs.replace(fresh({"last-modified": "a"}), failures=3, error="It failed.", failing_since=NOW)
    after = schedule.after_unchanged(state, {"etag": '"2"', "cache-control": "max-age=7200"}, NOW)
    assert (after.etag, after.last_modified, after.status) == ('"2"', "a", 304)
    assert (after.failures, after.error, after.failing_since) == (0, None, None)
    assert wait(after) == 2 * HOUR


def test_h08_validators_stay_with_their_address():
    moved = schedule.at_address(fresh({"last-modified": "a"}), "https://new.example/feed")
    assert schedule.request_headers(moved, NOW) == {}
    assert moved.body_hash is None


def test_h09_after_8_days_of_304_one_full_answer_a_day_is_asked_for():
    state = msgspec.structs.replace(fresh(), asked_fully=NOW - 30 * DAY)
    state = schedule.after_unchanged(state, {}, NOW)
    assert schedule.request_headers(state, NOW + 7.9 * DAY)
    assert not schedule.request_headers(state, NOW + 8 * DAY)
    asked = schedule.after_answer(state, {"etag": '"v"'}, NOW + 8 * DAY, body_hash=CHANGED)
    assert asked.asked_fully == NOW + 8 * DAY
    still = msgspec.structs.replace(asked, unchanged_since=NOW)
    assert schedule.request_headers(still, NOW + 8.9 * DAY)
    assert not schedule.request_headers(still, NOW + 9 * DAY)


def test_h11_max_age_minus_age_is_waited_for_at_most_a_day():
    assert wait(fresh({"cache-control": "public, max-age=10800"})) == 3 * HOUR
    assert wait(fresh({"cache-control": "max-age=10800", "age": "3600"})) == 2 * HOUR
    assert wait(fresh({"cache-control": "max-age=60"})) == HOUR
    assert wait(fresh({"cache-control": "max-age=99999999"})) == DAY
    assert wait(fresh({"cache-control": "max-age=often"})) == HOUR
    asked = fresh({"cache-control": "max-age=10800"})
    assert not may(asked, NOW + 2 * HOUR, asked=True)
    assert may(asked, NOW + 3 * HOUR, asked=True)


def test_h11_the_servers_word_holds_a_person_back_and_the_feeds_own_pace_does_not():
    soon = fresh({"cache-control": "max-age=3600"}, state=msgspec.structs.replace(STATE, interval=58))
    assert soon.fresh_until == NOW + HOUR
    assert not may(soon, NOW + timedelta(minutes=59), asked=True)
    assert may(soon, NOW + HOUR, asked=True)
    slow = fresh(state=msgspec.structs.replace(STATE, ttl=36_000))
    assert (slow.fresh_until, wait(slow)) == (None, 10 * HOUR)
    assert may(slow, NOW + timedelta(minutes=6), asked=True)
    assert schedule.after_unchanged(soon, {}, NOW + HOUR).fresh_until is None
    assert schedule.at_address(soon, "https://outlet.example/new").fresh_until is None


@pytest.mark.parametrize("word", ["no-cache", "no-store", "no-cache, max-age=10800", "no-store, max-age=1"])
def test_h12_no_cache_and_no_store_change_neither_wait_nor_conditions(word):
    state = fresh({"cache-control": word})
    assert wait(state) == HOUR
    assert schedule.request_headers(state, NOW) == {"If-None-Match": '"v"'}


def test_h13_expires_counts_from_the_answers_own_date():
    late = {"date": "Thu, 01 Jan 2026 00:00:00 GMT", "expires": "Thu, 01 Jan 2026 04:00:00 GMT"}
    assert wait(fresh(late)) == 4 * HOUR
    assert wait(fresh({**late, "cache-control": "max-age=7200"})) == 2 * HOUR
    assert wait(fresh({"expires": "Mon, 02 Mar 2026 15:00:00 GMT"})) == 3 * HOUR
    assert wait(fresh({"expires": "0"})) == HOUR
    assert wait(fresh({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"})) == HOUR


def test_h14_ttl_raises_the_wait_and_never_lowers_it():
    assert wait(fresh(state=msgspec.structs.replace(STATE, ttl=4 * 3600))) == 4 * HOUR
    assert wait(fresh(state=msgspec.structs.replace(STATE, ttl=60))) == HOUR
    assert wait(fresh(state=msgspec.structs.replace(STATE, ttl=10**7))) == DAY


def test_h14_skipped_hours_and_days_are_waited_out_for_a_day_at_most():
    hours = msgspec.structs.replace(STATE, skip_hours=(13, 14, 15))
    assert fresh(state=hours).next_check == NOW.replace(hour=16)
    days = msgspec.structs.replace(STATE, skip_days=("Monday",))
    assert fresh(state=days).next_check == datetime(2026, 3, 3, 0, 0, tzinfo=UTC)
    never = msgspec.structs.replace(STATE, skip_hours=tuple(range(24)))
    assert wait(fresh(state=never)) == HOUR + DAY


def test_h15_the_longest_wait_holds_with_up_to_a_tenth_more():
    assert wait(fresh()) == HOUR
    assert wait(fresh(jitter=1.0)) == timedelta(minutes=66)
    assert wait(fresh(interval=timedelta(hours=3))) == 3 * HOUR
    assert wait(fresh(state=msgspec.structs.replace(STATE, interval=10))) == timedelta(minutes=30)


def test_h15_a_key_press_waits_five_minutes_and_force_does_not():
    state = fresh()
    soon = NOW + timedelta(minutes=2)
    assert not may(state, soon)
    assert schedule.why_not(state, soon, asked=True) == "Checked 2 min ago."
    assert may(state, soon, force=True)
    assert may(state, NOW + timedelta(minutes=5), asked=True)
    assert not may(state, NOW + timedelta(minutes=5))


def test_h16_a_feed_is_not_due_before_its_time_however_often_one_looks():
    state = fresh()
    assert not any(may(state, NOW + timedelta(seconds=36 * n)) for n in range(100))
    assert may(state, NOW + HOUR)


def test_h17_a_server_without_validators_is_asked_once_a_day_if_nothing_changes():
    state = schedule.after_answer(STATE, {}, NOW, body_hash=b"x", interval=timedelta(minutes=30))
    assert wait(state) == HOUR
    for _ in range(3):
        state = schedule.after_answer(state, {}, NOW, body_hash=b"x", interval=timedelta(minutes=30))
    assert wait(state) == DAY
    state = schedule.after_answer(state, {}, NOW, body_hash=b"y", interval=timedelta(minutes=30))
    assert wait(state) == HOUR


@pytest.mark.parametrize("jump", [-HOUR, timedelta(days=-3650), timedelta(days=365)])
def test_h18_a_clock_that_jumps_asks_once_and_then_goes_on(jump):
    state = fresh()
    now = NOW + jump
    assert may(state, now)
    again = fresh(state=state, now=now)
    assert not may(again, now + timedelta(minutes=1))
    assert may(again, now + DAY)


def test_h18_a_check_more_than_a_week_ahead_is_a_mistake():
    assert may(msgspec.structs.replace(fresh(), next_check=NOW + timedelta(days=8)))
    held = HostState(host="outlet.example", not_before=NOW + timedelta(days=8))
    assert may(STATE, NOW, host=held)


@pytest.mark.parametrize(
    "text",
    ["1800", "Mon, 02 Mar 2026 12:30:00 GMT", "Monday, 02-Mar-26 12:30:00 GMT", "Mon Mar  2 12:30:00 2026"],
)
def test_h19_retry_after_in_all_its_forms_holds_the_host(text):
    host = schedule.after_hold("outlet.example", None, {"retry-after": text}, NOW)
    assert host.not_before == NOW + timedelta(minutes=30)
    other = msgspec.structs.replace(STATE, feed=2, url="https://outlet.example/other")
    assert not may(other, NOW + timedelta(minutes=29), host=host, force=True, asked=True)
    assert may(other, NOW + timedelta(minutes=30), host=host)


def test_h19_a_date_counts_from_the_servers_own_clock():
    headers = {"retry-after": "Fri, 02 Jan 2026 00:00:10 GMT", "date": "Fri, 02 Jan 2026 00:00:00 GMT"}
    assert schedule.retry_after(headers, NOW) == timedelta(seconds=10)


def test_h20_without_a_word_ten_minutes_doubling_to_a_day():
    host, waits = None, []
    for _ in range(10):
        host = schedule.after_hold("outlet.example", host, {}, NOW)
        waits.append((host.not_before - NOW) / timedelta(minutes=1))
    assert waits == [10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440]


@pytest.mark.parametrize("text", ["-5", "1000000000000", "soon", "1.5", "Mon, 99 Foo 2026", "\u0663"])
def test_h21_nonsense_is_ten_minutes(text):
    assert schedule.retry_after({"retry-after": text}, NOW) == timedelta(minutes=10)


def test_h21_a_long_wait_is_seven_days_at_most():
    assert schedule.retry_after({"retry-after": str(30 * 86_400)}, NOW) == timedelta(days=7)


def test_h22_gone_suspends_until_a_person_asks():
    state = schedule.after_failure(STATE, NOW, schedule.Failure("It is gone.", status=410))
    assert state.suspended
    assert "It is gone." in (schedule.why_not(state, NOW + 365 * DAY) or "")
    assert may(state, NOW + DAY, asked=True)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 418])
def test_h23_refusals_wait_longer_each_time_and_end_after_30_days(status):
    state, waits, now = STATE, [], NOW
    for _ in range(9):
        state = schedule.after_failure(state, now, schedule.Failure("No.", status=status))
        waits.append(wait(state, now) / HOUR)
    assert waits == [2, 4, 8, 16, 32, 64, 128, 168, 168]
    assert not state.suspended
    assert schedule.after_failure(state, now + timedelta(days=30), schedule.Failure("No.", status=status)).suspended


@pytest.mark.parametrize("status", [500, 502, 504, None, 200])
def test_h24_other_failures_double_to_a_day_and_never_suspend(status):
    state, waits = STATE, []
    for _ in range(7):
        state = schedule.after_failure(state, NOW, schedule.Failure("No.", status=status))
        waits.append(wait(state) / HOUR)
    assert waits == [1, 2, 4, 8, 16, 24, 24]
    assert not schedule.after_failure(state, NOW + 60 * DAY, schedule.Failure("No.", status=status)).suspended


def test_h24_a_failure_keeps_validators_and_a_success_clears_it():
    state = schedule.after_failure(fresh(), NOW, schedule.Failure("No.", status=500))
    assert (state.etag, state.body_hash, state.error) == ('"v"', CHANGED, "No.")
    assert fresh(state=state).failures == 0


OLD, NEW, NEWER = "https://old.example/f", "https://new.example/f", "https://newer.example/f"


def at_old():
    return msgspec.structs.replace(STATE, url=OLD)


@pytest.mark.parametrize("status", [301, 308])
def test_h27_a_move_counts_after_three_times_over_a_day(status):
    state, moved = schedule.after_move(at_old(), [(status, NEW)], NOW)
    assert (state.moved_seen, moved) == (1, None)
    state, moved = schedule.after_move(state, [(status, NEW)], NOW + HOUR)
    assert moved is None
    _, early = schedule.after_move(state, [(status, NEW)], NOW + 23 * HOUR)
    assert early is None
    _, moved = schedule.after_move(state, [(status, NEW)], NOW + DAY)
    assert moved == NEW


def test_h27_another_target_or_none_starts_the_proof_anew():
    state, _ = schedule.after_move(at_old(), [(301, NEW)], NOW)
    state, _ = schedule.after_move(state, [(301, NEWER)], NOW + DAY)
    assert (state.moved_to, state.moved_seen) == (NEWER, 1)
    state, _ = schedule.after_move(state, [], NOW + DAY)
    assert (state.moved_to, state.moved_seen) == (None, 0)


def test_h27_never_from_https_to_http():
    assert schedule.permanent_target(OLD, [(301, "http://old.example/f")]) is None
    assert schedule.permanent_target("http://old.example/f", [(301, OLD)]) == OLD


@pytest.mark.parametrize("status", [302, 303, 307])
def test_h28_temporary_redirects_are_never_kept(status):
    state = at_old()
    for day in range(5):
        state, moved = schedule.after_move(state, [(status, NEW)], NOW + day * DAY, answered=NEW)
        assert moved is None
        assert state.moved_seen == 0


def test_h29_a_chain_counts_up_to_its_last_permanent_step():
    assert schedule.permanent_target(OLD, [(301, NEW), (308, NEWER)]) == NEWER
    assert schedule.permanent_target(OLD, [(301, NEW), (302, NEWER)]) == NEW
    assert schedule.permanent_target(OLD, [(302, NEW), (301, NEWER)]) is None
