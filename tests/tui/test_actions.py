"""The registry of actions: one meaning a key, a way to do each, nothing that needs Textual."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections import Counter

import pytest

from pullquote.tui.actions import ACTIONS, BY_ID, FOOTER_LENGTH, Pane, actions_for, footer_for, keys_of
from pullquote.tui.keymap import check_keymap, key_table, usable_keys

EVERYWHERE = (
    "j k down up G home end space b ctrl+d ctrl+u ctrl+f ctrl+b pagedown pageup q tab shift+tab n N p J K "
    "slash escape r R m U f s o y u e vertical_line x i plus minus z colon ctrl+p question_mark Q t"
)
DESIGNED = {
    Pane.LIST: f"{EVERYWHERE} enter l right F A",
    Pane.ARTICLE: f"{EVERYWHERE} h left right_square_bracket left_square_bracket",
}
NEVER = {"ctrl+s", "ctrl+q"}


def test_the_registry_needs_no_textual() -> None:
    code = "import sys, pullquote.tui.actions; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("pane", list(Pane))
def test_a_key_means_one_thing_in_a_pane(pane: Pane) -> None:
    counted = Counter(key for action in actions_for(pane) for key in keys_of(action))
    assert [key for key, count in counted.items() if count > 1] == []
    assert not NEVER & set(counted)
    assert not [key for key in counted if key.startswith(("alt+", "super+"))]


@pytest.mark.parametrize("pane", [Pane.LIST, Pane.ARTICLE])
def test_every_designed_key_is_bound(pane: Pane) -> None:
    bound = {key for action in actions_for(pane) for key in keys_of(action)}
    assert set(DESIGNED[pane].split()) - bound == set()


def test_no_action_has_only_a_function_key_or_escape() -> None:
    unkeyed = {action.id for action in ACTIONS if not keys_of(action)}
    assert unkeyed == {"catalogue_on", "catalogue_off", "catalogue_update", "catalogue_forget", "guards", "settings"}
    for action in ACTIONS:
        if action.id not in unkeyed:
            assert [k for k in keys_of(action) if k != "escape" and not (k[0] == "f" and k[1:].isdigit())], action.id


@pytest.mark.parametrize("pane", list(Pane))
def test_no_default_hides_another(pane: Pane) -> None:
    assert key_table(pane).hidden == []


def test_every_action_can_be_done() -> None:
    from pullquote.tui.app import Reader
    from pullquote.tui.reader.screen import ReaderScreen
    from pullquote.tui.screens.calendar import CalendarScreen
    from pullquote.tui.screens.edition import EditionScreen
    from pullquote.tui.screens.entity import EntityScreen
    from pullquote.tui.screens.feeds import FeedsScreen
    from pullquote.tui.screens.output import OutputScreen, OutputView
    from pullquote.tui.screens.quote_book import QuoteBookScreen
    from pullquote.tui.screens.quotes import QuotesScreen
    from pullquote.tui.widgets.article_view import ArticleView
    from pullquote.tui.widgets.entity_list import EntityRows
    from pullquote.tui.widgets.headline_list import HeadlineList
    from pullquote.tui.widgets.row_list import RowList
    from pullquote.tui.widgets.selection_keys import SelectionKeys

    who: dict[Pane, tuple[type, type]] = {
        Pane.LIST: (HeadlineList, ReaderScreen),
        Pane.ARTICLE: (ArticleView, ReaderScreen),
        Pane.PEOPLE: (EntityRows, ReaderScreen),
        Pane.ANYWHERE: (ReaderScreen, ReaderScreen),
        Pane.QUOTES: (RowList, QuotesScreen),
        Pane.CALENDAR: (RowList, CalendarScreen),
        Pane.FEEDS: (RowList, FeedsScreen),
        Pane.NAME: (RowList, EntityScreen),
        Pane.EDITION: (RowList, EditionScreen),
        Pane.OUTPUT: (OutputView, OutputScreen),
        Pane.BOOK: (RowList, QuoteBookScreen),
        Pane.SELECTION: (SelectionKeys, ReaderScreen),
    }
    for action in ACTIONS:
        for pane in action.panes:
            answers = [one for one in (*who[pane], Reader) if hasattr(one, f"action_{action.id}")]
            assert answers, (action.id, pane)
            if action.counts:
                takes = [inspect.signature(getattr(one, f"action_{action.id}")).parameters for one in answers]
                assert any(len(parameters) == 2 for parameters in takes), (action.id, pane)


@pytest.mark.parametrize("pane", list(Pane))
def test_the_footer_is_short_and_always_names_help(pane: Pane) -> None:
    shown = footer_for(pane)
    assert len(shown) <= FOOTER_LENGTH
    assert "help" in {action.id for action in shown}
    assert [a.id for a in footer_for(pane, ["help"])] == ["help"]


def test_a_keymap_is_checked() -> None:
    assert check_keymap({"star": "v"}) == []
    assert "no action “dance”" in check_keymap({"dance": "x"})[0]
    assert "has no key" in check_keymap({"star": " , "})[0]
    mixed = {"star": "v,w", "dance": "x", "save": ""}
    assert usable_keys(mixed) == {"star": "v,w"}
    assert len(check_keymap(mixed)) == 2
    assert keys_of(BY_ID["star"], {"star": "v, w"}) == ("v", "w")
