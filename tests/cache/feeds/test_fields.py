# ruff: noqa: E501 -- markup reads better on one line
"""Fields of entries: what their publisher meant, in all formats."""

from __future__ import annotations

import json

import pytest

from pullquote.cache.core.feed import Entry
from pullquote.cache.extract import read_entry
from pullquote.cache.feeds import parse_feed
from pullquote.cache.workers.analyze import analyze_entry, entry_as_text

MEDIA = " xmlns:media='http://search.yahoo.com/mrss/'"


def entries(items: str, *, channel: str = "", spaces: str = "", url: str | None = None) -> tuple[Entry, ...]:
    data = f"<rss version='2.0'{spaces}><channel><title>Quay Post</title>{channel}{items}</channel></rss>"
    return parse_feed(data.encode(), url=url).entries


def atom(inside: str, *, root: str = "", url: str | None = "https://quay.example/feed") -> tuple[Entry, ...]:
    data = f"<feed xmlns='http://www.w3.org/2005/Atom'{root}><title>Quay Post</title>{inside}</feed>"
    return parse_feed(data.encode(), url=url).entries


@pytest.mark.parametrize(
    "medium",
    [
        "<media:content url='https://quay.example/1.jpg' type='image/jpeg'>@</media:content>",
        "<media:group><media:content url='https://quay.example/1.jpg' medium='image'>@</media:content></media:group>",
        "<enclosure url='https://quay.example/1.jpg' type='image/jpeg'/><media:content url='#'>@</media:content>",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_what_is_said_of_a_picture_is_its_caption(medium: str, first: bool) -> None:
    medium = medium.replace(
        "@", "<media:title>Cranes</media:title><media:description>Cranes at dusk.</media:description>"
    )
    text = "<title>The quay reopens</title><description>Boats are back.</description>"
    (entry,) = entries(f"<item>{medium + text if first else text + medium}</item>", spaces=MEDIA)
    document = read_entry(entry, outlet=None)
    assert (entry.title, entry.content, entry.summary) == ("The quay reopens", "Boats are back.", "")
    assert document.lead_image is not None
    assert "dusk" not in " ".join(getattr(block, "text", "") for block in document.blocks)
    if "enclosure" not in medium:
        assert document.lead_image.caption == "Cranes at dusk."


def test_where_there_is_nothing_else_the_description_of_a_video_is_the_text() -> None:
    group = (
        "<media:group><media:title>Trailer</media:title><media:content url='https://v.example/1' type='video/mp4'/>"
        "<media:description>The trailer of the harbour film.</media:description></media:group>"
    )
    (entry,) = atom(f"<entry><title>Trailer</title><id>v:1</id>{group}</entry>", root=MEDIA)
    assert "The trailer of the harbour film." in entry.content
    (entry,) = entries(
        "<item><title>A</title><media:content url='https://v.example/1.jpg'><media:description>Caption."
        "</media:description></media:content></item>",
        spaces=MEDIA,
    )
    assert (entry.content, entry.summary) == ("", "")


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<p>Doors open at seven on the quay.</p><p>More inside.</p>", "Doors open at seven on the quay."),
        ("We are back! <a href='https://q.example/'>q.example</a>", "We are back! q.example"),
        ("word " * 60, "word " * 19 + "word…"),
        ("映画の初日は今週の金曜日になりました。新しい予告編も公開。", "映画の初日は今週の金曜日になりました。"),
        ("<img src='https://q.example/1.jpg'>", "Untitled"),
    ],
)
def test_a_post_without_a_title_is_named_by_its_first_words(html: str, title: str) -> None:
    (entry,) = entries(f"<item><guid isPermaLink='false'>p1</guid><description><![CDATA[{html}]]></description></item>")
    assert entry.title == ""
    document, plain = read_entry(entry, outlet=None), entry_as_text(entry)
    for found in (document.title or "Untitled", plain.title):
        assert found == title
    (named,) = entries(f"<item><title>Named</title><description><![CDATA[{html}]]></description></item>")
    assert read_entry(named, outlet=None).title == "Named"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://quay.example/a story 1.html", "https://quay.example/a%20story%201.html"),
        ("  https://quay.example/a  b?q=c d#e f ", "https://quay.example/a%20%20b?q=c%20d#e%20f"),
        ("\n    https://quay.example/\n    story.html\n", "https://quay.example/story.html"),
        ("https:// quay.example/a", "https://quay.example/a"),
        ("/films/top ten.html", "https://quay.example/films/top%20ten.html"),
    ],
)
def test_blanks_in_addresses_are_kept_and_line_breaks_are_not(written: str, read: str) -> None:
    items = (
        f"<item><title>A</title><link>{written}</link><media:thumbnail url='{written.strip()}'/></item>"
        f"<item><title>B</title><enclosure url='{written}' type='image/png' length='1'/></item>"
    )
    found = entries(items, spaces=MEDIA, url="https://quay.example/feed")
    assert found[0].link == read
    if "\n" not in written:
        assert (found[0].image, found[1].image, found[1].enclosures[0].url) == (read, read, read)
    (entry,) = atom(f"<entry><id>1</id><link href='{written.strip()}'/></entry>")
    assert "\n" in written or entry.link == read
    data = json.dumps({"items": [{"id": "1", "url": written, "image": written}]}).encode()
    (entry,) = parse_feed(data, url="https://quay.example/feed").entries
    assert (entry.link, entry.image) == (read, read)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("mira@quay.photography (Mira Stone)", ("Mira Stone",)),
        ("Mira Stone &lt;mira@quay.entertainment&gt;", ("Mira Stone",)),
        ("mira.stone+desk@post.quay.co.uk (Mira Stone)", ("Mira Stone",)),
        ("mailto:mira@quay.film (Mira Stone)", ("Mira Stone",)),
        ("a@quay.museum (Mira Stone), b@quay.museum (Ola Quist)", ("Mira Stone", "Ola Quist")),
        ("desk@quay.theatre", ("desk@quay.theatre",)),
        ("desk@quay.theatre ()", ("desk@quay.theatre",)),
        ("Mira Stone (Quay Post)", ("Mira Stone (Quay Post)",)),
    ],
)
@pytest.mark.parametrize("element", ["author", "dc:creator"])
def test_an_author_is_a_name_whatever_the_address_ends_in(written: str, names: tuple[str, ...], element: str) -> None:
    spaces = " xmlns:dc='http://purl.org/dc/elements/1.1/'"
    (entry,) = entries(f"<item><title>A</title><{element}>{written}</{element}></item>", spaces=spaces)
    assert entry.authors == names


