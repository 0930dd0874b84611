"""`pullquote releases`: what comes out by week, in pipes, and as a file a calendar subscribes to."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from pullquote.cache.core.article import Article, Entity, Paragraph, Release
from pullquote.cache.core.calendar import Statement, Subject
from pullquote.cache.core.calendar.merge import merge
from pullquote.cache.library import Library
from pullquote.tui.cli.commands.releases import _lines
from pullquote.tui.cli.options import Options

from ...program import run

TODAY = datetime.now(UTC).astimezone().date()
NOW = datetime.now(UTC)
MONDAY = TODAY - timedelta(days=TODAY.weekday())


def story(number: int, ago: int, *releases: Release, outlet: str = "Variety") -> Article:
    text = f"Story {number} tells of what comes out."
    names = dict.fromkeys(release.title for release in releases)
    return Article(
        url=f"https://news.example/{number}", outlet=outlet, title=f"Story {number}",
        published=NOW - timedelta(days=ago), blocks=(Paragraph(text),), text=text, releases=releases,
        entities=tuple(Entity(name=name, type="show", mentions=1) for name in names),
    )  # fmt: skip


def release(title: str, day: date | str | None, what: str | None = None) -> Release:
    return Release(title=title, what=what, date=str(day) if day else None, precision="day", text=f"{title} is dated.")


@pytest.fixture
def kept(hermetic: Path) -> Path:
    """A library in which a date moves, one is over, one is vague and a show is renewed; Saltgate is followed."""
    with Library.open(hermetic / "library") as library:
        library.keep(story(1, 40, release("Saltgate", MONDAY + timedelta(days=15), "season 2")))
        library.keep(story(2, 1, release("Saltgate", MONDAY + timedelta(days=22), "season 2"), outlet="The Lantern"))
        library.keep(
            story(3, 5, release("Low Orbit", TODAY - timedelta(days=90)), release("Quay", str(TODAY.year + 1)))
        )
        library.keep(story(4, 5, release("Tin Roof", None, "renewed"), release("Anvil", MONDAY + timedelta(days=6))))
        library.names.follow([library.names.find("Saltgate").id])
    return hermetic


def titles(*arguments: str) -> list[str]:
    return run("releases", *arguments, "--fields", "title").stdout.split("\n")[:-1]


@pytest.mark.usefixtures("kept")
def test_what_is_to_come_is_listed_once_and_what_is_over_only_if_asked_for() -> None:
    assert titles() == ["Anvil", "Saltgate", "Quay", "Tin Roof"]
    assert titles("--past") == ["Low Orbit", "Anvil", "Saltgate", "Quay", "Tin Roof"]
    assert titles("--weeks", "1") == ["Anvil"]
    assert titles("--weeks", "4") == ["Anvil", "Saltgate"]
    assert titles("--from", str(MONDAY + timedelta(days=7)), "--to", str(TODAY.year + 1)) == ["Saltgate", "Quay"]
    assert titles("--past", "--to", str(TODAY - timedelta(days=30))) == ["Low Orbit"]
    assert titles("is:followed") == ["Saltgate"]


@pytest.mark.usefixtures("kept")
def test_the_fields_of_before_stay_and_say_more() -> None:
    row = json.loads(run("releases", "show:saltgate", "--json").stdout)[0]
    assert list(row)[:7] == ["title", "what", "date", "precision", "text", "article", "stated"]
    assert (row["title"], row["what"], row["date"], row["article"]) == (
        "Saltgate", "season 2", str(MONDAY + timedelta(days=22)), 2,
    )  # fmt: skip
    assert (row["was"], row["mover"], row["sources"]) == (
        str(MONDAY + timedelta(days=15)),
        "The Lantern",
        ["The Lantern"],
    )
    assert [one["source"] for one in row["statements"]] == ["The Lantern", "Variety"]
    assert row["followed"]
    (line,) = run("releases", "show:saltgate").stdout.splitlines()
    assert line.split("\t")[:5] == [str(MONDAY + timedelta(days=22)), "Saltgate", "season 2", "day", "2"]
    fact = json.loads(run("releases", 'work:"tin roof"', "--jsonl").stdout)
    assert (fact["what"], fact["date"], fact["state"]) == ("renewed", None, "renewed")
    assert "statements\tall that is said" in run("releases", "--fields", "help").stdout


@pytest.mark.usefixtures("kept")
def test_an_empty_list_says_what_there_is() -> None:
    assert run("releases", "work:orbit").stderr == "Nothing is known to come; --past lists 1 release that has been.\n"
    assert "No release matches “work:orbit” in these days." in run("releases", "work:orbit", "--weeks", "2").stderr


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("--from soon", "“soon” is no date; write for example 2027-03-05, 2027-03 or 2027."),
        ("--to 2027-02-30", "“2027-02-30” is no date; write for example 2027-03-05, 2027-03 or 2027."),
        ("--weeks 2 --to 2027", "--weeks and --to both say where the list ends; give one of them."),
        ("--from 2027 --to 2026", "--from 2027 is behind --to 2026."),
        ("-o x.ics", "-o names the file of a calendar; write --ical -o FILE."),
    ],
)
def test_wrong_usage_is_one_sentence(arguments: str, sentence: str) -> None:
    assert run("releases", *arguments.split(), code=2).stderr == f"pullquote: {sentence}\n"


def test_far_windows_are_answered(hermetic: Path) -> None:
    for window in (("--from", "9998-12-30", "--weeks", "520"), ("--from", "0001", "--to", "9998"), ("--weeks", "520")):
        assert run("releases", *window).stdout == ""


def test_a_calendar_file_follows_a_date_that_moves(hermetic: Path, tmp_path: Path) -> None:
    file = tmp_path / "releases.ics"

    def read() -> Any:
        (event,) = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
        return event

    with Library.open(hermetic / "library") as library:
        library.keep(story(1, 40, release("Saltgate", MONDAY + timedelta(days=15), "season 2")))
    assert run("releases", "--ical", "-o", str(file)).stderr == f"1 release in {file}\n"
    first = read()
    with Library.open(hermetic / "library") as library:
        library.keep(story(2, 1, release("Saltgate", MONDAY + timedelta(days=22), "season 2")))
    run("releases", "--ical", "-o", str(file))
    second = read()
    assert first["UID"] == second["UID"]
    assert second.decoded("DTSTART") - first.decoded("DTSTART") == timedelta(days=7)
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert second.decoded("LAST-MODIFIED") > first.decoded("LAST-MODIFIED")
    kept = file.read_bytes()
    run("releases", "--ical", "-o", str(file))
    assert file.read_bytes() == kept
    with Library.open(hermetic / "library") as library:
        library.keep(story(3, 0, release("Saltgate", None, "cancelled"), outlet="Deadline"))
    run("releases", "--ical", "-o", str(file))
    assert (read()["UID"], read()["STATUS"]) == (first["UID"], "CANCELLED")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".ics" or ".ics." in path.name] == [
        "releases.ics"
    ]
    assert b"\r\n" in kept


@pytest.mark.usefixtures("kept")
def test_a_file_that_is_no_calendar_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine")
    done = run("releases", "--ical", "-o", str(file), code=2)
    assert done.stderr == f"pullquote: {file} is there and is no calendar; give another name, or remove it.\n"
    assert file.read_text() == "mine"
    gone = tmp_path / "no" / "where.ics"
    assert "Cannot write" in run("releases", "--ical", "-o", str(gone), code=1).stderr


@pytest.mark.usefixtures("kept")
def test_a_calendar_on_stdout_has_what_has_been_too() -> None:
    assert run("releases", "--ical").stdout.count("BEGIN:VEVENT") == 3
    assert run("releases", "--ical", "--from", str(TODAY), "-o", "-").stdout.count("BEGIN:VEVENT") == 2


@pytest.mark.parametrize("width", [40, 80])
def test_on_a_terminal_weeks_are_headings(width: int) -> None:
    now = datetime(2027, 3, 4, 12, tzinfo=UTC)

    def said(days: int, date: str, source: str) -> Statement:
        return Statement(
            source=source, date=date, what="season 2", stated=now - timedelta(days=days), article=99 - days
        )

    moved = merge(
        Subject(key="s", title="Saltgate", followed=True),
        [said(30, "2027-03-05", "Variety"), said(1, "2027-03-12", "Deadline")],
    )
    others = [
        event
        for title, day in (("Low Orbit", "2027-03-04"), ("Tin Roof", "2027-03-12"), ("Quay", "2027-03"))
        for event in merge(Subject(key=title, title=title), [said(3, day, "The Lantern")])
    ]
    line: Callable[..., str] = _lines(Options(width=width), now)
    text = "\n".join(line(event) for event in (others[0], moved[0], *others[1:]))
    assert all(len(row) <= width for row in text.split("\n"))
    if width == 80:
        assert text == (
            "This week\n"
            "  Today       Low Orbit, season 2\n"
            "              The Lantern, 3 days ago\n"
            "\n"
            "Next week\n"
            "  Fri 12 Mar  Saltgate, season 2 (followed)\n"
            "              moved from 5 to 12 March (Deadline, yesterday)\n"
            "  Fri 12 Mar  Tin Roof, season 2\n"
            "              The Lantern, 3 days ago\n"
            "\n"
            "March, no day yet\n"
            "  Quay, season 2\n"
            "  The Lantern, 3 days ago"
        )


@pytest.mark.usefixtures("kept")
def test_an_empty_stretch_of_time_is_not_said_to_be_an_empty_library() -> None:
    far = str(TODAY.year + 40)
    assert run("releases", "--from", far).stderr == (
        "No release is known in these days. Without --weeks, --from and --to, all that is to come is listed.\n"
    )
    assert run("releases", "work:orbit", "--weeks", "1").stderr.startswith("No release matches “work:orbit” in these")
