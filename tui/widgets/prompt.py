"""The line in which a user types: a search, a filter, a command, a file name.

Above the line stands what could be meant by it: completions, or what a search finds while it is typed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, ClassVar, Concatenate, ParamSpec, Protocol, TypeVar

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import WorkType

from pullquote.cache.core.errors import QueryError
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.rows import plain
from pullquote.tui.services.background import ask_in_thread
from pullquote.tui.services.messages import failure
from pullquote.tui.services.programs.handoff import typed_path
from pullquote.tui.services.prompt.paths import begun_anew, paths
from pullquote.tui.services.prompt.suggestions import Suggester, Suggestion, Suggestions, corrections
from pullquote.tui.widgets.painting import get_visual_style
from pullquote.tui.widgets.row_list import keep_stale_click

SETTLED = 0.12
"""Seconds without a key after which the library is asked what could be meant."""

ASKING = "asking"
"""The group of the workers that wait for an answer."""


class Answer(Struct, frozen=True):
    """What a user typed, and the ``article`` that was chosen among the finds of a search."""

    line: str
    article: int | None = None


class Offers(OptionList):
    """What could be meant by the line."""

    on_click = keep_stale_click
    get_visual_style = get_visual_style


class Prompt(Vertical):
    """Asks for one line of text; hidden while nothing is asked."""

    class Settled(Message):
        """The keys rest: ``line`` is what has been typed so far."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line

        def can_replace(self, message: Message) -> bool:
            """Only the latest matters."""
            return isinstance(message, Prompt.Settled)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", show=False),
        Binding("tab", "complete", "Complete", show=False),
        Binding("down,ctrl+n", "next_suggestion", "Next", show=False),
        Binding("up,ctrl+p", "previous_suggestion", "Previous", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"query--name", "query--note", "query--sign", "query--match"}
    DEFAULT_CSS = """
    Prompt { height: auto; display: none; overlay: screen; offset-y: -100%; }
    Prompt > Offers { height: auto; max-height: 13; border: none; padding: 0; display: none; }
    Prompt > .line { height: 1; }
    Prompt > .line > .label { width: auto; }
    Prompt > .line > Input { width: 1fr; border: none; height: 1; padding: 0; }
    Prompt > .line > .meaning {
        width: auto; max-width: 50%; height: 1; text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        # Held, not looked for: they are there before they are mounted and while the screen closes.
        self._rows = Offers(markup=False, compact=True)
        self._rows.can_focus = False
        self._label = Static(markup=False, classes="label")
        self._field = Input(compact=True, select_on_focus=False)
        self._meaning = Static(markup=False, classes="meaning")
        self._answer: asyncio.Future[Answer | None] | None = None
        self.opened: asyncio.Event | None = None
        """Set when the line that an action asks for has the keys, or the action is done; ``None`` from then on."""
        self._asked_from: Widget | None = None
        self._explain: Callable[[str], str] | None = None
        self._complaint: QueryError | None = None
        self._suggester: Suggester | None = None
        self._suggestions: dict[Option, Suggestion] = {}
        self._settling: Timer | None = None
        self._path_offered: str | None = None
        """The path that stood there first, while one is asked for."""
        self._common = ""
        self._furnishing = asyncio.Lock()
        self._history = [""]
        """The lines typed before, and what is typed now."""
        self._history_at = 0
        self._completing = False
        """Whether Tab was pressed before it was known what could be meant."""

    def on_mount(self) -> None:
        """Follow a change of the theme: the offers hold their colours."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.call_after_refresh(self._look))

    def on_resize(self) -> None:
        """Fit what is offered to the new width."""
        if self._suggestions:
            self._look()

    # Asking

    async def ask(
        self,
        label: str,
        *,
        value: str = "",
        placeholder: str = "",
        explain: Callable[[str], str] | None = None,
        suggester: Suggester | None = None,
        history: Sequence[str] = (),
    ) -> Answer | None:
        """Return what is typed, ``None`` where Esc was pressed or another question came.

        ``explain`` says in words what has been typed so far, or raises ``QueryError``; ``suggester`` says what could be
        meant. Up goes through ``history``, the lines typed before, the latest last. The widget that had the keys has
        them again afterwards. Only for actions under ``asks``: awaited elsewhere, it would hold up the keys it waits
        for.
        """
        async with self._furnishing:  # a second question waits for the parts the first one makes
            if self.is_attached and not self.children:
                await self._furnish()
        if not self.is_attached:
            return None  # its screen is not whole yet, or has closed meanwhile
        self._close(None)
        answer: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()
        self._answer = answer
        self._explain, self._suggester, self._complaint = explain, suggester, None
        self._history, self._history_at = [*history, ""], len(history)
        self._open_line(label, value, placeholder)
        return await answer

    async def ask_path(self, label: str, *, value: str, icons: Icons, name: str = "") -> Path | None:
        """Return the path that is typed, ``None`` where there is none; in a folder that is typed, the file ``name``.

        Tab completes it, ``~`` is the user's home, and a slash or ``~`` typed behind a whole path begins another.
        """
        self._path_offered = value
        try:
            answer = await self.ask(label, value=value, placeholder="a path", suggester=paths(icons))
        finally:
            self._path_offered = None
        if answer is None or not answer.line:
            return None
        path = typed_path(answer.line)
        is_folder = bool(name) and await asyncio.to_thread(path.is_dir)
        return path / name if is_folder else path

    async def _furnish(self) -> None:
        """Make the line when it is first wanted: the first frame of a screen does not need it."""
        await self.mount(self._rows, Horizontal(self._label, self._field, self._meaning, classes="line"))

    def _open_line(self, label: str, value: str, placeholder: str) -> None:
        self._show_suggestions(Suggestions())
        self._label.update(plain(label) + Content(" "))
        field = self._field
        field.placeholder = placeholder
        field.value = value
        field.cursor_position = len(value)
        self.display = True
        self._asked_from = self.screen.focused
        # At once, so that a key that was pressed right after finds the line; later only where that cannot be.
        self.screen.set_focus(field)
        if self.screen.focused is not field:
            field.focus()
        self._end_opening()
        self.call_after_refresh(self._show_end)

    def run(self, action: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run an action that will ask; what is typed before the line is open waits for it (``opened``)."""

        async def run() -> None:
            try:
                await action()
            except Exception as error:  # noqa: BLE001 -- said, as an action that fails says it
                self.post_message(failure(error))
            finally:
                self._end_opening()

        self._end_opening()
        self.opened = asyncio.Event()
        work: WorkType[None] = run  # not yet called: a screen that closes may never begin it
        self.run_worker(work, group=ASKING, exit_on_error=False)

    def _end_opening(self) -> None:
        if self.opened is not None:
            self.opened.set()
            self.opened = None

    def take(self, letter: str) -> bool:
        """Take in a letter, or Enter as a line feed, that was typed while something else had the keys.

        Return whether it was meant for the line.
        """
        if self.display and letter == "\n":
            self.call_later(self._field.action_submit)
        elif self.display:
            self._field.insert_text_at_cursor(letter)
        else:
            return False
        return True

    def _close(self, answer: Answer | None) -> None:
        if self._answer is not None:
            self._suggester = None
            if self._asked_from is not None and self.has_focus_within:
                self.screen.set_focus(self._asked_from)
            self.display = False
            if not self._answer.done():
                self._answer.set_result(answer)
            self._answer = None

    def _show_end(self) -> None:
        """Scroll to the end of a value that is longer than the line: its width is known now."""
        field = self._field
        at, field.cursor_position = field.cursor_position, 0
        field.cursor_position = at

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show in words what a query means, and the offers once the keys rest."""
        event.stop()
        # Of what stands there by now: keys that came behind the one that is told of here stay.
        line = self._field.value
        anew = begun_anew(line, self._path_offered) if self._path_offered is not None else None
        if anew is not None:
            self._write(anew)
            return
        self._completing = False
        if event.value != self._history[self._history_at]:
            self._history_at = len(self._history) - 1
            self._history[-1] = event.value
        if self._explain is not None:
            self._say(self._in_words(self._explain, event.value))
        if self._settling is not None:
            self._settling.stop()
        if self._suggester is not None:
            self._settling = self.set_timer(SETTLED, self._settle)

    def _in_words(self, explain: Callable[[str], str], line: str) -> str:
        """Return in words what a line asks for; what is wrong with it is said above, where there is room for it."""
        self._complaint = None
        try:
            return explain(line) if line.strip() else ""
        except QueryError as error:
            self._complaint = error
            return ""

    def _say(self, words: str) -> None:
        self._meaning.update(Content(" ") + plain(words) if words else Content(""))

    def _settle(self) -> None:
        """Look what could be meant, and report the line for whoever follows it."""
        if self._answer is not None:
            self.post_message(self.Settled(self._field.value))
        self._look()

    def _look(self) -> None:
        if self._suggester is not None:
            width = max(16, self.size.width - 4)
            self._find(self._suggester, self._field.value, width)

    def _find(self, suggester: Suggester, line: str, width: int) -> None:
        ask_in_thread(
            self,
            lambda: suggester(line, width, self._style) if line.strip() else Suggestions(),
            lambda suggestions: self._found(line, suggestions),
            group="offers",
            failed=lambda said: self._found(line, Suggestions([Suggestion(plain(said.text))])),
        )

    def _found(self, line: str, suggestions: Suggestions) -> None:
        if self._suggester is None or line != self._field.value:
            return
        if self._completing and len(suggestions.common) > len(line):
            self._write(suggestions.common)
            return
        if self._completing and suggestions.rows and suggestions.rows[0].line is not None:
            self._take(suggestions.rows[0])
            return
        if self._complaint and not suggestions.rows:
            suggestions = corrections(line, self._complaint)
        self._show_suggestions(suggestions)

    def _show_suggestions(self, suggestions: Suggestions) -> None:
        rows = self._rows
        self._common = suggestions.common
        rows.clear_options()
        self._suggestions = {Option(suggestion.prompt): suggestion for suggestion in suggestions.rows}
        rows.add_options(self._suggestions)
        rows.highlighted = None
        rows.display = bool(suggestions.rows)
        if suggestions.words or self._explain is None:
            self._say(suggestions.words)

    def _style(self, role: str) -> Style:
        return self.get_visual_style(f"query--{role}", partial=role != "match")

    @property
    def _chosen(self) -> Suggestion | None:
        option = self._rows.highlighted_option
        return self._suggestions.get(option) if option is not None else None

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the line over, with the find that was chosen; a chosen completion is taken first."""
        event.stop()
        chosen = self._chosen
        if chosen is not None and chosen.line is not None:
            self._take(chosen)
            return
        self._close(Answer(event.value.strip(), chosen.article if chosen else None))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take what was clicked."""
        event.stop()
        suggestion = self._suggestions.get(event.option)
        if suggestion is None:
            return  # clicked, and gone meanwhile
        if suggestion.line is not None:
            self._take(suggestion)
        else:
            self._close(Answer(self._field.value.strip(), suggestion.article))

    def _take(self, suggestion: Suggestion) -> None:
        self._write(suggestion.line or "")
        self._field.focus()

    def _write(self, line: str) -> None:
        field = self._field
        field.value = line
        field.cursor_position = len(line)

    def action_complete(self) -> None:
        """Complete the line by the row in focus, else as far as all rows agree, else by the first."""
        if self._chosen is None and len(self._common) > len(self._field.value):
            self._write(self._common)
            return
        suggestion = self._chosen or next(iter(self._suggestions.values()), None)
        if suggestion is not None and suggestion.line is not None:
            self._take(suggestion)
        elif suggestion is None and self._suggester is not None:
            self._completing = True
            self._look()

    def action_next_suggestion(self) -> None:
        """One row down; from an earlier line, to the one after it."""
        rows = self._rows
        if self._history_at < len(self._history) - 1:
            self._recall(1)
        elif self._suggestions:
            rows.highlighted = 0 if rows.highlighted is None else min(rows.highlighted + 1, len(self._suggestions) - 1)

    def action_previous_suggestion(self) -> None:
        """One row up; above the first, back to the line; above that, the line typed before."""
        rows = self._rows
        if rows.highlighted is not None:
            rows.highlighted = rows.highlighted - 1 if rows.highlighted else None
        else:
            self._recall(-1)

    def _recall(self, step: int) -> None:
        """Show an earlier line, or a later one; what was being typed is the last."""
        self._history_at = max(0, min(self._history_at + step, len(self._history) - 1))
        self._field.value = self._history[self._history_at]
        self._field.cursor_position = len(self._field.value)

    def action_cancel(self) -> None:
        """Close without an answer."""
        self._close(None)


class _HasPrompt(Protocol):
    prompt: Prompt


Owner = TypeVar("Owner", bound=_HasPrompt)
Given = ParamSpec("Given")


def asks(
    action: Callable[Concatenate[Owner, Given], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[Owner, Given], None]:
    """Make an action of a screen that awaits ``self.prompt.ask()`` run beside the keys it waits for."""

    @wraps(action)
    def start(self: Owner, /, *args: Given.args, **kwargs: Given.kwargs) -> None:
        self.prompt.run(lambda: action(self, *args, **kwargs))

    return start
