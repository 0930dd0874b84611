"""What tells the news of an article in other languages than English: its language, its events, its names. Pure."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pullquote.cache.core.article import Article
from pullquote.cache.core.names import normalize
from pullquote.cache.core.stories.events import agreement
from pullquote.cache.core.stories.grouping import ALIKE, likeness, rarity
from pullquote.cache.core.stories.languages import language, language_of
from pullquote.cache.core.stories.news import News, news_of
from pullquote.cache.core.stories.openings import language_in, read_opening

WHEN = datetime(2026, 5, 4, 9, tzinfo=UTC)
DIED = {
    "de": ("Ada Quill ist tot",
           "Die Schauspielerin Ada Quill ist in der Nacht zum Montag gestorben, wie der Sender sagte.",
           "Trauer um Ada Quill", "Sie starb nach langer Krankheit in ihrem Haus an der Küste, und die Fans trauern."),
    "fr": ("Ada Quill est morte", "La comédienne Ada Quill est décédée lundi, a annoncé sa famille dans un communiqué.",
           "Le théâtre pleure Ada Quill",
           "Les hommages à la comédienne, disparue dans la nuit, se multiplient depuis hier."),
    "es": ("Muere Ada Quill", "La actriz Ada Quill falleció el lunes en su casa, según anunció la familia en una nota.",
           "Adiós a Ada Quill", "La actriz murió en la noche del domingo y será enterrada en el pueblo de su madre."),
    "it": ("Morta Ada Quill", "L'attrice Ada Quill è morta nella notte a casa sua, lo ha annunciato la famiglia.",
           "Addio a Ada Quill",
           "L'attrice si è spenta dopo una lunga malattia, i funerali si terranno in forma privata."),
    "pt": ("Morre Ada Quill", "A atriz Ada Quill morreu na noite de domingo em casa, segundo anunciou a família.",
           "Adeus, Ada Quill",
           "A atriz faleceu aos 81 anos e o velório será na terça, numa igreja do bairro onde vivia."),
    "nl": ("Ada Quill overleden",
           "De actrice Ada Quill is zondag thuis overleden, zo meldt haar familie in een bericht.",
           "Rouw om Ada Quill", "Ze stierf in de nacht van zondag op maandag en wordt in stilte begraven bij de zee."),
    "sv": ("Ada Quill är död", "Skådespelaren Ada Quill har avlidit, det bekräftar hennes dotter för en tidning.",
           "Sorgen efter Ada Quill", "Hon dog i går kväll med sin dotter vid sin sida och sörjs av hela landet."),
    "pl": ("Nie żyje Ada Quill", "Aktorka Ada Quill zmarła w nocy w swoim domu, jak podała w poniedziałek jej rodzina.",
           "Żegnamy Adę Quill",
           "Aktorka odeszła po długiej chorobie, a pogrzeb będzie w sobotę przy jej ulubionym kościele."),
}  # fmt: skip


def told(title: str, text: str, outlet: str = "One") -> News:
    return news_of(Article(title=title, text=text, outlet=outlet), WHEN)


@pytest.mark.parametrize("code", DIED)
def test_a_text_tells_its_language_without_saying_it(code: str) -> None:
    title, text, other, more = DIED[code]
    assert language_in(title, "", text, "") == code
    assert language_in(other, "", more, "en") == code


@pytest.mark.parametrize("code", DIED)
def test_the_same_news_is_told_in_other_words_of_a_language(code: str) -> None:
    title, text, other, more = DIED[code]
    one, two = told(title, text), told(other, more, "Two")
    assert one.events[0][0] == "died" == two.events[0][0]
    assert likeness(one, two, rarity({})) >= ALIKE


def test_an_event_is_the_same_in_two_languages() -> None:
    german, english = told(*DIED["de"][:2]), told("Ada Quill dies", "The actor Ada Quill has died at her home.")
    assert agreement(dict(german.events), dict(english.events)) > 0.5


def test_a_short_text_is_in_the_language_it_says() -> None:
    assert language_of(["quill", "saltgate"], "sv") == "sv"
    assert language_of(["quill", "saltgate"], "") == "en"
    assert language("en") is None


def test_a_name_is_one_in_all_its_cases() -> None:
    polish = language("pl")
    assert polish is not None
    assert len({polish.root(normalize(word)) for word in ("rzepa", "rzepy", "rzepę", "rzepą")}) == 1
    assert len({polish.root(normalize(word)) for word in ("marek", "bor", "bora", "borem", "borowi")}) == 2


def test_a_german_noun_is_no_name_and_two_words_are_one() -> None:
    found = read_opening(
        "", "", "Gestern hat die Post einen Koffer voller Briefe an Marga Thiel geliefert, sagte der Bote.", (), "de"
    )
    assert {"marga", "thiel"} <= set(found.proper)
    assert not {"post", "koff", "brief", "bot"} & set(found.proper)


def test_a_title_is_a_name_though_its_words_are_small() -> None:
    found = read_opening("", "", "La directora rodará «La sal en los bolsillos» desde abril en el puerto.", (), "es")
    assert len(found.proper) == 2
    quoted = read_opening(
        "", "", "«La sal en los bolsillos no se ve desde el puerto, ni la sal de la mesa», dijo.", (), "es"
    )
    assert quoted.proper == ()


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Die zehn besten Krimis des Jahres", "Das sind die Serien, die wir in diesem Jahr nicht vergessen werden."),
        ("Les dix meilleurs films de l'année", "Voici les films que nous avons aimés cette année, et ceux que non."),
        ("Pięć najgorszych seriali roku", "Oto seriale, których nie będzie nam brakować, bo się nie udały."),
    ],
)
def test_a_list_is_each_outlets_own(title: str, text: str) -> None:
    assert told(title, text).kind == "list"
    assert likeness(told(title, text), told(f"Ada Quill: {title}", text, "Two"), rarity({})) < ALIKE
