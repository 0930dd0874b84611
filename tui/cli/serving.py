"""The app in a browser: an HTTP server that lets in only who has its address.

The address holds a random token as the beginning of its path, so that pages, scripts and the socket of a session all
have it. A request without it is refused, and so is one that names another host (a name that leads here by somebody
else's DNS), and a socket that a page of another origin opens. Every window is a process of its own on the library;
which of several keeps the place is told by ``cache/store/file/session.py``.

Needs the extra ``serve``; imported by nothing else than ``pullquote serve``.
"""

from __future__ import annotations

import asyncio
import errno
import hmac
import ipaddress
import logging
import secrets
import shlex
import signal
import socket
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web
from aiohttp.http import HttpProcessingError
from textual_serve.server import Server

from pullquote.cache.core.errors import PullquoteError

MOST_WINDOWS = 8
"""Windows open at once; each is a process."""
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; frame-ancestors 'none'; form-action 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
"""On every answer: nothing is loaded from elsewhere, and the address with its token goes nowhere else."""
_OTHER_ADDRESS = "This address does not let you in: open the one that `pullquote serve` printed.\n"
_OTHER_HOST = "This server answers under the address that `pullquote serve` printed, under no other name.\n"
_OTHER_ORIGIN = "Only the page of this server may open its windows.\n"
_TOO_MANY = f"{MOST_WINDOWS} windows are open already: close one, then reload this page.\n"

_ON_THIS_MACHINE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 -- only what a user named is listened on

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class BrowserServer(Server):
    """Serves the app that ``command`` starts on ``host``; port 0 takes a free one."""

    def __init__(self, command: Sequence[str], host: str, port: int) -> None:
        super().__init__(shlex.join(command), host=host, port=port, title="Pullquote", public_url="")
        self._token = secrets.token_urlsafe(24)
        self._windows: set[asyncio.Task[None] | None] = set()

    @property
    def address(self) -> str:
        """The address that lets in; on this machine, where every address of it is listened on."""
        host = _ON_THIS_MACHINE.get(self.host, self.host)
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.port}/{self._token}/"

    async def run(self, told: Callable[[str], None], closing: Callable[[int], None]) -> None:
        """Serve until SIGINT or SIGTERM. Raises ``PullquoteError``.

        ``told`` gets the address once it answers, ``closing`` how many windows are open still at the end: their apps
        get some seconds to quit.
        """
        logging.getLogger("textual-serve").setLevel(logging.CRITICAL)  # a window that is closed is no error
        # Who speaks no HTTP has been answered so.
        logging.getLogger("aiohttp.server").addFilter(lambda record: not _is_refused(record))
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, ended.set)
        listening = _listen(self.host, self.port)
        self.port = listening.getsockname()[1]
        runner = web.AppRunner(await self._make_app(), access_log=None, shutdown_timeout=2)
        await runner.setup()
        try:
            await web.SockSite(runner, listening).start()
            told(self.address)
            await ended.wait()
        finally:
            if self._windows:
                closing(len(self._windows))
            for window in filter(None, self._windows):
                window.cancel()  # its app is told to quit
            await runner.cleanup()

    async def _make_app(self) -> web.Application:
        outer = web.Application(middlewares=[self._guarded])
        outer.add_subapp(f"/{self._token}", await super()._make_app())
        return outer

    async def on_startup(self, app: web.Application) -> None:
        """Print nothing: the address is told once it answers."""

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer who has the address; tell others in a sentence why not."""
        if not self._is_our_name(request.url.host or ""):
            return _refusal(_OTHER_HOST)
        given = request.path.removeprefix("/").partition("/")[0]
        if not hmac.compare_digest(given.encode(), self._token.encode()):
            return _refusal(_OTHER_ADDRESS)
        origin = request.headers.get("Origin")
        upgrades = request.headers.get("Upgrade", "").lower() == "websocket"
        if (upgrades or origin is not None) and (origin or "").partition("://")[2] != request.host:
            return _refusal(_OTHER_ORIGIN)
        if upgrades and len(self._windows) >= MOST_WINDOWS:
            return _refusal(_TOO_MANY, 503)
        if not upgrades:
            response = await _answer(request, handler)
            response.headers.update(_HEADERS)
            return response
        window = asyncio.current_task()
        self._windows.add(window)
        try:
            return await handler(request)
        finally:
            self._windows.discard(window)

    def _is_our_name(self, name: str) -> bool:
        """Return whether a request's host is a name of ours: an address in numbers belongs to no DNS but ours."""
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return name.lower() in {"localhost", self.host.lower(), socket.gethostname().lower()}
        return True

    async def handle_index(self, request: web.Request) -> web.StreamResponse:
        """Answer with the page, whose addresses begin as that of the request."""
        self.public_url = f"{request.scheme}://{request.host}"
        return await super().handle_index(request)


async def _answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException as refused:
        return _refusal(f"{refused.reason}.\n", refused.status)


def _refusal(sentence: str, status: int = 403) -> web.Response:
    return web.Response(status=status, text=sentence, headers=_HEADERS)


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens. Raises ``PullquoteError`` with what to do."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (while")[0].rstrip(".")
        advice = "Choose another port with --port, 0 takes any free one."
        if error.errno in (errno.EADDRNOTAVAIL, socket.EAI_NONAME, socket.EAI_AGAIN, socket.EAI_FAIL):
            advice = "Name an address of this machine with --host; without it, 127.0.0.1 is taken."
        raise PullquoteError(f"Cannot listen on {host}, port {port}: {reason}. {advice}") from error


def _is_refused(record: logging.LogRecord) -> bool:
    """Return whether a line of the log tells of a request that is no HTTP."""
    return record.exc_info is not None and isinstance(record.exc_info[1], HttpProcessingError)
