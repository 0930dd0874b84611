"""An article on a terminal says what its plain text says, with a bar before quotes; a pipe gets the plain text."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import wcwidth

from pullquote.cache.core.article import Article
from pullquote.cache.export import TextStyle
from pullquote.cache.export.text import article_text
from pullquote.tui.cli.article_page import Look, article_page
from pullquote.tui.cli.pager import pager

from ...waiting import WAIT

COLORED, PLAIN = Look(colored=True, bar="┃"), Look(colored=False, bar="|")
SGR = re.compile("\x1b\\[[0-9]*m")


def plain(page: str) -> str:
    return re.sub("^  [┃|] ", "    ", SGR.sub("", page), flags=re.MULTILINE)


@pytest.mark.parametrize("look", [COLORED, PLAIN])
@pytest.mark.parametrize("width", [20, 40, 72, 0])
@pytest.mark.parametrize("links", ["none", "end", "inline"])
def test_the_words_are_those_of_the_plain_text(rich: Article, look: Look, width: int, links: str) -> None:
    page = article_page(rich, TextStyle(width=width, links=links), look)  # type: ignore[arg-type]
    assert plain(page) == article_text(rich, width=width, links=links)  # type: ignore[arg-type]
    assert ("\x1b" in page) == look.colored


def test_ascii_is_ascii(rich: Article) -> None:
    page = article_page(rich, TextStyle(width=60, ascii_only=True), COLORED)
    assert page.isascii()
    assert plain(page) == article_text(rich, width=60, ascii_only=True)
    assert "\n  \x1b[33m|\x1b[0m It is the same street" in page.replace('"', "")


def test_headline_and_headings_are_bold_quotes_have_a_bar_and_the_rest_about_it_is_dim(rich: Article) -> None:
    lines = article_page(rich, TextStyle(width=50), COLORED).splitlines()
    assert lines[0] == "\x1b[1mCopper Lane Returns With a “Quieter” Second Season\x1b[0m"
    assert "\x1b[2mBy Tess Arbour and Ivo Lang · The Evening Reel · 4\x1b[0m" in lines
    assert "  \x1b[33m┃\x1b[0m “It is the same street at a different hour," in lines
    assert "  \x1b[33m┃\x1b[0m \x1b[2m— Dara Finch, to The Lantern\x1b[0m" in lines
    assert "\x1b[1mWhat comes next\x1b[0m" in lines
    assert all(wcwidth.width(SGR.sub("", line)) <= 50 for line in lines if "\t" not in line)


def test_c01_hostile_words_bring_no_escape(hostile: Article) -> None:
    page = article_page(hostile, TextStyle(width=60), COLORED)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", SGR.sub("", page))
    assert not SGR.search(article_page(hostile, TextStyle(width=60), PLAIN))


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({}, "less -R -F"),
        ({"PAGER": "more"}, "more"),
        ({"PAGER": "more", "PULLQUOTE_PAGER": "less -S"}, "less -S"),
        ({"PAGER": "A=1 less | sort"}, "A=1 less | sort"),
        ({"PAGER": "less", "PULLQUOTE_PAGER": ""}, None),
        ({"PAGER": "cat"}, None),
        ({"PAGER": "no-such-pager -x"}, None),
        ({"PAGER": "less '"}, None),
    ],
)
def test_the_pager_is_the_users_and_none_where_it_is_not_there(
    environment: Mapping[str, str], command: str | None
) -> None:
    assert pager(environment) == command


@pytest.mark.parametrize("command", ["~/less-colours -R", '"$HOME/less-colours"'])
def test_a_pager_is_found_where_a_shell_finds_it(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert pager({"PAGER": command}) is None
    (tmp_path / "less-colours").touch(0o755)
    assert pager({"PAGER": command}) == command


def test_without_a_terminal_nothing_of_the_page_or_the_pager_is_imported(sample_edition: object) -> None:
    code = (
        f"import sys; sys.argv = ['pullquote', '--library', {str(sample_edition)!r}, 'show', '1', '--pager']\n"
        "from pullquote.tui.__main__ import main\n"
        "try: main()\n"
        "finally: print([n for n in sys.modules if n.endswith(('.article_page', '.pager', '.query', '.settings')) "
        "or n in ('click', 'subprocess')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=WAIT, check=True)
    assert done.stderr == "[]\n"
