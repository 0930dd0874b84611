"""How a value travels to a worker and back: msgpack, with every moment in the offset it was stated in."""

from __future__ import annotations

from typing import Any

import msgspec


def pack(value: Any) -> bytes:
    """Give a value as msgpack; ``msgspec.msgpack.decode`` with its type reads it.

    msgpack's own moments are UTC, and an outlet's evening would become the day after it: they go as text.
    """
    return msgspec.msgpack.encode(msgspec.to_builtins(value, builtin_types=(bytes,)))
