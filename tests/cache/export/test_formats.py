"""The formats of an article: each can be written, and no other is."""

import json

import pytest

from pullquote.cache.core.article import Article
from pullquote.cache.core.errors import UsageError
from pullquote.cache.export import ARTICLE_FORMATS, TextStyle, write_article

ARTICLE = Article(title="Harbour Lights returns", outlet="The Marquee", text="It returns.", words=2)


@pytest.mark.parametrize("form", ARTICLE_FORMATS)
def test_every_format_names_the_title_and_ends_in_one_line_feed(form: str) -> None:
    written = write_article(ARTICLE, form, TextStyle())
    assert "Harbour Lights returns" in written
    assert written.endswith("\n")
    assert not written.endswith("\n\n")


def test_another_format_is_refused() -> None:
    with pytest.raises(UsageError, match="An article has no tsv form"):
        write_article(ARTICLE, "tsv", TextStyle())


def test_the_fields_of_json_are_picked_and_an_unknown_one_is_named() -> None:
    assert json.loads(write_article(ARTICLE, "jsonl", TextStyle(), ("title", "words"))) == {
        "title": "Harbour Lights returns",
        "words": 2,
    }
    with pytest.raises(UsageError, match="There is no field colour"):
        write_article(ARTICLE, "json", TextStyle(), ("colour",))
