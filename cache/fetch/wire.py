"""One connection to a server: bytes in and out, over TLS where it is asked for, each wait with an end.

Whoever reads is given little at a time, after whoever else has something to do: a server may cut what it sends into
thousands of pieces of a byte, and each costs a parser the same as a whole page.
"""

from __future__ import annotations

import asyncio
import ssl
from typing import Any

_PIECE = 1 << 14
"""Most bytes that are read at once: what is made of them holds the event loop."""
_AHEAD = 1 << 16
"""Bytes that have come and nobody has read yet, above which the server is not listened to for a while."""


class Wire(asyncio.Protocol):
    """A connection. Made by ``connect``; belongs to one event loop."""

    _transport: asyncio.Transport

    def __init__(self) -> None:
        self._came = bytearray()
        self._ended = False
        self._error: Exception | None = None
        self._full = False
        self._deaf = False
        self._waiting: asyncio.Future[None] | None = None

    @classmethod
    async def connect(cls, address: str, port: int, seconds: float | None) -> Wire:
        """Connect to an IP address. Raises ``OSError``, of which ``TimeoutError`` is one."""
        async with asyncio.timeout(seconds):
            _, wire = await asyncio.get_running_loop().create_connection(cls, address, port)
        return wire

    async def start_tls(self, context: ssl.SSLContext, name: str | None, seconds: float | None) -> None:
        """Go on over TLS with the server that proves to be ``name``. Raises ``OSError``, so also ``ssl.SSLError``."""
        async with asyncio.timeout(seconds):
            secure = await asyncio.get_running_loop().start_tls(self._transport, self, context, server_hostname=name)
        if secure is None:  # it was lost during the handshake
            raise ConnectionResetError
        self._transport = secure

    def get_extra_info(self, name: str) -> Any:
        """Return what the transport knows."""
        return self._transport.get_extra_info(name)

    @property
    def is_quiet(self) -> bool:
        """Whether the connection stands and nothing has come that was not read: it may be asked again."""
        return not (self._came or self._ended)

    async def write(self, data: bytes, seconds: float | None) -> None:
        """Write all and wait until the system has taken it; a lost connection is told to the one who reads.

        Raises ``TimeoutError``.
        """
        if self._ended:
            return
        self._transport.write(data)
        while self._full and not self._ended:
            await self._wait(seconds)

    async def read(self, seconds: float | None) -> bytes:
        """Return what has come, at most ``_PIECE`` bytes, empty at the end. Raises ``OSError``, so ``TimeoutError``."""
        if self._came:
            await asyncio.sleep(0)
        while not (self._came or self._ended):
            await self._wait(seconds)
        piece = bytes(self._came[:_PIECE])
        del self._came[:_PIECE]
        if self._deaf and len(self._came) < _AHEAD:
            self._deaf = False
            self._transport.resume_reading()
        if not piece and self._error is not None:
            raise self._error if isinstance(self._error, OSError) else ConnectionResetError from self._error
        return piece

    def close(self) -> None:
        """Close the connection; what was not sent yet is not sent."""
        self._ended = True
        self._transport.abort()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # asyncio's own idiom
        """Take the transport."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Keep what came."""
        self._came += data
        if len(self._came) > _AHEAD and not self._deaf:
            self._deaf = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        """Note the end; the transport closes itself."""
        self._ended = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """Note the end, and why."""
        self._ended = True
        self._error = self._error or exc
        self._wake()

    def pause_writing(self) -> None:
        """Note that the system takes no more."""
        self._full = True

    def resume_writing(self) -> None:
        """Note that it does again."""
        self._full = False
        self._wake()

    async def _wait(self, seconds: float | None) -> None:
        """Wait until something happens. Raises ``TimeoutError``."""
        self._waiting = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await self._waiting
        finally:
            self._waiting = None

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
