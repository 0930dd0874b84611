"""Saving articles to the user's own server: which services there are, what goes there, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct

from pullquote.cache.core.servers.credentials import Login

ServiceName = Literal["wallabag", "readeck"]
SERVICE_NAMES: Mapping[ServiceName, str] = {"wallabag": "wallabag", "readeck": "Readeck"}
"""The services, and how they spell themselves."""


def service_named(text: str | None) -> ServiceName | None:
    """Return the service of this name, ``None`` where there is none."""
    return next((name for name in SERVICE_NAMES if name == text), None)


class OwnServer(Struct, frozen=True):
    """A server of the user's: its address, their login or token (``password``) there, and wallabag's client."""

    service: ServiceName
    address: str
    login: Login
    client: Login | None = None


class ToSave(Struct, frozen=True, kw_only=True):
    """An article as it goes to a server: its address, and where it is here whole, its text.

    Without ``html`` the server fetches the page itself. ``tags`` are the user's own.
    """

    url: str
    title: str = ""
    html: str = ""
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()


class Saved(Struct, frozen=True):
    """What became of an article that was to be saved: a sentence, where it was not."""

    article: int
    problem: str = ""
