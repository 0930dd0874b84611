"""JSON-RPC 2.0 as the Model Context Protocol has it: one message a line in, one answer a line out.

By hand rather than by the protocol's own package: that one brings a web server, a validator and their dependencies
(some twenty packages), for the four methods and one table of errors that reading needs. Pure but for what a tool does:
``Conversation`` takes lines and returns lines.

https://modelcontextprotocol.io/specification: lifecycle, tools, cancellation; revisions ``VERSIONS``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeGuard

import msgspec
from msgspec import Struct

from pullquote.cache import __version__
from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.sanitize import clean_line, clean_text

VERSIONS = ("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05")
"""Revisions of the protocol that are spoken, the newest first; what differs in them concerns none of our methods."""
LONGEST_LINE = 1 << 20
"""Most bytes of a message; a longer one is answered with an error and passed over."""
_MOST_IN_BATCH = 100
_MOST_ID = 1_000

PARSE, REQUEST, METHOD, PARAMS, INTERNAL = -32700, -32600, -32601, -32602, -32603
"""Codes of errors (JSON-RPC 2.0 section 5.1)."""


class RpcError(Exception):
    """An error of the protocol: its code, and a sentence."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class Tool(Struct, frozen=True):
    """What can be called: its name, what it is for, what it takes (a JSON Schema), and how it answers.

    ``call`` gets the arguments as they came. It raises ``RpcError`` with ``PARAMS`` for what does not fit the schema,
    and ``PullquoteError`` for what cannot be done, which is told to whoever called in a result.
    """

    name: str
    title: str
    help: str
    takes: Mapping[str, Any]
    call: Callable[[Mapping[str, Any]], Any]


class Conversation:
    """One conversation. ``answer`` belongs to one thread, ``listen`` may be called in another."""

    def __init__(self, tools: Sequence[Tool], instructions: str) -> None:
        self._tools = {tool.name: tool for tool in tools}
        self._instructions = instructions
        self._waiting: dict[str | int, int] = {}
        self._cancelled: set[str | int] = set()
        self._lock = threading.Lock()

    def listen(self, line: bytes) -> Any:
        """Read a line as it comes, before its turn: note what is asked and what is cancelled; return the message.

        What is no JSON comes back as the ``RpcError`` it will be answered with.
        """
        if len(line) > LONGEST_LINE:
            return RpcError(PARSE, f"A message may be {LONGEST_LINE} bytes long, and this one is longer.")
        try:
            message = msgspec.json.decode(line)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            return RpcError(PARSE, "This is not JSON in UTF-8.")
        with self._lock:
            for one in message if isinstance(message, list) else [message]:
                self._note(one)
        return message

    def answer(self, message: Any) -> bytes | None:
        """Return the line that answers a message that was listened to, ``None`` where none is due."""
        if isinstance(message, RpcError):
            return _line(_failure(None, message))
        if not isinstance(message, list):
            found = self._one(message)
            return None if found is None else _line(found)
        if not 0 < len(message) <= _MOST_IN_BATCH:
            return _line(_failure(None, RpcError(REQUEST, f"A batch has from 1 to {_MOST_IN_BATCH} messages.")))
        answers = [found for one in message if (found := self._one(one)) is not None]
        return _line(answers) if answers else None

    def _note(self, message: Any) -> None:
        if not isinstance(message, dict):
            return
        number, params = message.get("id"), message.get("params")
        if _is_id(number):
            self._waiting[number] = self._waiting.get(number, 0) + 1
        elif message.get("method") == "notifications/cancelled" and isinstance(params, dict):
            wanted = params.get("requestId")
            if _is_id(wanted) and wanted in self._waiting:
                self._cancelled.add(wanted)

    def _is_cancelled(self, number: str | int) -> bool:
        with self._lock:
            return number in self._cancelled

    def _settle(self, number: str | int) -> bool:
        """Forget a request that was answered; return whether it was cancelled meanwhile."""
        with self._lock:
            left = self._waiting.get(number, 1) - 1
            cancelled = number in self._cancelled
            self._waiting[number] = left
            if left <= 0:
                del self._waiting[number]
                self._cancelled.discard(number)
            return cancelled

    def _one(self, message: Any) -> dict[str, Any] | None:
        if not isinstance(message, dict):
            return _failure(None, RpcError(REQUEST, "A message is an object with jsonrpc, method and id."))
        if "id" not in message:
            return None if isinstance(message.get("method"), str) else _failure(None, RpcError(REQUEST, "No method."))
        number = message["id"]
        if not _is_id(number):
            return _failure(None, RpcError(REQUEST, "The id of a request is a text or a whole number."))
        if "method" not in message and ("result" in message or "error" in message):
            self._settle(number)
            return None  # an answer, and nothing was asked
        found = None if self._is_cancelled(number) else self._answered(message, number)
        return None if self._settle(number) else found

    def _answered(self, message: dict[str, Any], number: str | int) -> dict[str, Any]:
        try:
            if message.get("jsonrpc") != "2.0" or not isinstance(message.get("method"), str):
                raise RpcError(REQUEST, "A request has jsonrpc “2.0” and a method.")
            params = message.get("params", {})
            if not isinstance(params, dict):
                raise RpcError(PARAMS, "The params of a method are an object.")
            return {"jsonrpc": "2.0", "id": number, "result": self._result(message["method"], params)}
        except RpcError as error:
            return _failure(number, error)
        except Exception as error:  # noqa: BLE001 -- one request that fails ends no conversation
            return _failure(number, RpcError(INTERNAL, f"Answering failed ({type(error).__name__})."))

    def _result(self, method: str, params: Mapping[str, Any]) -> dict[str, Any]:
        match method:
            case "initialize":
                asked = params.get("protocolVersion")
                return {
                    "protocolVersion": asked if asked in VERSIONS else VERSIONS[0],
                    "capabilities": {"tools": {"listChanged": False}},
                    "serverInfo": {"name": "pullquote", "title": "Pullquote", "version": __version__},
                    "instructions": self._instructions,
                }
            case "ping":
                return {}
            case "tools/list":
                if params.get("cursor") is not None:
                    raise RpcError(PARAMS, "All tools are in one list: there is no further page.")
                return {"tools": [_described(tool) for tool in self._tools.values()]}
            case "tools/call":
                return self._called(params)
        raise RpcError(METHOD, f"There is no method {clean_line(method, 80)} here.")

    def _called(self, params: Mapping[str, Any]) -> dict[str, Any]:
        name, arguments = params.get("name"), params.get("arguments")
        tool = self._tools.get(name) if isinstance(name, str) else None
        if tool is None:
            known = ", ".join(self._tools)
            raise RpcError(PARAMS, f"There is no tool {clean_line(str(name), 80)}. There are: {known}.")
        arguments = {} if arguments is None else arguments
        if not isinstance(arguments, dict):
            raise RpcError(PARAMS, "The arguments of a tool are an object.")
        _check(tool, arguments)
        try:
            value = tool.call(arguments)
        except PullquoteError as error:
            return _told(str(error), failed=True)
        return {**_told(msgspec.json.encode(value).decode()), "structuredContent": msgspec.to_builtins(value)}


