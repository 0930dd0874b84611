"""What the list answers, as a value: its text, its title, and each step back."""

from __future__ import annotations

import pytest

from pullquote.cache.core.article import Entity, EntityType
from pullquote.cache.core.order import Order
from pullquote.tui.reader.list.query import ListQuery, about

UNREAD = ListQuery(section="is:unread", section_title="Unread", order=Order.OLDEST)


@pytest.mark.parametrize(
    ("query", "mute", "text", "title"),
    [
        (ListQuery(), "", "-is:muted", "All articles"),
        (UNREAD, "", "is:unread -is:muted", "Unread"),
        (UNREAD.filtered("tide"), "", "is:unread tide -is:muted", "Unread: tide"),
        (ListQuery().filtered("tide"), "spoiler", "tide -is:muted -spoiler", "tide"),
        (UNREAD.filtered("tide").searched("lamp"), "", "is:unread tide -is:muted", "Search: lamp"),
        (ListQuery(section="spoiler", section_title="Muted"), "spoiler", "spoiler", "Muted"),
        (ListQuery(section="tide", section_title="Tide"), "spoiler", "tide -is:muted -spoiler", "Tide"),
        (ListQuery(section="is:muted OR spoiler", section_title="Muted"), "spoiler", "is:muted OR spoiler", "Muted"),
        (UNREAD.filtered("is:muted"), "spoiler", "is:unread is:muted", "Unread: is:muted"),
    ],
)
def test_text_and_title(query: ListQuery, mute: str, text: str, title: str) -> None:
    assert query.text(mute) == text
    assert query.title == title


def test_clearing_takes_one_step_back_each_time_and_keeps_the_order() -> None:
    query = UNREAD.filtered("tide").searched("lamp")
    steps = [query := query.cleared() for _ in range(3)]
    assert [(step.section, step.filter, step.search) for step in steps] == [
        ("is:unread", "tide", ""),
        ("is:unread", "", ""),
        ("", "", ""),
    ]
    assert {step.order for step in steps} == {Order.OLDEST}


def test_orders_come_round_and_only_a_list_by_time_is_parted() -> None:
    query, seen = ListQuery(), []
    for _ in Order:
        seen.append((query.order, query.by_time))
        query = query.ordered_next()
    assert [order for order, _ in seen] == list(Order)
    assert {order for order, by_time in seen if by_time} == {Order.NEWEST, Order.OLDEST}
    assert query == ListQuery()
    assert not ListQuery().searched("lamp").by_time


@pytest.mark.parametrize(
    ("kind", "name", "wanted"),
    [
        ("show", "The Lamp", 'show:"The Lamp"'),
        ("film", 'The "Lamp"', 'show:"The  Lamp "'),
        ("person", "Ada Moss", 'person:"Ada Moss"'),
        ("organization", "Northlight", 'name:"Northlight"'),
    ],
)
def test_the_filter_about_an_entity(kind: EntityType, name: str, wanted: str) -> None:
    assert about(Entity(name=name, type=kind)) == wanted
