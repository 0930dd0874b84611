"""Following names and queries: what they find, what comes of them, what a mark survives."""

from __future__ import annotations

import pytest

from pullquote.cache.core.article import Entity, EntityType
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.following import topics as kept_topics
from pullquote.cache.core.following.followed import News, divided, in_words
from pullquote.cache.core.following.topics import Topic
from pullquote.cache.core.settings import Keep, Settings
from pullquote.cache.library import Library
from pullquote.cache.store.upkeep import backup, prune

from ..conftest import NOON

LIGHTHOUSE = Topic("lighthouse", "lighthouse")
NOBODY: dict[str, object] = {"entities": (), "mentions": (), "quotes": (), "releases": ()}


def about(name: str, kind: EntityType = "show") -> dict[str, object]:
    """What makes an article one about a name, and about no other."""
    return NOBODY | {"title": f"{name} again", "entities": (Entity(name=name, type=kind, mentions=2, score=0.97),)}


def test_what_is_followed_is_names_and_queries(library, small) -> None:
    one, two, three = small.put(1), small.put(2, **about("Saltgate")), small.put(3, **NOBODY, title="Piers and plays")
    assert library.following.follow(Topic("piers", "piers"))
    assert list(library.ids("is:followed")) == [three]
    library.names.follow([library.names.find("Nora Vance").id])
    assert list(library.ids("is:followed")) == [one, three]
    assert list(library.ids("-is:followed")) == [two]
    assert library.explain("is:followed") == "Articles about what you follow."


def test_a_query_is_followed_once_and_let_go_by_what_it_asks(library, small) -> None:
    small.put(1)
    assert library.following.follow(LIGHTHOUSE)
    assert not library.following.follow(LIGHTHOUSE)
    assert library.following.topic(" lighthouse ") == Topic("lighthouse", "lighthouse", followed=True, watched=False)
    assert library.following.follow(LIGHTHOUSE, False)
    assert not library.following.follow(LIGHTHOUSE, False)
    assert library.following.topics() == []


def test_a_query_may_be_watched_and_followed_and_each_ends_by_itself(library) -> None:
    library.following.watch(LIGHTHOUSE)
    library.following.follow(LIGHTHOUSE)
    assert library.following.topics() == [Topic("lighthouse", "lighthouse", followed=True, watched=True)]
    library.following.watch(LIGHTHOUSE, False)
    assert library.following.topics() == [Topic("lighthouse", "lighthouse", followed=True, watched=False)]
    library.following.watch(LIGHTHOUSE)
    library.following.follow(LIGHTHOUSE, False)
    assert library.following.topics() == [Topic("lighthouse", "lighthouse", followed=False, watched=True)]


def test_a_query_that_is_watched_under_another_title_is_followed_under_it(library) -> None:
    library.following.watch(Topic("By the sea", "lighthouse OR pier"))
    assert library.following.follow(Topic("lighthouse  OR pier", "lighthouse  OR pier"))
    assert library.following.topics() == [Topic("By the sea", "lighthouse OR pier", followed=True, watched=True)]
    assert library.following.follow(Topic("lighthouse OR pier", "lighthouse OR pier"), False)
    assert [topic.followed for topic in library.following.topics()] == [False]


def test_undo_takes_back_what_was_followed_and_what_no_longer_is(library) -> None:
    library.following.follow(LIGHTHOUSE)
    library.following.follow(LIGHTHOUSE, False)
    assert library.undo() == "Followed again: “lighthouse”."
    assert [topic.followed for topic in library.following.topics()] == [True]
    assert library.undo() == "No longer followed: “lighthouse”."
    assert library.following.topics() == []


def test_topics_of_before_are_watched_and_what_is_damaged_is_none(library) -> None:
    library.remember(kept_topics.KEY, '[["Street","street"]]')
    assert library.following.topics() == [Topic("Street", "street", followed=False, watched=True)]
    library.remember(kept_topics.KEY, '{"no": "topics"}')
    assert library.following.topics() == []
    assert list(library.ids("is:followed")) == []


@pytest.mark.parametrize("query", ["is:followed", "-is:followed tide", "tide OR is:followed", "  "])
def test_what_is_followed_already_is_no_query_to_follow(library, query: str) -> None:
    with pytest.raises(UsageError):
        library.following.follow(Topic(query, query))


def test_a_followed_query_that_asks_for_what_is_followed_finds_names_and_never_itself(library, small) -> None:
    one, _ = small.put(1), small.put(2, **about("Saltgate"))
    library.remember(kept_topics.KEY, '[["all","is:followed has:quote",true],["gone","nofield:x",true]]')
    library.names.follow([library.names.find("Nora Vance").id])
    assert list(library.ids("is:followed")) == [one]


def test_there_are_never_too_many_and_no_followed_one_goes_by_itself(library) -> None:
    library.following.watch(Topic("watched", "watched"))
    for number in range(kept_topics.MOST):
        library.following.follow(Topic(f"t{number}", f"word{number}"))
    assert len(library.following.topics()) == kept_topics.MOST
    with pytest.raises(UsageError):
        library.following.follow(Topic("one more", "more"))
    with pytest.raises(UsageError):  # there is no room for it, and nothing else goes
        library.following.watch(Topic("watched", "watched"))
    assert all(topic.followed for topic in library.following.topics())


