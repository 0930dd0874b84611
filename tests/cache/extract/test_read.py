# ruff: noqa: E501 -- markup and prose read better on one line
from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from pullquote.cache.core.article import Document, Enclosure, ListBlock, Paragraph, body_text
from pullquote.cache.core.errors import ExtractError
from pullquote.cache.core.feed import Entry
from pullquote.cache.core.sanitize import clean_text
from pullquote.cache.extract import is_page_better, read, read_entry, read_page, read_text
from pullquote.cache.extract.entry_text import document_of_text
from pullquote.cache.extract.html.tree import MAX_TAGS, decode

from .pages import PARAGRAPHS, page, paragraphs

HTML = page(paragraphs()).encode()
WHOLE = "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b'{"a": [1, 2]}', "JSON"),
        (b"%PDF-1.7 x", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"PK\x03\x04" + bytes(50), "zip"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "feed"),
        (bytes(range(256)) * 8, "not text"),
        (b"\x1f\x8bbroken", "gzip"),
        (gzip.compress(bytes(40_000_000)), "too large"),
    ],
)
def test_what_is_no_article_is_refused_in_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(ExtractError, match=words) as caught:
        read(data, name="page.html")
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".") or "`" in str(caught.value)


def test_gzip_and_mhtml_and_amp() -> None:
    assert body_text(read(gzip.compress(HTML)).blocks) == WHOLE
    mhtml = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://daily-reel.example/tv\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="----B"\r\n\r\n------B\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: 8bit\r\nContent-Location: https://daily-reel.example/tv\r\n\r\n"
        + HTML
        + b"\r\n------B--\r\n"
    )
    saved = read(mhtml, name="page.mhtml")
    assert body_text(saved.blocks) == WHOLE
    assert saved.url == "https://daily-reel.example/tv"
    amp = HTML.replace(b"<html lang='en'>", b"<html amp lang='en'>").replace(b"</p>", b"</p><amp-ad>Buy</amp-ad>", 1)
    assert body_text(read(amp).blocks) == WHOLE


@pytest.mark.parametrize(
    ("data", "content_type", "text"),
    [
        ("é".encode(), None, "é"),
        (b"\xe9", "text/html; charset=iso-8859-1", "é"),
        (b"<meta charset=windows-1252>\x93\xe9\x94", None, "<meta charset=windows-1252>“é”"),
        ("<meta charset=ascii>é".encode(), None, "<meta charset=ascii>é"),
        ("\ufeffé".encode("utf-16"), None, "\ufeffé"),
        ("“é”".encode(), "text/html; charset=nonsense", "“é”"),
        ("日本".encode("shift_jis"), "text/html; charset=Shift_JIS", "日本"),
    ],
)
def test_charsets(data: bytes, content_type: str | None, text: str) -> None:
    assert decode(data, content_type) == text


@pytest.mark.parametrize(
    "label", ["iso-8859-1", "windows-1252", "ISO-8859-15", "windows-1251", "Shift_JIS", "us-ascii"]
)
@pytest.mark.parametrize("where", ["header", "meta", "http-equiv", "twice"])
def test_bytes_that_are_utf_8_are_read_as_utf_8_whatever_the_label(label: str, where: str) -> None:
    head = {
        "header": "",
        "meta": f"<meta charset='{label}'>",
        "http-equiv": f'<meta content="text/html; charset={label}" http-equiv=Content-Type>',
        "twice": f"<meta charset={label}><meta charset=utf-8>",
    }[where]
    html = f"<html><head>{head}</head><body><p>Zoë Jørn said “naïve – no – fiancé, 45 €</p></body></html>"
    header = f"text/html; charset={label}" if where == "header" else None
    assert decode(html.encode(), header) == html
    assert decode(html.encode()[:-20] + "…".encode()[:2], header).startswith(html[:-20])


