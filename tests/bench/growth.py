"""Print how time grows with the size of foreign text: ``python tests/bench/growth.py [--modes entry,page] [--pairs]``.

Each pattern is repeated to 20 and to 80 kB and read in each mode, as a worker or the program itself would. Printed is
the exponent of the growth between the two: 1 is linear, 2 quadratic. By default only what grows faster than ``LIMIT``
is listed, with its seconds of processor time; ``--all`` lists everything. ``--pairs`` adds every pair of signs, which
takes an hour. Patterns that take less than ``FLOOR`` seconds at 80 kB count as linear: nothing can be told of them. What grows too
fast is measured again from 80 to 320 kB, and the lesser exponent counts: a bound that is passed between two sizes (a
paragraph of Markdown that is too long to look for signs in) is a step, and a step is no growth.
"""

# ruff: noqa: E501 -- the table of patterns is easier to read in full lines
from __future__ import annotations

import argparse
import itertools
import math
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from pullquote.cache.core.article import Article, Paragraph
from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.feed import Entry
from pullquote.cache.core.sanitize import clean_address, clean_line, clean_text
from pullquote.cache.export.html import article_html
from pullquote.cache.export.markdown import article_markdown
from pullquote.cache.export.text import article_text
from pullquote.cache.feeds import is_page, parse_feed
from pullquote.cache.feeds.discovery import page_links
from pullquote.cache.feeds.fields import content_hash, is_whole
from pullquote.cache.store.writing import keeping
from pullquote.cache.workers.analyze import analyze, analyze_entry
from pullquote.cache.workers.protocol import Analyze
from pullquote.tui.render.article import compose
from pullquote.tui.render.highlights import matches_of, places_of
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.layout import typeset

SMALL, LARGE, HUGE = 20_000, 80_000, 320_000
LIMIT = 1.5
FLOOR = 0.08
CAP = 8  # seconds of processor time for one pattern in one mode
WHEN = datetime(2026, 3, 10, tzinfo=UTC)

