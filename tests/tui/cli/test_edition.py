"""`pullquote edition`: on stdout and in files, repeated, made ready for a journey, and marked read."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pullquote.cache.core.article import (
    TITLE_BLOCK,
    Article,
    Entity,
    Image,
    Paragraph,
    Quote,
    count_words,
    reading_minutes,
)
from pullquote.cache.core.feed import Entry
from pullquote.cache.library import Library
from pullquote.cache.store.writing import keeping
from pullquote.cache.store.writing.keeping import FeedEntry

from ...cache.export.epub_rules import faults
from ...program import ended, run

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
MOMENT = ("--moment", "2026-03-07T13:00+00:00")
WORDS = "The crew built a harbour of plywood and paint, and nobody who walks along it can tell where the water ends. "
SAID = "We never run out of lamps on this street"


def report(number: int, title: str, outlet: str, *, hours: float = 5, long: int = 20, said: str = "") -> Article:
    blocks = (Paragraph(f"{title}. {WORDS * long}"), Paragraph(f"“{said},” Ines Holloway said."))[: 2 if said else 1]
    text = "\n\n".join(block.text for block in blocks)
    words = count_words(text)
    return Article(
        url=f"https://outlet.example/{number}", outlet=outlet, title=title, published=NOW - timedelta(hours=hours),
        blocks=blocks, text=text, words=words, minutes=reading_minutes(words),
        entities=(Entity(name="Copper Lane", type="show", mentions=2),) if number < 3 else (),
        quotes=(Quote(text=said, speaker="Ines Holloway", block=1, start=1, end=1 + len(said)),) if said else (),
    )  # fmt: skip


@pytest.fixture
def kept(hermetic: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with a story of two outlets and two other articles; what is written goes beside it."""
    monkeypatch.chdir(hermetic)
    with Library.open(hermetic / "library") as library:
        for article in (
            report(1, "Copper Lane Renewed for a Third Season", "The Lantern", hours=9, said=SAID),
            report(2, "Third Season Ordered for Copper Lane", "Reel Weekly", hours=6, said=SAID),
            report(3, "A Sailor Learns to Paint", "The Wire", hours=3),
            report(4, "An Old Theatre Opens", "Stage Door", hours=800, long=90),
        ):
            library.keep(article, origin="feed", when=NOW)
    return hermetic


def test_an_edition_is_text_with_its_contents_in_front(kept: Path) -> None:
    done = run("edition", *MOMENT)
    assert done.stderr == ""
    contents, first, *_ = done.stdout.split("* * *")
    assert contents.startswith("Pullquote, 7 March 2026\n3 articles, 12 minutes\n\nLead story\n1  Copper Lane Renewed")
    assert "The Lantern, 2 min. 2 outlets, new today. Also in Reel Weekly." in contents
    assert f"“{SAID}”\n    — Ines Holloway [1]" in contents
    assert "[Lead story: 1 of 3, 12 min left]\n\nCopper Lane Renewed" in first
    assert run("read", "1").stderr
    assert run("undo").stderr


def test_the_same_moment_gives_the_same_bytes_in_every_form(kept: Path, tmp_path: Path) -> None:
    """Articles that come later change nothing."""
    for name in ("a.txt", "a.md", "a.json", "a.epub"):
        said = run("edition", *MOMENT, "-o", name).stderr
        assert said.startswith(f"{name}: 3 articles, 12 minutes. --moment 2026-03-07T13:00:00+00:00 makes it again.")
    with Library.open(kept / "library") as library:
        later = report(9, "Later News", "The Wire", hours=-2)
        library.keep(later, origin="feed", when=NOW + timedelta(hours=2))
    for name in ("a.txt", "a.md", "a.json", "a.epub"):
        run("edition", *MOMENT, "-o", f"again-{name}", "-q")
        assert Path(f"again-{name}").read_bytes() == Path(name).read_bytes()
    assert faults(Path("a.epub").read_bytes()) == []
    assert run("edition", *MOMENT, "--format", "text").stdout == Path("a.txt").read_text()
    assert run("edition", *MOMENT, "--json").stdout == Path("a.json").read_text()
    assert "Later News" in run("edition", "--moment", "2026-03-07T15:00Z").stdout


def test_the_contents_alone_are_rows_of_which_the_first_field_names_the_article(kept: Path) -> None:
    rows = [line.split("\t") for line in run("edition", *MOMENT, "--list").stdout.splitlines()]
    assert [row[0] for row in rows] == ["1", "3", "4"]
    assert rows[0][1:] == [
        "2", "The Lantern", "Copper Lane Renewed for a Third Season", "Lead story", "2 outlets, new today",
    ]  # fmt: skip
    assert json.loads(run("edition", *MOMENT, "--list", "--json").stdout)[0]["others"] == ["Reel Weekly"]
    assert run("edition", *MOMENT, "--list", "--format", "text").stdout.startswith("Pullquote, 7 March 2026")
    assert run("edition", *MOMENT, "--list", "--fields", "title,minutes").stdout.splitlines()[1] == (
        "A Sailor Learns to Paint\t2"
    )
    assert "section\t" in run("edition", "--list", "--fields", "help").stdout


