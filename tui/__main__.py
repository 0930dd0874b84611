"""`pullquote`: runs the command line and turns every ending into an exit code.

Nothing here or in ``commands`` imports Textual; it is loaded only when the app opens.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys

INTERRUPTED = 130
PIPE_CLOSED = 141


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.disable()  # one-shot commands exit before a collection pays; the app enables the GC after its first frame
    try:
        code = _run()
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        code = _silence()
    except OSError as error:
        # What the standard streams refuse at the last flush: a full disk, a closed descriptor.
        _complain(f"Cannot write the answer: {error.strerror or error}.")
        _silence()
        code = 1
    sys.exit(code)


def _run() -> int:
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stdout is None:
        # Without stdout no answer can be seen, so nothing is done either.
        sys.stdout = sys.stderr
        _complain("Cannot write the answer: standard output is closed.")
        return 1
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")

    from pullquote.cache.core.errors import PullquoteError
    from pullquote.tui.cli import fast_path

    try:
        call = fast_path.read(
            sys.argv[1:],
            os.environ,
            terminal=all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)),
        )
        if call is None:
            gc.enable()
            return _command_line()
        code = fast_path.answer(call)
        gc.freeze()  # spares the interpreter's collection at exit
        return code
    except PullquoteError as error:
        _complain(str(error))
        return error.exit_code


def _command_line() -> int:
    import click

    from pullquote.tui.cli.commands import cli

    try:
        answer = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return answer if isinstance(answer, int) else 0


def _complain(sentence: str) -> None:
    """Write on stderr what went wrong; a closed stderr is no further error."""
    with contextlib.suppress(OSError):
        sys.stderr.write(f"pullquote: {sentence}\n")


def _silence() -> int:
    """Point stdout at nothing, so that the interpreter's own last flush cannot fail."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return PIPE_CLOSED


if __name__ == "__main__":
    main()
