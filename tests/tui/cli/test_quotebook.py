"""`pullquote quotebook`, `highlight`, `note`, and highlights in what is shown and exported."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pullquote.cache.core.article import Article, ListBlock, Paragraph, Quote, Span
from pullquote.cache.core.article import Item as ListItem
from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.library import Library
from pullquote.tui.cli.commands import cli

Run = Callable[..., tuple[str, str]]
NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
SAID = "“We could not be gladder,” Nora Vance told the Gazette. The lighthouse stays."
LINK = "The keeper, they said, returns."


@pytest.fixture
def kept(hermetic: Path) -> Path:
    """A library with two articles."""
    with Library.open(hermetic / "library") as library:
        said = Quote(text="We could not be gladder,", speaker="Nora Vance", via="The Gazette", block=0, start=1, end=25)
        blocks = (
            Paragraph(SAID),
            Paragraph(LINK, (Span(4, 10, "link", "https://a.example/"), Span(12, 21, "emphasis"))),
            ListBlock((ListItem("One lamp"), ListItem("Two lamps"))),
        )
        lamps = Article(
            url="https://x.example/1",
            title="Lamps & salt",
            outlet="Gazette",
            published=NOW,
            blocks=blocks,
            quotes=(said,),
        )
        library.keep(lamps)
        library.keep(Article(url="https://x.example/2", title="Elsewhere", blocks=(Paragraph("Another text."),)))
    return hermetic


@pytest.fixture
def run(kept: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process; return what it wrote to stdout and to stderr."""

    def call(*arguments: str, code: int = 0) -> tuple[str, str]:
        capsys.readouterr()
        assert (cli.main([*arguments], standalone_mode=False) or 0) == code
        return capsys.readouterr()

    return call


def test_a_passage_is_highlighted_listed_and_taken_out(run: Run) -> None:
    assert run("highlight", "1", "the  LIGHTHOUSE stays", "--note", "When?")[1] == (
        "Highlighted: entry 1 of the quote book. `pullquote undo` takes it back.\n"
    )
    assert run("highlight", "Lamps", "--quote", "1")[1].startswith("Kept: entry 2 of the quote book.")
    assert run("quotebook", "--format", "text", "--width", "60")[0] == (
        "“We could not be gladder”\n    — Nora Vance, to The Gazette\n"
        "    2: Lamps & salt, Gazette, 7 March 2026 (article 1)\n\n"
        "The lighthouse stays\n    Note: When?\n    1: Lamps & salt, Gazette, 7 March 2026 (article 1)\n\n"
    )
    rows = [line.split("\t") for line in run("quotebook")[0].splitlines()]
    assert [row[:4] for row in rows] == [
        ["2", "quotation", "We could not be gladder", ""],
        ["1", "highlight", "The lighthouse stays", "When?"],
    ]
    assert json.loads(run("quotebook", "--notes", "--jsonl")[0])["text"] == "The lighthouse stays"
    assert run("quotebook", "when", "--fields", "id")[0] == "1\n"
    assert run("list", "has:highlight", "--fields", "id")[0] == "1\n"
    assert run("quotebook", "--remove", "1,2")[1] == "2 entries removed. `pullquote undo` takes it back.\n"
    assert run("quotebook")[0] == ""
    assert run("undo")[1] == "2 entries are in the quote book again.\n"
    assert run("quotebook", "--fields", "id")[0] == "2\n1\n"