def test_atom_entries_without_an_author_have_their_source_s_and_then_the_feed_s() -> None:
    desk = "<author><name>Quay Desk</name></author>"
    own = "<entry><id>1</id><author><name>Mira Stone</name></author></entry>"
    cited = "<entry><id>2</id><source><title>Other</title><author><name>Ola Quist</name></author></source></entry>"
    bare = "<entry><id>3</id></entry><entry><id>4</id><source><title>Other</title></source></entry>"
    assert [entry.authors for entry in atom(desk + own + cited + bare)] == [
        ("Mira Stone",), ("Ola Quist",), ("Quay Desk",), ("Quay Desk",)
    ]  # fmt: skip
    editor = "<managingEditor>desk@quay.example (Quay Desk)</managingEditor>"
    assert entries("<item><title>A</title></item>", channel=editor)[0].authors == ()


@pytest.mark.parametrize(
    ("links", "read"),
    [
        ("<link href='/a.json' type='application/json'/><link href='/a.html' type='text/html'/>", "/a.html"),
        ("<link href='/a'/><link rel='alternate' type='text/html' href='/a.html'/>", "/a.html"),
        ("<link href='/a.txt' type='text/plain'/><link href='/a'/>", "/a"),
        ("<link href='/a.xhtml' type='application/xhtml+xml'/><link href='/b.html' type='text/html'/>", "/a.xhtml"),
        ("<link rel='enclosure' href='/a.mp3' type='text/html'/><link href='/a.md' type='text/markdown'/>", "/a.md"),
        ("<link rel='related' href='/r'/><link href='/a'/><link href='/b'/>", "/a"),
    ],
)
def test_of_several_alternates_the_one_for_people_is_the_link(links: str, read: str) -> None:
    (entry,) = atom(f"<entry><id>tag:quay.example,2026:1</id>{links}</entry>")
    assert entry.link == "https://quay.example" + read


