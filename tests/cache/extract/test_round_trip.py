"""What Pullquote exports, it reads back: the same blocks, the same facts, so the same quotes and names."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pullquote.cache.annotate import annotate
from pullquote.cache.core.article import (
    Article,
    BlockQuote,
    Document,
    Embed,
    Enclosure,
    Heading,
    Hint,
    Image,
    Item,
    ListBlock,
    Paragraph,
    Picture,
    PullQuote,
    Reference,
    Rule,
    Source,
    Span,
    SpanKind,
    Table,
    document_of,
    make_article,
)
from pullquote.cache.core.errors import ExtractError
from pullquote.cache.export.html import article_html
from pullquote.cache.export.markdown import article_markdown
from pullquote.cache.extract import read
from pullquote.cache.extract.html.inline import clean_rich_text

CORPUS = Path(__file__).parents[3] / "../shared/corpus/pages"
FORMS = ("md", "html", "json")
WORDS = (
    "Harbour", "Lights", "the", "“quiet”", "*star*", "_under_", "[box]", "a|b", "<p>", "&amp;", "&", "# no", "1.", "2)",
    "- dash",
    "+", "> sign", "`code`", "back\\slash", "Source:", "Next:", "Related: x", "Enclosed:", "https://a.example/x_y",
    "* * *", "---", "===", "~~~", "é", "日本", "\U0001f600", "“Why?”", "said", "Ann", "Roe", "!",
    "![x](y)", "<!-- c -->", "#",
)  # fmt: skip
line = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
address = st.sampled_from(("https://a.example/x?a=1&b=(2)", "http://b.example/%20_*", "https://c.example/"))
maybe_line = st.none() | line


@st.composite
def rich(draw: st.DrawFn, *, lines: bool = True) -> tuple[str, tuple[Span, ...]]:
    """Draw a text with spans that lie beside or inside each other, as an element tree makes them."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=10))
    text, places = "", [0]
    for number, word in enumerate(words):
        text += word
        places.append(len(text))
        if number < len(words) - 1:
            text += "\n" if lines and draw(st.integers(0, 9)) == 0 else " "
            places.append(len(text))
    marks: list[tuple[int, int, SpanKind, str | None]] = []
    at = 0
    while at + 1 < len(places) and draw(st.booleans()):
        first = draw(st.integers(at, len(places) - 2))
        last = draw(st.integers(first + 1, len(places) - 1))
        kinds: list[SpanKind] = (
            draw(st.lists(st.sampled_from(("emphasis", "strong", "link")), unique=True, min_size=1, max_size=3))
            if draw(st.booleans())
            else [draw(st.sampled_from(("cite", "code")))]
        )
        for kind in kinds:
            if kind == "code" and "\n" in text[places[first] : places[last]]:
                continue
            marks.append((places[first], places[last], kind, draw(address) if kind == "link" else None))
        at = last + 1
    done = clean_rich_text(text, marks)
    return done.text, done.spans


def _quote(
    said: tuple[str, tuple[Span, ...]],
    speaker: str | None,
    via: str | None,
    repeats: bool,
    signature: str | None = None,
) -> PullQuote:
    return PullQuote(said[0], said[1], speaker, via, repeats, signature)


name = st.sampled_from(("Ann Roe", "Bo O’Day", "ET", "A_b *C*"))
one_line = rich(lines=False)
block = st.one_of(
    rich().map(lambda r: Paragraph(*r)),
    st.builds(lambda r, level: Heading(r[0], level, r[1]), one_line, st.integers(2, 6)),
    st.builds(_quote, rich(), st.none() | name, st.none() | name, st.booleans()),
    st.builds(_quote, rich(), st.none(), st.none(), st.booleans(), line),
    rich().map(lambda r: BlockQuote(*r)),
    st.builds(lambda r, signature: BlockQuote(*r, signature=signature), rich(), line),
    st.builds(ListBlock, st.lists(rich().map(lambda r: Item(*r)), min_size=1, max_size=4).map(tuple), st.booleans()),
    st.builds(Image, address, maybe_line, maybe_line, maybe_line),
    st.builds(Image, st.none(), line, st.none(), st.none()),
    st.builds(Embed, st.sampled_from(("youtube", "twitter", "apple music")), st.none() | address, maybe_line),
    st.integers(1, 4).flatmap(
        lambda width: st.builds(
            Table, st.lists(st.tuples(*[line] * width), min_size=1, max_size=3).map(tuple), st.booleans()
        )
    ),
    st.just(Rule()),
)
moment = st.integers(10**9, 2 * 10**9).map(lambda s: datetime.fromtimestamp(s, timezone(timedelta(hours=-5))))
document = st.builds(
    Document,
    url=st.none() | address,
    outlet=st.none() | name,
    title=line,
    dek=maybe_line,
    byline=st.lists(name, unique=True, max_size=3).map(tuple),
    published=st.none() | moment,
    language=st.sampled_from((None, "en", "fr-CA")),
    lead_image=st.none() | st.builds(Picture, address, maybe_line, maybe_line, maybe_line),
    blocks=st.lists(block, min_size=1, max_size=8).map(tuple),
    next=st.lists(st.builds(Reference, line, st.none() | address), max_size=2).map(tuple),
    related=st.lists(st.builds(Reference, line, st.none() | address, maybe_line), max_size=2).map(tuple),
    source=st.none() | st.builds(Source, name, st.none() | address),
    keywords=st.lists(name, unique=True, max_size=3).map(tuple),
    facts=st.dictionaries(name, line, max_size=2),
    enclosures=st.lists(st.builds(Enclosure, address, st.sampled_from((None, "audio/mpeg"))), max_size=2).map(tuple),
    hints=st.lists(st.builds(Hint, name, st.sampled_from((None, "Person")), st.just("tag")), max_size=2).map(tuple),
)


