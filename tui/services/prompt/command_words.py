"""The words of the app's ``:`` line: what they may be, and what completes them; ``tui/command_line.py`` does them.

A line is a word of the app's own, or the name of an action, alone; or a command line as a shell would have it.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pullquote.cache.core.errors import UsageError
from pullquote.styles.themes import NAMES
from pullquote.tui.actions import ACTIONS
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.page_rows import Completion, completion_prompt
from pullquote.tui.render.rows import StyleOf
from pullquote.tui.services.prompt.completion import complete, last_token
from pullquote.tui.services.prompt.paths import complete_path
from pullquote.tui.services.prompt.program import Program, Word
from pullquote.tui.services.prompt.suggestions import Suggester, Suggestion, Suggestions

if TYPE_CHECKING:
    from pullquote.cache.library import Library

OWN: Mapping[str, str] = {
    "filter": "Show only what answers a query.",
    "search": "Find words in the library.",
    "list": "List what answers a query; without one, everything.",
    "open": "Open an article by its number, its address or the beginning of its title.",
    "edition": "Make an edition of so many minutes, from what answers a query: edition 30 is:followed.",
    "set": "Keep a setting: set reading.width 80.",
    "theme": "Choose a theme by its name.",
    "help": "All keys; with a command, what it takes.",
    "q": "Leave Pullquote.",
}
"""The words that the app answers itself."""
REFUSED: Mapping[str, str] = {
    "serve": "`serve` shows the app in a browser and cannot run inside it; run `pullquote serve` in a shell.",
    "completion": "`completion` prints a script for a shell; run `pullquote completion bash` there.",
}
"""Commands that make no sense inside the app, with what to do instead."""
QUERIES = ("filter", "search", "list", "edition")
"""The words of our own behind which a query stands."""
_ACTIONS = {action.id: action.help for action in ACTIONS}
_SHOWN = 10


def words_of(line: str) -> list[str]:
    """Return the words of a line, as a shell parts them. Raises ``UsageError``."""
    try:
        return shlex.split(line)
    except ValueError as error:
        raise UsageError("A quotation mark is not closed.") from error


def has_options(words: Iterable[str]) -> bool:
    """Return whether a line has options, which only the command line understands; ``-word`` is one to leave out."""
    return any(word.startswith("--") or (len(word) == 2 and word[0] == "-" and word != "--") for word in words)


def unknown(word: str, known: Iterable[str]) -> UsageError:
    """Return the error for a word that is no command: it names the nearest that is one."""
    near = get_close_matches(word, list(known), n=1)
    hint = f"did you mean “{near[0]}”?" if near else "Tab lists what there is."
    return UsageError(f"There is no command “{word}”; {hint}")


def suggester(library: Library, program: Program | None, icons: Icons) -> Suggester:
    """Offer completions of a ``:`` line."""

    def suggest(line: str, width: int, style: StyleOf) -> Suggestions:
        found = completions(line, library, program)
        rows = [Suggestion(completion_prompt(c, width, icons, style), line=c.line) for c in found[:_SHOWN]]
        return Suggestions(rows, f"{len(found)} fit" if len(found) > _SHOWN else "")

    return suggest


def completions(line: str, library: Library, program: Program | None) -> list[Completion]:
    """Return the ways to complete a ``:`` line."""
    start = last_token(line)
    before, typed = line[:start], line[start:]
    head, _, rest = line.partition(" ")
    if not before.strip():
        known = {**_ACTIONS, **(program.commands() if program else {}), **OWN}
        return _completed(before, _beginning_with(typed, known), end=" ")
    if head in QUERIES and not rest.startswith("-"):
        found = complete(rest, library.names.complete, lambda field: library.values(field.removesuffix(":")))
        return [Completion(f"{head} {one.line}", one.label, one.note) for one in found]
    if head == "theme":
        return _completed(before, _beginning_with(typed, dict.fromkeys(NAMES, "")))
    if program is None:
        return []
    if head == "help":
        return _completed(before, _beginning_with(typed, program.commands()))
    try:
        words = words_of(before)
    except UsageError:
        return []
    if head == "set":
        words = ["config", "set", *words[1:]]
    if words[0] not in program.commands():
        return []
    return _completed(before, _with_files(program.complete(words, typed.strip('"')), typed.strip('"')))


def _beginning_with(typed: str, known: Mapping[str, str]) -> list[Word]:
    wanted = typed.casefold().replace("-", "_")
    return [Word(word, meaning) for word, meaning in known.items() if word.casefold().startswith(wanted)]


def _completed(before: str, words: Sequence[Word], *, end: str = "") -> list[Completion]:
    return [Completion(before + _quoted(word) + end, word.word, word.meaning) for word in words]


def _quoted(word: Word) -> str:
    """Return a word as the line takes it for one."""
    if not any(sign in word.word for sign in " \"'\\"):
        return word.word
    escaped = word.word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _with_files(words: Iterable[Word], typed: str) -> list[Word]:
    """Return words, the files there are in the place of one that stands for a path."""
    found: list[Word] = []
    for word in words:
        found += map(Word, complete_path(typed)) if word.path else [word]
    return found
