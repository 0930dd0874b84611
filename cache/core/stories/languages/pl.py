"""Polish: small words, words of which news is made anyway, and words that tell what happens."""

from __future__ import annotations

SMALL = (
    "i w we z ze na do o od po za przy przez dla nad pod u to ten ta te tym tego tej jest są był była było były być "
    "nie się jak co że a ale czy lub jako już tylko jeszcze który która które którego której którą ich jego jej go ją "
    "im mu my on ona oni ma mają miał będzie będą może tak też bez oraz gdy kiedy gdzie więc bo dwa trzy dwóch po "
    "sobie swoje"
)
COMMON = (
    "film filmu filmie serial serialu album albumu piosenka utwór aktor aktorka aktora aktorką wokalistka wokalistki "
    "wokalista reżyser reżyserka gwiazda gwiazdy fani zespół zespołu grupa stacja program rok roku lata lat miesiąc "
    "tydzień tygodnia dzień poniedziałek wtorek środę czwartek piątek sobotę niedzielę stycznia lutego marca kwietnia "
    "maja czerwca czerwcu lipca sierpnia września października listopada grudnia nowy nowa nowe nowego nowej nową "
    "pierwszy pierwsza ostatni ostatnia ogłosił ogłosiła potwierdził publiczność scena teatr muzyka warszawa "
    "warszawie milion miliony milionów złotych życie miasto pan pani kobieta ojciec matka polski polska polskiej "
    "główną główna"
)
KINDS = {
    "review": r"recenzja",
    "list": (
        r"(?:\d+|trzy|pięć|dziesięć|dwadzieścia) (?:najlepszych|najgorszych|największych|naj\w+)|najlepsze|"
        r"najgorsze|ranking"
    ),
    "talk": r"wywiad|rozmowa|podcast|felieton|opinia",
}
"""Kinds of pieces that are each outlet's own, by words of their headlines."""
EVENTS = {
    "died": "zmarł* nie_żyje śmierć śmierci zmarłego odszed* odeszł* żegna* pogrzeb* żałob* odpłyn*",
    "birth": "urodzi* narodzin* dziecko bliźnię*",
    "pregnant": "ciąż* ciąży",
    "engaged": "zaręcz* oświadczy*",
    "wedding": "ślub* wesel* ożenił* wyszła_za ołtarz* małżeństw* pobrali",
    "parted": "rozwód rozwod* rozsta* rozstanie",
    "renewed": (
        "czwarty_sezon trzeci_sezon drugi_sezon piąty_sezon kolejny_sezon nowy_sezon nowymi_odcin* sezon* zamówi* wraca"
    ),
    "cancelled": "odwoł* nie_zagra nie_odbędzie anulow* skasow* zdjęt* kończy_się zrezygn*",
    "ending": "ostatni_sezon finał_serialu ostatni_odcinek koniec",
    "cast": "zagra w_obsadzie rolę rola obsad* wcieli* będzie_grać",
    "exit": "odchodzi odejści* opuszcza rezygn* żegna_się",
    "hired": "zastąpi* przejmie nowym_dyrektor* stanie_na nową_główną objął obejmie",
    "host": "poprowadzi prowadząc*",
    "directs": "reżyser* nakręci* ekranizac* adaptac*",
    "sued": "pozew pozw* sąd* proces* prawnik* plagiat*",
    "arrest": "zatrzyma* aresztow* policj*",
    "judged": "wyrok* skazan* winny uniewinni*",
    "sentenced": "więzieni* grzywn*",
    "won": "zdoby* wygra* zwycięż* zwycięz* nagrod* laureat* złoty złote złotego triumf* lepsz*",
    "nominated": "nominow* nominac*",
    "honored": "uhonorow* odznacz*",
    "takings": "widzów kasow* box_office",
    "ratings": "oglądaln*",
    "trailer": "zwiastun* trailer*",
    "dated": "premier* ukaże",
    "delay": "przełoż* opóźn* przesuni*",
    "bought": "kupi* kupuj* sprzeda* przejęci*",
    "rights": "prawa_do",
    "album": "płyt* album* singiel* piosenki",
    "tour": "tras* koncert* bilet* zagra_w hali",
    "health": "chor* operac* szpital* zabieg* kręgosłup* leczen* pod_nóż",
    "accident": "wypad*",
    "fire": "pożar* spłon* ogień",
    "storm": "burz* powód*",
    "halted": "wstrzyma* przerwan*",
    "strike": "strajk* związk*",
    "layoffs": "zwolnie*",
    "closed": "zamyka* zamknięt* upadłoś*",
    "price": "podwyż* drożej* abonament*",
    "festival": "festiwal* finale* miejsce podium konkurs*",
    "feud": "kłótni* konflikt*",
    "sorry": "przepros* przeprasza*",
    "book": "książk* powieś* wspomnie* wydawnictw*",
    "stolen": "skradz* kradzież*",
    "reunion": "reaktyw* powraca* powrót",
    "retired": "emerytur* kończy_karierę",
    "backlash": "krytyk* bojkot*",
    "filming": "zdjęcia plan_filmowy kręci* kręcon* kręcą",
    "auction": "aukcj* licytac*",
    "record": "rekord*",
}
"""Words under what they tell: those with a star are beginnings, those joined by a line are phrases."""
