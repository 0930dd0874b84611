"""The real program, run as a person or a script runs it, on a real library."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from ...waiting import WAIT

PROGRAM = [sys.executable, "-m", "pullquote.tui"]


@pytest.fixture
def library(hermetic: Path, sample_edition: Path) -> Path:
    """A library that holds the sample edition."""
    folder = hermetic / "library"
    shutil.copytree(sample_edition, folder)
    return folder


def run(*arguments: str, stdin: str = "", code: int = 0, environment: dict[str, str] | None = None) -> str:
    """Run the program and give its stdout; its exit code must be ``code``."""
    done = subprocess.run(
        [*PROGRAM, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=WAIT,
        env={**os.environ, **(environment or {})},
        check=False,
    )
    assert done.returncode == code, done.stderr
    return done.stdout if code == 0 else done.stderr


def shell(pipeline: str) -> subprocess.CompletedProcess[str]:
    """Run a pipeline in which `pullquote` is the program."""
    function = "pullquote() { " + " ".join(f"'{part}'" for part in PROGRAM) + ' "$@"; }; '
    return subprocess.run(
        ["bash", "-c", function + pipeline], capture_output=True, text=True, encoding="utf-8", timeout=WAIT, check=False
    )


@pytest.mark.usefixtures("library")
def test_list_in_a_pipe_is_one_row_an_article_with_the_address_third() -> None:
    done = shell("pullquote list | cut -f3")
    assert len(done.stdout.splitlines()) == 6
    assert all(line.startswith("https://samples.example/") for line in done.stdout.splitlines())


@pytest.mark.usefixtures("library")
def test_show_gives_one_line_a_paragraph_and_no_escape() -> None:
    text = run("show", "Harbour Lights Season 2")
    assert "\x1b" not in text
    assert "    “I kept coming back to the quiet." in text
    assert "    — Priya Raman, to Reel Weekly\n" in text
    assert "Next: Every Unanswered Question From the Harbour Lights Finale\n" in text


@pytest.mark.usefixtures("library")
def test_width_wraps_and_zero_does_not() -> None:
    assert max(map(len, run("show", "Review: The", "--width", "60").splitlines())) <= 60
    assert max(map(len, run("show", "Review: The").splitlines())) > 200


@pytest.mark.usefixtures("library")
def test_json_of_every_article_is_schema_one() -> None:
    numbers = run("list", "--fields", "id").split()
    assert len(numbers) == 6
    for number in numbers:
        article = json.loads(run("show", number, "--json"))
        assert article["schema"] == 1
        assert article["id"] == int(number)
        assert article["title"]
        assert article["blocks"]


@pytest.mark.usefixtures("library")
def test_lists_speak_json_and_json_lines() -> None:
    whole = json.loads(run("list", "--json"))
    lines = [json.loads(line) for line in run("list", "--jsonl").splitlines()]
    assert whole == lines
    assert {"id", "url", "title", "read"} <= set(whole[0])


@pytest.mark.usefixtures("library")
def test_quotes_by_a_person() -> None:
    said = [json.loads(line) for line in run("quotes", "--person", "raman", "--jsonl").splitlines()]
    assert {quote["speaker"] for quote in said} == {"Priya Raman"}
    assert any("kept coming back to the quiet" in quote["text"] for quote in said)


@pytest.mark.usefixtures("library")
def test_people_and_shows() -> None:
    assert "Imogen Vale" in run("people", "--fields", "name").splitlines()
    assert "Harbour Lights" in run("shows", "--fields", "name").splitlines()


@pytest.mark.usefixtures("library")
def test_search_finds_words_of_the_text() -> None:
    (hit,) = [json.loads(line) for line in run("search", "lighthouse", "--jsonl").splitlines()]
    assert hit["title"].startswith("Harbour Lights")
    assert "lighthouse" in hit["snippet"]


@pytest.mark.usefixtures("library")
def test_a_closed_pipe_is_silent() -> None:
    done = shell("pullquote list | head -1; echo ${PIPESTATUS[0]}")
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr == ""


@pytest.mark.usefixtures("library")
def test_a_full_disk_is_one_sentence() -> None:
    done = shell("pullquote list > /dev/full; echo $?")
    assert done.stdout == "1\n"
    assert done.stderr.startswith("pullquote: Cannot write the answer: No space left")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.usefixtures("library")
def test_marks_and_undo() -> None:
    first = run("list", "--fields", "id").split()[0]
    run("read", first)
    assert first not in run("list", "is:unread", "--fields", "id").split()
    run("star", first)
    assert run("list", "is:starred", "--fields", "id").split() == [first]
    run("undo")
    assert run("list", "is:starred", "--fields", "id").split() == []


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["show", "999"], 1, "999"),
        (["list", "--fields", "colour"], 2, "The fields are"),
        (["list", "--json", "--plain"], 2, "Choose one format"),
        (["nonsense"], 2, "There is no command"),
        (["extract"], 2, "--files-from"),
        (["--offline", "refresh"], 4, "network"),
        (["config", "get", "no.such"], 2, "no key"),
    ],
)
def test_errors_are_one_sentence_with_their_exit_code(
    library: Path, arguments: Sequence[str], code: int, words: str
) -> None:
    said = run(*arguments, code=code)
    assert words in said
    assert "Traceback" not in said


@pytest.mark.usefixtures("library")
def test_nothing_matched_is_five_only_when_asked() -> None:
    assert run("list", "zzzznothing") == ""
    run("list", "zzzznothing", "--exit-code", code=5)


def test_an_empty_library_lists_nothing_and_helps(hermetic: Path) -> None:
    done = shell("pullquote list")
    assert done.stdout == ""
    assert "feeds add" in done.stderr


def test_extract_from_stdin_keeps_nothing(hermetic: Path) -> None:
    text = "A Headline\n\n“It is a short sentence, but it is mine and I mean it,” Anna Brook said.\n"
    article = json.loads(run("extract", "-", "--json", stdin=text))
    assert article["title"] == "A Headline"
    assert article["quotes"][0]["speaker"] == "Anna Brook"
    assert run("list") == ""


def test_extract_answers_each_line_also_when_one_fails(hermetic: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A Headline\n\nSome text that is long enough to be an article.\n")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4\n\x00\x01")
    jobs = f"{tmp_path}/a.txt\thttps://a.example/\n{tmp_path}/b.pdf\n{tmp_path}/none.html\n{tmp_path}/a.txt\n"
    answers = [
        json.loads(line)
        for line in shell(f"printf '{jobs}' | pullquote extract --files-from - --jsonl").stdout.splitlines()
    ]
    assert [sorted(answer)[:1] == ["error"] or "error" in answer for answer in answers] == [False, True, True, False]
    assert answers[0]["url"] == "https://a.example/"


def test_site_rules_lie_beside_the_config_that_was_named(hermetic: Path, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<title>One</title><h1>One</h1><div id='t'>The Other</div><p>A text of some words, and a stop.</p>")
    rules = tmp_path / "own" / "site-rules"
    rules.mkdir(parents=True)
    (rules / "a.example.txt").write_text("title: //div[@id='t']\n")
    asked = ["extract", str(page), "--url", "https://a.example/x", "--json"]
    assert json.loads(run(*asked))["title"] == "One"
    config = str(rules.parent / "config.toml")
    assert json.loads(run(*asked, "--config", config))["title"] == "The Other"
    assert json.loads(run("--config", config, *asked))["title"] == "The Other"
    assert json.loads(run(*asked, environment={"PULLQUOTE_CONFIG": config}))["title"] == "The Other"
    run("--config", config, "add", str(page), "--url", "https://a.example/x")
    assert "The Other" in run("list")


def test_settings_are_shown_set_and_checked(hermetic: Path) -> None:
    assert run("config", "get", "reading.width") == "72\n"
    run("config", "set", "reading.width", "66")
    assert run("config", "get", "reading.width") == "66\n"
    assert "takes a whole number" in run("config", "set", "reading.width", "7", code=2)
    assert "takes" in run("config", "set", "list.rows", "seven", code=2)
    assert "no key" in run("config", "set", "list.nothing", "1", code=2)
    assert run("config", "get", "reading.width") == "66\n"


def test_a_setting_that_means_nothing_any_more_is_named_and_read_over(hermetic: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[reading]\nmotion = true\nwidth = 66\n")
    assert run("--config", str(config), "config", "get", "reading.width") == "66\n"
    checked = shell(f"pullquote --config '{config}' config check")
    assert checked.returncode == 0
    assert checked.stderr.splitlines() == [
        f"{config}, line 2: `reading.motion` means nothing any more; you can remove it.",
        f"{config} is fine.",
    ]
    assert "no key" in run("--config", str(config), "config", "set", "reading.motion", "true", code=2)


def test_subscriptions_go_out_and_come_in(hermetic: Path) -> None:
    run("feeds", "import", "--starter")
    listed = run("feeds", "export")
    assert "https://variety.com/feed/" in listed
    run("feeds", "import", "-", stdin=listed)
    assert len(json.loads(run("feeds", "list", "--json"))) == listed.count("xmlUrl=")
