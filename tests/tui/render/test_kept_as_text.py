"""What could not be understood in time is said on the command line and on the page of feeds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pullquote.cache.core.feed import Feed, RefreshEvent, Stage
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.refreshing import Line
from pullquote.tui.render.page_rows import feed_state

SENTENCE = "3 entries could not be understood, or not in time; they are kept as plain text."
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_a_refresh_says_it_on_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    Line(Options()).show(RefreshEvent(stage=Stage.AS_TEXT, title="Harbour Weekly", message=SENTENCE))
    assert capsys.readouterr().err == f"Harbour Weekly: {SENTENCE}\n"


def test_the_page_of_feeds_says_it_and_does_not_call_the_feed_failing() -> None:
    feed = Feed(id=1, url="https://outlet.example/f", title="Harbour Weekly", added=NOW, checked=NOW, error=SENTENCE)
    assert feed_state(feed, NOW) == SENTENCE


@pytest.mark.parametrize(
    ("checked", "said"), [(NOW, "comes by mail, read just now"), (None, "comes by mail, none read yet")]
)
def test_the_page_of_feeds_does_not_say_that_a_newsletter_is_asked(checked: datetime | None, said: str) -> None:
    feed = Feed(id=1, url="mailto:ida@outlet.example", title="Harbour Weekly", added=NOW, checked=checked)
    assert feed_state(feed, NOW) == said
