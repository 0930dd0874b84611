"""The first frame: the list as the app will show it, drawn before Textual is imported and kept until the app draws.

Leaving, the app keeps the lines that the next start will show first (``keep``). At the next start ``paint`` draws them
at once, if nothing they depend on is another: the library, the settings, the program, the terminal and its size, what
was typed after the program's name. What depends on the clock is kept in the variants it can have. The app takes the
terminal over as it is (``hand_over``); whatever else ends or complains gives it back first (``give_back``).

Keys typed meanwhile wait in the terminal for the app. Ctrl-C ends the program, as it does before the app has started.

Only what Python has loaded by itself is imported here: this runs before everything else.
"""

from __future__ import annotations

import _signal as signal  # type: ignore[import-not-found] # pyright: ignore[reportMissingImports]
import os
import stat
import sys
import time

from pullquote.tui.render.ages import RECENT, recent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    Piece = tuple[str, str]
    """The parameters of SGR (ECMA-48) and the text they are for."""
    Variants = Sequence[Sequence[Piece]]
    Line = tuple[int, int, str, Variants]
    """Row and column from 1, the rule by which one of the variants is chosen, and the variants."""
    Size = tuple[int, int]
    """Columns and lines."""
    FirstFrame = tuple[Size, Sequence[Line]]

HOLE = "\ue000"
"""Stands for a cell of an age, in the first two variants of a line that has one."""
ENTER = "\x1b[?1049h"
"""Shows the alternate screen. Most terminals clear it then, even where it is shown already."""
_LEAVE = "\x1b[?1049l\x1b[?25h"
_BEGIN = f"{ENTER}\x1b[?25l\x1b[?7l"
_MAGIC = "pullquote first frame 1"
_LEAST = (20, 5)
_LARGEST = 1 << 19
"""Most bytes of the file: a frame of the largest screen has a fraction of that."""
_PATIENCE = 0.05
"""Seconds to wait for a terminal that does not read: the app draws the list all the same."""
_VARIABLES = frozenset(
    "TERM COLORTERM TERM_PROGRAM NO_COLOR FORCE_COLOR COLUMNS LINES HOME LANG TZ".split()
)  # fmt: skip
_PREFIXES = ("PULLQUOTE_", "TEXTUAL", "XDG_", "LC_")
_PATHS = ("PULLQUOTE_LIBRARY", "PULLQUOTE_CONFIG", "PULLQUOTE_CACHE")
_NAMED = ("--library", "--config")
_UNABLE = ("", "dumb", "unknown")
_LINE, _VARIANT, _PIECE, _STYLE = "\n\x1d\x1e\x1f"
_SGR = frozenset("0123456789;")
_JOINERS = str.maketrans("", "", "\u200c\u200d")
_HEARD = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


_surroundings = ""
"""What a frame depends on besides files, the size and the clock; empty where this call is not to have one."""
_modes: list[Any] | None = None
"""The modes the terminal had, while the frame stands."""
_before: list[Any] | None = None
"""The modes the terminal had before anything was drawn, until it is given back for the first time."""
_handlers: dict[int, Any] = {}
"""Who heard signals before."""


def paint(arguments: Sequence[str]) -> None:
    """Draw the frame that was kept, if the call is for the app alone, the terminal can, and the frame still holds."""
    global _surroundings
    given = _plain(arguments)
    if given is None or not _can_draw(os.environ):
        return
    _surroundings = _describe(given, os.environ)
    try:
        size = os.get_terminal_size(2)
        kept = _read(_file(os.environ))
        lines = _parse(kept, (size.columns, size.lines)) if kept else None
        if lines is None:
            return
        text = _drawn(lines, time.time())
        _take_over()
        _show(f"{_BEGIN}{text}".encode())
    except (OSError, ValueError):  # no such file, or none that can be read: the app draws the list soon enough
        return


def is_painted() -> bool:
    """Return whether the alternate screen is shown and the modes of the terminal are set, and the app has not come."""
    return _modes is not None


def hand_over() -> list[Any] | None:
    """Leave the terminal to the app; return the modes it had (``termios.tcgetattr``), ``None`` if nothing was drawn."""
    global _modes
    modes, _modes = _modes, None
    return modes


def modes_before() -> list[Any] | None:
    """Return, once, the modes the terminal had before anything was drawn here; ``None`` if nothing was.

    Who leaves for the shell and comes back may have set others there.
    """
    global _before
    modes, _before = _before, None
    return modes


def give_back() -> None:
    """Restore the terminal, if something was drawn and the app has not taken it over; keys typed meanwhile go."""
    if (modes := hand_over()) is None:
        return
    import termios

    try:
        os.write(2, _LEAVE.encode() + b"\x1b[?7h")
        termios.tcflush(0, termios.TCIFLUSH)
        termios.tcsetattr(0, termios.TCSANOW, modes)
    except (OSError, termios.error):  # gone: there is nothing left to restore
        return


