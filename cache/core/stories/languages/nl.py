"""Dutch: small words, words of which news is made anyway, and words that tell what happens."""

from __future__ import annotations

SMALL = (
    "de het een en van in op te voor met is zijn was werd wordt worden aan bij door naar om uit over tot als dan dat "
    "die dit deze er hij zij ze wij we hun haar niet geen ook nog maar of al heeft hebben had kan zal moet meer na "
    "sinds tegen onder tussen zonder wie wat waar toen nu hem zich ik je dus twee drie eerst volgens weer veel zo"
)
COMMON = (
    "film films serie album plaat nummer liedje acteur actrice zanger zangeres regisseur ster fans groep band zender "
    "programma presentator presentatrice jaar jaren maand maanden week weken dag maandag dinsdag woensdag donderdag "
    "vrijdag zaterdag zondag januari februari maart april mei juni juli augustus september oktober november december "
    "nieuwe nieuw eerste laatste tweede derde meldt liet weten publiek podium theater muziek amsterdam miljoen euro "
    "leven stad man vrouw vader moeder nederlandse volgend"
)
KINDS = {
    "review": r"recensie",
    "list": (
        r"de (?:\d+|drie|vijf|tien|twintig) (?:beste|slechtste|mooiste|grootste)|de (?:beste|slechtste)|"
        r"ranglijst|op een rij"
    ),
    "talk": r"interview|in gesprek|podcast|column|opinie",
}
"""Kinds of pieces that are each outlet's own, by words of their headlines."""
EVENTS = {
    "died": "overled* overlijd* dood sterft stierf gestorven rouw* begraf* begrav* afscheid_van gegaan uitvaart",
    "birth": "geboren geboorte baby tweeling bevallen",
    "pregnant": "zwanger*",
    "engaged": "verloof* verloving aanzoek",
    "wedding": "bruiloft huwelijk trouwt getrouwd trouwen trouwde jawoord",
    "parted": "uit_elkaar scheid* gescheiden breuk",
    "renewed": "verleng* nieuw_seizoen tweede_seizoen derde_seizoen vierde_seizoen vervolg keert_terug",
    "cancelled": (
        "stopt geschrapt schrapt van_de_buis geannuleerd gecanceld afgelast geen_seizoen haalt_van valt_voor "
        "doek_valt houdt_op"
    ),
    "ending": "laatste_seizoen laatste_aflevering laatste_editie gedaan verdwijnt slot",
    "cast": "hoofdrol rol speelt vertolk* gecast kruipt_in in_de_huid",
    "exit": "vertrek* verlaat stapt_op vaarwel afscheid weg_bij",
    "hired": "volgt_op opvolg* benoemd nieuwe_directeur vervangt",
    "host": "presenteert presentat*",
    "directs": "regisseert regie verfilm*",
    "sued": "rechtszaak rechter klaagt_aan advocaat plagiaat rechtbank geding",
    "settled": "schikking",
    "arrest": "opgepakt aangehouden gearresteerd politie",
    "judged": "veroordeeld vrijgesproken schuldig vonnis",
    "sentenced": "celstraf taakstraf boete gevangenis",
    "won": "wint won gewonnen winnaar* winnares prijs prijzen bekroond uitgeroepen gouden overwinning beste",
    "nominated": "genomineerd* nominatie*",
    "honored": "eerbetoon geëerd",
    "takings": "bezoekers bioscoop* kassakraker",
    "ratings": "kijkcijfers kijkers",
    "trailer": "trailer teaser eerste_beelden",
    "dated": "verschijnt première uitbreng* te_zien",
    "delay": "uitgesteld uitstel verschoven later",
    "bought": "overname koopt gekocht verkoop* verkocht fusie",
    "rights": "rechten",
    "adapted": "bewerking remake",
    "album": "album plaat single nummers brengt_uit nieuw_werk",
    "tour": "tournee concert* optreden kaarten stadion",
    "health": "ziek* ziekenhuis geopereerd operatie kanker blessure",
    "accident": "ongeluk ongeval val",
    "fire": "brand vuur vlammen brandweer",
    "storm": "storm noodweer overstrom*",
    "halted": "stilgelegd gestaakt",
    "strike": "staking staken vakbond",
    "layoffs": "ontslag* banen",
    "closed": "sluit sluiting failliet",
    "price": "prijsverhoging duurder abonnement",
    "festival": "festival* editie",
    "feud": "ruzie haalt_uit",
    "sorry": "excuses spijt",
    "book": "boek roman memoires uitgever*",
    "home": "villa landhuis",
    "stolen": "gestolen diefstal inbraak",
    "reunion": "reünie terug comeback",
    "retired": "pensioen loopbaan",
    "backlash": "ophef kritiek boycot",
    "filming": "opnamen opnames draaien filmploeg",
    "auction": "veiling geveild",
    "record": "record",
}
"""Words under what they tell: those with a star are beginnings, those joined by a line are phrases."""
