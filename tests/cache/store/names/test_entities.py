"""One name for all spellings, and corrections that hold for ever."""

from __future__ import annotations

import pytest

from pullquote.cache.core.article import Entity, Quote
from pullquote.cache.core.errors import NotFound
from pullquote.cache.store.names import entities


def person(name: str, *aka: str, **facts) -> Entity:
    return Entity(name=name, type="person", aka=aka, mentions=facts.pop("mentions", 1), **facts)


def show(name: str, *aka: str, **facts) -> Entity:
    return Entity(name=name, type="show", aka=aka, mentions=facts.pop("mentions", 1), **facts)


@pytest.fixture
def tell(library, make):
    """Keep an article that names these entities; return their ids in the library."""
    numbers = iter(range(1, 1_000))

    def keep(*named: Entity, quotes: tuple[Quote, ...] = ()) -> list[int]:
        n = next(numbers)
        number = library.keep(make(n, title=f"Story {n}", entities=named, mentions=(), quotes=quotes))
        return [entity.id for entity in library.article(number).entities]

    return keep


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (show("Tidewater"), show("tidewater")),
        (show("The Cartographer"), show("Cartographer")),
        (show("Salt & Iron"), show("Salt and Iron")),
        (show("Captain’s Table"), show("Captain's Table")),
        (show("Café Noir"), show("Cafe Noir")),
        (show("Low Orbit"), show("LOW ORBIT")),
        (show("Wexford's Tidewater", "Tidewater"), show("Tidewater")),
        (person("Nora Vance", "Vance"), person("nora vance")),
        (person("N. K. Vance", "Nora Vance"), person("Nora Vance")),
        (person("Nora Vance"), person("N. K. Vance", "Nora Vance")),
    ],
)
def test_spellings_of_one_name(tell, one, two):
    assert tell(one) == tell(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (person("Nora Vance", "Vance"), person("Leo Vance", "Vance")),
        (person("Nora Vance", "Vance"), person("Vance")),
        (show("Tidewater"), Entity(name="Tidewater", type="film", mentions=1)),
        (show("Tidewater"), show("Tidewater Nights")),
        (show("Harbour: Dawn", "Harbour"), show("Harbour: Dusk", "Harbour")),
    ],
)
def test_names_that_are_not_one(tell, one, two):
    assert tell(one) != tell(two)


def test_an_alias_of_two_names_belongs_to_neither(tell):
    (dawn,) = tell(show("Harbour: Dawn", "Harbour"))
    (dusk,) = tell(show("Harbour: Dusk", "Harbour"))
    (bare,) = tell(show("Harbour"))
    assert bare not in (dawn, dusk)


def test_two_names_of_one_article_that_are_one_in_the_library(tell, library):
    tell(person("N. K. Vance", "Nora Vance"))
    found = tell(person("Nora Vance", mentions=2), person("N. K. Vance", mentions=3))
    assert len(found) == 1
    assert library.names.get(found[0]).mentions == 6
    assert library.names.get(found[0]).articles == 2


def test_a_corrected_type_holds_for_articles_to_come(tell, library):
    (number,) = tell(person("Harbour Lights"))
    library.names.fix_type(number, "show")
    assert tell(person("Harbour Lights")) == [number]
    assert tell(show("Harbour Lights")) == [number]
    assert library.names.get(number).type == "show"
    assert library.article(library.ids()[0]).entities[0].type == "show"
    assert library.count("show:harbour") == 3
    assert library.count("person:harbour") == 0
    assert [(known.name, known.type, known.fixed) for known in library.names.known()] == [
        ("Harbour Lights", "show", True)
    ]


def test_a_type_that_is_there_already_makes_them_one(tell, library):
    (wrong,) = tell(person("Harbour Lights"))
    (right,) = tell(show("Harbour Lights"))
    library.names.fix_type(wrong, "show")
    assert library.names.get(wrong).id == right
    assert library.names.get(right).articles == 2
    assert tell(person("Harbour Lights")) == [right]
    assert library.undo() == "Harbour Lights and Harbour Lights are two names again."
    assert library.names.get(wrong).type == "person"


def test_a_merge_holds_for_articles_to_come_and_can_be_undone(tell, library):
    quote = Quote(text="Aye", speaker="N. Vance")
    (nora,) = tell(person("Nora Vance", mentions=2))
    both = tell(person("Nora Vance"), person("N. Vance", mentions=3), quotes=(quote,))
    other = both[1]
    library.names.follow([other])
    library.names.merge(nora, other)
    merged = library.names.get(nora)
    assert (merged.articles, merged.mentions, merged.quotes, merged.followed, merged.aka) == (
        2,
        6,
        1,
        True,
        ("N. Vance",),
    )
    assert library.names.get(other) == merged
    assert library.names.find("n. vance") == merged
    assert [name.id for name in library.names.listed(["person"])] == [nora]
    assert tell(person("N. Vance")) == [nora]
    assert library.undo() == "N. Vance and Nora Vance are two names again."
    apart = library.names.get(other)
    assert (apart.articles, apart.mentions, apart.quotes, apart.followed) == (1, 3, 1, True)
    assert not library.names.get(nora).followed
    assert library.names.get(nora).mentions == 4  # the article that came in between stays where it was put
    assert "is sound" in library.doctor()[-2]
    assert not [sentence for sentence in library.doctor() if "put right" in sentence]


