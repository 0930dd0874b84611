"""What outlets write before a pointer to another story, in their own languages: "Les også:", "関連記事".

English has more of these labels, and more ways to go on after one; they are in ``boilerplate``.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

# They say "another story", with or without a link behind them.
_LABELS = {
    "af": r"lees ook",
    "ar": r"[اإ]قر[أا] (?:أيض[اً]+|ايض[اً]+|المزيد)|شاهد أيض[اً]+|(?:مواضيع|أخبار|مقالات) ذات صلة",
    "az": r"həmçinin (?:oxuyun|bax)",
    "be": r"чытайце таксама",
    "bg": r"(?:прочетете|прочети|вижте|виж) (?:още|и)|още по темата|свързани (?:статии|новини)",
    "bn": r"আরও পড়ুন|আরো পড়ুন",
    "ca": r"(?:llegiu|llegeix) també|(?:et|us) pot interessar|notícies relacionades",
    "cs": r"přečtěte si(?: také| i| více)?|čtěte (?:také|i|více)|související(?: články| témata)?|mohlo by vás zajímat",
    "da": r"læs (?:også|mere)|se også",
    "de": r"lesen sie (?:auch|hierzu|dazu|mehr|jetzt)(?: auch)?|lies auch|mehr lesen|weiterlesen|auch interessant|"
    r"das könnte (?:sie|dich)(?: auch)? interessieren|siehe auch|lesetipps?|mehr zum thema|passend (?:dazu|zum thema)|"
    r"empfehlung(?:en)? der redaktion|verwandte (?:artikel|themen)",
    "el": r"διαβάστε (?:επίσης|ακόμα|ακόμη|περισσότερα|και)|δείτε (?:επίσης|ακόμα|ακόμη|και)|σχετικά (?:άρθρα|θέματα)",
    "es": r"le(?:e|a|er) (?:también|más|además)|(?:también )?[tl]e (?:puede|pueden|podría) interesar|"
    r"(?:mira|mirá|vea|ver|escucha) también|no te (?:lo )?pierdas|(?:sigue|seguí|siga) leyendo|"
    r"(?:noticias?|artículos?|notas?|contenidos?) relacionad[ao]s?",
    "et": r"loe (?:ka|lisaks|veel)|vaata ka",
    "eu": r"irakurri (?:ere|gehiago)",
    "fa": r"بیشتر بخوانید|همچنین بخوانید|(?:مطالب|اخبار) مرتبط",
    "fi": r"lue (?:myös|lisää|seuraavaksi)|katso myös",
    "fil": r"basahin(?: din| rin)?",
    "fr": r"[àa] (?:lire|voir|écouter|découvrir)(?: aussi| également| ensuite)|[àa] lire|lire la suite|"
    r"(?:lire|lisez|voir|écouter) (?:aussi|également)|sur le même (?:sujet|thème)|pour aller plus loin|"
    r"articles? (?:liés?|connexes?)|(?:cela|ceci|ça) (?:peut|pourrait) (?:aussi )?vous intéresser",
    "gl": r"le tamén",
    "he": r"קרא[וי]? (?:גם|עוד)|עוד בנושא|כתבות (?:נוספות|קשורות)|אולי יעניין אותך",
    "hi": r"(?:यह|ये|इसे|इन्हें) भी पढ़ें|और पढ़ें|संबंधित खबरें",
    "hr": r"pro[čc]itaj(?:te)? (?:i|jo[šs]|vi[šs]e|također)|povezan[ei] (?:vijesti|vesti|članci)|vezane vijesti",
    "hu": r"olvas(?:d|sa) el(?: ezt)?(?: is)?|ezt is olvas(?:d|sa) el|(?:ezt )?olvast[ad] már|ez is érdekelhet(?:i)?|"
    r"kapcsolódó(?: cikk(?:ek|ünk)?| hírek)?",
    "id": r"baca (?:juga|selengkapnya)|simak juga|lihat juga|(?:artikel|berita) terkait",
    "is": r"lesa meira|lestu (?:líka|einnig)|sjá einnig",
    "it": r"leggi (?:anche|pure|di più|ancora)|leggete anche|(?:vedi|guarda|ascolta) anche|per approfondire|"
    r"(?:ti )?potrebbe(?:ro)? interessar(?:e|ti|vi)(?: anche)?|(?:articoli|notizie) correlat[ei]",
    "ja": r"関連(?:記事|ニュース|リンク)|(?:あわ|合わ|併)せて(?:読みたい|読む)|こちらも(?:おすすめ|読む)|次に読む",
    "ko": r"관련\s?(?:기사|뉴스)|더 읽기|(?:함께|같이) (?:보면|읽으면) 좋은 (?:글|기사)",
    "lt": r"skaityk(?:ite)? taip pat|taip pat skaityk(?:ite)?|susij(?:ę|usios) (?:straipsniai|naujienos)",
    "lv": r"lasi(?:et)? (?:arī|vēl)|saistītie raksti",
    "mk": r"прочита[јj](?:те)? (?:и|повеќе)|поврзани вести",
    "ms": r"baca lagi",
    "nl": r"lees (?:ook|verder|meer)|(?:bekijk|zie|luister) ook|gerelateerde? (?:artikel(?:en)?|berichten)",
    "no": r"les (?:også|mer|hele saken)|(?:se|hør) også",
    "pl": r"(?:prze)?czytaj (?:więcej|też|także|również|dalej)|(?:zobacz|sprawdź|obejrzyj) (?:też|także|również)|"
    r"powiązane (?:artykuły|tematy)|to może cię zainteresować",
    "pt": r"(?:leia|ler|veja|confira|ouça|assista) (?:também|mais|ainda|a seguir)|"
    r"(?:notícias|matérias|artigos) relacionad[ao]s",
    "ro": r"cite[sșş]te (?:[sșş]i|mai (?:mult|departe))|citi[tțţ]i [sșş]i|vezi [sșş]i|articole similare",
    "ru": r"(?:читайте|читай|читать|смотрите|слушайте) (?:также|ещ[её]|далее|по теме)|"
    r"(?:материалы|новости|ещ[её]) по теме|похожие (?:материалы|новости)",
    "sk": r"prečítajte si(?: aj| tiež| viac)?|čítajte (?:aj|tiež|viac)|súvisiace(?: články)?|mohlo by vás zaujímať",
    "sl": r"preberi(?:te)? (?:tudi|še|več)|beri(?:te)? (?:tudi|še)|oglejte si tudi|povezane novice",
    "sq": r"lexo(?:ni)? (?:edhe|gjithashtu|më shumë)",
    "sr": r"прочитај(?:те)? (?:и|још|више)|повезане вести",
    "sv": r"läs (?:också|även|mer|vidare)|se (?:också|även)|lyssna också|missa inte",
    "sw": r"soma (?:pia|zaidi)",
    "th": r"อ่านเพิ่มเติม|อ่านต่อ|(?:ข่าว|บทความ)ที่เกี่ยวข้อง",
    "tr": r"(?:ayrıca|bunu da|bunları da) oku(?:yun|yunuz)?|okumadan geçme(?:yin)?|ilgili haber(?:ler)?|"
    r"(?:bu haber|bunlar)(?: da)? ilginizi çekebilir|ayrıca bakın(?:ız)?",
    "uk": r"(?:читайте|читай|дивіться|слухайте) (?:також|ще|далі|[пз]о темі|за темою)|також читайте|"
    r"(?:матеріали|новини) (?:по|за) тем(?:і|ою)",
    "ur": r"(?:یہ بھی|مزید) پڑھیں",
    "vi": r"xem thêm|đọc thêm|(?:tin|bài) liên quan|có thể bạn quan tâm",
    "zh": r"相[关關](?:[阅閱][读讀]|新[闻聞]|文章|[报報][道导導]|推[荐薦]|[链連][接結])|"
    r"[延推更][伸荐薦多][阅閱][读讀]|猜你喜[欢歡]",
}
# They are a pointer only with a link behind them, for articles use them in their own words, too.
_WEAK_LABELS = {
    "de": r"mehr (?:dazu|zu diesem thema)|zum thema",
    "es": r"más información|más sobre (?:este|el) tema",
    "fr": r"notre (?:dossier|sélection)|en savoir plus|plus d['’]informations?|lire",
    "it": r"per saperne di più|leggi",
    "nl": r"meer over dit onderwerp|meer hierover",
    "no": r"(?:mer|flere saker) om saken",
    "pl": r"polecamy|dowiedz się więcej|więcej na ten temat",
    "pt": r"saiba mais|relacionad[ao]s",
    "ru": r"по теме|подробнее",
    "sv": r"mer (?:om|i) ämnet",
    "zh": r"看更多",
}
_PARTED = r"(?:\s*[:：»>›→|｜!?？…\]】)]|\s+[-–—](?=\s)|\s*\n)++\s*"
_LONGER = r"(?:\s+[^\W\d]{1,14}){1,3}\s*[:：]\s*"  # "Lees ook dit verhaal:"
_CAPITAL = r"(?-i:[A-ZÀ-ÞĀ-ŽΑ-ΩА-Я])"  # the first of a title that an element of its own follows without a blank


class Label(Struct, frozen=True):
    """The label at the start of a line: where the rest begins, and whether the two are parted by a sign."""

    end: int
    is_parted: bool
    is_sure: bool


def find_label(text: str) -> Label | None:
    """Return the label a line starts with, if it is one of another language than English."""
    for table in (_LABELS, _WEAK_LABELS):
        if found := _pattern(table is _LABELS).match(text):
            return Label(found.end(), found["parted"] is not None, table is _LABELS)
    return None


def without_label(title: str) -> str:
    """Return the title of a story without the label before it; empty text for a label alone."""
    label = find_label(title)
    return title[label.end :].strip() if label else title


def find_appended_label(text: str, start: int) -> int | None:
    """Return where, after ``start``, a sentence is followed by a label, a colon and what it points to, or ``None``."""
    found = _appended().search(text, start)
    return found.start("line") if found else None


@cache
def _pattern(sure: bool) -> re.Pattern[str]:
    words = "|".join((_LABELS if sure else _WEAK_LABELS).values())
    after = rf"(?P<parted>{_PARTED}|{_LONGER})|\W*\Z|\s+|(?={_CAPITAL})"
    return re.compile(rf"\W*+(?:{words})(?:{after})", re.IGNORECASE)


@cache
def _appended() -> re.Pattern[str]:
    words = "|".join(_LABELS.values())
    return re.compile(
        rf"(?:(?<=[.!?…”\"’»)\]。])\s*|\n\s*)(?P<line>[(\[]?(?:{words})(?:[!?]?\s*[:：]|{_LONGER})\s*\S.{{3,200}})$",
        re.IGNORECASE | re.DOTALL,
    )
