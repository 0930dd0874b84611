"""What the user's own wallabag answers, in a worker process only: these are a stranger's bytes.

A module of its own, though short: what reads foreign bytes is imported by nobody but a worker.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from pullquote.cache.core.json_values import Value

_LONGEST_TOKEN = 4_096


def read_token(data: bytes) -> str:
    """Return the token of an answer to a login (``access_token``). Raises ``FetchError`` for what has none."""
    token = Value.parse(data).raw("access_token")
    return token if token.isascii() and token.isprintable() and len(token) <= _LONGEST_TOKEN else ""


def is_kept(data: bytes) -> bool:
    """Return whether an answer is an entry that was kept, which has a number. Raises ``FetchError`` for no JSON."""
    return bool(Value.parse(data).number("id"))


READ: Final[dict[Literal["token", "kept"], Callable[[bytes], str | bool]]] = {"token": read_token, "kept": is_kept}
"""How answers are read: to a login, and to an article."""