SIGNS = "«»“”„\"'‘’()[]{}<>&*_`#|~-–—,.:;!?/\\=+@$%^\u0301"
AROUND = ("{0}", "{0}a ", "{0}A ", "A{0}", "A{0} ", "{0}A, ", "A{0}A ", "a {0} ", "{0}\n", "{0} A b\n\n", "1{0}")
MORE = (
    "a", "A", "1", " ", "\n", "\t", "\u00a0", "a ", "A ", "1 ", "A b ", "A. ", "A, ", "a, ", "A. B. ", "Al Bo ",
    "Al Bo, ", "Al and ", "Al of the ", "A's ", "AB", "AB ", "(A-", "«a ", "\"A, ", "“A,” ", "“A,” B said. ",
    "“A ", "A” ", "\"a\" ", "'A' ", "‘A’ ", "said ", "he said ", "Al Bo said, ", "A said: “", "told A ", "via A ",
    "according to A, ", "season 1 ", "March 1, 2026 ", "March 1 ", "1/1/2026 ", "1.1.2026 ", "on A ", "by A ", "By A\n",
    "A: ", "A – ", "A-B ", "A/B ", "(A) ", "[A] ", "[A](b) ", "[A](", "[a]: b\n", "![a](b) ", "*a ", "*a* ", "**a ",
    "**a** ", "***", "_a ", "_a_ ", "__", "`a", "`a`", "``a", "```\n", "~~~\n", "# a\n", "#", "## ", "> ", ">", "> a\n",
    "- a\n", "- ", "  - a\n", "1. a\n", "1. ", "| a ", "| a |\n", "|-|\n", "a | b\n- | -\n", "---\n", "===\n", "a\n===\n",
    "* * *\n", "a\n\n", "a  \n", " \n", "\n ", "\\", "\\*", "<a", "<a ", "<a>", "<b>", "<b>a", "<b>a</b>", "</b>",
    "<i>A</i> ", "<em>A B</em>, ", "<p>", "<p>a", "<p>a</p>", "<div>", "<div>a</div>", "<div><p>a</p></div>", "<span>a",
    "<blockquote>", "<blockquote>a</blockquote>", "<ul><li>a", "<li>a</li>", "<table><tr><td>a", "<td>", "<br>", "<br>a",
    "<blockquote><p>“A b.”</p><cite>A B</cite></blockquote>", "<cite>A</cite>", "<p class=attribution>A B</p>", "— A B ",
    "<blockquote>“A b c d.”</blockquote><p>— Al Bo</p>", "<p>“A b c d.” — Al Bo</p>", "<p>— Al Bo</p>",
    "<table><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table>", "<tr><td rowspan=9 colspan=9>a</td></tr>",
    "<figure><table><caption>a</caption><tr><td>a<td>1<tr><td>b<td>2</table><figcaption>A b</figcaption></figure>",
    "<td><img src=a alt=A></td>", "<div role=row><i role=cell>a</i><i role=cell>b</i></div>",
    "<img class=lazy><noscript><img src=/a.jpg></noscript>", "<figure><img><noscript><img src=/a.jpg></noscript>",
    "<img src=/a.jpg><p>A b (AP)</p>", "<img src=/a.jpg><p>A b. Photo: A</p>", "<div><img src=/a.jpg><p>A b</p></div>",
    "<article><a href=/b><h3>A b c</h3></a><div>A b c d e f g h i j.</div></article>", "<div class=verdict><p>A: b</p>",
    "<ul class=pros><li>a</ul>", "<h3>Pros</h3><ul><li>a</ul>", "<dl class=verdict><dt>a<dd>b</dl>", "<h3>a</h3><p>4/5</p>",
    "<a href=b>", "<a href=b>a</a> ", "<a href='b", "<img src=a>", "<figure><img src=a></figure>",
    "<figure><img src=a><figcaption>A</figcaption></figure>", "<iframe src=https://a.example/b></iframe>", "<h2>a</h2>",
    "<!--", "<!---->", "<!-- -->", "-->", "<![CDATA[", "]]>", "<?a ", "<!", "<script>", "<style>", "<textarea>", "<svg>",
    "<title>", "<meta name=a content=b>", "<meta name=author content='A'>", "<meta property=article:tag content=A>",
    "<link rel=alternate type=application/rss+xml href=a>", "<link rel=a href=b>", "<a rel=author>A</a>",
    "<p class=byline>By A</p>", "<p>By <a>A</a></p>", "<a href=b><p>By A B", "<h1>A</h1>", "<h1><b class=kicker>A</b>A",
    "<a href=/page/2/>2</a>", "<a href=b>Next page</a>", "<time datetime=2026-03-10>a</time>", "<a b=c", " a=b", "a='", "<a b=\"", "&amp;", "&a",
    "&#1", "&#x41;", "&lt;", "&amp;amp;", "{\"a\":", "[", "[[", "[1,", "{\"@type\":\"Person\",\"name\":\"A\"},",
    "http://", "http://a.example/ ", "www.", "a@", "a.b", "a.b.", "a:b:", "….", "... ", "e\u0301", "\u200d", "\u200b",
    "a\u200d", "\u202e", "\x1b[", "\x00", "😀\u200d", "😀", "中", "中 ", "É ", "ß ", "İ", "NEXT: ",
    "NEXT: A\n\n", "RELATED: A\n\n", "Les også: A\n\n", "A. Lire aussi : ", "Source: A\n\n", "Read more", "read more ", "Photo: A ", "Rating: 1/5 ", "Q: a\n\n",
    "Al Bo: a\n\n", "<p><strong>Al Bo:</strong> a</p>", "<p>“A b,” Al Bo said.</p>", "<p>“A b.</p>",
    "<p>«A b</p>", "<p>“A b ‘c d’ e”</p>", "Al Bo's A (2026), ", "“A B,” “C D,” and “E F” ", "A B (C D) ", "A & B ",
    "the A, the B ", "Mr. A ", "Dr. ", "A Jr., ", "A vs. ", "A Part II ", "A 2 ", "starring A, ", "A as B, ",
    "directed by A and B ", "Emmy-", "-A", "A--", "--A ", "A—B—", "a-", "a-a ", "A'", "'A", "O'A ", "d'", "'s ", "’s ",
    "\"A\" ('B') ", "([{", ")]}", "(a ", "a) ", "[a ", "a] ", "{a ", "<<a ", "\"'", "'\"", "“‘", "«‹", "“a” ", "”“",
)  # fmt: skip


def entry(text: str) -> None:
    """Read the content of a feed's entry."""
    analyze_entry(Entry(key="1", title="A title", content=text, summary=text[:200]), outlet="Outlet")


def page(text: str) -> None:
    """Read the text of a page."""
    body = f"<html><head><title>A title</title></head><body><article><h1>A title</h1><p>{text}</p></article>"
    _read(body, "text/html", None)


def head(text: str) -> None:
    """Read a page with the text in its head, as metadata."""
    jsonld = text.replace("</", "< ")
    meta = text[:SMALL].replace('"', "'")
    _read(
        f'<html><head><meta name=author content="{meta}"><meta property=og:title content="{meta}">'
        f"<script type=application/ld+json>{jsonld}</script>{text}</head><body><h1>A</h1><p>Some words.</p></body>",
        "text/html",
        None,
    )


def raw(text: str) -> None:
    """Read bytes of which nothing is known, with nothing of ours around them."""
    _read(text, "", None)
    _read(text, "text/html", None)
    _quietly(lambda: parse_feed(text.encode("utf-8", "replace")))


def text(text: str) -> None:
    """Read a plain text."""
    _read(f"A title\n\n{text}", "text/plain", "a.txt")


def markdown(text: str) -> None:
    """Read a Markdown file."""
    _read(f"# A title\n\n{text}", "text/markdown", "a.md")


