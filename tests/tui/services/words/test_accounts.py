"""What the status line says of accounts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from msgspec.structs import replace

from pullquote.cache.core.servers.sync import Account
from pullquote.tui.services.words.accounts import account_words

NOON = datetime(2026, 3, 2, 12, 0).astimezone()
TODAY = date(2026, 3, 2)


def account(**values: Any) -> Account:
    base = Account(id=1, dialect="miniflux", url="https://reader.example", added=datetime(2026, 1, 1, tzinfo=UTC))
    return replace(base, **values)


def test_who_has_no_account_reads_nothing_of_them() -> None:
    assert account_words([], TODAY) == ""


def test_the_time_the_marks_that_wait_and_what_failed() -> None:
    assert account_words([account()], TODAY) == "not synced yet"
    assert account_words([account(synced=NOON)], TODAY) == "synced 12:00"
    assert account_words([account(synced=NOON, waiting=3)], TODAY) == "synced 12:00, 3 marks to send"
    assert account_words([account(synced=NOON)], date(2026, 3, 9)) == "synced Mar 02"
    both = [account(synced=NOON, waiting=1), account(id=2, synced=NOON, error="refused")]
    assert account_words(both, TODAY) == "synced 12:00, 1 account failed, 1 mark to send"
