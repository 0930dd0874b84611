"""Pointers to other stories under the labels of many languages."""
# ruff: noqa: E501 -- markup reads better on one line; letters of other scripts

from __future__ import annotations

import pytest

from pullquote.cache.extract import read_page
from pullquote.cache.extract.html.boilerplate import LineKind, find_appended_line, match_line

from .pages import PARAGRAPHS, page, paragraphs

URL = "https://daily-reel.example/tv/night-ferry"
LABELS = (
    "Les også", "LES OGSÅ", "Læs også", "Läs också", "Läs även", "Se även", "Lue myös", "Lesa meira", "Loe ka", "Lasi arī",
    "Taip pat skaitykite", "Lesen Sie auch", "Das könnte Sie auch interessieren", "Mehr zum Thema", "Lees ook", "Lees verder",
    "À lire aussi", "A lire aussi", "Lire aussi", "À lire également", "Sur le même sujet", "Lee también", "Lea también",
    "Te puede interesar", "También te puede interesar", "Llegiu també", "Leia também", "Leia mais", "Veja também",
    "Leggi anche", "Potrebbe interessarti anche", "Citește și", "Czytaj więcej", "Czytaj także", "Zobacz też",
    "Přečtěte si také", "Čtěte také", "Prečítajte si aj", "Preberite tudi", "Pročitajte još", "Прочитајте и", "Прочетете още",
    "Olvasd el ezt is", "Ezt olvasta már?", "Διαβάστε επίσης", "Ayrıca okuyun", "Bunu da okuyun", "İlgili Haber",
    "Читайте также", "Читайте ещё", "Читайте також", "Материалы по теме", "اقرأ أيضا", "اقرأ أيضًا", "إقرأ أيضاً", "קראו גם",
    "بیشتر بخوانید", "ये भी पढ़ें", "আরও পড়ুন", "Baca juga", "Xem thêm", "อ่านเพิ่มเติม", "더 읽기", "관련 기사", "関連記事",
    "あわせて読みたい", "相关阅读", "延伸閱讀", "相關新聞",
)  # fmt: skip


def read(markup: str, *, at: int = 2) -> tuple[str, list[tuple[str, str | None]]]:
    """Return the text and the related stories of a page with ``markup`` among its paragraphs."""
    document = read_page(page(paragraphs(markup, at=at)), url=URL)
    text = "\n\n".join(getattr(block, "text", "") for block in document.blocks)
    return text, [(reference.title, reference.url) for reference in document.related]


@pytest.mark.parametrize("label", LABELS)
def test_a_label_of_another_language_starts_a_pointer(label: str) -> None:
    for text in (
        f"{label}: Tin Kings",
        f"{label} : Tin Kings",
        f"» {label.upper()} – Tin Kings",
        f"[{label}] Tin Kings",
    ):
        line = match_line(text)
        assert line is not None
        assert (line.kind, line.rest) == (LineKind.RELATED, "Tin Kings")
    linked = match_line(f"{label} Tin Kings lämnar nu hamnen", linked=0.7)
    assert linked is not None
    assert (linked.kind, linked.rest) == (LineKind.RELATED, "Tin Kings lämnar nu hamnen")
    alone = match_line(label)
    assert alone is not None
    assert alone.kind is LineKind.MORE
    assert find_appended_line(f"Det sa hun. {label}: Tin Kings forlater havnen") == 12


@pytest.mark.parametrize(
    "markup",
    [
        "<p><strong>Les også:</strong> <a href='/r'>Tin Kings forlater havnen nå</a></p>",
        "<p><b>À lire aussi</b><br><a href='/r'>Tin Kings forlater havnen nå</a></p>",
        "<h3>Czytaj też</h3><ul><li><a href='/r'>Tin Kings forlater havnen nå</a></li></ul>",
        "<p><strong>Lee también</strong></p><p><a href='/r'>Tin Kings forlater havnen nå</a></p>",
        "<div><span>Lue myös</span><a href='/r'>Tin Kings forlater havnen nå</a></div>",
        "<ul><li>Läs också: <a href='/r'>Tin Kings forlater havnen nå</a></li></ul>",
        "<a href='/r'><span>Leggi anche</span><h3>Tin Kings forlater havnen nå</h3></a>",
        "<aside><h4>Читайте также</h4><p><a href='/r'>Tin Kings forlater havnen nå</a></p></aside>",
        "<p>Lees ook dit verhaal: <a href='/r'>Tin Kings forlater havnen nå</a></p>",
        "<p>👉 <a href='/r'>Lesen Sie auch: Tin Kings forlater havnen nå</a></p>",
        "<p><em>(Lire aussi : <a href='/r'>Tin Kings forlater havnen nå</a>)</em></p>",
        "<p>На следующей неделе выйдет новая серия. Читайте также: <a href='/r'>Tin Kings forlater havnen nå</a></p>",
    ],
)
def test_a_pointer_under_such_a_label_is_related_and_no_text(markup: str) -> None:
    text, related = read(markup)
    assert related == [("Tin Kings forlater havnen nå", "https://daily-reel.example/r")]
    assert text.replace("\n\nНа следующей неделе выйдет новая серия.", "") == "\n\n".join(PARAGRAPHS)


def test_a_list_under_such_a_label_is_related_whatever_the_length_of_its_titles() -> None:
    markup = "<h4>関連記事</h4><ul><li><a href='/1'>港の船が次の冬に戻ってくる</a></li><li><a href='/2'>Ferry of the north returns again</a></li><li><a href='/3'>Low Water</a></li></ul>"
    text, related = read(markup)
    assert [url for _, url in related] == [f"https://daily-reel.example/{number}" for number in (1, 2, 3)]
    assert text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "text",
    [
        "Les mer om båten enn om havet, sa hun.",
        "Lesen Sie mehr als drei Bücher im Jahr, sagt er, und Sie verstehen den Hafen.",
        "Lire est un plaisir que la capitaine partage avec son équipage.",
        "Leia mais devagar, disse a professora ao rapaz da balsa.",
        "Polecamy film wszystkim, którzy lubią morze.",
        "Missa inte båten, sade kaptenen och gick.",
        "Más información llegó por la tarde desde el puerto.",
        "Lees ook eens een boek over de haven.",
    ],
)
def test_sentences_that_begin_alike_are_none(text: str) -> None:
    assert match_line(text) is None
    assert find_appended_line(text) is None
