"""Nothing fails silently: what is unknown is named, an empty answer is said, and a closed pipe is one exit code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pullquote.cache.core.query import FIELDS
from pullquote.cache.export import FILE_FORMATS
from pullquote.cache.library import Library
from pullquote.cache.store import sync
from pullquote.cache.store.file.conversions import now
from pullquote.tui.cli.commands import COMMANDS
from pullquote.tui.cli.output import FILLED_BY

from ...waiting import WAIT

PROGRAM = [sys.executable, "-m", "pullquote.tui"]
ENDINGS = ", ".join(f".{ending}" for ending in FILE_FORMATS)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(hermetic: Path, sample_edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program on the sample edition, in an empty folder; return its exit code, stdout and stderr."""
    shutil.copytree(sample_edition, hermetic / "library")
    (hermetic / "config").mkdir()
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [*PROGRAM, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=WAIT,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    return call


@pytest.mark.parametrize("command", ["list", "search", "quotes", "people", "works", "releases", "export -o -"])
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("is:unred", "There is no is:unred, did you mean is:unread?"),
        ("foo:bar", "There is no field foo:."),
        ("since:banana", "since:banana is not a time;"),
        ("has:quots", "There is no has:quots, did you mean has:quote?"),
        ("persn:ritter", "There is no field persn:, did you mean person:ritter?"),
    ],
)
def test_what_a_query_does_not_know_is_named(run: Run, command: str, query: str, sentence: str) -> None:
    code, out, err = run(*command.split(), query)
    assert (code, out) == (2, "")
    assert err.startswith(f"pullquote: {sentence}")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("lst", "There is no command `pullquote lst`, did you mean `pullquote list`?"),
        ("serach soup", "There is no command `pullquote serach`, did you mean `pullquote search`?"),
        ("-q exprot", "There is no command `pullquote exprot`, did you mean `pullquote export`?"),
        ("feeds lst", "There is no command `pullquote feeds lst`, did you mean `pullquote feeds list`?"),
        ("config chek", "There is no command `pullquote config chek`, did you mean `pullquote config check`?"),
        ("xyzzy", "There is no command `pullquote xyzzy`; `pullquote --help` lists them."),
        ("list --limt 3", "`pullquote list` has no option --limt, did you mean --limit?"),
        ("--jsno list", "`pullquote` has no option --jsno, did you mean --json?"),
        ("quotes --persn x", "`pullquote quotes` has no option --persn, did you mean --person?"),
        ("list --zzzz", "`pullquote list` has no option --zzzz; `pullquote list --help` lists what it takes."),
        ("search", "Name what to search for, as in `pullquote search carousel`; `pullquote list` lists all."),
        ("search --json", "Name what to search for, as in `pullquote search carousel`; `pullquote list` lists all."),
        (
            "export -o x.docx",
            f"There is no .docx form; the endings are {ENDINGS}, and x.docx/ would be a folder.",
        ),
        ("export -o x.html", "x.html holds one article, and 6 match; name a folder, or a .jsonl or .epub file."),
        ("export -o x.json", "x.json holds one article, and 6 match; name a folder, or a .jsonl or .epub file."),
        (
            "export -o - --format html",
            "One html file holds one article, and 6 match; name a folder, or a .jsonl or .epub file.",
        ),
        ("export -o x.md --json", "x.md is no json file; leave --format out, or choose another ending."),
        ("export -o x/ --format epub", "A book is one file; name it, as in x/articles.epub."),
        ("export -o x --format tsv", "An article has no tsv form. Choose text, md, html, json, jsonl or epub."),
    ],
)
def test_wrong_usage_is_one_sentence_that_says_what_to_do(run: Run, arguments: str, sentence: str) -> None:
    assert run(*arguments.split()) == (2, "", f"pullquote: {sentence}\n")
    assert not os.listdir()  # noqa: PTH208 -- nothing was written


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("list zzz", "No article matches “zzz”."),
        ("list zzz --json", "No article matches “zzz”."),
        ("search zzz", "No article matches “zzz”."),
        ("quotes zzz", "No quotation matches “zzz”."),
        ("quotes --person zzz --cite bibtex", "No quotation matches “zzz”."),
        ("people zzz", "No person matches “zzz”."),
        ("works --type book", f"There is no book yet. {FILLED_BY}"),
        ("releases zzz", "No release date matches “zzz”."),
        ("export zzz -o -", "No article matches “zzz”."),
        ("export zzz -o x.epub", "No article matches “zzz”."),
        ("export zzz -o x", "No article matches “zzz”."),
    ],
)
def test_an_empty_answer_is_said_on_stderr_unless_quiet(run: Run, arguments: str, sentence: str) -> None:
    code, out, err = run(*arguments.split())
    assert (code, err) == (0, f"{sentence}\n")
    assert out in ("", "[]\n")
    assert run(*arguments.split(), "-q")[2] == ""
    assert not os.listdir()  # noqa: PTH208


