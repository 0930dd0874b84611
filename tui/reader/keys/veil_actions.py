"""Opening what is veiled, and saying of a passage that it spoils something, or does not."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from pullquote.cache.core.article import DEK_BLOCK, TITLE_BLOCK, Article, Origin, Veiled, block_text
from pullquote.cache.core.counts import counted
from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.actions import Pane
from pullquote.tui.render.rows import fit
from pullquote.tui.render.veil_lines import VeilRun
from pullquote.tui.services.messages import NO_ARTICLE

if TYPE_CHECKING:
    from pullquote.tui.reader.screen import ReaderScreen

_WORDS_SHOWN = 60


class VeilActions:
    """What keys do about what is veiled: in the list its headline, in the article what is in view."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._last: VeilRun | None = None
        """What was opened last."""

    def toggle(self) -> None:
        """Open what is veiled, or veil again what was opened."""
        if self._screen.active_pane is Pane.LIST:
            self._toggle_headline()
        else:
            self._toggle_parts()

    def _toggle_headline(self) -> None:
        screen, headline = self._screen, self._screen.list.selected
        if headline is None:
            screen.say(NO_ARTICLE)
            return
        head = screen.access.read_now(screen, lambda: screen.access.veils.head_of(headline.id), None)
        if head is None:
            screen.say("This headline is not veiled.")
            return
        opened = screen.access.veils.toggle(headline.id, [head])
        screen.list.forget([headline.id])
        if screen.article.article is not None and screen.article.article.id == headline.id:
            screen.article.show_opened()
        self._say_so(opened)

    def _toggle_parts(self) -> None:
        """Open the first run in view that is veiled; where none is, veil again what is open there."""
        screen, view = self._screen, self._screen.article.keys_widget
        runs = view.veils_in_view
        if closed := [run for run in runs if run not in view.veiled.opened]:
            self.toggle_runs(closed[:1])
        elif runs:
            self.toggle_runs(runs)
        elif view.bring_in_veil():
            screen.say(f"Veiled here. Press {screen.access.key('veil')} to open.")
        else:
            screen.say("Nothing in this article is veiled." if self._article else NO_ARTICLE)

    def toggle_runs(self, runs: list[VeilRun]) -> None:
        """Open runs of the article that is shown, or veil them again where they are open."""
        screen, article = self._screen, self._article
        if article is None or article.id is None:
            return
        opened = screen.access.veils.toggle(article.id, runs)
        self._last = runs[0] if opened else None
        if any(part == TITLE_BLOCK for run in runs for part in run.parts):
            screen.list.forget([article.id])
        screen.article.show_opened()
        self._say_so(opened)

    def _say_so(self, opened: bool) -> None:
        screen = self._screen
        key, rules = screen.access.key("veil"), screen.access.key("spoiler")
        dot = f" {screen.icons.dot} "
        screen.say(f"{key} veils it again{dot}{rules} if it is no spoiler" if opened else "Veiled again.")

    @property
    def _article(self) -> Article | None:
        return self._screen.article.article

    # What the user says of passages

    def rule(self) -> None:
        """Take what is veiled, or was, for no spoiler; where nothing is, a passage for one."""
        screen = self._screen
        if screen.library.read_only:
            screen.say(screen.library.refusal, failed=True)
        elif screen.active_pane is Pane.LIST:
            self._rule_headline()
        else:
            self._rule_parts()

    def _rule_headline(self) -> None:
        screen, headline = self._screen, self._screen.list.selected
        if headline is None:
            screen.say(NO_ARTICLE)
            return
        head = screen.access.read_now(screen, lambda: screen.access.veils.head_of(headline.id), None)
        self._keep(headline.id, [TITLE_BLOCK], head is None, None)

    def _rule_parts(self) -> None:
        screen, article, view = self._screen, self._article, self._screen.article.keys_widget
        if article is None or (number := article.id) is None:
            screen.say(NO_ARTICLE)
            return
        origin, quote, runs = screen.article.origin, screen.article.quote, view.veils_in_view
        if quote is not None:
            of_quote = next((run for run in view.veiled.runs if quote.block in run.parts), None)
            parts = of_quote.parts if of_quote else (quote.block,)
            self._keep(number, parts, of_quote is None, origin)
        elif runs:
            run = self._last if self._last in runs and self._last is not None else runs[0]
            self._keep(number, run.parts, False, origin)
        else:
            self._ask(article, origin)

    def _ask(self, article: Article, origin: Origin | None) -> None:
        """Ask which passage in view spoils something."""
        from pullquote.tui.screens.pickers import Choice, PickScreen, among

        screen, view = self._screen, self._screen.article.keys_widget
        number = article.id
        texts = {part: text for part in sorted(view.blocks_in_view(), key=_in_order) if (text := _text(article, part))}
        if number is None or not texts:
            screen.say("There is no passage here.")
            return

        def chosen(answer: str | None) -> None:
            if answer is not None:
                self._keep(number, [int(answer)], True, origin)

        ellipsis = screen.icons.ellipsis
        choices = [Choice(str(part), fit(text, _WORDS_SHOWN, ellipsis).rstrip()) for part, text in texts.items()]
        screen.app.push_screen(PickScreen("What spoils something here?", among(choices), screen.icons), chosen)

    def _keep(self, number: int, parts: Collection[int], spoils: bool, origin: Origin | None) -> None:
        screen = self._screen
        guard = screen.library.guard

        def keep() -> tuple[bool, bool]:
            changed = guard.rule(number, parts, spoils, origin=origin)
            veils = guard.veils([number]).get(number)
            hidden = veils is not None and any(
                veils.title is not None if part == TITLE_BLOCK else part in veils.parts for part in parts
            )
            return changed, hidden

        def done(result: tuple[bool, bool]) -> None:
            changed, hidden = result
            screen.list.forget()
            screen.article.check()
            screen.say(self._told(len(parts), spoils, changed=changed, hidden=hidden or origin is not None))

        screen.access.write(screen, keep, done)

    def _told(self, count: int, spoils: bool, *, changed: bool, hidden: bool) -> str:
        undo = self._screen.access.key("undo")
        what = "it" if count == 1 else "them"
        if not changed:
            return "You had said so already."
        if not spoils:
            said = "No spoiler" if count == 1 else f"{counted(count, 'passage')}, no spoiler"
            return f"{said}: {undo} veils {what} again."
        if not hidden:
            guards = self._screen.access.key("guard")
            return f"Kept, but nothing that is named here is guarded: {guards} on a name guards it."
        return f"A spoiler: {undo} shows {what} again."


def _in_order(part: int) -> int:
    """Return what sorts parts as they stand on the screen: the headline, the summary, the text."""
    return {TITLE_BLOCK: -2, DEK_BLOCK: -1}.get(part, part)


def _text(article: Article, part: int) -> str:
    """Return the words of a part that can be said to spoil something; empty for none."""
    if part in (TITLE_BLOCK, DEK_BLOCK):
        return clean_line((article.title if part == TITLE_BLOCK else article.dek) or "")
    if not 0 <= part < len(article.blocks) or isinstance(article.blocks[part], Veiled):
        return ""
    return clean_line(block_text(article.blocks[part]))