def test_it_marks_nothing_read_unless_asked_and_then_whole_stories_in_one_step(kept: Path) -> None:
    said = run("edition", *MOMENT, "-m", "4", "--mark-read", "-o", "train.epub").stderr
    assert "3 articles marked read. `pullquote undo` takes it back." in said
    assert run("list", "is:unread", "--fields", "id").stdout.split() == ["4"]
    run("undo")
    assert len(run("list", "is:unread").stdout.splitlines()) == 4


def test_an_edition_that_is_empty_says_why(kept: Path) -> None:
    done = run("edition", "-m", "1")
    assert done.stdout == ""
    assert done.stderr == ("3 unread stories, and none is so short; the shortest takes 2 minutes: --minutes 2.\n")
    assert "No unread article matches “xyzzy”" in run("edition", "xyzzy", "--exit-code", code=5).stderr
    run("read", "1", "2", "3", "4")
    assert run("edition", "-o", "none.epub").stderr.startswith("Everything here is read. `pullquote refresh`")
    assert not Path("none.epub").exists()
    assert run("edition", "--list", "--json").stdout == "[]\n"
    done = run("edition", "--json")
    assert json.loads(done.stdout)["entries"] == []
    assert done.stderr.startswith("Everything here is read. `pullquote refresh`")
    assert run("edition", "-o", "none.json").stderr.startswith("Everything here is read. `pullquote refresh`")
    assert json.loads(Path("none.json").read_text(encoding="utf-8"))["entries"] == []


def test_a_moment_before_everything_came_is_said(kept: Path) -> None:
    done = run("edition", "--moment", "1971-01-01T08:00")
    assert "or came after 1971-01-01 08:00: --moment says another time." in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--moment", "soon"), "“soon” is no moment; write for example 2026-03-07T08:00."),
        (("--moment", "9999-12-31T23:59-12:00"), "is no moment; write for example"),
        (("--moment", "0001-01-01T00:00Z"), "is no moment; write for example"),
        (("-o", "train.pdf"), "train.pdf does not say its format; name it .txt, .md, .json or .epub."),
        (("-o", "train.md", "--json"), "train.md is no json file"),
        (("--format", "html"), "An edition has no html form. Choose text, md, json or epub."),
        (("--list", "-o", "a.md"), "--list prints the contents"),
        (("--list", "--format", "md"), "A list has no md form."),
        (("--fields", "title"), "write --list too"),
        (("-m", "0"), "0"),
        (("-m", "601"), "600"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(kept: Path, arguments: tuple[str, ...], said: str) -> None:
    done = ended("edition", *arguments)
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert done.stdout == ""


def test_an_edition_tells_nothing_that_is_guarded_unless_asked(kept: Path) -> None:
    with Library.open(kept / "library") as library:
        spoiler = report(
            5, "Copper Lane Spoiler: Who Left", "The Wire", hours=1, said="I did not know it until the day"
        )
        number = library.keep(spoiler, origin="feed", when=NOW)
        library.guard.set(library.names.find("Copper Lane").id, True)
        library.guard.rule(number, [TITLE_BLOCK, 0], True)  # its text begins with its headline
    for form in ("text", "md", "json"):
        assert "Spoiler: Who Left" not in run("edition", *MOMENT, "--format", form).stdout
    assert "Spoiler: Who Left" not in run("edition", *MOMENT, "--list").stdout
    assert "Spoiler: Who Left" in run("edition", *MOMENT, "--list", "--spoilers").stdout


def test_pages_and_pictures_are_fetched_first_and_what_is_missing_is_named(kept, loopback, reply) -> None:
    """The page that comes is longer than what the feed had: the edition is chosen with it."""
    (kept / "config").mkdir(exist_ok=True)
    (kept / "config" / "config.toml").write_text("[refresh]\nspacing = 0\n")
    loopback.on("/robots.txt", reply(404))
    title, text = "Night Ferry Sails whole", "".join(f"<p>On day {day}, {WORDS * 2}</p>" for day in range(20))
    page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>"
    loopback.on("/whole", reply(200, {"Content-Type": "text/html"}, page.encode()))
    with Library.open(kept / "library") as library:
        library.mark_read(library.ids())
        feed = library.feeds.add(f"{loopback.url}/feed")
        with library.database.write() as conn:
            for number, path in enumerate(("whole", "missing"), 1):
                short = Article(
                    url=f"{loopback.url}/{path}", outlet="The Wire", title=f"Night Ferry Sails {path}", published=NOW,
                    blocks=(Paragraph(WORDS), Image(f"{loopback.url}/{path}.png")),
                    text=WORDS, words=22, minutes=1,
                )  # fmt: skip
                entry = Entry(key=path, link=short.url)
                source = FeedEntry(feed.id, entry, number.to_bytes(32, "big"))
                keeping.put(conn, short, source=source, origin="feed", when=NOW, complete=False)
    assert "--offline was given" in run("--offline", "edition", "--offline-ready", *MOMENT, code=4).stderr
    done = run("edition", "--offline-ready", *MOMENT, "--list", "--fields", "minutes,title", code=3)
    assert sorted(done.stdout.splitlines()) == ["1\tNight Ferry Sails missing", "4\tNight Ferry Sails whole"]
    assert "1 of 2 articles can be read whole without a network, with pictures." in done.stderr
    assert "Night Ferry Sails missing: 127.0.0.1 has nothing at this address" in done.stderr
    assert loopback.paths().count("/whole") == 1
    assert "/feed" not in loopback.paths()