FILLED = {
    "list": "pullquote feeds add URL", "later": "pullquote later 42", "list is:starred": "pullquote star 42",
    "list is:unread": "pullquote refresh", "list is:followed": "pullquote follow", "quotes": "pullquote feeds add URL",
    "list is:tagged": "pullquote tag oscars 42", "people": "pullquote refresh", "groups": "pullquote refresh",
    "works": "pullquote refresh", "shows": "pullquote refresh", "releases": "pullquote refresh",
    "quotebook": "pullquote highlight 42", "names": "pullquote names import FILE", "feeds": "pullquote feeds add URL",
    "names sources": "pullquote names import FILE", "rules": "pullquote rules --help", "tag": "pullquote tag oscars 42",
    "follow": "pullquote follow", "seen": "pullquote seen", "guard": 'pullquote guard "NAME"',
    "edition": "feeds add URL",
    "sync status": "pullquote sync add", "sync": "pullquote sync add", "refresh": "pullquote feeds add URL",
    "export -o -": "pullquote feeds add URL",
}  # fmt: skip


@pytest.mark.parametrize("command", FILLED)
def test_an_empty_list_says_what_would_fill_it(run: Run, command: str, tmp_path: Path) -> None:
    code, out, err = run("--library", str(tmp_path / "new"), *command.split())
    assert (code, out, err.count("\n")) == (0, "", 1)
    assert FILLED[command] in err


@pytest.mark.parametrize(
    "command",
    ["star", "unstar", "read", "unread", "remove", "tag new", "later", "later --remove", "export -o -", "show"],
)
def test_nothing_on_stdin_as_of_a_choice_that_was_given_up_is_said(run: Run, command: str) -> None:
    assert run(*command.split(), "-") == (0, "", "No article was named on stdin.\n")


@pytest.mark.parametrize(
    ("file", "begins"),
    [
        ("x.txt", b"Harbour Lights"),
        ("x.md", b"---\n"),
        ("x.html", b"<!DOCTYPE html>"),
        ("x.json", b"{\n"),
        ("x.jsonl", b'{"schema"'),
        ("x.epub", b"PK"),
    ],
)
def test_a_file_says_its_format_by_its_ending(run: Run, file: str, begins: bytes) -> None:
    assert run("export", "lighthouse", "-o", file)[0] == 0
    assert Path(file).read_bytes().startswith(begins)


def test_one_file_holds_all_articles_where_its_format_can(run: Run) -> None:
    assert run("export", "-o", "all.jsonl")[2] == "6 articles written to all.jsonl.\n"
    assert [json.loads(line)["schema"] for line in Path("all.jsonl").read_text().splitlines()] == [1] * 6
    assert run("export", "-o", "all.md")[0] == 0
    assert Path("all.md").read_text() == run("export", "-o", "-", "--format", "md")[1]
    assert run("export", "-o", "week.2024")[2] == "6 files written to week.2024.\n"
    assert len([*Path("week.2024").iterdir()]) == 6


def test_what_is_muted_is_in_no_list_unless_asked_for(run: Run, hermetic: Path) -> None:
    everything = run("list", "--fields", "title")[1].splitlines()
    (hermetic / "config" / "config.toml").write_text("[list]\nmute = 'lighthouse is:unred'\n")
    shown = run("list", "--fields", "title")[1].splitlines()
    assert len(shown) == len(everything) - 1
    assert run("list", "--all", "--fields", "title")[1].splitlines() == everything
    wrong = "list.mute: There is no is:unred, did you mean is:unread?\n"
    assert run("list", "lighthouse") == (0, "", f"{wrong}1 article muted: --all lists it.\n")
    assert run("search", "lighthouse") == (0, "", f"{wrong}1 article muted: --all lists it.\n")
    assert run("search", "lighthouse", "--all")[1].count("\n") == 1
    assert run("list", '"lighthouse')[2] == f"{wrong}1 article muted: --all lists it.\n"


LISTED = [
    "list", "list --stories", "search the", "quotes", "people", "works", "releases", "show 1 2", "show --changes 1 2",
    "export -o -", "feeds list", "feeds check feed.xml feed.xml", "extract article.txt article.txt", "tag", "later",
    "rules list", "rules run", "about raman", "seen", "quotebook", "edition --list", "guard", "follow", "names list",
    "catalogue status", "sync status",
]  # fmt: skip


