"""The command of the settings after `pullquote refresh`: with counts, by the user's shell, its failure said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pullquote.cache.library import Library

from ...cache.conftest import Loopback, Reply
from ...waiting import WAIT

FEED = """<rss version="2.0"><channel><title>$(touch pwned) `x`</title><item><title>'; touch pwned; '</title>
<guid>1</guid><link>{0}/1</link><description>Words.</description></item></channel></rss>"""


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ('echo "$PULLQUOTE_NEW new of $PULLQUOTE_FEEDS, $PULLQUOTE_UNREAD unread"', 0, "1 new of 1, 1 unread"),
        ("echo broken >&2; exit 3", 0, "refresh.command failed, exit status 3: broken"),
    ],
)
def test_it_runs_once_after_a_refresh_and_changes_no_exit_code(
    hermetic: Path, loopback: Loopback, reply: type[Reply], command: str, code: int, said: str
) -> None:
    address = loopback.on("/feed", reply(body=FEED.format("http://unasked.invalid").encode()))
    (hermetic / "config").mkdir(exist_ok=True)
    config = hermetic / "config" / "config.toml"
    config.write_text(f"[refresh]\nspacing = 0\ncommand = '''{command}'''\n")
    with Library.open(hermetic / "library") as library:
        library.feeds.add(address)
    for expected in (said, None):
        done = subprocess.run(
            [sys.executable, "-m", "pullquote.tui", "refresh", "--no-pages"],
            check=False, capture_output=True, text=True, timeout=WAIT, cwd=hermetic,
        )  # fmt: skip
        assert done.returncode == code
        assert (expected in done.stderr) if expected else ("No feeds were due." in done.stderr)
        assert (said in done.stderr) is bool(expected)
    assert not (hermetic / "pwned").exists()