def keep(frame: FirstFrame | None, library: str, settings: str) -> None:
    """Keep what the next start is to draw; forget what was kept where that is ``None`` or cannot be known.

    ``library`` and ``settings`` are the paths of their files: the frame holds as long as they are as they are now. The
    library must be closed: as long as others have it open, what is in it is not settled.
    """
    if not _surroundings:
        return
    path = _file(os.environ)
    try:
        data = b"" if frame is None else _encode(frame, library, settings)
        if not data:
            os.unlink(path)  # noqa: PTH108
            return
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120
        new = f"{path}.{os.getpid()}"
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            whole = os.write(descriptor, data) == len(data)
        finally:
            os.close(descriptor)
        os.replace(new, path) if whole else os.unlink(new)  # noqa: PTH105, PTH108
    except OSError:  # no file to forget, or no room for one
        return


# What a frame depends on


def _plain(arguments: Sequence[str]) -> tuple[str, ...] | None:
    """Return the words of a call that opens the app and nothing else; ``None`` for any other call."""
    rest = iter(arguments)
    words = []
    for word in rest:
        name, equals, value = word.partition("=")
        if name in _NAMED:
            words.append(f"{name}={value if equals else next(rest, '')}")
        elif word == "open" and "open" not in words:
            words.append(word)
        else:
            return None
    return tuple(words)


def _can_draw(environment: Mapping[str, str]) -> bool:
    """Return whether this is a terminal the app would draw on, and lent to this program by its shell."""
    if environment.get("TERM", "") in _UNABLE or "TEXTUAL_DRIVER" in environment:
        return False
    if "_PULLQUOTE_COMPLETE" in environment or not all(map(os.isatty, (0, 1, 2))):
        return False
    if len({os.fstat(number).st_rdev for number in (0, 1, 2)}) > 1:
        return False
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except OSError:  # not the terminal that controls this process: no shell lends it to others
        return True


def _describe(given: tuple[str, ...], environment: Mapping[str, str]) -> str:
    """Return what a frame depends on besides files, the size and the clock, as one line."""
    named = [environment[name] for name in _PATHS if name in environment]
    named += [word.partition("=")[2] for word in given if word != "open"]
    where = "" if all(path.startswith("/") for path in named) else os.getcwd()  # noqa: PTH109
    values = sorted(item for item in environment.items() if item[0] in _VARIABLES or item[0].startswith(_PREFIXES))
    words = [word for word in given if word != "open"]
    program = [_state(__file__), _state(os.path.join(_above(__file__, 2), "cache", "__init__.py"))]  # noqa: PTH118
    return ascii((words, where, values, time.tzname, time.timezone, time.altzone, program, sys.version))


def _above(path: str, steps: int) -> str:
    for _ in range(steps):
        path = os.path.dirname(path)  # noqa: PTH120
    return path


def _state(path: str) -> str:
    """Return what changes when a file does; empty where it is missing or empty."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ino}" if found.st_size else ""


def _file(environment: Mapping[str, str]) -> str:
    """Return the path of the file: in the folder of ``cache.core.paths.cache_folder``, without its imports."""
    if named := environment.get("PULLQUOTE_CACHE"):
        folder = os.path.expanduser(named)  # noqa: PTH111
    elif sys.platform == "darwin":
        folder = os.path.expanduser("~/Library/Caches/pullquote")  # noqa: PTH111
    else:
        base = environment.get("XDG_CACHE_HOME", "").strip() or os.path.expanduser("~/.cache")  # noqa: PTH111
        folder = f"{base}/pullquote"
    return f"{folder}/first-frame"


# The file


def _encode(frame: FirstFrame, library: str, settings: str) -> bytes:
    """Return the content of the file; nothing where lines or paths have what it cannot hold."""
    size, lines = frame
    journal = f"{library}-wal"
    if _state(journal) or not _state(library) or not all(map(_is_clean, _pieces(lines))):
        return b""
    files = [f"{_state(path)}{_STYLE}{path}" for path in (library, journal, settings)]
    if any(_LINE in file for file in files):
        return b""
    head = [_MAGIC, _surroundings, f"{size} {_years(time.time())}", *files]
    body = [
        _VARIANT.join(
            (f"{row}{_STYLE}{column}{_STYLE}{rule}", *(
                _PIECE.join(f"{style}{_STYLE}{text}" for style, text in variant) for variant in variants
            ))
        )
        for row, column, rule, variants in lines
    ]  # fmt: skip
    data = _LINE.join((*head, *body)).encode("utf-8", "surrogateescape")
    return data if len(data) <= _LARGEST else b""


def _pieces(lines: Sequence[Line]) -> Iterator[Piece]:
    return (piece for _, _, _, variants in lines for variant in variants for piece in variant)


def _is_clean(piece: Piece) -> bool:
    """Return whether a terminal would print the text and nothing else, and do nothing but colour it."""
    style, text = piece
    return text.translate(_JOINERS).replace(HOLE, "").isprintable() and _SGR.issuperset(style)


def _read(path: str) -> str:
    """Return the content of the file; nothing where it is not ours alone. Raises ``OSError``, ``ValueError``."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        found = os.fstat(descriptor)
        ours = found.st_uid == os.geteuid() and not found.st_mode & 0o077 and stat.S_ISREG(found.st_mode)
        data = os.read(descriptor, _LARGEST) if ours and found.st_size < _LARGEST else b""
    finally:
        os.close(descriptor)
    return data.decode("utf-8", "surrogateescape")


