"""A program that interrupts itself (SIGINT) at a chosen moment.

The moments are calls of functions, counted in the program itself from its first instruction on, so that every run of a
test interrupts at the same ones however busy the machine is.
"""

COUNTING = """
import atexit, os, signal, sys

at, told = int(os.environ["INTERRUPT_AT"]), os.environ["INTERRUPT_TOLD"]
count = None

def tell(word):
    with open(told, "w") as file:
        file.write(word)

def called(frame, event, argument):
    global count
    if count is None:
        if frame.f_code.co_name == "<module>" and frame.f_code.co_filename.endswith("tui/__main__.py"):
            count = 0
    elif event in ("call", "c_call"):
        count += 1
        if count == at:
            tell("interrupted")
            signal.raise_signal(signal.SIGINT)

def begins(event, arguments):
    if event == "exec" and getattr(arguments[0], "co_filename", "").endswith("tui/__main__.py"):
        sys.setprofile(called)

sys.addaudithook(begins)
atexit.register(lambda: at or tell(str(count)))
"""
"""A ``sitecustomize.py``: interrupts at call ``$INTERRUPT_AT`` and writes so to the file ``$INTERRUPT_TOLD``.

With 0 it writes how many calls a whole run made.
"""


def moments(total: int, number: int) -> list[int]:
    """Return moments spread over a run: its first calls, and then evenly."""
    return [1, 2, 3, 5, 8, 13, *(total * step // number for step in range(1, number))]
