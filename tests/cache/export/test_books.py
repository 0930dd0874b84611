"""Books, pages and calendars: accepted by the programs that check them."""

import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import icalendar
import pytest

from pullquote.cache.core.article import Article, Image, Paragraph, Precision, PullQuote, Span
from pullquote.cache.core.results import DatedRelease
from pullquote.cache.export.epub import book
from pullquote.cache.export.html import article_body, article_html, inline
from pullquote.cache.export.ical import calendar
from pullquote.cache.ingest.bundled import edition

from ...waiting import WAIT

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c636060606000000005000160d3b5a50000000049454e44ae426082"
)


def test_a_page_is_well_formed_and_escapes_what_is_foreign() -> None:
    article = Article(
        title="<b>&", blocks=(Paragraph("<script>", (Span(0, 8, "link", "https://a.example/?a=1&b=2"),)),)
    )
    page = article_html(article)
    assert "<script>" not in page
    ET.fromstring(page.split("\n", 1)[1])
    assert inline("abcd", (Span(0, 3, "emphasis"), Span(2, 4, "strong"))) == "<em>ab<strong>c</strong></em>d"


def test_pictures_stay_out_of_a_body_that_has_none_at_hand() -> None:
    article = Article(
        title="t", blocks=(Image("https://a.example/i.png", "alt words", "Caption."), PullQuote("Said.", speaker="Ann"))
    )
    body = article_body(article, lambda _: None)
    assert "<img" not in body
    assert "<figcaption>Caption.</figcaption>" in body
    assert '<blockquote class="pullquote"><p>“Said.”</p><footer>— Ann</footer></blockquote>' in body


def test_a_book_is_the_same_bytes_each_time_and_starts_as_the_standard_says() -> None:
    articles = edition(NOW)
    data = book(articles, title="A week", made=NOW)
    assert data == book(articles, title="A week", made=NOW)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        for name in archive.namelist():
            if name.endswith(("xhtml", "opf", "xml")):
                ET.fromstring(archive.read(name))


@pytest.mark.skipif(not shutil.which("epubcheck"), reason="epubcheck is not installed")
def test_epubcheck_accepts_a_book_with_pictures(tmp_path: Path) -> None:
    articles = [
        Article(title="One & two", blocks=(Image("https://a.example/i.png", "a dot"), Paragraph("Text."))),
        *edition(NOW),
    ]
    path = tmp_path / "book.epub"
    path.write_bytes(book(articles, title="A week", made=NOW, picture=lambda _: DOT))
    program = shutil.which("epubcheck") or ""
    # Debian installs the archive itself under that name, which only some kernels can start.
    start = ["java", "-jar", program] if Path(program).read_bytes()[:2] == b"PK" else [program]
    checked = subprocess.run([*start, str(path)], capture_output=True, text=True, timeout=WAIT, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize(
    ("precision", "date", "days"),
    [
        ("day", "2027-03-05", 1),
        ("month", "2027-02", 28),
        ("month", "2027-12", 31),
        ("year", "2027", 0),
        ("day", "2027-02-31", 0),
    ],
)
def test_a_calendar_is_read_back(precision: Precision, date: str, days: int) -> None:
    release = DatedRelease(article=1, title="Harbour Lights", what="season 2", date=date, precision=precision, text="…")
    events = icalendar.Calendar.from_ical(calendar([release], now=NOW)).walk("VEVENT")
    assert len(events) == (1 if days else 0)
    if days:
        assert events[0]["SUMMARY"] == "Harbour Lights season 2"
        assert (events[0].decoded("DTEND") - events[0].decoded("DTSTART")).days == days


def test_each_event_of_a_calendar_has_an_identity_of_its_own_that_stays() -> None:
    def stated(article: int, title: str, what: str | None, date: str) -> DatedRelease:
        return DatedRelease(article=article, title=title, what=what, date=date, precision="day", text="…")

    def identities(*found: DatedRelease, now: datetime = NOW) -> dict[str, str]:
        events = icalendar.Calendar.from_ical(calendar(found, now=now)).walk("VEVENT")
        assert len({str(event["UID"]) for event in events}) == len(events)
        return {str(event["UID"]): f"{event['SUMMARY']} {event.decoded('DTSTART')}" for event in events}

    theaters = stated(1, "Harbour Lights", "film", "2027-01-08")
    streaming = stated(1, "Harbour Lights", "film", "2027-02-08")
    shown = stated(1, "Harbour Lights", "festival premiere", "2027-01-08")
    one_article = identities(theaters, streaming, shown)
    assert len(one_article) == 3
    elsewhere = stated(2, "Harbour lights", None, "2027-01-08")
    two_articles = identities(elsewhere, theaters, streaming, shown, now=datetime(2027, 1, 1, tzinfo=UTC))
    assert two_articles == one_article
    assert identities(elsewhere).keys() == identities(theaters).keys()
    assert list(identities(stated(3, "Harbour Lights", "delayed", "2027-03-01")).values()) == [
        "Harbour Lights 2027-03-01"
    ]
