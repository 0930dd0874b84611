"""Newsletters without what surrounds them: hidden first words, the line to the page, the end, signs without ink."""

from __future__ import annotations

import re

import pytest

from pullquote.cache.extract.newsletter import without_frame

from ...load import ends_within_the_cap

STORY = (
    "<p>Nora Vance will lead the new series Paper Boats, the studio said on Monday, after a search of two years for "
    "somebody who could carry its eight hours and the two films that are meant to follow them.</p>"
    "<p>“I could not say no to it,” Vance told the Harbour Weekly. The first four episodes come in May, the others in "
    "the autumn, and a book of the scripts in between, if all goes as it should.</p>"
)


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", without_frame(html).html).split())


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


@pytest.mark.parametrize(
    "html",
    [
        "'<p>unsubscribe <a>x</a>' * 60_000",
        "'<div style=\"display:none\">' * 20_000",
        "'\\u00a0\\u200c ' * 500_000",
        "'<p>' + 'view ' * 400_000",
        "'<p>you are ' + 'receiving ' * 200_000",
        "'<table><tr><td>' * 9_000",
    ],
)
def test_c06_hostile_newsletters_take_no_time_beyond_their_size(html):
    assert ends_within_the_cap(
        "from pullquote.cache.core.errors import ExtractError\n"
        "from pullquote.cache.extract.newsletter import without_frame\n"
        f"try: without_frame({html})\n"
        "except ExtractError: pass\n"
    )
