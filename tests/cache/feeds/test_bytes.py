# ruff: noqa: E501 -- markup reads better on one line
"""Bytes of feeds as the world sends them: what is broken harms itself alone (P6)."""

from __future__ import annotations

import codecs
import json

import pytest

from pullquote.cache.feeds import parse_feed

from ...load import ends_within_the_cap

URL = "https://lamps.example/feed.xml"
DECLARED = '<?xml version="1.0" encoding="{}"?>\n'


def rss(*items: str, spaces: str = "") -> str:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f"<rss version='2.0'{spaces}><channel><title>Lampe à huile</title>{inside}</channel></rss>"


def titles(data: bytes | str, content_type: str | None = None) -> list[str]:
    data = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    return [entry.title for entry in parse_feed(data, url=URL, content_type=content_type).entries]


def links(data: str) -> list[str | None]:
    return [entry.link for entry in parse_feed(data.encode(), url=URL).entries]


@pytest.mark.parametrize(
    ("bad", "read"),
    [
        (b"\x92", "’"),  # windows-1252 pasted into UTF-8
        (b"\x93Nuit\x94", "“Nuit”"),
        (b"caf\xe9\x92s", "café’s"),
        (b"S\xc3O", "SÃO"),
        (b"\xc3", "\ufffd"),  # characters cut short
        (b"\xe2\x80", "\ufffd"),
        (b"\xf0\x9f\x8e", "\ufffd"),
        (b"\xed\xa0\xbc\xed\xbe\xad", "🎭"),  # surrogates written as UTF-8
        (b"\xed\xa0\xbc", "\ufffd"),
        (b"\xc0\x80", ""),
        (b"\x00", ""),
        (b"\x0b\x1f", ""),
        (b"\xef\xbf\xbe", ""),
    ],
)
@pytest.mark.parametrize("head", [DECLARED.format("utf-8"), DECLARED.format("iso-8859-1"), ""])
def test_a_bad_byte_harms_itself_alone(bad: bytes, read: str, head: str) -> None:
    before, after = rss("<title>Élan vers l’été</title>", "<title>né @ là</title>").split("@")
    assert titles(head.encode() + before.encode() + bad + after.encode()) == [
        "Élan vers l’été",
        " ".join(f"né {read} là".split()),
    ]


@pytest.mark.parametrize("label", ["windows-1250", "iso-8859-2"])
@pytest.mark.parametrize("before", ["", "\n", "  \r\n", "<br />\n<b>Notice</b>: Undefined index in <b>feed.php</b>\n"])
def test_what_stands_before_the_declaration_does_not_hide_the_charset(label: str, before: str) -> None:
    text = before + DECLARED.format(label) + rss("<title>Žár a řád</title>").replace("à", "a")
    assert titles(text.encode(label)) == ["Žár a řád"]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("before", ["", "\n", DECLARED.format("utf-16"), DECLARED.format("utf-8")])
def test_wide_characters_need_no_byte_order_mark(codec: str, before: str) -> None:
    assert titles((before + rss("<title>Élan – 映画</title>")).encode(codec)) == ["Élan – 映画"]
    assert titles(codecs.BOM_UTF16_LE + (before + rss("<title>Élan</title>")).encode("utf-16-le")) == ["Élan"]


@pytest.mark.parametrize(
    ("codec", "label", "header"),
    [
        ("cp1251", "windows-1251", None),
        ("koi8-r", "utf-8", "text/xml; charset=KOI8-R"),
        ("cp1251", "utf-8", "application/rss+xml; charset='windows-1251'"),
        ("utf-8", "windows-1251", "text/xml; charset=iso-8859-1"),
        ("utf-8", "no-such-charset", "text/xml; charset=utf-7"),
    ],
)
def test_a_charset_that_the_bytes_contradict_gives_way(codec: str, label: str, header: str | None) -> None:
    text = DECLARED.format(label) + rss("<title>Премьера перенесена</title>").replace("à", "a")
    assert titles(text.encode(codec), header) == ["Премьера перенесена"]


def test_labels_mean_what_they_mean_on_the_web() -> None:
    assert titles((DECLARED.format("gb2312") + rss("<title>朱镕基</title>").replace("à", "a")).encode("gbk")) == [
        "朱镕基"
    ]
    text = DECLARED.format("shift_jis") + rss("<title>①髙い塔</title>").replace("à", "a")
    assert titles(text.encode("cp932")) == ["①髙い塔"]
    text = DECLARED.format("iso-8859-1") + rss("<title>“Café” – €5</title>")
    assert titles(text.encode("cp1252")) == ["“Café” – €5"]