@pytest.mark.parametrize(
    ("guid", "link"),
    [
        ("<guid>77120</guid>", None),
        ("<guid>episode-9</guid>", None),
        ("<guid>post_9@quay.example</guid>", None),
        ("<guid>quay.example/9</guid>", None),
        ("<guid>HTTPS://quay.example/9</guid>", "https://quay.example/9"),
        ("<guid>/stories/9</guid>", "https://quay.example/stories/9"),
        ("<guid isPermaLink='true'>stories/9.html</guid>", "https://quay.example/feeds/stories/9.html"),
        ("<guid isPermaLink='false'>https://quay.example/9</guid>", None),
    ],
)
@pytest.mark.parametrize("more", ["", "<dc:subject xmlns:dc='http://purl.org/dc/elements/1.1/'>x</dc:subject>"])
def test_an_id_that_is_no_address_is_no_link(guid: str, link: str | None, more: str) -> None:
    (entry,) = entries(f"<item><title>A</title>{guid}{more}</item>", url="https://quay.example/feeds/all.xml")
    assert entry.link == link
    assert atom("<entry><id>9f2c</id><title>A</title></entry>")[0].link is None


@pytest.mark.parametrize(
    ("escaped", "lacks", "has"),
    [
        ("&lt;p&gt;A &lt;em&gt;new&lt;/em&gt; pier.&lt;/p&gt;", "&lt;", "<em>new</em>"),
        ("&lt;div class=&quot;b&quot;&gt;A &lt;a href=&quot;https://q.example/&quot;&gt;pier&lt;/a&gt;&lt;br/&gt;x&lt;/div&gt;", "&lt;", "<a href="),
        ("A &lt;b&gt;new&lt;/b&gt; pier opens", "&lt;", "<b>new</b>"),
        ("It&amp;#8217;s &amp;ldquo;new&amp;rdquo;&amp;hellip;", "&amp;", "&#8217;"),
        ("Use the &lt;p&gt; element for text", "<p>", "&lt;p&gt;"),
        ("&lt;b&gt;Tin&lt;/b&gt; is how HTML makes bold", "<b>", "&lt;b&gt;"),
        ("Is x &lt; y or y &gt; z?", "<", "&lt; y"),
        ("<p>Write &lt;em&gt;x&lt;/em&gt; so.</p>", "<em>", "&lt;em&gt;"),
        ("&lt;hello-world&gt; is the first film", "<hello", "&lt;hello-world"),
    ],
)  # fmt: skip
def test_html_escaped_twice_is_read_and_text_about_code_is_not(escaped: str, lacks: str, has: str) -> None:
    item = f"<item><title>A</title><description><![CDATA[{escaped}]]></description></item>"
    (entry,) = entries(item)
    assert has in entry.content
    assert lacks not in entry.content
    (entry,) = atom(f"<entry><id>1</id><content type='html'><![CDATA[{escaped}]]></content></entry>")
    assert has in entry.content
    (entry,) = parse_feed(json.dumps({"items": [{"id": "1", "content_html": escaped}]}).encode()).entries
    assert has in entry.content


