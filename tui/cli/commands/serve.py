"""`pullquote serve`: the app in a browser."""

from __future__ import annotations

import importlib.util
import ipaddress
import sys

import click

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import PullquoteError
from pullquote.tui.cli.commands.options import global_options
from pullquote.tui.cli.options import Options

LOOPBACK = "127.0.0.1"


@click.command(
    help="""Show the app in a browser on this machine, at an address that is printed. The address holds a token: who
    has it can read and change the library until you stop the command with Ctrl-C, nobody else can.

    Every window of the browser is a session of its own. Marks are shared between them and with the app in a terminal;
    the place in the list and in an article is kept by the one that was there first.

    \b
    Examples:
      pullquote serve                        on 127.0.0.1, port 8000
      pullquote serve --port 0               on any free port
      ssh -L 8000:127.0.0.1:8000 HOST        from another machine, by an encrypted way"""
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    metavar="N",
    help="Port to listen on; 0 takes any free one.",
)
@click.option(
    "--host",
    default=LOOPBACK,
    show_default=True,
    metavar="ADDRESS",
    help="Address to listen on. Any other than this machine's own lets others on the network see what you read.",
)
@global_options
def serve(options: Options, port: int, host: str) -> None:
    """Serve the app."""
    if importlib.util.find_spec("textual_serve") is None:
        raise PullquoteError("The browser needs one more package. Install it with: pip install 'pullquote[serve]'.")
    import asyncio

    from pullquote.tui.cli.serving import BrowserServer  # lazy: an optional package

    command = [sys.executable, "-m", "pullquote.tui"]
    for name, value in (("--library", options.library), ("--config", options.config)):
        if value is not None:
            command += [name, str(value)]
    if options.offline:
        command.append("--offline")
    if not _is_loopback(host):
        options.say(
            f"Warning: {host} can be reached from other machines, and what is sent is not encrypted; "
            "an ssh tunnel to 127.0.0.1 is safer."
        )

    def tell(address: str) -> None:
        click.echo(address)
        options.say("Pullquote is in the browser at this address, for whoever has it. Ctrl-C stops it.")
        sys.stdout.flush()

    def closing(windows: int) -> None:
        options.say(f"Closing {counted(windows, 'window')} in the browser …")

    asyncio.run(BrowserServer([*command, "open"], host, port).run(tell, closing))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