def article(found: Document) -> Article:
    return make_article(found, annotate(found), fetched=datetime(2026, 3, 1, tzinfo=UTC), rules=1)


def written(kept: Article, form: str) -> bytes:
    if form == "json":
        return msgspec.json.encode(kept)
    return (article_markdown(kept) if form == "md" else article_html(kept)).encode()


def names(kept: Article | Document) -> tuple[object, object]:
    links = annotate(document_of(kept) if isinstance(kept, Article) else kept)
    return links.quotes, links.entities


@pytest.mark.parametrize("text", ["#", "##", "a #", "a#", "\\#", "a \\#", "\\\\#", "# a #"])
def test_a_heading_that_ends_in_its_own_sign_comes_back(text: str) -> None:
    kept = article(Document(title="Harbour", blocks=(Heading(text, 2),)))
    assert read(written(kept, "md")).blocks == kept.blocks


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("keywords", [(), ("Casting",)])
def test_own_tags_are_no_keywords_of_an_export_that_is_read_back(form: str, keywords: tuple[str, ...]) -> None:
    kept = msgspec.structs.replace(
        article(Document(title="Harbour", keywords=keywords, blocks=(Paragraph("Text."),))), tags=("oscars",)
    )
    back = read(written(kept, form))
    assert (back.keywords, back.blocks) == (keywords, kept.blocks)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=40, deadline=None, suppress_health_check=[*HealthCheck])  # pyright: ignore[reportArgumentType]
@given(found=document)
def test_a_made_up_article_comes_back(form: str, found: Document) -> None:
    kept = article(found)
    back = read(written(kept, form))
    assert back.blocks == kept.blocks
    assert back == document_of(kept)
    assert names(back) == names(kept)


@pytest.mark.parametrize("form", FORMS)
def test_pages_of_the_corpus_come_back(form: str) -> None:
    pages = sorted(CORPUS.glob("html/*.html.gz"))[::40]
    if not pages:
        pytest.skip("the corpus is not here")
    for path in pages:
        kept = article(read(gzip.decompress(path.read_bytes()), url="https://a.example/x"))
        back = read(written(kept, form))
        assert back.blocks == kept.blocks, path.name
        assert names(back) == names(kept), path.name


def test_a_line_of_jsonl_and_a_byte_order_mark() -> None:
    kept = article(Document(title="Night Ferry", blocks=(Paragraph("One two three."),)))
    data = msgspec.json.encode(kept)
    assert read(data + b"\n").title == read(b"\xef\xbb\xbf" + data).title == "Night Ferry"
    with pytest.raises(ExtractError, match="several articles"):
        read(data + b"\n" + data + b"\n")


@pytest.mark.parametrize(
    "data",
    [
        {"schema": 1},
        {"schema": 1, "title": 5},
        {"schema": 1, "title": "x", "blocks": [{"type": "nope"}]},
        {"schema": 1, "title": "x", "blocks": [{"type": "paragraph"}]},
        {"schema": 2, "title": "x"},
    ],
)
def test_json_that_is_no_sound_article_is_refused_in_a_sentence(data: object) -> None:
    with pytest.raises(ExtractError):
        read(json.dumps(data).encode())


def test_an_article_somebody_else_wrote_is_clean() -> None:
    hostile = {
        "schema": 1,
        "title": "\x1b]0;x\x07Title",
        "url": "javascript:x",
        "lead_image": {"url": "file:///etc/passwd"},
        "blocks": [
            {
                "type": "paragraph",
                "text": "a\u202eb c",
                "spans": [{"start": -5, "end": 99, "kind": "link", "href": "data:x"}],
            },
            {"type": "heading", "text": "H", "level": 99, "spans": [{"start": 0, "end": 10**6, "kind": "strong"}]},
            {"type": "list", "items": [{"text": "\x9bone"}]},
        ],
        "tags": ["\x1b[31mred"],
    }
    back = read(json.dumps(hostile).encode())
    assert (back.title, back.url, back.keywords) == ("]0;xTitle", None, ("[31mred",))
    assert back.blocks == (
        Paragraph("ab c"), Heading("H", 6, (Span(0, 1, "strong"),)), ListBlock((Item("one"),)),
    )  # fmt: skip


def test_a_front_matter_of_the_wrong_types_loses_only_those_facts() -> None:
    text = '---\ntitle: "Night Ferry"\nbyline: 5\ntags: ["a"]\npublished: "no date"\nschema: 1\n---\n'
    text += "\n# Night Ferry\n\nText.\n"
    back = read(text.encode())
    assert (back.title, back.byline, back.keywords, back.published) == ("Night Ferry", (), ("a",), None)
    assert back.blocks == (Paragraph("Text."),)


@pytest.mark.parametrize("word", ["to", "via"])
def test_a_pull_quote_by_hand(word: str) -> None:
    text = f'---\ntitle: "T"\nschema: 1\n---\n\n# T\n\n> “It was *cold*.”\n>\n> — Ann Roe, {word} ET\n\n> A letter.\n'
    assert read(text.encode()).blocks == (
        PullQuote("It was cold.", (Span(7, 11, "emphasis"),), "Ann Roe", "ET"),
        BlockQuote("A letter."),
    )
