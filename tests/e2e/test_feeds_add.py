"""`pullquote feeds add` on a terminal: what is asked, and how to stop, stand there while a site is slow."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from .conftest import Terminal


def test_the_address_that_is_asked_and_the_way_out_are_shown(start: Callable[..., Terminal]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes a connection, and never answers
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        terminal = start("feeds", "add", address, columns=60)
        terminal.until(lambda text: f"Ctrl-C stops. Asking {address}" in text)
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.ended() == 130
        assert "Asking" not in terminal.text()
