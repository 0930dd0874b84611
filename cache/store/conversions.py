"""Times between the model (aware datetimes) and SQLite (unix seconds, UTC)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import overload

_FIRST = int(datetime(1, 1, 2, tzinfo=UTC).timestamp())
_LAST = int(datetime(9999, 12, 30, tzinfo=UTC).timestamp())


@overload
def seconds(when: datetime) -> int: ...
@overload
def seconds(when: None) -> None: ...
def seconds(when: datetime | None) -> int | None:
    """Give unix seconds; a time without a zone is read as UTC."""
    if when is None:
        return None
    return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())


@overload
def moment(value: int) -> datetime: ...
@overload
def moment(value: None) -> None: ...
def moment(value: int | None) -> datetime | None:
    """Give the UTC time of unix seconds; what lies outside the calendar becomes its nearest end."""
    if value is None:
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(min(max(value, _FIRST), _LAST), UTC)


def now() -> datetime:
    """Give the present time, UTC."""
    return datetime.now(UTC)