@pytest.mark.parametrize(
    ("reference", "read"),
    [
        ("&#55356;&#57261;", "🎭"),
        ("&#xD83C;&#xDFAD;", "🎭"),
        ("&#xd83c;", "\ufffd"),
        ("&#57261;", "\ufffd"),
        ("&#x110000;", "\ufffd"),
        ("&#99999999999;", "\ufffd"),
        ("&#" + "9" * 5_000 + ";", "\ufffd"),
        ("&#x" + "F" * 5_000 + ";", "\ufffd"),
        ("&#8;&#x1F;", ""),
        ("&eacute;&nbsp;&hellip;", "é …"),
        ("&uuml &unknown; &", "&uuml &unknown; &"),
        ("R&D", "R&D"),
    ],
)
@pytest.mark.parametrize("form", ["{}", "<![CDATA[{}]]>"])
@pytest.mark.parametrize("element", ["title", "description", "author", "category"])
def test_a_reference_that_is_none_fails_no_feed(reference: str, read: str, form: str, element: str) -> None:
    data = rss("<title>Before</title>", f"<{element}>A {form.format(reference)} B</{element}><guid>2</guid>")
    first, second = parse_feed(data.encode(), url=URL).entries
    assert first.title == "Before"
    if element == "title" and "uuml" not in reference:
        assert second.title == " ".join(f"A {read} B".split())
    elif element == "author" and "uuml" not in reference:
        assert second.authors == (" ".join(f"A {read} B".split()),)


def test_an_entity_that_the_document_type_declares_is_put_in_and_no_other_file_is_read() -> None:
    kind = (
        "<!DOCTYPE rss [<!ENTITY show 'Low <b>Lamps</b>'><!ENTITY name \"Low Lamps\"><!ENTITY dash '&#8211;'>"
        '<!ENTITY far SYSTEM "file:///etc/passwd"><!ENTITY big "&name;&name;&name;">]>'
    )
    (title,) = titles(kind + rss("<title>&name; &dash; &far; &big; end</title>"))
    assert title == "Low Lamps – &far; &big; end"


@pytest.mark.parametrize(
    "before",
    [
        DECLARED.format("utf-8") * 2,
        DECLARED.format("utf-8") + "<!-- <rss> --><?xml-stylesheet href='a.xsl'?>\n" + DECLARED.format("utf-8"),
        "<!-- never closed <!-- ",
        "<p>Warning: <i>session</i></p>\n",
        "\ufeff\ufeff\n",
    ],
)
@pytest.mark.parametrize(
    "after", ["", "<script>track(1<2)</script>", "\n<!-- cached -- page -->", "</div></body>", "\x1a"]
)
def test_what_stands_around_a_feed_is_passed_over(before: str, after: str) -> None:
    assert titles(before + rss("<title>Élan & co</title>", "<title>Two</title>") + after) == ["Élan & co", "Two"]


@pytest.mark.parametrize("form", ["{}", "<![CDATA[{}]]>", "{}<br>"])
def test_links_of_an_ill_formed_feed_keep_their_parameters(form: str) -> None:
    address = "https://lamps.example/a?lang=en&copy=1&reg=2&para=3&amp=4&times=5&section=6"
    broken = f"<title>A</title><link>{address}</link><description>{form.format('B & C')}</description>"
    if "CDATA" in form:
        broken = f"<title>A</title><link><![CDATA[{address}]]></link><description>x & y</description>"
    assert links(rss(broken, "<title>B</title><link>https://lamps.example/b?x=1&amp;copy=2</link>")) == [
        address,
        "https://lamps.example/b?x=1&copy=2",
    ]
    entry = (
        f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A & B</title><link href='{address}'/></entry></feed>"
    )
    assert links(entry) == [address]


def test_a_prefix_that_nobody_declared_is_known_by_its_name() -> None:
    data = rss(
        "<title>One</title><dc:creator>Ida Moor</dc:creator><dc:date>2026-01-05T09:00:00Z</dc:date>"
        "<content:encoded><![CDATA[<p>The whole article.</p>]]></content:encoded><x:odd y:z='1'>1</x:odd>"
    )
    (entry,) = parse_feed(data.encode(), url=URL).entries
    assert (entry.title, entry.authors, entry.content) == ("One", ("Ida Moor",), "<p>The whole article.</p>")
    assert entry.published is not None


@pytest.mark.parametrize("element", ["description", "content:encoded"])
def test_html_that_stands_unescaped_is_the_text(element: str) -> None:
    html = "Tom & Ida<br>walk <b>home <i>late</b>. <img src=a.jpg>5 < 6 &nbsp;<p>More"
    data = rss(f"<title>One & <i>two</title><{element}>{html}</{element}>", "<title>Next</title>")
    first, second = parse_feed(data.encode(), url=URL).entries
    assert (first.title, second.title) == ("One & two", "Next")
    assert all(part in first.content for part in ("<br>", "<b>home", "a.jpg", "<p>More"))


@pytest.mark.parametrize("cut", range(1, 12))
def test_of_a_feed_that_was_cut_no_whole_entry_is_lost(cut: int) -> None:
    whole = rss(
        "<title>One</title><description><![CDATA[<p>First</p>]]></description>",
        "<title>Two</title><link>https://a.example/2</link><description><![CDATA[<p>Second & on</p>]]></description>",
    )
    part = whole[: -cut * 12]
    found = parse_feed(part.encode(), url=URL).entries
    assert found[0].content == "<p>First</p>"
    if "Second" in part:
        assert found[1].title == "Two"
        assert "Second" in found[1].content
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>L</title><entry><title>One</title><id>1</id></entry>"
        "<entry><title>Two</title><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>A</p><p>B & C</p>"
    )
    assert titles(atom) == ["One", "Two"]