def title(text: str) -> None:
    """Read a title, an author, a category and a summary of a feed's entry."""
    analyze_entry(
        Entry(key="1", title=text, content="<p>Words of it.</p>", summary=text, authors=(text,), categories=(text,))
    )


def feed(text: str) -> None:
    """Read a feed with the text in its elements, and as what stands where elements should."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").encode("utf-8", "replace")
    parse_feed(b"<rss version='2.0'><channel><title>A</title><item><title>%s</title></item></channel></rss>" % safe)
    _quietly(lambda: parse_feed(b"<rss version='2.0'><channel><item><title>" + text.encode("utf-8", "replace")))


def links(text: str) -> None:
    """Read a page's links to feeds."""
    page_links(text.encode("utf-8", "replace"))


def program(text: str) -> None:
    """Do what the program itself does with foreign text, outside of any worker."""
    found = Entry(key="1", title="A", content=text)
    is_page(text.encode("utf-8", "replace"))
    is_whole(found)
    content_hash(found)
    for clean in (clean_text, clean_line, clean_address):
        clean(text)
    article = Article(
        title=clean_line(text), url="https://a.example/", blocks=(Paragraph(clean_text(text)),), fetched=WHEN
    )
    keeping.packed(article)
    for export in (article_text, article_markdown, article_html):
        export(article)
    layout = typeset(compose(article, Icons(), 80).passages, 80)
    matches_of(places_of("word"), layout)


def _read(text: str, kind: str, name: str | None) -> None:
    request = Analyze(text.encode("utf-8", "replace"), url="https://a.example/", content_type=kind, name=name)
    _quietly(lambda: analyze(request))


def _quietly(read: Callable[[], object]) -> None:
    try:
        read()
    except PullquoteError:
        return


MODES: dict[str, Callable[[str], None]] = {
    read.__name__: read for read in (entry, page, head, raw, text, markdown, title, feed, links, program)
}


def patterns(*, pairs: bool) -> Iterable[str]:
    """Return what is repeated."""
    found = [form.format(sign) for sign in SIGNS for form in AROUND]
    if pairs:
        found += [f"{one}{space}{two}" for one, two in itertools.permutations(SIGNS, 2) for space in ("", "A ")]
    return dict.fromkeys((*MORE, *found))


def seconds(read: Callable[[str], None], pattern: str, size: int, tries: int) -> float:
    """Return the least processor time of some tries, or ``inf`` past the cap: in a process that can be killed."""
    source, target = os.pipe()
    if not (child := os.fork()):
        resource.setrlimit(resource.RLIMIT_CPU, (CAP, CAP))
        text = (pattern * (size // len(pattern) + 1))[:size]
        best = math.inf
        for _ in range(tries):
            began = time.process_time()
            read(text)
            best = min(best, time.process_time() - began)
        os.write(target, str(best).encode())
        os._exit(0)
    os.close(target)
    with os.fdopen(source) as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    if not answer and os.WIFEXITED(status):
        raise SystemExit(f"{read.__name__} {pattern!r} failed")
    return float(answer or "inf")


def exponent(read: Callable[[str], None], pattern: str) -> tuple[float, float]:
    """Return the exponent of the growth and the seconds at the larger size."""
    tries, found, large = 1, math.inf, 0.0
    while tries <= 3 and found > LIMIT:
        large = seconds(read, pattern, LARGE, tries)
        if large < FLOOR or math.isinf(large):
            return (1.0 if large < FLOOR else math.inf), large
        small = seconds(read, pattern, SMALL, tries)
        found = min(found, math.log(large / small) / math.log(LARGE / SMALL))
        tries += 1
    if found > LIMIT and math.isfinite(huge := seconds(read, pattern, HUGE, 1)):
        found = min(found, math.log(huge / large) / math.log(HUGE / LARGE))
    return found, large


def main() -> int:
    """Measure, and return how many grow too fast."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modes", default=",".join(MODES))
    parser.add_argument("--pairs", action="store_true")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", action="append", help="a pattern, as Python writes it without quotation marks")
    given = parser.parse_args()
    wanted = [one.encode("latin-1", "backslashreplace").decode("unicode_escape") for one in given.only or ()] or list(
        patterns(pairs=given.pairs)
    )
    over = 0
    for name in given.modes.split(","):
        MODES[name]("Some words. ")
        worst, slowest = (0.0, ""), (0.0, "")
        for pattern in wanted:
            grows, large = exponent(MODES[name], pattern)
            worst, slowest = max(worst, (grows, pattern)), max(slowest, (large, pattern))
            over += grows > LIMIT
            if given.all or grows > LIMIT:
                print(f"{name:9} {pattern!r:40} {grows:5.2f} {large:7.2f} s", flush=True)
        print(
            f"{name:9} {len(wanted)} patterns, worst exponent {worst[0]:.2f} ({worst[1]!r}),"
            f" slowest {slowest[0]:.2f} s ({slowest[1]!r})",
            flush=True,
        )
    return over


if __name__ == "__main__":
    sys.exit(bool(main()))
