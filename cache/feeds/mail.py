"""A mail's bytes in, a ``Mail`` out: an entry of the feed that its sender's mails make.

Runs in a killable worker: this is where foreign MIME meets a parser. What is read of a mail is bounded: its size, its
headers, how many parts it has and how deep they nest. Nothing of it is asked for; pictures stay addresses.

========================  ==========================================================================
what                      comes from
========================  ==========================================================================
key                       ``Message-ID``; without one, a hash of sender, date, subject and text
feed                      ``List-Id`` (RFC 2919), else a ``List-Post`` that takes mail (RFC 2369), else ``From``
title of the feed         the list's name where many write to it (``List-Post``), else the sender's; of a sender
                          "Jane Roe from The Reel" the second name, and the first is who wrote the mail
site of the feed          ``List-Archive``: it is the archive of all mails, so it is the address of none
link                      ``Archived-At`` (RFC 5064); else where the plain text says that it is a page, or the HTML
text                      HTML before plain text; of attached mails too, each under its subject
========================  ==========================================================================
"""

from __future__ import annotations

import binascii
import hashlib
import quopri
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from email.utils import parsedate_to_datetime
from itertools import islice

from msgspec import Struct

from pullquote.cache.core.charsets import codec_of
from pullquote.cache.core.errors import FeedError
from pullquote.cache.core.feed import Entry, MailHead
from pullquote.cache.core.mail import MAIL_CAP, head_of
from pullquote.cache.core.sanitize import clean_address, clean_line, clean_name
from pullquote.cache.feeds.fields import TEXT_LENGTH
from pullquote.cache.feeds.mail_text import html_of_plain

_LINE = 16 << 10
"""Most bytes of one header, folded lines and all."""
_MOST_PARTS = 200
_DEEPEST = 20
_MOST_KEY = 400
_ANGLES = re.compile(r"<([^<>]{1,2000})>")
_LIST_ID = re.compile(r"[a-z0-9_](?:[a-z0-9_.+=-]{0,250}[a-z0-9_])?", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>()\[\],;:@\"\\]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?", re.IGNORECASE)
_ENCODED = re.compile(r"=\?([^?\s]{1,60})\?([bq])\?([^?]{0,8000})\?=", re.IGNORECASE)
_NAMED_BY_A_PROGRAM = re.compile(r"[0-9a-f]{8,}|\d{5,}", re.IGNORECASE)
_CUT_BASE64 = re.compile(rb"[A-Za-z0-9+/\s]{8,}={0,2}\s*")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_ATTACHED = "attachment"
_OF = re.compile(
    r"(?P<name>(?!(?:The|A|An|News|Updates?|Letters?|Notes|Best|Stories) )"
    r"[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){1,3})"
    r" (?:from|at|via|@|\|) (?P<list>\S.{1,80})"
)
"""A sender as programs for newsletters write it: who wrote the mail, and what it is a mail of."""
_AS_PAGE = re.compile(
    r"(?:view|read|see|open)\b[^\n.]{0,60}\b(?:on the web|online|browser)\b[^\n.]{0,20}?\s*[(<]{0,2}(?P<url>https?://[^\s<>()]{4,2000})",
    re.IGNORECASE,
)
_HEAD_OF_PLAIN = 1_000
"""Characters of the plain text among which it says where the mail is a page."""


class Mail(Struct, frozen=True):
    """A mail: its feed, and itself as an entry of it, ``content`` in HTML."""

    head: MailHead
    entry: Entry


def read_mail(data: bytes) -> Mail:
    """Read a mail. Raises ``FeedError`` with a sentence for what is none, or larger than ``MAIL_CAP``."""
    if len(data) > MAIL_CAP:
        raise FeedError(f"A mail is larger than {MAIL_CAP >> 20} MB; it was not read.")
    found = _parsed(data, head_only=False)
    content = _content(found)[:TEXT_LENGTH]
    head = _head(found, content)
    sender = _sender(found)
    subject = _value(found, "Subject")
    when = _date(found)
    return Mail(
        head,
        Entry(
            key=head.key,
            id=head.key,
            title=clean_line(subject),
            link=_archived(found) or _page_of(found),
            authors=tuple(filter(None, (clean_name(_author(sender[0])),))) if sender[0] != head.title else (),
            published=when,
            content=content,
            language=clean_line(_value(found, "Content-Language").partition(",")[0], 20) or None,
        ),
    )


def read_head(data: bytes) -> MailHead | None:
    """Return which feed a mail is of and its key, from its headers alone; ``None`` where its text has to be read."""
    found = _parsed(data, head_only=True)
    return _head(found, None) if _message_id(found) else None


