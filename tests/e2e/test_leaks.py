"""No way out of the command line tells what is guarded: every command, every option and every format is walked."""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import click
import pytest
from click.shell_completion import ShellComplete

from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.settings import Settings
from pullquote.cache.export import BOOK_FORMAT, FORMATS
from pullquote.cache.library import Library
from pullquote.tui.cli import fast_path
from pullquote.tui.cli.commands import COMMANDS, cli
from pullquote.tui.cli.options import GLOBAL_OPTIONS

from .guarded import NOW, SECRET, SLUG, found_in, furnish, page, recap, without_addresses

TELLS: dict[str, tuple[tuple[str, ...], ...]] = {
    "list": (("list",), ("list", "--stories"), ("list", "--fields", "id,title,names,keywords,picture")),
    "search": (("search", "saltgate"), ("search", SECRET + "para"), ("search", "harbour")),
    "show": (("show", "1"), ("show", "1", "2", "--changes"), ("show", "Saltgate season 3")),
    "quotes": (("quotes",), ("quotes", "--about", "Saltgate")),
    "people": (("people",), ("people", "saltgate")),
    "works": (("works",), ("works", "harbour")),
    "shows": (("shows",), ("shows", "saltgate")),
    "about": (("about", "Saltgate"), ("about", "Ada Quill"), ("about", "Zq")),
    "names export": (("names", "export", "--learned"),),
    "releases": (("releases",), ("releases", "--past")),
    "extract": (("extract", "PAGE"),),
    "export": (("export", "--output", "-"), ("export", "--output", "OUT/"), ("export", "--output", "OUT.epub")),
    "edition": (
        ("edition",),
        ("edition", "--list"),
        ("edition", "--output", "OUT.epub"),
        ("edition", "--output", "OUT.md"),
    ),
    "quotebook": (("quotebook",), ("quotebook", "saltgate"), ("quotebook", "--output", "OUT/")),
    "remove": (("remove", "is:unread", "--dry-run"), ("remove", "1", "--yes")),
    "mcp": (("mcp",),),
    "open": (("open", "1"), ("open", "PAGE"), ("open", "Saltgate season 3")),
}
"""Commands that tell of articles, with words for each: with ``--spoilers`` one of them has a guarded word.

``PAGE`` is a file with the guarded article, ``MAIL`` a mail with it, ``OUT`` a file or folder to write.
"""
QUIET: dict[str, tuple[tuple[str, ...], ...]] = {
    "groups": (("groups",),),
    "names import": (("names", "import", "LIST"),),
    "names list": (("names", "list"),),
    "names sources": (("names", "sources"),),
    "names forget": (("names", "forget", "Zqx"),),
    "sync": (("sync",),),
    "sync add": (("sync", "add", "miniflux", "http://127.0.0.1:1", "--token-command", "echo x"),),
    "sync remove": (("sync", "remove", "1"),),
    "sync status": (("sync", "status"),),
    "catalogue on": (("catalogue", "on", "--yes"),),
    "catalogue off": (("catalogue", "off"),),
    "catalogue status": (("catalogue", "status"),),
    "catalogue update": (("catalogue", "update", "--offline"),),
    "catalogue forget": (("catalogue", "forget", "Saltgate"),),
    "catalogue link": (("catalogue", "link", "Saltgate"), ("catalogue", "link", "Zq")),
    "catalogue unlink": (("catalogue", "unlink", "Saltgate"),),
    "refresh": (("refresh", "--offline"), ("refresh",)),
    "feeds list": (("feeds", "list"),),
    "feeds add": (("feeds", "add", "https://reel.example/feed", "--offline"),),
    "feeds remove": (("feeds", "remove", "Saltgate"),),
    "feeds set": (("feeds", "set", "Saltgate", "--pause"),),
    "feeds import": (("feeds", "import", "--starter", "--offline"),),
    "feeds export": (("feeds", "export"),),
    "feeds check": (("feeds", "check", "PAGE"),),
    "add": (("add", "PAGE"), ("add", "--mailbox", "MAIL")),
    "star": (("star", "1"), ("undo",), ("star", "Saltgate season 3")),
    "unstar": (("unstar", "1"),),
    "read": (("read", "1"), ("undo",)),
    "unread": (("unread", "1"),),
    "tag": (("tag",), ("tag", "yours", "1"), ("undo",)),
    "later": (("later",), ("later", "2"), ("undo",)),
    "rules list": (("rules", "list"),),
    "rules run": (("rules", "run", "--dry-run"), ("rules", "run")),
    "highlight": (("highlight", "1", "the keeper"), ("highlight", "1", "zqxpara"), ("highlight", "1", "--quote", "1")),
    "note": (("note", "1", "mine"), ("note", "1"), ("undo",)),
    "guard": (("guard",), ("guard", "Saltgate"), ("guard", "Zqxn"), ("undo",)),
    "follow": (("follow",), ("follow", "Zqxn"), ("follow", "Ada Quill")),
    "unfollow": (("unfollow", "Ada Quill"),),
    "seen": (("seen",), ("seen", "Saltgate"), ("seen", "Zqxw")),
    "undo": (("remove", "1"), ("undo",), ("undo",), ("undo",)),
    "keys": (("keys",),),
    "config get": (("config", "get", "--all"),),
    "config set": (("config", "set", "list.stories", "true"),),
    "config unset": (("config", "unset", "list.stories"),),
    "config path": (("config", "path"),),
    "config check": (("config", "check"),),
    "paths": (("paths",),),
    "doctor": (("doctor",), ("doctor", "--relink", "--force")),
    "prune": (("prune", "--dry-run"), ("prune",)),
    "schema": (("schema",),),
    "manual": (("manual",),),
    "completion": (("completion", "bash"),),
}
"""Commands that tell nothing of articles, or only of those a user names."""
WALKED_APART = {"serve"}
"""Commands that are the app: ``test_leaks_app`` walks that."""
NEVER_ENDS = {"--watch", "--help"}
WORDS = {
    "--limit": "5",
    "--weeks": "4",
    "--width": "40",
    "--color": "always",
    "--person": "Zqxs",
    "--about": "Saltgate",
    "--minutes": "90",
    "--moment": NOW.isoformat(),
}
"""Values of options that take any."""


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library with guarded articles; to be copied."""
    folder = tmp_path_factory.mktemp("guarded") / "library"
    with Library.open(folder, settings=Settings()) as library:
        furnish(library)
    return folder


@pytest.fixture
def library(hermetic: Path, furnished: Path) -> Path:
    folder = hermetic / "library"
    shutil.copytree(furnished, folder)
    return folder


def _leaves(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, with its name."""
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from _leaves(found, (*path, name))


