"""`pullquote mcp`: conversations with the real program, sound and broken; the protocol's rules; bounded answers."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.article import Annotations, Document, Paragraph, make_article
from pullquote.cache.core.errors import NotFound
from pullquote.cache.core.settings import Settings
from pullquote.cache.library import Library
from pullquote.tui.cli.library_tools import tools
from pullquote.tui.cli.rpc import INTERNAL, LONGEST_LINE, METHOD, PARAMS, PARSE, REQUEST, Conversation, Tool

from ...waiting import WAIT


class Program:
    """The real program, and a conversation with it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pullquote.tui", "mcp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self.process.stdin
        assert self.process.stdout
        self._stdin, self._lines = self.process.stdin, queue.Queue[bytes]()
        stdout = self.process.stdout
        self._thread = threading.Thread(target=lambda: [self._lines.put(line) for line in stdout])
        self._thread.start()

    def send(self, *lines: bytes) -> None:
        self._stdin.write(b"".join(line + b"\n" for line in lines))
        self._stdin.flush()

    def ask(self, method: str, number: Any = 1, **params: Any) -> None:
        self.send(json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}).encode())

    def answer(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._lines.get(timeout=WAIT))
        return found

    def end(self) -> tuple[int, bytes]:
        self._stdin.close()
        code = self.process.wait(WAIT)
        assert self.process.stderr
        return code, self.process.stderr.read()

    def close(self) -> None:
        self.process.kill()
        self.process.wait(WAIT)
        self._thread.join(WAIT)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream
            stream.close()


@pytest.fixture
def filled(hermetic: Path) -> Path:
    """The folder of a library with 60 articles, the last of them long."""
    folder = hermetic / "library"
    with Library.open(folder, settings=Settings()) as library:
        for number in range(1, 61):
            words = "The pier is old. " * (4_000 if number == 60 else 3)
            document = Document(
                url=f"https://reel.example/{number}", title=f"The pier, part {number}", blocks=(Paragraph(words),)
            )
            library.keep(make_article(document, Annotations(blocks=document.blocks), fetched=None, rules=1))
    return folder


@pytest.fixture
def program(filled: Path) -> Iterator[Program]:
    talking = Program()
    yield talking
    talking.close()


def test_a_whole_conversation(program: Program) -> None:
    program.ask("initialize", "a", protocolVersion="2025-06-18", capabilities={}, clientInfo={"name": "t"})
    first = program.answer()
    assert (first["id"], first["result"]["protocolVersion"]) == ("a", "2025-06-18")
    assert first["result"]["capabilities"] == {"tools": {"listChanged": False}}
    program.send(b'{"jsonrpc":"2.0","method":"notifications/initialized"}')
    program.ask("tools/list", 2)
    listed = program.answer()["result"]["tools"]
    assert [tool["name"] for tool in listed] == ["search", "read", "quotes", "names"]
    assert all(tool["inputSchema"]["type"] == "object" for tool in listed)
    program.ask("tools/call", 3, name="search", arguments={"query": "pier", "limit": 2})
    told = program.answer()["result"]
    assert json.loads(told["content"][0]["text"]) == told["structuredContent"]
    assert [len(told["structuredContent"]["articles"]), told["structuredContent"]["next_offset"]] == [2, 2]
    program.ask("tools/call", 4, name="read", arguments={"article": "https://reel.example/7"})
    assert program.answer()["result"]["structuredContent"]["title"] == "The pier, part 7"
    assert program.end() == (0, b"")


def test_what_is_broken_is_answered_and_ends_nothing(program: Program) -> None:
    program.send(
        b"no json",
        b'{"jsonrpc":"2.0","id":1',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"jsonrpc":"2.0","id":1,"method":"ping","params":"' + b"x" * (3 * LONGEST_LINE) + b'"}',
        b"",
        b"   ",
    )
    answers = [program.answer() for _ in range(5)]
    assert {(one["id"], one["error"]["code"]) for one in answers} == {(None, PARSE)}
    assert "longer" in answers[4]["error"]["message"]
    program.ask("ping", 9)
    assert program.answer() == {"jsonrpc": "2.0", "id": 9, "result": {}}
    assert program.end() == (0, b"")


