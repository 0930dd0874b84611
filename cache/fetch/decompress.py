"""Undo ``gzip`` and ``deflate`` in bounded steps: a bomb is noticed before it is unpacked (H37, H41)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from pullquote.cache.core.errors import FetchError, TooLarge

_STEP = 1 << 16
_GZIP = b"\x1f\x8b\x08"


class Decoder:
    """Decodes the pieces of a response's body; the decoded body is never longer than ``cap`` bytes."""

    def __init__(self, encoding: str, cap: int) -> None:
        """Prepare for the value of ``Content-Encoding``; ``FetchError`` for one that was not asked for."""
        names = [part.strip().lower() for part in encoding.split(",")]
        names = [name.removeprefix("x-") for name in names if name not in ("", "identity")]
        if len(names) > 2 or any(name not in ("gzip", "deflate") for name in names):
            raise FetchError("The server sent the answer in an encoding that was not asked for.")
        self._layers = [_Layer(name) for name in reversed(names)]
        self._declared = bool(names)
        self._cap = cap
        self._body = bytearray()
        self._head = bytearray()
        self._looked = False

    def feed(self, piece: bytes) -> None:
        """Take the next piece; ``TooLarge`` once the decoded body would pass the cap."""
        if not self._declared and not self._looked:
            self._head += piece
            if len(self._head) < len(_GZIP):
                return
            self._look()
            piece, self._head = bytes(self._head), bytearray()
        self._take(piece)

    def finish(self) -> bytes:
        """Return the whole decoded body; ``FetchError`` where it was cut short."""
        if self._head:
            self._looked = True
            self._take(bytes(self._head))
        if any(not layer.complete for layer in self._layers):
            raise FetchError("The answer was cut short: its compressed body has no end.")
        return bytes(self._body)

    def _look(self) -> None:
        """Detect a gzip body that no header announces; it is decoded as well, once."""
        self._looked = True
        if self._head.startswith(_GZIP):
            self._layers = [_Layer("gzip")]

    def _take(self, piece: bytes) -> None:
        for part in self._through(0, piece):
            if len(self._body) + len(part) > self._cap:
                raise TooLarge(f"The answer is larger than {self._cap // 1024:,} KB; it was not read.")
            self._body += part

    def _through(self, depth: int, piece: bytes) -> Iterator[bytes]:
        if depth == len(self._layers):
            yield piece
            return
        for part in self._layers[depth].undo(piece):
            yield from self._through(depth + 1, part)


class _Layer:
    """One encoding, undone in steps of at most ``_STEP`` bytes."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._inflate = zlib.decompressobj(31 if name == "gzip" else 15)
        self._raw = name == "gzip"
        self._started = False

    @property
    def complete(self) -> bool:
        """Whether the end of the stream was seen, or nothing came at all."""
        return self._inflate.eof or not self._started

    def undo(self, piece: bytes) -> Iterator[bytes]:
        rest = piece
        while rest:
            if self._inflate.eof:
                if self._name != "gzip" or not rest.startswith(_GZIP[:2]):
                    return  # padding after the end
                self._inflate = zlib.decompressobj(31)
            self._started = True
            try:
                out = self._inflate.decompress(rest, _STEP)
            except zlib.error as error:
                if self._raw:
                    raise FetchError("The answer's compressed body is damaged.") from error
                self._raw, self._inflate = True, zlib.decompressobj(-15)  # deflate without its wrapper
                continue
            self._raw = True
            if out:
                yield out
            rest = self._inflate.unconsumed_tail or self._inflate.unused_data
            if not out and not rest:
                return
