"""`pullquote`: runs the command line and turns every ending into an exit code.

Nothing here or in ``commands`` imports Textual; it is loaded only when the app opens. Until Ctrl-C is answered nothing
here imports what Python has not loaded by itself, not even ``__future__``.
"""

import os
import sys

try:
    from pullquote.tui.cli.interrupts import INTERRUPTED, leave_at_once

    leave_at_once()
    from pullquote.tui import first_frame
except KeyboardInterrupt:
    os._exit(130)

import gc
import io

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, NoReturn, TextIO

PIPE_CLOSED = 141


class Done(SystemExit):
    """The end of a command that has left nothing behind, neither threads nor what is to be closed."""


def run() -> "NoReturn":
    """Run the command line as a whole process; a short command's ends without being taken apart first."""
    try:
        main()
    except Done as end:
        import atexit  # lazy: the first frame stands before
        import contextlib

        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError):
                stream.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)


def main() -> "NoReturn":
    """Run the command line and leave with its exit code."""
    gc.disable()  # one-shot commands exit before a collection pays; the app enables the GC after its first frame
    end = SystemExit
    try:
        code, end = _run()
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except OSError as error:
        code = _refused(error)
    except Exception as error:
        code = _limited(error)
        if not code:
            raise
    finally:
        first_frame.give_back()  # before a traceback, if there is one
    raise end(code)


def _run() -> tuple[int, type[SystemExit]]:
    """Run it; return the exit code and how to leave."""
    there = _open_streams()
    first_frame.paint(sys.argv[1:])

    from pullquote.cache.core.errors import PullquoteError
    from pullquote.tui.cli import fast_path

    try:
        if not there:  # no answer can be seen, so nothing is done either
            raise PullquoteError("Cannot write the answer: standard output is closed.")
        if asked := os.environ.get(fast_path.COMPLETION_VARIABLE):
            from pullquote.tui.cli.commands.shells import answer  # lazy: click; only a shell asks this

            return answer(asked), SystemExit
        terminal = sys.stdin.isatty() and sys.stdout.isatty()
        call = fast_path.read(sys.argv[1:], os.environ, terminal=terminal)
        if call is None:
            gc.enable()
            return _command_line(), SystemExit
        code = fast_path.answer(call)
        gc.freeze()  # spares the interpreter's collection at exit
        return code, SystemExit if call.command == "open" else Done
    except PullquoteError as error:
        _complain(str(error))
        return error.exit_code, SystemExit


def _nothing(mode: 'Literal["r", "w"]') -> "TextIO":
    """Return a stream of nothing. As with those of Python, who puts another in its place closes no file."""
    return open(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8", closefd=False)


def _open_streams() -> bool:
    """Open the standard streams that are closed on nothing; return whether stdout was open."""
    stdout = sys.stdout is not None
    if sys.stdin is None:
        sys.stdin = _nothing("r")
    if not stdout:
        sys.stdout = _nothing("w")
    if sys.stderr is None:
        sys.stderr = _nothing("w")
    for stream, errors in ((sys.stdin, "surrogateescape"), (sys.stdout, "replace"), (sys.stderr, "replace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
    return stdout


def _command_line() -> int:
    import click

    from pullquote.tui.cli.commands import cli
    from pullquote.tui.cli.commands.options import refusal
    from pullquote.tui.cli.messages import say

    try:
        # Not its ``main``: that makes exit code 1 of a pipe whose reader has left.
        with cli.make_context("pullquote", sys.argv[1:]) as context:
            answer = cli.invoke(context)
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        error.show(told := io.StringIO())
        say(told.getvalue().rstrip("\n"))
        return error.exit_code
    except click.UsageError as error:
        raise refusal(error) from error
    return answer if isinstance(answer, int) else 0


def _refused(error: OSError) -> int:
    """Print what the system refused; return the exit code."""
    from pullquote.tui.cli.messages import silence

    silence(1)
    if isinstance(error, BrokenPipeError):
        return PIPE_CLOSED
    if code := _limited(error):
        return code
    if error.filename is not None:
        _complain(f"Cannot use {os.fsdecode(error.filename)}: {error.strerror}.")
    else:  # the standard streams are all that has no name
        _complain(f"Cannot write the answer: {error.strerror or error}.")
    return 1


def _limited(error: Exception) -> int:
    """Print which limit of the system an error comes of, and return the exit code; 0 where it comes of none."""
    from pullquote.cache.core.errors import limit_met  # lazy: a command that answers meets none

    if sentence := limit_met(error):
        _complain(sentence)
    return int(bool(sentence))


def _complain(sentence: str) -> None:
    from pullquote.tui.cli.messages import complain  # lazy: a command that answers complains of nothing

    complain(sentence)


if __name__ == "__main__":
    run()