LEAVES = dict(_leaves(cli))


class Run:
    """Runs the command line in this process and keeps all it says and writes."""

    def __init__(self, home: Path) -> None:
        self.home = home
        (home / "page.html").write_text(page(recap()))
        (home / "list.tsv").write_text("Zero Name\tperson\n")
        head = "From: Reel <news@reel.example>\nSubject: Saltgate: zqxtitle takes it all\nContent-Type: text/html\n\n"
        (home / "mail.eml").write_text(head + page(recap()))

    def __call__(self, *words: str) -> str:
        """Return what a call says on both streams, and what it writes into files, with their names."""
        out = self.home / "out"
        names = {"PAGE": "page.html", "LIST": "list.tsv", "MAIL": "mail.eml"}
        places = {word: str(self.home / name) for word, name in names.items()}
        arguments = [places.get(word, word.replace("OUT", str(out / "it"))) for word in words]
        out.mkdir()
        try:
            return self._said(arguments) + "\n".join(_written(out))
        finally:
            shutil.rmtree(out)

    def _said(self, arguments: list[str]) -> str:
        said, bytes_out = io.StringIO(), io.BytesIO()
        asked = io.TextIOWrapper(io.BytesIO("\n".join(map(json.dumps, _conversation())).encode()))
        stdout = io.TextIOWrapper(bytes_out, encoding="utf-8", write_through=True)
        with redirect_stdout(stdout), redirect_stderr(said), patch("sys.stdin", asked):
            try:
                call = fast_path.read(arguments, os.environ)
                if call is not None:
                    fast_path.answer(call)
                else:
                    with cli.make_context("pullquote", list(arguments)) as context:
                        cli.invoke(context)
            except (click.exceptions.Exit, SystemExit):
                pass
            except click.ClickException as error:
                error.show(said)
            except PullquoteError as error:
                said.write(str(error))
        data = bytes_out.getvalue()
        return _readable("book.epub" if data.startswith(b"PK") else "out", data) + said.getvalue()


def _conversation() -> Iterator[dict[str, Any]]:
    """Yield what a program may ask: of every tool, with words that lead to what is guarded."""
    words = ("", "saltgate", SECRET + "para", "harbour")
    calls: list[tuple[str, dict[str, Any]]] = [("search", {"query": word}) for word in words]
    calls += [("quotes", {"query": word}) for word in words[:2]] + [("quotes", {"about": "Saltgate"})]
    calls += [("names", {}), ("names", {"query": "saltgate"}), ("names", {"begins": "z"}), ("names", {"begins": "zqx"})]
    calls += [("read", {"article": number, "format": form}) for number in range(1, 9) for form in ("text", "md")]
    calls += [("read", {"article": "Saltgate season 3"})]
    for number, (name, arguments) in enumerate(calls):
        params = {"name": name, "arguments": arguments}
        yield {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}