def test_a_few_bytes_of_another_charset_leave_a_page_in_utf_8() -> None:
    html = "<p>Žofie řekla, že příští řada začíná v září.</p>".encode() + b"<p>caf\xe9</p>"
    assert (
        decode(html, "text/html; charset=iso-8859-1") == "<p>Žofie řekla, že příští řada začíná v září.</p><p>caf�</p>"
    )


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("iso-8859-1", "Zoë Løvgren, così, «ça», Ã like São, 20 £"),
        ("windows-1252", "“Zoë” – Ångström… €5"),
        ("iso-8859-15", "L’œuvre coûte 5 €".replace("’", "'")),
        ("iso-8859-2", "Žižkov má nový seriál"),
        ("windows-1251", "Новый сезон выйдет в марте — «скоро»"),
        ("koi8-r", "Новый сезон выйдет в марте"),
        ("gb2312", "導演说《山海》第二季下月播出"),
        ("big5", "導演說第二季下月播出"),
        ("euc-kr", "감독은 새 드라마가 다음 달에 방송된다고 말했다"),
        ("shift_jis", "監督は①話を来月放送すると話した"),
        ("iso-2022-jp", "監督は来月放送すると話した"),
        ("tis-620", "ผู้กำกับบอกว่าซีรีส์ใหม่จะออกอากาศเดือนหน้า"),
    ],
)
@pytest.mark.parametrize("header", [True, False])
def test_bytes_in_another_charset_stay_in_it(label: str, text: str, header: bool) -> None:
    codec = {"gb2312": "gb18030", "shift_jis": "cp932", "tis-620": "cp874"}.get(label, label)
    html = f"<html><head><meta charset={label}></head><body><p>{text}</p></body></html>"
    assert decode(html.encode(codec), f"text/html; charset={label}" if header else None) == html


@pytest.mark.parametrize("codec", ["windows-1252", "latin-1"])
def test_signs_that_the_outlet_itself_read_wrongly_are_mended(codec: str) -> None:
    html = "<p>It’s ‘here’ – “at last” — é, â and more…</p>"
    twice = "".join(
        "".join(
            chr(byte) if codec == "latin-1" or byte in {0x9D, 0x81} else bytes((byte,)).decode(codec)
            for byte in char.encode()
        )
        if char > "\u2000"
        else char
        for char in html
    )
    assert decode(twice.encode()) == html


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", None])
def test_a_page_in_latin_1_that_says_it_is_utf_8_is_read(content_type: str | None) -> None:
    html = "<meta charset=utf-8><p>Léa a joué à Besançon.</p><p>“Oui”, dit-elle.</p>"
    assert decode(html.encode("windows-1252"), content_type) == html
    declared_twice = "<meta charset='windows-1250'><p>Řekla to včera.</p>"
    assert decode(declared_twice.encode("cp1250"), "text/html; charset=utf-8") == declared_twice


@pytest.mark.parametrize("declared", ["", "<meta charset=iso-8859-1>", "<meta charset=utf-8>"])
@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1251", "Вечером актриса вернулась в театр и долго молчала. Режиссёр ждал её у рояля."),
        ("koi8_r", "Вечером актриса вернулась в театр и долго молчала. Режиссер ждал ее у рояля."),
        ("cp1253", "Το βράδυ η ηθοποιός γύρισε στο θέατρο και σώπασε. Ο σκηνοθέτης την περίμενε."),
        ("cp1255", "בערב חזרה השחקנית אל התיאטרון ושתקה זמן רב. הבמאי חיכה לה ליד הפסנתר."),
        ("cp1256", "عادت الممثلة مساء إلى المسرح وصمتت طويلا. وكان المخرج ينتظرها قرب البيانو."),
        ("cp874", "ตอนเย็นนักแสดงหญิงกลับมาที่โรงละครและเงียบไปนาน ผู้กำกับรอเธออยู่ข้างเปียโน"),
        (
            "euc_jp",
            "夕方、女優は劇場へ戻り、長いあいだ黙っていた。監督はピアノのそばで待っていた。稽古は夜まで続き、照明が消えたあとも、だれも帰ろうとしなかった。",
        ),
        (
            "cp932",
            "夕方、女優は劇場へ戻り、長いあいだ黙っていた。監督はピアノのそばで待っていた。稽古は夜まで続き、照明が消えたあとも、だれも帰ろうとしなかった。",
        ),
        (
            "cp949",
            "저녁에 배우는 극장으로 돌아와 오랫동안 말이 없었다. 감독은 피아노 옆에서 기다렸다. 연습은 밤까지 이어졌고, 불이 꺼진 뒤에도 아무도 집에 가려 하지 않았다.",
        ),
        ("gb18030", "傍晚，女演员回到剧院，沉默了很久。导演一直在钢琴旁边等她。"),
        ("big5", "傍晚，女演員回到劇院，沉默了很久。導演一直在鋼琴旁邊等她。"),
        ("cp1252", "Am Abend kehrte die Schauspielerin zurück und schwieg. Für Größe hätte niemand gewürfelt."),
        ("cp1252", "“Ça alors”, répéta l’actrice à la fenêtre – un été déjà passé, très loin d’ici…"),
    ],
)
def test_a_page_that_does_not_say_its_charset_is_read_by_its_words(codec: str, text: str, declared: str) -> None:
    html = f"<html><head>{declared}<title>{text[:20]}</title></head><body><p>{text}</p></body></html>"
    assert decode(html.encode(codec)) == html


