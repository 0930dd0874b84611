"""What is read of names becomes entities: titles with their kind, people and characters of one word, items of lists."""

from __future__ import annotations

import pytest

from pullquote.cache.annotate import annotate
from pullquote.cache.core.article import Document, Paragraph


def entities(*paragraphs: str, title: str | None = None) -> dict[str, str]:
    document = Document(title=title, blocks=tuple(Paragraph(p) for p in paragraphs), language="en")
    return {entity.name: entity.type for entity in annotate(document).entities}


ABOUT_MUSIC = "The singer will tour in June, and her new album has twelve songs that she wrote with her band."
ABOUT_FILMS = "The film was directed by a newcomer; the drama stars two actors from her last series."


class TestTitles:
    def test_a_title_that_rules_believe_is_of_the_kind_it_is_read_as(self) -> None:
        found = entities(
            ABOUT_MUSIC,
            "It follows 2023's Paper Weather, which gave her the hits Call It Odd and Salt Monday.",
        )
        assert found.get("Paper Weather") == "album"

    def test_a_title_goes_as_far_as_it_is_read(self) -> None:
        found = entities(
            ABOUT_FILMS,
            "She’s promoting The Copper Men with Dwayne Brandt, which opens in October, and was in The Last Orchard.",
        )
        assert found.get("The Copper Men") == "film"
        assert "The Copper Men with Dwayne Brandt" not in found

    def test_a_plural_of_capitals_is_no_title(self) -> None:
        found = entities(ABOUT_FILMS, "The first season will hit TVs, laptops and other devices next year.")
        assert "TVs" not in found


class TestPeople:
    @pytest.mark.parametrize("kin", ["her son, Wyatt", "his wife, Marian", "her mother, Graciela"])
    def test_somebody_of_one_name_is_found_where_it_is_read_as_a_persons(self, kin: str) -> None:
        name = kin.rpartition(" ")[2]
        found = entities(ABOUT_FILMS, f"The actor is survived by {kin}; two brothers and four grandchildren.")
        assert found.get(name) == "person"

    def test_a_town_of_one_word_is_no_person(self) -> None:
        found = entities(ABOUT_FILMS, "The actress and her husband live in Tewkesbury with their dogs.")
        assert found.get("Tewkesbury") != "person"

    def test_what_stands_before_a_name_is_no_part_of_it(self) -> None:
        found = entities(
            ABOUT_MUSIC, "Frontwoman Cass Everly said that the band were gutted. Everly wrote the songs in Leeds."
        )
        assert "Frontwoman Cass Everly" not in found


class TestCharacters:
    def test_a_character_of_one_name_is_found(self) -> None:
        found = entities(
            "The drama stars Elena Brandt as Nora, a night nurse, opposite Daniel Okafor as Simon.",
            "In the second episode, Nora finds the letter and Simon, her brother, burns it while Teddy watches.",
            title="Harbor Road recap: a funeral and a firing",
        )
        assert {found.get("Nora"), found.get("Simon")} == {"character"}
