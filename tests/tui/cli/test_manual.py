"""The manual page that is installed is the one the help makes."""

import shutil
import subprocess
from pathlib import Path

import pytest

from pullquote.tui.cli.commands.manual import manual_page

PAGE = Path(__file__).parents[3] / "tui" / "pullquote.1"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == manual_page(), "pullquote manual > tui/pullquote.1"


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_the_page_is_read_without_a_warning() -> None:
    read = subprocess.run(["groff", "-ww", "-man", "-Tutf8", str(PAGE)], capture_output=True, text=True, check=True)
    assert read.stderr == ""
    assert "pullquote quotes --person ritter" in read.stdout
