"""Sequences and counts without a screen: what a key means after others, and what a user's own keys are worth."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pullquote.tui.actions import BY_ID, Pane, is_key, key_named, keys_of, sequences, spelled
from pullquote.tui.keymap import MOST, Command, KeyTable, Pending, check_keymap, in_words, key_table, keys_lost

TABLE = KeyTable([("g g", "top"), ("g t", "theme"), ("j", "down"), ("ctrl+w j", "below"), ("ctrl+w g x", "far")])


def type_keys(table: KeyTable, *keys: str) -> Pending | Command | None:
    """Press keys one after the other, as the app does."""
    meant: Pending | Command | None = Pending()
    for key in keys:
        assert isinstance(meant, Pending), f"nothing is awaited before {key}"
        meant = table.press(meant, key)
    return meant


def test_the_tables_need_no_textual() -> None:
    code = "import sys, pullquote.tui.keymap; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("keys", "meant"),
    [
        ("j", Command("down")),
        ("g", Pending(0, "g")),
        ("g g", Command("top")),
        ("5 j", Command("down", 5)),
        ("1 2 g g", Command("top", 12)),
        ("1 0 j", Command("down", 10)),
        ("3 ctrl+w", Pending(3, "ctrl+w")),
        ("ctrl+w g", Pending(0, "ctrl+w g")),
        ("2 ctrl+w g x", Command("far", 2)),
        ("x", None),
        ("0", None),
        ("g x", None),
        ("5 x", None),
        ("g 5", None),
    ],
)
def test_a_key_means_what_those_before_it_say(keys: str, meant: Pending | Command | None) -> None:
    assert type_keys(TABLE, *keys.split()) == meant


def test_a_count_has_a_largest_and_more_digits_change_nothing() -> None:
    assert type_keys(TABLE, *"9" * 400, "j") == Command("down", MOST)


def test_a_digit_that_is_bound_counts_only_after_another() -> None:
    table = KeyTable([("5", "feeds"), ("0", "start"), ("j", "down")])
    assert type_keys(table, "5") == Command("feeds")
    assert type_keys(table, "0") == Command("start")
    assert type_keys(table, "1", "5", "j") == Command("down", 15)
    assert type_keys(table, "1", "0", "j") == Command("down", 10)


def test_what_may_follow_is_listed() -> None:
    assert TABLE.after("g") == [("g", "top"), ("t", "theme")]
    assert TABLE.after("ctrl+w") == [("j", "below"), ("g x", "far")]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("g g, home", ("g g", "home")),
        ("gg", ("g g",)),
        ("*", ("asterisk",)),
        ("^w j", ("ctrl+w j",)),
        ("ctrl+W  J", ("ctrl+w J",)),
        ("Space, Esc, PgDn, ↑, ⇧Tab", ("space", "escape", "pagedown", "up", "shift+tab")),
        ("Down, Bksp, Shift+Tab, shift+Left", ("down", "backspace", "shift+tab", "shift+left")),
        ("G,]", ("G", "right_square_bracket")),
        (" , ", ()),
    ],
)
def test_keys_are_read_as_people_write_them(written: str, meant: tuple[str, ...]) -> None:
    assert sequences(written) == meant


def test_every_key_can_be_written_as_it_is_shown() -> None:
    for action in BY_ID.values():
        for keys in keys_of(action):
            assert all(map(is_key, keys.split())), keys
            assert sequences(spelled(keys)) == (keys,)
            assert spelled(keys).isascii()
    assert spelled("g g") == "gg"
    assert spelled("g t") == "g t"
    assert spelled("ctrl+w j") == "^W j"
    assert key_named("é") == "é"


def test_a_users_key_goes_before_a_default_in_both_directions() -> None:
    assert type_keys(key_table(Pane.LIST, {"star": "v"}), "v") == Command("star")
    assert type_keys(key_table(Pane.LIST, {"star": "s s"}), "s", "s") == Command("star")
    assert type_keys(key_table(Pane.LIST, {"star": "g"}), "g") == Command("star")
    assert type_keys(key_table(Pane.LIST, {"first": "home"}), "g", "g") is None


def test_keys_that_are_none_or_in_each_others_way_are_named() -> None:
    assert check_keymap({"star": "v, g x, ctrl+w j"}) == []
    assert check_keymap({"star": "gx"}) == ['keys.star: there is no key “gx”; keys are written as in "g x".']
    assert "did you mean “star”" in check_keymap({"starr": "x"})[0]
    both = check_keymap({"star": "v", "save": "v"})
    assert both == ["keys.star and keys.save both have v: give one of them another key."]
    assert check_keymap({"star": "g z", "save": "g"}) == [
        "keys.star has g z and keys.save has g: g z begins with g, so only g z can be typed."
    ]


def test_one_key_may_mean_two_things_in_two_panes() -> None:
    assert check_keymap({"feed_add": "A", "all_read": "A"}) == []


def test_actions_that_a_users_keys_leave_without_one_are_named() -> None:
    assert keys_lost({"star": "B"}) == []
    (lost,) = keys_lost({"star": "v"})
    assert "keys.star takes v from “pictures”" in lost
    assert any("“theme”" in sentence for sentence in keys_lost({"star": "g"}))


def test_macros_are_read_and_checked() -> None:
    macros = {"g b, M": ("star", ":export %.epub"), "^w": ("next_unread",)}
    assert check_keymap({}, macros) == []
    table = key_table(Pane.FEEDS, {}, macros)
    assert type_keys(table, "g", "b") == Command("macro g b")
    assert type_keys(table, "2", "ctrl+w") == Command("macro ctrl+w", 2)
    assert in_words(macros["g b, M"]) == "Star, :export %.epub"
    assert type_keys(key_table(Pane.LIST, {}, {"gg": ("star",)}), "g", "g") == Command("macro g g")


@pytest.mark.parametrize(
    ("macros", "sentence"),
    [
        ({"g b": ()}, 'macros."g b" does nothing'),
        ({"": ("star",)}, 'macros."" has no key'),
        ({"gbx": ("star",)}, "there is no key “gbx”"),
        ({"g b": ("starr",)}, 'macros."g b": there is no action “starr”, did you mean “star”?'),
        ({"g b": ("star",), "M": ("g b", "star")}, 'macros."M": a macro cannot run another'),
        ({"M": ("M",)}, "a macro cannot run another"),
        ({"B": ("star",)}, 'keys.save and macros."B" both have B'),
        ({"B B": ("star",)}, 'keys.save has B and macros."BB" has BB: BB begins with B, so only B can be typed.'),
    ],
)
def test_what_is_wrong_with_a_macro_is_named(macros: dict[str, tuple[str, ...]], sentence: str) -> None:
    (complaint,) = check_keymap({"save": "B"}, macros)
    assert sentence in complaint


def test_a_macro_on_the_only_key_of_an_action_is_named() -> None:
    (lost,) = keys_lost({}, {"v": ("star",)})
    assert 'macros."v" takes v from “pictures”' in lost