def _written(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        yield str(path.relative_to(folder))
        if path.is_file():
            yield _readable(path.name, path.read_bytes())


def _readable(name: str, data: bytes) -> str:
    if not name.endswith(".epub"):
        return data.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "\n".join(f"{one}\n{book.read(one).decode(errors='replace')}" for one in book.namelist())


def variants(name: str, command: click.Command, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a call with each format there is, with each of its own options, and with the common ones."""
    yield words
    taken = {opt for word in words for opt in (word,) if word.startswith("--")}
    common = {option.flag for option in GLOBAL_OPTIONS}
    for form in FORMATS:
        yield (*words, "--format", form)
    yield (*words, "--verbose")
    yield (*words, "--color", "always", "--width", "30")
    yield (*words, "--fields", "help")
    for option in command.params:
        if not isinstance(option, click.Option):
            continue
        flag = max(option.opts, key=len)
        if flag in NEVER_ENDS | taken | common:
            continue
        if option.is_flag:
            yield (*words, flag)
            yield from ((*words, no) for no in option.secondary_opts)
        elif isinstance(option.type, click.Choice):
            yield from ((*words, flag, str(choice)) for choice in option.type.choices)
        elif flag in WORDS:
            yield (*words, flag, WORDS[flag])


def test_every_command_is_walked() -> None:
    assert {*LEAVES} <= {*TELLS, *QUIET, *WALKED_APART}
    assert {name.split()[0] for name in LEAVES} == {*COMMANDS}


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("name", [name for name in (*TELLS, *QUIET) if name in LEAVES])
def test_a_command_tells_nothing_that_is_guarded(name: str, hermetic: Path) -> None:
    run = Run(hermetic)
    calls = (TELLS | QUIET)[name]
    slow = {"extract", "open", "add", "refresh", "doctor", "feeds check", "feeds import"}
    for words in calls:
        several = [words] if name in slow or words[0] != name.split()[0] else variants(name, LEAVES[name], words)
        for call in several:
            typed = {word.casefold() for word in call}
            said = run(*call)
            if "html" not in call:  # whose attributes are no keys
                said = without_addresses(said)
            told = [word for word in found_in(said) if not any(word in one for one in typed)]
            assert not told, f"pullquote {' '.join(call)} tells {', '.join(told)}"


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("name", [name for name in TELLS if name in LEAVES])
def test_it_is_there_again_with_spoilers(name: str, hermetic: Path) -> None:
    assert found_in(Run(hermetic)(*TELLS[name][0], "--spoilers"))


@pytest.mark.usefixtures("library")
def test_a_variable_of_the_environment_asks_for_it_too(hermetic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_SPOILERS", "1")
    assert found_in(Run(hermetic)("list"))


def test_every_format_is_one_the_walk_reads() -> None:
    known = {"text", "md", "html", "json", "jsonl", "tsv", BOOK_FORMAT}
    assert {*FORMATS} == known, "Run must be able to read what a new format writes"


@pytest.mark.usefixtures("library")
def test_completion_offers_nothing_that_is_guarded() -> None:
    completer = ShellComplete(cli, {}, "pullquote", "_PULLQUOTE_COMPLETE")
    offered: list[str] = []
    for name in LEAVES:
        for typed in ("z", "zq", "Zqx", "keyword:", "keyword:zq", "person:zq", "work:z", "name:z", "salt"):
            found = completer.get_completions(name.split(), typed)
            offered += (f"{one.value} {one.help}" for one in found if one.value != typed)
    assert any("Saltgate" in one for one in offered)
    assert found_in("\n".join(offered)) == []


def test_doors_for_the_app_tell_nothing(library: Path) -> None:
    settings = Settings()
    with Library.open(library, settings=settings) as opened:
        show = opened.names.find("Saltgate").id
        calls: tuple[Callable[[], Any], ...] = (
            lambda: opened.headlines(opened.ids()),
            lambda: [opened.article(number) for number in opened.ids()],
            lambda: [opened.article(1, origin=origin) for origin in opened.origins(1)],
            lambda: [opened.changed.of(number) for number in opened.ids()],
            lambda: [opened.changed.before(number) for number in opened.ids()],
            lambda: [opened.stories.others(number) for number in opened.ids()],
            lambda: [opened.stories.likely(number) for number in opened.ids()],
            lambda: [opened.stories.new_in(number) for number in opened.ids()],
            lambda: opened.names.listed(()),
            lambda: opened.names.listed((), "saltgate"),
            lambda: opened.names.listed((), among=[1, 2]),
            lambda: [opened.names.complete(prefix) for prefix in ("z", "zqx", "a")],
            lambda: opened.values("keyword"),
            lambda: opened.releases(),
            lambda: [opened.names.about(name.id) for name in opened.names.listed(())],
            lambda: opened.editions.choose(90),
            lambda: opened.editions.lacking(opened.editions.choose(90)),
            lambda: opened.calendar.events(),
            lambda: opened.calendar.facts(),
            lambda: opened.calendar.moved(NOW - timedelta(days=99)),
            lambda: opened.catalogue.records(show),
            lambda: opened.catalogue.records_of_all([show]),
            lambda: opened.catalogue.candidates(show),
            lambda: opened.following.things(),
            lambda: opened.offline_status(),
            lambda: opened.guard.veils(opened.ids()),
        )
        for number, call in enumerate(calls):
            told = [word for word in found_in(repr(call())) if word != SLUG]  # which programs are told
            if number == len(calls) - 1:
                assert set(told) <= {"zqxkeyword", "zqxname", "zqxson"}  # what is not to be told is said in them
            else:
                assert told == [], f"door {number} tells {told}"
