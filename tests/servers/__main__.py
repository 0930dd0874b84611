"""Run a server by hand: see the package."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys

from . import coldsweat, miniflux, missing


def main() -> int:
    """Run the chosen server until Ctrl-C, or say what is missing; 1 where anything is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("server", nargs="?", choices=("miniflux", "coldsweat"))
    parser.add_argument("--check", action="store_true", help="build and install what is needed; say what is missing")
    given = parser.parse_args()
    if given.check or given.server is None:
        for sentence in (said := missing()):
            print(sentence, file=sys.stderr)
        return int(bool(said))
    with {"miniflux": miniflux, "coldsweat": coldsweat}[given.server]() as server:
        print(f"{server.url}  user {server.user}  password {server.password}  token {server.token}", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
    return 0


if __name__ == "__main__":
    sys.exit(main())
