"""`pullquote mcp`: the library for programs that ask, by JSON-RPC on stdin and stdout."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Iterator
from typing import BinaryIO, TextIO

import click

from pullquote.tui.cli.commands.options import global_options
from pullquote.tui.cli.library_tools import INSTRUCTIONS, tools
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.rpc import LONGEST_LINE, Conversation

_AHEAD = 64
"""Messages that are read before their turn: one that cancels another is heard meanwhile."""
_READ = 1 << 16


@click.command(
    help="""Let another program read the library: it speaks the Model Context Protocol, JSON-RPC 2.0 with one message
    a line on stdin and one answer a line on stdout. The tools are search, read, quotes and names. Nothing is written,
    nothing is fetched, and what is guarded stays veiled unless --spoilers is given. It ends when stdin does.

    \b
    Examples:
      {"command": "pullquote", "args": ["mcp"]}            in the settings of the program that asks
      echo '{"jsonrpc":"2.0","id":1,"method":"tools/call",
             "params":{"name":"quotes","arguments":{"person":"ritter"}}}' | tr -d '\\n' | pullquote mcp"""
)
@global_options
def mcp(options: Options) -> None:
    """Answer until stdin ends."""
    with options.open_library() as library:
        _converse(Conversation(tools(library), INSTRUCTIONS), sys.stdin.buffer, sys.stdout)


def _converse(conversation: Conversation, stdin: BinaryIO, stdout: TextIO) -> None:
    """Answer what comes, in order; reading goes on meanwhile in a thread, which ends with the program."""
    messages: queue.Queue[object] = queue.Queue(_AHEAD)
    ended = object()

    def listen() -> None:
        try:
            for line in _lines(stdin):
                messages.put(conversation.listen(line))
        except (OSError, ValueError):
            pass  # stdin was closed
        finally:
            messages.put(ended)

    threading.Thread(target=listen, name="stdin", daemon=True).start()
    while (message := messages.get()) is not ended:
        if (answer := conversation.answer(message)) is not None:
            stdout.write(answer.decode())
            stdout.flush()


def _lines(stdin: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a stream that are not empty, without their ends; of a long one, more than may be answered.

    Read below the buffer of ``sys.stdin``: the interpreter cannot end while a thread waits within that.
    """
    raw = getattr(stdin, "raw", stdin)
    held = b""
    while data := raw.read(_READ):
        first, *more = data.split(b"\n")
        held += first[: max(0, LONGEST_LINE + 1 - len(held))]
        for line in more:
            if held.strip():
                yield held.rstrip(b"\r")
            held = line
    if held.strip():
        yield held
