"""Mails as entries: which feed they are of, what is read of them, and mails broken on purpose (P1 to P4, C6)."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta, timezone

import pytest

from pullquote.cache.core.errors import FeedError
from pullquote.cache.core.mail import MAIL_CAP, head_of, mail_address
from pullquote.cache.feeds.mail import read_head, read_mail

from ...load import ends_within_the_cap


def mail(text: str | bytes = "Hello.", **headers: str) -> bytes:
    """Return a mail; ``_`` in the names of headers stands for ``-``."""
    said = {"From": "Ida Moor <ida@reel.example>", "Subject": "Paper Boats", "Message_ID": "<1@reel.example>"} | headers
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in said.items() if value]
    body = text if isinstance(text, bytes) else text.encode()
    return "\n".join((*lines, "", "")).encode("utf-8", "surrogateescape") + body


def parts(kind: str, *inner: str) -> bytes:
    text = "".join(f"--b\n{one}\n" for one in inner) + "--b--\n"
    return mail(text, Content_Type=f'multipart/{kind}; boundary="b"')


PLAIN = "Content-Type: text/plain; charset=utf-8\n\nplain words"
HTML = "Content-Type: text/html; charset=utf-8\n\n<p>html words</p>"


@pytest.mark.parametrize(
    ("headers", "feed", "title"),
    [
        ({}, "mailto:ida@reel.example", "Ida Moor"),
        ({"From": "IDA@Reel.Example"}, "mailto:ida@reel.example", "ida@reel.example"),
        ({"From": '"Moor, Ida" <ida@reel.example>'}, "mailto:ida@reel.example", "Moor, Ida"),
        ({"From": "=?utf-8?q?Moor=2C_Zo=C3=AB?= <ida@reel.example>"}, "mailto:ida@reel.example", "Moor, Zoë"),
        ({"From": '"=?utf-8?B?Wm/Dqw==?=" <ida@reel.example>'}, "mailto:ida@reel.example", "Zoë"),
        ({"From": "ida@reel.example (Ida)"}, "mailto:ida@reel.example", "ida@reel.example"),
        ({"From": ""}, "mailto:unknown@invalid", "Mails without a sender"),
        ({"From": "nobody at all"}, "mailto:unknown@invalid", "Mails without a sender"),
        ({"From": "", "Sender": "post@reel.example"}, "mailto:post@reel.example", "post@reel.example"),
        ({"List_Id": "The Reel <weekly.reel.example>"}, "list:weekly.reel.example", "Ida Moor"),
        ({"List_Id": "<WEEKLY.reel.example>"}, "list:weekly.reel.example", "Ida Moor"),
        ({"From": "Ida Moor from The Reel <ida@reel.example>"}, "mailto:ida@reel.example", "The Reel"),
        ({"From": "The Best from Reel <ida@reel.example>"}, "mailto:ida@reel.example", "The Best from Reel"),
        ({"From": "Ida from The Reel <ida@reel.example>"}, "mailto:ida@reel.example", "Ida from The Reel"),
        ({"List_Id": "no identifier here"}, "mailto:ida@reel.example", "Ida Moor"),
        (
            {"List_Id": "Film talk <talk.reel.example>", "List_Post": "<mailto:talk@reel.example>"},
            "list:talk.reel.example",
            "Film talk",
        ),
        ({"List_Post": "<mailto:talk@reel.example>"}, "mailto:talk@reel.example", "talk"),
        ({"List_Post": "NO"}, "mailto:ida@reel.example", "Ida Moor"),
        (
            {"List_Id": "123456789abc list <1.reel.example>", "List_Post": "<mailto:talk@reel.example>"},
            "list:1.reel.example",
            "talk",
        ),
    ],
)
def test_a_mail_is_of_the_feed_of_its_list_else_of_its_sender(headers, feed, title):
    head = read_mail(mail(**headers)).head
    assert (head.feed, head.title) == (feed, title)
    assert read_head(head_of(mail(**headers))) == head
    assert mail_address(head.feed) == head.feed


def test_who_wrote_to_a_list_is_named_and_a_sender_that_is_the_feed_is_not():
    posted = read_mail(mail(List_Id="Talk <talk.reel.example>", List_Post="<mailto:talk@reel.example>"))
    assert posted.entry.authors == ("Ida Moor",)
    assert read_mail(mail()).entry.authors == ()
    assert read_mail(mail(From="Ida Moor from The Reel <ida@reel.example>")).entry.authors == ("Ida Moor",)


@pytest.mark.parametrize(
    ("plain", "link"),
    [
        ("View this post on the web at https://reel.example/p/boats\n\nNora", "https://reel.example/p/boats"),
        ("View this email in your browser (https://reel.example/p/1?e=2)", "https://reel.example/p/1?e=2"),
        ("copy this link in your browser to view the post online:\nhttps://reel.example/p/2\n", "https://reel.example/p/2"),
        ("Nora Vance read it in her browser. https://reel.example/p/3", None),
        ("Nora Vance. " * 200 + "View it online: https://reel.example/p/4", None),
    ],
)  # fmt: skip
def test_the_plain_text_says_where_a_mail_is_a_page(plain, link):
    said = parts("alternative", f"Content-Type: text/plain; charset=utf-8\n\n{plain}", HTML)
    assert read_mail(said).entry.link == link


def test_p04_the_key_is_the_message_id_else_a_hash_of_what_is_said():
    assert read_mail(mail()).entry.key == "1@reel.example"
    one, same, other = (read_mail(mail(text, Message_ID="")).head.key for text in ("one", "one", "other"))
    assert one == same != other
    assert one.startswith("sha256:")
    assert read_head(head_of(mail(Message_ID=""))) is None


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("Mon, 2 Mar 2026 10:00:00 -0500", datetime(2026, 3, 2, 10, tzinfo=timezone(timedelta(hours=-5)))),
        ("2 Mar 2026 10:00 GMT", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("yesterday", None),
        ("Mon, 99 Mar 2026 10:00:00 +9999", None),
        ("Mon, 2 Mar 99999 10:00:00 +0000", None),
        ("", None),
    ],
)
def test_a_date_is_read_or_left_open(date, moment):
    assert read_mail(mail(Date=date)).entry.published == moment


def test_without_a_date_the_one_counts_on_which_a_server_took_the_mail_in():
    found = read_mail(mail(Received="from a by b\n (c); Mon, 2 Mar 2026 10:00:00 +0000"))
    assert found.entry.published == datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_a_folded_and_encoded_subject_is_one_line():
    subject = "=?utf-8?Q?=E2=80=9CPaper_Boats=E2=80=9D?=\n =?iso-8859-1?q?_au_cin=E9ma?= and\n\tmore"
    assert read_mail(mail(Subject=subject)).entry.title == "“Paper Boats” au cinéma and more"


def test_control_characters_of_a_subject_never_come_through():
    assert "\x1b" not in read_mail(mail(Subject="=?utf-8?q?a=1B[31mb=00=0D=0Ac?=")).entry.title


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (parts("alternative", PLAIN, HTML), "<p>html words</p>"),
        (parts("alternative", HTML, PLAIN), "<p>html words</p>"),
        (parts("alternative", PLAIN), "<p>plain words</p>"),
        (parts("alternative", PLAIN, "Content-Type: text/html\n\n   "), "<p>plain words</p>"),
        (parts("alternative", PLAIN, "Content-Type: text/calendar\n\nBEGIN:VCALENDAR"), "<p>plain words</p>"),
        (parts("mixed", HTML, PLAIN), "<p>html words</p>\n<p>plain words</p>"),
        (parts("related", HTML, "Content-Type: image/png\n\nx"), "<p>html words</p>"),
        (parts("mixed", HTML, PLAIN.replace("\n\n", "\nContent-Disposition: attachment\n\n")), "<p>html words</p>"),
        (parts("mixed", "Content-Type: application/pdf\n\nx"), ""),
        (mail("plain words"), "<p>plain words</p>"),
        (mail("a < b & c"), "<p>a &lt; b &amp; c</p>"),
    ],
)
def test_html_goes_before_plain_text_and_files_are_no_text(data, said):
    assert read_mail(data).entry.content.strip() == said


def test_attached_mails_stand_under_their_subjects():
    attached = "Content-Type: message/rfc822\n\nSubject: Inner <one>\nContent-Type: text/html\n\n<p>inner</p>"
    content = read_mail(parts("mixed", PLAIN, attached)).entry.content
    assert content.index("plain words") < content.index("<h2>Inner &lt;one&gt;</h2>") < content.index("<p>inner</p>")


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("“Zoë”".encode(), "utf-8", "“Zoë”"),
        ("“Zoë”".encode(), "us-ascii", "“Zoë”"),
        ("“Zoë”".encode(), "iso-8859-1", "“Zoë”"),
        ("“Zoë”".encode("cp1252"), "iso-8859-1", "“Zoë”"),
        ("“Zoë”".encode("cp1252"), "utf-8", "“Zoë”"),
        ("“Zoë”".encode("cp1252"), "no-such-charset", "“Zoë”"),
        ("“Zoë”".encode("cp1252"), "utf-7", "“Zoë”"),
        ("Привет".encode("koi8-r"), "koi8-r", "Привет"),
        (b"\xff\xfe\x00", "utf-8", "ÿþ"),
    ],
)
def test_charsets_are_believed_only_as_far_as_the_bytes_bear_them_out(data, charset, text):
    found = read_mail(mail(data, Content_Type=f"text/plain; charset={charset}")).entry.content
    assert text in found.replace("\x00", "")


@pytest.mark.parametrize(
    ("encoding", "data", "said"),
    [
        ("base64", base64.b64encode(b"<p>whole</p>"), "whole"),
        ("base64", base64.b64encode(b"<p>cut off here</p>")[:-3], "cut off"),
        ("base64", b"!!! not base64 at all !!!", ""),
        ("quoted-printable", b"<p>a=20b=\n c</p>", "a b c"),
        ("quoted-printable", b"<p>broken =ZZ =", "broken"),
        ("x-unknown", b"<p>as it is</p>", "as it is"),
        ("8bit", "<p>é</p>".encode(), "é"),
    ],
)
def test_broken_encodings_lose_no_more_than_what_is_broken(encoding, data, said):
    headers = {"Content_Type": "text/html; charset=utf-8", "Content_Transfer_Encoding": encoding}
    assert said in read_mail(mail(data, **headers)).entry.content


def test_the_lines_before_a_mail_in_a_mailbox_are_no_headers():
    assert read_mail(b"From ida@reel.example Mon Mar  2 10:00:00 2026\n" + mail()).entry.title == "Paper Boats"
    assert read_mail(b"\xef\xbb\xbf\r\n" + mail().replace(b"\n", b"\r\n")).entry.title == "Paper Boats"


def test_the_archive_of_a_list_is_the_address_of_no_mail_and_what_is_archived_is():
    found = read_mail(mail(List_Archive="<https://reel.example/archive>", Archived_At="<https://reel.example/a/1>"))
    assert (found.head.site, found.entry.link) == ("https://reel.example/archive", "https://reel.example/a/1")
    assert read_mail(mail(Archived_At="<javascript:alert(1)>")).entry.link is None


@pytest.mark.parametrize("data", [b"", b"\n\n", b"no headers at all", b"<html><p>a page</p>", bytes(range(256)) * 9])
def test_what_is_no_mail_is_refused_with_a_sentence(data):
    with pytest.raises(FeedError, match="no mail"):
        read_mail(data)


def test_a_mail_beyond_the_cap_is_refused():
    with pytest.raises(FeedError, match="larger than 16 MB"):
        read_mail(mail(b"x" * MAIL_CAP))


def test_one_long_header_costs_itself_alone():
    found = read_mail(mail(X_Long="a" * 200_000, Subject="Paper Boats"))
    assert found.entry.title == "Paper Boats"
    folded = read_mail(mail(X_Long="a\n " * 90_000, Subject="Paper Boats"))
    assert folded.entry.title == "Paper Boats"


@pytest.mark.parametrize(
    "code",
    [
        "b'Subject: ' + b'=?utf-8?q?a?= ' * 20_000 + b'\\n\\nx'",
        "b'Subject: ' + b'\\n =?utf-8?q?a?=' * 20_000 + b'\\n\\nx'",
        "b'From: ' + b'(' * 100_000 + b'\\n\\nx'",
        "b'From: ' + b'\"a\" <a@b.example>, ' * 50_000 + b'\\n\\nx'",
        "b'From: ' + b'<' * 200_000 + b'\\n\\nx'",
        "b'Message-ID: ' + b'<' * 200_000 + b'\\n\\nx'",
        "b'Subject: a\\nContent-Type: text/plain; ' + b'a=b; ' * 40_000 + b'\\n\\nx'",
        "b'Subject: a\\n' + b'X: y\\n' * 300_000 + b'\\nx'",
        "b'Subject: a\\nContent-Type: multipart/mixed; boundary=b\\n\\n' + b'--b\\n\\nx\\n' * 100_000",
        "b'Subject: a\\n' + b'Content-Type: message/rfc822\\n\\n' * 5_000 + b'x'",
        "b'Subject: a\\n\\n' + b'> ' * 500_000",
        "b'Subject: a\\n\\n' + b'>' * 500_000 + b'\\n' * 3 + b'> a\\n>> b\\n' * 50_000",
        "b'Subject: a\\n\\n' + b'https://a.example ' * 50_000",
        "b'Subject: a\\n\\n' + b'<https://' * 100_000",
        "b'Subject: a\\n\\n' + b'a \\n' * 300_000",
        "b'Subject: a\\n\\n' + b'- ' * 300_000",
        "b'Subject: a\\nContent-Type: text/plain; format=flowed; delsp=yes\\n\\n' + b'> a \\n' * 200_000",
    ],
)
def test_c06_hostile_mails_take_no_time_beyond_their_size(code):
    assert ends_within_the_cap(
        "from pullquote.cache.core.errors import FeedError\n"
        "from pullquote.cache.core.mail import head_of\n"
        "from pullquote.cache.feeds.mail import read_head, read_mail\n"
        f"data = {code}\n"
        "try: read_head(head_of(data))\n"
        "except (FeedError, RecursionError): pass\n"
        "try: read_mail(data)\n"
        "except (FeedError, RecursionError): pass\n"
    )


def test_parts_nest_only_so_deep():
    data = "deepest"
    for number in range(60):
        data = f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}\n{data}\n--b{number}--\n'
    assert "deepest" not in read_mail(b"Subject: a\n" + data.encode()).entry.content
