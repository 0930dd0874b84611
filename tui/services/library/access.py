"""The way of every screen and pane to the library, made once by the app.

Reading never makes a key wait for long, and there is one queue of writes: they are made one after another in the
order they were asked for, whichever screen asked, and also after that screen has closed.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.results import Partly
from pullquote.tui.actions import key_of
from pullquote.tui.services.background import ask_in_thread
from pullquote.tui.services.library.opened_veils import OpenedVeils
from pullquote.tui.services.messages import Said, failure

if TYPE_CHECKING:
    from textual.widget import Widget

    from pullquote.cache.core.results import Marked, Undone
    from pullquote.cache.library import Library

T = TypeVar("T")

COPY_EVERY, COPYING = 20.0, 0.2
"""Seconds from one look at the weekly copy to the next, and how long it is gone on with then."""


class LibraryAccess:
    """Reads and changes ``library`` for widgets; a failure is said by the widget that asked (``Said``)."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.veils = OpenedVeils(library)
        self._writing = asyncio.Lock()
        self._changes: deque[Callable[[], Any]] = deque()
        self._making = threading.Lock()
        self._at_once = False
        self.relisted = 0
        """How often something was taken back that brought articles in or sent some away."""

    def key(self, action: str) -> str:
        """Return the key of an action as the user has it, for a sentence that names it."""
        return key_of(action, self.library.settings.keys)

    def read_now(self, owner: Widget, question: Callable[[], T], otherwise: T) -> T:
        """Return an answer that takes a millisecond; ``otherwise``, where the library cannot answer."""
        try:
            return question()
        except PullquoteError as error:
            owner.post_message(failure(error))
            return otherwise

    def look_up(
        self,
        owner: Widget,
        question: Callable[[], T],
        then: Callable[[T], Any],
        group: str = "look up",
        failed: Callable[[Said], Any] | None = None,
    ) -> None:
        """Ask in a thread and call ``then`` with the answer, unless ``owner`` asked the ``group`` again meanwhile.

        ``failed`` gets what to say of an error; without it, ``owner`` says that.
        """
        ask_in_thread(owner, question, then, group=group, failed=failed)

    def write(self, owner: Widget, change: Callable[[], T], then: Callable[[T], Any] | None = None) -> None:
        """Make a change in a thread after every change asked for before; ``then`` gets its result."""
        self._changes.append(change)
        if self._at_once:
            return

        async def make() -> T:
            async with self._writing:
                return await asyncio.to_thread(self._make, change)

        self._make_for(owner, make, then, group="writing")

    def settle_veils(
        self,
        owner: Widget,
        told: Callable[[int, int], Any] | None = None,
        then: Callable[[bool], Any] | None = None,
    ) -> None:
        """Make veils anew where what is guarded has changed, piece by piece, so that no other change waits for all.

        It goes on when the screen of ``owner`` has closed; what is left when the app ends is done at its next start.
        ``told`` gets how many articles were looked at, of how many; ``then`` gets whether anything had changed.
        """
        guard = self.library.guard

        async def make() -> bool:
            changed, total = await self._made(guard.begin)
            done = 0
            while total and (some := await self._made(guard.work)):
                done += some
                if told:
                    told(min(done, total), total)
            return changed or done > 0

        self._make_for(owner, make, then, group="veils")

    def keep_copying(self, owner: Widget) -> None:
        """Have the weekly copy of what the user made made a little at a time, as long as ``owner`` is there."""
        if not self.library.read_only:
            copy = partial(self.look_up, owner, lambda: self.library.copy_marks(COPYING), lambda _: None, "copy")
            owner.set_interval(COPY_EVERY, copy)

    async def _made(self, change: Callable[[], T]) -> T:
        """Make a change in a thread after every change asked for before; return its result."""
        self._changes.append(change)
        async with self._writing:
            return await asyncio.to_thread(self._make, change)

    def _make(self, change: Callable[[], T]) -> T:
        with self._making:
            try:
                return change()
            finally:
                self._changes.remove(change)

    def take_back(
        self, owner: Widget, then: Callable[[Undone | None], Any], told: Callable[[int], Any] | None = None
    ) -> None:
        """Take back what was done last; ``then`` gets what that was, ``None`` for nothing.

        What was done to very many articles is taken back in pieces; ``told`` gets how many they are so far.
        """
        library = self.library

        async def make() -> Undone | None:
            done = await self._made(library.take_back_some)
            articles = 0
            while isinstance(done, Partly):
                articles += done.articles
                if told:
                    told(articles)
                done = await self._made(partial(library.take_back_some, done.step))
            return done

        def ended(undone: Undone | None) -> None:
            self.relisted += bool(undone and undone.relisted)
            if undone is not None:
                self.settle_veils(owner)
            then(undone)

        self._make_for(owner, make, ended)

    def mark_read(
        self, owner: Widget, ids: Sequence[int], told: Callable[[Marked], Any], then: Callable[[int | None], Any]
    ) -> None:
        """Mark articles read, those of their stories too where lists have these; ``then`` gets how many were marked.

        It gets ``None`` where that was taken back meanwhile. What is left when the app ends is marked at its next
        start (``go_on_marking``).
        """
        marking, stories = self.library.marking, self.library.settings.list.stories

        async def make() -> int | None:
            marked = await self._made(lambda: marking.begin(ids, stories=stories))
            return await self._mark_on(marked, told)

        self._make_for(owner, make, then)

    def go_on_marking(self, owner: Widget, told: Callable[[Marked], Any], then: Callable[[int | None], Any]) -> None:
        """Mark what the app had begun to mark when it ended."""

        async def make() -> int | None:
            changed: int | None = None
            while marked := await self._made(self.library.marking.go_on):
                changed = await self._mark_on(marked, told)
            return changed

        self._make_for(owner, make, then)

    async def _mark_on(self, marked: Marked, told: Callable[[Marked], Any]) -> int | None:
        """Mark what is left; return how many were marked, ``None`` where that was taken back meanwhile."""
        while marked.done < marked.total:
            told(marked)
            if (more := await self._made(partial(self.library.marking.go_on, marked.step))) is None:
                return None
            marked = more
        return marked.changed

    def _make_for(
        self,
        owner: Widget,
        make: Callable[[], Coroutine[Any, Any, T]],
        then: Callable[[T], Any] | None,
        group: str = "pieces",
    ) -> None:
        """Make changes that go on when the screen of ``owner`` has closed; ``then`` gets what came of them."""

        async def made() -> None:
            try:
                result = await make()
            except Exception as error:  # noqa: BLE001 -- said, because nothing else could be done about it
                owner.post_message(failure(error))
            else:
                if then is not None and owner.is_attached:
                    owner.call_later(then, result)

        # A worker of the app: one of the widget would be cancelled, and the change lost, when its screen closes.
        owner.app.run_worker(made(), group=group, exit_on_error=False)

    def remember(self, owner: Widget, key: str, value: str) -> None:
        """Keep a preference or a position for the next start; a library that is only read keeps none."""
        if not self.library.read_only:
            self.write(owner, lambda: self.library.remember(key, value))

    @property
    def keeps_place(self) -> bool:
        """Whether the place in the list and in articles is this window's to keep: one of several keeps it."""
        return not self.library.read_only and self.library.session.keeps_place()

    def remember_place(self, owner: Widget, key: str, value: str) -> None:
        """Keep where the user is for the next start, unless another window keeps that."""
        if self.keeps_place:
            self.remember(owner, key, value)

    async def settled(self) -> None:
        """Wait until every change asked for so far has been made."""
        async with self._writing:
            return

    def make_all(self, last: Callable[[], None]) -> None:
        """Make every change asked for, then those that ``last`` asks for, in this thread.

        For a program that must end and cannot wait for its loop. No change is made afterwards.
        """
        self._making.acquire()  # never given back: what is queued is made here, and must not be made again
        self._at_once = True
        with contextlib.suppress(Exception):  # what the loop's thread was about to change may be half changed
            last()
        for change in tuple(self._changes):
            with contextlib.suppress(PullquoteError):  # nobody is left to be told
                change()