def test_a_merged_name_can_be_merged_on(tell, library):
    one, two, three = (tell(person(name))[0] for name in ("Nora Vance", "N. Vance", "Ms Vance"))
    library.names.merge(two, three)
    library.names.merge(one, two)
    assert library.names.get(three).id == one
    assert library.names.get(one).articles == 3
    assert library.undo() == "N. Vance and Nora Vance are two names again."
    assert library.names.get(three).id == two
    assert library.undo() == "Ms Vance and N. Vance are two names again."
    assert [library.names.get(number).articles for number in (one, two, three)] == [1, 1, 1]


def test_a_hidden_name_is_never_listed_again(tell, library):
    (number, other) = tell(person("Photo Desk"), person("Nora Vance"))
    library.names.hide(number)
    assert [name.id for name in library.names.listed([])] == [other]
    assert tell(person("photo desk"), person("Nora Vance")) == [other]
    assert library.headlines(library.ids())[0].names == ("Nora Vance",)
    assert library.names.complete("photo") == []
    with pytest.raises(NotFound):
        library.names.find("photo desk")
    assert [known.name for known in library.names.known() if known.hidden] == ["Photo Desk"]
    assert library.undo() == "Photo Desk is listed again."
    assert library.headlines(library.ids())[0].names == ("Photo Desk", "Nora Vance")


def test_known_names_have_strong_evidence(tell, library):
    tell(person("Once Weak", score=0.5), show("Once Strong", score=0.96), person("Twice Good", score=0.85))
    tell(person("Twice Good", "Good", score=0.8), person("Twice Weak", score=0.5))
    tell(person("Twice Weak", score=0.5), person("Followed", score=0.1))
    library.names.follow([library.names.find("followed").id])
    known = {name.name: name for name in library.names.known()}
    assert sorted(known) == ["Followed", "Once Strong", "Twice Good"]
    assert (known["Twice Good"].articles, known["Twice Good"].aka) == (2, ("Good",))


def test_following_a_merged_name_follows_what_it_went_into(tell, library):
    one, two = tell(person("Nora Vance"))[0], tell(person("N. Vance"))[0]
    library.names.merge(one, two)
    assert library.names.follow([two]) == 1
    assert library.names.get(one).followed
    assert library.count("is:followed") == 2


def test_a_name_of_signs_is_a_name(tell, library):
    assert tell(show("★★★")) == tell(show("★★★"))
    assert library.names.find("★★★").articles == 2


def test_names_that_do_not_exist_are_a_sentence(library):
    for call in (
        lambda: library.names.hide(7),
        lambda: library.names.merge(7, 8),
        lambda: library.names.fix_type(7, "show"),
    ):
        with pytest.raises(NotFound, match="no name 7"):
            call()


def test_spellings_of_an_entity_are_bounded(tell, library):
    (number,) = tell(person("Nora Vance", *(f"Nora Vance {n}" for n in range(100))))
    assert len(library.names.get(number).aka) < 30


def test_what_an_article_named_before_is_forgotten_when_its_text_changes(library, small):
    number = small.put(1)
    small.put(1, entities=(show("Low Orbit"),), mentions=(), quotes=())
    assert [(name.name, name.articles) for name in library.names.listed([])] == [("Low Orbit", 1)]
    assert library.headlines([number])[0].names == ("Low Orbit",)


def test_settle_gives_the_same_id_again(database):
    with database.write() as conn:
        first = entities.settle(conn, person("Nora Vance"))
        assert entities.settle(conn, person("Nora Vance", score=0.9)) == first
        assert conn.execute("SELECT score FROM entity").fetchall() == [(0.9,)]


def test_the_exact_name_is_meant_before_one_that_goes_on(library, tell):
    for _ in range(3):
        tell(person("Ines Holloway"))
    tell(person("Ines Holloway"), person("Ines Holloway Pike", "Pike"))
    assert library.names.find("hollow").name == "Ines Holloway"
    tell(show("Hollow Pines"))
    assert library.names.find("hollow").name == "Hollow Pines"
    tell(Entity(name="The Sunken", type="film", aka=("Hollow",), mentions=1))
    assert library.names.find("hollow").name == "The Sunken"
    tell(show("The Hollow"))
    assert library.names.find("hollow").name == "The Hollow"
    assert library.names.find("the hollow").name == "The Hollow"
    tell(person("Hollow"))
    assert library.names.find("Hollow").name == "Hollow"
    assert library.names.find("Hollo").name == "Ines Holloway"
