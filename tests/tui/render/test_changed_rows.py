"""What is said above an article that changed: nothing in it reaches the terminal uncleaned; long lists are cut."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pullquote.cache.core.article import Article, Paragraph
from pullquote.cache.core.changes import Changed, changes_between
from pullquote.tui.render.changed_rows import MOST, changed_passages
from pullquote.tui.render.icons import ASCII, LINEAR, UNICODE, Icons

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)


def told(before: tuple[str, ...], after: tuple[str, ...]) -> Changed:
    one, two = (Article(title="T", blocks=tuple(map(Paragraph, texts))) for texts in (before, after))
    return Changed(NOW, True, changes_between(one, two))


@pytest.mark.parametrize("icons", [UNICODE, ASCII, LINEAR])
def test_what_is_hostile_is_cleaned(icons: Icons, hostile_text: str) -> None:
    changed = told((f"One word and {hostile_text} here",), (f"One word {hostile_text} and there {hostile_text}",))
    for passage in changed_passages(changed, icons, "d", unfolded=True):
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & {*passage.text}
        assert all(0 <= run.start < run.end <= len(passage.text) for run in passage.runs)


def test_a_long_list_is_cut_and_says_so() -> None:
    before = tuple(f"Number {number} said a thing" for number in range(MOST + 40))
    after = tuple(text.replace("said", "wrote") for text in before)
    passages = changed_passages(told(before, after), UNICODE, "d", unfolded=True)
    assert sum("changed" in passage.text for passage in passages[1:]) == MOST
    assert any(passage.text == "40 more" for passage in passages)
    assert changed_passages(None, UNICODE, "d", unfolded=True) == ()
