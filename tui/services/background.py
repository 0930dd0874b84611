"""Asking in a thread: the one way for a widget, with what fails said and nothing done for a widget that is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.worker import get_current_worker

from pullquote.tui.services.messages import Said, failure

if TYPE_CHECKING:
    from textual.widget import Widget

T = TypeVar("T")


def ask_in_thread(
    owner: Widget,
    question: Callable[[], T],
    then: Callable[[T], Any],
    *,
    group: str,
    failed: Callable[[Said], Any] | None = None,
) -> None:
    """Ask in a thread and call ``then`` with the answer, unless ``owner`` asked the ``group`` again or is gone.

    ``failed`` gets what to say of an error; without it, ``owner`` posts that.
    """

    def ask() -> None:
        worker = get_current_worker()

        def hand_over(act: Callable[[], Any]) -> None:
            owner.call_later(lambda: act() if owner.is_attached and not worker.is_cancelled else None)

        try:
            answer = question()
        except Exception as error:  # noqa: BLE001 -- it would end the app, and nothing depends on the answer
            said = failure(error)
            hand_over(lambda: failed(said) if failed is not None else owner.post_message(said))
        else:
            hand_over(lambda: then(answer))

    owner.run_worker(ask, thread=True, exclusive=True, group=group, exit_on_error=False)
