"""Newsletters from mailboxes: each mail one article of its sender's feed, once, and nothing of the mailbox changed."""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path

import pytest

from pullquote.cache.core.article import Image
from pullquote.cache.core.errors import NotFound, UsageError
from pullquote.cache.core.feed import Stage
from pullquote.cache.core.mail import MAIL_CAP
from pullquote.cache.core.settings import Settings
from pullquote.cache.ingest.adding import mailbox
from pullquote.cache.ingest.adding.mailbox import add_mailbox
from pullquote.cache.ingest.context import RefreshTiming
from pullquote.cache.library import Library
from pullquote.cache.store import feeds as feed_store
from pullquote.cache.store.reading import articles
from pullquote.cache.store.texts import pending
from pullquote.cache.store.writing import keeping

SAID = "“We had always meant to come back to the pier,” Nora Vance told Harbour Weekly on Monday."


def mail(number: int, sender: str = "Harbour Weekly <news@weekly.example>", text: str = SAID, **headers: str) -> bytes:
    said = {
        "From": sender,
        "Subject": f"The pier, part {number}",
        "Date": f"Mon, {1 + number % 28} Mar 2026 10:00:00 +0000",
        "Message-ID": f"<{number}@weekly.example>",
        "Content-Type": "text/html; charset=utf-8",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\n" for name, value in said.items())
    picture = '<img src="https://weekly.example/pier.jpg" width="600" height="300">'
    dot = '<img src="https://t.weekly.example/open" width="1" height="1">'
    return f"{head}\n<p><em>Paper Boats</em> returns in May. {text}</p>{picture}{dot}\n".encode()


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    folder = tmp_path / "Maildir"
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True)
    (folder / "cur" / "1.a:2,S").write_bytes(mail(1))
    (folder / "new" / "2.b").write_bytes(mail(2))
    (folder / "tmp" / "3.c").write_bytes(mail(3))
    return folder


@pytest.fixture
def run(library, clock):
    async def go(source, stdin: bytes | None = None):
        stream = None if stdin is None else io.BytesIO(stdin)
        events = add_mailbox(
            library.database, Settings(), str(source), stdin=stream, clock=clock, timing=RefreshTiming(processes=1)
        )
        return [event async for event in events]

    return go


def mbox(*mails: bytes) -> bytes:
    return b"".join(b"From news@weekly.example Mon Mar  2 10:00:00 2026\n" + one + b"\n" for one in mails)


async def test_each_mail_of_a_maildir_is_an_article_of_its_senders_feed_and_nothing_there_changes(
    library, maildir, run
):
    def there():
        return {str(path): path.read_bytes() for path in maildir.rglob("*") if path.is_file()}

    before = there()
    events = await run(maildir)
    assert there() == before
    assert events[-1].message == "2 new articles."
    assert (events[-1].done, events[-1].total, events[-1].new) == (2, 2, 2)
    assert sorted(library.titles()) == ["The pier, part 1", "The pier, part 2"]
    with library.database.reading() as conn:
        (feed,) = feed_store.feeds(conn)
        assert (feed.url, feed.title, feed.entries) == ("mailto:news@weekly.example", "Harbour Weekly", 2)
        assert (feed.full_text, feed.pictures) == (False, False)
        assert pending.count(conn) == 0
        article = articles.article(conn, 1)
    assert [quote.text for quote in article.quotes]
    assert {entity.name for entity in article.entities} >= {"Nora Vance"}
    assert article.outlet == "Harbour Weekly"
    assert [block.url for block in article.blocks if isinstance(block, Image)] in (
        [],
        ["https://weekly.example/pier.jpg"],
    )


async def test_the_same_mail_is_one_article_however_often_and_wherever_it_lies(library, maildir, run):
    await run(maildir)
    assert (await run(maildir))[-1].message == "0 new articles, 2 mails already here."
    assert (await run("-", mail(1)))[-1].message == "0 new articles, 1 mail already here."
    found = await run("-", mbox(mail(4), mail(4), mail(5)))
    assert found[-1].message == "2 new articles, 1 mail already here."
    assert len(library.titles()) == 4


async def test_each_sender_and_each_list_has_a_feed_of_its_own(library, run):
    await run(
        "-",
        mbox(
            mail(1),
            mail(2, "Ida <ida@reel.example>"),
            mail(3, "Ida <ida@reel.example>", List_Id="Talk <talk.reel.example>"),
            mail(4, "Bo <bo@else.example>", List_Id="Talk <talk.reel.example>"),
        ),
    )
    with library.database.reading() as conn:
        found = {feed.url: feed.entries for feed in feed_store.feeds(conn)}
    assert found == {"mailto:news@weekly.example": 1, "mailto:ida@reel.example": 1, "list:talk.reel.example": 2}


async def test_an_mbox_ends_a_mail_at_from_after_an_empty_line_and_gives_quoted_ones_back(library, run, tmp_path):
    text = "<p>one</p>\n>From the pier.\n>>From below.\nFrom inside.\n<p>two</p>"
    path = tmp_path / "mbox"
    path.write_bytes(mbox(mail(1, text=text), mail(2).replace(b"\n", b"\r\n")))
    events = await run(path)
    assert (events[-1].message, events[-1].total) == ("2 new articles.", 2)
    with library.database.reading() as conn:
        words = articles.article(conn, 1).text
    assert "From the pier." in words
    assert ">From below." in words
    assert "From inside." in words


