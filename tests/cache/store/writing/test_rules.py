"""Rules over the whole library: what they find, what they would do, what they do, and taking it back."""

from __future__ import annotations

from msgspec.structs import replace

from pullquote.cache.core.order import Order
from pullquote.cache.core.rules import Rule
from pullquote.cache.core.settings import Settings
from pullquote.cache.core.tags import TagChange


def with_rules(library, *rules: Rule):
    library._settings = replace(Settings(), rules=rules)
    return library


def marks(library) -> list[tuple[object, ...]]:
    found = sorted(library.headlines(library.ids()), key=lambda headline: headline.id)
    return [(one.read, one.starred, one.queued, one.muted, one.tags) for one in found]


EVERYTHING = Rule(query="tidewater", read=True, star=True, later=True, mute=True, notify=True, tag=("new",))


def test_a_dry_run_says_what_a_run_then_does(library, small) -> None:
    one, two, _ = (small.put(number) for number in (1, 2, 3))
    library.star([one])
    library.tag([two], TagChange(("New",)))
    with_rules(library, Rule(name="Stars", query="tidewater", star=True), Rule(query='"season 2"', tag=("new",)))
    before = marks(library)
    dry = library.run_rules(dry_run=True)
    assert marks(library) == before
    assert [(out.rule.title, out.matched, out.changed) for out in dry] == [("Stars", 3, 2), ('"season 2"', 1, 0)]
    assert library.run_rules() == dry
    assert [row[1] for row in marks(library)] == [True, True, True]
    assert [out.changed for out in library.run_rules()] == [0, 0]


def test_every_action_is_done_and_one_step_takes_all_back(library, small) -> None:
    numbers = [small.put(number) for number in (1, 2)]
    library.tag(numbers[:1], TagChange(("old",)))
    before = marks(library)
    feed = library.feeds.listed()
    with_rules(library, EVERYTHING, Rule(query="nora", tag=("more",)))
    library.run_rules()
    assert marks(library) == [
        (True, True, True, True, ("old", "new", "more")),
        (True, True, True, True, ("new", "more")),
    ]
    assert [one.unread for one in library.feeds.listed()] == [0]
    # The oldest stands first in the reading list.
    assert library.ids("is:later", order=Order.QUEUE).tolist() == numbers[::-1]
    assert library.undo() == "2 articles are as before the rules."
    assert marks(library) == before
    assert library.feeds.listed() == feed


def test_a_run_that_changes_nothing_leaves_nothing_to_undo(library, small) -> None:
    small.put(1)
    with_rules(library, Rule(query="nothing-like-it", star=True), Rule(query="tidewater", notify=True))
    assert [(out.matched, out.changed) for out in library.run_rules()] == [(0, 0), (1, 0)]
    assert library.undo() is None


def test_all_rules_look_before_any_of_them_acts(library, small) -> None:
    small.put(1)
    with_rules(library, Rule(query="tidewater", star=True), Rule(query="is:starred", read=True))
    assert [out.matched for out in library.run_rules()] == [1, 0]
    assert [out.matched for out in library.run_rules()] == [1, 1]


def test_what_rules_and_feeds_mute_is_left_out_and_found_by_name(library, small) -> None:
    one, two, three = (small.put(number) for number in (1, 2, 3))
    assert library.ids("-is:muted").tolist() == [one, two, three]
    with_rules(library, Rule(query='"season 1"', mute=True)).run_rules()
    assert library.ids("-is:muted").tolist() == [two, three]
    library.feeds.update(small.feed, mute='"season 2" is:muted IS:" muted " foo:bar')  # what is no query mutes nothing
    assert library.ids("-is:muted").tolist() == [three]
    assert library.ids("is:muted").tolist() == [one, two]
    assert library.count("is:unread -is:muted") == 1
    assert library.count("is:unread is:muted") == 2
    library.undo()
    library.undo()
    assert library.ids("is:muted").tolist() == []
