"""`pullquote export --to`: wallabag and Readeck as they document their answers, and servers that do not keep to it."""

from __future__ import annotations

import email
import email.policy
import io
import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from pullquote.cache.core.article import Annotations, Document, Paragraph, make_article
from pullquote.cache.core.errors import Offline, PullquoteError, SettingsError, UsageError
from pullquote.cache.core.servers.credentials import Logins
from pullquote.cache.core.settings import Settings
from pullquote.cache.core.tags import TagChange
from pullquote.cache.library import Library
from pullquote.tui.cli.commands import cli

from ...cache.conftest import Loopback, Reply

TOKEN = "s3cret-token"
ENTRY = b'{"id":12,"url":"https://reel.example/1","title":"The pier","content":"..."}'
BOOKMARK = Reply(202, {"Bookmark-Id": "VnopmpKQ", "Content-Type": "application/json"}, b'{"status":202,"message":"ok"}')
LOGGED_IN = Reply(200, {"Content-Type": "application/json"}, json.dumps({"access_token": TOKEN}).encode())
KEPT = Reply(200, {"Content-Type": "application/json"}, ENTRY)


def call(*words: str) -> int:
    """Run a command in this process; return its exit code."""
    with cli.make_context("pullquote", list(words)) as context:
        return cli.invoke(context) or 0


@pytest.fixture
def folder(hermetic: Path) -> Path:
    """The folder of a library with three articles: whole, a teaser, and without an address."""
    with Library.open(hermetic / "library", settings=Settings()) as library:
        for number, url in ((1, "https://reel.example/1"), (2, "https://reel.example/2"), (3, None)):
            document = Document(
                url=url,
                title=f"The pier, part {number}",
                byline=("Ida Moor",),
                blocks=(Paragraph("Nora Vance & others <came> back."),),
            )
            library.keep(make_article(document, Annotations(blocks=document.blocks), fetched=None, rules=1))
        library.tag([1], TagChange(("piers", "old, new")))
        with library.database.write() as conn:
            conn.execute("UPDATE article SET complete = id <> 2")
    return hermetic / "library"


@pytest.fixture
def readeck(folder: Path, loopback: Loopback) -> Loopback:
    call("config", "set", "save.readeck", loopback.url + "/")
    call("config", "set", "save.readeck_command", f"echo {TOKEN}")
    loopback.on("/api/bookmarks", BOOKMARK)
    return loopback


@pytest.fixture
def wallabag(folder: Path, loopback: Loopback) -> Loopback:
    call("config", "set", "save.wallabag", loopback.url)
    tables = (("account", "ida", "pass w&rd"), ("client", "1_abc", "client-secret"))
    kept = folder / "logins.toml"
    kept.write_text(
        "".join(
            f'["wallabag {what} {loopback.url}"]\nname = "{who}"\npassword = "{word}"\n' for what, who, word in tables
        )
    )
    kept.chmod(0o600)
    loopback.on("/oauth/v2/token", LOGGED_IN)
    loopback.on("/api/entries.json", KEPT)
    return loopback


def form(seen: Any) -> list[tuple[str, str]]:
    """Return the fields of a form that was posted, with their names."""
    head = f"Content-Type: {seen['Content-Type']}\r\n\r\n".encode()
    message = email.message_from_bytes(head + seen.body, policy=email.policy.HTTP)
    return [
        (part.get_param("name", header="content-disposition"), part.get_payload(decode=True).decode())  # type: ignore[misc, union-attr]
        for part in message.iter_parts()  # type: ignore[attr-defined]
    ]


