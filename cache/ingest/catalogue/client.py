"""How services are asked: one request after another, within their limits, by name, and nobody but them.

A service gets our own User-Agent whatever the settings say, as their rules ask; no redirect is followed, so that what
is asked, and a key, reach the host the user agreed to and no other.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from pullquote.cache.catalogue import conversation, tmdb
from pullquote.cache.catalogue.limits import LIMITS, Bucket
from pullquote.cache.catalogue.questions import Question
from pullquote.cache.core.catalogue import PROVIDER_NAMES, Provider
from pullquote.cache.core.catalogue.services import SERVICES
from pullquote.cache.core.errors import FetchError, SettingsError
from pullquote.cache.core.urls import host_of
from pullquote.cache.fetch.client import USER_AGENT, HttpClient, HttpRequest, HttpResponse, client_factory
from pullquote.cache.fetch.guard import Resolve, resolve
from pullquote.cache.ingest.context import HostHolds
from pullquote.cache.ingest.printed import printed
from pullquote.cache.store.file.conversions import now

if TYPE_CHECKING:
    from pullquote.cache.core.settings import Settings

CAP = 16 << 20
"""Most bytes of an answer: a serial of decades with all its episodes."""
MOST_FAILURES = 3
"""Answers of a service in a row that were no use, after which it is left alone for this time."""
_KEY_SECONDS = 30.0
_WEEK_SECONDS = 7 * 86_400


class CatalogueTiming(Struct, frozen=True, kw_only=True):
    """Clocks and their like, which tests change.

    ``now`` is the time of day, ``clock`` seconds that never go back, ``sleep`` waits so many of them. ``jitter`` is a
    number from 0 to 1, ``resolve`` looks host names up.
    """

    now: Callable[[], datetime] = now
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    jitter: Callable[[], float] = random.random
    resolve: Resolve = resolve


class ServiceStopped(FetchError):
    """A service that is not asked any more this time: it asked us to wait, refuses us, or fails again and again."""

    def __init__(self, message: str, *, held: bool = False) -> None:
        super().__init__(message)
        self.held = held


class Services:
    """The services of one update, by their addresses. Belongs to one event loop; use one request at a time."""

    def __init__(
        self, settings: Settings, bases: Mapping[Provider, str], holds: HostHolds, timing: CatalogueTiming
    ) -> None:
        self._settings = settings
        self._bases = bases
        self._holds = holds
        self._timing = timing
        self._client: HttpClient | None = None
        self._buckets = {provider: Bucket(LIMITS[provider], timing.clock) for provider in bases}
        self._failures = dict.fromkeys(bases, 0)
        self._stopped: dict[Provider, str] = {}
        self._key: str | None = None

    @property
    def all(self) -> list[Provider]:
        """The services that may be asked, those too that are not asked any more this time."""
        return list(self._bases)

    @property
    def stopped(self) -> dict[Provider, str]:
        """The services that are not asked any more this time, each with a sentence that says why."""
        return self._stopped

    async def get(self, question: Question, *, etag: str | None = None) -> HttpResponse:
        """Send a question, as soon as its service may be asked; return a response of status 200, 304 or 404.

        ``etag`` makes it conditional. Raises ``ServiceStopped``, ``NetworkDown``, or the ``FetchError`` that fits.
        """
        provider = question.provider
        base = self._bases[provider]
        self._check_hold(provider, base)
        headers = {"If-None-Match": etag} if etag else {}
        more: tuple[tuple[str, str], ...] = ()
        if provider == "tmdb":
            key = self._tmdb_key()
            if tmdb.bears(key):
                headers["Authorization"] = f"Bearer {key}"
            else:
                more = (("api_key", key),)
        request = HttpRequest(
            conversation.ask(question).address(base, *more),
            cap=CAP,
            accept="application/json",
            headers=headers,
            private=base != SERVICES[provider].base,
            user_agent=USER_AGENT,
            follow=False,
        )
        await self._timing.sleep(self._buckets[provider].take())
        if self._client is None:
            self._client = client_factory(self._settings, self._timing.resolve)()
        response = await self._client.get(request)
        await self._judge(provider, base, response)
        return response

    def failed(self, provider: Provider) -> None:
        """Note that an answer of a service was no use; after several it is not asked any more."""
        self._failures[provider] += 1
        if self._failures[provider] >= MOST_FAILURES:
            self._stopped[provider] = f"{PROVIDER_NAMES[provider]} fails again and again; it is asked another time."

    def answered(self, provider: Provider) -> None:
        """Note that a service gave an answer that could be used."""
        self._failures[provider] = 0

    async def aclose(self) -> None:
        """Close every connection."""
        if self._client is not None:
            await self._client.aclose()

    def _check_hold(self, provider: Provider, base: str) -> None:
        held = self._holds.known.get(host_of(base))
        left = (held.not_before - self._timing.now()).total_seconds() if held else 0
        if held and 0 < left <= _WEEK_SECONDS:  # a clock that was set back never holds a service up
            raise self._stop(provider, _waits(provider, held.not_before), held=True)

    async def _judge(self, provider: Provider, base: str, response: HttpResponse) -> None:
        """Raise for a status that is no answer."""
        name = PROVIDER_NAMES[provider]
        match response.status:
            case 429 | 503:
                held = await self._holds.hold(host_of(base), response)
                raise self._stop(provider, _waits(provider, held.not_before), held=True)
            case 401 | 403 if provider == "tmdb":
                wrong = "TMDB does not take your key. Set another one: `pullquote config set catalogue.tmdb_key KEY`."
                raise self._stop(provider, wrong)
            case 401 | 403:
                raise self._stop(provider, f"{name} refuses to answer (status {response.status}).")
            case 200 | 304 | 404:
                await self._holds.release(host_of(base))
            case 301 | 302 | 303 | 307 | 308:
                raise FetchError(f"{name} sends us to another address, which is not asked.")
            case status:
                raise FetchError(f"{name} answered with an error (status {status}).")

    def _stop(self, provider: Provider, why: str, *, held: bool = False) -> ServiceStopped:
        self._stopped[provider] = why
        return ServiceStopped(why, held=held)

    def _tmdb_key(self) -> str:
        if self._key is None:
            try:
                self._key = read_key(self._settings)
            except SettingsError as error:
                raise self._stop("tmdb", str(error)) from error
        return self._key


def read_key(settings: Settings) -> str:
    """Return the user's key for TMDB, from the settings or from what a command prints. Raises ``SettingsError``."""
    catalogue = settings.catalogue
    key = catalogue.tmdb_key or printed(
        catalogue.tmdb_key_command or "", "a key", setting="catalogue.tmdb_key_command", seconds=_KEY_SECONDS
    )
    if not key.isascii() or not key.isprintable() or " " in key or not 0 < len(key) <= 1_000:
        where = "catalogue.tmdb_key" if catalogue.tmdb_key else "What catalogue.tmdb_key_command prints"
        raise SettingsError(f"{where} is no key for TMDB: a key is one word of letters and digits.")
    return key


def _waits(provider: Provider, until: datetime) -> str:
    return f"{PROVIDER_NAMES[provider]} asked us to wait until {until.astimezone():%a %H:%M}."