@pytest.mark.parametrize(
    "stray",
    [
        "<!-- ",
        "<![CDATA[",
        "&copy=",
        "<br>",
        "</description>",
        "</b>",
        "&#xD83D;",
        "]]>",
        "<?xml version='1.0'?>",
        '"',
        "<a b='",
    ],
)
@pytest.mark.parametrize("place", ["first words", "First text", "<title>Two"])
def test_one_stray_sign_costs_no_other_entry(stray: str, place: str) -> None:
    data = (
        "<rss version='2.0'><channel><title>Lamps</title><description>first words</description>"
        "<item><title>One</title><description><![CDATA[<p>First text</p>]]></description></item>"
        "<item><title>Two</title><description><![CDATA[<p>Second</p>]]></description></item>"
        "<item><title>Three</title><description>Third</description></item></channel></rss>"
    )
    found = titles(data.replace(place, f"{place[:6]}{stray}{place[6:]}" if place[0] != "<" else place + stray))
    assert len(found) == 3
    assert found[2] == "Three"


@pytest.mark.parametrize("broken", ["</descripion>", "</descripti&copy=on>", ""])
def test_an_end_tag_that_is_misspelt_swallows_no_entry(broken: str) -> None:
    data = f"<rss version='2.0'><channel><title>Lamps</title><description>All{broken}<item><title>One</title></item></channel></rss>"
    assert titles(data) == ["One"]
    assert titles(rss(f"<title>One</title><description>x{broken}<guid>1</guid>", "<title>Two</title>")) == [
        "One",
        "Two",
    ]


def test_what_a_parser_does_not_expect_in_one_element_fails_no_feed() -> None:
    spaces = " xmlns:georss='http://www.georss.org/georss' xmlns:gml='http://www.opengis.net/gml'"
    place = "<georss:where><gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>here 1 there"
    place += (
        "</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></georss:where><georss:point>x y</georss:point>"
    )
    assert titles(rss(f"{place}<title>One</title>", "<title>Two</title>", spaces=spaces)) == ["One", "Two"]
    assert titles(
        "<rss><channel></channel><textInput><description>x</description></textInput><item><title>A</title></item></rss>"
    ) == ["A"]


def test_entries_that_do_not_end_and_entries_inside_entries() -> None:
    assert titles("<rss version='2.0'><channel><item><title>One</title><item><title>Two & 3</title>") == [
        "One",
        "Two & 3",
    ]
    inner = "<title>One</title><x:list xmlns:x='urn:x'><item><title>Inner</title></item></x:list><guid>1</guid>"
    assert titles(rss(inner, "<title>Two</title>")) == ["One", "Two"]


@pytest.mark.parametrize(
    "body",
    [
        '{"items":[{"id":"1","title":"Line\none\ttab","content_html":"<p>a</p>\n<p>b</p>"}]}',
        '{"items":[{"id":"1","title":"Line one tab"},]}',
        '{"items":[{"id":"1","title":"Line one tab","content_text":"it\\\'s, ]"}]}',
        ' \n{"items":[{"id":"1","title":"Line one tab"}]}\n<!-- cached -->',
        '{"items":[{"id":' + "9" * 5_000 + ',"title":"Line one tab"}]}',
        '{"items":[{"id":"1","title":"Line \\ud83d one \\udc00 tab"}]}',
        '{"items":[{"id":"1","title":"Line one tab","content_html":"&#' + "9" * 5_000 + ';"}]}',
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16"])
def test_json_with_what_json_forbids(body: str, codec: str) -> None:
    assert titles(body.encode(codec)) == ["Line one tab"]


def test_one_bad_byte_of_a_json_feed_harms_itself_alone() -> None:
    data = json.dumps({"items": [{"id": "1", "title": "né @ là"}]}, ensure_ascii=False).encode()
    assert titles(data.replace(b"@", b"\x92")) == ["né ’ là"]


OPENED = ("<", "<!--", "<![CDATA[", "<?", "<a b='", '<a b="c" ', "<item>", "<a:b>", "<title>", "<title><description>")
STRAY = ("&", "&#", "&#x", "]]>", "</b>", "<!-- <rss ", "&lt;p&gt;", "&lt;a ", "\x92", "\xc3")


@pytest.mark.parametrize("sign", [*OPENED, *STRAY])
@pytest.mark.parametrize("head", ["", "<rss><channel><item><description>"])
def test_c06_a_broken_feed_is_read_in_one_pass(sign: str, head: str) -> None:
    assert ends_within_the_cap(
        "from pullquote.cache.core.errors import FeedError\n"
        "from pullquote.cache.feeds import parse_feed\n"
        f"try: parse_feed(({head!r} + {sign!r} * 60_000).encode('latin-1'))\n"
        "except FeedError: pass"
    )