def test_notes_are_written_printed_and_taken_away(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("note", "1", "of it all")[1] == "The note is kept. `pullquote undo` takes it back.\n"
    assert run("note", "1")[0] == "of it all\n"
    monkeypatch.setattr("sys.stdin", io.StringIO("piped\n"))
    run("note", "--entry", "1", "-")
    assert run("note", "--entry", "1")[0] == "piped\n"
    assert run("list", "has:note", "--fields", "id")[0] == "1\n"
    assert run("note", "1", "")[1] == "The note is gone. `pullquote undo` takes it back.\n"
    assert run("note", "1")[0] == ""


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ("highlight 1", 2, "Give the passage"),
        ("highlight 1 nothing-there", 1, "does not say “nothing-there”. `pullquote show 1` prints it"),
        ("highlight 1 lamp --quote 1", 2, "Give the passage"),
        ("highlight 1 --quote 9", 1, "has no quotation 9; it has 1."),
        ("highlight 1 Th", 2, "“Th” stands in article 1 2 times; write more of it."),
        ("highlight 99 lamp", 1, "`pullquote list` shows ids"),
        ("note", 2, "Name an article"),
        ("note --entry 9 x", 1, "no entry 9. `pullquote quotebook` lists it"),
        ("quotebook --remove x", 2, "takes numbers of entries"),
        ("quotebook --remove 3 -o x.md", 2, "--remove stands alone"),
        ("quotebook -o x.pdf", 2, "There is no .pdf form; the endings are .txt, .md,"),
        ("quotebook --format epub", 2, "The quote book has no epub form."),
        ("quotebook --cite org --json", 2, "Choose one form, not json and org."),
        ("quotebook --cite org -o folder/", 2, "name a file for org, as in folder/quotes.org"),
        ("show 1 --highlights", 2, "add --format md"),
        ("export -o all.txt --highlights", 2, "ends in .md"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(kept: Path, arguments: str, code: int, words: str) -> None:
    with pytest.raises(PullquoteError, match=re.escape(words)) as raised:
        cli.main(arguments.split(), standalone_mode=False)
    assert raised.value.exit_code == code


def test_an_empty_quote_book_says_how_to_begin(run: Run) -> None:
    assert run("quotebook")[1] == 'The quote book is empty. `pullquote highlight 42 "a passage"` begins it.\n'
    assert run("quotebook", " ")[1] == 'The quote book is empty. `pullquote highlight 42 "a passage"` begins it.\n'
    assert run("quotebook", "zzz", "--exit-code", code=5)[1] == "No entry of the quote book matches “zzz”.\n"


def test_files_have_the_form_of_their_ending_and_a_folder_a_file_for_each_article(run: Run, kept: Path) -> None:
    run("highlight", "1", "gladder")
    run("highlight", "2", "Another")
    for ending, begins in (("org", "#+TITLE"), ("md", "---\n"), ("bib", "@online{"), ("csl", "["), ("tsv", "2\thigh")):
        path = kept / f"book.{ending}"
        assert run("quotebook", "-o", str(path))[1] == f"2 entries of 2 articles written to {path}.\n"
        assert path.read_text(encoding="utf-8").startswith(begins)
    vault = kept / "vault"
    assert run("quotebook", "-o", f"{vault}/")[1] == f"2 files written to {vault}/.\n"
    assert sorted(path.name for path in vault.iterdir()) == ["elsewhere.md", "lamps-salt.md"]
    assert run("quotebook", "-o", f"{vault}/")[1] == f"0 files written to {vault}/.\n", "nothing has changed"
    assert run("quotebook", "--cite", "bibtex")[0].count("@online{") == 2


def test_markdown_and_json_of_an_article_have_its_highlights(run: Run) -> None:
    assert "clippings" not in json.loads(run("show", "1", "--json")[0])
    for passage in ("keeper, they said", "lamp Two", "We could not", "not be gladder"):
        run("highlight", "1", passage)
    run("note", "1", "of it all")
    run("highlight", "1", "--quote", "1")
    text = run("show", "1", "--format", "md", "--highlights")[0]
    assert "“==We could not be gladder==,” Nora Vance" in text
    assert "The ==[keeper](<https://a.example/>), *they said*==, returns." in text
    assert "- One ==lamp==\n- ==Two== lamps" in text
    assert "==" not in run("show", "1", "--format", "md")[0]
    assert run("export", "-o", "-", "--format", "md", "--highlights", "has:highlight")[0] == text
    found = json.loads(run("show", "1", "--json")[0])["clippings"]
    assert [(one["kind"], len(one["places"])) for one in found] == [
        ("highlight", 1), ("highlight", 1), ("highlight", 1), ("article", 0), ("quotation", 1),
    ]  # fmt: skip


def test_a_guarded_headline_is_softened_in_the_quote_book_unless_spoilers_are_wanted(run: Run, kept: Path) -> None:
    title = "Spoilers for Saltgate: the keeper leaves"
    with Library.open(kept / "library") as library:
        number = library.keep(Article(url="https://x.example/9", title=title, blocks=(Paragraph("A quiet sentence."),)))
        library.clippings.highlight(number, library.clippings.find(number, "a quiet sentence"))
    run("config", "set", "list.guard", "Saltgate")
    for form in ("--json", "--jsonl", "--plain", "--format=md", "--cite=org", "--cite=bibtex", "--cite=csl"):
        veiled, whole = run("quotebook", form)[0], run("quotebook", form, "--spoilers")[0]
        assert "keeper" not in veiled, form
        assert "quiet sentence" in veiled, form
        assert "keeper leaves" in whole, form


def test_a_guarded_headline_is_softened_also_where_its_article_is_gone(run: Run, kept: Path) -> None:
    with Library.open(kept / "library") as library:
        title = "Spoilers for Saltgate: the keeper leaves"
        number = library.keep(Article(url="https://x.example/9", title=title, blocks=(Paragraph("A quiet sentence."),)))
        library.clippings.note_article(number, "Ask.")
        library.remove([number])
    run("config", "set", "list.guard", "Saltgate")
    for form in ("--json", "--format=md", "--cite=csl"):
        assert "keeper" not in run("quotebook", form)[0], form
        assert "keeper leaves" in run("quotebook", form, "--spoilers")[0]


def test_what_changes_nothing_does_not_offer_to_be_taken_back(run: Run) -> None:
    undo = "`pullquote undo` takes it back."
    assert run("note", "1", "")[1] == "There is no note to it.\n"
    assert run("note", "1") == ("", "There is no note to it.\n")
    assert undo in run("note", "1", "Compare.")[1]
    assert run("note", "1", "Compare.")[1] == "The note is as it was.\n"
    assert undo in run("highlight", "1", "The lighthouse stays")[1]
    assert run("highlight", "1", "The lighthouse stays")[1] == "Highlighted already: entry 2 of the quote book.\n"
    assert undo in run("highlight", "1", "lighthouse stays", "--note", "Ask.")[1]


@pytest.mark.parametrize("passage", ["", "  ", "\x1b", "\u200b"])
def test_a_passage_without_words_is_said(run: Run, passage: str) -> None:
    with pytest.raises(PullquoteError, match="There is no passage in that"):
        run("highlight", "1", passage)


def test_stdout_is_named_by_a_minus(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("highlight", "1", "The lighthouse stays")
    assert run("quotebook", "-o", "-")[0] == run("quotebook", "--cite", "md")[0]
    assert run("quotebook", "-o", "-", "--cite", "org")[0].startswith("#+")
    assert run("quotebook", "-o", "-", "--json")[0].startswith("[")
    assert list(tmp_path.iterdir()) == []


def test_entries_are_removed_by_their_numbers_alone(run: Run) -> None:
    run("highlight", "1", "The lighthouse stays")
    with pytest.raises(PullquoteError, match="has no entry 99"):
        run("quotebook", "--remove", "99")
    for more in (("--notes",), ("--article", "1"), ("-n", "1"), ("-o", "-")):
        with pytest.raises(PullquoteError, match="stands alone"):
            run("quotebook", "--remove", "1", *more)
    assert run("quotebook")[0]
