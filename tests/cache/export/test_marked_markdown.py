"""Passages that are marked stand between signs in Markdown, wherever in an article they are."""

from __future__ import annotations

import pytest

from pullquote.cache.core.article import Article, Block, Embed, Image, Table, block_text
from pullquote.cache.core.clippings import Place
from pullquote.cache.export.markdown import article_markdown

TABLE = Table((("Who", "What | is"), (), ("Ada", "dies\nhere")), head=True)


@pytest.mark.parametrize(
    ("block", "words", "written"),
    [
        (TABLE, "Who", "| ==Who== | What \\| is |"),
        (TABLE, "Who\tWha", "| ==Who== | ==Wha==t \\| is |"),
        (TABLE, "Ada", "| ==Ada== | dies here |"),
        (TABLE, "dies\nhere", "| Ada | ==dies here== |"),
        (Image("https://x.example/1.jpg", None, "The set"), "set", '![](<https://x.example/1.jpg> "The ==set==")'),
        (Image("https://x.example/1.jpg", "Rain *falls*"), "Rain", "![==Rain== \\*falls\\*](<https://x.example/1.jpg>)"),
        (Embed("youtube", "https://v.example/1", "The trailer"), "trailer", "[The ==trailer==](<https://v.example/1>)"),
    ],
)  # fmt: skip
def test_a_passage_is_marked_where_it_stands(block: Block, words: str, written: str) -> None:
    article = Article(title="Television", blocks=(block,))
    start = block_text(block).index(words)
    lines = article_markdown(article, [Place(0, start, start + len(words))]).splitlines()
    assert written in lines
    assert written.replace("==", "") in article_markdown(article).splitlines()
