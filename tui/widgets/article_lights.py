"""What is lit up in the article that is shown: a name, the paragraph read aloud, a quote, what was searched for.

``render/highlights.py`` finds the places; here is which of them the user is at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pullquote.cache.core.article import Article, Quote
from pullquote.tui.render.article import Composition
from pullquote.tui.render.highlights import Match, Places, Target, lit_runs, matches_of, shows_quote
from pullquote.tui.render.layout import Layout, Line, Run
from pullquote.tui.render.own_marks import OwnMarks, overlaid


class Lights:
    """What is lit up in one article. ``entity`` and ``quote`` are indices in it, ``block`` is a paragraph's."""

    def __init__(self) -> None:
        self.entity: int | None = None
        self.block: int | None = None
        self.quote: int | None = None
        self.matches: list[Match] = []
        self.match = -1
        """The index of the match in focus; -1 for none."""
        self._places: Places | None = None
        self._runs: dict[int, list[Run]] = {}

    def light(self, article: Article | None, composition: Composition, own: OwnMarks) -> None:
        """Find the runs of all that is lit up, and those of the user's own marks, in the passages of the article."""
        lit = lit_runs(
            article, composition, entity=self.entity, quote=self.quote_of(article), matches=self.matches,
            match=self.match,
        )  # fmt: skip
        self._runs = overlaid(lit, own, composition)
        for passage in composition.passages if self.block is not None else ():
            if passage.block == self.block:
                self._runs.setdefault(id(passage), []).insert(0, Run(0, len(passage.text), "spoken"))

    def on(self, line: Line) -> Sequence[Run]:
        """Return the runs that are lit up in the passage of a line."""
        return self._runs.get(id(line.passage), ())

    def quote_of(self, article: Article | None) -> Quote | None:
        """Return the quote in focus."""
        return article.quotes[self.quote] if article and self.quote is not None else None

    def has_focus(self, line: Line, article: Article | None, composition: Composition) -> bool:
        """Return whether a line is of the quote in focus, or of the paragraph that is read aloud."""
        if self.block is not None and line.passage.block == self.block:
            return True
        quote = self.quote_of(article)
        return quote is not None and shows_quote(line, quote, promoted=self.quote == composition.promoted)

    def step_quote(
        self, targets: Sequence[Target], step: int, *, top: int, in_view: Callable[[int], bool]
    ) -> int | None:
        """Focus the quote so many on, or back where ``step`` is negative; return which of ``targets`` it is.

        It goes from the quote in focus, where that is ``in_view``, else from the line on ``top``. ``None`` at the end.
        """
        way = 1 if step > 0 else -1
        order = [target.quote for target in targets]
        if self.quote in order and in_view(targets[order.index(self.quote)].first):
            nearest = order.index(self.quote) + way
        else:
            below = next((i for i, target in enumerate(targets) if target.first >= top), len(targets))
            nearest = below if step > 0 else below - 1
        if not 0 <= nearest < len(targets):
            return None
        chosen = max(0, min(nearest + step - way, len(targets) - 1))
        self.quote = targets[chosen].quote
        return chosen

    def find(self, places: Places | None, layout: Layout) -> None:
        """Light up every place of what is searched for; none is in focus."""
        self._places, self.match = places, -1
        self.find_again(layout)

    def find_again(self, layout: Layout) -> None:
        """Light up the places of the same in a text that was set anew."""
        self.matches = matches_of(self._places, layout) if self._places is not None else []

    def step_match(self, step: int, *, top: int) -> int | None:
        """Focus the match so many on or back, around the ends, at first from ``top`` on; return its line."""
        if not self.matches:
            return None
        if self.match < 0:
            self.match = next((i for i, match in enumerate(self.matches) if match.line >= top), 0)
        else:
            self.match = (self.match + step) % len(self.matches)
        return self.matches[self.match].line