def _parsed(data: bytes, *, head_only: bool) -> EmailMessage:
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if data.startswith((b"From ", b">From ")):  # the line that a mailbox, or a delivering program, puts before a mail
        data = data.partition(b"\n")[2]
    head = head_of(data)
    bounded = _bounded(head)
    body = b"" if head_only else data[len(head) :]
    found = BytesParser(policy=default).parsebytes(bounded + body, headersonly=head_only)
    if not any(name in found for name in ("From", "Subject", "Date", "Message-ID", "Received", "To", "List-Id")):
        raise FeedError("This is no mail: it has no headers of one.")
    return found


def _bounded(head: bytes) -> bytes:
    """Return headers with none longer than ``_LINE``: what reads them takes more than linear time."""
    kept: list[bytes] = []
    size = 0
    for line in head.splitlines(keepends=True):
        size = size + len(line) if line[:1] in b" \t" and kept else len(line)
        if size <= _LINE:
            kept.append(line)
        elif size == len(line):
            kept.append(line[:_LINE] + b"\n")
    return b"".join(kept)


def _value(found: EmailMessage, name: str) -> str:
    """Return a header unfolded and decoded, empty where it is absent or beyond reading."""
    try:
        text = str(found.get(name, ""))
    except Exception:  # noqa: BLE001 -- the library's header parser breaks in many ways on broken headers
        text = next((str(value) for key, value in found.raw_items() if key.lower() == name.lower()), "")
    if "=?" in text:  # words that stand where none are allowed, as between quotation marks
        text = _ENCODED.sub(_decoded_word, text)
    return " ".join(text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").split())


def _decoded_word(word: re.Match[str]) -> str:
    charset, kind, text = word.groups()
    try:
        raw = text.encode("ascii")
        data = binascii.a2b_base64(raw) if kind in "bB" else quopri.decodestring(raw, header=True)
    except (ValueError, UnicodeError):
        return word[0]
    return _decoded(data, charset.partition("*")[0])


def _head(found: EmailMessage, content: str | None) -> MailHead:
    name, address = _sender(found)
    list_name, list_id = _list_id(found)
    post = _list_post(found)
    of = _OF.fullmatch(name)
    named = clean_name(of["list"] if of else name) or address
    if post:
        own = "" if _NAMED_BY_A_PROGRAM.search(list_name) else clean_name(list_name)
        named = own or post.partition("@")[0]
    site = next((url for text in _ANGLES.findall(_value(found, "List-Archive")) if (url := clean_address(text))), None)
    if list_id:
        feed = f"list:{list_id}"
    elif post or address:
        feed = f"mailto:{post or address}"
    else:
        feed, named = "mailto:unknown@invalid", "Mails without a sender"
    return MailHead(feed, _message_id(found) or _made_key(found, content or ""), named or feed, site)


def _message_id(found: EmailMessage) -> str:
    text = _value(found, "Message-ID")
    inner = _ANGLES.search(text)
    return clean_line(inner[1].strip() if inner else text, _MOST_KEY)


def _made_key(found: EmailMessage, content: str) -> str:
    said = "\x00".join((*(_value(found, name) for name in ("From", "Date", "Subject")), content))
    return "sha256:" + hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _sender(found: EmailMessage) -> tuple[str, str]:
    """Return the name and the address of who wrote a mail, each empty where none is stated."""
    text = _value(found, "From") or _value(found, "Sender")
    inner = next((one for one in _ANGLES.finditer(text) if _ADDRESS.fullmatch(one[1].strip())), None)
    fit = _ADDRESS.fullmatch(inner[1].strip()) if inner else _ADDRESS.search(text)
    if fit is None:
        return clean_name(text.strip("\"'<> ")), ""
    name = text[: inner.start()] if inner else text.replace(fit[0], " ")
    return clean_name(name.replace('"', " ").strip("'(), ")), fit[0].lower()


def _author(sender: str) -> str:
    """Return who wrote a mail, from the name of its sender."""
    of = _OF.fullmatch(sender)
    return of["name"] if of else sender


def _list_id(found: EmailMessage) -> tuple[str, str]:
    """Return the name of a list and its identifier, each empty where none is stated."""
    text = _value(found, "List-Id")
    inner = _ANGLES.search(text)
    identifier = (inner[1] if inner else text).strip().lower()
    if not _LIST_ID.fullmatch(identifier):
        return "", ""
    return (text[: inner.start()].strip("\"' ") if inner else ""), identifier


def _list_post(found: EmailMessage) -> str:
    for text in _ANGLES.findall(_value(found, "List-Post")):
        if text.lower().startswith("mailto:") and (fit := _ADDRESS.match(text[7:])):
            return fit[0].lower()
    return ""


def _archived(found: EmailMessage) -> str | None:
    text = _value(found, "Archived-At")
    inner = _ANGLES.search(text)
    return clean_address(inner[1] if inner else text)


def _page_of(found: EmailMessage) -> str | None:
    """Return the address at which the beginning of the plain text says that the mail is a page."""
    for part in islice(found.walk(), _MOST_PARTS):
        if part.get_content_type() == "text/plain" and not _is_file(part):
            text = _decoded(_bytes_of(part), _parameter(part, "charset"))[:_HEAD_OF_PLAIN]
            page = _AS_PAGE.search(text)
            return clean_address(page["url"]) if page else None
    return None


def _date(found: EmailMessage) -> datetime | None:
    """Return when a mail was written, else when a server took it in, in its own offset; ``None`` where none says so."""
    for text in (_value(found, "Date"), *(_value(found, name) for name in ("Resent-Date", "Delivery-Date"))):
        if (when := _moment(text)) is not None:
            return when
    return _moment(_value(found, "Received").rpartition(";")[2])


def _moment(text: str) -> datetime | None:
    try:
        when = parsedate_to_datetime(text[:200])
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return when if 1971 <= when.astimezone(UTC).year <= 9998 else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


class _Budget:
    """How many parts of a mail may still be read."""

    def __init__(self) -> None:
        self.left = _MOST_PARTS

    def take(self) -> bool:
        self.left -= 1
        return self.left >= 0


def _content(found: EmailMessage) -> str:
    """Return the text of a mail as HTML."""
    return "\n".join(text for text in _texts(found, _Budget(), 0) if text.strip())


def _texts(part: EmailMessage, budget: _Budget, depth: int) -> Iterator[str]:
    """Yield what a reader reads of a part, in order, each piece as HTML."""
    if depth > _DEEPEST or not budget.take():
        return
    kind = part.get_content_type()
    if kind == "message/rfc822":
        for inner in _children(part):
            subject = clean_line(_value(inner, "Subject"))
            if depth and subject:
                yield f"<h2>{_escaped(subject)}</h2>"
            yield from _texts(inner, budget, depth + 1)
    elif kind == "multipart/alternative":
        yield from _best(_children(part), budget, depth)
    elif kind == "multipart/related":
        yield from _texts(children[0], budget, depth + 1) if (children := _children(part)) else ()
    elif kind.startswith("multipart/"):
        for inner in _children(part):
            yield from _texts(inner, budget, depth + 1)
    elif kind in ("text/html", "text/plain") and not _is_file(part):
        yield _text_of(part, kind)


def _best(children: list[EmailMessage], budget: _Budget, depth: int) -> Iterator[str]:
    """Yield the text of the best of several forms of one text: the last with HTML, else the first with words."""
    plain = ""
    for inner in reversed(children[:_MOST_PARTS]):
        pieces = list(_texts(inner, budget, depth + 1))
        text = "\n".join(pieces)
        if not text.strip():
            continue
        if inner.get_content_type() != "text/plain":
            yield text
            return
        plain = text
    yield plain


def _children(part: EmailMessage) -> list[EmailMessage]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, EmailMessage)] if isinstance(payload, list) else []