def test_relative_addresses_of_a_feed_served_from_elsewhere_belong_to_its_site() -> None:
    item = "<item><title>A</title><link>/a.html</link><description>&lt;img src='/a.png'&gt;</description></item>"
    site = "<link>https://quay.example/</link>"
    for url, host in (
        ("https://feeds.example/quay", "quay.example"),
        ("https://www.quay.example/feed", "www.quay.example"),
        ("https://quay.example/feed", "quay.example"),
    ):
        for items in (site + item, item + site):
            (entry,) = entries(items, url=url)
            assert (entry.link, (entry.content_base or "").split("/")[2]) == (f"https://{host}/a.html", host)
    (entry,) = atom(
        "<link href='https://quay.example/'/><entry><id>1</id><link href='a.html'/></entry>",
        url="https://feeds.example/q",
    )
    assert entry.link == "https://quay.example/a.html"
    (entry,) = atom(
        "<link href='/'/><entry><id>1</id><link href='a.html'/></entry>", root=" xml:base='https://b.example/x/'"
    )
    assert entry.link == "https://b.example/x/a.html"
    assert entries(site + item)[0].link == "/a.html"


def test_a_relative_link_has_a_second_address_where_site_and_feed_are_on_different_hosts() -> None:
    site = "<link>https://quay.example/</link>"
    for link, second in (
        ("<link>/a.html</link>", "https://feeds.example/a.html"),
        ("<link>a.html</link>", "https://feeds.example/quay/a.html"),
        ("<guid isPermaLink='true'>/a.html</guid>", "https://feeds.example/a.html"),
        ("<link>https://quay.example/a.html</link>", None),
        ("<link>//quay.example/a.html</link>", None),
        ("", None),
    ):
        (entry,) = entries(f"{site}<item><title>A</title>{link}</item>", url="https://feeds.example/quay/rss")
        assert entry.other_link == second
    (entry,) = entries(f"{site}<item><title>A</title><link>/a.html</link></item>", url="https://quay.example/feed")
    assert entry.other_link is None


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("<title type='html'>The cast of &lt;i&gt;Low Pier&lt;/i&gt; return</title>", "The cast of Low Pier return"),
        ("<title type='html'><![CDATA[<em>Low Pier</em>: a review]]></title>", "Low Pier: a review"),
        ("<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>On <i>Low Pier</i>, again</div></title>", "On Low Pier, again"),
        ("<title type='xhtml'><h:div xmlns:h='http://www.w3.org/1999/xhtml'><h:i>Low Pier</h:i></h:div></title>", "Low Pier"),
        ("<title>&lt;i&gt;Low Pier&lt;/i&gt; returns</title>", "Low Pier returns"),
        ("<title type='text'>&lt;LowPier&gt; &amp; 5 &lt; 6</title>", "<LowPier> & 5 < 6"),
    ],
)  # fmt: skip
def test_italics_in_titles_are_no_signs_of_them(title: str, read: str) -> None:
    assert atom(f"<entry><id>1</id>{title}</entry>")[0].title == read


@pytest.mark.parametrize(
    "people",
    [
        {"authors": {"name": "Mira Stone"}},
        {"authors": [{"name": "Mira Stone"}, None, {"url": "x"}]},
        {"authors": "Mira Stone"},
        {"authors": ["mira@quay.film (Mira Stone)"]},
        {"author": "Mira Stone"},
    ],
)
def test_the_people_of_a_json_feed_in_whatever_shape(people: dict[str, object]) -> None:
    for data in ({"items": [{"id": "1", **people}]}, {"items": [{"id": "1"}], **people}):
        (entry,) = parse_feed(json.dumps(data).encode()).entries
        assert entry.authors == ("Mira Stone",)


def test_a_json_feed_may_count_its_seconds() -> None:
    for stated in (1771448700, 1771448700000, "1771448700", 1771448700.5):
        (entry,) = parse_feed(json.dumps({"items": [{"id": "1", "date_published": stated}]}).encode()).entries
        assert entry.published is not None
        assert entry.published.isoformat() == "2026-02-18T21:05:00+00:00"


