"""`pullquote serve`: the app in a browser."""

from __future__ import annotations

import importlib.util
import shlex
import sys

import click

from pullquote.cache.core.errors import PullquoteError
from pullquote.tui.cli.commands.options import global_options
from pullquote.tui.cli.options import Options

LOOPBACK = "127.0.0.1"


@click.command(
    help="""Show the app in a browser on this machine. It listens on 127.0.0.1 only and asks for no password:
    everyone who can open connections on this machine can read and change the library while it runs.

    \b
    Example:
      pullquote serve --port 8000"""
)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, metavar="N", help="Port to listen on."
)
@global_options
def serve(options: Options, port: int) -> None:
    """Serve the app."""
    if importlib.util.find_spec("textual_serve") is None:
        raise PullquoteError("The browser needs one more package. Install it with: pip install 'pullquote[serve]'.")
    from textual_serve.server import Server  # lazy: an optional package

    command = [sys.executable, "-m", "pullquote.tui"]
    for name, value in (("--library", options.library), ("--config", options.config)):
        if value is not None:
            command += [name, str(value)]
    if options.offline:
        command.append("--offline")
    options.say(f"Pullquote is at http://{LOOPBACK}:{port}/ until Ctrl-C. Anyone on this machine can open it.")
    Server(shlex.join([*command, "open"]), host=LOOPBACK, port=port, title="Pullquote").serve()