def _is_file(part: EmailMessage) -> bool:
    try:
        return part.get_content_disposition() == _ATTACHED
    except Exception:  # noqa: BLE001 -- the library's header parser breaks in many ways on broken headers
        return False


def _text_of(part: EmailMessage, kind: str) -> str:
    data = _bytes_of(part)
    text = _decoded(data, _parameter(part, "charset"))
    if kind == "text/html":
        return text
    flowed = _parameter(part, "format").lower() == "flowed"
    return html_of_plain(text, flowed=flowed, joined=flowed and _parameter(part, "delsp").lower() == "yes")


def _bytes_of(part: EmailMessage) -> bytes:
    """Return what a part holds, decoded; of base64 that was cut off, what is whole."""
    data = part.get_payload(decode=True)
    data = data if isinstance(data, bytes) else b""
    if _value(part, "Content-Transfer-Encoding").lower() != "base64" or not _CUT_BASE64.fullmatch(data):
        return data
    signs = b"".join(data.split())
    try:
        return binascii.a2b_base64(signs[: len(signs) // 4 * 4])
    except binascii.Error:
        return data


def _parameter(part: EmailMessage, name: str) -> str:
    try:
        value = part.get_param(name, "")
    except Exception:  # noqa: BLE001 -- the library's header parser breaks in many ways on broken headers
        return ""
    return value if isinstance(value, str) else str(value[-1]) if isinstance(value, tuple) else ""


def _decoded(data: bytes, label: str) -> str:
    """Return the text of bytes: UTF-8 where they are that, whatever is declared; else as declared; never fails."""
    try:
        return data.decode("utf-8")
    except UnicodeError:
        pass
    codec = codec_of(label) or "cp1252"
    if codec.startswith("utf"):
        text = data.decode("utf-8", "replace")
        faults, beyond_ascii = text.count("\ufffd"), sum(map(len, _BEYOND_ASCII.findall(text)))
        if faults * 2 < beyond_ascii:  # a few broken signs among sound ones
            return text
        codec = "cp1252"
    return data.decode(codec, "replace")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
