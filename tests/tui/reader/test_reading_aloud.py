"""Reading aloud by a command: paragraph by paragraph, lit and in view, with keys that go on working."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.article import Article, Image, Paragraph, PullQuote
from pullquote.cache.core.settings import Open, Settings
from pullquote.cache.library import Library
from pullquote.tui.reader.article.reading_aloud import spoken_parts

PARAGRAPHS = [f"Paragraph {number} says a little. " + "It goes on for a while. " * 12 for number in range(9)]
SPEAKS = """
import pathlib, sys, time
folder = pathlib.Path(sys.argv[1])
text = sys.argv[2] if len(sys.argv) > 2 else sys.stdin.read()
with (folder / "said").open("a") as said:
    said.write(" ".join(text.split()[:2]) + "\\n")
while not (folder / "on").exists():
    time.sleep(0.005)
(folder / "on").unlink()
"""
"""Notes what it is to say, and speaks until it is told to go on."""


class Voice:
    """The command that speaks, as a script of the test sees it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def said(self) -> list[str]:
        path = self.folder / "said"
        return path.read_text().splitlines() if path.exists() else []

    def go_on(self) -> None:
        (self.folder / "on").touch()

    @property
    def speaking(self) -> int:
        """Return how many processes speak now."""
        count = 0
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                count += os.fsencode(self.folder / "speaks.py") in entry.read_bytes()
            except OSError:
                continue
        return count


@pytest.fixture
def voice(tmp_path: Path) -> Voice:
    (tmp_path / "speaks.py").write_text(SPEAKS)
    return Voice(tmp_path)


@pytest.fixture
def opened(voice: Voice) -> Iterator[Callable[[str | None], Library]]:
    libraries: list[Library] = []

    def make(command: str | None) -> Library:
        library = Library.open(voice.folder / "library", settings=Settings(open=Open(speak=command)))
        libraries.append(library)
        for title in ("Another", "Spoken"):
            library.keep(
                Article(title=title, blocks=tuple(Paragraph(text) for text in PARAGRAPHS), text="\n\n".join(PARAGRAPHS))
            )
        return library

    yield make
    for library in libraries:
        library.close()


def command(voice: Voice, more: str = "") -> str:
    return f"{sys.executable} {voice.folder / 'speaks.py'} {voice.folder}{more}"


def lit(session: Any) -> str:
    """Return the first words of the paragraph that is lit, as far as it is in view."""
    view = session.screen.article.keys_widget
    top = round(view.scroll_y)
    for line in view.lines[top : top + view.size.height]:
        if any(run.role == "spoken" for run in view.lights.on(line)):
            return " ".join(line.text.split()[:2])
    return ""


@pytest.mark.parametrize("more", ["", " %s"], ids=["on its input", "as an argument"])
async def test_paragraph_by_paragraph_lit_and_in_view(
    voice: Voice, opened: Callable[[str | None], Library], reader: Any, more: str
) -> None:
    library = opened(command(voice, more))
    async with reader(library, article=library.find("Spoken"), size=(80, 24)) as session:
        await session.pilot.press("g", "a")
        for heard in ("Spoken", *(f"Paragraph {number}" for number in range(9))):
            await session.until(lambda heard=heard: voice.said[-1:] == [heard])
            await session.until(lambda heard=heard: lit(session) == heard)
            voice.go_on()
        await session.until(lambda: session.screen.status.text == "Read to the end")
        assert lit(session) == ""
        assert voice.speaking == 0


async def test_it_begins_where_the_reader_is_and_the_same_keys_stop(
    voice: Voice, opened: Callable[[str | None], Library], reader: Any
) -> None:
    library = opened(command(voice))
    async with reader(library, article=library.find("Spoken"), size=(80, 24)) as session:
        await session.pilot.press("3", "right_curly_bracket")
        top = round(session.screen.article.keys_widget.scroll_y)
        assert session.screen.article.keys_widget.lines[top].text.startswith("Paragraph")
        await session.pilot.press("g", "a")
        await session.until(lambda: voice.said)
        begun = voice.said[-1]
        assert begun.startswith("Paragraph")
        await session.pilot.press("right_curly_bracket")
        number = int(begun.split()[1])
        await session.until(lambda: voice.said[-1] == f"Paragraph {number + 1}")
        await session.pilot.press("left_curly_bracket")
        await session.until(lambda: voice.said[-1] == f"Paragraph {number}" and len(voice.said) == 3)
        await session.until(lambda: voice.speaking == 1)
        await session.pilot.press("j", "k")
        assert voice.speaking == 1
        await session.pilot.press("g", "a")
        await session.until(lambda: voice.speaking == 0)
        assert session.screen.status.text == "Stopped reading aloud"
        assert lit(session) == ""


@pytest.mark.parametrize("keys", [["escape"], ["J"], ["Q"]], ids=["Esc", "another article", "quit"])
async def test_it_is_silent_when_the_article_is_left(
    voice: Voice, opened: Callable[[str | None], Library], reader: Any, keys: list[str]
) -> None:
    library = opened(command(voice))
    async with reader(library, article=library.find("Spoken")) as session:
        await session.pilot.press("g", "a")
        await session.until(lambda: voice.said)
        await session.pilot.press(*keys)
        await session.until(lambda: voice.speaking == 0)
        assert len(voice.said) == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("/no/such/voice", "Cannot start /no/such/voice: No such file or directory. open.speak names"),
        ("false", "false: exit status 1."),
        ("sh -c 'echo no sound card >&2; exit 3'", "sh: exit status 3. no sound card"),
        ("'", "The command in open.speak cannot be read"),
    ],
)
async def test_what_cannot_speak_is_said_once(
    opened: Callable[[str | None], Library], reader: Any, given: str, sentence: str
) -> None:
    library = opened(given)
    async with reader(library, article=library.find("Spoken")) as session:
        await session.pilot.press("g", "a")
        await session.until(lambda: session.screen.status.text.startswith(sentence))
        assert session.screen.status.failed
        assert lit(session) == ""


async def test_without_any_command_the_setting_is_named(
    opened: Callable[[str | None], Library], reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = opened(None)
    async with reader(library, article=library.find("Spoken")) as session:
        monkeypatch.setenv("PATH", "/nowhere")
        await session.pilot.press("g", "a")
        await session.until(lambda: "open.speak" in session.screen.status.text)


def test_what_is_read_aloud() -> None:
    article = Article(
        title="Title",
        dek="Dek",
        blocks=(
            Paragraph("One"),
            Image("https://x.example/i.png", "alt"),
            PullQuote("One", repeats=True),
            Paragraph(" "),
        ),
    )
    assert spoken_parts(article) == [(-1, "Title"), (-2, "Dek"), (0, "One")]


async def test_no_text_is_an_option_of_the_command(tmp_path: Path) -> None:
    from pullquote.tui.services.programs.speaking import speak

    script = tmp_path / "voice"
    script.write_text(f'#!/bin/sh\nprintf %s "$1" > "{tmp_path}/first"\n')
    script.chmod(0o755)
    await speak([str(script), "%s"], "-f /etc/passwd")
    assert (tmp_path / "first").read_text() == " -f /etc/passwd"