@pytest.mark.usefixtures("filled")
def test_a_reader_that_leaves_ends_it_without_a_word() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "pullquote.tui", "mcp"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as quiet:
        assert quiet.stdin
        assert quiet.stdout
        assert quiet.stderr
        quiet.stdout.close()
        quiet.stdin.write(b'{"jsonrpc":"2.0","id":1,"method":"ping"}\n')
        quiet.stdin.flush()  # and it stays open: whoever writes is still there
        assert (quiet.wait(WAIT), quiet.stderr.read()) == (141, b"")


@pytest.mark.usefixtures("filled")
def test_a_message_without_its_line_end_is_answered_when_the_input_ends() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pullquote.tui", "mcp"],
        input=b'{"jsonrpc":"2.0","id":1,"method":"ping"}',
        capture_output=True,
        timeout=WAIT,
        check=True,
    )
    assert json.loads(done.stdout) == {"jsonrpc": "2.0", "id": 1, "result": {}}


@pytest.fixture
def talk() -> Conversation:
    """A conversation with tools that answer, fail, and break."""

    def fail(_: object) -> None:
        raise NotFound("There is no such thing.")

    takes = {
        "properties": {
            "word": {"type": "string", "maxLength": 5},
            "count": {"type": "integer", "minimum": 1, "maximum": 3},
            "kind": {"type": "string", "enum": ["a", "b"]},
        },
        "required": ["word"],
    }
    return Conversation(
        [
            Tool("echo", "Echo", "Echo.", takes, lambda given: {"word": given["word"]}),
            Tool("fail", "Fail", "Fail.", {"properties": {}}, fail),
            Tool("broken", "Broken", "Broken.", {"properties": {}}, lambda _: 1 // 0),
        ],
        "",
    )


def said(talk: Conversation, message: Any) -> Any:
    line = message if isinstance(message, bytes) else json.dumps(message).encode()
    answer = talk.answer(talk.listen(line))
    return None if answer is None else json.loads(answer)


def call(name: Any, **arguments: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": arguments}}


@pytest.mark.parametrize(
    ("message", "number", "code"),
    [
        (b"{", None, PARSE),
        (b'"text"', None, REQUEST),
        (b"null", None, REQUEST),
        (b"[]", None, REQUEST),
        ([{}] * 101, None, REQUEST),
        ({}, None, REQUEST),
        ({"jsonrpc": "2.0", "method": 1}, None, REQUEST),
        ({"jsonrpc": "2.0", "id": None, "method": "ping"}, None, REQUEST),
        ({"jsonrpc": "2.0", "id": 1.5, "method": "ping"}, None, REQUEST),
        ({"jsonrpc": "2.0", "id": True, "method": "ping"}, None, REQUEST),
        ({"jsonrpc": "2.0", "id": "x" * 2_000, "method": "ping"}, None, REQUEST),
        ({"jsonrpc": "1.0", "id": 1, "method": "ping"}, 1, REQUEST),
        ({"jsonrpc": "2.0", "id": 1}, 1, REQUEST),
        ({"jsonrpc": "2.0", "id": 1, "method": "ping", "params": []}, 1, PARAMS),
        ({"jsonrpc": "2.0", "id": 1, "method": "resources/list"}, 1, METHOD),
        ({"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {"cursor": "x"}}, 1, PARAMS),
        ({"jsonrpc": "2.0", "id": 1, "method": "tools/call"}, 1, PARAMS),
        ({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "echo", "arguments": []}}, 1, PARAMS),
        (call("nothing"), 1, PARAMS),
        (call(["echo"]), 1, PARAMS),
        (call("echo"), 1, PARAMS),
        (call("echo", word=1), 1, PARAMS),
        (call("echo", word="longer"), 1, PARAMS),
        (call("echo", word="a", count=4), 1, PARAMS),
        (call("echo", word="a", count=True), 1, PARAMS),
        (call("echo", word="a", count="1"), 1, PARAMS),
        (call("echo", word="a", kind="c"), 1, PARAMS),
        (call("echo", word="a", other=1), 1, PARAMS),
        (call("broken"), 1, INTERNAL),
    ],
)
def test_errors_of_the_protocol(talk: Conversation, message: Any, number: Any, code: int) -> None:
    answer = said(talk, message)
    assert (answer["id"], answer["error"]["code"]) == (number, code)
    assert "\x1b" not in answer["error"]["message"]


def test_what_cannot_be_done_is_told_in_a_result(talk: Conversation) -> None:
    assert said(talk, call("fail"))["result"] == {
        "content": [{"type": "text", "text": "There is no such thing."}],
        "isError": True,
    }
    assert said(talk, call("echo", word="a", count=3, kind="b"))["result"]["structuredContent"] == {"word": "a"}


@pytest.mark.parametrize(
    "message",
    [
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "method": "no/such/thing"},
        {"jsonrpc": "2.0", "method": "tools/call", "params": {"name": "broken"}},
        {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 99}},
        {"jsonrpc": "2.0", "method": "notifications/cancelled"},
        {"jsonrpc": "2.0", "id": 5, "result": {}},
        {"jsonrpc": "2.0", "id": 5, "error": {"code": 1, "message": "x"}},
        [{"jsonrpc": "2.0", "method": "notifications/initialized"}],
    ],
)
def test_what_asks_nothing_is_never_answered(talk: Conversation, message: Any) -> None:
    assert said(talk, message) is None


def test_a_batch_is_answered_as_one_without_its_notifications(talk: Conversation) -> None:
    one = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    answers = said(talk, [one, {"jsonrpc": "2.0", "method": "notifications/initialized"}, 5, {**one, "id": 2}])
    assert [answer["id"] for answer in answers] == [1, None, 2]


def test_a_request_that_is_cancelled_before_its_turn_is_not_answered(talk: Conversation) -> None:
    first, second = (talk.listen(json.dumps({**call("echo", word="a"), "id": number}).encode()) for number in (1, 2))
    cancel = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 1}}
    after = talk.listen(json.dumps(cancel).encode())
    assert talk.answer(first) is None
    assert talk.answer(second) is not None
    assert talk.answer(after) is None
    assert said(talk, call("echo", word="a"))["id"] == 1, "the number may be used again"