def test_counts_of_what_is_followed(library, small) -> None:
    numbers = [small.put(number) for number in (1, 2, 3)]
    small.put(4, **about("Saltgate"))
    library.mark_read(numbers[:1])
    library.names.follow([library.names.find("Nora Vance").id, library.names.find("Saltgate").id])
    library.following.follow(LIGHTHOUSE)
    assert [(one.title, one.type, one.unread, one.articles) for one in library.following.things()] == [
        ("lighthouse", "query", 3, 4),
        ("Nora Vance", "person", 2, 3),
        ("Saltgate", "show", 1, 1),
    ]
    assert library.following.unread() == 3


def test_muted_articles_are_not_counted(library, small) -> None:
    small.put(1)
    small.put(2, **about("Saltgate"))
    library._settings = Settings(list=type(Settings().list)(mute="saltgate"))
    library.following.follow(Topic("all of it", "lighthouse"))
    library.names.follow([library.names.find("Saltgate").id])
    assert [(one.title, one.unread) for one in library.following.things()] == [("all of it", 1), ("Saltgate", 0)]
    assert library.following.unread() == 1


def test_the_news_of_a_refresh_are_those_of_what_was_followed_before(library, small) -> None:
    small.put(1)
    small.put(2, **about("Saltgate"))
    library.names.follow([library.names.find("Nora Vance").id])
    library.following.follow(Topic("piers", "piers"))
    before = library.following.standing()
    assert library.following.news(before) == []
    small.put(3)
    small.put(4)
    small.put(5, **about("Saltgate"))
    small.put(6, **NOBODY, title="Piers and plays")
    library.names.follow([library.names.find("Saltgate").id])  # followed since: its articles are no news
    assert library.following.news(before) == [News("Nora Vance", 2), News("piers", 1, about=False)]


def test_an_article_with_an_old_date_is_news_when_it_arrives(library, small) -> None:
    small.put(1)
    library.names.follow([library.names.find("Nora Vance").id])
    before = library.following.standing()
    small.put(4_000)  # it bears a date of months ago
    assert in_words(library.following.news(before)) == "1 new about Nora Vance"


def test_what_is_understood_later_is_news_once(library, small) -> None:
    small.put(1)
    library.names.follow([library.names.find("Nora Vance").id])
    small.put(2, complete=False, **NOBODY, title="A cast grows")
    before = library.following.standing()
    small.page(2, title="A cast grows")
    assert in_words(library.following.news(before)) == "1 new about Nora Vance"
    assert library.following.news(library.following.standing()) == []


def test_what_comes_read_is_no_news(library, small) -> None:
    small.put(1)
    library.names.follow([library.names.find("Nora Vance").id])
    before = library.following.standing()
    library.mark_read([small.put(2)])
    assert library.following.news(before) == []


def test_a_name_that_only_now_is_known_by_another_type_is_followed_with_its_news(library, small) -> None:
    small.put(1, **about("Saltgate", "show"))
    library.names.follow([library.names.find("Saltgate").id])
    before = library.following.standing()
    small.put(2, **about("Saltgate", "film"))
    assert in_words(library.following.news(before)) == "1 new about Saltgate"


def test_each_article_counts_for_one_thing_and_the_line_stays_short() -> None:
    found = {("Saltgate", True): {1, 2, 3}, ("Jane Roe", True): {3, 4}, ("piers", False): {5}, ("Low", True): {6}}
    news = divided(found)
    assert sum(one.count for one in news) == 6
    assert in_words(news) == "3 new about Saltgate, 1 about Jane Roe and 2 more"
    assert in_words(news[:2]) == "3 new about Saltgate and 1 about Jane Roe"
    assert in_words([News("piers", 1_200, about=False)]) == "1,200 new for piers"
    assert in_words([]) == ""


def test_what_answers_a_followed_query_is_not_pruned(library, small) -> None:
    kept, goes = small.put(1), small.put(2, **NOBODY, title="Something", blocks=())
    library.mark_read([kept, goes])
    library.following.follow(LIGHTHOUSE)
    prune.prune(library.database, Keep(days=1), now=NOON.replace(year=NOON.year + 1), dry_run=False)
    assert list(library.ids()) == [kept]


def test_d_followed_queries_come_back_when_the_file_is_lost(library, small, tmp_path) -> None:
    small.put(1)
    library.following.follow(LIGHTHOUSE)
    library.following.watch(Topic("tide", "tide"))
    backup.gather(library.path, tmp_path / "state.db", None)
    with Library.open(tmp_path / "new") as new:
        with new.database.write() as conn:
            backup.restore(conn, tmp_path / "state.db")
        assert new.following.topics() == library.following.topics()
        assert [topic.followed for topic in new.following.topics()] == [True, False]
