"""What a veil leaves of an article: nothing that only its veiled parts say."""

from __future__ import annotations

import msgspec

from pullquote.cache.core.article import (
    DEK_BLOCK,
    TITLE_BLOCK,
    Article,
    Entity,
    Hint,
    Image,
    Mention,
    Paragraph,
    Picture,
    PullQuote,
    Quote,
    Reference,
    Release,
)
from pullquote.cache.core.spoilers import (
    FIRST_REFERENCE,
    LEAD_BLOCK,
    NOTICE_BLOCK,
    Veils,
    passages,
    veil,
    with_beside,
)

ARTICLE = Article(
    title="Tern Street says xqtitle",
    dek="A dek with xqdek",
    lead_image=Picture("https://reel.example/a.jpg", "An xqleadalt", "A caption"),
    blocks=(
        Paragraph("Ada Quill lives in Tern Street."),
        Paragraph("Then Xqname Xqson, the xqparagraph, opened Xqwork."),
        Image("https://reel.example/b.jpg", "the xqalt", "The harbour"),
        PullQuote("I am xqpull.", signature="Xqsigner Moe"),
    ),
    quotes=(Quote(text="I am xqpull.", speaker="Xqsigner Moe", block=3),),
    entities=(
        Entity(name="Ada Quill", type="person", aka=("Xqaka",), mentions=1, id=7),
        Entity(name="Xqname Xqson", type="character", mentions=1, id=8),
        Entity(name="Xqsigner Moe", type="person", id=9),
    ),
    mentions=(Mention(0, 0, 0, 9), Mention(1, 1, 5, 17)),
    releases=(
        Release(title="Tern Street", what="season 2", text="Ada Quill lives in Tern Street."),
        Release(title="Tern Street", text="Then Xqname Xqson, the xqparagraph, opened Xqwork."),
        Release(title="Xqwork", what="film"),
    ),
    next=(Reference("What xqnext did"),),
    related=(Reference("Plain story"), Reference("Another", alt="xqrelated")),
    keywords=("Tern Street", "Xqname Xqson", "xqkeyword"),
    hints=(Hint("Ada Quill"), Hint("xqhint")),
    facts={"Rating": "8", "Culprit": "Xqson"},
    notice="The page says xqnotice.",
)
ALL = (DEK_BLOCK, LEAD_BLOCK, 1, 2, 3, NOTICE_BLOCK, FIRST_REFERENCE, FIRST_REFERENCE - 2)
VEILS = Veils(title="About Tern Street", parts=dict.fromkeys(ALL, "Veiled: a spoiler."), guards=("Tern Street",))


def shown(opened: tuple[int, ...] = ()) -> str:
    return msgspec.json.encode(veil(ARTICLE, VEILS, opened)).decode()


def test_nothing_that_only_veiled_parts_say_is_left() -> None:
    assert "xq" not in shown().casefold()


def test_what_shown_parts_say_stays() -> None:
    left = veil(ARTICLE, VEILS)
    assert [entity.name for entity in left.entities] == ["Ada Quill"]
    assert (left.keywords, left.facts) == (("Tern Street",), {"Rating": "8"})
    assert [one.title for one in (*left.next, *left.related)] == ["Plain story"]
    assert [release.what for release in left.releases] == ["season 2"]
    assert left.mentions == (Mention(0, 0, 0, 9),)


def test_an_opened_part_brings_back_what_goes_with_it() -> None:
    left = veil(ARTICLE, VEILS, (1, NOTICE_BLOCK))
    assert [entity.name for entity in left.entities] == ["Ada Quill", "Xqname Xqson"]
    assert left.keywords == ("Tern Street", "Xqname Xqson")
    assert left.facts == ARTICLE.facts
    assert left.notice == ARTICLE.notice
    assert "xqpull" not in shown((1, NOTICE_BLOCK))


def test_veils_say_which_names_keywords_and_releases_go_with_them() -> None:
    found = with_beside(ARTICLE, VEILS)
    assert (found.names, found.ids) == ((1, 2), (8, 9))
    assert found.keywords == ("Xqname Xqson", "xqkeyword")
    assert found.releases == (1, 2)
    assert with_beside(ARTICLE, Veils()) == Veils()


def test_every_part_with_words_of_its_own_can_be_veiled() -> None:
    assert {number for number, _ in passages(ARTICLE)} == {TITLE_BLOCK, *ALL, 0, FIRST_REFERENCE - 1}