@pytest.mark.parametrize(
    ("language", "codec", "text"),
    [
        ("pl", "cp1250", "Wieczorem aktorka wróciła do teatru i długo milczała. Reżyser siedział przy pianinie."),
        ("pl", "iso8859_2", "Wieczorem aktorka wróciła do teatru, źle śpiąc; wciąż milczała. Reżyser już czekał."),
        ("cs", "cp1250", "Večer se herečka vrátila do divadla a dlouho mlčela. Režisér čekal u klavíru, šťastně."),
        (
            "tr",
            "cp1254",
            "Akşam oyuncu tiyatroya döndü ve uzun süre sustu. Yönetmen piyanonun yanında bekliyordu, ışıksız.",
        ),
    ],
)
def test_latin_alphabets_are_told_apart_by_the_language_that_a_page_states(
    language: str, codec: str, text: str
) -> None:
    html = f"<html lang={language}><head><meta charset=utf-8></head><body><p>{text}</p></body></html>"
    assert decode(html.encode(codec)) == html


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000,
        "<span>" * 100_000,
        "<p><b>" * 5_000,
        "<table><tr><td>" * 100_000,
        "<object><p>" * 400,
        "<marquee><p>" * 400,
        "<select><option>" * 60_000,
        "".join(f"<a href='/s/{n}'>story {n} of many</a> " for n in range(100_000)),
        "".join(f"<p><i id={n}>word " for n in range(2_000)),
        "<p " + "".join(f"a{n}=b " for n in range(50_000)) + ">",
        "<" * 200_000,
        "<img src=a.jpg>" * 20_000,
        "<ul><li>" * 20_000,
    ],
    ids=[
        "div",
        "span",
        "bold",
        "tables",
        "objects",
        "marquees",
        "menus",
        "links",
        "italics",
        "attributes",
        "less-than",
        "images",
        "lists",
    ],
)
def test_hostile_markup_ends_without_a_traceback(markup: str) -> None:
    html = f"<html><body>{markup}{paragraphs()}"
    try:
        document = read(html.encode())
    except ExtractError:
        document = None
    assert document is None or isinstance(document, Document)


def test_a_page_with_more_tags_than_anybody_writes_is_cut_and_says_so() -> None:
    document = read(f"<html><body><article>{paragraphs()}{'<i></i>' * MAX_TAGS}<p>Never read.</p>".encode())
    assert body_text(document.blocks) == WHOLE
    assert document.notice is not None
    assert "only its first part" in document.notice


