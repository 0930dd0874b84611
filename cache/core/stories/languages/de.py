"""German: small words, words of which news is made anyway, and words that tell what happens."""

from __future__ import annotations

SMALL = (
    "der die das den dem des ein eine einen einem einer eines und ist im am in von vom zu zum zur mit auf für nach "
    "bei über als auch an aus sich nicht wird werden wurde wurden war sind hat haben hatte er sie es wir ihr ihre "
    "ihren sein seine seinen seiner ich man noch nur oder aber dass wie wenn so schon mehr um bis durch gegen ohne "
    "vor unter zwischen kein keine keinen dieser diese dieses jetzt dann sagte sagt seit beim ins am zwei drei damit "
    "denn dort hier was wer bereits einem nun sei soll kann will können"
)
COMMON = (
    "film filme serie serien album song single star stars fans schauspieler schauspielerin sänger sängerin regisseur "
    "regisseurin band show sender moderator moderatorin jahr jahre jahren woche wochen monat monate tag uhr montag "
    "dienstag mittwoch donnerstag freitag samstag sonntag wochenende januar februar märz april mai juni juli august "
    "september oktober november dezember neue neuer neues neuen erste ersten ersten zweite dritte letzte letzten "
    "deutsche deutschen deutscher publikum zuschauer bühne theater musik berlin teilte sprecher sprecherin bestätigte "
    "million millionen euro mensch menschen stadt leben mann frau mutter vater"
)
KINDS = {
    "review": r"kritik|rezension|filmkritik|albumkritik|im test",
    "list": (
        r"die (?:\w+ )?(?:\d+|zwei|drei|fünf|sieben|zehn|zwölf|zwanzig) (?:besten|schlechtesten|größten|"
        r"schönsten)|die besten|tv tipps?|rangliste|ranking"
    ),
    "talk": r"interview|im gespräch|podcast|kolumne|kommentar",
}
"""Kinds of pieces that are each outlet's own, by words of their headlines."""
EVENTS = {
    "died": (
        "gestorb* starb stirbt verstorb* tot tod todes* trauer* trauert nachruf gedenk* beerdig* beigesetzt erlag "
        "erliegt abschied_von verschieden lebt_nicht_mehr ums_leben"
    ),
    "birth": "geburt geboren baby zwilling* nachwuchs vater_geworden mutter_geworden eltern_geworden",
    "pregnant": "schwanger* babybauch",
    "engaged": "verlob* heiratsantrag",
    "wedding": "hochzeit* heirate* geheiratet trauung jawort ja_wort braut bräutigam getraut ehepaar flitterwochen",
    "parted": "getrennt trenn* scheidung* geschieden liebes_aus ehe_aus trennung*",
    "dating": "liiert turtel* neue_liebe frisch_verliebt",
    "renewed": (
        "verläng* weitere_staffel zweite_staffel dritte_staffel vierte_staffel neue_staffel neue_folgen fortgesetzt "
        "fortsetzung* geht_weiter"
    ),
    "cancelled": (
        "abgesetzt setzt_ab absetz* eingestellt einstellung keine_staffel nicht_fortgesetzt abgesagt absag* sagt_ab "
        "sagen_ab keine_dritte keine_zweite keine_weitere aus_für schluss_für beendet gestrichen fällt_aus"
    ),
    "ending": "letzte_staffel finale letzte_folge endet schlussfolge schluss_mit",
    "cast": (
        "übernimmt_die hauptrolle* rolle* besetz* spielt darstell* verkörper* spielen titelrolle ermittelt kommissar* "
        "vor_der_kamera"
    ),
    "exit": (
        "verlässt verlassen hört_auf abschied* steigt_aus ausstieg aussteig* rücktritt zurücktret* tritt_zurück "
        "abgang geht_in wirft_hin scheidet abgelöst"
    ),
    "hired": "nachfolg* folgt_auf neuer_chef neue_chefin übernimmt löst_ab intendant* ernannt berufen leitung",
    "host": "moderier* moderation moderator* quizshow* showmaster",
    "directs": "regie* inszenier* verfilm*",
    "sued": (
        "klage* klagt verklagt gericht* anwält* anwalt schadenersatz schadensersatz urheberrecht* unterlassung* "
        "einstweilig* verfügung prozess* landgericht"
    ),
    "settled": "vergleich einig* außergerichtlich*",
    "arrest": "festgenommen verhaftet festnahme verhaftung polizei* untersuchungshaft",
    "judged": "urteil* verurteilt schuldig* freispruch freigesprochen",
    "sentenced": "haftstrafe* geldstrafe* bewährung*",
    "won": (
        "gewinn* gewann gewonnen preis* sieg* auszeichn* ausgezeichnet hauptpreis* preisträger* goldene* triumph* "
        "geht_an trophäe*"
    ),
    "nominated": "nominier* shortlist anwärter*",
    "honored": "ehrung ehrenpreis lebenswerk gewürdigt",
    "takings": "kinokasse* besucher* zuschauermarke millionenmarke rekord* einspiel* marke_von kinobesucher kinocharts",
    "ratings": "quote* marktanteil* einschaltquote*",
    "trailer": "trailer* teaser* erste_bilder",
    "dated": "startet kinostart* erscheint veröffentlich* starttermin ab_sofort premiere",
    "delay": "verschieb* verschoben verlegt verspät* erst_2027 später warten_müssen mehr_zeit",
    "bought": "kauf* gekauft übernahme* verkauf* erwirbt erworben fusion*",
    "rights": "rechte*",
    "adapted": "verfilmung* romanvorlage neuauflage remake",
    "album": "album* platte* studioalbum* single* songs aufgenommen nahmen_auf lieder",
    "tour": "tour tournee* konzert* tickets stadion* auftritt* hallen",
    "health": (
        "krank* klinik* operation* operiert verletz* stimmband* diagnose* arzt ärzte krebs* leidet erkrank* genes*"
    ),
    "accident": "unfall* gestürzt sturz* verunglück*",
    "fire": "brand brände feuer* flammen* brannt* ausgebrannt",
    "storm": "sturm* unwetter* hochwasser überschwemm*",
    "halted": "unterbroch* gestoppt drehstopp stoppt",
    "strike": "streik* gewerkschaft* tarif*",
    "layoffs": "entlass* stellenabbau stellen kündig* arbeitsplätze",
    "closed": "schließ* geschlossen insolven* pleite",
    "price": "preiserhöh* teurer abo* erhöht",
    "festival": "festival* filmfest* wettbewerb*",
    "feud": "streit* zoff attackier* beschimpf* zofft",
    "sorry": "entschuldig* bedauer*",
    "talks": "spricht_über interview* verrät",
    "book": "buch* roman* memoiren autobiograf* autobiographie verlag* bestseller* exemplare",
    "home": "villa* anwesen immobil* schloss",
    "stolen": "gestohlen diebstahl* einbruch* geraubt dieb*",
    "reunion": "wiedervereinig* comeback* reunion meldet_zurück melden_zurück",
    "retired": "ruhestand karriereende hört_auf letzter_auftritt rente",
    "backlash": "kritik_an empör* shitstorm protest*",
    "wrapped": "abgedreht drehschluss",
    "filming": "dreh* gedreht dreharbeiten*",
    "auction": "versteiger* auktion*",
    "record": "rekord* bestmarke",
    "withdrawn": "zieht_zurück zurückgezogen zurückruf stoppt",
    "shot": "schüsse schuss*",
}
"""Words under what they tell: those with a star are beginnings, those joined by a line are phrases."""