def test_readeck_gets_the_text_of_an_article_that_is_here_whole(
    readeck: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("export", "--to", "readeck", "1") == 0
    (seen,) = readeck.requests
    assert (seen.method, seen.path, seen["Authorization"]) == ("POST", "/api/bookmarks", f"Bearer {TOKEN}")
    fields = form(seen)
    assert fields[:5] == [
        ("url", "https://reel.example/1"),
        ("title", "The pier, part 1"),
        ("feature_find_main", "false"),
        ("labels", "piers"),
        ("labels", "old, new"),
    ] or [name for name, _ in fields[:5]] == ["url", "title", "feature_find_main", "labels", "labels"]
    name, resource = fields[-1]
    head, _, page = resource.partition("\n")
    assert (name, json.loads(head)["url"]) == ("resource", "https://reel.example/1")
    assert "Nora Vance &amp; others &lt;came&gt; back." in page
    out, said = capsys.readouterr()
    assert (out, said) == ("1\tThe pier, part 1\n", "1 article saved to Readeck.\n")


def test_wallabag_gets_the_text_after_a_login(wallabag: Loopback) -> None:
    assert call("export", "--to", "wallabag", "1", "2") == 0
    login, whole, teaser = wallabag.requests
    assert (login.path, login["Authorization"]) == ("/oauth/v2/token", None)
    assert {name: value for name, (value,) in parse_qs(login.body.decode()).items()} == {
        "grant_type": "password",
        "client_id": "1_abc",
        "client_secret": "client-secret",
        "username": "ida",
        "password": "pass w&rd",
    }
    assert (whole.method, whole["Authorization"]) == ("POST", f"Bearer {TOKEN}")
    said = json.loads(whole.body)
    assert (said["url"], said["title"], said["authors"]) == ("https://reel.example/1", "The pier, part 1", "Ida Moor")
    assert "Nora Vance &amp; others" in said["content"]
    assert "<h1>" not in said["content"]
    assert len(said["tags"].split(",")) == 2
    assert json.loads(teaser.body) == {"url": "https://reel.example/2"}, "its page is for the server to fetch"


def test_an_article_without_an_address_costs_no_other(readeck: Loopback, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("export", "--to", "readeck", "pier") == 3
    out, said = capsys.readouterr()
    assert sorted(out.splitlines()) == ["1\tThe pier, part 1", "2\tThe pier, part 2"]
    assert "3 The pier, part 3: It has no address" in said
    assert "2 articles saved to Readeck." in said


def test_what_is_veiled_goes_as_an_address_alone(folder: Path) -> None:
    from msgspec.structs import replace

    from pullquote.cache.core.article import Veiled
    from pullquote.cache.core.servers.saving import ToSave
    from pullquote.tui.services.programs.saving import to_save

    with Library.open(folder, settings=Settings(), read_only=True) as library:
        article = library.article(1)
    bare = ToSave(url="https://reel.example/1")
    assert to_save(replace(article, veiled=True), complete=True) == bare
    assert to_save(replace(article, blocks=(Veiled("x"), *article.blocks)), complete=True) == bare
    assert to_save(article, complete=True) != bare


@pytest.mark.parametrize(
    ("answer", "sentence", "asked"),
    [
        (Reply(401, {}, b'{"status":401,"message":"Unauthorized"}'), "does not take your login", 1),
        (Reply(403), "does not take your login", 1),
        (Reply(429, {"Retry-After": "30"}), "asks us to wait for 30 seconds", 1),
        (Reply(429, {"Retry-After": "soon"}), "asks us to wait: too much", 1),
        (Reply(404, {}, b"<html>nothing</html>"), "has no Readeck there", 1),
        (Reply(302, {"Location": "https://elsewhere.example/login"}), "sends us to https://elsewhere.example/login", 1),
        (Reply(422, {}, b'{"is_valid":false}'), "does not take this article (status 422)", 2),
        (Reply(500, {}, b"<html>oops</html>"), "answered with an error (status 500)", 2),
        (Reply(200, {"Content-Type": "text/html"}, b"<html>Log in</html>"), "did not answer as Readeck does", 2),
        (Reply(202, {}, b'{"status"', length=400), "broke off its answer", 2),
    ],
)
def test_what_a_server_says_instead_is_one_sentence(
    readeck: Loopback, capsys: pytest.CaptureFixture[str], answer: Reply, sentence: str, asked: int
) -> None:
    readeck.on("/api/bookmarks", answer)
    assert call("export", "--to", "readeck", "1", "2") == 1
    out, said = capsys.readouterr()
    assert out == ""
    assert sentence in said
    assert TOKEN not in said
    assert len(readeck.requests) == asked
    assert ("2 articles were not saved" in said) == (asked == 1)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Reply(400, {}, b'{"error":"invalid_grant","error_description":"Invalid username"}'), "name and password"),
        (Reply(400, {}, b'{"error":"invalid_client"}'), "does not take your client"),
        (Reply(200, {}, b"<html>Log in</html>"), "did not answer as wallabag does"),
        (Reply(200, {}, b'{"access_token": 5}'), "did not answer as wallabag does"),
        (Reply(200, {}, b'{"access_token": "a\\nb"}'), "did not answer as wallabag does"),
        (Reply(200, {}, b"[" * 100_000), "did not answer as wallabag does"),
        (Reply(500), "answered with an error"),
    ],
)
def test_a_login_that_wallabag_does_not_take_is_one_sentence(
    wallabag: Loopback, capsys: pytest.CaptureFixture[str], answer: Reply, sentence: str
) -> None:
    wallabag.on("/oauth/v2/token", answer)
    assert call("export", "--to", "wallabag", "1") == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert "pass w&rd" not in said
    assert [seen.path for seen in wallabag.requests] == ["/oauth/v2/token"]


