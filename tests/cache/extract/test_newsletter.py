"""Newsletters without what surrounds them: hidden first words, head, what is pressed, the end, signs without ink."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from pullquote.cache.extract.newsletters.frame import without_frame

from ...load import ends_within_the_cap

STORY = (
    "<p>Nora Vance will lead the new series Paper Boats, the studio said on Monday, after a search of two years for "
    "somebody who could carry its eight hours and the two films that are meant to follow them.</p>"
    "<p>“I could not say no to it,” Vance told the Harbour Weekly. The first four episodes come in May, the others in "
    "the autumn, and a book of the scripts in between, if all goes as it should.</p>"
)


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def text(html: str) -> str:
    return text_of(without_frame(html).html)


@pytest.mark.parametrize(
    "frame",
    [
        '<div style="display:none">zqx {}</div>',
        '<div style="max-height:0px;overflow:hidden">zqx {}</div>',
        '<span style="opacity:0">zqx {}</span>',
        '<div style="font-size:1px">zqx {}</div>',
        "<div hidden>zqx {}</div>",
    ],
)
def test_hidden_first_words_are_dropped(frame):
    found = text(frame.format("&nbsp;&zwnj;" * 60) + STORY)
    assert "zqx" not in found
    assert found.startswith("Nora Vance")


def test_letters_without_size_around_letters_with_one_are_layout():
    assert "Nora Vance" in text(f'<div style="font-size:0px"><div style="font-size:16px">{STORY}</div></div>')


def test_signs_without_ink_are_one_blank_and_words_stay_whole():
    found = without_frame(
        "<p>Before" + "\u034f\u00a0\u200c\u00ad" * 50 + "after, naïve\u00a0café 日本\u3000語</p>"
    ).html
    assert "Before after" in found
    assert "naïve" in found
    assert "\u034f" not in found


@pytest.mark.parametrize(
    "words",
    ["View in browser", "View this email in your browser", "Read online", "Web version", "Im Browser ansehen",
     "Voir la version en ligne", "Ver en tu navegador", "Trouble viewing this email?"],
)  # fmt: skip
def test_the_line_that_leads_to_the_page_gives_its_address_and_goes(words):
    found = without_frame(f'<p><a href="https://reel.example/p/1">{words}</a></p>{STORY}')
    assert found.address == "https://reel.example/p/1"
    assert words not in found.html


def test_a_link_of_the_text_is_not_the_page():
    found = without_frame(STORY + '<p>Read <a href="https://reel.example/x">the whole interview</a>.</p>')
    assert (found.address, "interview" in found.html) == (None, True)


@pytest.mark.parametrize(
    "end",
    [
        """<p>You are receiving this email because you signed up.</p><p><a href="https://a.example">Unsubscribe</a></p>
        <p>1 Tern Street, Harbour</p>""",
        """<table><tr><td>© 2026 The Reel. All rights reserved.</td></tr><tr><td><a href="https://a.example">Manage your
        preferences</a> | Privacy policy</td></tr></table>""",
        '<div>Wenn Sie nichts mehr lesen möchten: <a href="https://a.example">Newsletter abbestellen</a></div>',
        '<p>Pour ne plus recevoir, <a href="https://a.example">désabonnez-vous</a>.</p>',
    ],
)
def test_the_end_goes_from_where_it_says_how_to_leave(end):
    assert text(STORY + end).endswith("as it should.")


@pytest.mark.parametrize(
    "last",
    [
        "<p>You've got to see it, she said, and to tell everyone you know about it.</p>",
        "<p>He never thought of viewers' preferences when he wrote it, and he said so again on Monday.</p>",
        "<p>They cancelled the show and its subscribers were told to unsubscribe, he said.</p>",
    ],
)
def test_what_an_article_says_of_such_things_stays(last):
    ended = STORY + last + '<p><a href="https://a.example">Unsubscribe</a></p>'
    assert text(last)[:20] in text(STORY + last)
    assert text(ended).endswith(text(last)[-20:])


def test_a_text_on_leaving_with_much_after_it_stays():
    assert "Unsubscribe" in text('<p><a href="https://a.example">Unsubscribe</a> here.</p>' + STORY * 3)


def test_a_mail_that_is_nothing_but_its_end_keeps_it():
    words = "You are receiving this newsletter because you signed up. " * 12
    assert "signed up" in text(f'<p>{words}</p><p><a href="https://a.example">Unsubscribe</a></p>')


TITLE = "The quiet end of the harbour play"
WHEN = datetime(2026, 3, 2, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "dek", "byline"),
    [
        (f"<h1>{TITLE}</h1><h3>And why nobody saw it</h3>", "And why nobody saw it", ()),
        (f'<h1><a href="https://a.example">{TITLE} 🚢</a></h1>', None, ()),
        (f"<h1>{TITLE}</h1><p>By Ida Moor</p><p>Mar 2</p>", None, ("Ida Moor",)),
        ("<p>The Reel</p><p>By Ida Moor • 2 Mar 2026</p>", None, ("Ida Moor",)),
        (f"<p>The Reel</p><p>{TITLE}</p><p class='post-excerpt'>On it.</p>", "On it.", ()),
        ('<span class="preheader">Nobody reads this.</span>', None, ()),
        ('<p>Forwarded this email? <a href="https://a.example">Subscribe here</a> for more</p>', None, ()),
    ],
)
def test_the_head_goes_and_tells_dek_and_byline(head, dek, byline):
    found = without_frame(head + STORY, title=TITLE, outlet="The Reel", published=WHEN)
    assert (found.dek, found.byline) == (dek, byline)
    assert text_of(found.html).startswith("Nora Vance will lead")


@pytest.mark.parametrize(
    "first",
    [
        "<p>Hello. It was a long week at the harbour, and a short one for the ferry crew of the play.</p>",
        "<p>Mar 5</p>",
    ],
)
def test_what_the_text_says_again_is_no_head(first):
    found = without_frame(f"{first}<h2>{TITLE}</h2>{STORY}", title=TITLE, published=WHEN)
    assert text_of(first) in text_of(found.html)
    assert (TITLE in found.html) == (len(first) > 20)


def test_the_first_words_may_hold_the_way_to_the_page():
    found = without_frame(f'<p class="preheader"><a href="https://reel.example/p/1">View in browser</a></p>{STORY}')
    assert found.address == "https://reel.example/p/1"


def test_a_mail_that_is_only_its_title_keeps_it():
    assert TITLE in without_frame(f"<p>{TITLE}</p>", title=TITLE).html


@pytest.mark.parametrize(
    "pressed",
    [
        "<table><tr><td><a>Like</a></td><td><a>Comment</a></td><td><a>Restack</a></td></tr></table>",
        "<table><tr><td><a>More like this</a></td><td><a>Less like this</a></td></tr></table>",
        '<a href="https://a.example"><img alt="Follow us on Facebook" src="https://a.example/f.png"></a>',
        '<a href="https://www.instagram.com/reel"><img src="https://a.example/f.png"></a>',
        '<p>ADVERTISEMENT</p><p><a href="https://b.example"><img alt="Soap" src="https://b.example/x.png"></a></p>',
        "<h3>How did you like today’s newsletter?</h3><ul><li><a>😍 Loved it</a></li><li><a>Fine</a></li></ul>",
        "<div>💡</div>",
    ],
)
def test_what_is_there_to_be_pressed_goes(pressed):
    found = text(STORY + pressed + STORY).replace("ADVERTISEMENT ", "")
    assert found == text(STORY + STORY)
    assert "<img" not in without_frame(pressed + STORY).html


@pytest.mark.parametrize(
    "kept",
    [
        '<p><a href="https://a.example"><img alt="The cast" src="https://a.example/c.png"></a></p>',
        "<table><tr><td><a>Like</a></td><td>Water for Bread</td></tr></table>",
        "<h3>How did you like today’s newsletter?</h3><p>That is what a reader asked of Nora Vance.</p>",
        "<p>★★★★☆</p>",
    ],
)
def test_what_only_looks_like_it_stays(kept):
    found = without_frame(STORY + kept + STORY).html
    assert text_of(kept) in text_of(found)
    assert ("<img" in kept) == ("<img" in found)


@pytest.mark.parametrize(
    "title",
    [
        '<table><tr><td style="font:700 24px Georgia"><a href="/1">The ferry sails</a></td></tr></table>',
        '<p style="font-size:18pt">The ferry sails</p>',
        '<div><span style="font-size: 22px">The ferry sails</span></div>',
    ],
)
def test_larger_letters_than_the_text_are_a_heading(title):
    story = STORY.replace("<p>", '<p style="font-size:16px">')
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", without_frame(story + title + story).html)
    assert [text_of(one) for one in headings] == ["The ferry sails"]
    assert "<h2" not in without_frame(story + title + story.replace("16px", "21px") * 2).html


@pytest.mark.parametrize(
    "html",
    [
        "'<p>unsubscribe <a>x</a>' * 60_000",
        "'<div style=\"display:none\">' * 20_000",
        "'\\u00a0\\u200c ' * 500_000",
        "'<p>' + 'view ' * 400_000",
        "'<p>you are ' + 'receiving ' * 200_000",
        "'<table><tr><td>' * 9_000",
        "'<table><tr><td><a>Like</a>' * 9_000",
        "'<p style=\"font-size:' + '1 ' * 900_000 + '\">a'",
        "'<p>how did you like ' + 'x' * 900_000",
        "'<p>By Ida Moor • ' * 40_000",
    ],
)
def test_c06_hostile_newsletters_take_no_time_beyond_their_size(html):
    assert ends_within_the_cap(
        "from pullquote.cache.core.errors import ExtractError\n"
        "from pullquote.cache.extract.newsletters.frame import without_frame\n"
        f"try: without_frame({html})\n"
        "except ExtractError: pass\n"
    )