MADE = (
    ("feeds", "add", "mailto:ada@outlet.example"),
    ("names", "import", "names.tsv"),
    ("tag", "new", "1"),
    ("later", "1"),
    ("follow", "raman"),
    ("guard", "Low Orbit"),
    ("seen", "Harbour Lights", "s1e1"),
    ("highlight", "1", "ended its first season"),
)


@pytest.mark.parametrize("arguments", LISTED)
def test_jsonl_is_one_object_a_line(run: Run, hermetic: Path, arguments: str) -> None:
    Path("article.txt").write_text("A Headline\n\nSome text that is long enough to be an article.\n")
    Path("feed.xml").write_text("<rss version='2.0'><channel><title>T</title></channel></rss>")
    (hermetic / "config" / "config.toml").write_text("[[rules]]\nname = 'A'\nquery = 'soup'\nstar = true\n")
    Path("names.tsv").write_text("Quill House\tgroup\n")
    for made in MADE:
        assert run(*made)[0] == 0
    with Library.open(hermetic / "library") as library, library.database.write() as conn:
        sync.add(conn, "miniflux", "https://reader.example", "", "ada", now())
    code, out, err = run(*arguments.split(), "--jsonl")
    assert code == 0, err
    assert out, err
    assert {type(json.loads(line)) for line in out.splitlines()} == {dict}


CLOSED = [
    "list", "list --json", "list --jsonl", "list --format text", "search the", "search the --json", "quotes",
    "quotes --json", "quotes --cite csl", "people", "people --json", "works", "releases --json", "releases --ical",
    "show 1", "show 1 --json", "show 1 --format md", "show 1 --format html", "export -o -", "export -o - --format md",
    "export -o - --json", "export -o - --format epub", "feeds list --json", "feeds export", "names export --learned",
    "completion bash", "completion zsh", "completion fish", "manual", "schema", "keys", "paths", "config get --all",
    "config path", "--help", "list --help", "feeds --help", "--version", "list --fields help", "search --explain the",
    "doctor", "extract article.txt", "extract article.txt --json", "feeds check feed.xml",
    "feeds check feed.xml --jsonl", "add article.txt", "groups --fields help", "shows --fields help", "tag", "later",
    "rules list", "remove --help", "config check --help", "about raman", "about raman --json",
    "seen --json", "quotebook --json", "quotebook --fields help", "note --help",
    "edition", "edition --list", "edition --json", "edition --format md", "edition --format epub", "guard --json",
    "catalogue status", "catalogue status --json", "sync status --json",
]  # fmt: skip
SILENT = {
    "open",
    "refresh",
    "star",
    "unstar",
    "read",
    "unread",
    "remove",
    "follow",
    "highlight",
    "unfollow",
    "undo",
    "prune",
    "serve",
    "mcp",
}
"""Commands that print no answer, or none before they are asked."""


def test_every_command_that_answers_is_tried_with_a_closed_pipe() -> None:
    assert {arguments.split()[0] for arguments in CLOSED if arguments[0] != "-"} | SILENT == set(COMMANDS)


@pytest.mark.parametrize("arguments", CLOSED)
def test_a_closed_pipe_is_one_exit_code(run: Run, hermetic: Path, arguments: str) -> None:
    Path("article.txt").write_text("A Headline\n\nSome text that is long enough to be an article.\n")
    Path("feed.xml").write_text("<rss version='2.0'><channel><title>T</title></channel></rss>")
    with Library.open(hermetic / "library") as library:
        library.feeds.add("https://feed.invalid/")
    (hermetic / "config" / "config.toml").write_text("[[rules]]\nname = 'A'\nquery = 'soup'\nstar = true\n")
    if arguments in ("tag", "later"):  # which list something then
        run(*arguments.split(), *(["oscars"] if arguments == "tag" else []), "1")
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*PROGRAM, *arguments.split()], stdout=writing, stderr=subprocess.PIPE, timeout=WAIT, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_the_fields_of_quotes_are_those_of_the_app(run: Run) -> None:
    assert run("quotes", "by:raman") == run("quotes", "--person", "raman")
    assert run("quotes", "by:raman")[1]
    assert run("quotes", "has:release", 'about:"Low Orbit"') == run("quotes", "has:release", "--about", "Low Orbit")
    assert run("quotes", "by:raman", "--person", "vale")[0] == 2
    assert run("quotes", "by:zzz")[2] == "No quotation matches “zzz”.\n"


def test_a_word_with_a_colon_is_searched_where_it_has_not_the_form_of_a_field(run: Run) -> None:
    for words in ("10:30", "https://site.example/a", "Review: The"):
        assert run("list", *words.split())[0] == 0
    assert "foo" not in FIELDS
    assert run("list", '"foo:bar"')[0] == 0