def _parse(text: str, size: Size) -> list[Line] | None:
    """Return the lines of a frame that holds on a terminal of this size; ``None`` where it does not."""
    if size < _LEAST or size[1] < _LEAST[1]:
        return None
    magic, surroundings, when, *rest = text.split(_LINE)
    if (magic, surroundings, when) != (_MAGIC, _surroundings, f"{size} {_years(time.time())}"):
        return None
    if any(_state(path) != state for state, path in (file.split(_STYLE) for file in rest[:3])):
        return None
    lines = [_line(line) for line in rest[3:]]
    return lines if len(lines) == size[1] and all(map(_is_clean, _pieces(lines))) else None


def _line(text: str) -> Line:
    place, *variants = text.split(_VARIANT)
    row, column, rule = place.split(_STYLE)
    pieces = [[(style, words) for style, words in (piece.split(_STYLE) for piece in variant.split(_PIECE))]
              for variant in variants]  # fmt: skip
    return int(row), int(column), rule, pieces


# Drawing


def _years(now: float) -> str:
    """Return the years here and in UTC: dates of another year are written with it."""
    return f"{time.localtime(now).tm_year} {time.gmtime(now).tm_year}"


def _drawn(lines: Sequence[Line], now: float) -> str:
    """Return what draws the lines."""
    today = time.strftime("%Y-%m-%d", time.localtime(now))
    parts, last = [], ""
    for row, column, rule, variants in lines:
        parts.append(f"\x1b[{row};{column}H")
        pieces, label = _chosen(rule, variants, now, today)
        for style, words in pieces:
            if style != last:
                parts.append(f"\x1b[0;{style}m" if style else "\x1b[0m")
                last = style
            parts.append(words.replace(HOLE * len(label), label) if label else words)
    return "".join((*parts, "\x1b[0m"))


def _chosen(rule: str, variants: Variants, now: float, today: str) -> tuple[Sequence[Piece], str]:
    """Return the variant of a line that holds now, and the age that it says.

    The rule of an age is the second it counts from, after ``@``; its variants are for ages of two and of three cells,
    and for a date. The rule of a day is the day and the one after; its variants are for today, yesterday and others.
    """
    if not rule:
        return variants[0], ""
    if rule[0] != "@":
        day, following = rule.split(",")
        return variants[(day, following).index(today) if today in (day, following) else 2], ""
    age = now - float(rule[1:])
    if age >= RECENT:
        return variants[2], ""
    label = recent(age)
    return variants[len(label) - 2], label


# The terminal


def _take_over() -> None:
    """Set the modes the app will set, so that keys are not shown and wait for it. Raises ``OSError``.

    Ctrl-C still interrupts; what else would stop the program or end it without a word is a key already.
    """
    global _modes, _before
    import termios

    try:
        before = termios.tcgetattr(0)
        modes = termios.tcgetattr(0)
        modes[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        modes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        modes[6][termios.VMIN], modes[6][termios.VTIME] = 1, 0
        nothing = bytes([os.fpathconf(0, "PC_VDISABLE") & 0xFF])
        modes[6][termios.VSUSP] = modes[6][termios.VQUIT] = nothing
        _modes = _before = before
        for number in _HEARD:
            if (handler := signal.getsignal(number)) != signal.SIG_IGN:
                _handlers[number] = handler
                signal.signal(number, _end)
        termios.tcsetattr(0, termios.TCSANOW, modes)
    except termios.error as error:
        _modes = None
        raise OSError(*error.args) from error


def _end(number: int, frame: object) -> None:
    """Restore the terminal and do what the signal did before."""
    give_back()
    if callable(handler := _handlers[number]):
        handler(number, frame)
    else:
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)


def _show(data: bytes) -> None:
    """Write to the terminal, as far as it reads within ``_PATIENCE``: nothing else is to wait for it."""
    # Opened anew: whether it blocks is a flag that other programs on this terminal share.
    descriptor = os.open(os.ttyname(2), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
    rest, until = memoryview(data), time.monotonic() + _PATIENCE
    try:
        while rest and time.monotonic() < until:
            try:
                rest = rest[os.write(descriptor, rest) :]
            except BlockingIOError:
                time.sleep(0.001)
    finally:
        os.close(descriptor)