async def test_a_file_a_folder_of_files_and_a_pipe_are_mailboxes_too(library, run, tmp_path):
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "b.eml").write_bytes(mail(2))
    (tmp_path / "saved" / "notes.txt").write_text("no mail")
    (tmp_path / "one.eml").write_bytes(mail(1))
    await run(tmp_path / "one.eml")
    await run(tmp_path / "saved")
    await run("-", mbox(mail(3)))
    assert library.titles() == [f"The pier, part {number}" for number in (1, 2, 3)]


@pytest.mark.parametrize("name", ["missing", "empty"])
async def test_what_is_no_mailbox_is_said_before_anything_starts(run, tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotFound, match="no mailbox"):
        await run(tmp_path / name)


async def test_an_empty_maildir_is_a_mailbox_without_mails(run, tmp_path):
    for name in ("cur", "new", "tmp"):
        (tmp_path / "Maildir" / name).mkdir(parents=True)
    assert (await run(tmp_path / "Maildir"))[-1].message == "0 new articles."


async def test_what_cannot_be_read_is_named_and_costs_no_other_mail(library, maildir, run):
    (maildir / "new" / "3.bad").write_bytes(b"no mail at all")
    (maildir / "new" / "4.empty").write_bytes(b"")
    (maildir / "new" / "5.large").write_bytes(mail(5) + b"x" * MAIL_CAP)
    (maildir / "new" / "6.folder").mkdir()
    (maildir / "new" / "7.gone").symlink_to(maildir / "nowhere")
    os.mkfifo(maildir / "new" / "8.pipe")
    events = await run(maildir)
    said = {event.title: event.message for event in events if event.stage is Stage.FAILED}
    assert said["3.bad"] == "This is no mail: it has no headers of one."
    assert said["5.large"] == "It is larger than 16 MB; it was not read."
    assert set(said) == {"3.bad", "4.empty", "5.large"}
    assert events[-1].message == "2 new articles, 3 mails could not be read."
    assert len(library.titles()) == 2


async def test_a_mail_that_ends_its_worker_costs_no_other_mail(library, maildir, run, monkeypatch):
    deep = b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n'
    (maildir / "new" / "3.deep").write_bytes(b"Subject: deep\nMessage-ID: <deep@a>\n" + deep * 20_000)
    events = await run(maildir)
    assert events[-1].message == "2 new articles, 1 mail could not be read."


async def test_a_run_that_was_ended_is_gone_on_with_by_the_next(library, maildir, run, clock, monkeypatch):
    monkeypatch.setattr(mailbox, "_AT_ONCE", 1)
    going = add_mailbox(library.database, Settings(), str(maildir), clock=clock, timing=RefreshTiming(processes=1))
    async with contextlib.aclosing(going) as events:
        async for event in events:
            if event.stage is Stage.STORED:
                break
    assert len(library.titles()) in (1, 2)
    await run(maildir)
    assert len(library.titles()) == 2
    with library.database.reading() as conn:
        assert pending.count(conn) in (0, 1)


async def test_mails_of_a_feed_that_was_removed_stay_out_until_it_is_added_again(library, maildir, run, clock):
    await run(maildir)
    with library.database.write() as conn:
        feed_store.remove(conn, 1)
    assert (await run(maildir))[-1].message.startswith("0 new articles, 2 mails left out")
    with library.database.write() as conn:
        feed_store.add(conn, feed_store.NewFeed("mailto:NEWS@weekly.example"), clock())
    assert (await run(maildir))[-1].message == "2 new articles."


async def test_an_article_that_was_removed_stays_out(library, maildir, run):
    await run(maildir)
    with Library(library.database, settings=Settings()) as opened:
        opened.remove([1])
        await run(maildir)
        assert opened.count() == 1


async def test_a_feed_that_comes_by_mail_is_never_asked_and_not_in_a_list_for_other_readers(library, maildir, run):
    await run(maildir)
    with Library(library.database, settings=Settings()) as opened:
        events = [event async for event in opened.refresh(feeds=[1], force=True)]
        assert [event.stage for event in events] == [Stage.SKIPPED, Stage.DONE]
        assert "comes by mail" in events[0].message
        assert b"mailto:" not in opened.feeds.export_opml()
        with pytest.raises(UsageError, match="comes by mail"):
            opened.feeds.update(1, url="https://weekly.example/feed")
        assert opened.feeds.update(1, title="Mine").title == "Mine"


async def test_pictures_of_mails_are_missed_only_where_the_user_allows_them(library, run):
    await run("-", mail(1))
    with Library(library.database, settings=Settings()) as opened:
        assert opened.offline_status().lacking == ()
        opened.feeds.update(1, pictures=True)
        (lacking,) = opened.offline_status().lacking
        assert lacking.why == "Its picture is not here."


async def test_the_address_of_a_mail_is_where_it_is_a_page_and_nobody_asks_for_that(library, run, clock):
    page = "https://weekly.example/p/1"
    first = mail(1, text=f'<a href="{page}?utm_source=mail">View in browser</a> {SAID}')
    await run("-", first)
    with library.database.reading() as conn:
        assert articles.article(conn, 1).url == f"{page}?utm_source=mail"
    await run("-", mail(2, Archived_At=f"<{page}/2>"))
    with library.database.reading() as conn:
        assert articles.article(conn, 2).url == f"{page}/2"
        assert keeping.wanting_page(conn, limit=9, feeds=None, now=clock()) == []
