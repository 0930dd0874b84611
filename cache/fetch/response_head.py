"""The head of a response, mended: a malformed line of it does not cost the answer.

Programs behind a server print notices among or before their headers, and an HTTP library refuses the whole answer for
that. Pure: bytes in, bytes out.
"""

from __future__ import annotations

import re

MOST_HEAD = 100 << 10
"""Bytes that are waited for the end of a head; then all is passed on as it is, for the HTTP library to refuse."""

_END = re.compile(rb"\n\r?\n")
_STATUS = re.compile(rb"(HTTP/[\d.]{1,8})[ \t]+(\d{3})(?!\d)(.*)", re.IGNORECASE | re.DOTALL)
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:(.*)", re.DOTALL)
"""A header; a blank before its colon is removed (RFC 9112 5.1)."""
_UNFIT = re.compile(rb"[\x00\x0b\x0c\r]")
_LENGTH = re.compile(rb"\s*\d{1,20}\s*(?:,\s*\d{1,20}\s*)*")


class HeadMender:
    """Passes on what a connection receives, with the heads of responses mended.

    After ``expect`` a head comes; what follows it is passed on as it is.
    """

    def __init__(self) -> None:
        self._waiting = False
        self._held = bytearray()
        self._dropped = 0

    def expect(self) -> None:
        """Look for a head in what comes next: a request was sent."""
        self._waiting = True
        self._dropped = 0

    def feed(self, data: bytes) -> bytes:
        """Return what is to be passed on; nothing while a head is not whole. Empty ``data`` is the end of all."""
        if not self._waiting:
            return data
        searched = max(0, len(self._held) - 2)
        self._held += data
        passed = b""
        while self._waiting and (end := _END.search(self._held, searched)):
            head = mended(bytes(self._held[: end.end()]))
            del self._held[: end.end()]
            searched = 0
            if head is None:
                self._dropped += end.end()
                continue
            passed += head
            self._waiting = _is_interim(head)
        too_long = self._dropped + len(self._held) > MOST_HEAD
        if not data or too_long or not self._waiting or _is_binary(self._held):
            self._waiting = False
            passed += bytes(self._held)
            self._held.clear()
        return passed


def mended(head: bytes) -> bytes | None:
    """Return a head with a well-formed status line and headers alone, ended by its blank line.

    Left out are lines before the status line and lines that are no header, each with those that continue it; lengths
    that are no number; and a transfer encoding that is none or is said twice. ``None`` where there is no status line.
    """
    lines = [line.removesuffix(b"\r") for line in head.split(b"\n")]
    start = next((number for number, line in enumerate(lines) if _STATUS.match(line)), None)
    if start is None:
        return None
    kept = [_status_line(lines[start])]
    chunked = continues = False
    for line in lines[start + 1 :]:
        if line.startswith((b" ", b"\t")):
            if continues and line.strip():
                kept.append(_UNFIT.sub(b" ", line))
            continue
        found = _FIELD.match(line)
        name, value = (found[1].lower(), _UNFIT.sub(b" ", found[2])) if found else (b"", b"")
        continues = found is not None and name not in (b"content-length", b"transfer-encoding")
        sound = found is not None
        if name == b"content-length":
            sound = bool(_LENGTH.fullmatch(value))
        elif name == b"transfer-encoding":
            codings = {coding.strip().lower() for coding in value.split(b",")} - {b"", b"identity"}
            sound = bool(codings) and not chunked
            value = b"chunked" if codings == {b"chunked"} else value
            chunked = chunked or sound
        if found and sound:
            kept.append(found[1] + b":" + value)
    return b"\r\n".join((*kept, b"", b""))


def _status_line(line: bytes) -> bytes:
    found = _STATUS.match(line)
    version, code, reason = found.groups() if found else (b"", b"", b"")
    version = b"HTTP/1.0" if version.upper() == b"HTTP/1.0" else b"HTTP/1.1"
    return version + b" " + code + b" " + _UNFIT.sub(b" ", reason).strip()


def _is_interim(head: bytes) -> bool:
    """Return whether another head follows this one (RFC 9110 15.2); none does after 101."""
    code = head[9:12]
    return code.startswith(b"1") and code != b"101"


def _is_binary(data: bytearray) -> bool:
    """Return whether what is to be a head begins with a byte that none begins with."""
    return bool(data) and data[0] < 0x21 and data[0] not in b"\r\n\t "
