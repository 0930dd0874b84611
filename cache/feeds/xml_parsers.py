"""feedparser's parsers of XML, with the rules that it leaves to its callers (P4, P6, P7).

Addresses and ids come out as they are written, resolved against ``xml:base`` alone; which type a link states, whether
an id claims to be a link, and what is said about a medium are kept apart.
"""

# feedparser has no types: what pyright infers from its code is narrower than what it does
# pyright: reportIncompatibleMethodOverride=false, reportAttributeAccessIssue=false, reportCallIssue=false
# pyright: reportArgumentType=false, reportIncompatibleVariableOverride=false

from __future__ import annotations

import io
import xml.sax
import xml.sax.xmlreader
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.handler import feature_external_ges, feature_namespaces

from feedparser.api import LooseFeedParser, StrictFeedParser
from feedparser.exceptions import UndeclaredNamespace
from feedparser.mixin import _FeedParserMixin

from pullquote.cache.feeds.xml_text import mended

Values = Mapping[str, Any]


class _Rules(_FeedParserMixin):  # type: ignore[misc]
    """What both parsers do otherwise than feedparser's own."""

    resolve_relative_uris = False
    sanitize_html = False
    can_be_relative_uri = _FeedParserMixin.can_be_relative_uri - {"id"}
    _in_medium = False

    def _get_context(self) -> Any:
        if self.intextinput:
            self.feeddata.setdefault("textinput", {})
        return super()._get_context()

    def unknown_endtag(self, tag: str) -> None:
        """End an element; one whose text is not what feedparser expects, as a place without numbers, is left out."""
        try:
            super().unknown_endtag(tag)
        except (TypeError, ValueError, LookupError):
            self.basestack.pop()
            self.langstack.pop()
            self.depth -= 1
        self.baseuri = self.basestack[-1] if self.basestack else ""  # feedparser keeps it where there was none before

    def _start_link(self, attrs: dict[str, str]) -> None:
        attrs["stated_type"] = attrs.get("type", "")
        super()._start_link(attrs)

    def _start_guid(self, attrs: dict[str, str]) -> None:
        context = self._get_context()
        context["permalink"] = attrs.get("ispermalink", "").lower()
        context["id_base"] = self.baseuri
        self.guidislink = False
        self.push("id", 1)

    _start_id = _start_guid

    def _end_guid(self) -> None:
        self.pop("id")

    _end_id = _end_guid

    def _sync_author_detail(self, key: str = "author") -> None:
        """Keep an author's text whole: which part of it is an address is not feedparser's to find."""
        context = self._get_context()
        details = context.get(f"{key}s") or [{}]
        if not details[-1] and context.get(key):
            details[-1]["name"] = context[key]

    def _end_dc_creator(self) -> None:
        super()._end_dc_creator()
        self._get_context()["authors"][-1]["creator"] = True

    def _end_image(self) -> None:
        """End a picture; one that is an address and nothing else (RSS has none such) is kept too."""
        address = self.pop("image")
        self.inimage = 0
        if address and self.inentry:
            self.entries[-1].setdefault("picture", address)

    def _end_url(self) -> None:
        super()._end_url()
        if self.inimage and self.inentry:
            self.entries[-1]["picture"] = self.entries[-1].get("href")

    def _start_media_content(self, attrs: dict[str, str]) -> None:
        super()._start_media_content(attrs)
        self._in_medium = True

    def _end_media_content(self) -> None:
        self._in_medium = False

    def _start_media_description(self, _: dict[str, str]) -> None:
        self.push("media_description", 0)

    def _end_media_description(self) -> None:
        text = self.pop("media_description")
        context = self._get_context()
        if text and self._in_medium:
            context["media_content"][-1].setdefault("description", text)
        elif text:
            context.setdefault("media_description", text)


class _Strict(_Rules, StrictFeedParser):  # type: ignore[misc]
    """feedparser's handler of SAX events; an entry inside an entry is part of that and no entry of the feed."""

    def __init__(self) -> None:
        super().__init__("", None, "utf-8")
        self._title_depths: list[int] = []

    def _start_item(self, attrs: dict[str, str]) -> None:
        self._title_depths.append(self.title_depth)
        super()._start_item(attrs)

    _start_entry = _start_item

    def _end_item(self) -> None:
        super()._end_item()
        if not self._title_depths:  # it began within a text
            return
        self.title_depth = self._title_depths.pop()
        if self._title_depths:
            self.entries.pop()
            self.inentry = 1

    _end_entry = _end_item


class _Loose(_Rules, LooseFeedParser):  # type: ignore[misc]
    """feedparser's reading of tags that do not match."""


def parse_any(text: str) -> tuple[Values, Sequence[Values], str]:
    """Return the channel of a feed, its entries and its format's name, under feedparser's keys.

    The text as it is, then made well-formed with an ever stronger hand (``xml_text.mended``), is read strictly; what
    no strict parser reads even then, a loose one does.
    """
    attempts = [text]
    parser = _strictly(text)
    for attempt in mended(text) if parser is None else ():
        attempts.append(attempt)
        parser = _strictly(attempt)
        if parser is not None:
            break
    if parser is None:
        parser = _Loose("", None, "utf-8", {})
        parser.feed(attempts[1])
    return parser.feeddata, parser.entries, parser.version


def _strictly(text: str) -> _Strict | None:
    handler = _Strict()
    reader = xml.sax.make_parser()  # noqa: S317 - of a text without a document type, in a worker
    reader.setFeature(feature_namespaces, 1)
    reader.setFeature(feature_external_ges, 0)
    reader.setContentHandler(handler)
    reader.setErrorHandler(handler)
    source = xml.sax.xmlreader.InputSource()
    source.setEncoding("utf-8")
    source.setByteStream(io.BytesIO(text.encode()))
    try:
        reader.parse(source)
    except (xml.sax.SAXException, UndeclaredNamespace):
        return None
    return handler
