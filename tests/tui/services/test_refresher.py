"""A refresh that is stopped: at any moment, also when it has just ended by itself."""

from __future__ import annotations

import threading

from textual.app import App

from pullquote.cache.library import Library
from pullquote.tui.services.refresher import Refresher

from ...waiting import soon


async def test_a_refresh_that_has_ended_and_not_said_so_yet_is_stopped(library: Library) -> None:
    app: App[None] = App()
    async with app.run_test():
        refresher = Refresher(library, app)
        refreshing = threading.Thread(target=refresher._run, args=(None,))
        refreshing.start()
        refreshing.join()  # the app's loop does not run meanwhile, so the end is not known there yet
        assert refresher.running
        refresher.stop()
        await soon(lambda: not refresher.running)