@pytest.mark.parametrize("title", ["", "Untitled", "(no title)"])
def test_a_post_without_a_title_is_listed_by_its_first_words(title: str) -> None:
    words = "We sat at the harbour until the lights went out, all of them, and nobody " + "said a word " * 20
    article = analyze_entry(Entry(key="a", title=title, content=f"<p>{words}</p>"))
    assert article.title.startswith("We sat at the harbour until")
    assert article.title.endswith("…")
    assert words.startswith(article.title[:-1] + " ")
    pictured = analyze_entry(
        Entry(key="a", title=title, content="<img src='https://q.example/1.jpg' alt='A grey cat'>")
    )
    assert pictured.title == "A grey cat"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Line one&lt;br/&gt;line two", "Line one line two"),
        ("<![CDATA[<p>Low Pier</p><p>Act two</p>]]>", "Low Pier Act two"),
        ("<![CDATA[Low<i>Pier</i>, <b>again</b>]]>", "LowPier, again"),
        ("&lt;![CDATA[Low Pier &amp;amp; Quay]]&gt;", "Low Pier & Quay"),
        ("<![CDATA[<![CDATA[Low Pier]]]]><![CDATA[>]]>", "Low Pier"),
    ],
)
def test_what_parts_words_or_is_left_of_markup_is_no_part_of_a_title(written: str, read: str) -> None:
    assert [entry.title for entry in entries(f"<item><title>{written}</title></item>")] == [read]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("&lt;![CDATA[The ferry is late.]]&gt;", "The ferry is late."),
        ("&lt;![CDATA[&lt;p&gt;The ferry is late.&lt;/p&gt;]]&gt;", "<p>The ferry is late.</p>"),
        ("Write <![CDATA[&lt;![CDATA[ and then ]]&gt;]]> in it.", "Write &lt;![CDATA[ and then ]]&gt; in it."),
    ],
)
def test_a_text_that_was_escaped_with_its_section_is_the_text(written: str, read: str) -> None:
    assert entries(f"<item><title>A</title><description>{written}</description></item>")[0].content == read


SIGNED = (
    "<p>{before} <a href='https://quay.example/2026/pier/'>Low <i>Pier</i></a> {between} "
    "<a rel='nofollow' href='{home}'>Quay Post</a>{after}</p>"
)


@pytest.mark.parametrize(
    "words",
    [
        ("The post", "appeared first on", "."),
        ("Der Beitrag", "erschien zuerst auf", "."),
        ("", "はに最初に表示されました", ""),
    ],
)
def test_where_a_blog_says_a_post_appeared_is_no_part_of_its_summary(words: tuple[str, str, str]) -> None:
    before, between, after = words
    signed = SIGNED.format(before=before, between=between, after=after, home="https://quay.example")
    item = "<item><title>Low Pier</title><link>https://quay.example/2026/pier/</link>"
    whole = "<content:encoded>The pier is long.</content:encoded>"
    spaces = " xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    for text in ("", whole):
        (entry,) = entries(
            f"{item}<description><![CDATA[<p>Ten more.</p> {signed}]]></description>{text}</item>", spaces=spaces
        )
        assert (entry.summary or entry.content) == "<p>Ten more.</p>"
    other = SIGNED.format(before="See", between="and", after="", home="https://quay.example/2026/other/")
    (entry,) = entries(f"{item}<description><![CDATA[<p>Ten more.</p> {other}]]></description></item>")
    assert "other" in entry.content


