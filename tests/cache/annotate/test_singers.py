"""Singers of one name, acts beside them, and the halls they sing in."""

from __future__ import annotations

from pullquote.cache.annotate import annotate
from pullquote.cache.core.article import Document, Paragraph

TITLE = "Singer MOTH Announces Third Album Small Hours"
TEXTS = (
    "MOTH will release her third album, Small Hours, on March 6. It features Jamie T. Poe and the Leeds duo Copper.",
    "“I wrote it in my mum’s kitchen,” MOTH said. The singer will tour in April with the band Copper.",
    "There are shows at Manchester’s Albert Hall and London’s Brixton Academy, and the songs of the album are new.",
)


def named(*texts: str, title: str) -> dict[str, str]:
    document = Document(title=title, language="en", blocks=tuple(map(Paragraph, texts)))
    return {entity.name: entity.type for entity in annotate(document).entities}


def test_a_singer_may_write_the_only_name_in_capitals() -> None:
    assert named(*TEXTS, title=TITLE)["MOTH"] == "person"


def test_an_act_begins_behind_its_noun() -> None:
    found = named(*TEXTS, title=TITLE)
    assert found["Copper"] == "group"
    assert not any("Leeds" in name for name in found)


def test_the_hall_of_a_town_is_nobody() -> None:
    assert "Albert Hall" not in named(*TEXTS, title=TITLE)
    assert "Jane Hall" in named(
        "Jane Hall, the actress, said that she was glad of it.", "Hall is an actress.", title="X"
    )