def test_the_newest_revision_is_offered_to_one_that_asks_for_an_unknown(talk: Conversation) -> None:
    asked = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "1999-01-01"}}
    assert said(talk, asked)["result"]["protocolVersion"] == "2025-11-25"


@pytest.fixture
def tool(filled: Path) -> Iterator[Any]:
    with Library.open(filled, settings=Settings(), read_only=True) as library:
        found = {one.name: one.call for one in tools(library)}
        yield lambda name, **given: found[name](given)


def test_pages_of_a_list_are_whole_and_none_comes_twice(tool: Any) -> None:
    for query in ("", "pier"):
        numbers, offset = [], 0
        while offset is not None:
            page = tool("search", query=query, limit=25, offset=offset)
            numbers += [one.id for one in page.articles]
            offset = page.next_offset
        assert sorted(numbers) == list(range(1, 61))


def test_a_long_article_comes_in_parts_that_are_the_whole(tool: Any) -> None:
    parts, offset = [], 0
    while offset is not None:
        part = tool("read", article=60, offset=offset)
        assert len(part.text) <= 20_000
        parts.append(part.text)
        offset = part.next_offset
    assert len(parts) > 2
    assert "".join(parts).count("The pier is old.") == 4_000
    assert tool("read", article=60, offset=10_000_000).text == ""


def test_no_tool_writes(filled: Path, tool: Any) -> None:
    before = {path.name: path.read_bytes() for path in filled.iterdir() if path.name.endswith(".db")}
    for name, given in (
        ("search", {}),
        ("read", {"article": 1}),
        ("quotes", {}),
        ("names", {}),
        ("names", {"begins": "p"}),
    ):
        tool(name, **given)
    assert {path.name: path.read_bytes() for path in filled.iterdir() if path.name.endswith(".db")} == before