def strings(value: Any) -> Iterator[str]:
    """Yield every string inside a plain value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)


def check(document: Document) -> None:
    """Every string is clean, every span lies in its text."""
    plain = msgspec.to_builtins(document)
    for text in strings(plain):
        assert clean_text(text) == text
    for block in document.blocks:
        holders = block.items if isinstance(block, ListBlock) else (block,)
        for holder in holders:
            for span in getattr(holder, "spans", ()):
                assert 0 <= span.start < span.end <= len(getattr(holder, "text", ""))
                assert span.kind != "link" or span.href


TAGS = st.sampled_from(
    "p div span a em strong b i h1 h2 h3 ul ol li blockquote q aside figure img figcaption table tr td br hr pre iframe"
    " noscript picture source section article main header footer form button svg template script style".split()
)
ATTRIBUTES = st.sampled_from(
    [
        "",
        " class=pullquote",
        " class='related-stories'",
        " href=/x",
        " href=https://x.example/y",
        " src=a.jpg",
        " hidden",
        " class=caption",
        " srcset='a.jpg 1w, b.jpg 2w'",
        " style='font-style:italic'",
        " itemprop=author",
        " class=byline",
        " class=newsletter",
        " rel=tag",
    ]
)
WORDS = st.sampled_from(
    [
        "The ferry left. ",
        "\u00a0Night Ferry\u00a0",
        "“Never,” she said. ",
        "NEXT: more",
        "RELATED: x",
        "Source: ET",
        "\u202e\u200b\x1b[31m",
        "May 4, 2021",
        " ",
        "\n",
        "😀\u200d👩",
        "By Kim Vale",
        "e\u0301" * 12,
        "&amp;",
        "&#x9b;",
        "Rating: 4/5",
    ]
)
PIECE = st.one_of(WORDS, st.builds(lambda t, a: f"<{t}{a}>", TAGS, ATTRIBUTES), TAGS.map(lambda t: f"</{t}>"))
SLOW = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(st.lists(PIECE, max_size=60))
def test_any_markup_gives_a_clean_document_or_an_error(pieces: list[str]) -> None:
    try:
        document = read_page("<html><body>" + "".join(pieces), url="https://daily-reel.example/a/")
    except ExtractError:
        return
    check(document)


def test_what_is_made_up_here_is_an_article_too() -> None:
    def has_text(pieces: list[str]) -> bool:
        try:
            return bool(read_page("<html><body>" + "".join(pieces), url="https://daily-reel.example/a/").blocks)
        except ExtractError:
            return False

    assert find(st.lists(PIECE, max_size=60), has_text, settings=SLOW)


@SLOW
@given(st.one_of(st.binary(max_size=2_000), st.text(max_size=1_000).map(str.encode)))
def test_any_bytes_give_a_clean_document_or_an_error(data: bytes) -> None:
    try:
        document = read(data)
    except ExtractError:
        return
    check(document)


@SLOW
@given(
    st.lists(
        st.one_of(
            WORDS,
            st.sampled_from(["\n\n", "# ", "> ", "- ", "**", "_", "[a](https://x.example)", "![a](b)", "---\n", "`"]),
        ),
        max_size=60,
    )
)
def test_any_text_gives_a_clean_document_or_an_error(pieces: list[str]) -> None:
    try:
        document = read_text("".join(pieces))
    except ExtractError:
        return
    check(document)


def entry(**more: Any) -> Entry:
    fields: dict[str, Any] = {"key": "1", "title": "The Ferry Sails", "link": "https://daily-reel.example/f", **more}
    return Entry(**fields)


def test_an_entry_s_own_html() -> None:
    document = read_entry(
        entry(
            content=paragraphs(
                "<figure><img src='/a.jpg'></figure>", "<p>READ MORE: <a href='/x'>Another tale of the sea</a></p>"
            ),
            summary="A short word on the ferry.",
            authors=("Kim Vale",),
            published=datetime(2021, 5, 4, tzinfo=UTC),
            categories=("Night Ferry",),
            enclosures=(Enclosure("https://img.example/l.jpg", "image/jpeg"),),
        ),
        outlet="The Daily Reel",
    )
    assert body_text(document.blocks) == WHOLE
    assert document.dek == "A short word on the ferry."
    assert document.outlet == "The Daily Reel"
    assert document.lead_image is not None
    assert document.lead_image.url == "https://img.example/l.jpg"
    assert [r.url for r in document.related] == ["https://daily-reel.example/x"]
    assert document.keywords == ("Night Ferry",)
    assert [hint.name for hint in document.hints] == ["Night Ferry"]


@pytest.mark.parametrize("reading", [read_entry, document_of_text])
@pytest.mark.parametrize(
    ("dek", "repeats"),
    [
        (f"{PARAGRAPHS[0][:100]}&hellip;", True),
        (f"{PARAGRAPHS[0]}<br>{PARAGRAPHS[1][:40]}", True),
        (PARAGRAPHS[0].replace(", ", ",<br>"), True),
        (f"What comes next {PARAGRAPHS[1]}", False),
        ("The ferry, again.", False),
    ],
)
def test_a_summary_that_repeats_the_text_is_no_dek(
    reading: Callable[..., Document], dek: str, *, repeats: bool
) -> None:
    content = f"<p>{PARAGRAPHS[0]}</p><h2>What comes next</h2><p>{PARAGRAPHS[1]}</p>"
    assert (reading(entry(content=content, summary=dek), outlet=None).dek is None) == repeats


def test_an_entry_with_only_a_summary_or_nothing() -> None:
    assert body_text(read_entry(entry(summary="One line &amp; no more."), outlet=None).blocks) == "One line & no more."
    assert read_entry(entry(), outlet=None).blocks == ()


@pytest.mark.parametrize("reading", [read_entry, document_of_text])
def test_the_lines_below_a_video_stay_lines_whatever_signs_they_hold(reading: Callable[..., Document]) -> None:
    below = (
        "The first trailer for Night Ferry, with Kim &amp; Jo Vale.\nhttps://ferry.example/?a=1&copy=2\n \n"
        "Written by Kim Vale & friends\nMusic by Jo Vale, who <3 the sea\n"
    )
    assert [getattr(block, "text", None) for block in reading(entry(content=below), outlet=None).blocks] == [
        "The first trailer for Night Ferry, with Kim & Jo Vale.\nhttps://ferry.example/?a=1&copy=2",
        "Written by Kim Vale & friends\nMusic by Jo Vale, who <3 the sea",
    ]


def test_a_text_without_tags_is_read_as_a_file_of_plain_text_is() -> None:
    wrapped = (
        "The ferry left the harbour before anybody on the quay had thought of\n"
        "asking where it went, and the crew of The Night Ferry said that this is\n"
        "how it was meant to be all along."
    )
    blocks = read_entry(entry(content=f"{wrapped}\n\n- Kim Vale\n- Jo Vale"), outlet=None).blocks
    assert blocks[0] == Paragraph(wrapped.replace("\n", " "))
    assert isinstance(blocks[1], ListBlock)
    assert [item.text for item in blocks[1].items] == ["Kim Vale", "Jo Vale"]


@SLOW
@given(st.lists(PIECE, max_size=30))
def test_any_entry_gives_a_clean_document(pieces: list[str]) -> None:
    check(read_entry(entry(content="".join(pieces)), outlet="x"))


def doc(*texts: str) -> Document:
    return Document(blocks=tuple(Paragraph(text) for text in texts))


def test_the_fuller_text_wins_and_stubs_never_do() -> None:
    teaser, full = doc(PARAGRAPHS[0]), doc(*PARAGRAPHS)
    assert is_page_better(teaser, full)
    assert is_page_better(doc(), full)
    assert not is_page_better(full, teaser)
    assert not is_page_better(full, doc())
    wall = doc("Subscribe now to continue reading this story.", "Already a subscriber? Log in.")
    assert not is_page_better(teaser, wall)
    assert not is_page_better(doc("Short teaser of the story."), wall)
    consent = doc("We value your privacy. We and our partners store and use cookies. Accept all cookies to go on. " * 6)
    assert not is_page_better(teaser, consent)
    other = doc("A completely different text about gardens and tomatoes that shares no words with ours at all. " * 20)
    assert not is_page_better(full, other)


@pytest.mark.parametrize("words", ["<a href=/x>word</a> " * 60_000, "word " * 200_000], ids=["links", "words"])
def test_a_paragraph_without_end_is_cut_and_says_so(words: str) -> None:
    page = f"<html><body><article><h1>One long line</h1>{words}"
    document = read(page.encode(), url="https://a.example/")
    assert document.notice is not None
    assert sum(len(getattr(block, "text", "")) for block in document.blocks) < 400_000
