"""What a terminal shows, so that it is sent nothing that stands there already.

One for the terminal and not one for each screen: where a dialog opens or closes, a pane comes or goes, or frames were
left out because the terminal was behind, all is drawn, and most of it is as it was.
"""

from __future__ import annotations


class Shown:
    """The pieces of each line as they were sent last. ``forget`` may be called from any thread."""

    def __init__(self) -> None:
        self._lines: dict[int, dict[int, tuple[int, str]]] = {}
        self._size = (0, 0)

    def forget(self) -> None:
        """Know no longer what the terminal shows: it was cleared, or another program had it."""
        self._lines = {}

    def fit(self, size: tuple[int, int]) -> None:
        """Forget what a screen of another size showed, which the terminal may have set anew."""
        if size != self._size:
            self._size = size
            self.forget()

    def lacks(self, y: int, start: int, end: int, text: str) -> bool:
        """Return whether ``text`` has to be written to the cells of line ``y`` from ``start`` up to ``end``.

        It is taken for shown from then on, and what it covers no longer.
        """
        line = self._lines.setdefault(y, {})
        if line.get(start) == (end, text):
            return False
        for other in [other for other, (until, _) in line.items() if other < end and until > start]:
            del line[other]
        line[start] = end, text
        return True
