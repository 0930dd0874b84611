"""Read made-up bytes until the time is up: ``python tests/bench/fuzz.py --minutes 10 [--seeds FOLDER]`` (C6, C14).

Markup, text, feed entries and site rules put together by chance, and pages with parts of them cut, doubled, swapped
and spoiled: our own sample page, or the files of a folder. Whatever goes in, a clean Document or an
``ExtractError`` must come out within the deadline of a page. Prints what did not hold, each kind once with the
input's number, so that ``--seed N --only NUMBER`` makes it again.
"""

from __future__ import annotations

import argparse
import gzip
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from pullquote.cache.core.article import Document
from pullquote.cache.core.errors import ExtractError
from pullquote.cache.core.feed import Entry
from pullquote.cache.core.sanitize import clean_text
from pullquote.cache.extract import read, read_entry

DEADLINE = 10.0  # seconds, as a worker has for a page
HOST = "daily-reel.example"
URL = f"https://{HOST}/tv/a"
TAGS = (
    "p div span a em strong b i h1 h2 h3 ul ol li blockquote q aside figure img figcaption table tr td th br hr pre"
    " iframe noscript picture source section article main header footer form button svg template script style"
    " select option"
    " object marquee math video audio details summary dl dt dd time small sup label meta link base title body html"
).split()
ATTRIBUTES = (
    "", "", "", " class=pullquote", " class='related-stories'", " href=/x", " href=https://x.example/y", " src=a.jpg",
    " hidden", " class=caption", " srcset='a.jpg 1w, b.jpg 2w'", " style='font-style:italic'", " itemprop=author",
    " class=byline", " class=newsletter", " rel=tag", " class=footnote", " class='review-box'", " id=x", " class=x",
    " datetime='2026-03-10T19:53:52-05:00'", " property=og:title content='A title of it'", " href='http://[::1'",
    " property=article:published_time content=2026-13-45", " type=application/ld+json", " src='//%zz:99999/'",
    " class='twitter-tweet'", " src=https://www.youtube.com/embed/abc", " title='<' alt=\"'\"", " rel=next",
)  # fmt: skip
WORDS = (
    "The ferry left. ", "\u00a0Night Ferry\u00a0", "“Never,” she said. ", "NEXT: more of it", "RELATED: x",
    "Source: ET",
    "\u202e\u200b\x1b[31m", "May 4, 2021", " ", "\n", "😀\u200d👩", "By Kim Vale", "e\u0301" * 12, "&amp;", "&#x9b;",
    "Rating: 4/5", "&#0;", "&#xd800;", "<!--", "-->", "]]>", "<![CDATA[", "<?x", "\x00", "\ufffe", "{", '"', "* * *",
    '{"@type":"NewsArticle","author":[{"name":{}}],"datePublished":[1,null]}', "a" * 3_000, "word " * 400, "[KV]",
    "> quoted", "# Head", "![](a)", "[a](b)", "_" * 40, "Content-Type: multipart/related; boundary=x\n\n--x\n",
)  # fmt: skip
PATHS = (
    "//p", "//div[@class='x']", "//*", "//p[", "count(//p)", "string(//p)", "//@id", "/", "//text()", "//p/..",
    "//comment()", "//a/@href", "''", "//*[contains(@class,'x')]/descendant-or-self::*", "id('x')", "//p[last()]",
)  # fmt: skip
KEYS = ("title", "body", "author", "date", "strip", "strip_id_or_class", "next_page_link", "nonsense", "title(x)")


def markup(chance: random.Random) -> str:
    """Return tags and words in any order."""
    out: list[str] = []
    for _ in range(chance.choice((5, 20, 60, 200, 600))):
        kind = chance.random()
        tag = chance.choice(TAGS)
        if kind < 0.4:
            out.append(f"<{tag}{chance.choice(ATTRIBUTES)}{chance.choice(ATTRIBUTES)}>")
        elif kind < 0.6:
            out.append(f"</{tag}>")
        else:
            out.append(chance.choice(WORDS))
        if chance.random() < 0.002:
            out.append(out[-1] * chance.choice((50, 500, 20_000)))
    return "".join(out)