@pytest.mark.parametrize("body", [b'"Error: url is not valid"', b"<html>", b'{"id":0}', b"{}"])
def test_wallabag_that_kept_nothing_is_not_believed(
    wallabag: Loopback, capsys: pytest.CaptureFixture[str], body: bytes
) -> None:
    wallabag.on("/api/entries.json", Reply(200, {}, body))
    assert call("export", "--to", "wallabag", "1") == 1
    assert "did not answer as wallabag does" in capsys.readouterr().err


def test_a_server_that_is_not_there_ends_it_at_once(readeck: Loopback, capsys: pytest.CaptureFixture[str]) -> None:
    readeck.close()
    assert call("export", "--to", "readeck", "1", "2", "1", "1") == 1
    said = capsys.readouterr().err
    assert "refused the connection. 1 article was not saved." in said


def test_without_a_network_or_an_address_or_a_login_it_says_what_to_do(folder: Path, loopback: Loopback) -> None:
    with pytest.raises(Offline, match="needs the network"):
        call("export", "--to", "readeck", "1", "--offline")
    with pytest.raises(SettingsError, match=r"config set save\.readeck ADDRESS"):
        call("export", "--to", "readeck", "1")
    call("config", "set", "save.readeck", "ftp://x")
    with pytest.raises(SettingsError, match="begins with https"):
        call("export", "--to", "readeck", "1")
    call("config", "set", "save.readeck", loopback.url)
    with pytest.raises(SettingsError, match="--login"):
        call("export", "--to", "readeck", "1")
    call("config", "set", "save.readeck_command", "false")
    with pytest.raises(SettingsError, match="did not print a password"):
        call("export", "--to", "readeck", "1")
    assert loopback.requests == []


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "words",
    [
        ("1",),
        ("-o", "-", "--to", "readeck", "1"),
        ("--to", "readeck"),
        ("--to", "readeck", "--since-last", "1"),
        ("--to", "readeck", "--highlights", "1"),
        ("-o", "-", "--login", "1"),
    ],
)
def test_where_to_is_said_once(words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        call("export", *words)


def test_a_login_is_asked_for_once_and_kept_from_others(
    folder: Path,
    loopback: Loopback,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    call("config", "set", "save.readeck", loopback.url)
    loopback.on("/api/bookmarks", BOOKMARK)

    class Typed(io.StringIO):
        def isatty(self) -> bool:
            return True

    asked: list[tuple[str, bool]] = []
    answers = iter([TOKEN])

    def prompt(text: str, *, hide_input: bool, err: bool) -> str:
        asked.append((text, hide_input))
        return next(answers)

    monkeypatch.setattr("sys.stdin", Typed())
    monkeypatch.setattr("click.prompt", prompt)
    assert call("export", "--to", "readeck", "1") == 0
    assert call("export", "--to", "readeck", "2") == 0
    assert [hidden for _, hidden in asked] == [True]
    kept = folder / "logins.toml"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert TOKEN in kept.read_text()
    assert Logins(folder).of(loopback.url) is None, "no feed's request ever carries it"
    assert TOKEN not in "".join(capsys.readouterr())


def test_a_key_saves_the_article_that_is_shown(readeck: Loopback, folder: Path) -> None:
    from pullquote.tui.services.programs.saving import save_one, services_set

    settings = Settings.load(folder.parent / "config" / "config.toml")
    with Library.open(folder, settings=settings) as library:
        assert services_set(library) == ["readeck"]
        assert save_one(library, "readeck", 1) == "Saved to Readeck"
        failing: list[tuple[Callable[[], str], str]] = [
            (lambda: save_one(library, "readeck", 3), "no address"),
            (lambda: save_one(library, "wallabag", 1), "save.wallabag"),
        ]
        for attempt, sentence in failing:
            with pytest.raises(PullquoteError, match=sentence):
                attempt()
    assert len(readeck.requests) == 1