def _check(tool: Tool, arguments: Mapping[str, Any]) -> None:
    """Raise ``RpcError`` where arguments do not fit what a tool takes."""
    known = tool.takes["properties"]
    if wrong := [name for name in arguments if name not in known]:
        raise RpcError(PARAMS, f"{tool.name} takes no {clean_line(wrong[0], 80)}. It takes {', '.join(known)}.")
    for name in tool.takes.get("required", ()):
        if name not in arguments:
            raise RpcError(PARAMS, f"{tool.name} needs {name}.")
    for name, value in arguments.items():
        wanted = known[name]
        kinds = wanted["type"] if isinstance(wanted["type"], list) else [wanted["type"]]
        if not any(_is_of(value, kind) for kind in kinds):
            raise RpcError(PARAMS, f"{name} is of type {' or '.join(kinds)}.")
        if "enum" in wanted and value not in wanted["enum"]:
            raise RpcError(PARAMS, f"{name} is one of {', '.join(wanted['enum'])}.")
        low, high = wanted.get("minimum"), wanted.get("maximum")
        if low is not None and isinstance(value, int) and not low <= value <= high:
            raise RpcError(PARAMS, f"{name} is from {low} to {high}.")
        if isinstance(value, str) and len(value) > wanted.get("maxLength", len(value)):
            raise RpcError(PARAMS, f"{name} has at most {wanted['maxLength']} characters.")


def _is_of(value: Any, kind: str) -> bool:
    if kind == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str)


def _described(tool: Tool) -> dict[str, Any]:
    return {
        "name": tool.name,
        "title": tool.title,
        "description": tool.help,
        "inputSchema": {**tool.takes, "type": "object", "additionalProperties": False},
        "annotations": {"title": tool.title, "readOnlyHint": True, "idempotentHint": True, "openWorldHint": False},
    }


def _told(text: str, *, failed: bool = False) -> dict[str, Any]:
    return {"content": [{"type": "text", "text": clean_text(text)}], "isError": failed}


def _failure(number: str | int | None, error: RpcError) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "error": {"code": error.code, "message": clean_line(str(error))}}


def _is_id(value: object) -> TypeGuard[str | int]:
    if isinstance(value, str):
        return len(value) <= _MOST_ID
    return isinstance(value, int) and not isinstance(value, bool)


def _line(value: Any) -> bytes:
    return msgspec.json.encode(value) + b"\n"