def spoiled(chance: random.Random, page: bytes) -> bytes:
    """Return a page with some of its parts cut, doubled, swapped or spoiled."""
    data = bytearray(page)
    for _ in range(chance.choice((1, 3, 10, 40))):
        if not data:
            break
        start = chance.randrange(len(data))
        end = min(len(data), start + chance.choice((1, 4, 60, 2_000, 30_000)))
        match chance.randrange(5):
            case 0:
                del data[start:end]
            case 1:
                data[start:start] = data[start:end] * chance.choice((1, 2, 30))
            case 2:
                data[start:end] = chance.randbytes(min(end - start, 60))
            case 3:
                data[start:start] = markup(chance).encode("utf-8", "surrogatepass")
            case _:
                other = chance.randrange(len(data))
                data[start:end] = data[other : other + end - start]
        if len(data) > 5_000_000:
            break
    return bytes(data)


def rules(chance: random.Random, folder: Path) -> Path | None:
    """Write site rules for the host, some of the time."""
    if chance.random() < 0.6:
        return None
    lines = [f"{chance.choice(KEYS)}: {chance.choice(PATHS)}" for _ in range(chance.randrange(1, 8))]
    (folder / f"{HOST}.txt").write_text("\n".join(lines), encoding="utf-8")
    return folder


def check(document: Document) -> None:
    """Every string is clean, every span lies in its text, and the whole can be written."""
    _clean(msgspec.to_builtins(document))
    for block in document.blocks:
        for holder in getattr(block, "items", (block,)):
            for span in getattr(holder, "spans", ()):
                assert 0 <= span.start < span.end <= len(getattr(holder, "text", "")), "a span outside its text"
                assert span.kind != "link" or span.href, "a link without an address"
    msgspec.json.encode(document)


def _clean(value: Any) -> None:
    if isinstance(value, str):
        assert clean_text(value) == value, "a string that is not clean"
    elif isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            _clean(inner)


def one(chance: random.Random, pages: list[bytes], folder: Path) -> str:
    """Read one made-up input; return the kind of what came out."""
    kind = chance.random()
    try:
        if kind < 0.1:
            document = read_entry(
                Entry(key="a", title=markup(chance)[:200], content=markup(chance), published=datetime.now(UTC)),
                outlet="A",
            )
        elif kind < 0.5:
            data = f"<html><body>{markup(chance)}".encode("utf-8", "surrogatepass")
            document = read(data, url=URL, rules=rules(chance, folder))
        elif kind < 0.6:
            document = read(
                markup(chance).encode("utf-8", "surrogatepass"), url=URL, name=chance.choice(("a.md", None))
            )
        elif kind < 0.65:
            document = read(chance.randbytes(chance.choice((10, 500, 20_000))), url=URL)
        else:
            document = read(spoiled(chance, chance.choice(pages)), url=URL, rules=rules(chance, folder))
    except ExtractError:
        return "errors"
    check(document)
    return "documents"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="number of the one input to make again")
    parser.add_argument("--seeds", type=Path, help="folder of pages (.html, .html.gz) to spoil")
    given = parser.parse_args()
    pages = [
        gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for path in sorted(given.seeds.glob("*.html*") if given.seeds else ())
    ]
    body = "".join(f"<p>{'The ferry left, she said, and nobody saw it. ' * 4}</p>" for _ in range(8))
    pages = pages or [f"<html><head><title>A</title></head><body><article><h1>A</h1>{body}".encode()]
    found: dict[str, int] = {}
    ends: Counter[str] = Counter()
    slowest = (0.0, 0)
    began = time.monotonic()
    number = given.only or 0
    with tempfile.TemporaryDirectory() as name:
        while time.monotonic() - began < 60 * given.minutes:
            number += 1 if given.only is None else 0
            start = time.perf_counter()
            try:
                ends[one(random.Random(f"{given.seed}/{number}"), pages, Path(name))] += 1
            except Exception as error:  # noqa: BLE001 -- whatever it is, it is what is looked for
                frame = traceback.extract_tb(error.__traceback__)[-1]
                key = f"{type(error).__name__}: {str(error)[:80]} ({Path(frame.filename).name}:{frame.lineno})"
                ends["failures"] += 1
                if key not in found:
                    found[key] = number
                    print(f"input {number}: {key}", flush=True)
            took = time.perf_counter() - start
            slowest = max(slowest, (took, number))
            if took > DEADLINE:
                print(f"input {number}: {took:.1f} s", flush=True)
                ends["too slow"] += 1
            if given.only is not None:
                break
    print(f"{sum(ends.values())} inputs in {(time.monotonic() - began) / 60:.1f} minutes: {dict(ends)}")
    print(f"slowest {slowest[0]:.2f} s (input {slowest[1]}); kinds of failure: {len(found)}")
    return bool(found or ends["too slow"])


if __name__ == "__main__":
    sys.exit(main())
