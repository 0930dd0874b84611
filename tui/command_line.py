"""The ``:`` line: actions by their names, a few words of the app's own, the whole command line; and macros of those."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from msgspec.structs import replace

from pullquote.cache.core.edition import LONGEST_MINUTES
from pullquote.cache.core.errors import NotFound, PullquoteError, UsageError
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.core.settings import read_texts
from pullquote.cache.export import ARTICLE_FORMATS, BOOK_FORMAT
from pullquote.styles.themes import NAMES
from pullquote.tui.actions import BY_ID, spelled
from pullquote.tui.keymap import MOST, usable_macros
from pullquote.tui.reader.list.query import ListQuery
from pullquote.tui.screens.output import show_page, start
from pullquote.tui.screens.page import Go, Page
from pullquote.tui.services.library.editions import is_length, minutes_of
from pullquote.tui.services.messages import CatalogueTurned, Said, failure
from pullquote.tui.services.performing import perform
from pullquote.tui.services.programs.commands import Call, Command, ending
from pullquote.tui.services.programs.handoff import file_name, save_article, save_book
from pullquote.tui.services.prompt.command_words import OWN, QUERIES, REFUSED, has_options, suggester, unknown, words_of

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen
    from textual.worker import Worker, WorkType

    from pullquote.tui.reader.screen import ReaderScreen
    from pullquote.tui.services.library.access import LibraryAccess
    from pullquote.tui.services.prompt.program import Program

KEPT = 100
"""Lines that are remembered."""
PATIENCE = 1.5
"""Seconds a command has to end before it gets a page."""
_HISTORY = "app.commands"
_HERE = "%"
"""What stands for the article in focus."""
_SECRET = re.compile(r"://[^/\s]*@")
"""What a line has that is not kept: a name and a password in an address."""
_LEAVE = ("q", "quit", "qa", "exit")


class CommandLine:
    """Asks for lines and does what they say, on whatever screen is on top."""

    def __init__(self, app: App[None], access: LibraryAccess, program: Program | None) -> None:
        self._app = app
        self._access = access
        self._library = access.library
        self._program = program
        self._playing: Worker[None] | None = None

    def open(self, begun: str = "") -> None:
        """Open the line on the screen on top, where that has one, with what is ``begun``."""
        screen = self._app.screen
        if (prompt := getattr(screen, "prompt", None)) is not None:
            prompt.run(partial(self._ask, screen, begun))

    async def _ask(self, screen: Any, begun: str) -> None:
        history: list[str] = self._access.read_now(screen, self._history, [])
        answer = await screen.prompt.ask(
            ":",
            value=begun,
            placeholder="star, export %.epub, feeds add URL, set reading.width 80",
            suggester=suggester(self._library, self._program, screen.icons),
            history=history,
        )
        if answer is None or not (line := answer.line.strip()):
            return
        if not _SECRET.search(line):
            kept = [*(other for other in history if other != line), line][-KEPT:]
            self._access.remember(screen, _HISTORY, json.dumps(kept, ensure_ascii=False))
        # A worker of the app: one of the screen would be cancelled where the line leads away from it.
        run: WorkType[bool] = partial(self.run, line)  # not yet called: an app that ends may never begin it
        self._app.run_worker(run, group="command", exit_on_error=False)

    def _history(self) -> list[str]:
        """Return the lines typed before, the latest last; none where what was kept cannot be read."""
        try:
            kept = json.loads(self._library.recall(_HISTORY) or "[]")
        except ValueError:
            return []
        return [line for line in kept if isinstance(line, str)] if isinstance(kept, list) else []

    async def run(self, line: str) -> bool:
        """Do what a line says; return whether it worked. What did not is said; what was said before goes away."""
        self._say(Said(""))
        try:
            return await self._run(line.strip().lstrip(":").strip())
        except PullquoteError as error:
            self._say(failure(error))
            return False

    async def _run(self, line: str) -> bool:
        head, _, rest = line.partition(" ")
        rest = rest.strip()
        if line.isdecimal():
            number = min(int(line[:6]), MOST)
            return await self._perform("last" if number else "first", number)
        if head in _LEAVE:
            return await self._perform("quit_now")
        if head in REFUSED:
            raise UsageError(REFUSED[head])
        if rest and head in OWN and not (head in QUERIES and has_options(rest.split())):
            return await self._do_own(head, rest)
        if head == "list" and not rest:
            await self._to_reader(ListQuery())
            return True
        action = "refresh_all" if head == "refresh" else head.replace("-", "_")
        if not rest and action in BY_ID:
            return await self._perform(action)
        if head == "set":
            raise UsageError("set takes the name of a setting: set reading.width 80.")
        words = words_of(line)
        if head == "catalogue" and words[1:] in (["on"], ["off"]):
            return await self._perform(f"catalogue_{words[1]}")  # it asks on the screen, and holds at once
        if head == "export" and len(words) == 2 and words[1].startswith(f"{_HERE}."):
            return await self._save_here(words[1].removeprefix(f"{_HERE}."))
        if self._program is None or head not in await asyncio.to_thread(self._program.commands):
            if action in BY_ID:
                raise UsageError(f"“{head}” takes no more words.")
            known = self._program.commands() if self._program else ()
            raise unknown(head, [*OWN, *BY_ID, *known])
        return await self._call(line, [str(self._here()) if word == _HERE else word for word in words])

    # Macros

    def stop(self) -> bool:
        """Stop the macro that is at work; return whether there was one. What it has done stays."""
        if self._playing is None or self._playing.is_finished:
            return False
        self._playing.cancel()
        self._say(Said("The macro is stopped."))
        return True

    def play(self, keys: str, times: int) -> None:
        """Run the macro on ``keys``; only one is ever at work."""
        steps = usable_macros(self._library.settings.macros).get(keys, ())
        if self._playing is not None and not self._playing.is_finished:
            self._say(Said("A macro is at work, and a macro cannot run another; Esc stops it.", failed=True))
        elif steps:
            play = partial(self._play, spelled(keys), steps, times)  # called by the worker: it may be stopped before
            self._playing = self._app.run_worker(play, group="macro", exit_on_error=False)

    async def _play(self, keys: str, steps: Sequence[str], times: int) -> None:
        for number in range(times):
            for step in steps:
                last = number == times - 1 and step is steps[-1]
                if (fault := await self._fault_of(step, last=last)) is not None:
                    self._say(Said(f"{keys} stopped at “{step}”: {fault}", failed=True))
                    return

    async def _fault_of(self, step: str, *, last: bool) -> str | None:
        """Do one step of a macro; return why it failed, or why the next cannot follow, ``None`` where all is well."""
        worked = await self.run(step)
        await self._at_rest()
        screen: Any = self._app.screen
        status = getattr(screen, "status", None)
        if not worked or (status is not None and status.failed and status.text):
            return status.text if status is not None else "it does nothing here."
        if not last and (status is None or screen.prompt.display):
            return "it asks for something, and a macro cannot answer; write a line for it, such as “:filter is:unread”."
        return None

    async def _at_rest(self) -> None:
        """Wait until the changes a step asked for are made, and said."""
        while writing := [worker for worker in self._app.workers if worker.group == "writing" and worker.is_running]:
            await asyncio.wait([asyncio.ensure_future(worker.wait()) for worker in writing])
        for _ in range(2):  # what has come from a change is said by the pane that asked for it, then by the screen
            for node in (*self._app.screen.walk_children(), self._app.screen):
                handled = asyncio.Event()
                if node.call_later(handled.set):
                    await handled.wait()

    # What the app answers itself

    async def _do_own(self, head: str, rest: str) -> bool:
        reader = self._reader
        match head:
            case "filter" | "list":
                self._library.explain(rest)  # raises for what is unknown
                kept = reader.list.current_query if head == "filter" else ListQuery()
                await self._to_reader(kept.filtered(rest))
            case "search":
                await self._to_reader(reader.list.current_query.searched(rest))
            case "open":
                await self._open(rest)
            case "edition":
                await self._make_edition(rest)
            case "theme":
                self._choose_theme(rest)
            case "help":
                return await self._call(f"help {rest}", [*words_of(rest), "--help"])
            case "set":
                return await self._set(words_of(rest))
        return True

    async def _open(self, reference: str) -> None:
        """Open an article of the library; what is at an address is added first."""
        try:
            article = await asyncio.to_thread(self._library.find, reference)
        except NotFound:
            if self._program is None or not reference.startswith(("http://", "https://")):
                raise
            if not await self._call(f"add {reference}", ["add", reference]):
                return
            article = await asyncio.to_thread(self._library.find, reference)
        screen = self._app.screen
        if isinstance(screen, Page):
            screen.dismiss(Go(article=article))  # the key for back leads to it again
            return
        await self._to_reader(None)
        self._reader.list.move_to(article)
        self._reader.open_article(article)

    async def _make_edition(self, rest: str) -> None:
        """Make an edition: a number is its minutes, what follows is the query it is made from."""
        first, _, query = rest.partition(" ")
        if not first.isdecimal():
            query = rest
        library = self._library
        length = int(first[:6]) if first.isdecimal() else await asyncio.to_thread(minutes_of, library)
        if not is_length(length):
            raise UsageError(f"An edition takes 1 to {LONGEST_MINUTES} minutes: edition 45 is:followed.")
        library.explain(query)  # raises for what is unknown
        await self._to_reader(None)
        self._reader.make_edition(length, query.strip())

    def _choose_theme(self, name: str) -> None:
        if name not in NAMES:
            raise UsageError(f"There is no theme “{name}”; there are {', '.join(NAMES)}.")
        self._reader.use_theme(name)
        self._say(Said(f"Theme: {name}"))

    async def _set(self, words: list[str]) -> bool:
        """Show a setting, or keep another value; the column, the theme and what is muted follow at once."""
        key, *value = words
        line = f"set {' '.join(words)}"
        if not value:
            return await self._call(line, ["config", "get", key])
        if not await self._call(line, ["config", "set", key, " ".join(value)], quiet=True):
            return False
        if key == "reading.theme":
            self._choose_theme(value[0])
        elif key == "reading.width":
            self._reader.article.set_width(int(value[0]))
        elif key == "catalogue.use":
            self._turn_catalogue(value[0])
        elif key == "list.guard":
            self._guard(read_texts(" ".join(value)))
        elif key == "list.mute":
            self._reader.list.mute(" ".join(value))
            self._say(Said("Left out of every list from now on." if any(value) else "list.mute leaves nothing out."))
        else:
            self._say(Said(f"{key} = {' '.join(value)}: kept, and used from the next start on."))
        return True

    def _guard(self, names: list[str]) -> None:
        """Guard at once what the setting names; what that veils is found in the background."""
        settings = self._library.settings
        self._library.use_settings(replace(settings, list=replace(settings.list, guard=tuple(names))))
        listed = ", ".join(map(clean_line, names))
        self._reader.settle_guards(f"Guarded by the setting: {listed}." if names else "list.guard guards nothing.")

    def _turn_catalogue(self, use: Any) -> None:
        """Act at once on whether services may be asked about names."""
        settings = self._library.settings
        self._library.use_settings(replace(settings, catalogue=replace(settings.catalogue, use=use)))
        self._app.post_message(CatalogueTurned(use))

    async def _save_here(self, ending_of_file: str) -> bool:
        """Save the article in focus beside where the app was started, in the format of an ending."""
        forms = {form.ending: name for name, form in reversed(ARTICLE_FORMATS.items())} | {BOOK_FORMAT: BOOK_FORMAT}
        if (form := forms.get(ending_of_file)) is None:
            raise UsageError(f"An article has no {ending_of_file} form; choose {', '.join(forms)}.")
        article = await asyncio.to_thread(self._library.article, self._here())
        path = (Path.cwd() / file_name(article, "text")).with_suffix(f".{ending_of_file}")
        if form == BOOK_FORMAT:
            sentence = await asyncio.to_thread(save_book, article, path, self._library.picture)
        else:
            sentence = await asyncio.to_thread(save_article, article, form, path)
        self._say(Said(sentence))
        return True

    # What the command line answers

    async def _call(self, line: str, words: list[str], *, quiet: bool = False) -> bool:
        """Run a command line as a process of its own; more than a line of its answer is shown on a page."""
        if self._program is None:
            raise UsageError("The command line is not at hand here; run it in a shell.")
        screen = self._app.screen
        call = Call(self._program.call(words), self._program.environment(words, max(20, screen.size.width - 1)))
        run = await start(partial(Command, line, "", call=call), PATIENCE)
        command = run.command
        refusal = command.lines[-1] if command.code == UsageError.exit_code and command.lines else ""
        if command.running or (len(command.lines) > 1 and not refusal):
            show_page(screen, self._access, run)
        await run.ended.wait()
        self._look_again()
        said = refusal or (command.lines[0] if len(command.lines) == 1 else "")
        said = said.removeprefix("pullquote: ").removeprefix("Error: ").replace("`pullquote ", "`:")
        if command.stopped:
            return False
        if command.code:
            self._say(Said(said or f"{line}: {ending(command.code)}", failed=True))
        elif len(command.lines) < 2 and not quiet:
            self._say(Said(said or f"Done: {line}"))
        return not command.code

    def _look_again(self) -> None:
        """Show what a command has changed."""
        reader, screen = self._reader, self._app.screen
        reader.list.forget()
        reader.list.check_now()
        reader.article.check()
        if isinstance(screen, Page):
            screen.load()

    # The screens

    @property
    def _reader(self) -> ReaderScreen:
        return cast("ReaderScreen", self._app.screen_stack[0])

    async def _to_reader(self, query: ListQuery | None) -> None:
        """Go back to the main screen, there to another list."""
        while (screen := self._app.screen) is not self._reader:
            await screen.dismiss(None)
        if query is not None:
            self._reader.show_list(query)

    async def _perform(self, action: str, count: int = 0) -> bool:
        screen: Screen[Any] = self._app.screen
        if (here := getattr(screen, "keys_at", None)) is None or not await perform(action, screen, here[1], count):
            raise UsageError(f"“{action}” does nothing here.")
        return True

    def _here(self) -> int:
        """Return the article in focus. Raises ``UsageError`` where there is none."""
        article = getattr(self._app.screen, "subject", None)
        if article is None:
            raise UsageError("There is no article in focus for % to stand for.")
        return int(article)

    def _say(self, said: Said) -> None:
        say = getattr(self._app.screen, "say", None)
        if say is not None:
            say(said.text, failed=said.failed)