@pytest.mark.parametrize(
    ("people", "names"),
    [
        ("<author>x@quay.example (nick_9)</author><dc:creator>Nick Stone</dc:creator>", ("Nick Stone",)),
        ("<dc:creator>Nick Stone</dc:creator><author>x@quay.example</author>", ("Nick Stone",)),
        ("<author>Mira Stone</author><dc:creator>Ola Quist</dc:creator>", ("Mira Stone", "Ola Quist")),
        ("<dc:creator>By Mira Stone and Ola Quist</dc:creator>", ("Mira Stone", "Ola Quist")),
        ("<dc:creator>by Mira Stone, Ola de Quist &amp;amp; Bo Ek</dc:creator>", ("Mira Stone", "Ola de Quist", "Bo Ek")),
        ("<dc:creator>Mira Stone and Ola Quist</dc:creator>", ("Mira Stone", "Ola Quist")),
        ("<dc:creator>Byron Stone</dc:creator>", ("Byron Stone",)),
        ("<dc:creator>Mira Stone, Ola Quist</dc:creator>", ("Mira Stone", "Ola Quist")),
        ("<dc:creator>Mira Stone, Senior Editor</dc:creator>", ("Mira Stone, Senior Editor",)),
        ("<dc:creator>Mira Stone, Quay Press</dc:creator>", ("Mira Stone, Quay Press",)),
        ("<dc:creator>Stone, Mira</dc:creator>", ("Stone, Mira",)),
        ("<dc:creator>Stage and Screen</dc:creator>", ("Stage and Screen",)),
        ("<dc:creator>Mira Stone, Staff</dc:creator>", ("Mira Stone, Staff",)),
    ],
)  # fmt: skip
def test_whoever_wrote_it_is_named_once_and_each_alone(people: str, names: tuple[str, ...]) -> None:
    spaces = " xmlns:dc='http://purl.org/dc/elements/1.1/'"
    assert entries(f"<item><title>A</title>{people}</item>", spaces=spaces)[0].authors == names


@pytest.mark.parametrize(
    ("inside", "read"),
    [
        ("<link>www.quay.example/a</link>", "https://www.quay.example/a"),
        ("<link>http://proxy.example/~r/1</link><fb:origLink>https://quay.example/a</fb:origLink>", "https://quay.example/a"),
        ("<link>http://proxy.example/~r/1</link><pheedo:origLink>https://quay.example/a</pheedo:origLink>", "https://quay.example/a"),
        ("<link>http://proxy.example/~r/1</link><fb:origLink>a story</fb:origLink>", "http://proxy.example/~r/1"),
        ("<link>HTTPS://Quay.example/a</link>", "https://quay.example/a"),
    ],
)  # fmt: skip
def test_a_link_leads_to_the_article_itself(inside: str, read: str) -> None:
    spaces = " xmlns:fb='http://rssnamespace.org/feedburner/ext/1.0'"
    found = entries(f"<item><title>A</title>{inside}</item>", spaces=spaces, url="https://quay.example/feed")
    assert found[0].link == read


def test_a_text_that_is_elsewhere_is_where_an_entry_without_a_link_leads() -> None:
    content = "<content type='text/html' src='/a.html'/><summary>Short.</summary>"
    (entry,) = atom(f"<entry><id>1</id><title>A</title>{content}</entry>")
    assert (entry.link, entry.content) == ("https://quay.example/a.html", "<p>Short.</p>")
    (entry,) = atom(
        "<entry><id>urn:x:1</id><content src='a.html'/></entry>", root=" xml:base='https://pier.example/x/'"
    )
    assert entry.link == "https://pier.example/x/a.html"
    (entry,) = atom(f"<entry><id>1</id><link href='/b'/>{content}</entry>")
    assert entry.link == "https://quay.example/b"


def test_of_one_picture_in_several_sizes_a_large_one_is_taken() -> None:
    def picture(*sizes: str) -> str | None:
        media = "".join(f"<media:content url='/{size}.jpg' medium='image' width='{size}'/>" for size in sizes)
        item = f"<item><title>A</title><media:group>{media}</media:group></item>"
        return entries(item, spaces=MEDIA, url="https://quay.example/feed")[0].image

    assert picture("100", "1200") == "https://quay.example/1200.jpg"
    assert picture("140", "460", "300") == "https://quay.example/460.jpg"
    assert picture("700", "4000") == "https://quay.example/700.jpg"
    assert picture("x", "900") == "https://quay.example/x.jpg"
    (entry,) = entries("<item><title>A</title><image><url>https://quay.example/i.jpg</url></image></item>")
    assert entry.image == "https://quay.example/i.jpg"
