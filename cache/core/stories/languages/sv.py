"""Swedish: small words, words of which news is made anyway, and words that tell what happens."""

from __future__ import annotations

SMALL = (
    "en ett den det de och i på av för med som är var har hade till från om att inte ska skulle vid efter under över "
    "utan mellan mot när där här hon han hans hennes sin sitt sina vi man sig också men eller så då nu än kan blir "
    "blev bli vara varit två tre sedan enligt mer all alla ut upp in jag du dem denna detta vad vem"
)
COMMON = (
    "film filmen filmer serie serien album låt låten skådespelare skådespelaren sångare sångaren sångerska regissör "
    "regissören stjärna stjärnan fans grupp bandet kanal program programmet år året månad månader vecka dag måndag "
    "måndagen tisdag tisdagen onsdag onsdagen torsdag torsdagen fredag fredagen lördag lördagen söndag söndagen "
    "januari februari mars april maj juni juli augusti september oktober november december ny nya nytt första sista "
    "andra tredje meddelade publik scen teater musik stockholm miljon miljoner kronor liv stad kvinna pappa mamma "
    "svensk svenska"
)
KINDS = {
    "review": r"recension",
    "list": r"(?:de )?(?:\d+|tre|fem|tio|tjugo) (?:bästa|sämsta|största|mest)|de (?:bästa|sämsta)|lista|topplista",
    "talk": r"intervju|podd|podcast|krönika|ledare",
}
"""Kinds of pieces that are each outlet's own, by words of their headlines."""
EVENTS = {
    "died": "död döda dog avlid* sorg* sörj* begrav* gått_ur gick_bort minns somnade",
    "birth": "född födde bebis tvilling*",
    "pregnant": "gravid",
    "engaged": "förlov*",
    "wedding": "bröllop gift gifter vigsel",
    "parted": "skilj* skilsmässa separer* går_isär",
    "renewed": "förläng* ny_säsong andra_säsong tredje_säsong fjärde_säsong fortsätt* återkomm*",
    "cancelled": "läggs_ner lägger_ner ställs_in ställer_in inställ* nedlagd slopas",
    "ending": "sista_säsong* avslut* slut* sista_avsnitt",
    "cast": "huvudroll* roll* spelar gestalt* får_rollen",
    "exit": "lämnar slutar hoppar_av avgår",
    "hired": "efterträd* tar_över ny_chef utses",
    "host": "programledare leder",
    "directs": "regi* filma* långfilm* storfilm gör_film",
    "sued": "stäm* domstol* åtal* tingsrätt* advokat* plagiat",
    "arrest": "gripen grips anhållen polis*",
    "judged": "döm* dom domen fäll* frikänn* skyldig erkände",
    "sentenced": "fängelse böter dagsböter villkorlig*",
    "appealed": "överklag*",
    "won": "vann vinn* pris* seger* segrar prisas tog_hem guld*",
    "nominated": "nominer* tävlar",
    "honored": "hyll* hedr*",
    "takings": "biopublik besökare",
    "ratings": "tittar*",
    "trailer": "trailer* teaser*",
    "dated": "premiär* släpp* utkommer",
    "delay": "skjuts_upp försen* senarelägg* uppskjut*",
    "bought": "köp* såld* säljs sälj* affär* fusion förvärv*",
    "rights": "rättighet*",
    "adapted": "filmatiser* nyinspelning",
    "album": "album* singel skiva* låtar",
    "tour": "turné* konsert* biljett* spelning*",
    "health": "sjuk* operer* skad* cancer",
    "accident": "olycka* föll krock*",
    "fire": "brand* eld* lågor brann",
    "storm": "storm* översvämn* oväder",
    "halted": "avbryt* stopp*",
    "strike": "strejk* facket",
    "layoffs": "varsel varslar uppsäg*",
    "closed": "stäng* konkurs",
    "price": "dyrare prishöj* abonnemang",
    "festival": "festival* final*",
    "feud": "bråk* rasar",
    "sorry": "ursäkt* ångr*",
    "book": "bok* böck* roman* deckar* memoar* författ* förlag*",
    "home": "villa slott",
    "stolen": "stulen stöld* inbrott",
    "reunion": "återför* comeback",
    "retired": "pension* slutar_skriva lägger_ner_pennan pennan karriär*",
    "backlash": "kritik* bojkott*",
    "filming": "inspel* filminspelning spelas_in",
    "auction": "auktion*",
    "record": "rekord*",
    "drunk": "ratt* nykterhet*",
}
"""Words under what they tell: those with a star are beginnings, those joined by a line are phrases."""
