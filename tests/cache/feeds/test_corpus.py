"""The shared corpora, where they are: figures come with ``-n 0 -s`` (P6, O1, A1, C5). None of their bytes is here."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import json
import re
import time
import warnings
from html import escape, unescape
from pathlib import Path

import pytest

from pullquote.cache.core.errors import FeedError, PullquoteError
from pullquote.cache.core.feed import Entry, ParsedFeed
from pullquote.cache.feeds import parse_feed
from pullquote.cache.feeds.discovery import page_links
from pullquote.cache.feeds.opml import read_opml
from pullquote.cache.workers.pool import WorkerPool

from ...waiting import WAIT

CORPUS = Path(__file__).resolve().parents[3] / "../shared/corpus"
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")]


def lines(name):
    text = (CORPUS / name / "expected.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def folded(text):
    return " ".join(re.sub(r"<[^>]*>", "", unescape(unescape(text or ""))).split())


def test_p06_entries_and_fields_of_real_feeds():
    counted = right = fields = same = 0
    for line in lines("feeds"):
        if "entries" not in line:
            continue
        counted += 1
        data = (CORPUS / "feeds" / line["file"]).read_bytes()
        try:
            entries = parse_feed(data).entries
        except FeedError:
            entries = tuple[Entry, ...]()
        right += len(entries) == line["entries"]
        for sample in line["sample"]:
            for field in sample.keys() - {"index"}:
                fields += 1
                if sample["index"] >= len(entries):
                    continue
                entry = entries[sample["index"]]
                if field == "title":
                    same += folded(entry.title) == folded(sample["title"])
                elif field == "published":
                    same += entry.published is not None and int(entry.published.timestamp()) == sample["published"]
                elif field == "link" and b"origLink>" in data:  # the other parsers leave the article's own aside
                    same += f"origLink>{escape(entry.link or '?')}<".encode() in data
                else:
                    same += getattr(entry, field) == sample[field]
    print(f"\nentries counted right {right}/{counted} = {right / counted:.2%}")
    print(f"sampled fields right {same}/{fields} = {same / fields:.2%}")
    assert right / counted >= 0.996
    assert same / fields >= 0.997


@pytest.mark.parametrize("options", [{}, {"sanitize_html": False, "resolve_relative_uris": False}], ids=["own", "ours"])
def test_p06_feedparsers_suite_core_lines(options):
    """Under our options HTML comes as written (``extract`` reads it), so lines about cleaned HTML are left out."""
    import feedparser

    counted = right = 0
    for line in lines("feeds"):
        if not line.get("core") or (options and ("/sanitize/" in line["file"] or "<" in line["expect"])):
            continue
        counted += 1
        data = (CORPUS / "feeds" / line["file"]).read_bytes()
        head = re.findall(r"(?m)^Header:\s*([\w-]+):\s*(.*?)\s*$", data[:4_000].decode("latin-1").replace("\r", ""))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = feedparser.parse(io.BytesIO(data), response_headers={k.lower(): v for k, v in head}, **options)
            try:
                right += bool(eval(line["expect"], {"datetime": dt, "time": time}, result))
            except (LookupError, AttributeError, TypeError):
                continue
    print(f"\nfeedparser suite, core, {options or 'its defaults'}: {right}/{counted} = {right / counted:.2%}")
    assert right / counted >= 0.95


async def test_c05_p01_hostile_feeds_in_the_worker():
    """Every line of the hostile set: no crash, no wait, no control character, no file read, no foreign scheme."""
    async with WorkerPool(1) as workers:
        for line in lines("hostile"):
            data = (CORPUS / "hostile" / line["file"]).read_bytes()

            async def parse(data: bytes = data) -> ParsedFeed | None:
                try:
                    return await workers.parse_feed(data, url="https://outlet.example/feed")
                except PullquoteError:
                    return None

            feed = await asyncio.wait_for(parse(), WAIT)
            if feed is None:
                assert line["file"].startswith(("json-deep", "attrs", "nest", "laughs")), line["file"]
                continue
            for entry in feed.entries:
                text = entry.title + entry.content.replace("\n", "").replace("\t", "") + (entry.link or "")
                assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", text), line["file"]
                assert entry.link is None or entry.link.startswith(("http://", "https://"))
                assert len(entry.title) <= 1_000
                assert "root:" not in entry.title + entry.content


def test_o01_every_list_of_the_corpus():
    for line in lines("opml"):
        found = read_opml((CORPUS / "opml" / line["file"]).read_bytes())
        wanted = [feed for feed in line.get("feeds", ()) if re.match(r"(?i)\s*https?:", feed["url"])]
        got = {feed.url: feed for feed in found.feeds}
        for feed in wanted:
            mine = got.get(feed["url"].strip())
            assert mine is not None, (line["file"], feed)
            folders = [name for path in mine.folders for name in path]
            assert folders == [name for one in feed["folders"] for name in ([one] if isinstance(one, str) else one)]
            # The parser that was asked what is right leaves out a "&" that begins no reference.
            titles = {folded(mine.title), folded(mine.title.replace("&", ""))}
            assert not feed["title"] or folded(feed["title"]) in titles, line["file"]
        if "n_feeds" in line and line["n_feeds"] <= len(line.get("feeds", ())):
            assert len(found.feeds) == len(wanted), line["file"]


def test_a01_the_feeds_pages_declare():
    for line in lines("discovery"):
        links = page_links((CORPUS / "discovery" / line["file"]).read_bytes())
        assert [list(one) for one in links.declared] == line["alternates"], line["file"]
