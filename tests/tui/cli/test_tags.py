"""`pullquote tag`, `later` and `rules`, as a person types them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pullquote.cache.core.article import Article
from pullquote.cache.library import Library

from ...program import run

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
RULES = """\
[[rules]]
name = "Lanterns"
query = "outlet:lantern"
tag = "lantern"
later = true

[[rules]]
query = "third"
read = true
"""


@pytest.fixture(autouse=True)
def library(hermetic: Path) -> Path:
    folder = hermetic / "library"
    with Library.open(folder) as opened:
        told = (("First", "The Lantern"), ("Second", ""), ("Third", "The Lantern"))
        for number, (title, outlet) in enumerate(told, 1):
            opened.keep(
                Article(
                    title=title,
                    outlet=outlet or None,
                    url=f"https://site.example/{number}",
                    published=NOON + timedelta(hours=number),
                    keywords=("Casting",),
                )
            )
    return folder


def titles(*query: str) -> list[str]:
    return run("list", "--fields", "title", *query).stdout.splitlines()


def test_tags_are_given_by_number_and_by_query_listed_and_taken_back():
    assert "no tags yet" in run("tag").stderr
    said = run("tag", "oscars,to review", "1", "https://site.example/2").stderr
    assert said == "2 articles tagged oscars, to review. `pullquote undo` takes it back.\n"
    assert "1 article tagged Oscars" in run("tag", "Oscars,-to review", "outlet:lantern", "third").stderr
    assert run("tag").stdout == "oscars\t3\t3\nto review\t2\t2\n"
    assert "1 article no longer tagged oscars" in run("tag", "-oscars", "second").stderr
    assert titles("tag:oscars") == ["Third", "First"]
    assert "tagged so already" in run("tag", "oscars", "1").stderr
    assert "No article matches “nobody-says-this”" in run("tag", "oscars", "nobody-says-this").stderr
    run("undo")
    assert titles("tag:oscars") == ["Third", "Second", "First"]


def test_tags_and_the_reading_list_are_in_json_and_at_the_end_of_tsv():
    run("tag", "oscars,to review", "1")
    run("later", "1")
    (row,) = json.loads(run("list", "first", "--json").stdout)
    assert (row["tags"], row["queued"], row["keywords"]) == (["oscars", "to review"], True, ["Casting"])
    (shown,) = map(json.loads, run("show", "1", "--jsonl").stdout.splitlines())
    assert (shown["tags"], shown["keywords"]) == (row["tags"], row["keywords"])
    cells = run("list", "first", "--plain").stdout.rstrip("\n").split("\t")
    assert cells[-2:] == ["1", "oscars|to review"]
    assert titles("keyword:casting") == ["Third", "Second", "First"]
    assert titles("tag:casting") == []


def test_wrong_usage_is_said():
    assert "Name a tag" in run("tag", ",", "1", code=2).stderr
    assert "Name articles by number, or a query" in run("tag", "oscars", code=2).stderr
    assert "did you mean is:unread" in run("tag", "oscars", "is:unred", code=2).stderr
    assert "Name the articles to take off" in run("later", "--remove", code=2).stderr
    run("tag", "oscars", "99", code=1)


def test_the_reading_list_is_printed_in_its_order():
    assert run("later").stdout == ""
    run("later", "2")
    said = run("later", "outlet:lantern").stderr
    assert said == "2 articles put on the reading list. `pullquote undo` takes it back.\n"
    order = [line.split("\t")[1] for line in run("later", "--plain").stdout.splitlines()]
    assert order == ["Second", "First", "Third"]
    assert "0 articles put on the reading list, 1 article on it already." in run("later", "2").stderr
    run("later", "--remove", "first")
    assert titles("is:later", "--order", "queue") == ["Second", "Third"]


def test_rules_are_listed_looked_at_and_run(hermetic: Path):
    config = hermetic / "rules.toml"
    config.write_text(RULES)
    with_rules = ("--config", str(config))
    assert "There are no rules yet" in run("rules", "list").stderr
    assert "There are no rules yet" in run("rules", "run").stderr
    assert run("rules", "list", *with_rules).stdout == ("Lanterns\toutlet:lantern\tlater|tag lantern\n\tthird\tread\n")
    dry = json.loads(run("rules", "run", "--dry-run", "--json", *with_rules).stdout)
    assert [(row["name"], row["matched"], row["changed"]) for row in dry] == [("Lanterns", 2, 2), ("", 1, 1)]
    assert titles("is:later") == []
    assert json.loads(run("rules", "run", "--json", *with_rules).stdout) == dry
    assert titles("is:later") == titles("tag:lantern") == ["Third", "First"]
    assert titles("is:read") == ["Third"]
    assert run("undo").stderr == "2 articles are as before the rules.\n"
    assert titles("is:later") == titles("is:read") == titles("tag:lantern") == []


def test_a_rule_that_cannot_be_used_is_said_with_its_line(hermetic: Path):
    config = hermetic / "rules.toml"
    config.write_text(RULES + "[[rules]]\nquery = 'x'\nstarr = true\n")
    said = run("config", "check", "--config", str(config), code=1).stderr
    assert said.startswith(f"pullquote: {config}, line 12: a rule has no key `starr`; did you mean `star`?")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("tag ", ["oscars", "to review"]),
        ("tag oscars,to", ["oscars,to review"]),
        ("tag oscars is:unr", ["is:unread"]),
        ("list tag:os", ["tag:oscars"]),
        ("list keyword:c", ["keyword:Casting"]),
        ("list outlet:lan", ["outlet:The Lantern"]),
        ("later is:st", ["is:starred"]),
    ],
)
def test_tags_are_completed(typed: str, offered: list[str], monkeypatch: pytest.MonkeyPatch):
    run("tag", "oscars,to review", "1")
    monkeypatch.setenv("_PULLQUOTE_COMPLETE", "fish_complete")
    monkeypatch.setenv("COMP_WORDS", f"pullquote {typed}")
    assert [line.split("\t")[1] for line in run().stdout.splitlines()] == offered
