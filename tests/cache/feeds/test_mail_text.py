"""Plain text of mails: lines that a program broke, lines broken by hand, what is quoted, flowed text, links."""

from __future__ import annotations

import pytest

from pullquote.cache.feeds.mail_text import html_of_plain

WIDE = "Nora Vance will lead the new series Paper Boats, the studio said on"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        (f"{WIDE}\nMonday.", f"<p>{WIDE} Monday.</p>"),
        (f"Short.\nAlso short.\n\n{WIDE}\nMonday.", f"<p>Short.<br>Also short.</p>\n<p>{WIDE} Monday.</p>"),
        ("a\n\n----------\nb", "<p>a</p>\n<p>b</p>"),
        ("It is over.\n----------\nb", "<p>It is over.</p>\n<p>b</p>"),
        ("2. THE END\n==========\nb", "<h2>2. THE END</h2>\n<p>b</p>"),
        ("3. one\n4. two", '<ol start="3"><li>one</li><li>two</li></ol>'),
        ("# One\nand **two**", "<h1>One</h1>\n<p>and <strong>two</strong></p>"),
        ("a\n## B c\nd", "<p>a</p>\n<h2>B c</h2>\n<p>d</p>"),
        ("[a *b*](https://a.example/x) c", '<p><a href="https://a.example/x">a <em>b</em></a> c</p>'),
        ("[1] and [a](b)", "<p>[1] and [a](b)</p>"),
        ("3. one alone", "<p>3. one alone</p>"),
        ("_Paper Boats_ and *Tern*, 2 * 3", "<p><em>Paper Boats</em> and <em>Tern</em>, 2 * 3</p>"),
        (f"{WIDE} _Two\nPaper Boats_.", f"<p>{WIDE} <em>Two Paper Boats</em>.</p>"),
        (
            "a_b_c and https://a.example/_x_/",
            '<p>a_b_c and <a href="https://a.example/_x_/">https://a.example/_x_/</a></p>',
        ),
        ("* one\n* two\n  and more", "<ul><li>one</li><li>two and more</li></ul>"),
        ("> said\n\nanswer", "<blockquote>\n<p>said</p>\n</blockquote>\n<p>answer</p>"),
        (
            "> > deep\n> less",
            "<blockquote><blockquote>\n<p>deep</p>\n</blockquote>\n<p>less</p>\n</blockquote>",
        ),
        ("see <https://a.example/x>.", '<p>see <a href="https://a.example/x">https://a.example/x</a>.</p>'),
        (
            "(https://a.example/?a=1&b=2).",
            '<p>(<a href="https://a.example/?a=1&amp;b=2">https://a.example/?a=1&amp;b=2</a>).</p>',
        ),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("", ""),
    ],
)
def test_plain_text_becomes_paragraphs(text, html):
    assert html_of_plain(text) == html
    assert html_of_plain(text.replace("\n", "\r\n")) == html


def test_flowed_text_is_joined_where_a_line_ends_in_a_blank():
    assert html_of_plain("one \ntwo\nthree", flowed=True) == "<p>one two</p>\n<p>three</p>"
    assert html_of_plain("日 \n本", flowed=True, joined=True) == "<p>日本</p>"
    assert html_of_plain("> a \n> b\n c", flowed=True) == "<blockquote>\n<p>a b</p>\n</blockquote>\n<p>c</p>"
    assert html_of_plain("end \n-- \nIda", flowed=True) == "<p>end</p>\n<p>--</p>\n<p>Ida</p>"
