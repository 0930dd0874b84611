"""Undo ``gzip`` and ``deflate`` within bounds of size, streams and time, whatever a server sends (H37, H41).

A body that grows is not the only bomb: thousands of empty streams, or blocks that hold nothing, cost time and yield
nothing. So every layer is bounded by what goes into it, and the whole by the processor's time.
"""

from __future__ import annotations

import codecs
import re
import time
import zlib
from collections.abc import Callable, Iterator

from pullquote.cache.core.errors import FetchError
from pullquote.cache.fetch.shorten import Bound

MOST_STREAMS = 4_096
"""Gzip members, one after the other, in one layer of a body: at 64 KB each, the usual least, far more than any cap."""
MOST_SECONDS = 2.0
"""Seconds of the processor a body may take; one of 10 MB takes a twentieth of a second."""
SPARE = 1 << 16
"""Bytes that may go into a layer beyond the cap of the body: what cannot be compressed grows a little."""

_ENCODINGS = frozenset(
    "gzip deflate br zstd compress bzip2 xz lzma lz4 sdch dcb dcz exi pack200-gzip aes128gcm".split()
)
"""Names of encodings (IANA, HTTP content codings), and of those that servers use beside them."""
_LOOKED_AT = 512
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<[?!a-zA-Z]|[{\[]\s*[\"{\[])")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
"""How UTF-16 begins."""

_STEP = 1 << 16
_PIECE = 1 << 14
_GZIP = b"\x1f\x8b\x08"


def layers_of(encoding: str) -> tuple[str, ...]:
    """Return the layers a ``Content-Encoding`` names, the outermost first (RFC 9110 8.4).

    A name that is no encoding (``none``, ``utf-8``, ``aws-chunked``) says nothing. Raises ``FetchError`` for an
    encoding that was not asked for, and for more than two.
    """
    words = [part.partition(";")[0].strip("\"' \t") for part in encoding[:200].split(",")]
    names = [name for word in words if (name := word.lower().removeprefix("x-")) in _ENCODINGS]
    if len(encoding) > 200 or len(names) > 2 or any(name not in ("gzip", "deflate") for name in names):
        raise FetchError("The server sent the answer in an encoding that was not asked for.")
    return tuple(reversed(names))


def is_plain(body: bytes | bytearray) -> bool:
    """Return whether a body is a text or a picture as it stands, whatever encoding its header names.

    Packed bytes hold controls that no text has, and are not UTF-8.
    """
    head = bytes(body[:_LOOKED_AT])
    if head.startswith((*_PICTURES, *_WIDE)) or _MARKUP.match(head):
        return True
    if _CONTROL.search(head):
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return bool(head)


def is_gzip(data: bytes | bytearray) -> bool:
    """Return whether bytes begin as gzip does (RFC 1952 2.3.1): a body that no header announces is undone as well."""
    return data.startswith(_GZIP)


def decompress(
    body: bytes, layers: tuple[str, ...], bound: Bound, given_up: Callable[[], bool] = lambda: False
) -> bytes:
    """Return a body without its layers; blocks for up to ``MOST_SECONDS`` of the processor's time.

    ``given_up`` is asked every few milliseconds, from the same thread; once it is true, nothing more is done. Raises
    ``TooLarge`` for more bytes than ``bound`` keeps, ``FetchError`` for what is damaged, cut short or takes too long.
    """
    end = time.thread_time() + MOST_SECONDS
    undoing = [_Layer(name, bound.most + SPARE) for name in layers]
    found = bytearray()

    def through(depth: int, pieces: Iterator[bytes]) -> Iterator[bytes]:
        if depth == len(undoing):
            return pieces
        return through(depth + 1, undoing[depth].undo(pieces, check))

    def check() -> None:
        if given_up() or time.thread_time() > end:
            raise FetchError("The answer takes too long to unpack; it was not read.")

    for part in through(0, iter((body,))):
        found += part
        if len(found) > bound.cap:
            bound.keep(found)
    if any(not layer.complete for layer in undoing):
        raise FetchError("The answer was cut short: its compressed body has no end.")
    return bound.whole(found)


class _Layer:
    """One encoding, undone in steps of at most ``_STEP`` bytes; at most ``most`` bytes go in."""

    def __init__(self, name: str, most: int) -> None:
        self._name = name
        self._plain: bool | None = None if name == "gzip" else False
        self._left = most
        self._inflate = zlib.decompressobj(31 if name == "gzip" else 15)
        self._raw = name == "gzip"
        self._streams = 0

    @property
    def complete(self) -> bool:
        """Whether the end of the stream was seen, nothing came at all, or what came is not packed."""
        return self._inflate.eof or not self._streams

    def undo(self, pieces: Iterator[bytes], check: Callable[[], None]) -> Iterator[bytes]:
        for whole in pieces:
            self._left -= len(whole)
            if self._left < 0:
                raise FetchError("The answer is larger packed than it may be unpacked; it was not read.")
            if self._plain is None and whole:
                self._plain = whole[: len(_GZIP)] != _GZIP[: len(whole)]  # named twice, packed once
            if self._plain:
                yield whole
                continue
            for at in range(0, len(whole), _PIECE):  # in small pieces, because zlib copies what it leaves of each
                yield from self._undo(whole[at : at + _PIECE], check)

    def _undo(self, piece: bytes, check: Callable[[], None]) -> Iterator[bytes]:
        rest = piece
        while rest:
            check()
            if self._inflate.eof:
                if self._name != "gzip" or not rest.startswith(_GZIP[:2][: len(rest)]):
                    return  # padding after the end
                self._inflate = zlib.decompressobj(31)
                self._streams += 1
            self._streams = self._streams or 1
            if self._streams > MOST_STREAMS:
                raise FetchError("The answer is packed in too many parts; it was not read.")
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
